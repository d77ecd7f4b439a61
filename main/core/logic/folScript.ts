/** Writes rules and a claim as first-order SMT-LIB: with quantifiers, or over a small finite world with every quantifier written out. */
import type { Expression, Formula, Term } from '../../../shared/logic/formula.ts'
import type { Rational } from '../../../shared/logic/rational.ts'
import type { Numeric } from './clause.ts'
import { itemOf, strictFormula } from './compileBase.ts'
import type { View } from './compiled.ts'
import { relevantItems } from './relevant.ts'
import { smtNumeric, smtShift } from './smt.ts'
import { eachSymbol } from './substitute.ts'

const LONGEST = 2_000_000

type Scope = ReadonlyMap<string, string>

/** A relevant fact or rule is named `f` and its item number, so that a core can be read back. */
export class FolScript {
  readonly #view: View
  readonly #items: readonly number[]
  readonly #facts: readonly number[]
  readonly #symbols: ReadonlySet<string>
  readonly #formula: Formula
  readonly #positive: boolean
  /** All tuples of a closed relation, if they are known. */
  readonly #tuples: (relation: string) => (readonly number[])[] | undefined
  readonly #people: number[]
  readonly #names = new Map<string, string>()
  readonly #declared: string[] = []
  readonly #types = new Set<string>()
  #world: readonly string[] | undefined
  #inShift = 0
  #relaxed = false
  #length = 0

  /** `about`: the formula whose symbols choose the rules, if it is not the claim itself. */
  constructor(view: View, formula: Formula, positive: boolean, named: readonly number[], tuples: (relation: string) => (readonly number[])[] | undefined, about: Formula = formula) {
    this.#view = view
    this.#tuples = tuples
    this.#formula = formula
    this.#positive = positive
    const { items, symbols } = relevantItems(view, about)
    this.#items = items
    this.#symbols = symbols
    const people = new Set(named)
    const facts: number[] = []
    for (const symbol of symbols) {
      for (const { item, args } of view.factsOf(symbol.startsWith('#') ? symbol.slice(1) : symbol)) {
        facts.push(item)
        for (const a of args) people.add(a)
      }
    }
    this.#facts = facts
    for (const relation of this.#closed) for (const tuple of tuples(relation) ?? []) for (const a of tuple) people.add(a)
    const add = (formula: Formula): void => eachEntity(formula, (name) => people.add(this.#person(name)))
    add(formula)
    for (const item of items) { const f = strictFormula(itemOf(view.compiled, item)); if (f) add(f) }
    this.#people = [...people].sort((a, b) => a - b)
  }

  #person(name: string): number {
    return this.#view.canonical(this.#view.compiled.individualNamed.get(name) ?? -1)
  }

  #name(symbol: string, arity: number, sort: string): string {
    const key = `${symbol}/${arity}`
    let name = this.#names.get(key)
    if (!name) {
      this.#names.set(key, (name = `s${this.#names.size}`))
      this.#declared.push(`(declare-fun ${name} (${'Thing '.repeat(arity)}) ${sort})`)
    }
    return name
  }

  #apply(symbol: string, args: readonly string[], sort: string): string {
    const name = this.#name(symbol, args.length, sort)
    return args.length === 0 ? name : `(${name} ${args.join(' ')})`
  }

  #term(term: Term, scope: Scope): string {
    return term.kind === 'entity' ? `i${this.#person(term.name)}` : (scope.get(term.name) ?? 'unbound')
  }

  #numeric(expression: Expression, scope: Scope): string {
    const denote = (e: Expression): Numeric<string> => {
      switch (e.kind) {
        case 'number': return e
        case 'quantity': {
          const date = this.#view.compiled.base.quantities.get(e.quantity)?.date === true
          const text = this.#apply(`#${e.quantity}`, e.args.map((t) => this.#term(t, scope)), date ? 'Int' : 'Real')
          return { kind: 'quantity', term: date ? `(to_real ${text})` : text }
        }
        case 'negate': return { kind: 'negate', of: denote(e.of) }
        case 'shiftMonths': return { kind: 'shiftMonths', months: e.months, date: denote(e.date) }
        default: return { kind: e.kind, left: denote(e.left), right: denote(e.right) }
      }
    }
    return smtNumeric(denote(expression), (t) => t, (date, months) => {
      this.#relaxed = true
      const name = `h${this.#inShift++}`
      // Under a quantifier the date is not a constant: then nothing at all is said of the shifted day.
      this.#declared.push(/\bx\d/.test(date) ? `(declare-const ${name} Int)` : smtShift(name, date, months))
      return `(to_real ${name})`
    })
  }

  #compare(operator: string, left: Expression, right: Expression, positive: boolean, scope: Scope): string {
    const l = this.#numeric(left, scope)
    const r = this.#numeric(right, scope)
    const body = operator === '!=' ? `(not (= ${l} ${r}))` : `(${operator} ${l} ${r})`
    const guards = [left, right].flatMap(denominators).map((d) => `(= ${this.#numeric(d, scope)} 0.0)`)
    const signed = positive ? body : `(not ${body})`
    return guards.length === 0 ? signed : `(or ${signed} ${guards.join(' ')})`
  }

  /** The formula, or its negation, negations pushed down to where the guards of divisions stand. */
  #text(formula: Formula, positive: boolean, scope: Scope): string {
    const text = this.#shape(formula, positive, scope)
    this.#length += text.length
    if (this.#length > 40 * LONGEST) throw new RangeError('too long to write out')
    return text
  }

  #shape(formula: Formula, positive: boolean, scope: Scope): string {
    const join = (conjunction: boolean, parts: readonly string[]): string =>
      parts.length === 0 ? String(conjunction) : parts.length === 1 ? (parts[0] as string) : `(${conjunction ? 'and' : 'or'} ${parts.join(' ')})`
    switch (formula.kind) {
      case 'true': case 'false': return String((formula.kind === 'true') === positive)
      case 'atom': return signed(positive, this.#apply(formula.relation, formula.args.map((t) => this.#term(t, scope)), 'Bool'))
      case 'same': return signed(positive, `(= ${this.#term(formula.left, scope)} ${this.#term(formula.right, scope)})`)
      case 'compare': return this.#compare(formula.operator, formula.left, formula.right, positive, scope)
      case 'within': {
        const { low, high, lowOpen, highOpen } = formula.interval
        const end = (operator: string, value: Rational | undefined): string[] =>
          value ? [this.#compare(operator, formula.expression, { kind: 'number', value }, positive, scope)] : []
        const parts = [...end(lowOpen ? '>' : '>=', low), ...end(highOpen ? '<' : '<=', high)]
        return join(positive, parts)
      }
      case 'not': return this.#text(formula.of, !positive, scope)
      case 'and': case 'or': return join((formula.kind === 'and') === positive, formula.of.map((f) => this.#text(f, positive, scope)))
      case 'implies': return join(!positive, [this.#text(formula.left, !positive, scope), this.#text(formula.right, positive, scope)])
      case 'xor': case 'iff': {
        const same = (formula.kind === 'iff') === positive
        return join(true, [true, false].map((left) => join(false, [this.#text(formula.left, left, scope), this.#text(formula.right, same ? !left : left, scope)])))
      }
      case 'forall': case 'exists': return this.#quantifier(formula.variables, formula.body, formula.kind === 'forall', positive, scope)
    }
  }

  #quantifier(variables: readonly { name: string; type: string }[], body: Formula, every: boolean, positive: boolean, scope: Scope): string {
    const conjunction = every === positive
    const guard = (type: string, value: string): string => this.#apply(`:${type}`, [value], 'Bool')
    for (const { type } of variables) if (type !== 'Thing') this.#types.add(type)
    const close = (guards: readonly string[], inside: string): string =>
      guards.length === 0 ? inside : conjunction ? `(or ${guards.map((g) => `(not ${g})`).join(' ')} ${inside})` : `(and ${guards.join(' ')} ${inside})`
    if (!this.#world) {
      const inner = new Map(scope)
      const bound = variables.map((v) => {
        const name = `x${inner.size}_${this.#inShift++}`
        inner.set(v.name, name)
        return name
      })
      const guards = variables.flatMap((v, i) => (v.type === 'Thing' ? [] : [guard(v.type, bound[i] as string)]))
      return `(${conjunction ? 'forall' : 'exists'} (${bound.map((b) => `(${b} Thing)`).join(' ')}) ${close(guards, this.#text(body, positive, inner))})`
    }
    const [first, ...rest] = variables
    if (!first) return this.#text(body, positive, scope)
    const parts = this.#world.map((value) => {
      const inside = this.#quantifier(rest, body, every, positive, new Map(scope).set(first.name, value))
      return close(first.type === 'Thing' ? [] : [guard(first.type, value)], inside)
    })
    return `(${conjunction ? 'and' : 'or'} ${parts.join(' ')})`
  }

  #assertions(): string[] {
    const { compiled } = this.#view
    const lines: string[] = []
    for (const item of this.#items) {
      const formula = strictFormula(itemOf(compiled, item))
      if (formula) lines.push(`(assert (! ${this.#text(formula, true, new Map())} :named f${item}))`)
    }
    const seen = new Map<number, string[]>()
    for (const item of this.#facts) {
      const found = itemOf(compiled, item)
      if (found.kind !== 'fact') continue
      const { literal } = found.fact
      if (literal.kind === 'same') continue
      const formula: Formula = literal.kind === 'atom'
        ? { kind: 'atom', relation: literal.relation, args: literal.args }
        : { kind: 'within', expression: { kind: 'quantity', quantity: literal.quantity, args: literal.args }, interval: literal.value, about: literal.about }
      const text = this.#text(formula, literal.kind !== 'atom' || literal.positive, new Map())
      seen.set(item, [...(seen.get(item) ?? []), text])
    }
    for (const [item, texts] of seen) lines.push(`(assert (! (and true ${texts.join(' ')}) :named f${item}))`)
    for (const relation of this.#closed) lines.push(`(assert (! ${this.#closure(relation)} :named f${compiled.closedItem.get(relation)}))`)
    lines.push(`(assert (! ${this.#text(this.#formula, this.#positive, new Map())} :named claim))`)
    return lines
  }

  #script(lines: readonly string[], world: readonly string[]): string {
    const typing: string[] = []
    for (const type of this.#types) {
      for (const id of this.#people) if (this.#view.isOfType(id, type)) typing.push(`(assert ${this.#apply(`:${type}`, [`i${id}`], 'Bool')})`)
      typing.push(this.#world
        ? `(assert (or ${world.map((w) => this.#apply(`:${type}`, [w], 'Bool')).join(' ')}))`
        : `(assert (exists ((x Thing)) ${this.#apply(`:${type}`, ['x'], 'Bool')}))`)
    }
    const constants = this.#world ? world : this.#people.map((id) => `i${id}`)
    const text = [
      '(set-option :produce-unsat-cores true)(declare-sort Thing 0)',
      ...constants.map((c) => `(declare-const ${c} Thing)`),
      ...(constants.length > 1 ? [`(assert (distinct ${constants.join(' ')}))`] : []),
      ...this.#declared, ...typing, ...lines, '(check-sat)(get-unsat-core)',
    ].join('\n')
    return text
  }

  /** Closed relations are no first-order matter: each is written out as its tuples, or nothing is asked. */
  get #expressible(): boolean {
    return this.#closed.every((relation) => this.#tuples(relation) !== undefined)
  }

  get #closed(): string[] {
    return [...this.#view.compiled.closedItem].flatMap(([relation, item]) => (this.#symbols.has(relation) && (!this.#view.only || this.#view.only.has(item)) ? [relation] : []))
  }

  #closure(relation: string): string {
    const arity = this.#view.compiled.base.relations.get(relation)?.parameters.length ?? 0
    const names = Array.from({ length: arity }, (_, at) => `z${at}`)
    const says = (values: readonly string[]): string => {
      const among = (this.#tuples(relation) ?? []).map((tuple) => `(and true ${tuple.map((id, at) => `(= ${values[at]} i${id})`).join(' ')})`)
      return `(or false (not ${this.#apply(relation, values, 'Bool')}) ${among.join(' ')})`
    }
    if (arity === 0) return says([])
    if (!this.#world) return `(forall (${names.map((n) => `(${n} Thing)`).join(' ')}) ${says(names)})`
    let rows: string[][] = [[]]
    for (let at = 0; at < arity; at++) rows = rows.flatMap((row) => (this.#world ?? []).map((value) => [...row, value]))
    return `(and true ${rows.map(says).join(' ')})`
  }

  /** The unbounded question; undefined where it cannot be put in first-order logic. `unsat` is a proof. */
  quantified(): string | undefined {
    if (!this.#expressible) return undefined
    this.#world = undefined
    const lines = this.#assertions()
    return this.#script(lines, [])
  }

  /** A world of everyone named and `fresh` more; `sat` shows that it is possible. Undefined where that would be too long or inexact. */
  finite(fresh: number): string | undefined {
    if (!this.#expressible || this.#people.length > 40) return undefined
    this.#world = [...this.#people.map((id) => `i${id}`), ...Array.from({ length: fresh }, (_, at) => `n${at}`)]
    try {
      const text = this.#script(this.#assertions(), this.#world)
      return this.#relaxed || text.length > LONGEST ? undefined : text
    } catch (error) {
      if (error instanceof RangeError) return undefined
      throw error
    }
  }
}

const signed = (positive: boolean, text: string): string => (positive ? text : `(not ${text})`)

function denominators(e: Expression): Expression[] {
  switch (e.kind) {
    case 'number': case 'quantity': return []
    case 'negate': return denominators(e.of)
    case 'shiftMonths': return denominators(e.date)
    case 'divide': return [e.right, ...denominators(e.left), ...denominators(e.right)]
    default: return [...denominators(e.left), ...denominators(e.right)]
  }
}

function eachEntity(formula: Formula, visit: (name: string) => void): void {
  eachSymbol(formula, (_, args) => { for (const t of args) if (t.kind === 'entity') visit(t.name) })
}
