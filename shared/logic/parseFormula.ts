/** A claim written as a formula of the language, read in the vocabulary of a base. */
import type { Diagnostic, RuleBase } from './base.ts'
import { Lines, type Complaint } from './diagnose.ts'
import { closed, elaborateFormula } from './elaborateFormula.ts'
import type { Formula } from './formula.ts'
import { parseClaim } from './parseSurface.ts'
import { printFormula } from './printFormula.ts'
import { Scope } from './scope.ts'
import type { SurfaceExpression } from './surface.ts'
import { vocabularyOf, type Vocabulary } from './vocabulary.ts'

export type ParsedFormula = { readonly formula: Formula; readonly printed: string } | { readonly diagnostics: readonly Diagnostic[] }

/** Elaborates a claim: free variables are bound universally in front. */
export function elaborateClaim(expression: SurfaceExpression, vocabulary: Vocabulary): { readonly formula: Formula } | { readonly complaints: readonly Complaint[] } {
  const scope = new Scope(vocabulary)
  const formula = elaborateFormula(expression, scope)
  return scope.failed ? { complaints: scope.complaints } : { formula: closed(formula, scope.freeVariables()) }
}

/**
 * Reads `density(a12) > 40 kW` and the like. Free variables are universally bound, their types inferred.
 * Diagnostics have the code `syntax` where the text is no formula at all (it may be a sentence); any other code means a formula
 * that the vocabulary cannot read (unknown name, units that do not fit, a variable named almost like an entity): the claim is `silent`.
 */
export function parseFormula(text: string, base: RuleBase): ParsedFormula {
  const parsed = parseClaim(text)
  const made = 'complaint' in parsed ? { complaints: [parsed.complaint] } : elaborateClaim(parsed.expression, vocabularyOf(base))
  if ('complaints' in made) {
    const lines = new Lines('', text)
    return { diagnostics: made.complaints.map((one) => lines.diagnostic(one)) }
  }
  return { formula: made.formula, printed: printFormula(made.formula, base) }
}
