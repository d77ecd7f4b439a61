/** The shapes of a compiled base and of a view of it. */
import type { Closure, DefaultRule, Definition, Fact, Place, QuantitySymbol, RuleBase, StrictRule } from '../../../shared/logic/base.ts'
import type { Clause } from './clause.ts'

/** Anything that can carry a verdict, with the number by which the engine knows it. */
export type Item =
  | { readonly kind: 'rule'; readonly id: string; readonly place: Place; readonly rule: StrictRule }
  | { readonly kind: 'default'; readonly id: string; readonly place: Place; readonly rule: DefaultRule }
  | { readonly kind: 'define'; readonly id: string; readonly place: Place; readonly definition?: Definition; readonly bounded?: QuantitySymbol }
  | { readonly kind: 'closed'; readonly id: string; readonly place: Place; readonly closure: Closure }
  | { readonly kind: 'fact'; readonly id: string; readonly place: Place; readonly fact: Fact }

export interface Occurrence {
  readonly clause: Clause
  /** Which literal of the clause. */
  readonly literal: number
}

export interface CompiledBase {
  readonly base: RuleBase
  /** All but the facts; a fact's number is `firstFact` plus its place in `base.facts`. */
  readonly items: readonly Item[]
  readonly firstFact: number
  readonly individuals: readonly { readonly name: string; readonly type: string }[]
  readonly individualNamed: ReadonlyMap<string, number>
  readonly clauses: readonly Clause[]
  /** Some rule promises individuals that have no name. */
  readonly promising: boolean
  readonly clausesOfItem: ReadonlyMap<number, readonly Clause[]>
  /** `+rel`, `-rel` for atoms by sign, `#quantity` for comparisons. */
  readonly occurrences: ReadonlyMap<string, readonly Occurrence[]>
  readonly closedItem: ReadonlyMap<string, number>
  /** Closed relations in the order in which they must be closed: what one leans on comes first. */
  readonly closedStrata: readonly (readonly string[])[]
  readonly defaultItems: readonly number[]
  /** Every day on which some fact begins or ceases to hold, sorted. */
  readonly boundaries: readonly string[]
  /** Filled by `viewOf`: one per stretch of days on which the same facts hold. */
  readonly views: Map<number, View>
}

/** A fact about a tuple of individuals, its arguments already the canonical ones. */
export interface FactAt {
  readonly item: number
  readonly fact: Fact
  readonly args: readonly number[]
}

export interface View {
  readonly compiled: CompiledBase
  /** If given, only these items hold. */
  readonly only?: { has(item: number): boolean }
  /** The one number under which an individual and all that are the same as it are known. */
  canonical(id: number): number
  /** The `same as` facts of the individual's class. */
  sameFacts(id: number): readonly number[]
  /** Canonical named individuals of a type. */
  members(type: string): readonly number[]
  isOfType(id: number, type: string): boolean
  /** Facts on exactly this atom or quantity; `key` as from `keyOf`. */
  factsAt(key: string): readonly FactAt[]
  /** Facts of a symbol, all, or only those with `id` at `position`. */
  factsOf(symbol: string, position?: number, id?: number): readonly FactAt[]
  /** Set once a complete check found that nothing in this view conflicts. */
  consistent?: boolean
  /** Atoms and quantities, as from `keyOf`, whose facts are in conflict with something: they answer nothing by themselves. */
  readonly doubted?: ReadonlySet<string>
  /** Collects the atoms and quantities whose facts were taken for the whole answer. */
  readonly leaned?: Set<string>
}
