/** Reads what two things share: "A12 and B7 have the same power density", "are in the same facility", "have different PUEs". */
import type { Formula, Term } from '../formula.ts'
import { normAt, phraseAt, together, variableAt, type Chart } from './chart.ts'
import { conjunction, fits, negation, nounFits, quantified, type Found, type Noun } from './meaning.ts'
import { headEnd } from './possession.ts'
import { verbGroups } from './verbGroup.ts'
import { namesAt } from './vocabulary.ts'

interface Shared { readonly formula: Formula; readonly named: Noun['named'] }

/** Whether "the same" or "different" stands at `at`, and where it ends. */
function sharing(chart: Chart, at: number): { end: number; same: boolean } | undefined {
  const same = phraseAt(chart, at, ['the', 'same']) ?? phraseAt(chart, at, ['an', 'identical']) ?? phraseAt(chart, at, ['an', 'equal']) ?? phraseAt(chart, at, ['equal'])
  if (same !== undefined) return { end: same, same: true }
  const different = phraseAt(chart, at, ['different'])
  return different === undefined ? undefined : { end: different, same: false }
}

/** Clauses over exactly two individuals named outright. */
export function sharedAt(chart: Chart, at: number): Found<Shared>[] {
  const found: Found<Shared>[] = []
  for (const pair of chart.grammar.noun(chart, at, 'subject')) {
    const { value: noun } = pair
    if (noun.shape !== 'and' || noun.named.length !== 2) continue
    const [left, right] = noun.named.map((one) => one.term) as [Term, Term]
    const both = normAt(chart, pair.end) === 'both' ? pair.end + 1 : pair.end
    for (const group of verbGroups(chart, both)) {
      if (group.adverbs.length > 0) continue
      const hedge = group.hedge ?? group.modal ?? (group.tense === 'present' ? undefined : 'past tense')
      const push = (end: number, formula: Formula, same: boolean, score: number): void => void found.push({ end, score: pair.score + score, ...together({ hedge }, group, pair), value: { formula: group.negated === same ? negation(formula) : formula, named: noun.named } })
      if (group.main === 'have') for (const one of quantities(chart, group.end, noun, left, right)) push(one.end, one.formula, one.same, one.score)
      for (const one of places(chart, group, noun, left, right)) push(one.end, one.formula, one.same, one.score)
    }
  }
  return found
}

interface Said { readonly end: number; readonly formula: Formula; readonly same: boolean; readonly score: number }

/** "have the same PUE". */
function quantities(chart: Chart, at: number, noun: Noun, left: Term, right: Term): Said[] {
  const shared = sharing(chart, at)
  if (!shared) return []
  return (chart.vocabulary.nouns.get(chart.tokens[shared.end]?.canon ?? '') ?? []).flatMap((pattern): Said[] => {
    const end = headEnd(chart, pattern, shared.end)
    const { symbol } = pattern
    if (end === undefined || symbol.kind !== 'quantity' || pattern.args.length !== 1 || !nounFits(noun, symbol.of.parameters[0] ?? 'Thing')) return []
    const value = (term: Term) => ({ kind: 'quantity' as const, quantity: symbol.of.name, args: [term] })
    return [{ end, same: shared.same, score: 10 * pattern.head.length - pattern.rank, formula: { kind: 'compare', operator: '=', left: value(left), right: value(right) } }]
  })
}

/** "are in the same facility", "report to the same manager": one thing that both stand so to. */
function places(chart: Chart, group: ReturnType<typeof verbGroups>[number], noun: Noun, left: Term, right: Term): Said[] {
  const keys = group.main === 'verb' ? group.lemmas : [group.main]
  return keys.flatMap((key) => {
    const index = chart.vocabulary.verbs.get(key)
    return index ? [...(index.byWord.get(chart.tokens[group.end]?.canon ?? '') ?? []), ...index.open] : []
  }).flatMap((pattern): Said[] => {
    const { symbol, rest } = pattern
    const last = rest[rest.length - 1]
    const own = pattern.subject[0]
    if (symbol.kind !== 'relation' || symbol.of.parameters.length !== 2 || pattern.modal || pattern.negated || pattern.adverbs.length > 0 || own?.kind !== 'slot' || last?.kind !== 'slot' || !nounFits(noun, symbol.of.parameters[own.slot] ?? 'Thing')) return []
    const fixed = rest.slice(0, -1)
    if (!fixed.every((item, index) => item.kind === 'word' && chart.tokens[group.end + index]?.canon === item.canon)) return []
    const shared = sharing(chart, group.end + fixed.length)
    const [name] = shared ? namesAt(chart.vocabulary, chart.tokens, shared.end) : []
    const type = name?.entries.find((entry) => entry.type && fits(entry.type.name, symbol.of.parameters[last.slot] ?? 'Thing'))?.type
    // "in different facilities" says that there are two, not that none is shared.
    if (!shared?.same || !name || !type) return []
    const variable = variableAt(group.end, 's')
    const atom = (subject: Term): Formula => {
      const args: Term[] = []
      args[own.slot] = subject
      args[last.slot] = variable
      return { kind: 'atom', relation: symbol.of.name, args }
    }
    return [{ end: name.end, same: true, score: 10 * (fixed.length + 1) - pattern.rank, formula: quantified('exists', variable.name, type.name, conjunction([atom(left), atom(right)])) }]
  })
}
