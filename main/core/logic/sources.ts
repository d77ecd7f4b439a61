/** Where the literals of a clause can be contradicted: by facts, by clauses of the base, by the question. */
import { SAME, type Clause, type TermRef } from './clause.ts'
import type { Occurrence, View } from './compiled.ts'
import type { Individuals } from './individuals.ts'

export class Sources {
  readonly #view: View
  readonly #own: ReadonlyMap<string, readonly Occurrence[]>
  readonly #who: Individuals
  readonly #sources = new Map<string, { wide: boolean; found: readonly (readonly TermRef[])[] }>()

  /** `own` is the index of the question's clauses; it must be whole before anything is asked. */
  constructor(view: View, own: ReadonlyMap<string, readonly Occurrence[]>, who: Individuals) {
    this.#view = view
    this.#own = own
    this.#who = who
  }

  /**
   * A clause matters only if each of its literals can be contradicted. Where
   * only facts (or single clauses of the question) can contradict one, these
   * are all the bindings there are to try.
   */
  narrowest(clause: Clause, binding: readonly number[]): { pattern: readonly TermRef[]; tuples: (readonly number[])[] } | undefined {
    let best: { pattern: readonly TermRef[]; tuples: (readonly number[])[] } | undefined
    for (const literal of clause.literals) {
      if (literal.kind !== 'atom' || literal.relation === SAME) continue
      const open = literal.args.some((t) => t.kind === 'variable' && binding[t.index] === -1)
      if (!open || literal.args.some((t) => t.kind === 'skolem' && this.#who.individual(t, binding) === undefined)) continue
      const source = this.#sourceOf(literal.positive ? '-' : '+', literal.relation)
      if (source.wide) continue
      const position = literal.args.findIndex((t) => t.kind === 'individual' || (t.kind === 'variable' && binding[t.index] !== -1))
      const bound = position >= 0 ? this.#who.individual(literal.args[position] as TermRef, binding) : undefined
      const facts = bound === undefined ? this.#view.factsOf(literal.relation) : this.#view.factsOf(literal.relation, position, bound)
      if (best && facts.length >= best.tuples.length) continue
      const tuples: (readonly number[])[] = []
      for (const { fact, args } of facts) if (fact.literal.kind === 'atom' && fact.literal.positive !== literal.positive) tuples.push(args)
      for (const terms of source.found) {
        const args = terms.map((t) => this.#who.individual(t, []))
        if (args.every((a) => a !== undefined)) tuples.push(args as number[])
      }
      best = { pattern: literal.args, tuples }
    }
    return best
  }

  wide(sign: '+' | '-', relation: string): boolean { return this.#sourceOf(sign, relation).wide }

  /** Whether rules can give a relation this sign for more than single named tuples. */
  #sourceOf(sign: '+' | '-', relation: string): { wide: boolean; found: readonly (readonly TermRef[])[] } {
    const key = sign + relation
    const known = this.#sources.get(key)
    if (known) return known
    let wide = sign === '-' && this.closed(relation)
    const found: (readonly TermRef[])[] = []
    for (const { clause, literal } of this.occurrences(key)) {
      const l = clause.literals[literal]
      if (l?.kind !== 'atom') continue
      if (clause.variables.length > 0) { wide = true; break }
      found.push(l.args)
    }
    const source = { wide, found }
    this.#sources.set(key, source)
    return source
  }

  closed(relation: string): boolean {
    const item = this.#view.compiled.closedItem.get(relation)
    return item !== undefined && (!this.#view.only || this.#view.only.has(item))
  }

  *occurrences(key: string): Iterable<Occurrence> {
    const { only } = this.#view
    for (const occurrence of this.#view.compiled.occurrences.get(key) ?? []) if (!only || only.has(occurrence.clause.item)) yield occurrence
    yield* this.#own.get(key) ?? []
  }
}
