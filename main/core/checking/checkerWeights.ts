/** What was learned: the shape of assets/checker-weights.json, and how its pieces are put together. */
import { featureNames } from './features.ts'
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

/** Log-odds that the claim is not supported: trees, sum and parts together. */
export function claimLogOdds(weights: Pick<CheckerWeights, 'claimJoin'>, trees: number, sum: number, parts: readonly number[]): number {
  return linearScore(weights.claimJoin, claimSignals(trees, sum, parts))
}

export function claimSignals(trees: number, sum: number, parts: readonly number[]): number[] {
  const n = Math.max(1, parts.length)
  return [trees, sum, parts.length === 0 ? trees : Math.max(...parts), parts.length === 0 ? trees : parts.reduce((a, b) => a + b, 0) / n]
}

export function partSignals(part: number, claim: number): number[] {
  return [part, claim]
}

/** Features of claims whose mean over the answer is read, and those whose sum is. */
const meansOf = ['share in the two best', 'near words found, mean', 'share of words found out of place', 'share of words missing', 'word pairs kept', 'judging words missing', 'share in the best statement', 'odd words in all'].map(place)
const sumsOf = ['odd word out', 'odd number out', 'odd name out', 'missing word amid found ones', 'odd word or opposite', 'words missing', 'numbers missing', 'names missing', 'denied words', 'opposite found', 'record says otherwise', 'record does not know', 'hours differ', 'number out of place', 'strong words not in the sources'].map(place)
const structured = place('structured source')
function place(name: string): number {
  return (featureNames as readonly string[]).indexOf(name)
}
const carried = [...meansOf, ...sumsOf, structured]

/** What a claim hands on to the answer it stands in: a few of its features. */
export function claimCarries(features: ArrayLike<number>): number[] {
  return carried.map((f) => features[f]!)
}

/** What the answer's probability is read from: log-odds of its claims, and what they carry. */
export function answerSignals(odds: readonly number[], carry: readonly (readonly number[])[]): number[] {
  const sorted = [...odds].sort((a, b) => b - a)
  const n = Math.max(1, sorted.length)
  const none = sorted.reduce((product, z) => product * (1 - probability(z)), 1)
  const anyOdds = Math.log((1 - none + 1e-6) / (none + 1e-6))
  const mean = (k: number): number => carry.reduce((sum, row) => sum + row[k]!, 0) / Math.max(1, carry.length)
  const record = carry.some((row) => row.at(-1) === 1) ? 1 : 0
  return [
    sorted[0] ?? 0, sorted[1] ?? sorted[0] ?? 0, sorted.reduce((a, b) => a + b, 0) / n, Math.log(n), anyOdds, record, n === 1 ? 1 : 0,
    ...meansOf.map((_, k) => mean(k)),
    ...sumsOf.map((_, k) => Math.log1p(mean(meansOf.length + k) * n)),
    record * mean(0), record * anyOdds,
  ]
}
