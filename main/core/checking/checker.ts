/** The one port for checkers: is what a claim says in the sources? The embedded checker and a model as judge both stand behind it. */
import type { Claim } from '../../../shared/model/claim.ts'
import type { z } from 'zod'
import type { JudgedPart, Opinion, SourcesResult } from '../../../shared/model/verdict.ts'

/** A document given whole, as `check --batch` and `check --source` give it. `format` tells structured text apart. */
export interface GivenDocument {
  readonly id: string
  readonly title?: string
  readonly text: string
  readonly format?: 'text' | 'markdown' | 'json' | 'csv'
}

/** A passage of the library: `text` is literally the source's text from `start` to `end`. */
export interface FoundPassage {
  readonly source: string
  readonly title?: string
  readonly path?: string
  readonly start: number
  readonly end: number
  readonly text: string
  readonly page?: number | undefined
  /** Headings it stands under, the nearest last, joined by ` › `. */
  readonly heading?: string | undefined
}

/** Searches the library for passages that speak of a claim, best first. Long claims are fine: the port picks rare words. */
export interface PassageSearch {
  search(text: string, limit: number, signal?: AbortSignal): Promise<readonly FoundPassage[]>
}

export type Evidences = { readonly documents: readonly GivenDocument[] } | { readonly library: PassageSearch }

export interface CheckRequest {
  readonly claims: readonly Claim[]
  readonly evidence: Evidences
  /** The question that was asked, where there was one: context only, never evidence. */
  readonly question?: string
}

/** A feature that spoke for or against, with its contribution in log-odds. */
export interface Spoken {
  readonly feature: string
  readonly value: number
  readonly weight: number
}

export interface CheckedClaim {
  readonly sources: SourcesResult
  readonly parts: readonly JudgedPart[]
  readonly spoken?: readonly Spoken[]
  /** What models thought, kept apart from the verdict. */
  readonly opinions?: readonly z.infer<typeof Opinion>[]
  /** A few measures of the claim that `unsupported` reads for the whole answer; only the checker that wrote them can read them. */
  readonly carries?: readonly number[]
}

export interface Checker {
  /** Named in `--checker`, kept with every verdict. */
  readonly name: string
  /** Claims that may be with it at once; one when it is left out. More where it waits for somebody else, such as a model. */
  readonly atOnce?: number
  /** Makes ready what the first check would have to wait for. */
  prepare?(): void
  /** One result per claim, in order; quotes are literal. Rejects with the signal's reason when aborted. */
  check(request: CheckRequest, signal?: AbortSignal): Promise<readonly CheckedClaim[]>
  /** A calibrated probability that the answer holds at least one claim the sources do not support. 0 with no claims, 1 with claims and no sources. */
  unsupported(claims: readonly Claim[], checked: readonly CheckedClaim[]): number
}
