/** Reads quantities as nouns ("the power density of A12", "A12's PUE") and what is said of them. */
import type { Formula } from '../formula.ts'
import { amountsAt } from './amounts.ts'
import { adverbsAt, normAt, remembered, together, type Chart } from './chart.ts'
import { fits, nounFits, negation, type Comparing, type Found, type Measure, type Noun } from './meaning.ts'
import { isWord } from './matchItems.ts'
import type { NounPattern } from './pattern.ts'
import { headEnd, matchArgs, ownerSlots } from './possession.ts'
import { bindMeasure, comparable, realize } from './realize.ts'
import { pronounTypes, resolvePronouns } from './rewrite.ts'
import { verbGroups } from './verbGroup.ts'
import { ARTICLES, PREPOSITIONS } from './wordLists.ts'

const LITERAL = 10

function make(pattern: NounPattern, nouns: readonly { slot: number; noun: Noun }[]): Measure | undefined {
  if (pattern.symbol.kind !== 'quantity') return undefined
  const quantity = pattern.symbol.of
  if (nouns.some(({ slot, noun }) => !nounFits(noun, quantity.parameters[slot] ?? 'Thing'))) return undefined
  const args: Noun[] = []
  for (const { slot, noun } of nouns) args[slot] = noun
  return { quantity, args, order: nouns.map(({ slot }) => slot), spare: ownerSlots(pattern)[0] ?? -1 }
}

/** "PUE of North"; a pattern with one argument takes "for", "at", "in" for its "of" too. */
function headFirst(chart: Chart, at: number): Found<Measure>[] {
  const from = ARTICLES.has(normAt(chart, at)) ? at + 1 : at
  const found: Found<Measure>[] = []
  for (const pattern of chart.vocabulary.nouns.get(chart.tokens[from]?.canon ?? '') ?? []) {
    const end = headEnd(chart, pattern, at)
    if (end === undefined) continue
    const add = (to: number, nouns: { slot: number; noun: Noun }[], parts: readonly Found<Noun>[], loss: number): void => {
      const value = make(pattern, nouns)
      if (value) found.push({ end: to, value, score: LITERAL * (pattern.head.length + pattern.args.length) - pattern.rank - loss, ...together(...parts) })
    }
    for (const way of matchArgs(chart, pattern, -1, end)) add(way.end, way.nouns, way.found, 0)
    const only = pattern.args[0]
    if (pattern.args.length === 1 && !pattern.tail && only && only.words.length === 1 && only.words[0] === 'of' && /^(?:for|at|in)$/.test(normAt(chart, end))) {
      for (const noun of chart.grammar.noun(chart, end + 1, 'object')) add(noun.end, [{ slot: only.slot, noun: noun.value }], [noun], 3)
    }
    // Two arguments in the other order.
    if (pattern.args.length === 2 && pattern.args[0]!.words.join(' ') !== pattern.args[1]!.words.join(' ') && !pattern.args[1]!.words.includes('and')) {
      for (const way of matchArgs(chart, { ...pattern, args: [pattern.args[1]!, pattern.args[0]!] }, -1, end)) add(way.end, way.nouns, way.found, 1)
    }
  }
  return found
}

/** "A12's power density", "its PUE", "A12 power density", "aspirin dose for Bob". */
function ownerFirst(chart: Chart, at: number): Found<Measure>[] {
  const found: Found<Measure>[] = []
  for (const owner of chart.grammar.noun(chart, at, 'object')) {
    const possessive = normAt(chart, owner.end) === "'s"
    if (!possessive && owner.value.shape !== 'one' && owner.value.shape !== 'pronoun') continue
    const from = possessive ? owner.end + 1 : owner.end
    if (ARTICLES.has(normAt(chart, from))) continue
    for (const pattern of chart.vocabulary.nouns.get(chart.tokens[from]?.canon ?? '') ?? []) {
      const end = headEnd(chart, pattern, from)
      if (end === undefined) continue
      const slots = pattern.args.map((arg) => arg.slot)
      const fitting = slots.filter((slot) => nounFits(owner.value, pattern.symbol.of.parameters[slot] ?? 'Thing'))
      const preferred = ownerSlots(pattern).filter((slot) => fitting.includes(slot))
      for (const slot of preferred.length > 0 ? preferred : fitting) {
        for (const way of matchArgs(chart, pattern, slot, end)) {
          const value = make(pattern, [{ slot, noun: owner.value }, ...way.nouns])
          if (value) found.push({ end: way.end, value: { ...value, spare: slot }, score: LITERAL * (pattern.head.length + 1) - pattern.rank - (possessive ? 0 : 1), ...together(owner, ...way.found) })
        }
      }
    }
  }
  return found
}

/** Quantities as nouns from `at`. */
export const measureAt = (chart: Chart, at: number): readonly Found<Measure>[] => remembered(chart, 'measure', at, () => [...headFirst(chart, at), ...ownerFirst(chart, at), ...twoOwners(chart, at)])

const VERBS: ReadonlyMap<string, '>' | '=' | '<'> = new Map([['exceed', '>'], ['surpass', '>'], ['equal', '='], ['match', '=']])
const ARRIVING = /^(?:amount|come)$/
const STANDING = /^(?:stand|sit|lie|remain|stay|total|measure|number)$/

interface Said { readonly comparing: Comparing; readonly denied: boolean }

/** What is said of a measure from `at`: "is above 40 kW", "does not exceed 52 kW", "equals that of B7". */
export function saidOf(chart: Chart, at: number): Found<Said>[] {
  const found: Found<Said>[] = []
  for (const group of verbGroups(chart, at)) {
    if (group.adverbs.length > 0) continue
    const hedge = group.hedge ?? group.modal ?? (group.tense === 'present' ? undefined : 'past tense')
    const push = (from: number, make: (comparing: Comparing) => Comparing | undefined, tense = hedge): void => {
      for (const way of adverbsAt(chart, from)) {
        for (const one of chart.grammar.comparing(chart, way.end)) {
          const comparing = make(one.value)
          const weak = group.negated && [...(way.beyond ?? []), ...(group.beyond ?? [])].some((span) => normAt(chart, span.from) !== 'no')
          if (comparing && !weak) found.push({ end: one.end, value: { comparing, denied: group.negated }, score: one.score, ...together({ hedge: tense }, group, way, one) })
        }
      }
    }
    if (group.main === 'be') {
      const from = normAt(chart, group.end) === 'at' ? group.end + 1 : group.end
      push(from, (comparing) => comparing)
      if (from > group.end) push(group.end, (comparing) => comparing)
      // "is the same as B7's", "is as high as that of B7" are comparings; "is B7's" is not.
      continue
    }
    if (group.main !== 'verb') continue
    const operator = group.lemmas.map((lemma) => VERBS.get(lemma)).find((known) => known !== undefined)
    if (operator !== undefined) {
      push(group.end, (comparing) => {
        if (comparing.kind === 'rounded' && !comparing.about) return operator === '=' ? comparing : { kind: 'bound', operator, amount: comparing.amount }
        if (comparing.kind === 'dates') return operator === '=' ? comparing : undefined
        return operator === '=' && comparing.kind === 'bound' && comparing.operator === '=' ? comparing : undefined
      })
      for (const other of elliptic(chart, group.end, operator)) found.push({ ...other, value: { comparing: other.value, denied: group.negated }, ...together({ hedge }, group, other) })
    }
    if (group.lemmas.some((lemma) => ARRIVING.test(lemma)) && normAt(chart, group.end) === 'to') push(group.end + 1, (comparing) => comparing)
    if (group.lemmas.some((lemma) => STANDING.test(lemma))) {
      push(group.end, (comparing) => comparing)
      if (normAt(chart, group.end) === 'at') push(group.end + 1, (comparing) => comparing)
    }
  }
  return found
}

/** "that of B7", "B7's", "the density of B7" after a verb like "exceeds". */
function elliptic(chart: Chart, at: number, operator: '>' | '=' | '<'): Found<Comparing>[] {
  const found: Found<Comparing>[] = []
  const those = /^(?:that|those)$/.test(normAt(chart, at)) && /^(?:of|for|at|in)$/.test(normAt(chart, at + 1)) ? at + 2 : at
  for (const noun of chart.grammar.noun(chart, those, 'object')) {
    const possessive = normAt(chart, noun.end) === "'s"
    if (those > at || possessive) found.push({ ...noun, end: possessive ? noun.end + 1 : noun.end, value: { kind: 'other', operator, noun: noun.value } })
  }
  for (const measure of measureAt(chart, at)) found.push({ ...measure, value: { kind: 'measure', operator, measure: measure.value } })
  if (operator !== '>') return found
  // "exceeds that of B7 by 3 kW".
  return [...found, ...found.flatMap((one): Found<Comparing>[] => {
    const from = one.value
    if (normAt(chart, one.end) !== 'by' || (from.kind !== 'other' && from.kind !== 'measure')) return []
    return amountsAt(chart, one.end + 1).flatMap(({ end, amount }): Found<Comparing>[] => (amount.unit?.symbol === '%' ? [] : [{ ...one, end, score: one.score + 2, value: { kind: 'distance', amount, sign: 1, date: false, from } }]))
  })]
}

/** A statement about a measure as formulas: negation inside or, for "every", around too. */
export function statement(measure: Measure, said: Said): Formula[] {
  if (!comparable(said.comparing, measure.quantity, measure.spare)) return []
  const place = (args: Parameters<typeof realize>[1]['args']): Parameters<typeof realize>[1] => ({ quantity: measure.quantity, args, spare: measure.spare })
  // "its" beside a measure means what the measure is of.
  const own = (args: Parameters<typeof realize>[1]['args']): Formula => {
    const formula = realize(said.comparing, place(args))
    const { its } = pronounTypes(formula)
    const owner = args[measure.spare]
    return owner && its.size > 0 && [...its].every((type) => fits(measure.quantity.parameters[measure.spare] ?? 'Thing', type)) ? resolvePronouns(formula, owner, 'its') : formula
  }
  const plain = (): Formula => bindMeasure(measure, own)
  if (!said.denied) return [plain()]
  const inner = bindMeasure(measure, (args) => negation(own(args)))
  return measure.args.some((noun) => noun.shape === 'every') ? [inner, negation(plain())] : [inner]
}

/** "Bob's aspirin dose": both arguments before the head. */
function twoOwners(chart: Chart, at: number): Found<Measure>[] {
  const found: Found<Measure>[] = []
  for (const owner of chart.grammar.noun(chart, at, 'object')) {
    if (normAt(chart, owner.end) !== "'s") continue
    for (const second of chart.grammar.noun(chart, owner.end + 1, 'object')) {
      if (second.value.shape !== 'one') continue
      for (const pattern of chart.vocabulary.nouns.get(chart.tokens[second.end]?.canon ?? '') ?? []) {
        const end = headEnd(chart, pattern, second.end)
        if (end === undefined || pattern.args.length !== 2) continue
        for (const [first, other] of [[0, 1], [1, 0]] as const) {
          const value = make(pattern, [{ slot: pattern.args[first]!.slot, noun: owner.value }, { slot: pattern.args[other]!.slot, noun: second.value }])
          if (value) found.push({ end, value, score: LITERAL * (pattern.head.length + 1) - pattern.rank - 1, ...together(owner, second) })
        }
      }
    }
  }
  return found
}

/** In a subordinate clause "it" may be the subject of the main one, as "its" may. */
const own = (noun: Noun): Noun => (noun.shape === 'pronoun' ? { ...noun, bind: (type, scope) => scope({ kind: 'variable', name: `#its|${type}` }) } : noun)

/** "it starts", "the lease ends": the date that a pattern like "{1} starts on {value}" asks for. */
export const momentAt = (chart: Chart, at: number): readonly Found<Measure>[] => remembered(chart, 'moment', at, () => chart.grammar.noun(chart, at, 'object').flatMap((noun) => verbGroups(chart, noun.end).flatMap((group): Found<Measure>[] => {
  if (group.negated || group.hedge || group.modal || group.adverbs.length > 0) return []
  const keys = group.main === 'verb' ? group.lemmas : [group.main]
  return keys.flatMap((key) => chart.vocabulary.verbs.get(key)?.dated ?? []).flatMap((pattern): Found<Measure>[] => {
    const words = pattern.rest.filter((item) => item.kind === 'word')
    const fixed = words.slice(0, PREPOSITIONS.has(words[words.length - 1]?.norm ?? '') ? -1 : undefined)
    if (pattern.symbol.kind !== 'quantity' || !nounFits(noun.value, pattern.symbol.of.parameters[0] ?? 'Thing') || !fixed.every((item, index) => isWord(chart.tokens[group.end + index], item))) return []
    return [{ end: group.end + fixed.length, value: { quantity: pattern.symbol.of, args: [own(noun.value)], order: [0], spare: 0 }, score: noun.score + LITERAL * (1 + fixed.length), ...together(noun) }]
  })
})))
