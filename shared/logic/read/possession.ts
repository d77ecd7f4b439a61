/** Complements the reader knows by itself: "is B7", "is a rack", "has a PUE of 1.3", "has the same PUE as South". */
import type { Formula, Term } from '../formula.ts'
import { normAt, phraseAt, together, variableAt, type Chart } from './chart.ts'
import { bindAll, conjunction, implication, quantified, type Comparing, type Found, nounFits, type Noun, type Predicate } from './meaning.ts'
import type { NounPattern } from './pattern.ts'
import { comparable, realize } from './realize.ts'
import { namesAt } from './vocabulary.ts'
import { ARTICLES, COMPARISONS } from './wordLists.ts'

/** "is B7", "is the same as B7": identity with an individual named outright. */
export function identity(chart: Chart, at: number): Found<Predicate>[] {
  const starts: { from: number; score: number }[] = [{ from: at, score: -5 }]
  for (const words of ['the same as', 'identical to', 'identical with', 'another name for', 'one and the same as']) {
    const end = phraseAt(chart, at, words.split(' '))
    if (end !== undefined) starts.push({ from: end, score: 2 })
  }
  return starts.flatMap(({ from, score }) => chart.grammar.noun(chart, from, 'object').flatMap((found): Found<Predicate>[] => {
    const { value: noun } = found
    if (noun.shape !== 'one' || noun.named.length !== 1) return []
    // "The car is red" is no identity, even where "red" is a thing: names are written large or with a number.
    if (score < 0 && !chart.tokens.slice(from, found.end).some((token) => /^\p{Lu}|\d/u.test(token.text))) return []
    const type = noun.types[0] ?? 'Thing'
    const right = noun.named[0]!.term
    return [{ end: found.end, score: found.score + score, ...together(found), value: { types: [type], named: noun.named, apply: (left: Term) => ({ kind: 'same', left, right }) } }]
  }))
}

/** "is a certified manager", "is a rack in North", "are managers": the noun's own restriction; a bare type is only that the thing is one. */
export function membership(chart: Chart, at: number): Found<Predicate>[] {
  const article = normAt(chart, at) === 'a' || normAt(chart, at) === 'an'
  return chart.grammar.nominal(chart, article ? at + 1 : at).flatMap((found): Found<Predicate>[] => {
    const { restrict, type, types, named, plural } = found.value
    if (type === undefined || plural === article) return []
    const variable = variableAt(at, 'm')
    const apply = restrict ?? ((left: Term): Formula => quantified('exists', variable.name, type, { kind: 'same', left: variable, right: left }))
    return [{ ...found, value: { types, named, apply, kind: true } }]
  })
}

/** "is the only manager", "are the only racks in North": one of those, and no other is. */
export function theOnly(chart: Chart, at: number): Found<Predicate>[] {
  const from = phraseAt(chart, at, ['the', 'only']) ?? phraseAt(chart, at, ['the', 'sole'])
  if (from === undefined) return []
  return chart.grammar.nominal(chart, from).flatMap((found): Found<Predicate>[] => {
    const { restrict, type, types, named } = found.value
    if (!restrict || type === undefined) return []
    const variable = variableAt(at, 'u')
    const apply = (subject: Term): Formula => conjunction([restrict(subject), quantified('forall', variable.name, type, implication(restrict(variable), { kind: 'same', left: variable, right: subject }))])
    return [{ ...found, value: { types, named, apply } }]
  })
}

/** A predicate over the owner, which fills `own`; the other slots are bound by `others`. */
export function ownership(pattern: NounPattern, own: number, others: readonly { slot: number; noun: Noun }[], comparing: Comparing): Predicate | undefined {
  const { symbol } = pattern
  if (symbol.kind !== 'quantity' || !comparable(comparing, symbol.of, own)) return undefined
  const { parameters } = symbol.of
  if (others.some(({ slot, noun }) => !nounFits(noun, parameters[slot] ?? 'Thing'))) return undefined
  return {
    types: [parameters[own] ?? 'Thing'],
    named: others.flatMap(({ noun }) => noun.named),
    apply: (subject) => bindAll(others.map(({ slot, noun }) => ({ noun, type: parameters[slot] ?? 'Thing' })), (terms) => {
      const args: Term[] = []
      args[own] = subject
      others.forEach(({ slot }, index) => void (args[slot] = terms[index]!))
      return realize(comparing, { quantity: symbol.of, args, spare: own })
    }),
  }
}

/** The index after the head's words at `at`, articles before them passed. */
export function headEnd(chart: Chart, pattern: NounPattern, at: number): number | undefined {
  let end = at
  for (const canon of pattern.head) {
    if (ARTICLES.has(normAt(chart, end)) && chart.tokens[end]?.canon !== canon) end += 1
    if (chart.tokens[end]?.canon !== canon) return undefined
    end += 1
  }
  return end
}

/** The slot a possessor fills: the one after "of", else the first. */
export const ownerSlots = (pattern: NounPattern): number[] => {
  const of = pattern.args.filter((arg) => arg.words.length === 1 && arg.words[0] === 'of')
  return (of.length > 0 ? of : pattern.args).map((arg) => arg.slot)
}

/** The remaining arguments in the order of the pattern. */
export function matchArgs(chart: Chart, pattern: NounPattern, without: number, at: number): { end: number; nouns: { slot: number; noun: Noun }[]; found: Found<Noun>[] }[] {
  let ways: { end: number; nouns: { slot: number; noun: Noun }[]; found: Found<Noun>[] }[] = [{ end: at, nouns: [], found: [] }]
  for (const arg of pattern.args) {
    if (arg.slot === without) continue
    ways = ways.flatMap((way) => {
      const from = arg.words.every((canon, index) => chart.tokens[way.end + index]?.canon === canon) ? way.end + arg.words.length : undefined
      if (from === undefined) return []
      return chart.grammar.noun(chart, from, 'object').map((found) => ({ end: found.end, nouns: [...way.nouns, { slot: arg.slot, noun: found.value }], found: [...way.found, found] }))
    })
  }
  const { tail = [] } = pattern
  return ways.filter((way) => tail.every((canon, index) => chart.tokens[way.end + index]?.canon === canon)).map((way) => ({ ...way, end: way.end + tail.length }))
}

const MOST = new Set(['highest', 'largest', 'greatest', 'biggest', 'longest', 'latest'])
const LEAST = new Set(['lowest', 'smallest', 'shortest', 'earliest', 'least'])

/** "has the lowest PUE (of all facilities)": no other thing of the type has one as low, or lower; both are readings. */
function superlatives(chart: Chart, at: number): Found<Predicate>[] {
  const word = normAt(chart, at + 1)
  if (normAt(chart, at) !== 'the' || (!MOST.has(word) && !LEAST.has(word))) return []
  return (chart.vocabulary.nouns.get(chart.tokens[at + 2]?.canon ?? '') ?? []).flatMap((pattern): Found<Predicate>[] => {
    const end = headEnd(chart, pattern, at + 2)
    const { symbol } = pattern
    if (end === undefined || symbol.kind !== 'quantity' || symbol.of.parameters.length !== 1) return []
    const type = symbol.of.parameters[0] ?? 'Thing'
    const among = phraseAt(chart, end, ['of', 'all']) ?? phraseAt(chart, end, ['of', 'all', 'the']) ?? phraseAt(chart, end, ['of', 'the']) ?? phraseAt(chart, end, ['among', 'all']) ?? phraseAt(chart, end, ['of', 'any'])
    const name = among === undefined ? undefined : namesAt(chart.vocabulary, chart.tokens, among).find((one) => one.entries.some((entry) => entry.type?.name === type))
    if (among !== undefined && !name) return []
    const variable = variableAt(at, 'x')
    const value = (term: Term) => ({ kind: 'quantity' as const, quantity: symbol.of.name, args: [term] })
    return (MOST.has(word) ? (['<', '<='] as const) : (['>', '>='] as const)).map((operator) => ({
      end: name?.end ?? end, score: 10 * (pattern.head.length + 1) - pattern.rank,
      value: { types: [type], named: [], apply: (subject: Term): Formula => quantified('forall', variable.name, type, implication({ kind: 'not', of: { kind: 'same', left: variable, right: subject } }, { kind: 'compare', operator, left: value(variable), right: value(subject) })) },
    }))
  })
}

const SAME: readonly { readonly words: readonly string[]; readonly operator: '=' | '<' | '>'; readonly than: string }[] = [
  { words: ['the', 'same'], operator: '=', than: 'as' }, { words: ['an', 'equal'], operator: '=', than: 'as' },
  ...['higher', 'greater', 'larger', 'bigger', 'longer', 'later', 'older'].flatMap((word) => [{ words: ['a', word], operator: '>' as const, than: 'than' }, { words: [word], operator: '>' as const, than: 'than' }]),
  ...['lower', 'smaller', 'shorter', 'earlier', 'younger'].flatMap((word) => [{ words: ['a', word], operator: '<' as const, than: 'than' }, { words: [word], operator: '<' as const, than: 'than' }]),
  { words: ['more'], operator: '>', than: 'than' }, { words: ['less'], operator: '<', than: 'than' },
]

/** "has a manager", "has no owner": there is one that is the manager of it. */
function related(chart: Chart, at: number): Found<Predicate>[] {
  const none = normAt(chart, at) === 'no'
  if (!none && normAt(chart, at) !== 'a' && normAt(chart, at) !== 'an') return []
  return (chart.vocabulary.relational.get(chart.tokens[at + 1]?.canon ?? '') ?? []).flatMap((pattern): Found<Predicate>[] => {
    const own = pattern.subject[0]
    const last = pattern.rest[pattern.rest.length - 1]
    const head = pattern.rest.slice(0, -2)
    const of = pattern.rest[pattern.rest.length - 2]
    if (own?.kind !== 'slot' || last?.kind !== 'slot' || of?.kind !== 'word' || of.norm !== 'of' || head.length === 0 || pattern.modal || pattern.negated || pattern.symbol.of.parameters.length !== 2) return []
    if (!head.every((item, index) => item.kind === 'word' && chart.tokens[at + 1 + index]?.canon === item.canon)) return []
    const { parameters, name } = pattern.symbol.of
    const variable = variableAt(at, 'h')
    const apply = (subject: Term): Formula => {
      const args: Term[] = []
      args[own.slot] = variable
      args[last.slot] = subject
      const some = quantified('exists', variable.name, parameters[own.slot] ?? 'Thing', { kind: 'atom', relation: name, args })
      return none ? { kind: 'not', of: some } : some
    }
    return [{ end: at + 1 + head.length, score: 10 * head.length - pattern.rank, value: { types: [parameters[last.slot] ?? 'Thing'], named: [], apply } }]
  })
}

/** What may follow "has": "a PUE of 1.3", "a PUE above 1.3", "a higher PUE than South", "at least 5 kW of IT power". */
export function possessed(chart: Chart, at: number): Found<Predicate>[] {
  const found: Found<Predicate>[] = related(chart, at)
  const heads = (from: number): NounPattern[] => chart.vocabulary.nouns.get(chart.tokens[ARTICLES.has(normAt(chart, from)) ? from + 1 : from]?.canon ?? '') ?? []
  const add = (pattern: NounPattern, own: number, args: ReturnType<typeof matchArgs>[number], comparing: Found<Comparing>): void => {
    const value = ownership(pattern, own, args.nouns, comparing.value)
    if (value) found.push({ end: comparing.end, value, score: 10 * pattern.head.length + comparing.score - pattern.rank, ...together(comparing, ...args.found) })
  }
  const none = normAt(chart, at) === 'no' ? 1 : 0
  for (const pattern of heads(at + none)) {
    const end = headEnd(chart, pattern, at + none)
    if (end === undefined) continue
    for (const own of ownerSlots(pattern)) {
      for (const args of matchArgs(chart, pattern, own, end)) {
        const starts = normAt(chart, args.end) === 'of' ? [args.end + 1] : normAt(chart, args.end) === 'that' && /^(?:is|are)$/.test(normAt(chart, args.end + 1)) ? [args.end + 2] : [args.end]
        for (const start of starts) {
          for (const comparing of chart.grammar.comparing(chart, start)) {
            if (none === 0) add(pattern, own, args, comparing)
            else add(pattern, own, args, { ...comparing, value: { kind: 'not', of: comparing.value } })
          }
        }
      }
    }
  }
  found.push(...superlatives(chart, at))
  // "a higher PUE than South", "the same PUE as South".
  for (const row of SAME) {
    const from = phraseAt(chart, at, row.words)
    if (from === undefined) continue
    for (const pattern of heads(from)) {
      const end = headEnd(chart, pattern, from)
      if (end === undefined || pattern.args.length !== 1 || normAt(chart, end) !== row.than) continue
      for (const noun of chart.grammar.noun(chart, end + 1, 'object')) {
        const verb = /^(?:does|do|has|have)$/.test(normAt(chart, noun.end)) ? noun.end + 1 : noun.end
        for (const to of new Set([noun.end, verb])) add(pattern, pattern.args[0]!.slot, { end, nouns: [], found: [noun] }, { end: to, value: { kind: 'other', operator: row.operator, noun: noun.value }, score: 2 })
      }
    }
  }
  // "at least 5 kW of IT power", "more than 5 kW IT power", "a 5 kW IT power".
  const amountStarts = ARTICLES.has(normAt(chart, at)) ? [at, at + 1] : [at]
  if (chart.tokens[amountStarts[amountStarts.length - 1]!]?.kind === 'number' || COMPARISONS.some((row) => normAt(chart, at) === row.words[0]) || amountStarts.length > 1) {
    for (const start of amountStarts) {
      for (const comparing of chart.grammar.comparing(chart, start)) {
        if (comparing.end <= start || /^(?:other|measure)$/.test(comparing.value.kind)) continue
        const from = normAt(chart, comparing.end) === 'of' ? comparing.end + 1 : comparing.end
        for (const pattern of heads(from)) {
          const end = headEnd(chart, pattern, from)
          if (end === undefined) continue
          for (const own of ownerSlots(pattern)) for (const args of matchArgs(chart, pattern, own, end)) add(pattern, own, args, { ...comparing, end: args.end })
        }
      }
    }
  }
  return found
}
