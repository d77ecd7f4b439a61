/** Puts terms in the place of free variables. */
import type { Expression, Formula, Term } from '../../../shared/logic/formula.ts'

export type Substitution = ReadonlyMap<string, Term>

const inTerm = (term: Term, by: Substitution): Term => (term.kind === 'variable' ? (by.get(term.name) ?? term) : term)

function inExpression(e: Expression, by: Substitution): Expression {
  switch (e.kind) {
    case 'number': return e
    case 'quantity': return { ...e, args: e.args.map((t) => inTerm(t, by)) }
    case 'negate': return { ...e, of: inExpression(e.of, by) }
    case 'shiftMonths': return { ...e, date: inExpression(e.date, by) }
    default: return { ...e, left: inExpression(e.left, by), right: inExpression(e.right, by) }
  }
}

/** The terms put in must be entities, so that nothing is captured. */
export function substitute(formula: Formula, by: Substitution): Formula {
  switch (formula.kind) {
    case 'true': case 'false': return formula
    case 'atom': return { ...formula, args: formula.args.map((t) => inTerm(t, by)) }
    case 'same': return { ...formula, left: inTerm(formula.left, by), right: inTerm(formula.right, by) }
    case 'compare': return { ...formula, left: inExpression(formula.left, by), right: inExpression(formula.right, by) }
    case 'within': return { ...formula, expression: inExpression(formula.expression, by) }
    case 'not': return { ...formula, of: substitute(formula.of, by) }
    case 'and': case 'or': return { ...formula, of: formula.of.map((f) => substitute(f, by)) }
    case 'xor': case 'implies': case 'iff': return { ...formula, left: substitute(formula.left, by), right: substitute(formula.right, by) }
    case 'forall': case 'exists': {
      const inner = new Map(by)
      for (const { name } of formula.variables) inner.delete(name)
      return { ...formula, body: substitute(formula.body, inner) }
    }
  }
}

/** Calls `visit` for every atom and quantity with its arguments; a quantity's name has `#` before it. */
export function eachSymbol(formula: Formula, visit: (symbol: string, args: readonly Term[]) => void): void {
  const expression = (e: Expression): void => {
    switch (e.kind) {
      case 'number': return
      case 'quantity': visit(`#${e.quantity}`, e.args); return
      case 'negate': expression(e.of); return
      case 'shiftMonths': expression(e.date); return
      default: expression(e.left); expression(e.right)
    }
  }
  switch (formula.kind) {
    case 'true': case 'false': return
    case 'atom': visit(formula.relation, formula.args); return
    case 'same': visit('=', [formula.left, formula.right]); return
    case 'compare': expression(formula.left); expression(formula.right); return
    case 'within': expression(formula.expression); return
    case 'not': eachSymbol(formula.of, visit); return
    case 'and': case 'or': for (const part of formula.of) eachSymbol(part, visit); return
    case 'xor': case 'implies': case 'iff': eachSymbol(formula.left, visit); eachSymbol(formula.right, visit); return
    case 'forall': case 'exists': eachSymbol(formula.body, visit)
  }
}

/** Relations as they are named, quantities with `#` before them. */
export function symbolsOf(formula: Formula): Set<string> {
  const found = new Set<string>()
  eachSymbol(formula, (symbol) => { if (symbol !== '=') found.add(symbol) })
  return found
}
