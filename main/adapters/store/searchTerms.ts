/** What of a text goes into the full text index, and what is asked of it: words for SQLite's stemmer, and pairs of characters for scripts without spaces. */

/** Letters written without spaces between words, or with particles grown onto them. */
const run = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]+/gu
const word = /[\p{L}\p{N}\p{M}]+(?:['’._-][\p{L}\p{N}\p{M}]+)*/gu

/** Pairs of neighbouring characters; a character that stands alone is kept alone. */
export function pairsOf(text: string): string[] {
  const pairs: string[] = []
  for (const [match] of text.normalize('NFKC').matchAll(run)) {
    const characters = [...match]
    if (characters.length === 1) pairs.push(match)
    for (let i = 1; i < characters.length; i++) pairs.push(characters[i - 1]! + characters[i]!)
  }
  return pairs
}

/** The text without its runs of CJK, which SQLite would take for one endless word each. */
export const wordsOf = (text: string): string => text.replace(run, ' ')

/** Columns of one passage's row in the index. */
export function indexColumns(text: string, heading: string): { words: string; heading: string; pairs: string } {
  return { words: wordsOf(text), heading: wordsOf(heading), pairs: [...pairsOf(text), ...pairsOf(heading)].join(' ') }
}

/** Words that say nothing of what a text is about; only a query of nothing else is asked with them. */
const empty = new Set(
  ('a an the this that these those it its is am are was were be been being do does did of in on at by for with about to from and or but nor if then than as ' +
    'what which who whom whose when where why how can could may might must shall should will would have has had i you he she we they me my your our their his her them us ' +
    'not no so there here into onto over under up down out off also just very please tell').split(' '),
)

export interface QueryTerm {
  /** As it stands in a MATCH expression. */
  readonly match: string
  /** What the tokenizer sees. */
  readonly text: string
}

const quoted = (text: string): string => `"${text.replaceAll('"', '')}"`

/** The terms of a query, each once, in order. Compounds ("read-only", "0.95") are phrases. */
export function queryTerms(query: string): QueryTerm[] {
  const found = new Map<string, QueryTerm>()
  const add = (text: string, match: string): void => void (found.has(text) || found.set(text, { text, match }))
  const words = Array.from(wordsOf(query.normalize('NFKC')).toLowerCase().matchAll(word), ([match]) => match.replace(/['’](?:s|t|re|ve|ll|d|m)$/, ''))
  const telling = words.filter((each) => !empty.has(each))
  const runs = Array.from(query.normalize('NFKC').matchAll(run), ([match]) => match)
  for (const each of telling.length > 0 || runs.length > 0 ? telling : words) add(each, quoted(each))
  for (const each of runs) {
    // A single character matches every pair that begins with it.
    if ([...each].length === 1) add(each, `${quoted(each)} *`)
    else for (const pair of pairsOf(each)) add(pair, quoted(pair))
  }
  return [...found.values()]
}
