/** What saving a text would do to notes and past answers: which lose their proof, which gain one, which flip. */
import type { DraftSet, Impact, ImpactUpdate } from '../../../shared/contract/ruleContract.ts'
import type { LogicVerdictName } from '../../../shared/logic/base.ts'
import type { Channel } from '../channel.ts'
import type { ChangedClaim } from '../logic/desk/impact.ts'
import { withDraft } from '../logic/desk/ruleText.ts'
import { ENGINE } from '../logic/engineVersion.ts'
import { deskBase, type RuleAsker } from './deskBase.ts'
import { followed } from './followed.ts'
import { type DecidedClaim, pastClaims } from './pastClaims.ts'

const PROOF: ReadonlySet<LogicVerdictName> = new Set(['proved', 'presumed'])

function changeOf(before: LogicVerdictName, after: LogicVerdictName): Impact['notes'][number]['change'] {
  if ((before === 'proved' && after === 'refuted') || (before === 'refuted' && after === 'proved')) return 'flips'
  if (PROOF.has(before) || before === 'refuted') return 'loses'
  return 'gains'
}

/** Claims that the same rule sets decide. */
function groups(claims: readonly DecidedClaim[]): DecidedClaim[][] {
  const found = new Map<string, DecidedClaim[]>()
  for (const claim of claims) {
    const key = claim.sets === undefined ? '' : claim.sets.toSorted().join(' ')
    found.set(key, [...(found.get(key) ?? []), claim])
  }
  return [...found.values()]
}

async function findImpact(ports: RuleAsker, draft: DraftSet, signal: AbortSignal, tell: (update: ImpactUpdate) => void): Promise<Impact> {
  const { asOf, choices } = await deskBase(ports)
  const chosen = new Set(choices.map(([sentence]) => sentence))
  const own = draft.set === undefined ? undefined : ports.store.read.ruleSet(draft.set)
  tell({ kind: 'progress', doing: 'Reading past answers', done: 0, total: 1 })
  const claims = await pastClaims(ports, signal)
  const changed: (ChangedClaim & { readonly of: DecidedClaim })[] = []
  let checked = 0
  let unchecked = 0
  let done = 0
  const altered = new Set<string>()
  for (const group of groups(claims)) {
    const sets = group[0]?.sets
    const { texts, version } = await deskBase(ports, { sets })
    // A set that is switched off, or not chosen for a conversation, changes nothing there.
    const holds = draft.set === undefined ? sets === undefined : texts.some(({ set }) => set === draft.set)
    if (holds) {
      const past = group.map(({ resolved, asOf: day, logic }, at) => {
        // A stored verdict stands where this very base gave it, on that day, to the sentence as it is read now.
        const stands = logic.base === version && logic.engine === ENGINE && logic.asOf === day && !chosen.has(resolved)
        return { key: String(at), text: resolved, asOf: day, ...(stands ? { verdict: logic.verdict } : {}) }
      })
      const found = await ports.desk.ask('impact', { texts, asOf, choices, after: withDraft(texts, draft, own?.file), claims: past }, signal, (progress) =>
        tell({ kind: 'progress', doing: progress.doing, done: done + progress.done, total: claims.length }))
      checked += found.checked
      unchecked += found.unchecked
      for (const one of found.changes) changed.push({ ...one, of: group[Number(one.key)] as DecidedClaim })
      for (const id of found.altered) altered.add(id)
    }
    done += group.length
  }
  if (claims.length === 0 && own !== undefined) {
    const { texts } = await deskBase(ports, { sets: [own.id] })
    for (const id of (await ports.desk.ask('impact', { texts, asOf, choices, after: withDraft(texts, draft, own.file), claims: [] }, signal)).altered) altered.add(id)
  }
  return {
    notes: changed.flatMap(({ of, before, after }) => ('note' in of.of ? [{ note: of.of.note, statement: of.text, change: changeOf(before, after), before, after }] : [])),
    claims: changed.flatMap(({ of, before, after }) => ('turn' in of.of ? [{ ...of.of, at: of.at, text: of.text, before, after }] : [])),
    checked,
    unchecked,
    total: claims.length,
    sealed: (own?.sealed ?? []).filter((id) => altered.has(id)),
  }
}

/** Progress, then the result. Leaving stops the work. */
export const followImpact = (ports: RuleAsker, draft: DraftSet, signal?: AbortSignal): Channel<ImpactUpdate> =>
  followed((own, tell) => findImpact(ports, draft, own, tell).then((impact) => tell({ kind: 'result', impact })), signal)
