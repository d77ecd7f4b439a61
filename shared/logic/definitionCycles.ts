/** Definitions that lead back to themselves: of a quantity an error, of a relation a warning, since a recursive relation still means something. */
import type { Definition } from './base.ts'
import type { Expression, Formula } from './formula.ts'

function* symbolsOfExpression(expression: Expression): Generator<string> {
  switch (expression.kind) {
    case 'quantity':
      yield expression.quantity
      return
    case 'negate':
      yield* symbolsOfExpression(expression.of)
      return
    case 'shiftMonths':
      yield* symbolsOfExpression(expression.date)
      return
    case 'number':
      return
    default:
      yield* symbolsOfExpression(expression.left)
      yield* symbolsOfExpression(expression.right)
  }
}

/** The relations and quantities that a formula mentions, with repetitions. */
export function* symbolsOf(formula: Formula): Generator<string> {
  switch (formula.kind) {
    case 'atom':
      yield formula.relation
      return
    case 'compare':
      yield* symbolsOfExpression(formula.left)
      yield* symbolsOfExpression(formula.right)
      return
    case 'within':
      yield* symbolsOfExpression(formula.expression)
      return
    case 'not':
      yield* symbolsOf(formula.of)
      return
    case 'and':
    case 'or':
      for (const one of formula.of) yield* symbolsOf(one)
      return
    case 'xor':
    case 'implies':
    case 'iff':
      yield* symbolsOf(formula.left)
      yield* symbolsOf(formula.right)
      return
    case 'forall':
    case 'exists':
      yield* symbolsOf(formula.body)
      return
    default:
      return
  }
}

/** The defined symbols that are needed, directly or through others, to define themselves. */
export function definitionCycles(definitions: readonly Definition[]): ReadonlySet<string> {
  const needs = new Map<string, Set<string>>()
  for (const { symbol, body } of definitions) {
    const found = needs.get(symbol) ?? new Set<string>()
    for (const one of body.kind === 'quantity' ? symbolsOfExpression(body.value) : symbolsOf(body.value)) found.add(one)
    needs.set(symbol, found)
  }
  const cyclic = new Set<string>()
  for (const start of needs.keys()) {
    const seen = new Set<string>()
    const open = [...(needs.get(start) ?? [])]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === start) {
        cyclic.add(start)
        break
      }
      if (seen.has(next)) continue
      seen.add(next)
      for (const more of needs.get(next) ?? []) open.push(more)
    }
  }
  return cyclic
}
