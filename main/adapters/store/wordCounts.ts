/** How common the terms of a query are in a word index: what is rare says most, and is looked for first. */
import Database from 'better-sqlite3'
import type { ReadConnection } from './connections.ts'
import type { QueryTerm } from './searchTerms.ts'

/** Index entries that one query may touch without being narrowed: about 20 ms of work. */
export const BUDGET = 40_000
/** Share of it that the rarest words of a narrowed query may take: less where every passage found is held against many other words. */
const RARE_SHARE = { short: 0.5, long: 0.1 } as const
const OTHERS_SHARE = 3
export const LONG = 8
/** Terms of a long claim beyond this add cost and hardly change the order; the rarest are kept. */
const MOST_TERMS = 24
/** Words whose counts are kept. */
const MOST_REMEMBERED = 50_000

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

export interface WeighedTerm extends QueryTerm {
  /** Rows of the index that hold it, at most. */
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

/** `terms` is the vocabulary table of the index. The function that is returned takes the highest row that there is: SQLite counts a word by walking its rows, so what was counted is remembered until the index has grown by a tenth. */
export function wordCounts(db: ReadConnection, terms: 'passage_term' | 'note_term'): (query: readonly QueryTerm[], newest: number) => WeighedTerm[] {
  const stems = createStemmer()
  const count = db.prepare(`SELECT doc FROM ${terms} WHERE term = ?`).pluck()
  const countPrefix = db.prepare(`SELECT sum(doc) FROM ${terms} WHERE term >= ? AND term < ?`).pluck()
  const remembered = new Map<string, number>()
  let rememberedAt = 0
  const countOf = (stem: string): number => {
    let known = remembered.get(stem)
    if (known === undefined) {
      known = Number(count.get(stem) ?? 0)
      if (remembered.size >= MOST_REMEMBERED) remembered.clear()
      // A word that nobody has costs nothing to count, and the next row may have it.
      if (known > 0) remembered.set(stem, known)
    }
    return known
  }
  return (query, newest) => {
    if (Math.abs(newest - rememberedAt) > rememberedAt / 10) {
      remembered.clear()
      rememberedAt = newest
    }
    const stemmed = stems(query.map((term) => term.text))
    return query.map((term, i) => {
      if (term.match.endsWith('*')) return { ...term, count: Number(countPrefix.get(term.text, `${term.text}\u{10ffff}`) ?? 0) }
      // A phrase is no commoner than its rarest word.
      const counts = stemmed[i]!.map(countOf)
      return { ...term, count: counts.length === 0 ? 0 : Math.min(...counts) }
    })
  }
}
