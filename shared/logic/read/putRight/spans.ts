/** What a sentence speaks of, as spans of its tokens: named things and kinds of things, and the amount or date that is told. */
import type { Chart } from '../chart.ts'
import type { Comparing } from '../meaning.ts'
import { looksPlural } from '../inflection.ts'
import { namesAt } from '../vocabulary.ts'

export interface ThingSpan {
  readonly from: number
  readonly to: number
  /** Types of what may be meant; several where a name is shared. */
  readonly types: readonly string[]
  /** A kind in the plural, with no word before it: it may as well be a verb. */
  readonly bare: boolean
}
export interface ValueSpan {
  readonly from: number
  readonly to: number
  readonly date: boolean
}

const DETERMINERS = new Set(['the', 'a', 'an', 'every', 'each', 'all', 'any', 'no', 'this', 'that', 'both', 'these', 'those'])
const JOINERS = new Set(['and', 'or', ',', '&'])

function nameSpans(chart: Chart): ThingSpan[] {
  const found: ThingSpan[] = []
  for (let at = 0; at < chart.tokens.length;) {
    const [name] = namesAt(chart.vocabulary, chart.tokens, at)
    const things = name?.entries.flatMap((entry) => (entry.entity ? [entry.entity.type] : [])) ?? []
    const kinds = name?.entries.flatMap((entry) => (entry.type ? [entry.type.name] : [])) ?? []
    // A kind needs a word before it, or the plural, to be spoken of: "the rack", "racks".
    const before = DETERMINERS.has(chart.tokens[at - 1]?.norm ?? '')
    const spoken = things.length > 0 || before || looksPlural(chart.tokens[(name?.end ?? 1) - 1]?.norm ?? '')
    if (!name || !spoken) {
      at++
      continue
    }
    found.push({ from: before ? at - 1 : at, to: name.end, types: things.length > 0 ? things : kinds, bare: things.length === 0 && !before })
    at = name.end
  }
  return found
}

/** "A12, B7 and C3" is one span: whatever is said of them is said of each. */
function joined(chart: Chart, spans: readonly ThingSpan[]): ThingSpan[] {
  const found: ThingSpan[] = []
  for (const span of spans) {
    const last = found.at(-1)
    const between = last === undefined ? [] : chart.tokens.slice(last.to, span.from).map((token) => token.norm)
    if (last !== undefined && between.length > 0 && between.length <= 2 && between.every((norm) => JOINERS.has(norm)) && last.types.some((type) => span.types.includes(type))) {
      found[found.length - 1] = { from: last.from, to: span.to, types: last.types.filter((type) => span.types.includes(type)), bare: false }
    } else found.push(span)
  }
  return found
}

export const thingSpans = (chart: Chart): ThingSpan[] => joined(chart, nameSpans(chart))

const dated = (value: Comparing): boolean => value.kind === 'dates' || value.kind === 'dateBound'
const told = (value: Comparing): boolean => value.kind === 'rounded' || value.kind === 'bound' || value.kind === 'between' || dated(value)

/** The longest amounts and dates, left to right, outside the things; comparison words belong to them. */
export function valueSpans(chart: Chart, things: readonly ThingSpan[]): ValueSpan[] {
  const found: ValueSpan[] = []
  for (let at = 0; at < chart.tokens.length; at++) {
    if (things.some(({ from, to }) => from <= at && at < to)) continue
    const spans = chart.grammar.comparing(chart, at).filter(({ value, end }) => told(value) && !things.some(({ from }) => at <= from && from < end))
    const longest = spans.reduce<(typeof spans)[number] | undefined>((best, one) => (best === undefined || one.end > best.end ? one : best), undefined)
    if (longest === undefined) continue
    found.push({ from: at, to: longest.end, date: dated(longest.value) })
    at = longest.end - 1
  }
  return found
}
