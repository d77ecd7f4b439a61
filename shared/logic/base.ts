/** The elaborated rule base: what the parser and the type check make of the `.rules` texts, and what the engine and the reader of sentences work on. */
import type { Expression, Formula, Interval, Term, TypedVariable } from './formula.ts'
import type { Rational } from './rational.ts'

/** Where a declaration stands: `file` as given by the caller, `line` from 1, UTF-16 offsets half open. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly start: number
  readonly end: number
}

export interface Diagnostic {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly start: number
  readonly end: number
  readonly severity: 'error' | 'warning' | 'note'
  /** A stable code for tests and for the editor, such as `unknown-name`. */
  readonly code: string
  readonly message: string
  /** What to do about it, in words; `replacement` is the text that would do it in place. */
  readonly mend: string
  readonly replacement?: string
}

/** Exponents of the base dimensions; keys: m, kg, s, A, K, mol, cd, bit, date, and one per currency (`EUR`, `USD`, …). Empty: a pure number. */
export type Dimension = Readonly<Record<string, number>>

export interface Unit {
  readonly symbol: string
  readonly dimension: Dimension
  /** base = value * factor + offset; offset only for absolute °C and °F. */
  readonly factor: Rational
  readonly offset?: Rational
}

export interface TypeSymbol { readonly name: string; readonly also: readonly string[]; readonly place?: Place }
export interface EntitySymbol { readonly name: string; readonly type: string; readonly also: readonly string[]; readonly place?: Place }
export interface RelationSymbol {
  readonly name: string
  /** Types of the arguments; `Thing` where none was given. */
  readonly parameters: readonly string[]
  readonly says: readonly string[]
  readonly also: readonly string[]
  readonly closed: boolean
  readonly place?: Place
}
export interface QuantitySymbol {
  readonly name: string
  readonly parameters: readonly string[]
  readonly unit?: Unit
  readonly date: boolean
  readonly dimension: Dimension
  /** From `at least 0` or any bound after the unit, in base magnitude. */
  readonly bounds?: Interval
  readonly says: readonly string[]
  readonly also: readonly string[]
  readonly place?: Place
}

export type Severity = 'block' | 'warn' | 'note'

interface Item {
  /** The id that `because` shows: a rule's own id, `define:NAME`, `fact:ATOM`, `closed:REL`. Two facts may share one (different values or validity). */
  readonly id: string
  /** The user's title, or else the printed formula; never empty. */
  readonly title: string
  /** SHA-256 over the printed normal form, hex. */
  readonly hash: string
  readonly place: Place
}

export interface StrictRule extends Item {
  readonly kind: 'rule'
  /** Closed: free variables are already bound by an outer `forall`. */
  readonly formula: Formula
  readonly severity: Severity
  readonly priority: number
}
export interface DefaultRule extends Item {
  readonly kind: 'default'
  readonly variables: readonly TypedVariable[]
  readonly when: Formula
  readonly then: Formula
  /** `false` when there is no `unless`. */
  readonly unless: Formula
  readonly priority: number
  readonly severity: Severity
}
export interface Definition extends Item {
  readonly kind: 'define'
  /** `define:NAME` names this quantity or relation. */
  readonly symbol: string
  readonly variables: readonly TypedVariable[]
  readonly body:
    | { readonly kind: 'quantity'; readonly head: Expression & { kind: 'quantity' }; readonly value: Expression }
    | { readonly kind: 'relation'; readonly head: Formula & { kind: 'atom' }; readonly value: Formula }
}
export interface Fact extends Item {
  readonly kind: 'fact'
  readonly literal:
    | { readonly kind: 'atom'; readonly positive: boolean; readonly relation: string; readonly args: readonly Term[] }
    | { readonly kind: 'quantity'; readonly quantity: string; readonly args: readonly Term[]; readonly value: Interval; readonly about: boolean }
    | { readonly kind: 'same'; readonly left: string; readonly right: string }
  /** ISO dates; half open; undefined is `open`. A fact with neither always holds. */
  readonly validFrom?: string
  readonly validTo?: string
  readonly from?: string
  readonly on?: string
}
export interface Closure extends Item { readonly kind: 'closed'; readonly relation: string }

export interface Policy extends Item {
  readonly kind: 'policy'
  readonly topics: readonly string[]
  readonly sources?: number
  readonly tier?: 'primary' | 'reviewed' | 'published' | 'informal' | 'unknown'
  /** Newer than so many days. */
  readonly newerThanDays?: number
  readonly severity: Severity
}
export interface Wording extends Item {
  readonly kind: 'wording'
  readonly avoid: readonly string[]
  readonly unlessSourced: boolean
  readonly severity: Severity
}
export interface Judge extends Item { readonly kind: 'judge'; readonly question: string; readonly severity: Severity }

export interface BaseTest {
  readonly title: string
  /** A sentence to read, or a formula already elaborated. */
  readonly claim: { readonly sentence: string } | { readonly formula: Formula; readonly printed: string }
  readonly expected: LogicVerdictName
  /** Ids after `by`, which must be among `because`. */
  readonly by: readonly string[]
  readonly place: Place
}

export type LogicVerdictName = 'proved' | 'refuted' | 'presumed' | 'possible' | 'silent' | 'ambiguous' | 'inconsistent' | 'undecided'

export interface RuleBase {
  readonly types: ReadonlyMap<string, TypeSymbol>
  readonly entities: ReadonlyMap<string, EntitySymbol>
  readonly relations: ReadonlyMap<string, RelationSymbol>
  readonly quantities: ReadonlyMap<string, QuantitySymbol>
  readonly rules: readonly StrictRule[]
  readonly defaults: readonly DefaultRule[]
  readonly definitions: readonly Definition[]
  readonly facts: readonly Fact[]
  readonly closures: readonly Closure[]
  readonly policies: readonly Policy[]
  readonly wordings: readonly Wording[]
  readonly judges: readonly Judge[]
  readonly tests: readonly BaseTest[]
  /** The name given by `ruleset`. */
  readonly title?: string
  readonly diagnostics: readonly Diagnostic[]
  /** SHA-256 over the sorted hashes of all items, hex: the base version. */
  readonly version: string
}
