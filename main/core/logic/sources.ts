/** Where the literals of a clause can be contradicted: by facts, by clauses of the base, by the question. */
import { eachQuantity, SAME, type Clause, type Literal, type QuantityRef, type TermRef } from './clause.ts'
import type { FactAt, Occurrence, View } from './compiled.ts'
import type { Individuals } from './individuals.ts'

/** Above any number of facts: where rules can make atoms, facts do not bound them. */
const WIDE = 1e9

export class Sources {
  readonly #view: View
  readonly #own: ReadonlyMap<string, readonly Occurrence[]>
  readonly #who: Individuals
  readonly #wide = new Map<string, boolean>()

  /** `own` is the index of the question's clauses. */
  constructor(view: View, own: ReadonlyMap<string, readonly Occurrence[]>, who: Individuals) {
    this.#view = view
    this.#own = own
    this.#who = who
  }

  /**
   * The literal by which to bind a clause's open variables. A clause matters
   * only if each of its literals can be contradicted, so the bindings to try
   * are those of what contradicts one. `not R(…)` will do always, for all
   * atoms of R that nothing makes true may be false together; `R(…)` only
   * where no rule denies R in general.
   */
  bestLiteral(clause: Clause, binding: readonly number[]): (Literal & { kind: 'atom' }) | undefined {
    let best: (Literal & { kind: 'atom' }) | undefined
    let fewest = Infinity
    for (const literal of clause.literals) {
      if (literal.kind !== 'atom' || literal.relation === SAME || !literal.args.some((t) => this.#isOpen(t, binding))) continue
      const wide = this.wide(literal.positive ? '-' : '+', literal.relation)
      if (wide && literal.positive) continue
      const count = wide ? WIDE - literal.args.filter((t) => !this.#isOpen(t, binding)).length : this.facts(literal, binding).length
      if (count >= fewest) continue
      best = literal
      fewest = count
    }
    return best
  }

  #isOpen(term: TermRef, binding: readonly number[]): boolean {
    return term.kind === 'skolem' || (term.kind === 'variable' && binding[term.index] === -1)
  }

  /** Facts that could match the literal, of either sign. */
  facts(literal: Literal & { kind: 'atom' }, binding: readonly number[]): readonly FactAt[] {
    const position = literal.args.findIndex((t) => !this.#isOpen(t, binding))
    const bound = position >= 0 ? this.#who.individual(literal.args[position] as TermRef, binding) : undefined
    return bound === undefined ? this.#view.factsOf(literal.relation) : this.#view.factsOf(literal.relation, position, bound)
  }

  /** Whether rules, and not facts and single instances alone, can give a relation this sign. */
  wide(sign: '+' | '-', relation: string): boolean {
    const key = sign + relation
    let wide = this.#wide.get(key)
    if (wide === undefined) {
      wide = sign === '-' && this.closed(relation)
      for (const { clause } of this.occurrences(key)) if ((wide ||= clause.variables.length > 0)) break
      this.#wide.set(key, wide)
    }
    return wide
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

  /** The clauses that could contradict a literal some of whose arguments are open, bound as far as it binds them. */
  *contradicting(literal: Literal, binding: readonly number[]): Iterable<{ clause: Clause; binding: number[] }> {
    if (literal.kind === 'atom') {
      if (literal.relation !== SAME) yield* this.#meeting(`${literal.positive ? '-' : '+'}${literal.relation}`, literal.args, binding, (l) => (l.kind === 'atom' ? [l.args] : []))
      return
    }
    for (const q of quantitiesOf(literal)) {
      yield* this.#meeting(`#${q.quantity}`, q.args, binding, (l) => quantitiesOf(l).filter((o) => o.quantity === q.quantity).map((o) => o.args))
    }
  }

  *#meeting(key: string, pattern: readonly TermRef[], binding: readonly number[], argsOf: (l: Literal) => (readonly TermRef[])[]): Iterable<{ clause: Clause; binding: number[] }> {
    const known = pattern.map((t) => (t.kind === 'skolem' ? undefined : this.#who.individual(t, binding)))
    if (known.every((id) => id !== undefined)) return
    for (const { clause, literal } of this.occurrences(key)) {
      for (const args of argsOf(clause.literals[literal] as Literal)) {
        const other = clause.variables.map(() => -1)
        if (args.every((t, i) => known[i] === undefined || this.#who.unifyTerm(t, known[i], clause, other))) yield { clause, binding: other }
      }
    }
  }
}

function quantitiesOf(literal: Literal): QuantityRef[] {
  const found: QuantityRef[] = []
  if (literal.kind === 'compare') for (const side of [literal.left, literal.right]) eachQuantity(side, (q) => found.push(q))
  return found
}
