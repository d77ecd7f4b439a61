/** Reads what several things come to together: "B1 and B2 together hold 725 litres". */
import type { Expression, Formula, Term } from '../formula.ts'
import { markAt, normAt, phraseAt, together, type Chart } from './chart.ts'
import type { Found, Noun } from './meaning.ts'

interface Summed { readonly formula: Formula; readonly named: Noun['named'] }

const WORDS = [['together'], ['combined'], ['in', 'total'], ['jointly'], ['taken', 'together'], ['between', 'them']]

function wordsAt(chart: Chart, at: number): number | undefined {
  for (const words of WORDS) {
    const end = phraseAt(chart, at, words)
    if (end !== undefined) return end
  }
  return undefined
}

/** Stands for all of them until the sum is written out. */
const ALL: Term = { kind: 'variable', name: '#all' }
const isAll = (term: Term): boolean => term.kind === 'variable' && term.name === ALL.name

/** The comparison with every quantity of all of them written as a sum; undefined where anything else is said of them. */
function summed(formula: Formula, terms: readonly Term[]): Formula | undefined {
  let spoken = 0
  const inside = (of: Expression): Expression => {
    switch (of.kind) {
      case 'number': return of
      case 'quantity': {
        if (!of.args.some(isAll)) return of
        spoken += 1
        return terms.map((term): Expression => ({ ...of, args: of.args.map((arg) => (isAll(arg) ? term : arg)) })).reduce((left, right) => ({ kind: 'add', left, right }))
      }
      case 'negate': return { ...of, of: inside(of.of) }
      case 'shiftMonths': return { ...of, date: inside(of.date) }
      default: return { ...of, left: inside(of.left), right: inside(of.right) }
    }
  }
  const changed: Formula | undefined = formula.kind === 'within' ? { ...formula, expression: inside(formula.expression) }
    : formula.kind === 'compare' ? { ...formula, left: inside(formula.left), right: inside(formula.right) }
      : formula.kind === 'not' ? ((of) => of && { ...formula, of })(summed(formula.of, terms)) : undefined
  return changed && (spoken > 0 || formula.kind === 'not') ? changed : undefined
}

/** "have a combined length of 27 km": the same without "combined". */
function totals(chart: Chart, subject: Found<Noun>, terms: readonly Term[]): Found<Summed>[] {
  const at = [1, 2, 3].map((by) => subject.end + by).find((index) => /^(?:combined|total|joint)$/.test(normAt(chart, index)))
  if (at === undefined) return []
  const inner: Chart = { ...chart, tokens: chart.tokens.filter((_, index) => index !== at), memo: new Map() }
  return chart.grammar.predicate(inner, subject.end).flatMap((predicate): Found<Summed>[] => {
    const formula = predicate.end >= at ? summed(predicate.value.apply(ALL), terms) : undefined
    return formula ? [{ end: predicate.end + 1, score: subject.score + predicate.score + 1, ...together(subject, predicate), value: { formula, named: subject.value.named } }] : []
  })
}

/** Clauses over individuals named outright, with "together" behind them or behind all. */
export function sumsAt(chart: Chart, at: number): Found<Summed>[] {
  const found: Found<Summed>[] = []
  const opening = wordsAt(chart, at)
  const from = opening !== undefined && markAt(chart, opening) === ',' ? opening + 1 : opening
  for (const subject of chart.grammar.noun(chart, from ?? at, 'subject')) {
    const { value: noun } = subject
    if (noun.shape !== 'and' || noun.named.length < 2) continue
    const terms = noun.named.map(({ term }) => term)
    found.push(...totals(chart, subject, terms))
    const before = from ?? wordsAt(chart, subject.end)
    for (const predicate of chart.grammar.predicate(chart, from === undefined ? (before ?? subject.end) : subject.end)) {
      const end = before === undefined ? wordsAt(chart, predicate.end) : predicate.end
      if (end === undefined || normAt(chart, predicate.end) === 'and') continue
      const formula = summed(predicate.value.apply(ALL), terms)
      if (formula) found.push({ end, score: subject.score + predicate.score + 1, ...together(subject, predicate), value: { formula, named: noun.named } })
    }
  }
  return found
}
