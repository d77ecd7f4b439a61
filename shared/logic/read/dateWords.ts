/** Reads dates as people write them: a day, a month, a quarter, a year or a decade, each as the days it spans. */
import { civilOfDay, dayNumber, daysInMonth } from '../dates.ts'
import type { Token } from './tokens.ts'

export interface DateFound {
  readonly end: number
  /** Days since 1970-01-01, both included. */
  readonly first: number
  readonly last: number
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ')
const ORDINALS: ReadonlyMap<string, number> = new Map([['first', 1], ['1st', 1], ['second', 2], ['2nd', 2], ['third', 3], ['3rd', 3], ['fourth', 4], ['4th', 4], ['last', 4]])
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')

const validDay = (year: number, month: number, day: number): number | undefined => (month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) ? dayNumber(year, month, day) : undefined)

const monthSpan = (end: number, year: number, month: number, months = 1): DateFound => {
  const last = month + months > 12 ? dayNumber(year + 1, month + months - 12, 1) - 1 : dayNumber(year, month + months, 1) - 1
  return { end, first: dayNumber(year, month, 1), last }
}

function monthAt(token: Token | undefined): number | undefined {
  if (token?.kind !== 'word') return undefined
  const word = token.norm
  if (word === 'sept') return 9
  const index = MONTHS.findIndex((month) => month === word || (word.length === 3 && month.startsWith(word)))
  // "may", "mar" and their like in lower case are words of their own.
  return index < 0 || !/^\p{Lu}/u.test(token.text) ? undefined : index + 1
}

const yearAt = (token: Token | undefined): number | undefined => (token?.kind === 'number' && /^(?:1[0-9]|20|21)\d\d$/.test(token.text) ? Number(token.text) : undefined)
const dayAt = (token: Token | undefined): number | undefined => (token?.kind === 'number' && /^\d{1,2}$/.test(token.text) && Number(token.text) >= 1 && Number(token.text) <= 31 ? Number(token.text) : undefined)
const ordinalEnd = (tokens: readonly Token[], at: number): number => (tokens[at]?.glued && /^(?:st|nd|rd|th)$/.test(tokens[at]!.norm) ? at + 1 : at)
const oneDay = (end: number, year: number, month: number, day: number): DateFound[] => {
  const found = validDay(year, month, day)
  return found === undefined ? [] : [{ end, first: found, last: found }]
}

/** What may follow a day and a month: a year, else the years offered (one alternative each). */
function withYear(tokens: readonly Token[], at: number, years: readonly number[], make: (end: number, year: number) => DateFound[]): DateFound[] {
  const comma = tokens[at]?.text === ',' || tokens[at]?.norm === 'of' ? at + 1 : at
  const year = yearAt(tokens[comma])
  if (year !== undefined) return make(comma + 1, year)
  return years.flatMap((offered) => make(at, offered))
}

/** "2026-03-14", "2026/03/14", "2026-03", "14.03.2026", "14/03/2026" (both orders where both are dates). */
function numericDate(tokens: readonly Token[], at: number): DateFound[] {
  const [first, mark, second, mark2, third] = tokens.slice(at, at + 5)
  if (first?.kind !== 'number') return []
  // The scanner takes "14.03" as one number.
  const dotted = /^(\d{1,2})\.(\d{1,2})$/.exec(first.text)
  if (dotted && mark?.text === '.' && mark.glued && second?.glued && yearAt(second) !== undefined) return oneDay(at + 3, yearAt(second)!, Number(dotted[2]), Number(dotted[1]))
  if (!mark?.glued || !second?.glued || second.kind !== 'number' || (mark.text !== '-' && mark.text !== '/' && mark.text !== '.')) return []
  const year = yearAt(first)
  if (year !== undefined && /^\d{1,2}$/.test(second.text)) {
    if (mark2?.text === mark.text && mark2.glued && third?.glued && dayAt(third) !== undefined) return oneDay(at + 5, year, Number(second.text), Number(third.text))
    const month = Number(second.text)
    return mark.text === '-' && second.text.length === 2 && month >= 1 && month <= 12 ? [monthSpan(at + 3, year, month)] : []
  }
  const last = yearAt(third)
  if (last === undefined || mark2?.text !== mark.text || dayAt(first) === undefined || dayAt(second) === undefined) return []
  const dayFirst = oneDay(at + 5, last, Number(second.text), Number(first.text))
  if (mark.text === '.') return dayFirst
  const monthFirst = oneDay(at + 5, last, Number(first.text), Number(second.text))
  return dayFirst[0]?.first === monthFirst[0]?.first ? dayFirst : [...dayFirst, ...monthFirst]
}

function namedDate(tokens: readonly Token[], at: number, years: readonly number[]): DateFound[] {
  const month = monthAt(tokens[at])
  if (month !== undefined) {
    const next = tokens[at + 1]?.text === '.' ? at + 2 : at + 1
    const day = dayAt(tokens[next])
    if (day !== undefined) {
      const dated = withYear(tokens, ordinalEnd(tokens, next + 1), years, (end, year) => oneDay(end, year, month, day))
      if (dated.length > 0) return dated
    }
    return withYear(tokens, next, years, (end, year) => [monthSpan(end, year, month)])
  }
  const day = dayAt(tokens[at])
  if (day === undefined) return []
  let next = ordinalEnd(tokens, at + 1)
  if (tokens[next]?.norm === 'of') next += 1
  const named = monthAt(tokens[next])
  if (named === undefined) return []
  const after = tokens[next + 1]?.text === '.' && yearAt(tokens[next + 2]) !== undefined ? next + 2 : next + 1
  return withYear(tokens, after, years, (end, year) => oneDay(end, year, named, day))
}

/** "Q1 2026", "the first quarter of 2026", "H2 2026", "the second half of 2026", "the 1990s". */
function partOfYear(tokens: readonly Token[], at: number): DateFound[] {
  const count = /^\d{1,2}$/.test(tokens[at]?.text ?? '') ? Number(tokens[at]!.text) : Number(/^(\d{1,2})(?:st|nd|rd|th)$/.exec(tokens[at]?.norm ?? '')?.[1] ?? 0)
  const century = ordinalEnd(tokens, at + 1)
  if (count > 9 && count < 22 && tokens[century]?.norm === 'century') return [{ end: century + 1, first: dayNumber(count * 100 - 99, 1, 1), last: dayNumber(count * 100, 12, 31) }]
  const short = /^([qh])([1-4])$/.exec(tokens[at]?.norm ?? '')
  const make = (which: number, months: number, position: number): DateFound[] => {
    const at = tokens[position]?.norm === 'of' || tokens[position]?.text === ',' ? position + 1 : position
    const year = yearAt(tokens[at])
    return year === undefined || which * months > 12 ? [] : [monthSpan(at + 1, year, (which - 1) * months + 1, months)]
  }
  if (short) return make(Number(short[2]), short[1] === 'q' ? 3 : 6, at + 1)
  const ordinal = ORDINALS.get(tokens[at]?.norm ?? '')
  if (ordinal !== undefined) {
    if (tokens[at + 1]?.norm === 'quarter') return make(ordinal, 3, at + 2)
    if (tokens[at + 1]?.norm === 'half') return make(tokens[at]!.norm === 'last' ? 2 : ordinal, 6, at + 2)
  }
  const year = yearAt(tokens[at])
  if (year !== undefined && year % 10 === 0 && tokens[at + 1]?.norm === 's' && tokens[at + 1]!.glued) return [{ end: at + 2, first: dayNumber(year, 1, 1), last: dayNumber(year + 10, 1, 1) - 1 }]
  return []
}

function relativeDate(tokens: readonly Token[], at: number, asOf: number): DateFound[] {
  const word = tokens[at]?.norm
  if (word === 'today') return [{ end: at + 1, first: asOf, last: asOf }]
  if (word === 'yesterday') return [{ end: at + 1, first: asOf - 1, last: asOf - 1 }]
  if (word === 'tomorrow') return [{ end: at + 1, first: asOf + 1, last: asOf + 1 }]
  if (word !== 'this' && word !== 'last' && word !== 'next') return []
  const shift = word === 'this' ? 0 : word === 'last' ? -1 : 1
  const { year, month } = civilOfDay(asOf)
  if (tokens[at + 1]?.norm === 'year') return [monthSpan(at + 2, year + shift, 1, 12)]
  if (tokens[at + 1]?.norm !== 'month') return []
  const months = year * 12 + month - 1 + shift
  return [monthSpan(at + 2, Math.floor(months / 12), (months % 12) + 1)]
}

/**
 * The dates that start at token `at`; several where the writing is open (03/04/2026, or no year and several `years` offered).
 * `asOf` in days since 1970-01-01 gives "today" its meaning. A weekday that does not fall on the date makes it no date.
 */
export function readDate(tokens: readonly Token[], at: number, asOf: number, years: readonly number[]): DateFound[] {
  let start = tokens[at]?.norm === 'the' ? at + 1 : at
  const weekday = WEEKDAYS.indexOf(tokens[start]?.norm ?? '')
  if (weekday >= 0) start += tokens[start + 1]?.text === ',' ? 2 : 1
  // "the end of March 2024" is its last day, "the beginning of 2024" the first one.
  const edge = /^(?:end|close)$/.test(tokens[start]?.norm ?? '') ? 'last' : /^(?:beginning|start)$/.test(tokens[start]?.norm ?? '') ? 'first' : undefined
  if (edge && tokens[start + 1]?.norm === 'of') return readDate(tokens, start + 2, asOf, years).map((span) => ({ ...span, first: span[edge], last: span[edge] }))
  for (const found of [numericDate(tokens, start), namedDate(tokens, start, years), partOfYear(tokens, start), relativeDate(tokens, start, asOf)]) {
    if (found.length === 0) continue
    return weekday < 0 ? found : found.filter((date) => date.first === date.last && (((date.first + 4) % 7) + 7) % 7 === weekday)
  }
  if (weekday >= 0) return []
  let bare = start
  if (tokens[bare]?.norm === 'year') bare += 1
  const year = yearAt(tokens[bare])
  const next = tokens[bare + 1]
  if (year === undefined || (next?.glued && (next.text === '-' || next.text === '/'))) return []
  return [{ end: bare + 1, first: dayNumber(year, 1, 1), last: dayNumber(year, 12, 31) }]
}
