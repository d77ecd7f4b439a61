/** One turn at work: what it appends is kept, folded and told to everyone who follows. */
import { emptyTurn, foldTurnAll, type TurnState } from '../../../shared/turn/foldTurn.ts'
import type { TurnId } from '../../../shared/model/ids.ts'
import type { KeptTurnEvent, Queued, TurnEvent, TurnUpdate } from '../../../shared/model/turn.ts'
import type { Problem } from '../../../shared/problem.ts'
import { type Channel, channel } from '../channel.ts'
import type { Clock, StoreReader, StoreWriter } from '../ports.ts'
import type { SharedWork } from './sharedWork.ts'
import { turnTimes, type TurnTimes } from './turnTimes.ts'

/** Milliseconds between two pieces of text that a follower gets: about a frame. */
const FRAME = 16

export interface LiveTurn {
  readonly id: TurnId
  /** Aborted when the person stops the turn or the app closes. */
  readonly signal: AbortSignal
  readonly state: TurnState
  /** What ran when; kept as `turn.timed` right before the turn's end. */
  readonly times: TurnTimes
  /** From now on called when somebody looks at a stretch of the answer. */
  onLook(heard: (start: number, end: number) => void): void
  /** What it shares with the other turns of this core. */
  readonly work: SharedWork
  /** Keeps the events in one transaction; they are on disk when it returns. */
  append(events: readonly TurnEvent[]): void
  /** Keeps them within a few frames, together with what is kept meanwhile; `kept` hears when, by the clock, or why not. */
  appendSoon(events: readonly TurnEvent[], kept: (how: { readonly began: number; readonly ended: number } | { readonly error: unknown }) => void): void
  /** Tells followers of the next piece of the answer, before it is kept. */
  tellText(text: string): void
  /** The same of what the model reasons beside it. */
  tellReasoning(text: string): void
  /** Tells followers that the model's server is waited for, and why. */
  tellWaiting(milliseconds: number, why: string): void
  /** Tells followers, also those that come later, that it waits for its turn with the model's server; `undefined`: no more. */
  tellQueued(queued: Queued | undefined): void
  /** Keeps all text and reasoning that was told and not kept yet, together with these events, in one transaction. */
  keepText(alongWith?: readonly TurnEvent[]): void
}

export interface FollowedTurn extends LiveTurn {
  follow(afterSeq: number, signal?: AbortSignal): Channel<TurnUpdate>
  look(start: number, end: number): void
  stop(reason: unknown): void
  /** The turn could not even be ended (a full disk): followers hear why, and the next start takes it up. */
  breakOff(problem: Problem): void
}

/** Two pieces of text in a row are one, for a follower who has not taken the first yet. */
function joinDeltas(last: TurnUpdate, next: TurnUpdate): TurnUpdate | undefined {
  if ('delta' in last && 'delta' in next) {
    const joined = joinedPieces(last.delta, next.delta)
    return joined && { delta: joined }
  }
  if ('reasoningDelta' in last && 'reasoningDelta' in next) {
    const joined = joinedPieces(last.reasoningDelta, next.reasoningDelta)
    return joined && { reasoningDelta: joined }
  }
  return undefined
}

interface Piece {
  readonly at: number
  readonly text: string
}

const joinedPieces = (last: Piece, next: Piece): Piece | undefined => (last.at + last.text.length === next.at ? { at: last.at, text: last.text + next.text } : undefined)

/** Text beyond what is kept, and how much of it followers know. */
interface Tail {
  text: string
  told: number
}

/** What follows a turn that nobody works at any more: its kept events, then the end. */
export function followKept(events: readonly KeptTurnEvent[]): Channel<TurnUpdate> {
  const followed = channel<TurnUpdate>()
  for (const event of events) followed.push(event)
  followed.end()
  return followed
}

export interface TurnSurroundings {
  readonly store: { readonly read: StoreReader; readonly write: StoreWriter }
  readonly clock: Pick<Clock, 'elapsed'>
  readonly work: SharedWork
}

/** `kept`: the events that are in the history already. */
export function liveTurn(id: TurnId, { store, clock, work }: TurnSurroundings, kept: readonly KeptTurnEvent[]): FollowedTurn {
  const times = turnTimes(clock)
  const controller = new AbortController()
  const lookers: ((start: number, end: number) => void)[] = []
  const followers = new Set<Channel<TurnUpdate>>()
  let state = foldTurnAll(emptyTurn(id), kept)
  const answer: Tail = { text: '', told: 0 }
  const reasoning: Tail = { text: '', told: 0 }
  let broken: Problem | undefined
  let queued: Queued | undefined
  let frame: ReturnType<typeof setTimeout> | undefined

  const tell = (update: TurnUpdate): void => {
    for (const follower of followers) follower.push(update)
  }
  /** The untold end of a tail. */
  const untold = (tail: Tail, kept: number): Piece | undefined => {
    if (tail.told === tail.text.length) return undefined
    const piece = { at: kept + tail.told, text: tail.text.slice(tail.told) }
    tail.told = tail.text.length
    return piece
  }
  const tellTails = (): void => {
    frame = undefined
    const thought = untold(reasoning, state.reasoning.length)
    if (thought) tell({ reasoningDelta: thought })
    const said = untold(answer, state.answer.length)
    if (said) tell({ delta: said })
    if (thought || said) frame = setTimeout(tellTails, FRAME)
  }
  const emptied = (tail: Tail): string => {
    const { text } = tail
    tail.text = ''
    tail.told = 0
    return text
  }
  const stream = `turn:${id}`
  const fold = (updates: readonly KeptTurnEvent[]): void => {
    state = foldTurnAll(state, updates)
    updates.forEach(tell)
    if (state.status === 'running') return
    clearTimeout(frame)
    for (const follower of [...followers]) follower.end()
  }
  const append = (given: readonly TurnEvent[]): void => {
    if (given.length === 0) return
    const events = given.flatMap((event): TurnEvent[] => (event.kind === 'turn.ended' ? [times.timed(), event] : [event]))
    work.commits.now({ stream, events, fold, kept: () => undefined, failed: () => undefined })
  }
  return {
    id,
    signal: controller.signal,
    get state() {
      return state
    },
    times,
    work,
    onLook: (heard) => void lookers.push(heard),
    look: (start, end) => lookers.forEach((heard) => heard(start, end)),
    append,
    appendSoon: (events, kept) =>
      work.commits.soon({
        stream,
        events,
        fold,
        kept: (began, ended) => kept({ began, ended }),
        failed: (error) => kept({ error }),
      }),
    tellText: (text) => {
      answer.text += text
      if (frame === undefined) tellTails()
    },
    tellReasoning: (text) => {
      reasoning.text += text
      if (frame === undefined) tellTails()
    },
    tellQueued: (now) => {
      queued = now
      if (now) tell({ queued: now })
    },
    tellWaiting: (milliseconds, why) => tell({ waiting: { milliseconds, why } }),
    keepText: (alongWith = []) => {
      const thought = emptied(reasoning)
      const said = emptied(answer)
      append([
        ...(thought === '' ? [] : [{ kind: 'reasoning' as const, at: state.reasoning.length, text: thought }]),
        ...(said === '' ? [] : [{ kind: 'text' as const, at: state.answer.length, text: said }]),
        ...alongWith,
      ])
    },
    follow: (afterSeq, signal) => {
      const end = (): void => follower.end()
      const follower: Channel<TurnUpdate> = channel<TurnUpdate>(() => {
        followers.delete(follower)
        signal?.removeEventListener('abort', end)
      }, joinDeltas)
      for (const event of store.read.turnEvents(id, afterSeq)) follower.push(event)
      if (reasoning.told > 0) follower.push({ reasoningDelta: { at: state.reasoning.length, text: reasoning.text.slice(0, reasoning.told) } })
      if (answer.told > 0) follower.push({ delta: { at: state.answer.length, text: answer.text.slice(0, answer.told) } })
      if (queued) follower.push({ queued })
      followers.add(follower)
      if (broken) follower.fail(broken)
      else if (signal?.aborted || state.status !== 'running') end()
      else signal?.addEventListener('abort', end)
      return follower
    },
    stop: (reason) => controller.abort(reason),
    breakOff: (problem) => {
      broken = problem
      clearTimeout(frame)
      for (const follower of [...followers]) follower.fail(problem)
    },
  }
}
