/** Puts names into formulas that were read: whom a pronoun means, and what people call a variable. */
import type { Expression, Formula, Term } from '../formula.ts'

/** The formula with every term mapped. */
export function mapTerms(formula: Formula, map: (term: Term) => Term): Formula {
  const expression = (of: Expression): Expression => {
    switch (of.kind) {
      case 'number':
        return of
      case 'quantity':
        return { ...of, args: of.args.map(map) }
      case 'negate':
        return { ...of, of: expression(of.of) }
      case 'shiftMonths':
        return { ...of, date: expression(of.date) }
      default:
        return { ...of, left: expression(of.left), right: expression(of.right) }
    }
  }
  const inner = (of: Formula): Formula => {
    switch (of.kind) {
      case 'true':
      case 'false':
        return of
      case 'atom':
        return { ...of, args: of.args.map(map) }
      case 'same':
        return { ...of, left: map(of.left), right: map(of.right) }
      case 'compare':
        return { ...of, left: expression(of.left), right: expression(of.right) }
      case 'within':
        return { ...of, expression: expression(of.expression) }
      case 'not':
        return { ...of, of: inner(of.of) }
      case 'and':
      case 'or':
        return { ...of, of: of.of.map(inner) }
      case 'xor':
      case 'implies':
      case 'iff':
        return { ...of, left: inner(of.left), right: inner(of.right) }
      default:
        return { ...of, body: inner(of.body) }
    }
  }
  return inner(formula)
}

/** The types that unresolved pronouns ask for; `its` and `it` apart. */
export function pronounTypes(formula: Formula): { it: Set<string>; its: Set<string> } {
  const found = { it: new Set<string>(), its: new Set<string>() }
  mapTerms(formula, (term) => {
    const match = term.kind === 'variable' ? /^#(its?)\|(.*)$/.exec(term.name) : null
    if (match) found[match[1] as 'it' | 'its'].add(match[2] ?? 'Thing')
    return term
  })
  return found
}

/** Whether "itself" (or "each other") has not been told yet whom it means. */
export function hasReflexive(formula: Formula, mark = /^#(?:self|each)\|/): boolean {
  let found = false
  mapTerms(formula, (term) => {
    found ||= term.kind === 'variable' && mark.test(term.name)
    return term
  })
  return found
}

/** Puts the subject in place of "itself". */
export const resolveReflexives = (formula: Formula, subject: Term): Formula => mapTerms(formula, (term) => (term.kind === 'variable' && term.name.startsWith('#self|') ? subject : term))

/** Puts another of the list in place of "each other". */
export const resolveReciprocals = (formula: Formula, other: Term): Formula => mapTerms(formula, (term) => (term.kind === 'variable' && term.name.startsWith('#each|') ? other : term))

/** Puts `referent` in place of the pronouns. */
export const resolvePronouns = (formula: Formula, referent: Term, only?: 'its'): Formula =>
  mapTerms(formula, (term) => (term.kind === 'variable' && (only ? /^#its\|/ : /^#its?\|/).test(term.name) ? referent : term))

/** Gives bound variables short names after their types ("r" for a Rack), apart from each other and from `taken`. */
export function nameVariables(formula: Formula, taken: (name: string) => boolean): Formula {
  const names = new Map<string, string>()
  const used = new Set<string>()
  const visit = (of: Formula): Formula => {
    switch (of.kind) {
      case 'not':
        return { ...of, of: visit(of.of) }
      case 'and':
      case 'or':
        return { ...of, of: of.of.map(visit) }
      case 'xor':
      case 'implies':
      case 'iff':
        return { ...of, left: visit(of.left), right: visit(of.right) }
      case 'forall':
      case 'exists': {
        const variables = of.variables.map(({ name, type }) => {
          const letter = (/\p{L}/u.exec(type)?.[0] ?? 'x').toLowerCase()
          let chosen = names.get(name) ?? letter
          for (let count = 2; !names.has(name) && (used.has(chosen) || taken(chosen)); count++) chosen = `${letter}${count}`
          names.set(name, chosen)
          used.add(chosen)
          return { name: chosen, type }
        })
        return { ...of, variables, body: visit(of.body) }
      }
      default:
        return of
    }
  }
  const named = visit(formula)
  return mapTerms(named, (term) => (term.kind === 'variable' ? { kind: 'variable', name: names.get(term.name) ?? term.name } : term))
}
