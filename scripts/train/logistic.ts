/** Fits a logistic regression with ridge penalty by Newton's method on standardised columns; the result reads raw columns. */
import type { LinearModel } from '../../main/core/checking/treeModel.ts'

export function fitLogistic(rows: readonly (readonly number[])[], target: readonly number[], weights: readonly number[], ridge = 1): LinearModel {
  const d = rows[0]?.length ?? 0
  const total = weights.reduce((a, b) => a + b, 0)
  const mean = Array.from({ length: d }, (_, j) => rows.reduce((sum, row, i) => sum + weights[i]! * row[j]!, 0) / total)
  const spread = Array.from({ length: d }, (_, j) => Math.sqrt(rows.reduce((sum, row, i) => sum + weights[i]! * (row[j]! - mean[j]!) ** 2, 0) / total) || 1)
  const scaled = rows.map((row) => [1, ...row.map((x, j) => (x - mean[j]!) / spread[j]!)])
  const w = new Array<number>(d + 1).fill(0)
  for (let step = 0; step < 30; step++) {
    const gradient = new Array<number>(d + 1).fill(0)
    const hessian = Array.from({ length: d + 1 }, () => new Array<number>(d + 1).fill(0))
    scaled.forEach((row, i) => {
      const z = row.reduce((sum, x, j) => sum + x * w[j]!, 0)
      const p = 1 / (1 + Math.exp(-z))
      for (let j = 0; j <= d; j++) {
        gradient[j]! += weights[i]! * (target[i]! - p) * row[j]!
        for (let k = 0; k <= d; k++) hessian[j]![k]! += weights[i]! * p * (1 - p) * row[j]! * row[k]!
      }
    })
    for (let j = 1; j <= d; j++) {
      gradient[j]! -= ridge * w[j]!
      hessian[j]![j]! += ridge
    }
    hessian[0]![0]! += 1e-6
    const delta = solve(hessian, gradient)
    delta.forEach((x, j) => (w[j]! += x))
    if (Math.max(...delta.map(Math.abs)) < 1e-8) break
  }
  const out = w.slice(1).map((x, j) => x / spread[j]!)
  const bias = w[0]! - out.reduce((sum, x, j) => sum + x * mean[j]!, 0)
  return { bias: Number(bias.toPrecision(4)), weights: out.map((x) => Number(x.toPrecision(4))) }
}

/** Gaussian elimination with pivoting. */
function solve(matrix: number[][], right: number[]): number[] {
  const n = right.length
  const a = matrix.map((row, i) => [...row, right[i]!])
  for (let c = 0; c < n; c++) {
    let pivot = c
    for (let r = c + 1; r < n; r++) if (Math.abs(a[r]![c]!) > Math.abs(a[pivot]![c]!)) pivot = r
    ;[a[c], a[pivot]] = [a[pivot]!, a[c]!]
    for (let r = 0; r < n; r++) {
      if (r === c) continue
      const factor = a[r]![c]! / a[c]![c]!
      for (let k = c; k <= n; k++) a[r]![k]! -= factor * a[c]![k]!
    }
  }
  return a.map((row, i) => row[n]! / row[i]!)
}
