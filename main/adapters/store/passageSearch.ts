/** Full text search over the passages of live sources: the same for two words and for a claim of fifty. */
import type { SourceId } from '../../../shared/model/ids.ts'
import type { ReadConnection } from './connections.ts'
import { rarestWords } from './rarestWords.ts'
import { queryTerms, type QueryTerm } from './searchTerms.ts'
import { expressions, LONG, wordCounts, type WeighedTerm } from './wordCounts.ts'

export interface FoundRow {
  readonly id: number
  readonly source: SourceId
  readonly title: string
  readonly path: string
  readonly start: number
  readonly end: number
  readonly page: number | null
  readonly heading: string | null
  /** Higher is better: BM25 with headings counting double. */
  readonly score: number
}

const RANK = 'bm25(passage_fts, 1.0, 2.0, 1.0)'

/** `within` limits the search to those sources; what is only attached to questions is found by its name alone. Deleted, replaced and unfinished sources are never found. */
export function passageSearch(db: ReadConnection): (query: string, limit: number, within?: readonly SourceId[]) => FoundRow[] {
  const counted = wordCounts(db, 'passage_term')
  const newest = db.prepare('SELECT coalesce(max(id), 0) FROM passage').pluck()
  const best = db.prepare(`SELECT rowid AS id, -${RANK} AS score FROM passage_fts WHERE passage_fts MATCH ? ORDER BY ${RANK} LIMIT ?`)
  const place = db.prepare(
    `SELECT p.id, p.source, p.start, p."end", p.page, p.heading, s.title, s.path FROM passage p
     JOIN source s ON s.id = p.source WHERE p.id = @id AND s.deleted_at IS NULL AND s.replaced_by IS NULL AND (s.attached = 0 OR @named = 1)`,
  )
  const bestWithin = db.prepare(
    `SELECT f.rowid AS id, -${RANK} AS score FROM passage_fts f JOIN passage p ON p.id = f.rowid
     WHERE passage_fts MATCH ? AND p.source IN (SELECT value FROM json_each(?)) ORDER BY ${RANK} LIMIT ?`,
  )
  const rarest = rarestWords(db)
  const version = db.prepare('PRAGMA data_version').pluck()
  let newestAt = ''
  let passages = 0
  const weigh = (terms: readonly QueryTerm[]): WeighedTerm[] => {
    const now = Number(newest.get())
    const state = `${now} ${String(version.get())}`
    if (state !== newestAt) {
      rarest.forget()
      newestAt = state
      passages = now
    }
    return counted(terms, now)
  }
  return (query, limit, within) => {
    if (within?.length === 0) return []
    const found = new Map<number, FoundRow>()
    const terms = weigh(queryTerms(query))
    const known = within === undefined ? terms.filter((term) => term.count > 0).sort((a, b) => a.count - b.count) : []
    if (known.length > LONG) {
      for (const { id, score } of rarest.rank(known, limit + 20, passages) ?? []) {
        const row = found.size < limit ? (place.get({ id, named: within === undefined ? 0 : 1 }) as Omit<FoundRow, 'score'> | undefined) : undefined
        if (row) found.set(id, { ...row, score })
      }
      if (found.size >= limit) return [...found.values()]
      found.clear()
    }
    for (const expression of expressions(terms)) {
      // Rows of deleted sources are still in the index: look further down until enough live ones were seen.
      for (let wanted = limit + 20, seen = 0; found.size < limit; wanted *= 4) {
        const rows = (within ? bestWithin.all(expression, JSON.stringify(within), wanted) : best.all(expression, wanted)) as { id: number; score: number }[]
        for (const { id, score } of rows.slice(seen)) {
          const row = found.has(id) ? undefined : (place.get({ id, named: within === undefined ? 0 : 1 }) as Omit<FoundRow, 'score'> | undefined)
          if (row && found.size < limit) found.set(id, { ...row, score })
        }
        seen = rows.length
        if (rows.length < wanted) break
      }
      if (found.size >= limit) break
    }
    return [...found.values()].sort((a, b) => b.score - a.score)
  }
}
