/** The one fold from events to what is shown: the store, the screen and the command line use this same function. */
import type { FoundClaim, KeptTurnEvent, RecalledPassage, Tally, TurnEvent, TurnUpdate } from '../model/turn.ts'
import type { TurnId, ClaimId } from '../model/ids.ts'
import type { AnswerVerdict, ClaimVerdict, JudgedClaim, LogicResult, SourcesResult, JudgedPart } from '../model/verdict.ts'
import type { ProblemShape } from '../problem.ts'

type Started = Extract<TurnEvent, { kind: 'turn.started' }>
type Ended = Extract<TurnEvent, { kind: 'turn.ended' }>

export interface TurnClaim extends FoundClaim {
  readonly logic?: LogicResult
  readonly sources?: SourcesResult
  readonly judgedParts?: readonly JudgedPart[]
  readonly verdict?: ClaimVerdict
  readonly by?: JudgedClaim['by']
}

export interface TurnState {
  readonly id: TurnId
  readonly started?: Omit<Started, 'kind'>
  readonly startedAt?: string
  readonly passages: readonly RecalledPassage[]
  readonly answer: string
  /** In order of their place in the answer. */
  readonly claims: readonly TurnClaim[]
  readonly status: 'running' | 'done' | 'cancelled' | 'failed'
  readonly problem?: ProblemShape
  readonly verdict?: AnswerVerdict
  readonly unsupported?: number
  readonly ms?: Ended['ms']
  /** `seq` of the last kept event that was folded in: where a follower resumes. */
  readonly lastSeq: number
}

export const emptyTurn = (id: TurnId): TurnState => ({ id, passages: [], answer: '', claims: [], status: 'running', lastSeq: 0 })

/** Text placed at its offset: overlaps are written once, and a gap (a lost delta) is left for the kept event that follows. */
function placeText(answer: string, at: number, text: string): string {
  if (at > answer.length) return answer
  const overlap = answer.length - at
  return overlap >= text.length ? answer : answer + text.slice(overlap)
}

/** The claim with id `cN` stands at index N, because claims are numbered in order of their place. */
function withClaim(state: TurnState, id: ClaimId, change: Partial<TurnClaim>): TurnState {
  const index = Number(id.slice(1))
  const found = state.claims[index]
  if (!found) return state
  const claims = state.claims.slice()
  claims[index] = { ...found, ...change }
  return { ...state, claims }
}

function apply(state: TurnState, event: TurnEvent, at: string): TurnState {
  switch (event.kind) {
    case 'turn.started': {
      const { kind: _kind, ...started } = event
      return { ...state, started, startedAt: at, answer: event.mode === 'check' ? event.question : state.answer }
    }
    case 'source.recalled':
      return { ...state, passages: event.passages }
    case 'text':
      return { ...state, answer: placeText(state.answer, event.at, event.text) }
    case 'claim.found':
      return { ...state, claims: [...state.claims, ...event.claims] }
    case 'rule.decided':
      return withClaim(state, event.claim, { logic: event.logic })
    case 'source.found':
      return withClaim(state, event.claim, { sources: event.sources, judgedParts: event.parts })
    case 'claim.judged':
      return withClaim(state, event.claim, { verdict: event.verdict, by: event.by })
    case 'turn.ended':
      return {
        ...state,
        status: event.outcome,
        verdict: event.verdict,
        unsupported: event.unsupported,
        ms: event.ms,
        ...(event.problem ? { problem: event.problem } : {}),
      }
    default:
      return assertNever(event)
  }
}

function assertNever(event: never): never {
  throw new Error(`unknown turn event ${JSON.stringify(event)}`)
}

/** Folding the same kept event twice changes nothing; deltas move text only. */
export function foldTurn(state: TurnState, update: TurnUpdate): TurnState {
  if ('delta' in update) {
    const answer = placeText(state.answer, update.delta.at, update.delta.text)
    return answer === state.answer ? state : { ...state, answer }
  }
  if (update.seq <= state.lastSeq) return state
  return { ...apply(state, update.event, update.at), lastSeq: update.seq }
}

export const foldAll = (id: TurnId, events: Iterable<KeptTurnEvent>): TurnState => {
  let state = emptyTurn(id)
  for (const event of events) state = foldTurn(state, event)
  return state
}

/** Counts by verdict, of the claims judged so far. */
export function tallyOf(claims: readonly TurnClaim[]): Tally {
  const tally = { verified: 0, contradicted: 0, unverified: 0, notCheckable: 0 }
  for (const claim of claims) {
    if (claim.verdict === undefined) continue
    tally[claim.verdict === 'not-checkable' ? 'notCheckable' : claim.verdict] += 1
  }
  return tally
}
