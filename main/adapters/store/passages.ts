/** The texts of sources: written in small batches while a source is imported, read in slices, searched by passage. */
import type { SourceId } from '../../../shared/model/ids.ts'
import type { Landmark, PassageHit } from '../../../shared/model/source.ts'
import type { PassageReader, PassageWriter } from '../../core/ports.ts'
import type { ReadConnection, WriteConnection } from './connections.ts'
import { passageSearch } from './passageSearch.ts'
import { indexColumns, queryTerms } from './searchTerms.ts'
import { asStoreProblem } from './storeProblem.ts'

/** UTF-16 units of one stored piece of a text: a passage is read from one or two of them, never from the whole. */
const PIECE = 8192
/** Rows of one transaction: more would make a person's own write wait. */
const BATCH = 200

/** Rows of one transaction that overwrites what it deletes, which takes longer. */
const DROPPED = 50

/** Offsets where a text is cut into pieces; a surrogate pair is never cut, or SQLite would spoil both halves. */
function* pieces(text: string): Generator<{ start: number; text: string }> {
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + PIECE, text.length)
    if (end < text.length && /[\ud800-\udbff]/.test(text[end - 1]!)) end++
    yield { start, text: text.slice(start, end) }
    start = end
  }
}

function* batches<T>(items: Iterable<T>): Generator<T[]> {
  let batch: T[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

export function passageWriter(db: WriteConnection): PassageWriter & { dropText(id: SourceId): Iterable<undefined> } {
  const addPiece = db.prepare('INSERT INTO source_text (source, start, text) VALUES (?, ?, ?)')
  const addOutline = db.prepare('INSERT INTO source_outline (source, landmarks) VALUES (?, ?)')
  const addPassage = db.prepare('INSERT INTO passage (source, start, "end", page, heading) VALUES (?, ?, ?, ?, ?)')
  const addIndex = db.prepare('INSERT INTO passage_fts (rowid, words, heading, pairs) VALUES (?, @words, @heading, @pairs)')
  const isKept = db.prepare('SELECT 1 FROM source WHERE id = ?')
  const somePassages = db.prepare('SELECT id FROM passage WHERE source = ? LIMIT ?').pluck()
  const dropIndex = db.prepare('DELETE FROM passage_fts WHERE rowid = ?')
  const dropPassage = db.prepare('DELETE FROM passage WHERE id = ?')
  const someText = db.prepare('DELETE FROM source_text WHERE rowid IN (SELECT rowid FROM source_text WHERE source = ? LIMIT ?)')
  const dropOutline = db.prepare('DELETE FROM source_outline WHERE source = ?')
  const unfinished = db
    .prepare('SELECT DISTINCT source FROM (SELECT source FROM source_text UNION SELECT source FROM source_outline UNION SELECT source FROM passage) WHERE source NOT IN (SELECT id FROM source)')
    .pluck()

  const transaction = <A extends unknown[]>(work: (...args: A) => void): ((...args: A) => void) => {
    const run = db.transaction(work)
    return (...args) => asStoreProblem(() => run(...args))
  }
  const writePieces = transaction((id: SourceId, batch: { start: number; text: string }[]) => {
    for (const piece of batch) addPiece.run(id, piece.start, piece.text)
  })
  const writeOutline = transaction((id: SourceId, landmarks: readonly Landmark[]) => void addOutline.run(id, JSON.stringify(landmarks)))
  const writePassages = transaction((id: SourceId, passages: Parameters<PassageWriter['addPassages']>[1]) => {
    for (const { start, end, text, page, heading } of passages) {
      const { lastInsertRowid } = addPassage.run(id, start, end, page ?? null, heading ?? null)
      addIndex.run(lastInsertRowid, indexColumns(text, heading ?? ''))
    }
  })
  const dropRows = transaction((ids: readonly number[]) => {
    for (const id of ids) {
      dropIndex.run(id)
      dropPassage.run(id)
    }
  })
  /** Each step is a short transaction. */
  function* dropText(id: SourceId): Generator<undefined> {
    if (isKept.get(id)) throw new Error(`source ${id} is in the history and cannot be dropped as unfinished`)
    for (let ids; (ids = somePassages.all(id, DROPPED) as number[]).length > 0; yield) dropRows(ids)
    while (someText.run(id, DROPPED).changes > 0) yield
    dropOutline.run(id)
  }
  const drop = (id: SourceId): void => {
    for (const step of dropText(id)) void step
  }
  return {
    dropText,
    addSourceText: (id, text, landmarks) => {
      for (const batch of batches(pieces(text))) writePieces(id, batch)
      writeOutline(id, landmarks)
    },
    addPassages: (id, passages) => {
      for (const batch of batches(passages)) writePassages(id, batch)
    },
    dropUnfinishedSource: (id) => asStoreProblem(() => drop(id)),
    dropUnfinishedSources: () => asStoreProblem(() => (unfinished.all() as SourceId[]).forEach(drop)),
  }
}

/** `libraryState`: see the port; by default it moves with every write of any other connection. */
export function passageReader(db: ReadConnection, libraryState?: () => number): PassageReader {
  const length = db.prepare('SELECT length FROM source WHERE id = ?').pluck()
  const slice = db.prepare(
    'SELECT start, text FROM source_text WHERE source = @id AND start < @end AND start >= coalesce((SELECT max(start) FROM source_text WHERE source = @id AND start <= @start), 0) ORDER BY start',
  )
  const outline = db.prepare('SELECT landmarks FROM source_outline WHERE source = ?').pluck()
  const search = passageSearch(db)
  const version = db.prepare('PRAGMA data_version').pluck()
  const textOf = (id: SourceId, start: number, end: number): string => {
    const rows = slice.all({ id, start, end }) as { start: number; text: string }[]
    const from = rows[0]?.start ?? 0
    return rows.map((row) => row.text).join('').slice(start - from, Math.max(0, end - from))
  }
  return {
    sourceText: (id, start = 0, end) => {
      const whole = length.get(id) as number | undefined
      return whole === undefined ? undefined : textOf(id, Math.max(0, start), Math.min(end ?? whole, whole))
    },
    landmarks: (id) => JSON.parse((outline.get(id) as string | undefined) ?? '[]') as Landmark[],
    libraryState: libraryState ?? (() => Number(version.get())),
    searchKey: (text) => queryTerms(text).map(({ match }) => match).join(' '),
    searchPassages: (text, limit, within) =>
      search(text, limit, within).map(({ id: _id, page, heading, ...row }): PassageHit => ({
        ...row,
        text: textOf(row.source, row.start, row.end),
        ...(page === null ? {} : { page }),
        ...(heading === null ? {} : { heading }),
      })),
  }
}
