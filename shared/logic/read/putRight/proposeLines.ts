/** For a sentence that was not read, or read wrong: the `says` or `also` line that would have read it. Each is tried before it is offered. */
import type { EntitySymbol, QuantitySymbol, RelationSymbol, RuleBase, TypeSymbol } from '../../base.ts'
import { dayOfIso } from '../../dates.ts'
import type { Reading } from '../../decision.ts'
import type { Formula } from '../../formula.ts'
import type { Chart } from '../chart.ts'
import { claimTokens } from '../claimTokens.ts'
import { canonical, looksPlural } from '../inflection.ts'
import { chartOf, readSentence, type ReadOptions } from '../readSentence.ts'
import { tokenize } from '../tokens.ts'
import { compileVocabulary, namesAt, type Vocabulary } from '../vocabulary.ts'
import { BE, DO, HARMLESS, HAVE, HEDGES, MODALS, STRONGER } from '../wordLists.ts'
import { NEGATIONS, patternText } from './patternText.ts'
import { contentWords, isEmptyWord, letterLikeness, likeness } from './similar.ts'
import { thingSpans, valueSpans, type ThingSpan } from './spans.ts'

/** One line to add: a pattern of a relation or quantity, or a name of an individual or type. */
export interface LineProposal {
  readonly kind: 'says' | 'also'
  /** The relation, quantity, entity or type that it is added to. */
  readonly symbol: string
  readonly group: 'relations' | 'quantities' | 'entities' | 'types'
  /** The pattern or the name itself. */
  readonly text: string
  /** What the sentence then says. */
  readonly readings: readonly Reading[]
  /** How well it fits, for the order. */
  readonly score: number
}

const MOST = 6
/** Lines that are tried: each costs a vocabulary, so that fewer are tried where it is large. */
const MOST_TRIED = 14
const FEWEST_TRIED = 5
const LARGE = 4000
const MOST_NEAR = 12
/** Patterns that fit so much worse than the best line are noise; of names only the person knows. */
const WORTH = 0.5
const LONGEST = 2_000
const MOST_TOKENS = 60

type Symbol = (RelationSymbol | QuantitySymbol) & { readonly group: 'relations' | 'quantities' }
type Candidate = Omit<LineProposal, 'readings'>
const NOT_IN_NAMES = [NEGATIONS, BE, HAVE, DO, MODALS, new Set([...HEDGES, ...HARMLESS, ...STRONGER].flatMap((phrase) => (phrase.length === 1 ? phrase : [])))]

/** The base with one more pattern or name; nothing else of it changes. */
export function withLine(base: RuleBase, { group, symbol, text, kind }: Pick<LineProposal, 'group' | 'symbol' | 'text' | 'kind'>): RuleBase {
  const put = <T>(map: ReadonlyMap<string, T>, change: (one: T) => T): ReadonlyMap<string, T> => {
    const known = map.get(symbol)
    return known === undefined ? map : new Map(map).set(symbol, change(known))
  }
  switch (group) {
    case 'relations':
      return { ...base, relations: put<RelationSymbol>(base.relations, (one) => (kind === 'says' ? { ...one, says: [...one.says, text] } : { ...one, also: [...one.also, text] })) }
    case 'quantities':
      return { ...base, quantities: put<QuantitySymbol>(base.quantities, (one) => (kind === 'says' ? { ...one, says: [...one.says, text] } : { ...one, also: [...one.also, text] })) }
    case 'entities':
      return { ...base, entities: put<EntitySymbol>(base.entities, (one) => ({ ...one, also: [...one.also, text] })) }
    case 'types':
      return { ...base, types: put<TypeSymbol>(base.types, (one) => ({ ...one, also: [...one.also, text] })) }
  }
}

function mentions(formula: Formula, name: string): boolean {
  return JSON.stringify(formula, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)).includes(`:${JSON.stringify(name)}`)
}

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length < 2) yield [...items]
  else for (const [at, item] of items.entries()) for (const rest of permutations(items.toSpliced(at, 1))) yield [item, ...rest]
}

const fits = (types: readonly string[], wanted: string): boolean => wanted === 'Thing' || types.includes(wanted)
const symbolWords = (symbol: Symbol): string[] => [...new Set([symbol.name, ...symbol.says, ...symbol.also].flatMap(contentWords))]

/** `says` lines: the sentence itself as a pattern of each relation and quantity that could take its things. */
function saysCandidates(chart: Chart, base: RuleBase): Candidate[] {
  const things = thingSpans(chart)
  const named = things.filter(({ bare }) => !bare)
  // "Orchard leases the mill": what looks like a kind in the plural may be the verb.
  return [...saysWith(chart, base, things), ...(named.length < things.length ? saysWith(chart, base, named) : [])]
}

function saysWith(chart: Chart, base: RuleBase, things: readonly ThingSpan[]): Candidate[] {
  const values = valueSpans(chart, things)
  if (things.length > 3) return []
  const { tokens } = chart
  const denies = tokens.some((token, at) => token.norm === 'no' || token.norm === 'never' || (token.norm === 'not' && MODALS.has(tokens[at - 1]?.norm ?? '')))
  const found: Candidate[] = []
  const symbols: Symbol[] = [...[...base.relations.values()].map((one) => ({ ...one, group: 'relations' as const })), ...[...base.quantities.values()].map((one) => ({ ...one, group: 'quantities' as const }))]
  for (const symbol of symbols) {
    if (symbol.parameters.length !== things.length) continue
    const isQuantity = symbol.group === 'quantities'
    const value = isQuantity ? values.find(({ date }) => date === ('date' in symbol && symbol.date)) : undefined
    // A number in the sentence is what it tells: a pattern that held it fast would read no other.
    if (isQuantity ? value === undefined : values.length > 0) continue
    for (const order of permutations(things.map((_, at) => at))) {
      if (!symbol.parameters.every((type, slot) => fits((things[order[slot] as number] as ThingSpan).types, type))) continue
      const slots = new Map(order.map((at, slot) => [(things[at] as ThingSpan).from, { to: (things[at] as ThingSpan).to, text: `{${slot + 1}}` }]))
      // A date keeps its preposition in the pattern, and a comparison takes its place.
      const preposition = value?.date === true ? (tokens[value.from]?.norm ?? '') : ''
      const limit = /^(?:since|until|till|from)$/.test(preposition)
      const lead = limit ? `${preposition} ` : /^(?:in|on|at|during|before|after|by)$/.test(preposition) ? 'on ' : ''
      if (value) slots.set(value.from, { to: value.to, text: `${lead}{value}` })
      const straight = order.every((at, slot) => at === slot)
      for (const keepsDenial of denies ? [false, true] : [false]) {
        const text = patternText(chart, slots, keepsDenial)
        const words = contentWords(text)
        if (words.length === 0 && !/\b(?:in|on|at|under|with|without)\b/.test(text)) continue
        const passive = / by \{\d\}/.test(text)
        const score = likeness(words, symbolWords(symbol)) + (straight !== passive ? 0.1 : 0) + (isQuantity ? 0.15 : 0) + (symbol.parameters.every((type) => type !== 'Thing') ? 0.1 : 0) + (keepsDenial ? (symbol.says.some((says) => /\b(?:not|never|no)\b/.test(says)) ? 0.1 : -0.05) : 0)
        found.push({ kind: 'says', symbol: symbol.name, group: symbol.group, text, score })
      }
    }
  }
  return found
}

/** Spans that may be a name nobody told the base: runs of unknown words with the names and numbers around them, and what stands before the verb. */
function nameSpans(chart: Chart): { from: number; to: number }[] {
  const { tokens, vocabulary } = chart
  const known = tokens.map((token) => vocabulary.known.has(token.canon) || isEmptyWord(token.norm) || token.kind !== 'word')
  const nameLike = (at: number): boolean => {
    const token = tokens[at]
    return token !== undefined && (token.kind === 'number' || /^\p{Lu}/u.test(token.text) || namesAt(vocabulary, tokens, at).length > 0)
  }
  const found = new Map<string, { from: number; to: number }>()
  const add = (from: number, to: number): void => {
    let start = from
    while (start < to && /^(?:the|a|an|our|this|that|every|each|all|no)$/.test(tokens[start]?.norm ?? '')) start++
    // "A 12": no article, but part of the name.
    if (tokens[from]?.text === 'A' && tokens[from + 1]?.kind === 'number') start = from
    if (to > start && to - start <= 6 && tokens.slice(start, to).some((token) => token.kind === 'word') && !tokens.slice(start, to).some(({ norm }) => NOT_IN_NAMES.some((set) => set.has(norm)))) found.set(`${start}-${to}`, { from: start, to })
  }
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.text === 'A' && tokens[at + 1]?.kind === 'number') add(at, at + 2)
    if (known[at] || isEmptyWord(tokens[at]?.norm ?? '')) continue
    let to = at + 1
    while (to < tokens.length && !known[to]) to++
    add(at, to)
    let [from, end] = [at, to]
    while (end < tokens.length && nameLike(end)) end++
    while (from > 0 && nameLike(from - 1)) from--
    add(from, end)
    at = to - 1
  }
  const verb = tokens.findIndex((token, at) => at > 0 && (BE.has(token.norm) || HAVE.has(token.norm) || DO.has(token.norm) || MODALS.has(token.norm)))
  if (verb > 0) add(0, verb)
  const preposition = tokens.findLastIndex((token, at) => at > 0 && /^(?:in|at|of|to|by|for|from|on|with|under)$/.test(token.norm))
  if (preposition > 0) add(preposition + 1, tokens.length)
  return [...found.values()]
}

const initials = (text: string): string => contentWords(text).map((word) => word[0] ?? '').join('')

function nameLikeness(span: string, names: readonly string[]): number {
  const words = contentWords(span)
  return Math.max(0, ...names.map((name) => Math.max(likeness(words, contentWords(name)), letterLikeness(span, name.replaceAll('_', ' ')), span.length > 1 && initials(name) === span.toLowerCase() ? 0.9 : 0)))
}

/** `also` lines: an unknown name taken for a known one, wherever the sentence then reads. */
function alsoCandidates(chart: Chart, base: RuleBase, options: ReadOptions): Candidate[] {
  const found: Candidate[] = []
  const { text: sentence, tokens, vocabulary } = chart
  for (const { from, to } of nameSpans(chart)) {
    const [start, end] = [tokens[from]!.start, tokens[to - 1]!.end]
    const span = sentence.slice(start, end)
    const reads = (name: string): boolean => readSentence(`${sentence.slice(0, start)}${name}${sentence.slice(end)}`, vocabulary, options).parts.every((part) => part.alternatives.length > 0)
    const proper = tokens.slice(from, to).some((token) => token.kind === 'number' || /^\p{Lu}/u.test(token.text) || /\d/.test(token.text))
    const near = [...base.entities.values()].map((entity) => ({ entity, score: nameLikeness(span, [entity.name, ...entity.also]) })).sort((a, b) => b.score - a.score).slice(0, MOST_NEAR)
    for (const { entity, score } of near) if (reads(entity.name.replaceAll('_', ' '))) found.push({ kind: 'also', symbol: entity.name, group: 'entities', text: span, score: score + (proper ? 0.35 : 0.1) + 0.02 * (to - from) })
    const plural = looksPlural(tokens[to - 1]?.norm ?? '')
    const alias = plural ? `${sentence.slice(start, tokens[to - 1]!.start)}${canonical(tokens[to - 1]!.text.toLowerCase())}` : span
    for (const type of [...base.types.values()].slice(0, MOST_NEAR)) {
      const name = type.name.replaceAll('_', ' ').toLowerCase()
      if (reads(plural ? `${name}s` : name)) found.push({ kind: 'also', symbol: type.name, group: 'types', text: alias, score: nameLikeness(alias, [type.name, ...type.also]) + 0.2 })
    }
  }
  return found
}

/** The best lines first; empty where the sentence speaks of nothing that the base knows. Deterministic. */
export function proposeLines(sentence: string, vocabulary: Vocabulary, options: ReadOptions): LineProposal[] {
  if (sentence.length > LONGEST || /\?\s*$/.test(sentence)) return []
  const { base } = vocabulary
  const tokens = claimTokens(tokenize(sentence), vocabulary)
  if (tokens.length === 0 || tokens.length > MOST_TOKENS) return []
  const chart = chartOf(sentence, tokens, vocabulary, dayOfIso(options.asOf) ?? 0)
  const printed = (readings: readonly Reading[]): string => readings.map((one) => one.printed).sort().join(' | ')
  const now = printed(readSentence(sentence, vocabulary, options).parts.flatMap((part) => part.alternatives))
  const candidates = new Map<string, Candidate>()
  for (const one of [...saysCandidates(chart, base), ...alsoCandidates(chart, base, options)].sort((a, b) => b.score - a.score)) {
    const key = `${one.group} ${one.symbol} ${one.text.toLowerCase()}`
    if (!candidates.has(key)) candidates.set(key, one)
  }
  const found: LineProposal[] = []
  const seen = new Set<string>()
  const size = base.relations.size + base.quantities.size + base.entities.size
  for (const one of [...candidates.values()].slice(0, Math.max(FEWEST_TRIED, Math.min(MOST_TRIED, Math.floor((MOST_TRIED * LARGE) / Math.max(1, size)))))) {
    if (one.kind === 'says' && found.length > 0 && one.score < WORTH * (found[0]?.score ?? 0)) continue
    const { parts } = readSentence(sentence, compileVocabulary(withLine(base, one)), options)
    const readings = parts.flatMap((part) => part.alternatives)
    const right = parts.every((part) => part.alternatives.length > 0) && readings.every(({ formula }) => one.group === 'types' || mentions(formula, one.symbol))
    const key = printed(readings)
    // Two lines with one outcome: the better fitting is enough.
    if (!right || key === now || seen.has(key)) continue
    seen.add(key)
    found.push({ ...one, readings })
    if (found.length === MOST) break
  }
  return found
}
