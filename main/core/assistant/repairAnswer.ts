/** Sends what is contradicted back to the model with the reason, and puts what it writes in its place: in the open, in rounds, and only while that helps. */
import { placeOf } from '../../../shared/model/settings.ts'
import type { ClaimId } from '../../../shared/model/ids.ts'
import type { TurnEvent } from '../../../shared/model/turn.ts'
import type { TurnClaim, TurnState } from '../../../shared/turn/foldTurn.ts'
import { toProblemShape } from '../edge.ts'
import type { Ports } from '../ports.ts'
import type { ClaimChecks } from './checkClaims.ts'
import { serverNamed } from './draftAnswer.ts'
import type { LiveTurn } from './liveTurn.ts'
import { missingClaims } from './missingClaims.ts'
import { stayingSources } from '../sources/stayingSources.ts'
import { reviseAnswer } from '../../../shared/turn/reviseAnswer.ts'
import { Repair, readRepair } from './readRepair.ts'
import { bare, repairChanges } from './repairChanges.ts'
import { repairPrompt } from './repairPrompt.ts'
import { recordedModels } from './recordedModels.ts'
import { knownOf } from './window.ts'
import { z } from 'zod'

/** Rounds, where the person has not said otherwise. */
export const REPAIRS = 2
/** Characters of what a model writes in one round. */
const LONGEST = 100_000
/** Requests of one round that were begun by processes that are gone: then it is left alone. */
const MOST_BROKEN = 2

type Surroundings = Pick<Ports, 'store' | 'models' | 'clock' | 'log' | 'newId'>
type GivenUp = Extract<TurnEvent, { kind: 'repair.given-up' }>

const idsOf = (claims: readonly { readonly id: ClaimId }[]): ClaimId[] => claims.map(({ id }) => id)

/** What a contradiction rests on: the same rule with the same reading, or the same words against the same quote. */
function clashOf({ logic, sources }: TurnClaim): string {
  const rules = logic?.verdict === 'refuted' ? [logic.reading, logic.because.map(({ id }) => id)] : []
  const quotes = sources?.evidence.filter(({ stance }) => stance === 'contradicts').map(({ source, start, clash }) => [source, start, clash?.map((pair) => pair.claim)]) ?? []
  return JSON.stringify([rules, quotes])
}

/** Whether a sentence fails just as one that was withdrawn did. */
function failsAgain(claim: TurnClaim, { withdrawn }: Pick<TurnState, 'withdrawn'>): boolean {
  return withdrawn.some((before) => before.claim.verdict === 'contradicted' && (clashOf(before.claim) === clashOf(claim) || bare(before.claim.text) === bare(claim.text)))
}

/** Contradicted sentences that were withdrawn in a round. */
const withdrawnIn = ({ withdrawn }: Pick<TurnState, 'withdrawn'>, round: number): number => withdrawn.filter((one) => one.round === round && one.claim.verdict === 'contradicted').length

/** The contradicted sentences that repair has not given up on. */
const open = ({ claims }: Pick<TurnState, 'claims'>): TurnClaim[] => claims.filter((claim) => claim.verdict === 'contradicted' && claim.stubborn === undefined)

/** What another round is not worth trying for, by what is known before it. */
function hopeless(state: TurnState, repairs: number): GivenUp | undefined {
  const contradicted = open(state)
  const { rounds } = state
  const giveUp = (why: GivenUp['why'], claims: readonly TurnClaim[]): GivenUp => ({ kind: 'repair.given-up', round: Math.max(1, rounds), claims: idsOf(claims), why })
  if (rounds === 0 || contradicted.length === 0) return undefined
  const again = contradicted.filter((claim) => failsAgain(claim, state))
  if (again.length > 0) return giveUp('no-progress', again)
  if (rounds >= repairs) return giveUp('rounds', contradicted)
  // More than before, or twice no fewer: it does not come to an end this way.
  const before = withdrawnIn(state, rounds)
  const stuck = contradicted.length > before || (rounds > 1 && before >= withdrawnIn(state, rounds - 1) && contradicted.length >= before)
  return stuck ? giveUp('no-progress', contradicted) : undefined
}

/** What the model wrote, or `undefined` where it failed; stopping rejects. */
async function written(turn: LiveTurn, server: string, model: string, contradicted: readonly TurnClaim[], ports: Surroundings): Promise<{ said: string; asked: readonly TurnClaim[] } | undefined> {
  try {
    const found = serverNamed(server, ports)
    const stays = placeOf(found, model) === 'cloud' ? stayingSources(ports.store.read) : () => false
    const { window } = await knownOf(found, model, ports.models, turn.signal)
    const { messages, asked, tokens, leftOut } = repairPrompt(turn.state, contradicted, stays, window)
    const recorded = recordedModels(turn, { purpose: 'repair', window, tokens, leftOut }, ports)
    const json = { name: 'repair', schema: z.toJSONSchema(Repair, { io: 'input' }) as Record<string, unknown> }
    let said = ''
    for await (const piece of recorded.stream({ server: found, model, messages, json }, turn.signal)) {
      if (piece.kind === 'text') said += piece.text
      if (said.length > LONGEST) break
    }
    return { said, asked }
  } catch (error) {
    turn.signal.throwIfAborted()
    toProblemShape(error, 'repair', ports)
    return undefined
  }
}

/** The requests for repair since the last revision that nobody has seen the end of. */
function brokenOff({ calls }: TurnState): number {
  const last = calls.findLastIndex(({ answered }) => answered !== undefined)
  return calls.slice(last + 1).filter(({ asked }) => asked.purpose === 'repair').length
}

async function repairRound(turn: LiveTurn, server: string, model: string, checks: Pick<ClaimChecks, 'add' | 'finish'>, ports: Surroundings): Promise<void> {
  const contradicted = open(turn.state)
  const round = turn.state.rounds + 1
  const giveUp = (why: GivenUp['why'], claims: readonly TurnClaim[]): GivenUp => ({ kind: 'repair.given-up', round, claims: idsOf(claims), why })
  const answer = brokenOff(turn.state) >= MOST_BROKEN ? undefined : await written(turn, server, model, contradicted, ports)
  turn.signal.throwIfAborted()
  if (answer === undefined) return turn.append([giveUp('failed', contradicted)])
  const replacements = readRepair(answer.said, answer.asked)
  if (replacements === undefined) return turn.append([giveUp('unreadable', contradicted)])
  const { changes, written: stretches, givenUp } = repairChanges(turn.state, answer.asked, replacements)
  const givenUpEvents = [...givenUp].map(([why, claims]) => giveUp(why, claims))
  if (changes.length === 0) return turn.append(givenUpEvents)
  const revised = reviseAnswer(turn.state, round, changes)
  const claims = await missingClaims(revised, stretches, ports.clock)
  turn.signal.throwIfAborted()
  turn.append([{ kind: 'answer.revised', round, model, changes: [...changes] }, ...(claims.length > 0 ? [{ kind: 'claim.found' as const, claims }] : []), ...givenUpEvents])
  checks.add(claims)
  await checks.finish()
}

/**
 * Repairs until nothing is contradicted any more or nothing gets better; every claim of the turn has been judged before. Sentences that stay contradicted
 * are named by `repair.given-up`. A model that fails ends it without harm; stopping rejects and leaves the answer as it stands.
 */
export async function repairAnswer(turn: LiveTurn, checks: Pick<ClaimChecks, 'add' | 'finish'>, ports: Surroundings): Promise<void> {
  const { mode, answerer } = turn.state.started!
  const repairs = ports.store.read.settings().repairs ?? REPAIRS
  if (mode !== 'ask' || answerer.kind !== 'model' || repairs === 0) return
  for (;;) {
    const given = hopeless(turn.state, repairs)
    if (given) turn.append([given])
    if (open(turn.state).length === 0) return
    // Some may still be open beside those that were just given up on.
    if (given) continue
    await repairRound(turn, answerer.server, answerer.model, checks, ports)
  }
}
