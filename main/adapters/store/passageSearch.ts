/** Full text search over the passages of live sources: the same for two words and for a claim of fifty. */
import Database from 'better-sqlite3'
import type { SourceId } from '../../../shared/model/ids.ts'
import type { ReadConnection } from './connections.ts'
import { rarestWords } from './rarestWords.ts'
import { queryTerms, type QueryTerm } from './searchTerms.ts'

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

/** Index entries that one query may touch without being narrowed: about 20 ms of work. */
const BUDGET = 40_000
/** Share of it that the rarest words of a narrowed query may take: less where every passage found is held against many other words. */
const RARE_SHARE = { short: 0.5, long: 0.1 } as const
const OTHERS_SHARE = 3
const LONG = 8
/** Terms of a long claim beyond this add cost and hardly change the order; the rarest are kept. */
const MOST_TERMS = 24
/** Words whose counts are kept. */
const MOST_REMEMBERED = 50_000
const RANK = 'bm25(passage_fts, 1.0, 2.0, 1.0)'

/** Stems words exactly as the index does: a small index of its own is asked, so that the two can never differ. */
function createStemmer(): (texts: readonly string[]) => string[][] {
  const db = new Database(':memory:')
  db.exec("CREATE VIRTUAL TABLE q USING fts5(t, tokenize = 'porter unicode61 remove_diacritics 2'); CREATE VIRTUAL TABLE v USING fts5vocab(q, 'instance')")
  const insert = db.prepare('INSERT INTO q (rowid, t) VALUES (?, ?)')
  const read = db.prepare('SELECT doc, term FROM v')
  return (texts) => {
    db.exec('DELETE FROM q')
    texts.forEach((text, i) => insert.run(i + 1, text))
    const stems: string[][] = texts.map(() => [])
    for (const { doc, term } of read.all() as { doc: number; term: string }[]) stems[doc - 1]!.push(term)
    return stems
  }
}

interface WeighedTerm extends QueryTerm {
  /** Passages that hold it, at most. */
  readonly count: number
}

const anyOf = (terms: readonly QueryTerm[]): string => `(${terms.map((term) => term.match).join(' OR ')})`

/**
 * MATCH expressions to try in turn until there are enough hits. Few and rare words: any of them.
 * Otherwise the rarest ones, first beside any other, then alone; measured on a million passages this keeps the top ten and a tenth of the time.
 */
export function expressions(terms: readonly WeighedTerm[], budget = BUDGET): string[] {
  const known = terms.filter((term) => term.count > 0).sort((a, b) => a.count - b.count).slice(0, MOST_TERMS)
  if (known.length === 0) return []
  if (known.reduce((sum, term) => sum + term.count, 0) <= budget) return [anyOf(known)]
  const most = budget * RARE_SHARE[known.length > LONG ? 'long' : 'short']
  let rare = 0
  for (let sum = 0; rare < known.length && (rare < 2 || sum + known[rare]!.count <= most); rare++) sum += known[rare]!.count
  // Words that stand nearly everywhere tell no two passages apart.
  let told = 0
  const [rarest, others] = [known.slice(0, rare), known.slice(rare).filter((term, i) => i === 0 || (told += term.count) <= budget * OTHERS_SHARE)]
  return others.length === 0 ? [known.map((term) => term.match).join(' AND '), anyOf(rarest)] : [`${anyOf(rarest)} AND ${anyOf(others)}`, anyOf(rarest)]
}

/** `within` limits the search to those sources; what is only attached to questions is found by its name alone. Deleted, replaced and unfinished sources are never found. */
export function passageSearch(db: ReadConnection): (query: string, limit: number, within?: readonly SourceId[]) => FoundRow[] {
  const stems = createStemmer()
  const count = db.prepare('SELECT doc FROM passage_term WHERE term = ?').pluck()
  const newest = db.prepare('SELECT coalesce(max(id), 0) FROM passage').pluck()
  // SQLite counts a word's passages by walking them: what was counted is remembered until the library has grown by a tenth.
  const remembered = new Map<string, number>()
  let rememberedAt = 0
  const countOf = (stem: string): number => {
    let known = remembered.get(stem)
    if (known === undefined) {
      known = Number(count.get(stem) ?? 0)
      if (remembered.size >= MOST_REMEMBERED) remembered.clear()
      remembered.set(stem, known)
    }
    return known
  }
  const countPrefix = db.prepare('SELECT sum(doc) FROM passage_term WHERE term >= ? AND term < ?').pluck()
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
    if (Math.abs(now - rememberedAt) > rememberedAt / 10) {
      remembered.clear()
      rememberedAt = now
    }
    const stemmed = stems(terms.map((term) => term.text))
    return terms.map((term, i) => {
      if (term.match.endsWith('*')) return { ...term, count: Number(countPrefix.get(term.text, `${term.text}\u{10ffff}`) ?? 0) }
      // A phrase is no commoner than its rarest word.
      const counts = stemmed[i]!.map(countOf)
      return { ...term, count: counts.length === 0 ? 0 : Math.min(...counts) }
    })
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
