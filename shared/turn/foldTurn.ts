/** The one fold from events to what is shown: the store, the screen and the command line use this same function. */
import type { Citation, ClaimPair, FoundClaim, KeptTurnEvent, NextQuestion, Queued, ReadingChoice, RecalledPassage, Tally, TurnEvent, TurnUpdate, UsedNote, Waiting } from '../model/turn.ts'
import type { TurnId, ClaimId } from '../model/ids.ts'
import type { AnswerVerdict, ClaimVerdict, JudgedClaim, Finding, HeldBy, LogicResult, SourcesResult, JudgedPart, UnmetPolicy } from '../model/verdict.ts'
import type { ProblemShape } from '../problem.ts'
import { reviseAnswer } from './reviseAnswer.ts'

type Started = Extract<TurnEvent, { kind: 'turn.started' }>
type Ended = Extract<TurnEvent, { kind: 'turn.ended' }>

export interface TurnClaim extends FoundClaim {
  readonly logic?: LogicResult
  readonly sources?: SourcesResult
  readonly judgedParts?: readonly JudgedPart[]
  readonly verdict?: ClaimVerdict
  readonly by?: JudgedClaim['by']
  readonly policies?: readonly UnmetPolicy[]
  /** How the person wants it read, where they said so. */
  readonly choice?: ReadingChoice
  readonly citations?: readonly Citation[]
  /** Repair gave nothing better: it stays, marked. */
  readonly stubborn?: Extract<TurnEvent, { kind: 'repair.given-up' }>['why']
}

/** A claim that a revision took out of the answer, as it stood, and the text that came in its place. Its offsets are in the answer of that time. */
export interface WithdrawnClaim {
  readonly claim: TurnClaim
  readonly round: number
  readonly replacedBy: string
}

type ModelAsked = Omit<Extract<TurnEvent, { kind: 'model.asked' }>, 'kind'>
type ModelAnswered = Omit<Extract<TurnEvent, { kind: 'model.answered' }>, 'kind'>

/** One request to a model within the turn: what it was sent, and how it went once that is known. */
export interface ModelCall {
  /** When it was asked, ISO 8601. */
  readonly at: string
  readonly asked: ModelAsked
  readonly answered?: ModelAnswered
}

export interface TurnState {
  readonly id: TurnId
  readonly started?: Omit<Started, 'kind'>
  readonly startedAt?: string
  readonly passages: readonly RecalledPassage[]
  /** What the person had verified before, and this answer was made of or its model was given. */
  readonly notes: readonly UsedNote[]
  readonly answer: string
  /** What the model reasoned before it answered, where it told. */
  readonly reasoning: string
  /** The model's server is waited for, and why; only while a follower looks on. */
  readonly waiting?: Waiting
  /** It waits for its turn with the model's server; only while a follower looks on. */
  readonly queued?: Queued
  /** Milliseconds from the request to the first piece of the answer, or to the last piece of reasoning while there is none. */
  readonly reasonedMs?: number
  /** Taken out by revisions, in the order in which that happened. */
  readonly withdrawn: readonly WithdrawnClaim[]
  /** Revisions so far. */
  readonly rounds: number
  readonly calls: readonly ModelCall[]
  readonly questions: readonly NextQuestion[]
  readonly pairs: readonly ClaimPair[]
  readonly timing?: Omit<Extract<TurnEvent, { kind: 'turn.timed' }>, 'kind'>
  /** In order of their place in the answer. */
  readonly claims: readonly TurnClaim[]
  /** What wordings and judges of the rule base say of the answer; never a verdict. */
  readonly findings: readonly Finding[]
  /** Why the answer is held back, as long as the person has not let it through. */
  readonly held?: readonly HeldBy[]
  /** The person let it through: what comes later no longer holds it back. */
  readonly released?: boolean
  readonly status: 'running' | 'done' | 'cancelled' | 'failed'
  readonly problem?: ProblemShape
  readonly verdict?: AnswerVerdict
  readonly unsupported?: number
  readonly ms?: Ended['ms']
  /** `seq` of the last kept event that was folded in: where a follower resumes. */
  readonly lastSeq: number
}

export const emptyTurn = (id: TurnId): TurnState => ({
  id,
  passages: [],
  notes: [],
  answer: '',
  reasoning: '',
  withdrawn: [],
  rounds: 0,
  calls: [],
  questions: [],
  pairs: [],
  claims: [],
  findings: [],
  status: 'running',
  lastSeq: 0,
})

/** Text placed at its offset: overlaps are written once, and a gap (a lost delta) is left for the kept event that follows. */
function placeText(answer: string, at: number, text: string): string {
  if (at > answer.length) return answer
  const overlap = answer.length - at
  return overlap >= text.length ? answer : answer + text.slice(overlap)
}

/** A state that one fold is still building: its list of claims is its own and may be written to. */
type Draft = { -readonly [K in keyof TurnState]: TurnState[K] } & { claims: TurnClaim[] }

/**
 * The claim with id `cN` stands at index N, because claims are numbered in order of their place. Where a damaged event
 * was left out it stands elsewhere, and a verdict must never go to another claim.
 */
export function claimIndex(claims: readonly TurnClaim[], id: ClaimId): number {
  const index = Number(id.slice(1))
  return claims[index]?.id === id ? index : claims.findIndex((claim) => claim.id === id)
}

/** Claims come in order, but those of a revision stand between others. */
function placeClaim(claims: TurnClaim[], claim: FoundClaim): void {
  const last = claims.at(-1)
  if (last === undefined || last.start <= claim.start) claims.push(claim)
  else claims.splice(claims.findIndex((other) => other.start > claim.start), 0, claim)
}

function changeClaim(draft: Draft, id: ClaimId, change: Partial<TurnClaim>): void {
  const index = claimIndex(draft.claims, id)
  const found = draft.claims[index]
  if (found) draft.claims[index] = { ...found, ...change }
}

function reasonedUntil(draft: Draft, at: string): void {
  const since = draft.calls.at(-1)?.at ?? draft.startedAt
  if (since !== undefined) draft.reasonedMs = Math.max(0, Date.parse(at) - Date.parse(since))
}

function apply(draft: Draft, event: TurnEvent, at: string): void {
  switch (event.kind) {
    case 'turn.started': {
      const { kind: _kind, ...started } = event
      draft.started = started
      draft.startedAt = at
      if (event.mode === 'check') draft.answer = event.question
      return
    }
    case 'source.recalled':
      draft.passages = event.passages
      draft.notes = event.notes ?? []
      return
    case 'text':
      if (draft.answer === '' && draft.reasoning !== '') reasonedUntil(draft, at)
      draft.answer = placeText(draft.answer, event.at, event.text)
      return
    case 'claim.found':
      for (const claim of event.claims) placeClaim(draft.claims, claim)
      return
    case 'model.asked': {
      const { kind: _kind, ...asked } = event
      draft.calls = [...draft.calls, { at, asked }]
      return
    }
    case 'model.answered': {
      const { kind: _kind, ...answered } = event
      const open = draft.calls.findLastIndex((call) => call.answered === undefined && call.asked.purpose === event.purpose)
      draft.calls = draft.calls.map((call, index) => (index === open ? { ...call, answered } : call))
      return
    }
    case 'reasoning':
      reasonedUntil(draft, at)
      draft.reasoning = placeText(draft.reasoning, event.at, event.text)
      return
    case 'answer.revised': {
      const revised = reviseAnswer(draft, event.round, event.changes)
      Object.assign(draft, revised, { claims: [...revised.claims], rounds: event.round })
      return
    }
    case 'repair.given-up':
      for (const id of event.claims) changeClaim(draft, id, { stubborn: event.why })
      return
    case 'answers.compared':
      draft.pairs = event.pairs
      return
    case 'questions.offered':
      draft.questions = event.questions
      return
    case 'turn.timed': {
      const { kind: _kind, ...timing } = event
      draft.timing = timing
      return
    }
    case 'rule.decided':
      return changeClaim(draft, event.claim, { logic: event.logic })
    case 'source.found':
      return changeClaim(draft, event.claim, { sources: event.sources, judgedParts: event.parts, ...(event.citations ? { citations: event.citations } : {}) })
    case 'claim.judged':
      return changeClaim(draft, event.claim, { verdict: event.verdict, by: event.by, ...(event.policies ? { policies: event.policies } : {}) })
    case 'finding.made':
      draft.findings = [...draft.findings, ...event.findings]
      return
    case 'answer.held':
      if (draft.released !== true) draft.held = [...(draft.held ?? []), ...event.by]
      return
    case 'answer.released':
      draft.released = true
      delete draft.held
      return
    case 'reading.chosen':
      return changeClaim(draft, event.claim, { choice: event.choice })
    case 'turn.ended':
      draft.status = event.outcome
      draft.verdict = event.verdict
      draft.unsupported = event.unsupported
      draft.ms = event.ms
      if (event.problem) draft.problem = event.problem
      return
    default:
      return assertNever(event)
  }
}

function assertNever(event: never): never {
  throw new Error(`unknown turn event ${JSON.stringify(event)}`)
}

/** The kinds that leave the list of claims as it is. */
const claimsStay = new Set<TurnEvent['kind']>(['turn.started', 'source.recalled', 'text', 'reasoning', 'model.asked', 'model.answered', 'answers.compared', 'questions.offered', 'turn.timed', 'finding.made', 'answer.held', 'answer.released', 'turn.ended'])

/**
 * Folds many updates at once; the list of claims is copied once for all of them, so thousands of claims stay linear.
 * Folding the same kept event twice changes nothing; deltas move text only. Returns the same state where nothing changed.
 */
export function foldTurnAll(state: TurnState, updates: Iterable<TurnUpdate>): TurnState {
  let draft: Draft | undefined
  let ownClaims = false
  for (const update of updates) {
    // Whatever comes then, the waiting is over.
    if ((draft ?? state).waiting !== undefined) delete (draft ??= { ...state } as Draft).waiting
    if ((draft ?? state).queued !== undefined) delete (draft ??= { ...state } as Draft).queued
    if ('waiting' in update || 'queued' in update) {
      Object.assign((draft ??= { ...state } as Draft), update)
      continue
    }
    if ('delta' in update) {
      const before = (draft ?? state).answer
      const answer = placeText(before, update.delta.at, update.delta.text)
      if (answer !== before) (draft ??= { ...state } as Draft).answer = answer
    } else if ('reasoningDelta' in update) {
      const before = (draft ?? state).reasoning
      const reasoning = placeText(before, update.reasoningDelta.at, update.reasoningDelta.text)
      if (reasoning !== before) (draft ??= { ...state } as Draft).reasoning = reasoning
    } else if (update.seq > (draft ?? state).lastSeq) {
      draft ??= { ...state } as Draft
      if (!ownClaims && !claimsStay.has(update.event.kind)) {
        draft.claims = state.claims.slice()
        ownClaims = true
      }
      apply(draft, update.event, update.at)
      draft.lastSeq = update.seq
    }
  }
  return draft ?? state
}

export const foldTurn = (state: TurnState, update: TurnUpdate): TurnState => foldTurnAll(state, [update])

export const foldAll = (id: TurnId, events: Iterable<KeptTurnEvent>): TurnState => foldTurnAll(emptyTurn(id), events)

/** Counts by verdict, of the claims judged so far. */
export function tallyOf(claims: readonly TurnClaim[]): Tally {
  const tally = { verified: 0, contradicted: 0, unverified: 0, notCheckable: 0 }
  for (const claim of claims) {
    if (claim.verdict === undefined) continue
    tally[claim.verdict === 'not-checkable' ? 'notCheckable' : claim.verdict] += 1
  }
  return tally
}
