/** Reads a noun with its modifiers: "liquid-cooled racks in North that draw more than 40 kW". */
import type { Formula, Term } from '../formula.ts'
import { markAt, normAt, remembered, together, type Chart } from './chart.ts'
import { looksPlural } from './inflection.ts'
import { builder } from './builder.ts'
import { isWord, matchItems } from './matchItems.ts'
import { conjunction, fits, negation, type Found, type Nominal, type Noun, type Predicate } from './meaning.ts'
import type { VerbPattern } from './pattern.ts'
import { comparable, realize } from './realize.ts'
import { headEnd, matchArgs, ownership, ownerSlots } from './possession.ts'
import { saidOf } from './measure.ts'
import { namesAt } from './vocabulary.ts'

const attributeFormula = (pattern: VerbPattern) => (term: Term): Formula => ({ kind: 'atom', relation: pattern.symbol.of.name, args: [term] })

/** The index after an attribute's words. */
function attributeEnd(chart: Chart, pattern: VerbPattern, at: number): number | undefined {
  return pattern.rest.every((item, index) => isWord(chart.tokens[at + index], item)) ? at + pattern.rest.length : undefined
}

function add(nominal: Nominal, restrict: (term: Term) => Formula, types: readonly string[], named: Noun['named'] = [], compared = nominal.compared): Nominal {
  const before = nominal.restrict
  return { ...nominal, types: [...nominal.types, ...types], restrict: before ? (term) => conjunction([before(term), restrict(term)]) : restrict, named: [...nominal.named, ...named], compared }
}

/** The noun itself: a type, or a unary relation used as a noun ("every manager"). */
function headsAt(chart: Chart, at: number): Found<Nominal>[] {
  const found: Found<Nominal>[] = []
  for (const name of namesAt(chart.vocabulary, chart.tokens, at)) {
    const plural = looksPlural(normAt(chart, name.end - 1))
    for (const { type } of name.entries) if (type) found.push({ end: name.end, score: name.end - at, value: { type: type.name, types: [type.name], plural, compared: false, named: [] } })
    if (name.entries.some((entry) => entry.type || entry.entity)) break
  }
  const word = chart.tokens[at]?.canon ?? ''
  if (word === 'thing') found.push({ end: at + 1, score: 0, value: { types: [], plural: normAt(chart, at) === 'things', compared: false, named: [] } })
  for (const pattern of chart.vocabulary.attributes.get(word) ?? []) {
    const end = attributeEnd(chart, pattern, at)
    if (end === undefined) continue
    const type = pattern.symbol.of.parameters[0] ?? 'Thing'
    found.push({ end, score: 10 * pattern.rest.length - pattern.rank, value: { type, types: [type], plural: looksPlural(normAt(chart, end - 1)), restrict: attributeFormula(pattern), compared: false, named: [] } })
  }
  // "capital of Germany", "manager of Ben".
  for (const pattern of chart.vocabulary.relational.get(word) ?? []) {
    if (pattern.modal || pattern.negated) continue
    for (const match of matchItems(chart, pattern.rest, at)) {
      const built = match.negated ? undefined : builder(pattern, match)
      const type = built?.types[0]
      if (!built || type === undefined) continue
      const named = match.nouns.flatMap(({ noun }) => noun.named)
      found.push({ end: match.end, score: match.score - pattern.rank, ...together(match), value: { type, types: [type], plural: looksPlural(normAt(chart, at)), restrict: built.positive, compared: false, named, described: true } })
    }
  }
  return found
}

/** Adjectives before the noun. */
function described(chart: Chart, at: number, depth = 0): Found<Nominal>[] {
  const found = headsAt(chart, at)
  if (depth > 3) return found
  const negated = normAt(chart, at) === 'non' || normAt(chart, at) === 'not' ? 1 : 0
  const start = at + negated
  for (const pattern of chart.vocabulary.attributes.get(chart.tokens[start]?.canon ?? '') ?? []) {
    const end = attributeEnd(chart, pattern, start)
    if (end === undefined) continue
    const comma = markAt(chart, end) === ',' || normAt(chart, end) === 'and' ? end + 1 : end
    const type = pattern.symbol.of.parameters[0] ?? 'Thing'
    for (const noun of described(chart, comma, depth + 1)) {
      if (noun.value.type !== undefined && !fits(noun.value.type, type)) continue
      const own = attributeFormula(pattern)
      found.push({ ...noun, score: noun.score + 10 * pattern.rest.length - pattern.rank, value: add(noun.value, negated ? (term) => negation(own(term)) : own, [type], [], true) })
    }
  }
  return found
}

type Modifier = Found<{ readonly restrict: (term: Term) => Formula; readonly types: readonly string[]; readonly named: Noun['named']; readonly compared: boolean }>

const asModifier = (found: Found<Predicate>, compared: boolean, denied = false): Modifier => ({
  ...found, value: { restrict: denied ? (term) => negation(found.value.apply(term)) : found.value.apply, types: found.value.types, named: found.value.named, compared },
})

/** What may follow the noun. */
function modifiersAt(chart: Chart, at: number, type: string | undefined): Modifier[] {
  const word = normAt(chart, at)
  const found: Modifier[] = []
  if (word === 'that' || word === 'which' || word === 'who') found.push(...chart.grammar.predicate(chart, at + 1).map((one) => asModifier(one, true)))
  else if (word === 'whose') found.push(...whose(chart, at + 1))
  else if (word === 'with') found.push(...chart.grammar.complement(chart, 'have', at + 1).map((one) => asModifier(one, true)))
  else if (word === 'without') found.push(...chart.grammar.complement(chart, 'have', at + 1).map((one) => asModifier(one, true, true)))
  if (word !== '' && chart.tokens[at]!.kind === 'word') {
    const denied = word === 'not' ? 1 : 0
    found.push(...chart.grammar.complement(chart, 'be', at + denied).map((one) => asModifier(one, false, denied === 1)))
    found.push(...chart.grammar.participle(chart, at).map((one) => asModifier(one, true)))
    found.push(...byUnit(chart, at, type))
  }
  return found
}

/** "whose PUE is above 2". */
function whose(chart: Chart, at: number): Modifier[] {
  return (chart.vocabulary.nouns.get(chart.tokens[at]?.canon ?? '') ?? []).flatMap((pattern) => {
    const end = headEnd(chart, pattern, at)
    if (end === undefined) return []
    return ownerSlots(pattern).flatMap((own) => matchArgs(chart, pattern, own, end).flatMap((args) => saidOf(chart, args.end).flatMap((said): Modifier[] => {
      const predicate = ownership(pattern, own, args.nouns, said.value.denied ? { kind: 'not', of: said.value.comparing } : said.value.comparing)
      return predicate ? [asModifier({ end: said.end, value: predicate, score: 10 * pattern.head.length + said.score - pattern.rank, ...together(said, ...args.found) }, true)] : []
    })))
  })
}

/** Dimensions that one quantity alone does not settle: many things about a thing are measured in metres, days or plain numbers. */
const OPEN_DIMENSIONS: ReadonlySet<string> = new Set(['', 'm:1', 's:1', 'date:1'])

/** "racks above 40 kW": where exactly one quantity of the type is measured so. */
function byUnit(chart: Chart, at: number, type: string | undefined): Modifier[] {
  if (type === undefined || !/^(?:above|over|below|under|exceeding|between|of|up|at|drawing)$/.test(normAt(chart, at))) return []
  return chart.grammar.comparing(chart, normAt(chart, at) === 'of' ? at + 1 : at).flatMap((comparing): Modifier[] => {
    if (/^(?:other|measure|dates|dateBound)$/.test(comparing.value.kind) || (normAt(chart, at) !== 'of' && comparing.value.kind === 'rounded')) return []
    const fitting = [...chart.vocabulary.base.quantities.values()].filter((quantity) => quantity.parameters.length === 1 && quantity.parameters[0] === type && comparable(comparing.value, quantity, 0))
    const quantity = fitting[0]
    if (fitting.length !== 1 || !quantity) return []
    const key = Object.entries(quantity.dimension).filter(([, power]) => power !== 0).map(([name, power]) => `${name}:${power}`).join(' ')
    if (OPEN_DIMENSIONS.has(key)) return []
    return [{ ...comparing, score: comparing.score - 4, value: { restrict: (term) => realize(comparing.value, { quantity, args: [term], spare: 0 }), types: [type], named: [], compared: true } }]
  })
}

const MODIFIER_LIMIT = 3

/** Nominals from `at`; with `start`, only the modifiers of a noun already read ("everything in North"). */
export function nominalAt(chart: Chart, at: number, start?: Nominal): readonly Found<Nominal>[] {
  return remembered(chart, start ? 'modified' : 'nominal', at, () => {
    let open: Found<Nominal>[] = start ? [{ end: at, value: start, score: 0 }] : described(chart, at)
    const found: Found<Nominal>[] = start ? [] : [...open]
    for (let depth = 0; depth < MODIFIER_LIMIT && open.length > 0; depth++) {
      const next: Found<Nominal>[] = []
      for (const nominal of open.slice(0, 20)) {
        const from = depth > 0 && normAt(chart, nominal.end) === 'and' && /^(?:that|which|who|with|whose)$/.test(normAt(chart, nominal.end + 1)) ? nominal.end + 1 : nominal.end
        for (const modifier of modifiersAt(chart, from, nominal.value.type)) {
          if (modifier.end <= nominal.end || modifier.value.types.some((type) => nominal.value.type !== undefined && !fits(nominal.value.type, type))) continue
          const { restrict, types, named, compared } = modifier.value
          next.push({ end: modifier.end, score: nominal.score + modifier.score, ...together(nominal, modifier), value: add(nominal.value, restrict, types, named, nominal.value.compared || compared) })
        }
      }
      found.push(...next)
      open = next
    }
    return found
  })
}
