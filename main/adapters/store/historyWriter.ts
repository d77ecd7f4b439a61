/** Appends to the history and folds into the tables in one transaction, then moves the head outside the database. */
import type { Clock, HistoryWriter, NewEvent } from '../../core/ports.ts'
import type { WriteConnection } from './connections.ts'
import { historyAppender, lastHead } from './history.ts'
import { type Head, headWriter } from './historyHead.ts'
import { messageIndex } from './messageIndex.ts'
import { projections } from './projections.ts'
import { asStoreProblem } from './storeProblem.ts'

/** What the head outside says is missing from the database: rows were cut off, or other rows stand in their place. */
function cutBefore(db: WriteConnection, outside: Head, found: Head): boolean {
  if (outside.count === 0) return false
  if (outside.count > found.count) return true
  return db.prepare('SELECT hash FROM history WHERE seq = ?').pluck().get(outside.count) !== outside.hash
}

/**
 * `outside` is the head as the file said before this process wrote. Where it does not fit, a `history.cut` row says so for good,
 * because the next write moves the head on and the cut would otherwise never be seen again. A head that is missing or damaged beside rows
 * is written down too, and stays said until the person anchors the history anew.
 */
export function historyWriter(db: WriteConnection, folder: string, clock: Pick<Clock, 'now'>, outside: Head | 'damaged' | undefined): Pick<HistoryWriter, 'append' | 'indexMessages'> & { readonly cut: boolean; close(): void } {
  const insert = historyAppender(db)
  const fold = projections(db)
  const headFile = headWriter(folder)
  let head = lastHead(db)

  const commit = db.transaction((at: string, events: readonly NewEvent[]): Head => {
    const next = insert(head, at, events)
    events.forEach(({ stream, event }, index) => fold(head.count + 1 + index, at, stream, event))
    return next
  })
  const moveHead = (): void => {
    try {
      headFile.write(head)
    } catch {
      // The events are on disk already; a head that lags behind is no cut, and the next append moves it on.
    }
  }
  const append = (events: readonly NewEvent[]): { seq: number; at: string }[] => {
    if (events.length === 0) return []
    const at = clock.now().toISOString()
    const first = head.count + 1
    head = asStoreProblem(() => commit.immediate(at, events))
    moveHead()
    return events.map((_, index) => ({ seq: first + index, at }))
  }

  const cut = outside !== undefined && outside !== 'damaged' && cutBefore(db, outside, head)
  if (cut) {
    append([{ stream: 'history', event: { kind: 'history.cut', expected: outside.count, found: Math.min(head.count, outside.count - 1) } }])
  } else if (head.count > 0 && (outside === undefined || outside === 'damaged')) {
    append([{ stream: 'history', event: { kind: 'history.headMissing', found: head.count } }])
  } else if (head.count > 0) moveHead()
  const { step } = messageIndex(db)
  const index = db.transaction(step)
  return { append, cut, close: headFile.close, indexMessages: (most) => asStoreProblem(() => index.immediate(most)) }
}
