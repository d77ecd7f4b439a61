/** Matches the words and slots of a pattern against the tokens, tolerant of articles and harmless adverbs, never of content words. */
import type { Unit } from '../base.ts'
import { amountsAt } from './amounts.ts'
import { parseUnit } from '../units.ts'
import { ago } from './comparing.ts'
import { adverbsAt, normAt, phraseAt, together, type Chart, type Skipped } from './chart.ts'
import { verbReadings } from './inflection.ts'
import type { Comparing, Found, Noun, Span } from './meaning.ts'
import { factorAt } from './others.ts'
import type { Item } from './pattern.ts'
import type { Token } from './tokens.ts'
import { ARTICLES, COMPARISONS, PREPOSITIONS, TYPED } from './wordLists.ts'

export interface Match {
  readonly end: number
  /** Slots in the order they are written. */
  readonly nouns: readonly { readonly slot: number; readonly noun: Noun }[]
  readonly comparing?: Comparing
  readonly unit?: Unit
  /** "uses no liquid cooling". */
  readonly negated: boolean
  /** The last item was a slot, so that a list may have gone on. */
  readonly score: number
  readonly hedge?: string
  readonly beyond?: readonly Span[]
}

const LITERAL = 10

/** Whether the token is this word of a pattern; `\u0001lemma` is any participle of the lemma. */
export function isWord(token: Token | undefined, item: Item): boolean {
  if (!token || item.kind !== 'word') return false
  if (item.canon.startsWith('\u0001')) return verbReadings(token.norm).some((reading) => reading.form === 'participle' && reading.lemma === item.canon.slice(1))
  return token.canon === item.canon
}

/** "gets 3 kg of food a day": the rate stands behind the pattern's own words. */
function ratedAfter(chart: Chart, items: readonly Item[], index: number, value: Found<Comparing>): Match | undefined {
  const tail = items.slice(index + 1)
  const { value: comparing } = value
  if (tail.length === 0 || tail.some((item) => item.kind !== 'word') || (comparing.kind !== 'rounded' && comparing.kind !== 'bound') || !comparing.amount.unit) return undefined
  const end = tailEnd(chart, tail, value.end)
  if (end === undefined || !/^(?:an?|per|every|each)$/.test(normAt(chart, end))) return undefined
  const unit = parseUnit(`${comparing.amount.unit.symbol}/${normAt(chart, end + 1)}`)
  return unit ? { end: end + 2, nouns: [], comparing: { ...comparing, amount: { ...comparing.amount, unit } }, negated: false, score: LITERAL * tail.length + value.score + 1 } : undefined
}

const refersToOther = (of: Comparing): boolean => of.kind === 'other' || of.kind === 'measure' || of.kind === 'distance' || (of.kind === 'all' && of.of.every(refersToOther))
/** "double the votes of Omar" needs no "votes" behind it. */
const ofMeasure = (of: Comparing): boolean => of.kind === 'measure' || (of.kind === 'all' && of.of.every(ofMeasure))
const RATES = /^(?:night|day|week|month|year|hour|minute|second|person|head|piece|unit|item|time)s?$/
/** "per night", "a night" (its article is not kept) to the end of the pattern. */
export const isRate = (items: readonly Item[], at: number): boolean => at < items.length && items.slice(at).every((item) => item.kind === 'word' && (item.norm === 'per' || RATES.test(item.norm)))

/** The rest of a pattern behind a limit. */
function limited(chart: Chart, items: readonly Item[], next: number, value: Found<Comparing>, way: Skipped): Match[] {
  if (value.value.kind !== 'rounded') return []
  const comparing: Comparing = { kind: 'bound', operator: '<=', amount: value.value.amount }
  const item = items[next - 1]
  return matchItems(chart, items, value.end, next).map((rest) => ({ ...rest, comparing, ...(item?.kind === 'value' && item.unit ? { unit: item.unit } : {}), score: rest.score + value.score + LITERAL, ...together(way, value, rest) }))
}

interface Row { readonly words: readonly string[]; readonly operator: '>' | '<' | '='; readonly than: string }
const MORE: readonly Row[] = [
  { words: ['more'], operator: '>', than: 'than' }, { words: ['fewer'], operator: '<', than: 'than' }, { words: ['less'], operator: '<', than: 'than' },
  { words: ['as', 'many'], operator: '=', than: 'as' }, { words: ['as', 'much'], operator: '=', than: 'as' }, { words: ['the', 'same', 'number', 'of'], operator: '=', than: 'as' },
]

/** "more employees than B7", "as many employees as B7", "older than Bob": `{value}` and its words, against another individual. */
function comparatives(chart: Chart, items: readonly Item[], at: number, from: number): Match[] {
  const wordsEnd = items.findIndex((item, index) => index > at && item.kind !== 'word')
  const full = items.slice(at + 1, wordsEnd < 0 ? undefined : wordsEnd)
  if (full.length === 0 || wordsEnd >= 0) return []
  // "{value} of milk a day": "more milk than", "more milk a day than".
  const noun = full[0]?.kind === 'word' && /^(?:of|in)$/.test(full[0].norm) ? full.slice(1) : full
  const rate = noun.findIndex((_, index) => index > 0 && isRate(noun, index))
  return [full, ...(noun === full ? [] : [noun]), ...(rate > 0 ? [noun.slice(0, rate)] : [])].flatMap((tail) => comparativesWith(chart, tail, from))
}

/** Whether the words of the tail stand at `at`, and where they end; articles between them are passed ("milk a day"). */
function tailEnd(chart: Chart, tail: readonly Item[], at: number): number | undefined {
  let end = at
  for (const item of tail) {
    if (!isWord(chart.tokens[end], item) && ARTICLES.has(normAt(chart, end))) end += 1
    if (!isWord(chart.tokens[end], item)) return undefined
    end += 1
  }
  return end
}

function comparativesWith(chart: Chart, tail: readonly Item[], from: number): Match[] {
  const found: Match[] = []
  const finish = (position: number, operator: Row['operator'], than: string): void => {
    if (normAt(chart, position) !== than) return
    for (const noun of chart.grammar.noun(chart, position + 1, 'object')) {
      const verb = /^(?:do|does|did|is|are|has|have)$/.test(normAt(chart, noun.end)) ? noun.end + 1 : noun.end
      for (const end of new Set([noun.end, verb])) found.push({ end, nouns: [], comparing: { kind: 'other', operator, noun: noun.value }, negated: false, score: LITERAL * tail.length + noun.score, ...together(noun) })
    }
  }
  const typed = TYPED.get(normAt(chart, from))
  if (typed && tail.every((item, index) => isWord(chart.tokens[from + 1 + index], item))) {
    const before = found.length
    finish(from + 1 + tail.length, typed.operator, 'than')
    for (let index = before; index < found.length; index++) found[index] = { ...found[index]!, comparing: { kind: 'typed', keys: typed.keys, of: found[index]!.comparing! } }
  }
  for (const row of MORE) {
    if (!row.words.every((word, index) => normAt(chart, from + index) === word)) continue
    const start = from + row.words.length
    const end = tailEnd(chart, tail, start)
    if (end !== undefined) finish(end, row.operator, row.than)
  }
  // "15 times as many requests per second as billing".
  const bounded = COMPARISONS.find(({ words }) => phraseAt(chart, from, words) !== undefined)
  const times = factorAt(chart, from + (bounded?.words.length ?? 0))
  const asMany = times && normAt(chart, times.end) === 'as' && /^(?:many|much)$/.test(normAt(chart, times.end + 1)) ? tailEnd(chart, tail, times.end + 2) : undefined
  if (times && asMany !== undefined) {
    const before = found.length
    finish(asMany, '=', 'as')
    for (let index = before; index < found.length; index++) {
      const one = found[index]!
      if (one.comparing?.kind === 'other') found[index] = { ...one, comparing: { ...one.comparing, factor: times.factor, ...(bounded ? { operator: bounded.operator } : {}) } }
    }
  }
  // "12 cm taller than Anna", "8 more seats than room 101".
  for (const amount of chart.grammar.comparing(chart, from)) {
    const { value } = amount
    if (value.kind !== 'bound' && (value.kind !== 'rounded' || value.about)) continue
    const bound = value.kind === 'bound' ? value.operator : undefined
    const next = normAt(chart, amount.end)
    const last = tail[tail.length - 1]
    const sign = (last?.kind === 'word' && isComparative(next, last.norm)) || next === 'more' ? 1 : (last?.kind === 'word' && isOpposite(next, last.norm)) || next === 'fewer' || next === 'less' ? -1 : undefined
    const counted = next === 'more' || next === 'fewer' || next === 'less'
    const end = counted ? tailEnd(chart, tail, amount.end + 1) : amount.end + 1
    if (sign === undefined || end === undefined) continue
    const before = found.length
    finish(end, '=', 'than')
    for (let index = before; index < found.length; index++) {
      const one = found[index]!
      if (one.comparing?.kind === 'other') found[index] = { ...one, comparing: { kind: 'distance', amount: value.amount, sign, date: false, from: one.comparing, ...(bound ? { bound } : {}) } }
    }
  }
  // "four members more than the other": the noun before "more".
  for (const amount of amountsAt(chart, from)) {
    const end = tailEnd(chart, tail, amount.end)
    const sign = end === undefined ? undefined : normAt(chart, end) === 'more' ? 1 : /^(?:fewer|less)$/.test(normAt(chart, end)) ? -1 : undefined
    if (end === undefined || sign === undefined) continue
    const before = found.length
    finish(end + 1, '=', 'than')
    for (let index = before; index < found.length; index++) {
      const one = found[index]!
      if (one.comparing?.kind === 'other') found[index] = { ...one, comparing: { kind: 'distance', amount: amount.amount, sign, date: false, from: one.comparing } }
    }
  }
  // "{value} old": "older than".
  const adjective = tail[tail.length - 1]
  const opposite = adjective?.kind === 'word' && isOpposite(normAt(chart, from), adjective.norm)
  if (adjective?.kind === 'word' && (opposite || isComparative(normAt(chart, from), adjective.norm))) {
    finish(from + 1, opposite ? '<' : '>', 'than')
    if (normAt(chart, from + 1) === 'than') {
      for (const amount of chart.grammar.comparing(chart, from + 2)) {
        if (amount.value.kind === 'rounded' && !amount.value.about) found.push({ end: amount.end, nouns: [], comparing: { kind: 'bound', operator: opposite ? '<' : '>', amount: amount.value.amount }, negated: false, score: LITERAL, ...together(amount) })
      }
    }
  }
  if (normAt(chart, from) === 'as' && adjective && tail.length === 1 && isWord(chart.tokens[from + 1], adjective)) finish(from + 2, '=', 'as')
  return found
}

const OPPOSITES: Readonly<Record<string, readonly string[]>> = {
  old: ['younger', 'newer'], tall: ['shorter', 'smaller'], long: ['shorter'], high: ['lower'], heavy: ['lighter'], large: ['smaller'], big: ['smaller'], wide: ['narrower'], deep: ['shallower'], fast: ['slower'], thick: ['thinner'], warm: ['colder', 'cooler'], hot: ['colder', 'cooler'], expensive: ['cheaper'],
}
const isOpposite = (word: string, adjective: string): boolean => OPPOSITES[adjective]?.includes(word) ?? false

const isComparative = (word: string, adjective: string): boolean =>
  word === `${adjective}er` || word === `${adjective}r` || word === `${adjective.replace(/y$/, 'i')}er` || word === `${adjective}${adjective.slice(-1)}er`

/** All ways to match `items` from `at` on. */
export function matchItems(chart: Chart, items: readonly Item[], at: number, index = 0): Match[] {
  const item = items[index]
  if (!item) return [{ end: at, nouns: [], negated: false, score: 0 }]
  const found: Match[] = []
  const onward = (end: number, own: Partial<Match>, next = index + 1): void => {
    for (const rest of matchItems(chart, items, end, next)) {
      found.push({
        ...rest,
        nouns: [...(own.nouns ?? []), ...rest.nouns],
        ...(own.comparing ? { comparing: own.comparing } : {}),
        ...(own.unit ? { unit: own.unit } : {}),
        negated: (own.negated ?? false) || rest.negated,
        score: (own.score ?? 0) + rest.score,
        ...together(own, rest),
      })
    }
  }
  for (const way of adverbsAt(chart, at)) {
    let from = way.end
    if (item.kind === 'slot') {
      for (const noun of chart.grammar.noun(chart, from, 'object')) onward(noun.end, { nouns: [{ slot: item.slot, noun: noun.value }], score: noun.score, ...together(way, noun) })
      continue
    }
    if (item.kind === 'word') {
      // "responds within 50 ms" sets a limit, though the pattern gives it as the value.
      if (item.norm === 'within' && items[index + 1]?.kind === 'value' && normAt(chart, from) === 'within') {
        for (const value of chart.grammar.comparing(chart, from + 1)) if (value.value.kind === 'rounded') found.push(...limited(chart, items, index + 2, value, way))
        continue
      }
      // "has been a member for 15 years", where the pattern says "since {value}".
      if (item.norm === 'since' && items[index + 1]?.kind === 'value' && normAt(chart, from) === 'for') for (const value of ago(chart, from + 1, '')) onward(value.end, { comparing: value.value, score: value.score + LITERAL - 4, ...together(way, value) }, index + 2)
      if (isWord(chart.tokens[from], item)) onward(from + 1, { score: LITERAL, ...together(way) })
      const preposition = PREPOSITIONS.has(item.norm) && items[index + 1]?.kind === 'value'
      if (preposition) {
        // A comparison word takes the place of the preposition.
        for (const value of chart.grammar.comparing(chart, from)) {
          const next = items[index + 1]
          if (value.score > 0 || value.value.kind === 'other') onward(value.end, { comparing: value.value, ...(next?.kind === 'value' && next.unit ? { unit: next.unit } : {}), score: value.score + LITERAL - 4, ...together(way, value) }, index + 2)
        }
      }
      const before = normAt(chart, from)
      if (ARTICLES.has(before) || before === 'any') {
        from += 1
        if (isWord(chart.tokens[from], item)) onward(from + 1, { score: LITERAL, ...together(way) })
      } else if (before === 'no' && !preposition && isWord(chart.tokens[from + 1], item)) onward(from + 2, { negated: true, score: LITERAL, ...together(way) })
      continue
    }
    const starts = ARTICLES.has(normAt(chart, from)) && items[index - 1]?.kind === 'word' ? [from, from + 1] : [from]
    for (const start of starts) {
      for (const value of chart.grammar.comparing(chart, start)) {
        onward(value.end, { comparing: value.value, ...(item.unit ? { unit: item.unit } : {}), score: value.score, ...together(way, value) })
        const rate = ratedAfter(chart, items, index, value)
        if (rate) found.push({ ...rate, ...together(way, value) })
        // "costs more than room 102", though the pattern goes on with "per night".
        if (refersToOther(value.value) && (isRate(items, index + 1) || (ofMeasure(value.value) && index + 1 < items.length && items.slice(index + 1).every((rest) => rest.kind === 'word')))) found.push({ end: value.end, nouns: [], comparing: value.value, negated: false, score: value.score, ...together(way, value) })
      }
      for (const other of comparatives(chart, items, index, start)) found.push({ ...other, ...together(way, other) })
    }
    // "opened March 3" from "opened on {value}" is matched above; "opened on March 3" from "opened {value}" here.
    if (/^(?:on|in|at)$/.test(normAt(chart, from)) && items[index - 1]?.kind !== 'word') for (const value of chart.grammar.comparing(chart, from + 1)) if (value.value.kind === 'dates') onward(value.end, { comparing: value.value, score: value.score, ...together(way, value) })
  }
  return found.length > 60 ? found.slice(0, 60) : found
}
