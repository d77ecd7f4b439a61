/** Trains small gradient-boosted trees for a yes-or-no target: histogram splits, logistic loss, seeded row sampling. */
import type { TreeModel } from '../../main/core/checking/treeModel.ts'
import { seededRandom } from './seededRandom.ts'

export interface BoostOptions {
  readonly trees: number
  readonly depth: number
  readonly rate: number
  readonly minWeight: number
  readonly lambda: number
  readonly rowShare: number
  readonly featureShare: number
  readonly seed: number
}

const bins = 48

/**
 * @param rows feature rows; @param target 0 or 1 (or between); @param weights per row
 * @returns trees as flat lists: see `TreeModel`
 */
export function boostTrees(rows: readonly Float64Array[], target: ArrayLike<number>, weights: ArrayLike<number>, options: BoostOptions): TreeModel {
  const random = seededRandom(options.seed)
  const n = rows.length
  const width = rows[0]?.length ?? 0
  const cuts = Array.from({ length: width }, (_, f) => quantiles(rows, f))
  const binned = rows.map((row) => Uint8Array.from(row, (x, f) => upper(cuts[f]!, x)))
  let [sum, total] = [0, 0]
  for (let i = 0; i < n; i++) {
    sum += target[i]! * weights[i]!
    total += weights[i]!
  }
  const base = Math.log(sum / (total - sum))
  const score = new Float64Array(n).fill(base)
  const trees: TreeModel['trees'][number][] = []
  for (let t = 0; t < options.trees; t++) {
    const gradient = new Float64Array(n)
    const hessian = new Float64Array(n)
    const picked: number[] = []
    for (let i = 0; i < n; i++) {
      const p = 1 / (1 + Math.exp(-score[i]!))
      gradient[i] = weights[i]! * (target[i]! - p)
      hessian[i] = weights[i]! * p * (1 - p)
      if (random() < options.rowShare) picked.push(i)
    }
    const allowed = Array.from({ length: width }, (_, f) => f).filter(() => random() < options.featureShare)
    const nodes: { feature: number; cut: number; bin: number; value: number; left: number; right: number }[] = []
    const grow = (ids: readonly number[], depth: number): number => {
      const at = nodes.length
      let [g, h] = [0, 0]
      for (const i of ids) {
        g += gradient[i]!
        h += hessian[i]!
      }
      nodes.push({ feature: -1, cut: 0, bin: 0, value: (options.rate * g) / (h + options.lambda), left: -1, right: -1 })
      if (depth === 0) return at
      const split = bestSplit(ids, allowed, binned, gradient, hessian, g, h, options)
      if (split === undefined) return at
      const node = nodes[at]!
      node.feature = split.feature
      node.cut = cuts[split.feature]![split.bin]!
      node.left = grow(ids.filter((i) => binned[i]![split.feature]! <= split.bin), depth - 1)
      node.right = grow(ids.filter((i) => binned[i]![split.feature]! > split.bin), depth - 1)
      return at
    }
    grow(picked, options.depth)
    const tree = nodes.map((node): number[] => (node.feature === -1 ? [round(node.value)] : [node.feature, round(node.cut), node.left, node.right]))
    trees.push(tree)
    for (let i = 0; i < n; i++) score[i]! += walk(tree, rows[i]!)
  }
  return { base: round(base), trees }
}

function walk(tree: readonly (readonly number[])[], row: Float64Array): number {
  let node = tree[0]!
  while (node.length > 1) node = tree[row[node[0]!]! <= node[1]! ? node[2]! : node[3]!]!
  return node[0]!
}

function bestSplit(ids: readonly number[], allowed: readonly number[], binned: readonly Uint8Array[], gradient: Float64Array, hessian: Float64Array, g: number, h: number, options: BoostOptions): { feature: number; bin: number } | undefined {
  let best: { feature: number; bin: number } | undefined
  let gain = 1e-6
  const gs = new Float64Array(bins + 1)
  const hs = new Float64Array(bins + 1)
  for (const feature of allowed) {
    gs.fill(0)
    hs.fill(0)
    for (const i of ids) {
      const bin = binned[i]![feature]!
      gs[bin]! += gradient[i]!
      hs[bin]! += hessian[i]!
    }
    let [gl, hl] = [0, 0]
    for (let bin = 0; bin < bins; bin++) {
      gl += gs[bin]!
      hl += hs[bin]!
      if (hl < options.minWeight || h - hl < options.minWeight) continue
      const better = (gl * gl) / (hl + options.lambda) + ((g - gl) * (g - gl)) / (h - hl + options.lambda) - (g * g) / (h + options.lambda)
      if (better > gain) {
        gain = better
        best = { feature, bin }
      }
    }
  }
  return best
}

function quantiles(rows: readonly Float64Array[], f: number): number[] {
  const sorted = rows.map((row) => row[f]!).sort((a, b) => a - b)
  const cuts = new Set<number>()
  for (let b = 1; b < bins; b++) cuts.add(sorted[Math.floor((b * sorted.length) / bins)]!)
  return [...cuts]
}

/** The bin of x: how many cuts are below it. */
function upper(cuts: readonly number[], x: number): number {
  let [lo, hi] = [0, cuts.length]
  while (lo < hi) {
    const mid = (lo + hi) >> 1
    if (cuts[mid]! < x) lo = mid + 1
    else hi = mid
  }
  return lo
}

export function round(x: number): number {
  return Number(x.toPrecision(4))
}
