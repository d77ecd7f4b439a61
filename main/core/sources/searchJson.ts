/** The shape of `plumbline search --json`. */
import type { StoreReader } from '../ports.ts'

export interface SearchLine {
  readonly source: string
  readonly title: string
  readonly path: string
  /** Literally there: `source.text.slice(start, end) === quote`. */
  readonly quote: string
  readonly start: number
  readonly end: number
  readonly score: number
  readonly page?: number
  readonly heading?: string
}

/** Best first, at most `limit`. */
export const searchJson = (words: string, limit: number, read: Pick<StoreReader, 'searchPassages'>): SearchLine[] =>
  read.searchPassages(words, limit).map(({ source, title, path, text, start, end, score, page, heading }) => ({
    source, title, path, quote: text, start, end, score: Math.round(score * 1000) / 1000,
    ...(page === undefined ? {} : { page }),
    ...(heading === undefined ? {} : { heading }),
  }))
