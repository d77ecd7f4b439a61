/** Evaluates small trained models: boosted trees and logistic regression, with what each feature added. */

/** Log-odds = base + one leaf of each tree. A node is [leaf value] or [feature, cut, left, right]; left when the feature is at most the cut. */
export interface TreeModel {
  readonly base: number
  readonly trees: readonly (readonly (readonly number[])[])[]
}

/** Log-odds; `spoke`, when given, gathers the leaf values under the feature that each tree asked first. */
export function treeScore(model: TreeModel, row: ArrayLike<number>, spoke?: Map<number, number>): number {
  let sum = model.base
  for (const tree of model.trees) {
    let node = tree[0]!
    const first = node.length > 1 ? node[0]! : -1
    while (node.length > 1) node = tree[row[node[0]!]! <= node[1]! ? node[2]! : node[3]!]!
    sum += node[0]!
    if (spoke !== undefined && first !== -1) spoke.set(first, (spoke.get(first) ?? 0) + node[0]!)
  }
  return sum
}

export interface LinearModel {
  readonly bias: number
  /** By feature name order of the caller. */
  readonly weights: readonly number[]
}

export function linearScore(model: LinearModel, row: ArrayLike<number>): number {
  let sum = model.bias
  for (let i = 0; i < model.weights.length; i++) sum += model.weights[i]! * row[i]!
  return sum
}

export function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}
