/** Writes formulas as SMT-LIB text; what an individual and a quantifier are is for the subclass to say. */
import type { Expression, Formula, Term, TypedVariable } from '../../../shared/logic/formula.ts'
import type { Rational } from '../../../shared/logic/rational.ts'
import type { Numeric } from './clause.ts'
import { smtNumeric, smtShift } from './smt.ts'
import { denominators, personNamed, type Theory } from './theory.ts'

/** What each variable stands for, as text. */
export type Scope = ReadonlyMap<string, string>

export abstract class FormulaWriter {
  protected readonly theory: Theory
  protected readonly declared: string[] = []
  /** A calendar shift was only bounded: a model proves nothing. */
  protected relaxed = false
  #counted = 0

  constructor(theory: Theory) { this.theory = theory }

  protected abstract apply(symbol: string, args: readonly string[], sort: 'Bool' | 'Int' | 'Real'): string
  protected abstract same(left: string, right: string): string
  protected abstract quantifier(variables: readonly TypedVariable[], body: Formula, every: boolean, positive: boolean, scope: Scope): string
  /** The day that a date is shifted to, as an integer constant, if the shift stands under no quantifier. */
  protected abstract fixed(date: string): boolean

  protected fresh(prefix: string): string { return `${prefix}${this.#counted++}` }

  #term(term: Term, scope: Scope): string {
    return term.kind === 'entity' ? `i${personNamed(this.theory.view, term.name)}` : (scope.get(term.name) ?? 'unbound')
  }

  #numeric(expression: Expression, scope: Scope): string {
    const denote = (e: Expression): Numeric<string> => {
      switch (e.kind) {
        case 'number': return e
        case 'quantity': {
          const date = this.theory.view.compiled.base.quantities.get(e.quantity)?.date === true
          const text = this.apply(`#${e.quantity}`, e.args.map((t) => this.#term(t, scope)), date ? 'Int' : 'Real')
          return { kind: 'quantity', term: date ? `(to_real ${text})` : text }
        }
        case 'negate': return { kind: 'negate', of: denote(e.of) }
        case 'shiftMonths': return { kind: 'shiftMonths', months: e.months, date: denote(e.date) }
        default: return { kind: e.kind, left: denote(e.left), right: denote(e.right) }
      }
    }
    return smtNumeric(denote(expression), (t) => t, (date, months) => {
      this.relaxed = true
      const name = this.fresh('h')
      // Under a quantifier the date is not a constant: then nothing at all is said of the shifted day.
      this.declared.push(this.fixed(date) ? smtShift(name, date, months) : `(declare-const ${name} Int)`)
      return `(to_real ${name})`
    })
  }

  #compare(operator: string, left: Expression, right: Expression, positive: boolean, scope: Scope): string {
    const l = this.#numeric(left, scope)
    const r = this.#numeric(right, scope)
    const body = operator === '!=' ? `(not (= ${l} ${r}))` : `(${operator} ${l} ${r})`
    const guards = [left, right].flatMap(denominators).map((d) => `(= ${this.#numeric(d, scope)} 0.0)`)
    return guards.length === 0 ? signed(positive, body) : `(or ${signed(positive, body)} ${guards.join(' ')})`
  }

  /** The formula, or its negation, negations pushed down to where the guards of divisions stand. */
  protected text(formula: Formula, positive: boolean, scope: Scope): string {
    switch (formula.kind) {
      case 'true': case 'false': return String((formula.kind === 'true') === positive)
      case 'atom': return signed(positive, this.apply(formula.relation, formula.args.map((t) => this.#term(t, scope)), 'Bool'))
      case 'same': return signed(positive, this.same(this.#term(formula.left, scope), this.#term(formula.right, scope)))
      case 'compare': return this.#compare(formula.operator, formula.left, formula.right, positive, scope)
      case 'within': {
        const { low, high, lowOpen, highOpen } = formula.interval
        const end = (operator: string, value: Rational | undefined): string[] =>
          value ? [this.#compare(operator, formula.expression, { kind: 'number', value }, positive, scope)] : []
        return join(positive, [...end(lowOpen ? '>' : '>=', low), ...end(highOpen ? '<' : '<=', high)])
      }
      case 'not': return this.text(formula.of, !positive, scope)
      case 'and': case 'or': return join((formula.kind === 'and') === positive, formula.of.map((f) => this.text(f, positive, scope)))
      case 'implies': return join(!positive, [this.text(formula.left, !positive, scope), this.text(formula.right, positive, scope)])
      case 'xor': case 'iff': {
        const same = (formula.kind === 'iff') === positive
        return join(true, [true, false].map((left) => join(false, [this.text(formula.left, left, scope), this.text(formula.right, same ? !left : left, scope)])))
      }
      case 'forall': case 'exists': return this.quantifier(formula.variables, formula.body, formula.kind === 'forall', positive, scope)
    }
  }
}

export const signed = (positive: boolean, text: string): string =>
  positive ? text : text === 'true' ? 'false' : text === 'false' ? 'true' : `(not ${text})`

/** A conjunction or disjunction, as short as its constant members allow. */
export function join(conjunction: boolean, parts: readonly string[]): string {
  const neutral = String(conjunction)
  const decisive = String(!conjunction)
  if (parts.includes(decisive)) return decisive
  const kept = [...new Set(parts)].filter((p) => p !== neutral)
  return kept.length === 0 ? neutral : kept.length === 1 ? (kept[0] as string) : `(${conjunction ? 'and' : 'or'} ${kept.join(' ')})`
}
