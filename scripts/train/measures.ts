/** Measures of a checker against labels: ranking, decisions, calibration, precision at a coverage, marked characters. */

/** Probability that an unsupported one is ranked above a supported one; NaN when there is only one kind. */
export function auroc(scores: readonly number[], labels: readonly number[]): number {
  const pairs = scores.map((score, i): [number, number] => [score, labels[i]!]).sort((a, b) => a[0] - b[0])
  let ranks = 0
  let positives = 0
  for (let i = 0; i < pairs.length; ) {
    let j = i
    while (j < pairs.length && pairs[j]![0] === pairs[i]![0]) j++
    for (let k = i; k < j; k++)
      if (pairs[k]![1] === 1) {
        ranks += (i + j + 1) / 2
        positives++
      }
    i = j
  }
  const negatives = pairs.length - positives
  return positives === 0 || negatives === 0 ? NaN : (ranks - (positives * (positives + 1)) / 2) / (positives * negatives)
}

/** F1 of label 1 and balanced accuracy at a threshold. */
export function decisions(scores: readonly number[], labels: readonly number[], threshold = 0.5): { f1: number; balanced: number } {
  let [tp, fp, fn, tn] = [0, 0, 0, 0]
  scores.forEach((score, i) => {
    const called = score >= threshold
    if (labels[i] === 1 && called) tp++
    else if (labels[i] === 1) fn++
    else if (called) fp++
    else tn++
  })
  return { f1: tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn), balanced: (tp / Math.max(1, tp + fn) + tn / Math.max(1, tn + fp)) / 2 }
}

/** Expected calibration error over ten equal-width bins. */
export function calibrationError(scores: readonly number[], labels: readonly number[]): number {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, score: 0, label: 0 }))
  scores.forEach((score, i) => {
    const bin = bins[Math.min(9, Math.floor(score * 10))]!
    bin.n++
    bin.score += score
    bin.label += labels[i]!
  })
  return bins.reduce((sum, bin) => sum + Math.abs(bin.score - bin.label), 0) / Math.max(1, scores.length)
}

/** Share of supported ones among the surest part of the claims. */
export function precisionAt(coverage: number, support: readonly number[], unsupported: readonly number[]): number {
  const sorted = support.map((s, i): [number, number] => [s, unsupported[i]!]).sort((a, b) => b[0] - a[0])
  const top = sorted.slice(0, Math.max(1, Math.floor(sorted.length * coverage)))
  return top.filter(([, bad]) => bad === 0).length / top.length
}

export interface MarkedAnswer {
  readonly length: number
  readonly marked: readonly { readonly start: number; readonly end: number }[]
  readonly found: readonly { readonly start: number; readonly end: number }[]
}

/** F1 over characters, all answers together. */
export function spanF1(answers: readonly MarkedAnswer[]): number {
  let [tp, fp, fn] = [0, 0, 0]
  for (const { length, marked, found } of answers) {
    const gold = new Uint8Array(length)
    const ours = new Uint8Array(length)
    for (const span of marked) gold.fill(1, span.start, span.end)
    for (const span of found) ours.fill(1, span.start, span.end)
    for (let i = 0; i < length; i++) {
      if (gold[i] === 1 && ours[i] === 1) tp++
      else if (ours[i] === 1) fp++
      else if (gold[i] === 1) fn++
    }
  }
  return tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn)
}

export function rounded(x: number): number | null {
  return Number.isFinite(x) ? Math.round(x * 1000) / 1000 : null
}
