/** Requests to one model server: so many at once, the others wait their turn, know how many are before them, and can leave. */

export interface QueueAsk {
  /** The server's name. */
  readonly server: string
  /** Requests that it is sent at once; asked each time, because the person may change it meanwhile. */
  readonly atOnce: () => number
  /** Goes before others that have not begun: what an answer that is there already still waits for. */
  readonly first: boolean
  /** Hears how many wait before it, at once and whenever that changes. */
  readonly onWait: (before: number) => void
}

export interface ServerQueue {
  /** Settles when the request may be sent; what it gives is called once when it has ended. Rejects with the signal's reason, and leaves the queue. */
  enter(ask: QueueAsk, signal: AbortSignal): Promise<() => void>
}

interface Waiter extends QueueAsk {
  readonly begin: () => void
  told: number | undefined
}

interface Line {
  running: number
  readonly waiting: Waiter[]
}

export function createServerQueue(): ServerQueue {
  const lines = new Map<string, Line>()

  const moveOn = (name: string, line: Line): void => {
    while (line.waiting[0] && line.running < Math.max(1, line.waiting[0].atOnce())) {
      line.running++
      line.waiting.shift()!.begin()
    }
    for (const [before, waiter] of line.waiting.entries()) {
      if (waiter.told === before) continue
      waiter.told = before
      waiter.onWait(before)
    }
    if (line.running === 0 && line.waiting.length === 0) lines.delete(name)
  }
  return {
    enter: (ask, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error)
        const line = lines.get(ask.server) ?? { running: 0, waiting: [] }
        lines.set(ask.server, line)
        let left = false
        const leave = (): void => {
          if (left) return
          left = true
          line.running--
          moveOn(ask.server, line)
        }
        const giveUp = (): void => {
          line.waiting.splice(line.waiting.indexOf(waiter), 1)
          reject(signal.reason as Error)
          moveOn(ask.server, line)
        }
        const waiter: Waiter = {
          ...ask,
          told: undefined,
          begin: () => {
            signal.removeEventListener('abort', giveUp)
            resolve(leave)
          },
        }
        signal.addEventListener('abort', giveUp, { once: true })
        const place = ask.first ? line.waiting.findIndex(({ first }) => !first) : -1
        line.waiting.splice(place < 0 ? line.waiting.length : place, 0, waiter)
        moveOn(ask.server, line)
      }),
  }
}
