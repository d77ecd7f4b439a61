/** The part of a base that bears on one question, grounded: what can take part in a derivation of it or of its negation. */
import type { Formula, Interval } from '../../../shared/logic/formula.ts'
import { boundsOf, eachQuantity, hasSkolem, mapNumeric, SAME, type Clause, type Literal, type Numeric, type QuantityRef, type TermRef } from './clause.ts'
import { clausify } from './clausify.ts'
import type { FactAt, Occurrence, View } from './compiled.ts'
import { GroundClauses, type GroundClause, type GroundLiteral, type GroundSymbol, type SliceOptions } from './ground.ts'
import { indexClause } from './indexClause.ts'
import { Individuals } from './individuals.ts'
import { EVERYTHING, onlyValue } from './interval.ts'
import { Sources } from './sources.ts'
import { rangeOf, truthOf } from './numeric.ts'
import { keyOf, settledRange, settledTruth } from './view.ts'

export class Slice {
  readonly view: View
  readonly atoms: GroundSymbol[] = []
  readonly terms: (GroundSymbol & { readonly date: boolean })[] = []
  readonly store = new GroundClauses()
  /** Atoms of closed relations, whose falsehood may follow from closure. */
  readonly closedAtoms = new Set<number>()
  /** Those of them that the base entails, once the relations were closed. */
  readonly entailedClosed = new Set<number>()
  /** An identity of unnamed individuals is open: propositional models do not suffice. */
  equality = false
  readonly firstLocal: number
  readonly #who: Individuals
  #cut = false
  readonly #options: Required<SliceOptions>
  readonly #atomOf = new Map<string, number>()
  readonly #termOf = new Map<string, number>()
  readonly #seen = new Set<string>()
  readonly #reached = new Set<number>()
  readonly #queue: (() => void)[] = []
  readonly #own = new Map<string, Occurrence[]>()
  readonly #groupOf = new Map<Clause, number>()
  readonly #unbuilt: Clause[] = []
  readonly #clauseNumber = new Map<Clause, number>()
  readonly #waiting: { clause: Clause; binding: number[]; at: number }[] = []
  readonly #sources: Sources
  /** Open literals `not R(…)` that wait for atoms of R to turn up in a clause. */
  readonly #tabled = new Map<string, { clause: Clause; binding: readonly number[]; pattern: readonly TermRef[] }[]>()
  readonly #offered = new Map<string, Map<string, readonly number[]>>()
  /** Ground clauses that wait for an atom to become possible, by its key. */
  readonly #awaited = new Map<string, (() => void)[]>()
  /** Atoms that rules would need and nothing makes true. */
  readonly wanted: GroundSymbol[] = []
  /** Patterns of atoms of which any that holds matters. */
  readonly openPatterns: { readonly symbol: string; readonly args: readonly (number | undefined)[] }[] = []
  readonly #symbols = new Set<string>()
  /** Some clause here or in the base makes individuals. */
  #promising = false
  #groups = 0

  constructor(view: View, options: SliceOptions = {}) {
    this.view = view
    this.#options = { full: false, eager: false, brief: false, mostClauses: 60_000, depth: 2, ...options, thorough: options.thorough === true }
    this.#who = new Individuals(view, this.#options.depth, (id) => this.#welcome(id))
    this.firstLocal = this.#who.firstLocal
    this.#sources = new Sources(view, this.#own, this.#who)
  }

  get clauses(): readonly GroundClause[] { return this.store.list }
  get full(): boolean { return this.#options.full }
  /** Whether rules, and not facts alone, could make atoms of the relation true. */
  derivable(relation: string): boolean { return this.#sources.wide('+', relation) }
  /** Something was left out: a model of this slice proves nothing. */
  get incomplete(): boolean { return this.#cut || this.#who.tooDeep }
  get unnamed(): boolean { return this.#who.locals.length > 0 }
  markIncomplete(): void { this.#cut = true }
  nameOf(individual: number): string { return this.#who.nameOf(individual) }

  /** Adds a question: `formula` (or its negation) counts while the group is switched on. Call `build` then. */
  addGroup(formula: Formula, positive: boolean): number {
    const group = this.#groups++
    const { individualNamed } = this.view.compiled
    const clauses = clausify(positive ? formula : { kind: 'not', of: formula }, {
      item: -1 - group, label: `q${group}`, guard: 'literal',
      individual: (name) => {
        const id = individualNamed.get(name)
        if (id === undefined) throw new Error(`the base names no entity ${name}`)
        return id
      },
    })
    for (const clause of clauses) {
      this.#groupOf.set(clause, group)
      this.#unbuilt.push(clause)
      indexClause(clause, this.#own)
    }
    return group
  }

  /** Grounds everything that the groups added since reach. Returns itself. */
  build(): this {
    this.#promising ||= this.view.compiled.promising || this.#unbuilt.some(hasSkolem)
    for (const clause of this.#unbuilt.splice(0)) this.#instantiate(clause, clause.variables.map(() => -1))
    this.#drain()
    return this
  }

  #drain(): void {
    for (let at = 0; at < this.#queue.length && !(this.#cut && this.#options.brief); at++) (this.#queue[at] as () => void)()
    this.#queue.length = 0
  }

  /** Grounds the whole base, every fact included. */
  buildEverything(): this {
    this.#promising = this.view.compiled.promising
    const { compiled } = this.view
    const symbols = [...compiled.base.relations.keys(), ...compiled.base.quantities.keys()]
    for (const symbol of symbols) {
      for (const { fact, args } of this.view.factsOf(symbol)) {
        if (fact.literal.kind === 'quantity') this.term(symbol, args)
        else this.atom(symbol, args)
      }
    }
    for (const clause of compiled.clauses) if (!this.view.only || this.view.only.has(clause.item)) this.#instantiate(clause, clause.variables.map(() => -1))
    return this.build()
  }

  /** Looks for what speaks against what these clauses say; `truth` is what is known of an atom without any question. */
  extend(clauses: Iterable<number>, truth: (atom: number) => boolean | undefined): void {
    for (const id of clauses) {
      for (const literal of (this.clauses[id] as GroundClause).literals) {
        if (literal.kind === 'compare') {
          for (const term of literal.terms) this.#reachTerm(term, true)
          continue
        }
        const known = truth(literal.atom)
        for (const sign of known === undefined ? [true, false] : [known]) this.#reach(literal.atom, sign, true)
      }
    }
    this.#drain()
  }

  /** Tries a new individual wherever an open variable has tried everyone. */
  #welcome(id: number): void {
    for (const wait of this.#waiting.slice()) {
      const type = wait.clause.variables[wait.at]?.type ?? 'Thing'
      if (this.#who.isOfType(id, type)) this.#queue.push(() => this.#instantiate(wait.clause, wait.binding.with(wait.at, id)))
    }
  }

  atom(relation: string, args: readonly number[]): number {
    const key = keyOf(relation, args)
    const known = this.#atomOf.get(key)
    if (known !== undefined) return known
    const id = this.atoms.push({ symbol: relation, args, key }) - 1
    this.#atomOf.set(key, id)
    for (const at of this.view.factsAt(key)) {
      if (at.fact.literal.kind === 'atom') this.#addFact(at, [{ kind: 'atom', positive: at.fact.literal.positive, atom: id }])
    }
    return id
  }

  term(quantity: string, args: readonly number[]): number {
    const key = keyOf(quantity, args)
    const known = this.#termOf.get(key)
    if (known !== undefined) return known
    const date = this.view.compiled.base.quantities.get(quantity)?.date === true
    const id = this.terms.push({ symbol: quantity, args, key, date }) - 1
    this.#termOf.set(key, id)
    for (const at of this.view.factsAt(key)) {
      if (at.fact.literal.kind !== 'quantity') continue
      for (const b of boundsOf<number>({ kind: 'quantity', term: id }, at.fact.literal.value)) this.#addFact(at, [{ kind: 'compare', ...b, terms: [id] }])
    }
    return id
  }

  #addFact(at: FactAt, literals: readonly GroundLiteral[]): void {
    this.store.add(at.item, -1, `${at.item}`, literals)
  }

  /** Adds a clause that no rule wrote, such as what closing a relation says. */
  addClause(item: number, instance: string, literals: readonly GroundLiteral[]): void {
    this.store.add(item, -1, instance, literals)
  }

  /** A group of one clause over atoms that are here already. */
  addSwitch(literals: readonly GroundLiteral[]): number {
    const group = this.#groups++
    this.store.add(-1, group, `switch${group}`, literals)
    return group
  }

  #instantiate(clause: Clause, binding: number[]): void {
    if (this.clauses.length > this.#options.mostClauses) { this.#cut = true; return }
    const at = binding.indexOf(-1)
    if (at < 0) {
      const missing = this.#options.full || this.#options.eager ? undefined : this.#missing(clause, binding)
      return missing ? this.#await(missing, clause, binding) : this.#ground(clause, binding)
    }
    const once = `${this.#numberOf(clause)}~${binding.join(',')}`
    if (this.#seen.has(once)) return
    this.#seen.add(once)
    const literal = this.#options.full ? undefined : this.#sources.bestLiteral(clause, binding)
    const leftOpen = literal ? this.#who.promiseAll(literal.args, binding) : undefined
    if (literal && leftOpen === undefined) return this.#table(clause, binding, literal)
    if (this.#promising) for (const literal of clause.literals) this.#awaken(literal, binding)
    const next = leftOpen ?? at
    this.#waiting.push({ clause, binding, at: next })
    for (const id of [...this.#who.members(clause.variables[next]?.type ?? 'Thing')]) this.#instantiate(clause, binding.with(next, id))
  }

  /** The first atom that must be true for the clause to matter and that nothing found so far could make true. */
  #missing(clause: Clause, binding: readonly number[]): { relation: string; args: number[]; key: string } | undefined {
    for (const literal of clause.literals) {
      if (literal.kind !== 'atom' || literal.positive || literal.relation === SAME) continue
      const args: number[] = []
      for (const term of literal.args) {
        const id = this.#who.individual(term, binding)
        if (id === undefined) return undefined
        args.push(id)
      }
      const key = keyOf(literal.relation, args)
      const known = this.#offered.get(`+${literal.relation}`)?.has(key) === true
      if (!known && !this.view.factsAt(key).some(({ fact }) => fact.literal.kind === 'atom' && fact.literal.positive)) return { relation: literal.relation, args, key }
    }
    return undefined
  }

  #await({ relation, args, key }: { relation: string; args: number[]; key: string }, clause: Clause, binding: number[]): void {
    const again = (): void => this.#instantiate(clause, binding)
    const waiting = this.#awaited.get(key)
    if (waiting) waiting.push(again)
    else {
      this.#awaited.set(key, [again])
      this.wanted.push({ symbol: relation, args, key })
      this.#queue.push(() => this.#expand('+', relation, args))
    }
  }

  #bind(clause: Clause, binding: readonly number[], pattern: readonly TermRef[], args: readonly number[]): void {
    const next = [...binding]
    if (this.#who.unify(pattern, args, clause, next)) this.#instantiate(clause, next)
  }

  /** Binds the literal by what contradicts it: facts, and atoms in clauses, also those that turn up later. */
  #table(clause: Clause, binding: readonly number[], literal: Literal & { kind: 'atom' }): void {
    const { args: pattern, relation, positive } = literal
    const key = `${positive ? '-' : '+'}${relation}`
    const waiting = this.#tabled.get(key)
    if (waiting) waiting.push({ clause, binding, pattern })
    else this.#tabled.set(key, [{ clause, binding, pattern }])
    if (!positive) this.openPatterns.push({ symbol: relation, args: pattern.map((t) => (t.kind === 'skolem' ? undefined : this.#who.individual(t, binding))) })
    this.#awaken(literal, binding)
    for (const { fact, args } of this.#sources.facts(literal, binding)) {
      if (fact.literal.kind === 'atom' && fact.literal.positive !== positive) this.#bind(clause, binding, pattern, args)
    }
    for (const args of [...(this.#offered.get(key)?.values() ?? [])]) this.#bind(clause, binding, pattern, args)
  }

  /** A clause now has this atom in it, with this sign. */
  #offer(atom: number, positive: boolean): void {
    const { symbol, args, key } = this.atoms[atom] as GroundSymbol
    const signed = `${positive ? '+' : '-'}${symbol}`
    const known = this.#offered.get(signed) ?? new Map<string, readonly number[]>()
    this.#offered.set(signed, known)
    if (known.has(key)) return
    known.set(key, args)
    for (const { clause, binding, pattern } of this.#tabled.get(signed) ?? []) this.#queue.push(() => this.#bind(clause, binding, pattern, args))
    if (positive) this.#queue.push(...(this.#awaited.get(key) ?? []))
  }

  /** Meets the clauses that could contradict an open literal: among them may be some that make individuals. */
  #awaken(literal: Literal, binding: readonly number[]): void {
    for (const { clause, binding: other } of this.#sources.contradicting(literal, binding)) {
      if (!this.#seen.has(`${this.#numberOf(clause)}~${other.join(',')}`)) this.#queue.push(() => this.#instantiate(clause, other))
    }
  }

  #numberOf(clause: Clause): number {
    const number = this.#clauseNumber.get(clause) ?? this.#clauseNumber.size
    this.#clauseNumber.set(clause, number)
    return number
  }

  #ground(clause: Clause, binding: readonly number[]): void {
    const seenKey = `${this.#numberOf(clause)}:${binding.join(',')}`
    if (this.#seen.has(seenKey)) return
    this.#seen.add(seenKey)
    const prepared: (() => GroundLiteral)[] = []
    // What the question asks is looked into even where facts answer it: they may be in conflict.
    const cut = !this.#options.thorough && !(this.#groupOf.has(clause) && !this.view.consistent)
    for (const literal of clause.literals) {
      if (literal.kind === 'atom') {
        const args = literal.args.map((t) => this.#who.individual(t, binding))
        if (args.some((a) => a === undefined)) return
        const ids = args as number[]
        if (literal.relation === SAME) {
          const [a, b] = ids as [number, number]
          if (a === b || (a < this.firstLocal && b < this.firstLocal)) {
            if ((a === b) === literal.positive) return
            continue
          }
          this.equality = true
          if (a > b) ids.reverse()
        } else if (cut && settledTruth(this.view, keyOf(literal.relation, ids)) === literal.positive) return
        prepared.push(() => ({ kind: 'atom', positive: literal.positive, atom: this.atom(literal.relation, ids) }))
        continue
      }
      let tooDeep = false
      const side = (e: Numeric<QuantityRef>): Numeric<{ quantity: string; args: number[] }> => mapNumeric(e, (q) => {
        const args = q.args.map((t) => this.#who.individual(t, binding) ?? -1)
        tooDeep ||= args.includes(-1)
        return { kind: 'quantity', term: { quantity: q.quantity, args } }
      })
      const left = side(literal.left)
      const right = side(literal.right)
      if (tooDeep) return
      const range = (q: { quantity: string; args: number[] }): Interval =>
        cut ? settledRange(this.view, keyOf(q.quantity, q.args), this.view.compiled.base.quantities.get(q.quantity)?.date === true) : EVERYTHING
      if (truthOf(literal.operator, rangeOf(left, range), rangeOf(right, range)) === true) return
      prepared.push(() => {
        const terms = new Set<number>()
        const intern = (e: Numeric<{ quantity: string; args: number[] }>): Numeric<number> => mapNumeric(e, (q) => {
          const term = this.term(q.quantity, q.args)
          terms.add(term)
          return { kind: 'quantity', term }
        })
        return { kind: 'compare', operator: literal.operator, left: intern(left), right: intern(right), terms: [...terms] }
      })
    }
    const literals = prepared.map((make) => make())
    const group = this.#groupOf.get(clause) ?? -1
    const bound = clause.variables.map((v, i) => [v.name, binding[i] as number] as const)
    const instance = `${clause.item}:${bound.map(([name, id]) => `${name}=${id}`).sort().join(',')}`
    this.store.add(group >= 0 ? -1 : clause.item, group, instance, literals, bound)
    for (const literal of literals) {
      if (literal.kind === 'compare') for (const term of literal.terms) this.#reachTerm(term, this.#options.thorough)
      else {
        this.#offer(literal.atom, literal.positive)
        this.#reach(literal.atom, literal.positive, this.#options.thorough)
        if (this.#options.thorough) this.#reach(literal.atom, !literal.positive, true)
      }
    }
  }

  /** An atom may be taken to have this sign: queue the clauses that could contradict it. */
  #reach(atom: number, sign: boolean, beyondFacts: boolean): void {
    const code = atom * 8 + (sign ? 1 : 0) + (beyondFacts ? 2 : 0)
    if (this.#reached.has(code)) return
    this.#reached.add(code)
    const { symbol, args, key } = this.atoms[atom] as GroundSymbol
    if (symbol === SAME) return
    if (this.#sources.closed(symbol) && !this.closedAtoms.has(atom)) {
      this.closedAtoms.add(atom)
      this.#reach(atom, !sign, beyondFacts)
    }
    if (!beyondFacts && settledTruth(this.view, key) === !sign) return
    if (this.#options.full) return this.#reachSymbol(sign ? '-' : '+', symbol)
    this.#queue.push(() => this.#expand(sign ? '-' : '+', symbol, args))
  }

  /** Meets every clause in which the atom stands with this sign. */
  #expand(sign: '+' | '-', symbol: string, args: readonly number[]): void {
    const once = `${sign}${keyOf(symbol, args)}`
    if (this.#seen.has(once)) return
    this.#seen.add(once)
    for (const { clause, literal } of this.#sources.occurrences(sign + symbol)) {
      const l = clause.literals[literal]
      const binding = clause.variables.map(() => -1)
      if (l?.kind === 'atom' && this.#who.unify(l.args, args, clause, binding)) this.#instantiate(clause, binding)
    }
  }

  #reachTerm(term: number, beyondFacts: boolean): void {
    const code = term * 8 + 4 + (beyondFacts ? 2 : 0)
    if (this.#reached.has(code)) return
    this.#reached.add(code)
    const { symbol, args, key, date } = this.terms[term] as GroundSymbol & { date: boolean }
    if (!beyondFacts && onlyValue(settledRange(this.view, key, date))) return
    if (this.#options.full) return this.#reachSymbol('#', symbol)
    this.#queue.push(() => {
      for (const { clause, literal } of this.#sources.occurrences(`#${symbol}`)) {
        const l = clause.literals[literal]
        if (l?.kind !== 'compare') continue
        const meet = (q: QuantityRef): void => {
          const binding = clause.variables.map(() => -1)
          if (q.quantity === symbol && this.#who.unify(q.args, args, clause, binding)) this.#instantiate(clause, binding)
        }
        eachQuantity(l.left, meet)
        eachQuantity(l.right, meet)
      }
    })
  }

  /** All facts of a symbol, and all clauses that could contradict it, over everyone. */
  #reachSymbol(sign: '+' | '-' | '#', symbol: string): void {
    if (this.#symbols.has(sign + symbol)) return
    this.#symbols.add(sign + symbol)
    this.#queue.push(() => {
      for (const { fact, args } of this.view.factsOf(symbol)) {
        if (fact.literal.kind === 'quantity') this.term(symbol, args)
        else this.atom(symbol, args)
      }
      for (const { clause } of this.#sources.occurrences(sign + symbol)) this.#instantiate(clause, clause.variables.map(() => -1))
    })
  }
}
