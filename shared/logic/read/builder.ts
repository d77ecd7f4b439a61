/** Turns a match of a pattern into what it says of its subject, where types and units fit. */
import type { Formula, Term } from '../formula.ts'
import type { Match } from './matchItems.ts'
import { bindAll, negation, nounFits } from './meaning.ts'
import type { VerbPattern } from './pattern.ts'
import { comparable, realize } from './realize.ts'
import { resolveReflexives } from './rewrite.ts'

/** The formula builder of a match: slots filled, comparison applied; undefined where types or units do not fit. */
export function builder(pattern: VerbPattern, match: Match): { types: string[]; positive(subject: Term): Formula; wide(subject: Term): Formula } | undefined {
  const { symbol } = pattern
  const parameters = symbol.of.parameters
  const own = pattern.subject.length === 1 && pattern.subject[0]!.kind === 'slot' ? pattern.subject[0]!.slot : -1
  for (const { slot, noun } of match.nouns) if (!nounFits(noun, parameters[slot] ?? 'Thing')) return undefined
  if (symbol.kind === 'quantity' && (!match.comparing || !comparable(match.comparing, symbol.of, Math.max(own, 0), match.unit))) return undefined
  const nouns = match.nouns.map(({ slot, noun }) => ({ noun, type: parameters[slot] ?? 'Thing' }))
  const atom = (subject: Term, terms: readonly Term[]): Formula => {
    const args: Term[] = []
    if (own >= 0) args[own] = subject
    match.nouns.forEach(({ slot }, index) => void (args[slot] = terms[index]!))
    if (symbol.kind === 'relation') return { kind: 'atom', relation: symbol.of.name, args }
    return realize(match.comparing!, { quantity: symbol.of, args, spare: Math.max(own, 0), ...(match.unit ? { unit: match.unit } : {}) })
  }
  const reflexive = match.nouns.some(({ noun }) => noun.reflexive) || (match.comparing?.kind === 'other' && match.comparing.noun.reflexive === true)
  const meant = (subject: Term, formula: Formula): Formula => (reflexive && own >= 0 ? resolveReflexives(formula, subject) : formula)
  return {
    types: own >= 0 ? [parameters[own] ?? 'Thing'] : [],
    positive: (subject) => meant(subject, bindAll(nouns, (terms) => atom(subject, terms))),
    wide: (subject) => meant(subject, bindAll(nouns, (terms) => negation(atom(subject, terms)))),
  }
}
