/** The core form of a formula: names resolved, types known, numbers exact in SI base magnitude. Reader and parser make it, the engine decides it. */
import type { Unit } from './base.ts'
import type { Rational } from './rational.ts'

/** An individual or a variable. Entities are named by their canonical identifier (NFC). */
export type Term = { readonly kind: 'entity'; readonly name: string } | { readonly kind: 'variable'; readonly name: string }

/**
 * A range of exact values in base units (dates: days since 1970-01-01, as an integer rational).
 * A missing end is unbounded. `lowOpen`/`highOpen` exclude the end itself.
 */
export interface Interval {
  readonly low?: Rational
  readonly high?: Rational
  readonly lowOpen?: boolean
  readonly highOpen?: boolean
}

/** A numeric expression in base units; `%` is already 1/100, dates are days since 1970-01-01. */
export type Expression =
  /** `unit` is the one it was written in: a hint for printing, without meaning for deciding. */
  | { readonly kind: 'number'; readonly value: Rational; readonly unit?: Unit }
  | { readonly kind: 'quantity'; readonly quantity: string; readonly args: readonly Term[] }
  | { readonly kind: 'add' | 'subtract' | 'multiply' | 'divide'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'negate'; readonly of: Expression }
  /** date plus (or, with negative `months`, minus) a calendar duration: months are calendar months, clamped to the month's end. */
  | { readonly kind: 'shiftMonths'; readonly date: Expression; readonly months: number }

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

export type Formula =
  | { readonly kind: 'true' }
  | { readonly kind: 'false' }
  | { readonly kind: 'atom'; readonly relation: string; readonly args: readonly Term[] }
  | { readonly kind: 'same'; readonly left: Term; readonly right: Term }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Expression; readonly right: Expression }
  /** The expression's value lies in the interval: `about 1.33`, a rounded number of a sentence, `between 30 and 40 kW`. */
  | { readonly kind: 'within'; readonly expression: Expression; readonly interval: Interval; readonly about: boolean }
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Formula[] }
  | { readonly kind: 'xor' | 'implies' | 'iff'; readonly left: Formula; readonly right: Formula }
  /** Every variable has a type; `Thing` is the type of everything. */
  | { readonly kind: 'forall' | 'exists'; readonly variables: readonly TypedVariable[]; readonly body: Formula }

export interface TypedVariable {
  readonly name: string
  readonly type: string
}
