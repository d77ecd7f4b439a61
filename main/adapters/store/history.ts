/** The hash-chained history: appending to it, and finding the first row that does not hold. */
import { createHash } from 'node:crypto'
import type { LogReport } from '../../../shared/model/history.ts'
import type { NewEvent } from '../../core/ports.ts'
import type { ReadConnection, WriteConnection } from './connections.ts'
import { GENESIS, type Head } from './historyHead.ts'
import { currentVersion } from './upcast.ts'

interface Row {
  seq: number
  at: string
  stream: string
  kind: string
  v: number
  payload: string | null
  payload_hash: string
  prev_hash: string
  hash: string
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** A row's hash covers its place, its time, a hash of its payload and the row before; the payload itself can go. */
const hashOf = (row: Omit<Row, 'payload' | 'hash'>): string =>
  sha256(JSON.stringify([row.prev_hash, row.seq, row.at, row.stream, row.kind, row.v, row.payload_hash]))

export function lastHead(db: ReadConnection | WriteConnection): Head {
  const row = db.prepare('SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1').get() as { seq: number; hash: string } | undefined
  return row ? { count: row.seq, hash: row.hash } : { count: 0, hash: GENESIS }
}

/** Inserts the events after `head` within the caller's transaction and returns the new head. */
export function historyAppender(db: WriteConnection): (head: Head, at: string, events: readonly NewEvent[]) => Head {
  const insert = db.prepare(
    'INSERT INTO history (seq, at, stream, kind, v, payload, payload_hash, prev_hash, hash) VALUES (@seq, @at, @stream, @kind, @v, @payload, @payload_hash, @prev_hash, @hash)',
  )
  return (head, at, events) => {
    let { count, hash } = head
    for (const { stream, event } of events) {
      const payload = JSON.stringify(event)
      const row = { seq: count + 1, at, stream, kind: event.kind, v: currentVersion(event.kind), payload_hash: sha256(payload), prev_hash: hash }
      hash = hashOf(row)
      insert.run({ ...row, payload, hash })
      count += 1
    }
    return { count, hash }
  }
}

/** The rows whose payload an erasure, itself in the history, has taken away. */
function erasedRows(db: ReadConnection): Set<number> {
  const erased = new Set<number>()
  for (const { payload } of db.prepare("SELECT payload FROM history WHERE kind = 'history.erased' AND payload IS NOT NULL").iterate() as Iterable<{ payload: string }>) {
    try {
      for (const seq of (JSON.parse(payload) as { seqs: number[] }).seqs) erased.add(seq)
    } catch {
      // A damaged erasure excuses nothing; its own row is found by its hash.
    }
  }
  return erased
}

function faultOf(row: Row, count: number, previous: string, erased: ReadonlySet<number>): { seq: number; say: string } | undefined {
  if (row.seq !== count + 1) return { seq: count + 1, say: `row ${count + 1} was removed` }
  if (hashOf(row) !== row.hash) return { seq: row.seq, say: `row ${row.seq} was changed, moved or put in` }
  // A row that holds together but follows something else tells that the row before it was replaced whole.
  if (row.prev_hash !== previous) return { seq: Math.max(1, row.seq - 1), say: `row ${Math.max(1, row.seq - 1)} was replaced` }
  if (row.payload === null) return erased.has(row.seq) ? undefined : { seq: row.seq, say: `the content of row ${row.seq} was taken away` }
  if (sha256(row.payload) !== row.payload_hash) return { seq: row.seq, say: `the content of row ${row.seq} was changed` }
  return undefined
}

/** What was written down about the history itself: a cut says so for good, a missing head until the person has anchored the history anew. */
function toldBy(row: Row, told: Told): Told {
  if (row.payload === null) return told
  if (row.kind === 'history.cut') return { ...told, cut: told.cut ?? { seq: cutAt(row.payload), say: 'rows were cut off at the end before Plumbline was started again' } }
  if (row.kind === 'history.headMissing') return { ...told, unanchored: row.seq }
  if (row.kind === 'history.anchored') return { ...told, unanchored: undefined }
  return told
}
interface Told {
  readonly cut: { seq: number; say: string } | undefined
  readonly unanchored: number | undefined
}

const NO_HEAD = 'the head outside the database was missing, so whether rows were cut off at the end cannot be told; if you know why it was missing, run plumbline log anchor'

const cutAt = (payload: string): number => (JSON.parse(payload) as { found: number }).found + 1

/**
 * Walks the whole chain in one snapshot and names the first row that was changed, removed, moved, put in or cut off.
 * `head` is what the file outside the database said before the walk began; the database may be ahead of it, never behind.
 * `past: false` leaves out what the history tells of its own past (a cut, a missing head): a faithful copy of such a history is whole.
 */
export function verifyChain(db: ReadConnection, head: Head | 'damaged' | undefined, { past = true }: { past?: boolean } = {}): LogReport {
  let told: Told = { cut: undefined, unanchored: undefined }
  const erased = erasedRows(db)
  let count = 0
  let hash = GENESIS
  let hashAtHead: string | undefined
  for (const row of db.prepare('SELECT seq, at, stream, kind, v, payload, payload_hash, prev_hash, hash FROM history ORDER BY seq').iterate() as Iterable<Row>) {
    const fault = faultOf(row, count, hash, erased)
    if (fault) return { whole: false, count, head: hash, firstBroken: fault.seq, say: fault.say }
    if (past) told = toldBy(row, told)
    count = row.seq
    hash = row.hash
    if (head && head !== 'damaged' && head.count === count) hashAtHead = hash
  }
  const report = { whole: true, count, head: hash, firstBroken: null }
  if (told.cut) return { ...report, whole: false, firstBroken: told.cut.seq, say: told.cut.say }
  if (head === 'damaged' || head === undefined) return count === 0 ? report : { ...report, whole: false, say: NO_HEAD }
  if (head.count > count) return { ...report, whole: false, firstBroken: count + 1, say: `the history ends at row ${count}, but had ${head.count}` }
  if (head.count > 0 && hashAtHead !== head.hash) return { ...report, whole: false, firstBroken: head.count, say: `row ${head.count} is not the one that was written: the history was rebuilt` }
  if (told.unanchored !== undefined) return { ...report, whole: false, say: NO_HEAD }
  return report
}
