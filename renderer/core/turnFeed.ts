/** A turn as it happens: events are gathered and folded in at most twelve times a second, and following resumes after a lost connection. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TurnId } from '../../shared/model/ids.ts'
import type { KeptTurnEvent, TurnUpdate } from '../../shared/model/turn.ts'
import { emptyTurn, foldAll, foldTurnAll, type TurnState } from '../../shared/turn/foldTurn.ts'
import { type Connection, problemOf } from './client.ts'

export type TurnFeed = StoreApi<TurnState>

/** Milliseconds between two updates of the screen while text streams: reading is not smoother at more, and each one costs. */
const BETWEEN = 80
/** An update that takes long to draw is followed by this many times as long a rest, so that keys and clicks are always heard. */
const REST = 3
const LONGEST_REST = 300
/** Milliseconds of one frame that folding may take; the rest waits for the next. */
const FOLD_BUDGET = 24
/** Updates folded at once between two looks at the clock. */
const FOLDED_AT_ONCE = 256
/** A hidden window gets no frames. */
const HIDDEN_WAIT = 200

export const feedOf = (id: TurnId, events: readonly KeptTurnEvent[] = []): TurnFeed =>
  createStore<TurnState>(() => (events.length ? foldAll(id, events) : emptyTurn(id)))

function onNextFrame(run: () => void): void {
  if (document.visibilityState === 'hidden') setTimeout(run, HIDDEN_WAIT)
  else requestAnimationFrame(run)
}

/** Takes updates one by one and folds them into the feed, on a frame, with what came since the last one. */
export function batchInto(feed: TurnFeed): { push(update: TurnUpdate): void; drained(): Promise<void> } {
  let queue: TurnUpdate[] = []
  let planned = false
  let flushed = 0
  let cost = 0
  let waiting: (() => void)[] = []
  function flush(): void {
    const now = performance.now()
    planned = false
    flushed = now
    const until = now + FOLD_BUDGET
    let state = feed.getState()
    let done = 0
    do {
      state = foldTurnAll(state, queue.slice(done, done + FOLDED_AT_ONCE))
      done += FOLDED_AT_ONCE
    } while (done < queue.length && performance.now() < until)
    queue = queue.slice(done)
    feed.setState(state, true)
    // The screen is drawn right after this task: a message that comes after it tells how long that took.
    setTimeout(() => (cost = performance.now() - now))
    if (queue.length) plan()
    else {
      for (const wake of waiting) wake()
      waiting = []
    }
  }
  function plan(): void {
    if (planned) return
    planned = true
    // A frame is asked for only once it is due: an idle frame costs as well.
    const wait = Math.max(BETWEEN, Math.min(cost * REST, LONGEST_REST)) - (performance.now() - flushed)
    if (wait > 0) setTimeout(() => onNextFrame(flush), wait)
    else onNextFrame(flush)
  }
  return {
    push(update) {
      queue.push(update)
      plan()
    },
    drained: () => (queue.length === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  }
}

/**
 * Follows a turn until it has ended or `signal` is aborted. A lost connection is waited out;
 * any other failure ends the following and is thrown.
 */
export async function followTurn(connection: Connection, feed: TurnFeed, signal: AbortSignal): Promise<void> {
  const batch = batchInto(feed)
  while (!signal.aborted && feed.getState().status === 'running') {
    try {
      const { id, lastSeq } = feed.getState()
      for await (const update of await connection.client.turn.follow({ turn: id, afterSeq: lastSeq }, { signal })) batch.push(update)
      await batch.drained()
      if (feed.getState().status === 'running') await new Promise((resolve) => setTimeout(resolve, HIDDEN_WAIT))
    } catch (error) {
      if (signal.aborted) return
      await batch.drained()
      if (problemOf(error).code !== 'connection.lost') throw error
      await connection.whenOpen()
    }
  }
}
