/** Clauses with variables: what a rule becomes before it is grounded. */
import type { Interval, TypedVariable } from '../../../shared/logic/formula.ts'
import type { Rational } from '../../../shared/logic/rational.ts'

/** A function that stands for the individual which a `some` promises, given the values of the universal variables around it. */
export interface SkolemSymbol {
  readonly name: string
  readonly type: string
}

export type TermRef =
  | { readonly kind: 'individual'; readonly id: number }
  /** An index into the clause's `variables`. */
  | { readonly kind: 'variable'; readonly index: number }
  | { readonly kind: 'skolem'; readonly symbol: SkolemSymbol; readonly args: readonly TermRef[] }

/** A numeric expression; `T` is how it names a quantity: with variables in a clause, by number in a ground clause. */
export type Numeric<T> =
  | { readonly kind: 'number'; readonly value: Rational }
  | { readonly kind: 'quantity'; readonly term: T }
  | { readonly kind: 'add' | 'subtract' | 'multiply' | 'divide'; readonly left: Numeric<T>; readonly right: Numeric<T> }
  | { readonly kind: 'negate'; readonly of: Numeric<T> }
  | { readonly kind: 'shiftMonths'; readonly date: Numeric<T>; readonly months: number }

export interface QuantityRef { readonly quantity: string; readonly args: readonly TermRef[] }

/** Four operators are enough: the others are these with the sides changed. */
export type CompareOperator = '=' | '!=' | '<' | '<='

export type Literal =
  | { readonly kind: 'atom'; readonly positive: boolean; readonly relation: string; readonly args: readonly TermRef[] }
  | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly left: Numeric<QuantityRef>; readonly right: Numeric<QuantityRef> }

/** A disjunction, universally quantified over its variables. */
export interface Clause {
  /** The number of the item (rule, definition, …) that it comes from; negative for a clause of the question itself. */
  readonly item: number
  readonly variables: readonly TypedVariable[]
  readonly literals: readonly Literal[]
}

/** Equality of individuals is an atom of this relation; its arguments are ordered. */
export const SAME = '='

export function mapNumeric<A, B>(expression: Numeric<A>, change: (term: A) => Numeric<B>): Numeric<B> {
  switch (expression.kind) {
    case 'number': return expression
    case 'quantity': return change(expression.term)
    case 'negate': return { kind: 'negate', of: mapNumeric(expression.of, change) }
    case 'shiftMonths': return { kind: 'shiftMonths', months: expression.months, date: mapNumeric(expression.date, change) }
    default: return { kind: expression.kind, left: mapNumeric(expression.left, change), right: mapNumeric(expression.right, change) }
  }
}

/** Calls `visit` for each quantity in the expression, left to right, repetitions included. */
export function eachQuantity<T>(expression: Numeric<T>, visit: (term: T) => void): void {
  switch (expression.kind) {
    case 'number': return
    case 'quantity': visit(expression.term); return
    case 'negate': eachQuantity(expression.of, visit); return
    case 'shiftMonths': eachQuantity(expression.date, visit); return
    default: eachQuantity(expression.left, visit); eachQuantity(expression.right, visit)
  }
}

/** The comparisons that hold together when the expression lies in the interval. */
export function boundsOf<T>(expression: Numeric<T>, interval: Interval): { operator: CompareOperator; left: Numeric<T>; right: Numeric<T> }[] {
  const found: { operator: CompareOperator; left: Numeric<T>; right: Numeric<T> }[] = []
  const { low, high } = interval
  if (low && high && !interval.lowOpen && !interval.highOpen && low.n === high.n && low.d === high.d) {
    return [{ operator: '=', left: expression, right: { kind: 'number', value: low } }]
  }
  if (low) found.push({ operator: interval.lowOpen ? '<' : '<=', left: { kind: 'number', value: low }, right: expression })
  if (high) found.push({ operator: interval.highOpen ? '<' : '<=', left: expression, right: { kind: 'number', value: high } })
  return found
}

/** Whether a clause speaks of an individual that depends on others, or that a `some` promises. */
export function hasSkolem(clause: Clause): boolean {
  const inTerm = (t: TermRef): boolean => t.kind === 'skolem'
  return clause.literals.some((l) => {
    if (l.kind === 'atom') return l.args.some(inTerm)
    let found = false
    for (const side of [l.left, l.right]) eachQuantity(side, (q) => { found ||= q.args.some(inTerm) })
    return found
  })
}
