/** Waiting that ends at once when the signal aborts, whatever is being waited for, and computing that leaves room for others. */
import type { Clock } from '../ports.ts'

/** Settles as `work` does, or rejects with the signal's reason as soon as it aborts. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Whoever loses the race, or is not waited for at all, may still reject; nobody is left to hear it.
  work.catch(() => undefined)
  signal.throwIfAborted()
  let stop: (() => void) | undefined
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error)
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    if (stop) signal.removeEventListener('abort', stop)
  }
}

/** The pieces of a stream until it ends or the signal aborts; a source that does not listen is left behind. */
export async function* piecesUntilAborted<T>(pieces: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = pieces[Symbol.asyncIterator]()
  let over = false
  try {
    for (;;) {
      const piece = await untilAborted(iterator.next(), signal)
      if (piece.done) {
        over = true
        return
      }
      yield piece.value
    }
  } finally {
    if (!over) void iterator.return?.(undefined).catch(() => undefined)
  }
}

/** Milliseconds of computing after which others get their turn: a person's write, a cancel, a screen's question. */
const SLICE = 12

/** Call it between small pieces of work: now and then it waits for one round of the event loop. */
export function breather(clock: Pick<Clock, 'elapsed'>): () => Promise<void> {
  let last = clock.elapsed()
  return async () => {
    if (clock.elapsed() - last < SLICE) return
    await new Promise((resolve) => setTimeout(resolve, 0))
    last = clock.elapsed()
  }
}
