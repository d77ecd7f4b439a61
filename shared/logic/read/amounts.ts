/** Reads amounts: a number with each unit that the words allow, money, "a week", "2 years and 6 months". */
import { add, compare, multiply, negate, ONE, rational } from '../rational.ts'
import { parseUnit, sameDimension } from '../units.ts'
import { markAt, normAt, phraseAt, type Chart } from './chart.ts'
import type { Amount } from './meaning.ts'
import { readNumber, type NumberFound } from './numbers.ts'

export interface AmountFound { readonly end: number; readonly amount: Amount }

const CURRENCY_MARK = /^\p{Sc}$/u
/** Units that people say and nobody writes in rules; degrees of temperature are meant by their difference. */
const SPOKEN: ReadonlyMap<string, NonNullable<Amount['unit']>> = new Map(([['kilo', 'kg', 1], ['kilos', 'kg', 1], ['decade', 'years', 10], ['decades', 'years', 10], ['century', 'years', 100], ['centuries', 'years', 100]] as const).flatMap(([word, symbol, times]) => {
  const unit = parseUnit(symbol)
  return unit ? [[word, { ...unit, symbol: word, factor: multiply(unit.factor, rational(times)) }] as const] : []
}))
const UNIT_START = /^[\p{L}%‰°€$£¥₩′″µ]/u

/** The units that may follow at `at`, the longest first; "per" may join a currency written before the number. */
function unitsAt(chart: Chart, at: number): { end: number; unit: NonNullable<Amount['unit']> }[] {
  const first = chart.tokens[at]
  const found: { end: number; unit: NonNullable<Amount['unit']> }[] = []
  if (!first || !UNIT_START.test(first.text)) return found
  const points = phraseAt(chart, at, ['percentage', 'points']) ?? phraseAt(chart, at, ['percentage', 'point']) ?? phraseAt(chart, at, ['percent', 'points']) ?? phraseAt(chart, at, ['pp'])
  if (points !== undefined) return [{ end: points, unit: { symbol: 'pp', dimension: {}, factor: rational(1, 100) } }]
  for (let end = Math.min(at + 6, chart.tokens.length); end > at; end--) {
    const written = chart.text.slice(first.start, chart.tokens[end - 1]!.end)
    const unit = SPOKEN.get(written.toLowerCase()) ?? parseUnit(written) ?? parseUnit(written.replace(/\s+an?\s+/, ' per ')) ?? parseUnit(written.replace(/^[kK][wW](?=h?$)/, 'kW').replace(/^K(?=[a-zA-Z])/, 'k').replace(/^kWH$/, 'kWh'))
    if (unit) found.push({ end, unit })
  }
  return found
}

const scaleOf = (number: NumberFound): Pick<Amount, 'scale'> => (number.scale ? { scale: number.scale } : {})

/** Amounts at `at`: with each unit that fits the words, and bare. */
export function amountsAt(chart: Chart, at: number): AmountFound[] {
  const found: AmountFound[] = []
  const { tokens } = chart
  const sign = markAt(chart, at) === '-' ? 1 : 0
  const mark = tokens[at + sign]
  const prefix = mark && (CURRENCY_MARK.test(mark.text) || /^\p{Lu}{3}$/u.test(mark.text)) ? parseUnit(mark.text) : undefined
  if (prefix) {
    const number = readNumber(tokens, at + sign + 1, true)
    if (number) {
      const value = sign === 1 ? negate(number.value) : number.value
      if (/^(?:per|an?|each|every)$/.test(normAt(chart, number.end)) || markAt(chart, number.end) === '/') {
        for (const per of unitsAt(chart, number.end + 1)) {
          const unit = parseUnit(`${prefix.symbol}/${chart.text.slice(tokens[number.end + 1]!.start, tokens[per.end - 1]!.end)}`)
          if (unit) found.push({ end: per.end, amount: { value, half: number.half, unit, ...scaleOf(number) } })
        }
      }
      found.push({ end: number.end, amount: { value, half: number.half, unit: prefix, ...scaleOf(number) } })
    }
    return found
  }
  const number = readNumber(tokens, at)
  if (number) {
    const whole = normAt(chart, number.end) === 'of' ? number.end + 1 : number.end
    const share = number.part && /^an?$/.test(normAt(chart, whole)) ? whole + 1 : undefined
    if (share !== undefined) for (const { end, unit } of unitsAt(chart, share)) found.push({ end, amount: { value: number.value, half: number.half, unit } })
    for (const { end, unit } of unitsAt(chart, number.end)) found.push(compound(chart, { end, amount: { value: number.value, half: number.half, unit, ...scaleOf(number) } }))
    found.push({ end: number.end, amount: number.part ? { value: number.value, half: number.half, unit: { symbol: '', dimension: {}, factor: ONE } } : { value: number.value, half: number.half, ...scaleOf(number) } })
    const wordy = readNumber(tokens, at, true)
    if (wordy && wordy.end > number.end) for (const { end, unit } of unitsAt(chart, wordy.end)) found.push({ end, amount: { value: wordy.value, half: wordy.half, unit, ...scaleOf(wordy) } })
  }
  // "a week", "an hour and a half".
  if ((normAt(chart, at) === 'a' || normAt(chart, at) === 'an') && (tokens[at + 1]?.text.length ?? 0) > 2) {
    for (const { end, unit } of unitsAt(chart, at + 1)) {
      const more = phraseAt(chart, end, ['and', 'a', 'half'])
      found.push(more === undefined ? compound(chart, { end, amount: { value: ONE, half: rational(1, 2), unit } }) : { end: more, amount: { value: rational(3, 2), half: rational(1, 20), unit } })
    }
  }
  return found
}

/** "2 years and 6 months", "1 h 30 min", "5 ft 10 in": a smaller unit of the same kind adds to the first. */
function compound(chart: Chart, first: AmountFound): AmountFound {
  const next = normAt(chart, first.end) === 'and' || markAt(chart, first.end) === ',' ? first.end + 1 : first.end
  const number = chart.tokens[next]?.kind === 'number' || next > first.end ? readNumber(chart.tokens, next) : undefined
  const unit = first.amount.unit
  if (!number || !unit || unit.offset || first.amount.scale || chart.tokens[next]?.text === '-') return first
  for (const smaller of unitsAt(chart, number.end)) {
    if (!sameDimension(smaller.unit.dimension, unit.dimension) || compare(smaller.unit.factor, unit.factor) >= 0 || smaller.unit.offset) continue
    const base = add(multiply(first.amount.value, unit.factor), multiply(number.value, smaller.unit.factor))
    return compound(chart, { end: smaller.end, amount: { value: base, half: multiply(number.half, smaller.unit.factor), unit: { symbol: '', dimension: unit.dimension, factor: ONE } } })
  }
  return first
}
