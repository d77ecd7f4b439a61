/** Keeping by a policy that the person wrote: tried on past answers before it is switched on; what it kept says so and can be taken back. */
import { isCheckable } from '../../../shared/model/claim.ts'
import type { ClaimId, KeepPolicyId, SourceId, TurnId } from '../../../shared/model/ids.ts'
import type { KeepPolicy, Note } from '../../../shared/model/note.ts'
import { tiers } from '../../../shared/model/source.ts'
import type { JudgedClaim } from '../../../shared/model/verdict.ts'
import { Problem } from '../../../shared/problem.ts'
import { foldAll } from '../../../shared/turn/foldTurn.ts'
import { judgedClaim } from '../../../shared/turn/judgedClaim.ts'
import type { StoreReader } from '../ports.ts'
import { hashOf } from './judgedFields.ts'
import { keepClaims } from './keepClaims.ts'
import type { NoteDesk } from './noteDesk.ts'

/** Turns that a policy is tried on, and claims that are shown of them. */
const TRIED = 300
const SHOWN = 200
const MOST_POLICIES = 50

/** The same for policies that keep the same claims. */
export const conditionsOf = ({ when }: Pick<KeepPolicy, 'when'>): string => hashOf(JSON.stringify(Object.entries(when).sort(([a], [b]) => (a < b ? -1 : 1))))

/** Whether a claim meets every condition that is stated. */
export function meets({ when }: Pick<KeepPolicy, 'when'>, claim: JudgedClaim, question: string, read: Pick<StoreReader, 'source'>): boolean {
  const { verdict, by, kind, sources } = claim
  if (!isCheckable(kind) || !when.verdicts.some((one) => one === verdict)) return false
  if (when.by && !when.by.some((one) => one === by)) return false
  if (when.kinds && !when.kinds.some((one) => one === kind)) return false
  const supporting = new Set(sources.evidence.filter(({ stance }) => stance === 'supports').map(({ source }) => source))
  if (when.sources !== undefined && supporting.size < when.sources) return false
  if (when.support !== undefined && sources.support < when.support) return false
  if (when.tiers) {
    const weightiest = [...supporting].map((id) => tiers.indexOf(read.source(id as SourceId)?.tier ?? 'unknown')).sort((a, b) => a - b)[0]
    if (weightiest === undefined || !when.tiers.includes(tiers[weightiest]!)) return false
  }
  const text = `${claim.resolved}\n${question}`.toLowerCase()
  return !when.words || when.words.length === 0 || when.words.some((word) => text.includes(word.toLowerCase()))
}

interface Meeting {
  readonly turn: TurnId
  readonly claim: ClaimId
  readonly text: string
}

function meetingIn(turn: TurnId, policy: KeepPolicy, read: StoreReader): Meeting[] {
  const { started, claims } = foldAll(turn, read.turnEvents(turn, 0))
  if (!started) return []
  const question = started.mode === 'check' ? '' : started.question
  return claims.flatMap((claim) => (claim.verdict !== undefined && meets(policy, judgedClaim(claim), question, read) ? [{ turn, claim: claim.id, text: claim.text }] : []))
}

export function keepPolicies(desk: NoteDesk) {
  const { store, newId } = desk.ports
  const { read } = store
  const all = (): KeepPolicy[] => read.keepPolicies()
  const found = (id: KeepPolicyId): KeepPolicy => {
    const policy = all().find((one) => one.id === id)
    if (!policy) throw new Problem('not-found')
    return policy
  }
  const set = (policies: readonly KeepPolicy[]): void => {
    store.write.append([{ stream: 'keeping', event: { kind: 'keeping.changed', policies: [...policies] } }])
    desk.changes.tell('notes')
  }
  /** Those that were removed since the start, as they were. */
  const removed = new Map<KeepPolicyId, KeepPolicy>()
  const put = (policy: KeepPolicy): KeepPolicy => {
    const before = all()
    if (before.length >= MOST_POLICIES && !before.some(({ id }) => id === policy.id)) throw new Problem('input.invalid', `at most ${MOST_POLICIES} policies can be kept`)
    set(before.some(({ id }) => id === policy.id) ? before.map((one) => (one.id === policy.id ? policy : one)) : [...before, policy])
    return policy
  }
  return {
    list: all,
    save: (asked: Omit<KeepPolicy, 'id' | 'tried'> & { id?: KeepPolicyId | undefined }): KeepPolicy => {
      const { id, ...given } = asked
      const before = id === undefined ? undefined : found(id)
      const tried = before?.tried?.conditions === conditionsOf(given) ? before.tried : undefined
      if (given.on && tried === undefined) throw new Problem('input.invalid', 'try the policy on past answers first: then it can be switched on')
      return put({ ...given, id: id ?? (newId() as KeepPolicyId), ...(tried ? { tried } : {}) })
    },
    remove: (id: KeepPolicyId): void => {
      removed.set(id, found(id))
      set(all().filter((one) => one.id !== id))
    },
    restore: (id: KeepPolicyId): KeepPolicy => {
      const policy = removed.get(id)
      if (!policy) throw new Problem('not-found')
      removed.delete(id)
      return put(policy)
    },
    try: async (id: KeepPolicyId): Promise<{ policy: KeepPolicy; turns: number; claims: Meeting[] }> => {
      const policy = found(id)
      const turns = read.liveTurns(TRIED)
      const claims: Meeting[] = []
      for (const [index, turn] of turns.entries()) {
        claims.push(...meetingIn(turn, policy, read))
        if (index % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 0))
      }
      const tried = put({ ...found(id), tried: { at: desk.now(), turns: turns.length, claims: claims.length, conditions: conditionsOf(policy) } })
      return { policy: tried, turns: turns.length, claims: claims.slice(0, SHOWN) }
    },
    /** Keeps of a turn that has ended what the policies in force ask for; what is kept already, or was removed, stays as it is. */
    afterTurn: (turn: TurnId): Note[] => {
      const kept: Note[] = []
      for (const policy of all().filter(({ on }) => on)) {
        const known = new Set(read.keptClaims([turn]).map(({ claim }) => claim))
        const claims = meetingIn(turn, policy, read).map(({ claim }) => claim).filter((claim) => !known.has(claim))
        if (claims.length > 0) kept.push(...keepClaims(turn, claims, policy.topic, desk.ports, policy))
      }
      if (kept.length > 0) desk.changes.tell('notes')
      return kept
    },
  }
}
