/** Claims waiting for one half of their check, in order of their place, except that those somebody looks at come first. */
import type { ClaimId } from '../../../shared/model/ids.ts'

export interface ClaimQueue<T> {
  push(id: ClaimId, item: T): void
  /** The next one, which waits no more. */
  take(): T | undefined
  /** From now on these come first, as long as they wait. */
  prefer(ids: readonly ClaimId[]): void
}

export function claimQueue<T>(): ClaimQueue<T> {
  const waiting = new Map<ClaimId, T>()
  /** In order; those that were preferred and taken are still here, and skipped. The map alone would walk over all that were taken. */
  let order: ClaimId[] = []
  let at = 0
  let preferred: readonly ClaimId[] = []
  let preferredAt = 0
  const pick = (): ClaimId | undefined => {
    while (preferredAt < preferred.length) {
      const id = preferred[preferredAt++]!
      if (waiting.has(id)) return id
    }
    while (at < order.length) {
      const id = order[at++]!
      if (waiting.has(id)) return id
    }
    order = []
    at = 0
    return undefined
  }
  return {
    push: (id, item) => {
      waiting.set(id, item)
      order.push(id)
    },
    take: () => {
      const id = pick()
      if (id === undefined) return undefined
      const item = waiting.get(id)
      waiting.delete(id)
      return item
    },
    prefer: (ids) => {
      preferred = [...ids]
      preferredAt = 0
    },
  }
}
