/** Turns a closed formula into clauses: negation inwards, Skolem functions for `some`, conjunctions split. */
import type { Comparison, Expression, Formula, Term, TypedVariable } from '../../../shared/logic/formula.ts'
import { boundsOf, eachQuantity, mapNumeric, SAME, type Clause, type CompareOperator, type Literal, type Numeric, type QuantityRef, type SkolemSymbol, type TermRef } from './clause.ts'

/** Above this many clauses of one disjunction, a part of it gets a name of its own instead of being multiplied out. */
const WIDEST_PRODUCT = 24

type Normal =
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Normal[] }

export interface ClausifyOptions {
  readonly item: number
  /** The number of an entity, by its name. */
  readonly individual: (name: string) => number
  /** Makes the names of Skolem functions and of helper relations unlike all others. */
  readonly label: string
  /**
   * Division says nothing where a denominator may be 0: of a rule the whole
   * instance is guarded, of a question only the comparison itself, so that it
   * is neither proved nor refuted there.
   */
  readonly guard: 'instance' | 'literal'
}

type Scope = ReadonlyMap<string, TermRef>

function freeNames(formula: Formula, into: Set<string>, bound: readonly string[]): void {
  const term = (t: Term): void => { if (t.kind === 'variable' && !bound.includes(t.name)) into.add(t.name) }
  const expression = (e: Expression): void => {
    switch (e.kind) {
      case 'number': return
      case 'quantity': e.args.forEach(term); return
      case 'negate': expression(e.of); return
      case 'shiftMonths': expression(e.date); return
      default: expression(e.left); expression(e.right)
    }
  }
  switch (formula.kind) {
    case 'true': case 'false': return
    case 'atom': formula.args.forEach(term); return
    case 'same': term(formula.left); term(formula.right); return
    case 'compare': expression(formula.left); expression(formula.right); return
    case 'within': expression(formula.expression); return
    case 'not': freeNames(formula.of, into, bound); return
    case 'and': case 'or': for (const part of formula.of) freeNames(part, into, bound); return
    case 'xor': case 'implies': case 'iff': freeNames(formula.left, into, bound); freeNames(formula.right, into, bound); return
    case 'forall': case 'exists': freeNames(formula.body, into, [...bound, ...formula.variables.map((v) => v.name)])
  }
}

const counted = new WeakMap<Formula, number>()

/** How many `iff` and `xor` stand in a formula. */
function equivalences(formula: Formula): number {
  const known = counted.get(formula)
  if (known !== undefined) return known
  const count = ((): number => {
    switch (formula.kind) {
      case 'not': return equivalences(formula.of)
      case 'and': case 'or': return formula.of.reduce((sum, part) => sum + equivalences(part), 0)
      case 'implies': return equivalences(formula.left) + equivalences(formula.right)
      case 'xor': case 'iff': return 1 + equivalences(formula.left) + equivalences(formula.right)
      case 'forall': case 'exists': return equivalences(formula.body)
      default: return 0
    }
  })()
  counted.set(formula, count)
  return count
}

class Clausifier {
  readonly variables: TypedVariable[] = []
  readonly denominators: Numeric<QuantityRef>[] = []
  /** What the names given to parts mean. */
  readonly definitions: Normal[] = []
  readonly #names = new Map<Formula, { readonly relation: string; readonly free: readonly string[] }>()
  readonly #options: ClausifyOptions
  #fresh = 0

  constructor(options: ClausifyOptions) {
    this.#options = options
  }

  #term(term: Term, scope: Scope): TermRef {
    if (term.kind === 'entity') return { kind: 'individual', id: this.#options.individual(term.name) }
    const found = scope.get(term.name)
    if (!found) throw new Error(`the variable ${term.name} is bound by no quantifier`)
    return found
  }

  #numeric(expression: Expression, scope: Scope): Numeric<QuantityRef> {
    switch (expression.kind) {
      case 'number': return expression
      case 'quantity': return { kind: 'quantity', term: { quantity: expression.quantity, args: expression.args.map((t) => this.#term(t, scope)) } }
      case 'negate': return { kind: 'negate', of: this.#numeric(expression.of, scope) }
      case 'shiftMonths': return { kind: 'shiftMonths', months: expression.months, date: this.#numeric(expression.date, scope) }
      default: return { kind: expression.kind, left: this.#numeric(expression.left, scope), right: this.#numeric(expression.right, scope) }
    }
  }

  /** The comparison as a literal, with `or the denominator is 0` where the question divides. */
  #compare(operator: CompareOperator, left: Numeric<QuantityRef>, right: Numeric<QuantityRef>): Normal {
    const literal: Normal = { kind: 'literal', literal: { kind: 'compare', operator, left, right } }
    const own: Numeric<QuantityRef>[] = []
    const gather = (e: Numeric<QuantityRef>): void => {
      if (e.kind === 'divide') own.push(e.right)
      if (e.kind === 'negate') gather(e.of)
      else if (e.kind === 'shiftMonths') gather(e.date)
      else if (e.kind !== 'number' && e.kind !== 'quantity') { gather(e.left); gather(e.right) }
    }
    gather(left)
    gather(right)
    const unsure = own.filter((e) => e.kind !== 'number' || e.value.n === 0n)
    this.denominators.push(...unsure)
    return unsure.length === 0 ? literal : { kind: 'or', of: [literal, ...unsure.map(isZero)] }
  }

  #comparison(operator: Comparison, positive: boolean, left: Numeric<QuantityRef>, right: Numeric<QuantityRef>): Normal {
    switch (operator) {
      case '=': return this.#compare(positive ? '=' : '!=', left, right)
      case '!=': return this.#compare(positive ? '!=' : '=', left, right)
      case '<': return positive ? this.#compare('<', left, right) : this.#compare('<=', right, left)
      case '<=': return positive ? this.#compare('<=', left, right) : this.#compare('<', right, left)
      case '>': return this.#comparison('<', positive, right, left)
      case '>=': return this.#comparison('<=', positive, right, left)
    }
  }

  normal(formula: Formula, positive: boolean, scope: Scope): Normal {
    switch (formula.kind) {
      case 'true': return { kind: positive ? 'and' : 'or', of: [] }
      case 'false': return { kind: positive ? 'or' : 'and', of: [] }
      case 'atom': return { kind: 'literal', literal: { kind: 'atom', positive, relation: formula.relation, args: formula.args.map((t) => this.#term(t, scope)) } }
      case 'same': return { kind: 'literal', literal: { kind: 'atom', positive, relation: SAME, args: [this.#term(formula.left, scope), this.#term(formula.right, scope)] } }
      case 'compare': return this.#comparison(formula.operator, positive, this.#numeric(formula.left, scope), this.#numeric(formula.right, scope))
      case 'within': {
        const bounds = boundsOf(this.#numeric(formula.expression, scope), formula.interval)
        return { kind: positive ? 'and' : 'or', of: bounds.map((b) => this.#comparison(b.operator, positive, b.left, b.right)) }
      }
      case 'not': return this.normal(formula.of, !positive, scope)
      case 'and': case 'or': {
        const kind = (formula.kind === 'and') === positive ? 'and' : 'or'
        return { kind, of: formula.of.map((part) => this.normal(part, positive, scope)) }
      }
      case 'implies':
        return { kind: positive ? 'or' : 'and', of: [this.normal(formula.left, !positive, scope), this.normal(formula.right, positive, scope)] }
      case 'xor': case 'iff': {
        const same = (formula.kind === 'iff') === positive
        const part = (of: Formula, sign: boolean): Normal => (equivalences(of) > 1 ? this.#named(of, sign, scope) : this.normal(of, sign, scope))
        const side = (left: boolean, right: boolean): Normal => ({ kind: 'or', of: [part(formula.left, left), part(formula.right, right)] })
        return { kind: 'and', of: same ? [side(false, true), side(true, false)] : [side(true, true), side(false, false)] }
      }
      case 'forall': case 'exists': {
        const inner = new Map(scope)
        if ((formula.kind === 'forall') === positive) {
          for (const variable of formula.variables) {
            inner.set(variable.name, { kind: 'variable', index: this.variables.push(variable) - 1 })
          }
        } else {
          const free = new Set<string>()
          freeNames(formula, free, [])
          const around = new Map<number, TermRef>()
          for (const name of free) {
            const value = scope.get(name)
            if (value) for (const index of variablesIn(value)) around.set(index, { kind: 'variable', index })
          }
          const args = [...around.keys()].sort((a, b) => a - b).map((index): TermRef => ({ kind: 'variable', index }))
          for (const variable of formula.variables) {
            const symbol: SkolemSymbol = { name: `${this.#options.label}.${variable.name}${this.#fresh++}`, type: variable.type }
            inner.set(variable.name, { kind: 'skolem', symbol, args })
          }
        }
        return this.normal(formula.body, positive, inner)
      }
    }
  }

  /**
   * A nested `iff` or `xor` gets a name of its own, defined once: written out
   * at both signs at every level it would double each time.
   */
  #named(formula: Formula, positive: boolean, scope: Scope): Normal {
    let name = this.#names.get(formula)
    if (!name) {
      const found = new Set<string>()
      freeNames(formula, found, [])
      const free = [...found].filter((n) => scope.has(n))
      name = { relation: `@${this.#options.label}.${this.#fresh++}`, free }
      this.#names.set(formula, name)
      const own = new Map<string, TermRef>(free.map((n) => {
        const value = scope.get(n) as TermRef
        const type = value.kind === 'variable' ? (this.variables[value.index]?.type ?? 'Thing') : value.kind === 'skolem' ? value.symbol.type : 'Thing'
        return [n, { kind: 'variable', index: this.variables.push({ name: n, type }) - 1 }]
      }))
      const { relation } = name
      const atom = (sign: boolean): Normal => ({ kind: 'literal', literal: { kind: 'atom', positive: sign, relation, args: free.map((n) => own.get(n) as TermRef) } })
      for (const sign of [true, false]) this.definitions.push({ kind: 'or', of: [atom(!sign), this.normal(formula, sign, own)] })
    }
    return { kind: 'literal', literal: { kind: 'atom', positive, relation: name.relation, args: name.free.map((n) => scope.get(n) as TermRef) } }
  }

  /** Clauses over `this.variables`; helper relations keep the product small. */
  clauses(node: Normal, extra: Literal[][]): Literal[][] {
    if (node.kind === 'literal') return [[node.literal]]
    if (node.kind === 'and') return node.of.flatMap((part) => this.clauses(part, extra))
    const parts = node.of.map((part) => this.clauses(part, extra)).sort((a, b) => a.length - b.length)
    let product: Literal[][] = [[]]
    for (const part of parts) {
      if (product.length * part.length <= WIDEST_PRODUCT) {
        product = product.flatMap((left) => part.map((right) => [...left, ...right]))
        continue
      }
      const indexes = [...new Set(part.flatMap((clause) => clause.flatMap(literalVariables)))].sort((a, b) => a - b)
      const relation = `@${this.#options.label}.${this.#fresh++}`
      const args = indexes.map((index): TermRef => ({ kind: 'variable', index }))
      for (const clause of part) extra.push([{ kind: 'atom', positive: false, relation, args }, ...clause])
      product = product.map((clause) => [...clause, { kind: 'atom', positive: true, relation, args }])
    }
    return product
  }
}

const isZero = (e: Numeric<QuantityRef>): Normal => ({ kind: 'literal', literal: zeroLiteral(e) })
const zeroLiteral = (e: Numeric<QuantityRef>): Literal => ({ kind: 'compare', operator: '=', left: e, right: { kind: 'number', value: { n: 0n, d: 1n } } })

function variablesIn(term: TermRef): number[] {
  if (term.kind === 'variable') return [term.index]
  return term.kind === 'skolem' ? term.args.flatMap(variablesIn) : []
}

function numericVariables(e: Numeric<QuantityRef>): number[] {
  const found: number[] = []
  eachQuantity(e, (q) => found.push(...q.args.flatMap(variablesIn)))
  return found
}

/** The indexes of the variables in a literal, with repetitions. */
export function literalVariables(literal: Literal): number[] {
  return literal.kind === 'atom' ? literal.args.flatMap(variablesIn) : [...numericVariables(literal.left), ...numericVariables(literal.right)]
}

function renumber(term: TermRef, to: ReadonlyMap<number, number>): TermRef {
  if (term.kind === 'variable') return { kind: 'variable', index: to.get(term.index) ?? 0 }
  return term.kind === 'skolem' ? { ...term, args: term.args.map((t) => renumber(t, to)) } : term
}

/** The clauses of a closed formula. Throws an Error if a variable is free. */
export function clausify(formula: Formula, options: ClausifyOptions): Clause[] {
  const maker = new Clausifier(options)
  const normal = maker.normal(formula, true, new Map())
  const extra: Literal[][] = []
  const bare = [normal, ...maker.definitions].flatMap((node) => maker.clauses(node, extra))
  const clauses: Clause[] = []
  const seen = new Set<string>()
  for (const literals of [...bare, ...extra]) {
    const used = new Set(literals.flatMap(literalVariables))
    const guards = options.guard === 'instance'
      ? maker.denominators.filter((d) => numericVariables(d).every((index) => used.has(index))).map(zeroLiteral)
      : []
    const to = new Map([...used].sort((a, b) => a - b).map((index, at) => [index, at]))
    const change = (e: Numeric<QuantityRef>): Numeric<QuantityRef> =>
      mapNumeric(e, (q) => ({ kind: 'quantity', term: { quantity: q.quantity, args: q.args.map((t) => renumber(t, to)) } }))
    const unique = new Map<string, Literal>()
    for (const literal of [...literals, ...guards]) {
      const changed: Literal = literal.kind === 'atom'
        ? { ...literal, args: literal.args.map((t) => renumber(t, to)) }
        : { ...literal, left: change(literal.left), right: change(literal.right) }
      unique.set(keyOf(changed), changed)
    }
    const key = [...unique.keys()].sort().join(' ')
    const opposite = [...unique.values()].some((l) => l.kind === 'atom' && l.positive && unique.has(keyOf({ ...l, positive: false })))
    if (opposite || seen.has(key)) continue
    seen.add(key)
    const variables = [...to.keys()].map((index) => maker.variables[index] as TypedVariable)
    clauses.push({ item: options.item, variables, literals: [...unique.values()] })
  }
  return clauses
}

function keyOf(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? v.toString() : v))
}
