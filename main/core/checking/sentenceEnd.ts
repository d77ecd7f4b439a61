/** Decides, at one terminator, whether a sentence ends there: the same answer however much text has streamed in. */

/** `unknown` means that the text at hand stops too early to tell. */
export type SentenceEnd = number | 'no' | 'unknown'

const neverEnds = new Set(
  ('dr mr mrs ms mx prof rev hon st gen col lt sgt capt cmdr maj gov sen rep pres mt ft fig figs eq eqs sec ch vs v e.g eg i.e ie cf ' +
    'viz approx ca c al. vol vols pp p no nos art ed eds trans dept univ assn messrs hr min max incl excl resp esp tab app ref refs').split(' '),
)
const mayEnd = new Set(
  ('inc ltd co corp llc plc jr sr etc al a.m p.m am pm u.s u.k u.s.a u.n e.u d.c ph.d m.d b.a m.a b.sc m.sc bros jan feb mar apr jun jul aug ' +
    'sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd est lbs lb oz in ft sq km kg cm mm').split(' '),
)
/** Unit and month words that are also ordinary sentence endings: only a capital starter decides. */
const ordinaryWords = new Set(['in', 'sun', 'sat', 'mar', 'may', 'no', 'art', 'am', 'max', 'min', 'app', 'est', 'c', 'p', 'v', 'co', 'ed', 'ch', 'tab', 'trans'])
const starters = new Set(
  ('the a an it its he she they we you i his her their our this that these those there here in on at by for from with to as if when while ' +
    'although though however but and or so yet because since after before during under over both each all some many most no not another other ' +
    'one two what who why how where which according additionally also furthermore moreover overall finally first second then thus therefore').split(' '),
)

const closers = new Set([...`"'”’»›)]}」』】》〉*_\``])
const wordChar = /[\p{L}\p{N}\p{M}.'’&-]/u

/** Terminators that need nothing after them, in scripts written without spaces or with marks of their own. */
export const fullStops = new Set([...'。！？｡؟۔।॥።'])
export const latinStops = new Set([...'.!?…'])

/**
 * Looks at the terminator at `at` (one of `latinStops` or `fullStops`).
 * @param from where the sentence began: nothing before it is looked at
 * @param limit how much of `text` is known
 * @param final whether `text` ends there for good
 * @returns the offset just behind the sentence with its closing quotes and footnote marks
 */
export function sentenceEnd(text: string, at: number, from: number, limit: number, final: boolean): SentenceEnd {
  let i = at
  let hard = false
  while (i < limit && (latinStops.has(text[i]!) || fullStops.has(text[i]!))) hard = fullStops.has(text[i++]!) || hard
  if (i >= limit && !final) return 'unknown'
  const run = text.slice(at, Math.min(i, at + 8))
  while (i < limit && i - at < 400) {
    const c = text[i]!
    if (closers.has(c)) i++
    else if (c === '[') {
      const mark = /^\[(?:\d{1,3}(?:[,–-]\s?\d{1,3})*|\^[\w-]{1,20}|citation needed|source)\](?:\([^\s)]{0,300}\))?/u.exec(text.slice(i, Math.min(limit, i + 340)))
      if (mark === null) {
        if (limit - i < 340 && !final && !text.slice(i, limit).includes('\n')) return 'unknown'
        break
      }
      i += mark[0].length
    } else if (c === ' ') {
      const length = spacedMarks(text.slice(i, Math.min(limit, i + 60)), final || limit > i + 60)
      if (length === 'unknown') return 'unknown'
      if (length === 0) break
      i += length
    } else if (/[【［〔]/u.test(c)) {
      const mark = /^[【［〔][\d０-９]{1,3}(?:[,，、–-]\s?[\d０-９]{1,3})*(?:†[^】］〕\n]{0,40})?[】］〕]/u.exec(text.slice(i, Math.min(limit, i + 80)))
      if (mark === null) {
        if (limit - i < 80 && !final && !/[】］〕\n]/u.test(text.slice(i, limit))) return 'unknown'
        break
      }
      i += mark[0].length
    } else if (/[¹²³⁰-⁹]/u.test(c)) i++
    else break
  }
  if (i >= limit) return final ? i : 'unknown'
  if (hard) return i
  let next = i
  while (next < limit && /\s/u.test(text[next]!)) next++
  if (next === i) return 'no'
  const blank = text.slice(i, next).split('\n').length > 2
  if (blank) return i
  if (next >= limit) return final ? i : 'unknown'
  while (next < limit && (/["'“‘«(*_[`]/u.test(text[next]!))) next++
  let wordEnd = next
  while (wordEnd < limit && wordEnd - next < 24 && /[\p{L}\p{M}\p{N}]/u.test(text[wordEnd]!)) wordEnd++
  if (wordEnd >= limit && !final) return 'unknown'
  return endsBefore(text, at, from, run, text.slice(next, wordEnd)) ? i : 'no'
}

/**
 * Citation marks set off by a space (`… in four halls. [3] The …`) belong to the sentence before them,
 * unless a small letter follows: then they begin the next one (`[3] argues that …`).
 * @returns how many characters they take, 0 if there are none
 */
function spacedMarks(text: string, whole: boolean): number | 'unknown' {
  const marks = /^(?: {1,2}\[\d{1,3}\])+/u.exec(text)?.[0] ?? ''
  const rest = text.slice(marks.length)
  if (!whole && /^\s*(?:\[\d{0,3})?$/u.test(rest)) return 'unknown'
  return /^\s*\p{Ll}/u.test(rest) ? 0 : marks.length
}

/** The judgement proper: the word before the stop, and the word that would begin the next sentence. */
function endsBefore(text: string, at: number, from: number, run: string, nextWord: string): boolean {
  const first = nextWord.slice(0, 1)
  const lower = first !== '' && first === first.toLowerCase() && first !== first.toUpperCase()
  if (run.length > 1 || run[0] === '…') return !lower
  if (run[0] !== '.') return !lower
  let wordStart = at
  while (wordStart > from && at - wordStart < 24 && wordChar.test(text[wordStart - 1]!)) wordStart--
  const before = text.slice(wordStart, at)
  const key = before.toLowerCase()
  const starts = starters.has(nextWord.toLowerCase()) && !lower
  if (/^\p{Lu}$/u.test(before)) return starts && nextWord.length > 1 && before !== 'I' ? true : before === 'I' && !lower
  if (/^(?:\p{L}\.)+\p{L}$/u.test(before)) return starts
  if (neverEnds.has(key)) {
    if (key === 'no') return !/^\p{N}/u.test(nextWord) && !lower
    return ordinaryWords.has(key) && starts
  }
  if (mayEnd.has(key)) return ordinaryWords.has(key) ? !lower : starts
  // A number alone at the start of a sentence is a list mark that the line reader did not see ("1. Wash").
  if (wordStart === from && /^\d{1,3}$/u.test(before)) return false
  return !lower || key.length > 3
}
