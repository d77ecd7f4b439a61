/** Fits all weights of the checker on labelled answers: trees on claims and parts, then joints on out-of-fold scores. */
import { type CheckerWeights, type ClaimInAnswer, answerSignals, claimLogOdds, claimSignals, partPlaces, partSignals } from '../../main/core/checking/checkerWeights.ts'
import { featureNames } from '../../main/core/checking/features.ts'
import { type LinearModel, type TreeModel, linearScore, probability, treeScore } from '../../main/core/checking/treeModel.ts'
import { type BoostOptions, boostTrees } from './boostedTrees.ts'
import type { AnswerExample, ClaimExample } from './examples.ts'
import { fitLogistic } from './logistic.ts'
import { spanF1 } from './measures.ts'

export const claimOptions: BoostOptions = { trees: 30, depth: 2, rate: 0.2, minWeight: 4, lambda: 5, rowShare: 0.7, featureShare: 0.4, seed: 5 }
export const partOptions: BoostOptions = { ...claimOptions, seed: 6 }
/** Ridge penalties: there are few whole answers, and many claims much alike. */
const answerRidge = 100
/** A missed unsupported answer weighs so much more than a false alarm. */
const missedCosts = 1.2
const sumRidge = 30
const partRidge = 200
const joinRidge = 100
/** Where the scores of a claim are joined, collected claims count so much: how often claims are unsupported is told by whole answers. */
const collectedCount = 0.08
const folds = 4

/** The same source always falls into the same fold. */
export function foldOf(source: string, count = folds): number {
  let hash = 2166136261
  for (let i = 0; i < source.length && i < 300; i++) hash = Math.imul(hash ^ source.charCodeAt(i), 16777619)
  return (hash >>> 0) % count
}

/** Whole answers by models are what the checker is for; sets of edited or collected claims help, each by about the same. */
export function groupWeight(group: string, size: number): number {
  return group.startsWith('ragtruth') ? 3 : Math.min(1, Math.sqrt(300 / size))
}

function inAnswer(weights: Pick<CheckerWeights, 'claimJoin'>, { claim, own, sum, parts }: Scored['claims'][number]): ClaimInAnswer {
  return { odds: claimLogOdds(weights, own, sum, parts, claim.carries), carries: claim.carries, states: claim.states }
}

interface Scored {
  readonly example: AnswerExample
  readonly claims: { readonly claim: ClaimExample; readonly own: number; readonly sum: number; readonly parts: readonly number[]; readonly partSums: readonly number[] }[]
}

export function fitWeights(examples: readonly AnswerExample[]): CheckerWeights {
  const scored: Scored[] = []
  for (let fold = 0; fold < folds; fold++) {
    const models = fitTrees(examples.filter(({ row }) => foldOf(row.source) !== fold))
    for (const example of examples) if (foldOf(example.row.source) === fold) scored.push(score(example, models))
  }
  const weightOf = weigher(examples)
  const balance = balancer(examples)
  const claims = scored.flatMap(({ example, claims: list }) => list.filter(({ claim }) => claim.unsupported !== undefined).map((c) => ({ ...c, w: weightOf(example) * (example.row.group.startsWith('ragtruth') ? 1 : collectedCount) })))
  const claimJoin = fitLogistic(claims.map(({ claim, own, sum, parts }) => claimSignals(own, sum, parts, claim.carries)), claims.map(({ claim }) => claim.unsupported!), claims.map(({ w }) => w), joinRidge)
  const trees = fitTrees(examples)
  const partial = { trained: '', features: featureNames, ...trees, claimJoin, supportedFrom: 0.9 } as unknown as CheckerWeights
  const parts = scored.flatMap(({ example, claims: list }) =>
    list.flatMap(({ claim, own, sum, parts: scores, partSums }) => claim.parts.flatMap((part, i) => (part.marked === undefined ? [] : [{ x: partSignals(scores[i]!, partSums[i]!, claimLogOdds(partial, own, sum, scores, claim.carries), partPlaces(claim.parts)[i]!), y: part.marked, w: weightOf(example) }]))),
  )
  const partJoin = fitLogistic(parts.map(({ x }) => x), parts.map(({ y }) => y), parts.map(({ w }) => w))
  const answers = scored.filter(({ claims: list }) => list.length > 0)
  const answer = fitLogistic(
    answers.map(({ claims: list }) => answerSignals(list.map((one) => inAnswer(partial, one)))),
    answers.map(({ example }) => (example.row.unsupported ? 1 : 0)),
    answers.map(({ example }) => weightOf(example) * balance(example)),
    answerRidge,
  )
  const whole = scored.filter(({ example }) => example.row.spans !== undefined && example.row.answer.length > 300)
  const marks = (from: number): number =>
    spanF1(
      whole.map(({ example: { row }, claims: list }) => ({
        length: row.answer.length,
        marked: row.spans!,
        found: list.flatMap(({ claim, own, sum, parts: scores, partSums }) => claim.parts.filter((_, i) => 1 - probability(linearScore(partJoin, partSignals(scores[i]!, partSums[i]!, claimLogOdds(partial, own, sum, scores, claim.carries), partPlaces(claim.parts)[i]!))) < from)),
      })),
    )
  const markedFrom = Array.from({ length: 19 }, (_, i) => 0.04 + i * 0.02).reduce((best, from) => (marks(1 - from) > marks(1 - best) ? from : best))
  const shifted = { ...partJoin, bias: partJoin.bias - Math.log(markedFrom / (1 - markedFrom)) }
  const long = scored.filter(({ example }) => example.row.group.startsWith('ragtruth')).flatMap(({ claims: list }) => list.map(({ claim, own, sum, parts: scores }) => ({ support: 1 - probability(claimLogOdds(partial, own, sum, scores, claim.carries)), bad: claim.unsupported ?? 0 })))
  return { ...partial, claimJoin, partJoin: shifted, answer, supportedFrom: surest(long, 0.97) }
}

/** The lowest support from which so large a share is right; never below 0.8. */
function surest(claims: readonly { support: number; bad: number }[], precision: number): number {
  const sorted = [...claims].sort((a, b) => b.support - a.support)
  let bad = 0
  let from = 0.98
  sorted.forEach((claim, i) => {
    bad += claim.bad
    if (i > 50 && 1 - bad / (i + 1) >= precision) from = claim.support
  })
  return Math.max(0.8, Number(from.toFixed(3)))
}

/** Collected claims are mostly unsupported by how they were collected: there both kinds count the same. Whole answers keep their rate. */
function balancer(examples: readonly AnswerExample[]): (example: AnswerExample) => number {
  const count = new Map<string, [number, number]>()
  for (const { row } of examples) {
    const pair = count.get(row.group) ?? [0, 0]
    pair[row.unsupported ? 1 : 0]++
    count.set(row.group, pair)
  }
  return ({ row }) => {
    const pair = count.get(row.group)!
    return row.group.startsWith('ragtruth') ? (row.unsupported ? missedCosts : 1) : (0.5 * (pair[0] + pair[1])) / pair[row.unsupported ? 1 : 0]
  }
}

function weigher(examples: readonly AnswerExample[]): (example: AnswerExample) => number {
  const sizes = new Map<string, number>()
  for (const { row } of examples) sizes.set(row.group, (sizes.get(row.group) ?? 0) + 1)
  return ({ row }) => groupWeight(row.group, sizes.get(row.group)!)
}

interface Models {
  readonly claim: TreeModel
  readonly part: TreeModel
  readonly claimSum: LinearModel
  readonly partSum: LinearModel
}

export function fitTrees(examples: readonly AnswerExample[]): Models {
  const weightOf = weigher(examples)
  const known = (pick?: (answer: AnswerExample) => ClaimExample): { x: Float64Array; y: number; w: number }[] =>
    examples.flatMap((answer) => {
      const open = answer.row.unsupported && answer.claims.length > 0 && answer.claims.every(({ unsupported }) => unsupported === undefined)
      if (open) return pick === undefined ? [] : [{ x: pick(answer).features, y: 1, w: weightOf(answer) }]
      return answer.claims.flatMap((claim) => (claim.unsupported === undefined ? [] : [{ x: claim.features, y: claim.unsupported, w: weightOf(answer) }]))
    })
  const boost = (list: { x: Float64Array; y: number; w: number }[], options: BoostOptions): TreeModel => boostTrees(list.map(({ x }) => x), list.map(({ y }) => y), list.map(({ w }) => w), options)
  // An edited summary says only that some sentence is wrong: after a first round the worst of its sentences stands for it.
  const first = boost(known(), { ...claimOptions, trees: 20 })
  const all = known((answer) => answer.claims.reduce((a, b) => (treeScore(first, b.features) > treeScore(first, a.features) ? b : a)))
  const claim = boost(all, claimOptions)
  const claimSum = fitLogistic(all.map(({ x }) => [...x]), all.map(({ y }) => y), all.map(({ w }) => w), sumRidge)
  const marked = examples.flatMap((answer) => answer.claims.flatMap(({ parts }) => parts.flatMap((p) => (p.marked === undefined ? [] : [{ x: p.features, y: p.marked > 0.4 ? 1 : 0, w: weightOf(answer) }]))))
  const part = boost(marked, partOptions)
  const partSum = fitLogistic(marked.map(({ x }) => [...x]), marked.map(({ y }) => y), marked.map(({ w }) => w), partRidge)
  return { claim, part, claimSum, partSum }
}

export function score(example: AnswerExample, models: Models): Scored {
  return { example, claims: example.claims.map((claim) => ({ claim, own: treeScore(models.claim, claim.features), sum: linearScore(models.claimSum, claim.features), parts: claim.parts.map((part) => treeScore(models.part, part.features)), partSums: claim.parts.map((part) => linearScore(models.partSum, part.features)) })) }
}

export interface Judged {
  readonly unsupported: number
  readonly claims: { readonly support: number; readonly unsupported: number | undefined; readonly parts: { readonly start: number; readonly end: number; readonly support: number }[] }[]
}

/** What the finished weights say of an example; the same sums as in the checker. */
export function judge(example: AnswerExample, weights: CheckerWeights): Judged {
  const { claims } = score(example, weights)
  const odds = claims.map(({ claim, own, sum, parts }) => claimLogOdds(weights, own, sum, parts, claim.carries))
  return {
    unsupported: claims.length === 0 ? 0 : probability(linearScore(weights.answer, answerSignals(claims.map((one) => inAnswer(weights, one))))),
    claims: claims.map(({ claim, parts, partSums }, i) => ({
      support: 1 - probability(odds[i]!),
      unsupported: claim.unsupported,
      parts: claim.parts.map((part, k) => ({ start: part.start, end: part.end, support: 1 - probability(linearScore(weights.partJoin, partSignals(parts[k]!, partSums[k]!, odds[i]!, partPlaces(claim.parts)[k]!))) })),
    })),
  }
}
