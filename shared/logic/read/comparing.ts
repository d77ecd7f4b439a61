/** Reads what may be said of a quantity: a number, a bound, a range, a date, or another individual's value. */
import { civilOfDay, shiftMonths } from '../dates.ts'
import { compare, multiply, type Rational } from '../rational.ts'
import { DURATION, sameDimension } from '../units.ts'
import { amountsAt } from './amounts.ts'
import { markAt, normAt, phraseAt, remembered, together, type Chart } from './chart.ts'
import { readDate } from './dateWords.ts'
import type { Amount, Comparing, Found } from './meaning.ts'
import { MASS, others, relative } from './others.ts'
import { headEnd } from './possession.ts'
import { APPROXIMATE, COMPARISONS, DATE_COMPARISONS, EXACT, TRAILING, TYPED } from './wordLists.ts'

type Operator = '<' | '<=' | '>' | '>='

const datesAt = (chart: Chart, at: number): ReturnType<typeof readDate> => readDate(chart.tokens, at, chart.asOf, chart.vocabulary.years.length > 0 ? chart.vocabulary.years : [civilOfDay(chart.asOf).year])

/** "30 to 40 kW", "30-40 kW": the first number borrows the second one's unit. */
function ranges(chart: Chart, at: number, joiners: ReadonlySet<string>, score = 0): Found<Comparing>[] {
  const ranged: Found<Comparing>[] = []
  for (const low of amountsAt(chart, at)) {
    if (!joiners.has(normAt(chart, low.end))) continue
    for (const found of amountsAt(chart, low.end + 1)) {
      // "€1–2 million": a currency mark in front holds for both.
      const marked = low.amount.unit && !found.amount.unit && /^\p{Sc}$/u.test(markAt(chart, at))
      const high = marked ? { ...found, amount: { ...found.amount, unit: low.amount.unit! } } : found
      if (low.amount.unit && !high.amount.unit) continue
      const unit = low.amount.unit ?? high.amount.unit
      const from = scaledLike(unit ? { ...low.amount, unit } : low.amount, high.amount)
      if (from.unit && high.amount.unit && (!sameDimension(from.unit.dimension, high.amount.unit.dimension) || compare(multiply(from.value, from.unit.factor), multiply(high.amount.value, high.amount.unit.factor)) > 0)) continue
      if (!unit && compare(from.value, high.amount.value) > 0) continue
      ranged.push({ end: high.end, value: { kind: 'between', low: from, high: high.amount }, score })
    }
  }
  for (const first of datesAt(chart, at)) {
    if (!joiners.has(normAt(chart, first.end)) && !(joiners.has('to') && /^(?:until|till)$/.test(normAt(chart, first.end)))) continue
    for (const last of datesAt(chart, first.end + 1)) if (last.last >= first.first) ranged.push({ end: last.end, value: { kind: 'dates', low: first.first, high: last.last }, score })
  }
  return ranged
}

/** "more than two years ago", "three weeks ago", counted back from the day that the claim is judged by. */
export function ago(chart: Chart, at: number, word: 'ago' | '' = 'ago'): Found<Comparing>[] {
  const row = COMPARISONS.find(({ words }) => phraseAt(chart, at, words) !== undefined)
  const about = row ? undefined : APPROXIMATE.find((words) => phraseAt(chart, at, words) !== undefined)
  return amountsAt(chart, at + (row?.words.length ?? about?.length ?? 0)).flatMap(({ end, amount }): Found<Comparing>[] => {
    const { unit } = amount
    if ((word && normAt(chart, end) !== word) || !unit || !sameDimension(unit.dimension, DURATION)) return []
    const months = /^(?:month|year)s?$/.test(unit.symbol) && amount.value.d === 1n ? Number(amount.value.n) * (unit.symbol.startsWith('year') ? 12 : 1) : undefined
    const days = (value: Rational): number => Math.round(Number(multiply(value, unit.factor).n) / Number(multiply(value, unit.factor).d) / 86_400)
    const day = months === undefined ? chart.asOf - days(amount.value) : shiftMonths(chart.asOf, -months)
    const to = word ? end + 1 : end
    if (row) return [{ end: to, score: 1, value: { kind: 'dateBound', operator: row.operator.replace(/[<>]/, (sign) => (sign === '<' ? '>' : '<')) as Operator, day } }]
    return [{ end: to, score: 1, value: { kind: 'dates', low: day - days(amount.half), high: day + days(amount.half) } }]
  })
}

/** "between 1 and 1.5 million": the first number means millions too. */
function scaledLike(first: Amount, second: Amount): Amount {
  const { scale } = second
  return scale && !first.scale && compare(multiply(first.value, scale), second.value) <= 0 ? { ...first, value: multiply(first.value, scale), half: multiply(first.half, scale) } : first
}

const BETWEEN = new Set(['and'])
const FROM = new Set(['to', '-'])

/** A number or date as it stands. */
function plain(chart: Chart, at: number): Found<Comparing>[] {
  const found: Found<Comparing>[] = []
  for (const words of APPROXIMATE) {
    const end = phraseAt(chart, at, words)
    if (end !== undefined) for (const { end: to, amount } of amountsAt(chart, end)) found.push({ end: to, value: { kind: 'rounded', amount, about: true }, score: 0 })
  }
  for (const words of EXACT) {
    const end = phraseAt(chart, at, words)
    if (end !== undefined) for (const { end: to, amount } of amountsAt(chart, end)) found.push({ end: to, value: { kind: 'bound', operator: '=', amount }, score: 0 })
  }
  for (const { end, amount } of amountsAt(chart, at)) {
    found.push({ end, value: { kind: 'rounded', amount, about: false }, score: 0 })
    for (const row of TRAILING) {
      const to = phraseAt(chart, end, row.words)
      if (to !== undefined) found.push({ end: to, value: { kind: 'bound', operator: row.operator, amount }, score: 0 })
    }
  }
  for (const date of datesAt(chart, at)) {
    found.push({ end: date.end, value: { kind: 'dates', low: date.first, high: date.last }, score: 0 })
    for (const row of TRAILING) {
      const to = phraseAt(chart, date.end, row.words)
      if (to !== undefined && /after|later|before|earlier|latest/.test(row.words.join(' '))) found.push({ end: to, value: { kind: 'dateBound', operator: row.operator, day: row.operator === '<=' ? date.last : date.first }, score: 0 })
    }
  }
  return found
}

const flipped = (operator: Operator): Operator => (operator.startsWith('>') ? (operator.length > 1 ? '<' : '<=') : operator.length > 1 ? '>' : '>=')

function bounds(chart: Chart, at: number): Found<Comparing>[] {
  const found: Found<Comparing>[] = []
  const operand = (from: number, operator: Operator, than: boolean, keys?: readonly string[]): void => {
    const wrap = (value: Comparing): Comparing => (keys ? { kind: 'typed', keys, of: value } : value)
    for (const { end, amount } of amountsAt(chart, from)) found.push({ end, value: wrap({ kind: 'bound', operator, amount }), score: 1 })
    for (const other of others(chart, from, operator, than)) found.push({ ...other, value: wrap(other.value) })
  }
  const bare = normAt(chart, at) === 'either' ? at + 1 : at
  for (const row of COMPARISONS) {
    const end = phraseAt(chart, bare, row.words)
    if (end === undefined) continue
    operand(end, row.operator, row.than)
    break
  }
  for (const negated of [false, true]) {
    const start = negated ? at + 1 : at
    if (negated && !/^(?:no|not)$/.test(normAt(chart, at))) break
    const typed = TYPED.get(normAt(chart, start))
    if (typed && normAt(chart, start + 1) === 'than') operand(start + 2, negated ? flipped(typed.operator) : typed.operator, true, typed.keys)
  }
  // "stores more data than B7".
  if (/^(?:more|less)$/.test(normAt(chart, bare)) && MASS.test(normAt(chart, bare + 1)) && normAt(chart, bare + 2) === 'than') operand(bare + 3, normAt(chart, bare) === 'more' ? '>' : '<', true)
  for (const row of DATE_COMPARISONS) {
    const end = phraseAt(chart, at, row.words)
    if (end === undefined) continue
    for (const date of datesAt(chart, end)) {
      if (row.operator === 'in') found.push({ end: date.end, value: { kind: 'dates', low: date.first, high: date.last }, score: 1 })
      else if (row.words[0] === 'by' || row.words[0] === 'until' || row.words[0] === 'till') {
        for (const day of new Set([date.last, date.first])) found.push({ end: date.end, value: { kind: 'dateBound', operator: '<=', day }, score: 1 })
      } else found.push({ end: date.end, value: { kind: 'dateBound', operator: row.operator, day: row.operator === '<' || row.operator === '>=' ? date.first : date.last }, score: 1 })
    }
    if (row.operator === '<' || row.operator === '>') for (const moment of chart.grammar.moment(chart, end)) found.push({ ...moment, value: { kind: 'measure', operator: row.operator, measure: moment.value } })
    if (row.operator === '<' || row.operator === '>') for (const other of others(chart, end, row.operator, true)) found.push({ ...other, value: { kind: 'typed', keys: ['date'], of: other.value } })
    break
  }
  found.push(...ago(chart, at))
  if (normAt(chart, at) === 'between') found.push(...ranges(chart, at + 1, BETWEEN, 1))
  if (normAt(chart, at) === 'anywhere' && normAt(chart, at + 1) === 'between') found.push(...ranges(chart, at + 2, BETWEEN, 1))
  const introduced = normAt(chart, at) === 'from' ? 1 : 0
  found.push(...ranges(chart, at + introduced, FROM, introduced))
  for (const words of ['the same as', 'equal to', 'as much as', 'as many as', 'as high as', 'identical to', 'same as', 'exactly as much as', 'exactly the same as']) {
    const end = phraseAt(chart, at, words.split(' '))
    if (end === undefined) continue
    found.push(...others(chart, end, '=', true))
    if (words === 'equal to') found.push(...plain(chart, end))
    break
  }
  found.push(...sameNamed(chart, at))
  for (const [word, operator] of [['positive', '>'], ['negative', '<'], ['nothing', '='], ['something', '>']] as const) if (normAt(chart, at) === word) found.push({ end: at + 1, value: { kind: 'zero', operator }, score: 1 })
  return found
}

/** "the same price as B7": the word between names a quantity. */
function sameNamed(chart: Chart, at: number): Found<Comparing>[] {
  const from = phraseAt(chart, at, ['the', 'same'])
  if (from === undefined) return []
  const heads = (chart.vocabulary.nouns.get(chart.tokens[from]?.canon ?? '') ?? []).map((pattern) => headEnd(chart, pattern, from)).filter((end) => end !== undefined)
  return [...new Set([...heads, ...(/^(?:amount|value|price|time|length|distance|number)$/.test(normAt(chart, from)) ? [from + 1] : [])])].flatMap((end) => (normAt(chart, end) === 'as' ? others(chart, end + 1, '=', true) : []))
}

/** Everything that can be compared with at `at`, joined by "and", "but", "or" where it goes on ("above 40 and below 60 kW"). */
export function comparingAt(chart: Chart, at: number): readonly Found<Comparing>[] {
  return remembered(chart, 'comparing', at, () => {
    const first = [...bounds(chart, at), ...relative(chart, at), ...plain(chart, at)]
    const found = [...first]
    for (const one of first) {
      const joiner = normAt(chart, one.end)
      const from = markAt(chart, one.end) === ',' && normAt(chart, one.end + 1) === 'but' ? one.end + 2 : /^(?:and|but|or)$/.test(joiner) ? one.end + 1 : 0
      if (from === 0 || one.value.kind === 'dates') continue
      const negated = normAt(chart, from) === 'not' ? 1 : 0
      const second = [...bounds(chart, from), ...(negated ? comparingAt(chart, from + 1).map((next) => ({ ...next, value: { kind: 'not', of: next.value } as Comparing })) : joiner === 'or' ? plain(chart, from) : [])]
      for (const next of second) {
        const value: Comparing = { kind: joiner === 'or' ? 'any' : 'all', of: [borrowed(one.value, next.value), next.value] }
        found.push({ end: next.end, value, score: one.score + next.score, ...together(one, next) })
      }
    }
    return found
  })
}

/** "above 30 and below 40 kW": the first number borrows the second one's unit. */
function borrowed(first: Comparing, second: Comparing): Comparing {
  if ((second.kind !== 'bound' && second.kind !== 'rounded') || (first.kind !== 'bound' && first.kind !== 'rounded')) return first
  const { unit } = second.amount
  return { ...first, amount: scaledLike(unit && !first.amount.unit ? { ...first.amount, unit } : first.amount, second.amount) }
}
