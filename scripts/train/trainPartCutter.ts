/** `npm run train -- --parts --data DIR`: learns where parts begin from sentences and the single facts that people wrote for them; writes assets/part-cutter.json. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { boundaryFeatures, splitView, splitWords, verbal } from '../../main/core/checking/partBoundary.ts'
import { type PartCutter, splitParts } from '../../main/core/checking/splitParts.ts'
import { boostTrees } from './boostedTrees.ts'
import { readLines } from './labelledRows.ts'

export interface FactRow {
  readonly sentence: string
  readonly facts: readonly string[]
  readonly split: 'train' | 'dev'
}

const stop = new Set(
  'a an the this that these those it its he him his she her they them their we us our you your i me my is am are was were be been being do does did have has had having will would shall should can could may might must of in on at by for with about to from as and or but nor so who which whom whose where when while also'.split(' '),
)
export function contentWords(text: string): string[] {
  return splitWords(text).map((word) => word.lower.replace(/['’]s$/u, '')).filter((word) => !stop.has(word))
}

/** F1 of two bags of words. */
export function bagF1(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const rest = [...b]
  let common = 0
  for (const word of a) {
    const at = rest.indexOf(word)
    if (at === -1) continue
    common++
    rest.splice(at, 1)
  }
  return (2 * common) / (a.length + b.length)
}

/** Best F1 of each fact over the parts, of each part over the facts: the two means. */
export function softScores(parts: readonly (readonly string[])[], facts: readonly (readonly string[])[]): [recall: number, precision: number] {
  const best = (one: readonly string[], others: readonly (readonly string[])[]): number => Math.max(0, ...others.map((other) => bagF1(one, other)))
  const mean = (list: number[]): number => (list.length === 0 ? 0 : list.reduce((x, y) => x + y, 0) / list.length)
  return [mean(facts.map((fact) => best(fact, parts))), mean(parts.map((part) => best(part, facts)))]
}

/** Soft F1 over sentences: the harmonic mean of the two means. */
export function softF1(rows: readonly FactRow[], cutter: PartCutter): number {
  let [recall, precision] = [0, 0]
  for (const { sentence, facts } of rows) {
    const [r, p] = softScores(splitParts(sentence, 0, cutter).map((part) => contentWords(part.text)).filter((words) => words.length > 0), facts.map(contentWords))
    recall += r
    precision += p
  }
  return (2 * recall * precision) / ((recall + precision) * rows.length)
}

/** The cuts that one-at-a-time changes cannot better. */
function bestCuts({ sentence, facts }: FactRow): Set<number> {
  const words = splitWords(sentence)
  const told = facts.map(contentWords)
  const value = (cuts: ReadonlySet<number>): number => {
    const parts: string[][] = [[]]
    words.forEach((word, i) => {
      if (cuts.has(i)) parts.push([])
      const plain = word.lower.replace(/['’]s$/u, '')
      if (!stop.has(plain)) parts.at(-1)!.push(plain)
    })
    const [r, p] = softScores(parts.filter((part) => part.length > 0), told)
    return r + p
  }
  const cuts = new Set<number>()
  let best = value(cuts)
  for (;;) {
    let pick = -1
    for (let i = 1; i < words.length; i++) {
      const flipped = new Set(cuts)
      if (!flipped.delete(i)) flipped.add(i)
      const v = value(flipped)
      if (v > best + 1e-6) [best, pick] = [v, i]
    }
    if (pick === -1) return cuts
    if (!cuts.delete(pick)) cuts.add(pick)
  }
}

export function trainPartCutter(data: string): { cutter: PartCutter; train: number; dev: number } {
  const rows = readLines(join(data, 'claim-split.jsonl.gz')) as FactRow[]
  const train = rows.filter(({ split }) => split === 'train')
  const x: Float64Array[] = []
  const y: number[] = []
  for (const row of train) {
    const cuts = bestCuts(row)
    const view = splitView(row.sentence)
    let last = 0
    let verbSeen = false
    for (let i = 1; i < view.words.length; i++) {
      verbSeen ||= verbal(view.words[i - 1]!.lower)
      x.push(boundaryFeatures(view, i, last, verbSeen))
      y.push(cuts.has(i) ? 1 : 0)
      if (!cuts.has(i)) continue
      last = i
      verbSeen = false
    }
  }
  const model = boostTrees(x, y, y.map(() => 1), { trees: 80, depth: 4, rate: 0.15, minWeight: 3, lambda: 3, rowShare: 0.8, featureShare: 0.6, seed: 9 })
  const cutter = [-1.2, -1, -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4].map((from): PartCutter => ({ ...model, from })).reduce((a, b) => (softF1(train, b) > softF1(train, a) ? b : a))
  return { cutter, train: softF1(train, cutter), dev: softF1(rows.filter(({ split }) => split === 'dev'), cutter) }
}

/** Trains, writes the asset, says how good it is. */
export function writePartCutter(data: string): void {
  const { cutter, train, dev } = trainPartCutter(data)
  writeFileSync(new URL('../../assets/part-cutter.json', import.meta.url), `${JSON.stringify(cutter)}\n`)
  console.error(`parts: soft F1 ${train.toFixed(3)} on train, ${dev.toFixed(3)} on dev, cut from ${cutter.from}`)
}
