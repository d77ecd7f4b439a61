/** What was learned: the shape of assets/checker-weights.json, and how its pieces are put together. */
import type { ClaimMatch } from './claimMatch.ts'
import type { EvidenceIndex } from './evidenceIndex.ts'
import { takenOver, takenOverNames } from './takenOver.ts'
import { type LinearModel, type TreeModel, linearScore, probability } from './treeModel.ts'

export interface CheckerWeights {
  /** Where the weights come from; see the training report. */
  readonly trained: string
  /** Feature names, in order: weights for other features are refused. */
  readonly features: readonly string[]
  /** Log-odds that a claim, or a part of one, is not supported. */
  readonly claim: TreeModel
  readonly part: TreeModel
  /** The same for claims, by a weighted sum of the features: steadier on kinds of text never seen. */
  readonly claimSum: LinearModel
  readonly partSum: LinearModel
  /** Joins the claim's log-odds with those of its parts and with how much of it is taken over: reads `claimSignals`. */
  readonly claimJoin: LinearModel
  /** Joins a part's log-odds with those of its claim and its place there; shifted so that 0 is where marking parts agrees best with people's marks. */
  readonly partJoin: LinearModel
  /** Reads `answerSignals`. */
  readonly answer: LinearModel
  /** Support from which a claim is called supported. A part is found from .5 on. */
  readonly supportedFrom: number
}

/** Log-odds that the claim is not supported: trees, sum and parts together. */
export function claimLogOdds(weights: Pick<CheckerWeights, 'claimJoin'>, trees: number, sum: number, parts: readonly number[], carries: readonly number[]): number {
  return linearScore(weights.claimJoin, claimSignals(trees, sum, parts, carries))
}

/** @param carries as from `claimCarries` */
export function claimSignals(trees: number, sum: number, parts: readonly number[], carries: readonly number[]): number[] {
  const n = Math.max(1, parts.length)
  const count = (name: (typeof takenOverNames)[number]): number => carries[of(name)] ?? 0
  const words = count('tokens') || 1
  return [
    trees, sum, parts.length === 0 ? trees : Math.max(...parts), parts.length === 0 ? trees : parts.reduce((a, b) => a + b, 0) / n,
    count('weight missing') / (count('weight') || 1), count('in stretches of two') / words, count('in stretches of three') / words, Math.log1p(count('squares of stretches') / words), Math.log1p(count('content words')), carries.at(-1) ?? 0,
  ]
}

/** Where a part stands among those of its claim. */
export interface PartPlace {
  readonly first: boolean
  readonly last: boolean
  /** UTF-16 units. */
  readonly length: number
  /** Parts of the claim. */
  readonly of: number
}

/** @param trees, sum log-odds of the part by itself; @param claim those of its claim */
export function partSignals(trees: number, sum: number, claim: number, { first, last, length, of: parts }: PartPlace): number[] {
  return [trees, sum, claim, first ? 1 : 0, last ? 1 : 0, Math.log(length + 1), Math.log(parts)]
}

/** The places of the parts of one claim, in order. */
export function partPlaces(parts: readonly { readonly start: number; readonly end: number }[]): PartPlace[] {
  return parts.map(({ start, end }, i) => ({ first: i === 0, last: i === parts.length - 1, length: end - start, of: parts.length }))
}

/** What the answer's probability is read from: log-odds of its claims, and how much of it all is taken over from the sources. */
export interface ClaimInAnswer {
  readonly odds: number
  /** As from `claimCarries`; a claim for which nothing at all was found carries none. */
  readonly carries?: readonly number[]
  /** Questions and talk state nothing: they are left out where anything else is said. */
  readonly states: boolean
}

/** What a claim hands on to the answer it stands in: counts that add up, and whether its sources are records. */
export function claimCarries(match: ClaimMatch, index: EvidenceIndex): number[] {
  return [...takenOver(match, index), index.structured ? 1 : 0]
}

const of = (name: (typeof takenOverNames)[number]): number => takenOverNames.indexOf(name)

/** Ratios and counts over the whole answer beside the worst, the second, the mean and the joint odds of its claims. */
export function answerSignals(claims: readonly ClaimInAnswer[]): number[] {
  const told = claims.some(({ states }) => states) ? claims.filter(({ states }) => states) : claims
  const sorted = told.map(({ odds }) => odds).sort((a, b) => b - a)
  const n = Math.max(1, sorted.length)
  const sum = (name: (typeof takenOverNames)[number]): number => told.reduce((total, { carries }) => total + (carries?.[of(name)] ?? 0), 0)
  const none = sorted.reduce((product, z) => product * (1 - probability(z)), 1)
  const tokens = sum('tokens') || 1
  const words = sum('content words') || 1
  return [
    sum('weight missing') / (sum('weight') || 1), sum('content words missing') / words, sum('in stretches of two') / tokens, sum('in stretches of three') / tokens, sum('in stretches of five') / tokens, Math.log(sum('squares of stretches') / tokens + 0.1),
    Math.log(words), Math.log1p(sum('weight missing')), Math.log1p(sum('numbers missing')), Math.log1p(sum('names missing')), told.some(({ carries }) => carries?.at(-1) === 1) ? 1 : 0,
    Math.log((1 - none + 1e-6) / (none + 1e-6)), Math.log(sorted.reduce((total, z) => total + probability(z), 0) + 0.05), sorted[0] ?? 0, sorted[1] ?? sorted[0] ?? 0, sorted.reduce((a, b) => a + b, 0) / n,
    sorted.slice(0, 3).reduce((a, b) => a + b, 0) / Math.max(1, Math.min(3, sorted.length)), n === 1 ? 1 : 0, Math.log(n),
  ]
}
