/** What was learned: the shape of assets/checker-weights.json, and how its pieces are put together. */
import { type LinearModel, type TreeModel, linearScore, probability, treeScore } from './treeModel.ts'

export interface CheckerWeights {
  /** Where the weights come from; see the training report. */
  readonly trained: string
  /** Feature names, in order: weights for other features are refused. */
  readonly features: readonly string[]
  /** Log-odds that a claim, or a part of one, is not supported. */
  readonly claim: TreeModel
  readonly part: TreeModel
  /** Joins the claim's log-odds with those of its worst part. */
  readonly claimJoin: LinearModel
  /** Joins a part's log-odds with those of its claim. */
  readonly partJoin: LinearModel
  /** Reads `answerSignals`. */
  readonly answer: LinearModel
  /** Support from which a claim is called supported, and below which a part is not found. */
  readonly supportedFrom: number
  readonly partFoundFrom: number
}

/** Log-odds that the claim is not supported, from its own features and its parts'. */
export function claimLogOdds(weights: CheckerWeights, own: number, parts: readonly number[]): number {
  return linearScore(weights.claimJoin, claimSignals(own, parts))
}

export function claimSignals(own: number, parts: readonly number[]): number[] {
  const worst = Math.max(own, ...parts)
  return [own, parts.length === 0 ? own : Math.max(...parts), parts.length === 0 ? own : parts.reduce((a, b) => a + b, 0) / parts.length, Math.max(0, worst)]
}

export function partSignals(part: number, claim: number): number[] {
  return [part, claim]
}

/** What the answer's probability is read from: log-odds of its claims being unsupported, and whether the source is a record. */
export function answerSignals(claims: readonly number[], structured: boolean): number[] {
  const sorted = [...claims].sort((a, b) => b - a)
  const n = sorted.length
  const none = sorted.reduce((product, z) => product * (1 - probability(z)), 1)
  const odds = Math.log((1 - none + 1e-6) / (none + 1e-6))
  return [sorted[0] ?? 0, sorted[1] ?? sorted[0] ?? 0, n === 0 ? 0 : sorted.reduce((a, b) => a + b, 0) / n, Math.log(Math.max(1, n)), odds, structured ? 1 : 0, structured ? odds : 0, n === 1 ? 1 : 0]
}

export { treeScore }
