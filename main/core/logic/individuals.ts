/** Who there is in a slice: the named individuals, and those that a `some` promises. */
import type { Clause, SkolemSymbol, TermRef } from './clause.ts'
import type { View } from './compiled.ts'

interface LocalIndividual { readonly name: string; readonly type: string; readonly depth: number; readonly symbol?: SkolemSymbol; readonly args: readonly number[] }

export class Individuals {
  readonly view: View
  readonly locals: LocalIndividual[] = []
  /** The number of the first unnamed individual; all below are named. */
  readonly firstLocal: number
  /** Some individual was not made because it would be nested too deep. */
  tooDeep = false
  /** Who was made for which promise, by the arguments it depends on. */
  readonly #promised = new Map<SkolemSymbol, Map<string, number>>()
  readonly #depth: number
  readonly #onNew: (id: number) => void

  constructor(view: View, depth: number, onNew: (id: number) => void) {
    this.view = view
    this.firstLocal = view.compiled.individuals.length
    this.#depth = depth
    this.#onNew = onNew
  }

  nameOf(individual: number): string {
    return (this.view.compiled.individuals[individual] ?? this.locals[individual - this.firstLocal])?.name ?? ''
  }

  isOfType(id: number, type: string): boolean {
    return id < this.firstLocal ? this.view.isOfType(id, type) : type === 'Thing' || this.locals[id - this.firstLocal]?.type === type
  }

  #local(individual: LocalIndividual): number {
    const id = this.firstLocal + this.locals.push(individual) - 1
    this.#onNew(id)
    return id
  }

  /** Everyone of the type; types are non-empty, so one is made up where none is named. */
  members(type: string): readonly number[] {
    const locals = this.locals.flatMap((l, at) => (type === 'Thing' || l.type === type ? [this.firstLocal + at] : []))
    const named = this.view.members(type)
    if (named.length === 0 && locals.length === 0) return [this.#local({ name: `some ${type}`, type, depth: 0, args: [] })]
    return locals.length === 0 ? named : [...named, ...locals]
  }

  /** The individual a term denotes; undefined if a variable is unbound or the nesting goes too deep. */
  individual(term: TermRef, binding: readonly number[]): number | undefined {
    if (term.kind === 'individual') return this.view.canonical(term.id)
    if (term.kind === 'variable') return binding[term.index] === -1 ? undefined : binding[term.index]
    const args: number[] = []
    for (const part of term.args) {
      const id = this.individual(part, binding)
      if (id === undefined) return undefined
      args.push(id)
    }
    let promised = this.#promised.get(term.symbol)
    if (promised === undefined) this.#promised.set(term.symbol, (promised = new Map()))
    const key = args.join(',')
    const known = promised.get(key)
    if (known !== undefined) return known
    const depth = args.length === 0 ? 0 : 1 + Math.max(...args.map((a) => (a < this.firstLocal ? 0 : (this.locals[a - this.firstLocal] as LocalIndividual).depth)))
    if (depth > this.#depth) {
      this.tooDeep = true
      return undefined
    }
    promised.set(key, this.firstLocal + this.locals.length)
    return this.#local({ name: `some ${term.symbol.type}${args.length > 0 ? ` for ${args.map((a) => this.nameOf(a)).join(', ')}` : ''}`, type: term.symbol.type, depth, symbol: term.symbol, args })
  }

  /**
   * Makes the individuals that a literal speaks of, so that what is said of everyone is said of them too.
   * If one depends on a variable that is still open: that variable.
   */
  promiseAll(args: readonly TermRef[], binding: readonly number[]): number | undefined {
    for (const term of args) {
      if (term.kind !== 'skolem') continue
      const open = openIn(term, binding)
      if (open !== undefined) return open
      this.individual(term, binding)
    }
    return undefined
  }

  unify(pattern: readonly TermRef[], args: readonly number[], clause: Clause, binding: number[]): boolean {
    return pattern.every((term, at) => this.unifyTerm(term, args[at] as number, clause, binding))
  }

  unifyTerm(term: TermRef, id: number, clause: Clause, binding: number[]): boolean {
    if (term.kind === 'individual') return this.view.canonical(term.id) === id
    if (term.kind === 'skolem') {
      const local = id >= this.firstLocal ? this.locals[id - this.firstLocal] : undefined
      return local?.symbol === term.symbol && this.unify(term.args, local.args, clause, binding)
    }
    if (binding[term.index] !== -1) return binding[term.index] === id
    if (!this.isOfType(id, clause.variables[term.index]?.type ?? 'Thing')) return false
    binding[term.index] = id
    return true
  }
}

/** The first variable of a term that has no value yet. */
function openIn(term: TermRef, binding: readonly number[]): number | undefined {
  if (term.kind === 'variable') return binding[term.index] === -1 ? term.index : undefined
  if (term.kind === 'individual') return undefined
  for (const part of term.args) {
    const open = openIn(part, binding)
    if (open !== undefined) return open
  }
  return undefined
}
