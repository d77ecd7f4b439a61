/** A queue between one who tells and one who listens in his own time; leaving ends it at once, even while waiting. */

export interface Channel<T> extends AsyncIteratorObject<T, undefined, void> {
  push(value: T): void
  /** Nothing more comes: the listener gets what is queued, then the end. */
  end(): void
  /** As `end`, but the listener hears this error last. */
  fail(error: Error): void
  [Symbol.asyncIterator](): Channel<T>
}

/**
 * `onLeave` runs once, when the listener leaves or the end has been heard.
 * `join` may merge a value into the one still waiting before it: `undefined` keeps them apart.
 */
export function channel<T>(onLeave: () => void = () => undefined, join?: (last: T, next: T) => T | undefined): Channel<T> {
  let queue: T[] = []
  let taken = 0
  let ended = false
  let left = false
  let waiting: { resolve(result: IteratorResult<T, undefined>): void; reject(error: Error): void } | undefined
  const DONE: IteratorResult<T, undefined> = { done: true, value: undefined }

  let failure: Error | undefined
  const leave = (): IteratorResult<T, undefined> => {
    if (!left) {
      left = true
      queue = []
      onLeave()
    }
    return DONE
  }
  const take = (): IteratorResult<T, undefined> | undefined => {
    if (taken < queue.length) {
      const value = queue[taken++]!
      if (taken === queue.length) {
        queue = []
        taken = 0
      }
      return { done: false, value }
    }
    return ended || left ? leave() : undefined
  }
  return {
    push: (value) => {
      if (ended || left) return
      if (waiting) {
        const tell = waiting
        waiting = undefined
        tell.resolve({ done: false, value })
        return
      }
      const last = taken < queue.length ? queue.at(-1) : undefined
      const joined = last !== undefined && join ? join(last, value) : undefined
      if (joined === undefined) queue.push(value)
      else queue[queue.length - 1] = joined
    },
    end: () => {
      ended = true
      waiting?.resolve(leave())
      waiting = undefined
    },
    fail: (error) => {
      ended = true
      failure = waiting ? undefined : error
      if (waiting) leave()
      waiting?.reject(error)
      waiting = undefined
    },
    next: () => {
      const now = take()
      if (now?.done && failure) {
        const error = failure
        failure = undefined
        return Promise.reject(error)
      }
      return now ? Promise.resolve(now) : new Promise((resolve, reject) => (waiting = { resolve, reject }))
    },
    return: () => {
      const done = leave()
      failure = undefined
      waiting?.resolve(done)
      waiting = undefined
      return Promise.resolve(done)
    },
    throw: (error: unknown) => {
      leave()
      return Promise.reject(error as Error)
    },
    [Symbol.asyncIterator]() {
      return this
    },
    [Symbol.asyncDispose]() {
      leave()
      return Promise.resolve()
    },
  }
}
