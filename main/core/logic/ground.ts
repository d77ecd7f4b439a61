/** Ground clauses: rules with individuals in the place of their variables. */
import type { CompareOperator, Numeric } from './clause.ts'

export type GroundLiteral =
  | { readonly kind: 'atom'; readonly positive: boolean; readonly atom: number }
  | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly left: Numeric<number>; readonly right: Numeric<number>; readonly terms: readonly number[] }

export interface GroundClause {
  readonly id: number
  /** The item it is an instance of; -1 for a clause of a question group. */
  readonly item: number
  /** -1 for the base; else it counts only while its group is switched on. */
  readonly group: number
  /** The instance: clauses of one rule under one assignment stand and fall together. */
  readonly instance: string
  readonly binding: readonly (readonly [name: string, individual: number])[]
  readonly literals: readonly GroundLiteral[]
}

export interface GroundSymbol { readonly symbol: string; readonly args: readonly number[]; readonly key: string }

/** Ground clauses in the order in which they were met, and where each symbol stands in them. */
export class GroundClauses {
  readonly list: GroundClause[] = []
  readonly ofAtom: (number[] | undefined)[] = []
  readonly ofTerm: (number[] | undefined)[] = []
  readonly ofGroup = new Map<number, number[]>()

  add(item: number, group: number, instance: string, literals: readonly GroundLiteral[], binding: GroundClause['binding'] = []): void {
    const id = this.list.push({ id: this.list.length, item, group, instance, binding, literals }) - 1
    for (const literal of literals) {
      if (literal.kind === 'atom') (this.ofAtom[literal.atom] ??= []).push(id)
      else for (const term of literal.terms) (this.ofTerm[term] ??= []).push(id)
    }
    if (group < 0) return
    const own = this.ofGroup.get(group)
    if (own) own.push(id)
    else this.ofGroup.set(group, [id])
  }
}

export interface SliceOptions {
  /** Follow every clause both ways and do not stop at known facts: needed where facts may be in conflict. */
  readonly thorough?: boolean
  /** Ground every clause that shares a symbol, over everyone: needed where unnamed individuals may turn out to be named ones. */
  readonly full?: boolean
  /** Also ground what needs atoms that nothing makes true: to see what would decide. */
  readonly eager?: boolean
  readonly mostClauses?: number
  /** Stop as soon as there are more: what is cut off is of no use to the asker. */
  readonly brief?: boolean
  /** How deep individuals that a `some` promises may be nested. */
  readonly depth?: number
}
