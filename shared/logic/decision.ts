/** What the logic answers on one claim: the seam between reader, engine, command line and screen. */
import type { Diagnostic, LogicVerdictName } from './base.ts'
import type { Formula } from './formula.ts'

export interface BecauseEntry {
  readonly id: string
  readonly kind: 'rule' | 'default' | 'define' | 'fact' | 'closed'
  readonly line: number
  readonly file?: string
  readonly version?: number
  /** The user's own wording, with the values used. */
  readonly says: string
}

/** One way to read a sentence; `formula` is closed (free variables universally bound). */
export interface Reading {
  readonly formula: Formula
  /** The formula printed in the language: what `reading` shows. */
  readonly printed: string
}

/** What the reader makes of a sentence. Several `alternatives` in one part are an ambiguity of that part. */
export interface SentenceReading {
  readonly parts: readonly {
    readonly start: number
    readonly end: number
    /** Empty: this part could not be read in the vocabulary. */
    readonly alternatives: readonly Reading[]
    /** Why the part may at best be `possible`: attribution, modality, plan. */
    readonly hedge?: string
  }[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface Decision {
  readonly verdict: LogicVerdictName
  readonly reading: readonly string[]
  /** Minimal, in dependency order. */
  readonly because: readonly BecauseEntry[]
  /** For `possible`: atoms, printed, that would decide it. */
  readonly wouldDecide: readonly string[]
  /** For `possible`: the default by which the negation is presumed. */
  readonly presumedFalse?: string
  /** For `ambiguous`: each reading with its own verdict. */
  readonly readings?: readonly { readonly printed: string; readonly verdict: LogicVerdictName }[]
  readonly diagnostics: readonly Diagnostic[]
  readonly ms: number
}
