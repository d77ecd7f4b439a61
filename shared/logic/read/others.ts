/** Reads the other side of a comparison: another individual's value, or how far it is from this one's. */
import { add, multiply, rational, subtract, type Rational } from '../rational.ts'
import { amountsAt } from './amounts.ts'
import { normAt, phraseAt, together, type Chart } from './chart.ts'
import type { Amount, Comparing, Found, Noun } from './meaning.ts'
import { readNumber } from './numbers.ts'
import { COMPARISONS, DO } from './wordLists.ts'

type Operator = '<' | '<=' | '>' | '>='

/** "that of B7", "B7's", "the density of B7", "B7 does". */
export function others(chart: Chart, at: number, operator: Operator | '=', loose: boolean): Found<Comparing>[] {
  const found: Found<Comparing>[] = []
  const put = (noun: Found<Noun>, end: number): void => void found.push({ end, value: { kind: 'other', operator, noun: noun.value }, score: noun.score, ...together(noun) })
  const those = /^(?:that|those|the one)$/.test(normAt(chart, at)) && /^(?:of|for|at|in)$/.test(normAt(chart, at + 1))
  // "higher than in the Kunsthalle".
  if (loose && /^(?:of|for|at|in|on)$/.test(normAt(chart, at))) for (const noun of chart.grammar.noun(chart, at + 1, 'object')) if (noun.value.shape === 'one') put(noun, noun.end)
  if (those) for (const noun of chart.grammar.noun(chart, at + 2, 'object')) put(noun, noun.end)
  for (const noun of chart.grammar.noun(chart, at, 'object')) {
    if (normAt(chart, noun.end) === "'s") put(noun, noun.end + 1)
    else if (loose) {
      put(noun, noun.end)
      if (DO.has(normAt(chart, noun.end)) || /^(?:is|are|has|have|was|were)$/.test(normAt(chart, noun.end))) put(noun, noun.end + 1)
    }
  }
  for (const measure of chart.grammar.measure(chart, at)) found.push({ end: measure.end, value: { kind: 'measure', operator, measure: measure.value }, score: measure.score, ...together(measure) })
  return found
}

const LINKS: readonly { readonly words: readonly string[]; readonly sign: 1 | -1; readonly date: boolean }[] = [
  { words: ['after'], sign: 1, date: true }, { words: ['later', 'than'], sign: 1, date: true }, { words: ['before'], sign: -1, date: true }, { words: ['earlier', 'than'], sign: -1, date: true },
  ...['more', 'higher', 'greater', 'larger', 'longer', 'heavier', 'taller', 'older'].map((word) => ({ words: [word, 'than'], sign: 1 as const, date: false })),
  ...['less', 'lower', 'smaller', 'shorter', 'fewer', 'lighter', 'younger'].map((word) => ({ words: [word, 'than'], sign: -1 as const, date: false })),
  { words: ['above'], sign: 1, date: false }, { words: ['below'], sign: -1, date: false },
]

/** "10 % more than B7": a share of the other's value. Of a percentage it could be meant in two ways, and is left. */
function shares(chart: Chart, from: number, { value, half }: Amount, sign: 1 | -1, bound: Operator | '=' | undefined): Found<Comparing>[] {
  const share = (of: Rational): Rational => (sign === 1 ? add : subtract)(rational(1), multiply(of, rational(1, 100)))
  return others(chart, from, '=', true).flatMap((side): Found<Comparing>[] => {
    if (side.value.kind !== 'other' && side.value.kind !== 'measure') return []
    const at = (operator: Operator | '=', factor: Rational): Comparing => ({ ...(side.value as Comparing & { kind: 'other' }), operator, factor, share: true })
    if (bound) return [{ ...side, score: side.score + 2, value: at(sign === 1 || bound === '=' ? bound : (bound.replace(/[<>]/, (s) => (s === '<' ? '>' : '<')) as Operator), share(value)) }]
    const [low, high] = [share(subtract(value, half)), share(add(value, half))]
    return [{ ...side, score: side.score + 2, value: { kind: 'all', of: [at('>=', sign === 1 ? low : high), at('<=', sign === 1 ? high : low)] } }]
  })
}

/** "10 kW more than B7", "more than two years after the lease ended". A share ("20 % more") could be meant in two ways and is left. */
function distances(chart: Chart, at: number, bound: Operator | '=' | undefined): Found<Comparing>[] {
  return amountsAt(chart, at).flatMap(({ end, amount }) => LINKS.flatMap((link): Found<Comparing>[] => {
    const from = phraseAt(chart, end, link.words)
    if (from === undefined) return []
    if (amount.unit?.symbol === '%') return link.date || !/than/.test(link.words.join(' ')) ? [] : shares(chart, from, amount, link.sign, bound)
    const sides = [...others(chart, from, '=', true), ...(link.date ? chart.grammar.moment(chart, from).map((moment): Found<Comparing> => ({ ...moment, value: { kind: 'measure', operator: '=', measure: moment.value } })) : [])]
    return sides.flatMap((side): Found<Comparing>[] => (side.value.kind === 'other' || side.value.kind === 'measure' ? [{ ...side, score: side.score + 2, value: { kind: 'distance', amount, sign: link.sign, date: link.date, from: side.value, ...(bound ? { bound } : {}) } }] : []))
  }))
}

const TIMES: ReadonlyMap<string, number> = new Map([['twice', 2], ['double', 2], ['triple', 3], ['half', 0.5]])

/** "twice", "three times", "half". */
export function factorAt(chart: Chart, at: number): { end: number; factor: Rational } | undefined {
  const word = TIMES.get(normAt(chart, at))
  if (word !== undefined) return { end: at + 1, factor: word === 0.5 ? rational(1, 2) : rational(word) }
  const number = readNumber(chart.tokens, at)
  return number && normAt(chart, number.end) === 'times' ? { end: number.end + 1, factor: number.value } : undefined
}

/** What one has much of, where the pattern names it by its verb alone ("raised {value}", "stores {value}"). */
export const MASS = /^(?:money|data|time|power|energy|water|space|storage|volume)$/
/** The index after "as much as" and its kin; `at` itself where there is none. */
const asMuchAs = (chart: Chart, at: number): number => (normAt(chart, at) === 'as' && normAt(chart, at + 2) === 'as' && /^(?:much|many|high|long|large|big|great|old|heavy)$/.test(normAt(chart, at + 1)) ? at + 3 : normAt(chart, at) === 'as' && normAt(chart, at + 1) === 'much' && MASS.test(normAt(chart, at + 2)) && normAt(chart, at + 3) === 'as' ? at + 4 : at)

/** "twice as much as B7", "half that of B7": to the digit, or rounded; where that makes a difference, both are readings. */
function multiples(chart: Chart, at: number, exact: boolean): Found<Comparing>[] {
  const times = factorAt(chart, at)
  if (!times) return []
  const as = asMuchAs(chart, times.end)
  return others(chart, as, '=', as > times.end).flatMap((side): Found<Comparing>[] => {
    const { value } = side
    if (value.kind !== 'other' && value.kind !== 'measure') return []
    const spread = times.factor.d === 1n ? rational(1, 2) : rational(1, 20)
    const low = { ...value, operator: '>=' as const, factor: subtract(times.factor, spread) }
    const high = { ...value, operator: '<=' as const, factor: add(times.factor, spread) }
    const precise: Found<Comparing> = { ...side, score: side.score + 2, value: { ...value, factor: times.factor } }
    return exact ? [precise] : [precise, { ...side, score: side.score + 2, value: { kind: 'all', of: [low, high] } }]
  })
}

/** Bounds told by another's value: "more than twice as much as B7", "at least 10 kW more than B7". */
export function relative(chart: Chart, at: number): Found<Comparing>[] {
  const exact = normAt(chart, at) === 'exactly' || normAt(chart, at) === 'precisely'
  const found = [...(exact ? distances(chart, at + 1, '=') : distances(chart, at, undefined)), ...multiples(chart, exact ? at + 1 : at, exact)]
  const row = COMPARISONS.find(({ words }) => phraseAt(chart, at, words) !== undefined)
  if (!row) return found
  const from = at + row.words.length
  found.push(...distances(chart, from, row.operator))
  const times = factorAt(chart, from)
  if (times) {
    const as = asMuchAs(chart, times.end)
    for (const side of others(chart, as, row.operator, as > times.end)) if (side.value.kind === 'other' || side.value.kind === 'measure') found.push({ ...side, score: side.score + 2, value: { ...side.value, factor: times.factor } })
  }
  return found
}
