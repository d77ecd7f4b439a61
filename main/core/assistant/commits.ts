/** Transactions of all turns of a core: what can wait a frame shares one with whatever is kept next, because on a slow disk each holds up the thread. */
import type { KeptTurnEvent, TurnEvent } from '../../../shared/model/turn.ts'
import type { Clock, StoreWriter } from '../ports.ts'

/** Milliseconds between two transactions of what can wait. The first is at once. */
const GATHER = 16
/** On a slow disk the pause is so many times as long as the last transaction took. */
const TIMES_AS_LONG = 4
/** Events that can wait are kept when there are so many: a transaction must stay short. */
const TOGETHER = 200

export interface Entry {
  readonly stream: string
  readonly events: readonly TurnEvent[]
  /** Folds what is on disk into the stream's state; once a transaction, with the events of all its entries of this stream. */
  readonly fold: (events: readonly KeptTurnEvent[]) => void
  /** Called after that with when the transaction began and ended, by the clock. */
  kept(began: number, ended: number): void
  /** Called instead when they could not be kept; not for what is kept `now`, which throws. */
  failed(error: unknown): void
}

export interface Commits {
  /** Keeps them together with all that waits; on disk when it returns. Throws what the store throws, and then nothing of it is kept. */
  now(entry: Entry): void
  /** Keeps them within a few frames. */
  soon(entry: Entry): void
  /** Keeps what waits. */
  flush(): void
}

export function createCommits(write: Pick<StoreWriter, 'append'>, clock: Pick<Clock, 'elapsed'>): Commits {
  let waiting: Entry[] = []
  let count = 0
  let again = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const keep = (entries: readonly Entry[]): void => {
    const began = clock.elapsed()
    const places = write.append(entries.flatMap(({ stream, events }) => events.map((event) => ({ stream, event }))))
    const ended = clock.elapsed()
    again = ended + Math.max(GATHER, (ended - began) * TIMES_AS_LONG)
    const streams = new Map<string, { fold: Entry['fold']; events: KeptTurnEvent[] }>()
    let at = 0
    for (const { stream, events, fold } of entries) {
      const of = streams.get(stream) ?? { fold, events: [] }
      streams.set(stream, of)
      for (const event of events) of.events.push({ ...places[at++]!, event })
    }
    for (const { fold, events } of streams.values()) fold(events)
    for (const { kept } of entries) kept(began, ended)
  }
  const taken = (): Entry[] => {
    clearTimeout(timer)
    timer = undefined
    const entries = waiting
    waiting = []
    count = 0
    return entries
  }
  const flush = (): void => {
    const entries = taken()
    if (entries.length === 0) return
    try {
      keep(entries)
    } catch (error) {
      for (const { failed } of entries) failed(error)
    }
  }
  return {
    now: (entry) => {
      const before = taken()
      try {
        keep([...before, entry])
      } catch (error) {
        for (const { failed } of before) failed(error)
        throw error
      }
    },
    soon: (entry) => {
      waiting.push(entry)
      count += entry.events.length
      const wait = again - clock.elapsed()
      if (wait <= 0 || count >= TOGETHER) flush()
      else timer ??= setTimeout(flush, wait)
    },
    flush,
  }
}
