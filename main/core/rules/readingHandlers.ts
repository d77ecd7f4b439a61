/** Putting a reading right: what else a claim may say, the line that would have read it, and the choice, which is remembered. */
import type { ReadingChoices } from '../../../shared/contract/ruleContract.ts'
import { applyEdit } from '../../../shared/logic/addToDeclaration.ts'
import { parseRules } from '../../../shared/logic/parseRules.ts'
import type { ClaimId, RuleSetId, TurnId } from '../../../shared/model/ids.ts'
import type { KeptTurnEvent, ReadingChoice, TurnEvent } from '../../../shared/model/turn.ts'
import { NOT_FOUND } from '../../../shared/model/verdict.ts'
import { weighClaim } from '../../../shared/model/weigh.ts'
import { Problem } from '../../../shared/problem.ts'
import { claimIndex, foldAll, type TurnClaim, type TurnState } from '../../../shared/turn/foldTurn.ts'
import type { Implementer } from '../edge.ts'
import { declarationIn } from '../logic/desk/declarationIn.ts'
import { placedIn } from '../logic/desk/ruleText.ts'
import { deskBase, type RuleAsker } from './deskBase.ts'
import { pastClaims } from './pastClaims.ts'

interface Found {
  readonly state: TurnState
  readonly claim: TurnClaim
  readonly sets?: readonly RuleSetId[]
}

function found({ store }: RuleAsker, turn: TurnId, id: ClaimId): Found {
  const state = foldAll(turn, store.read.turnEvents(turn, 0))
  const claim = state.claims[claimIndex(state.claims, id)]
  if (!state.started || !claim) throw new Problem('not-found')
  const { conversation } = state.started
  const sets = conversation === null ? undefined : store.read.conversation(conversation)?.ruleSets
  return { state, claim, ...(sets === undefined ? {} : { sets }) }
}

async function choicesOf(asker: RuleAsker, turn: TurnId, id: ClaimId, signal?: AbortSignal): Promise<ReadingChoices> {
  const { state, claim, sets } = found(asker, turn, id)
  const base = await deskBase(asker, { sets, asOf: state.started?.asOf })
  const seen = (await pastClaims(asker, signal)).map(({ resolved, asOf }) => ({ text: resolved, asOf }))
  const { readings, lines } = await asker.desk.ask('choices', { ...base, sentence: claim.resolved, seen }, signal)
  return {
    text: claim.resolved,
    ...(claim.choice === undefined ? {} : { chosen: claim.choice }),
    readings: [...readings],
    lines: lines.flatMap((line) => {
      const { set } = placedIn(line, base.texts)
      const { kind, symbol, line: text, reading, verdict, also } = line
      return set === undefined ? [] : [{ kind, set: set as RuleSetId, symbol, line: text, reading, verdict, also: also.map((one) => ({ ...one, before: [...one.before], after: [...one.after] })) }]
    }),
  }
}

/** Puts the line into its rule set, as a version that says what it is for. */
async function addLine(asker: RuleAsker, { set, line }: Extract<ReadingChoice, { kind: 'line' }>, sentence: string): Promise<void> {
  const { info, text } = await asker.ruleSets.open(set)
  const place = declarationIn(text, line)
  if (place === undefined) throw new Problem('input.invalid', `“${info.file}” declares nothing of this name`)
  const edited = applyEdit(text, { ...place, text: line })
  const mistakes = (of: string): number => parseRules([{ file: info.file, text: of }]).diagnostics.filter(({ code }) => code === 'syntax').length
  if (mistakes(edited) > mistakes(text)) throw new Problem('input.invalid', line.slice(0, 200))
  await asker.ruleSets.save({ id: set, text: edited, basedOn: info.version, reason: `To read “${sentence.slice(0, 300)}”` })
}

async function choose(asker: RuleAsker, turn: TurnId, id: ClaimId, choice: ReadingChoice): Promise<KeptTurnEvent[]> {
  const { state, claim, sets } = found(asker, turn, id)
  const sentence = claim.resolved
  if (choice.kind === 'line') await addLine(asker, choice, sentence)
  const base = await asker.ruleSets.base(sets)
  if (choice.kind === 'reading') {
    const { reading, diagnostics } = await asker.desk.ask('try', { texts: base.texts, asOf: '2000-01-01', choices: [], text: choice.printed, counterModel: false })
    if (reading.length === 0) throw new Problem('input.invalid', diagnostics[0]?.message ?? choice.printed.slice(0, 200))
  }
  const choices = new Map([...asker.store.read.readingChoices(), [sentence, choice] as const])
  const asOf = state.started?.asOf ?? asker.clock.now().toISOString().slice(0, 10)
  const events: TurnEvent[] = []
  for (const same of state.claims) {
    // The same sentence elsewhere in the answer is read the same way.
    if (same.resolved !== sentence) continue
    const logic = await asker.logic.decide(base, same, asOf, undefined, choices)
    const unmet = (same.policies ?? []).length > 0
    events.push(
      { kind: 'reading.chosen', claim: same.id, sentence, choice },
      { kind: 'rule.decided', claim: same.id, logic },
      { kind: 'claim.judged', claim: same.id, ...weighClaim(same.kind, logic, same.sources ?? NOT_FOUND, unmet), ...(same.policies ? { policies: [...same.policies] } : {}) },
    )
  }
  const kept = asker.store.write.append(events.map((event) => ({ stream: `turn:${turn}`, event })))
  return kept.map((place, at) => ({ ...place, event: events[at] as TurnEvent }))
}

export function readingHandlers(os: Implementer, asker: RuleAsker) {
  return {
    choices: os.reading.choices.handler(({ input: { turn, claim }, signal }) => choicesOf(asker, turn, claim, signal)),
    choose: os.reading.choose.handler(async ({ input: { turn, claim, choice } }) => ({ events: await choose(asker, turn, claim, choice) })),
  }
}
