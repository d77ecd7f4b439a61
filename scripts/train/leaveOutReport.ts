/** How well weights do on kinds of text that they were not trained on: each data set left out whole, and whole answers by source. */
import type { AnswerExample } from './examples.ts'
import { type Judged, fitWeights, foldOf, judge } from './fitWeights.ts'
import { auroc, calibrationError, decisions, precisionAt, rounded, spanF1 } from './measures.ts'

const family = (group: string): string => (group.startsWith('ragtruth') ? group : group.split('-')[0]!)

export interface Report {
  readonly [name: string]: Readonly<Record<string, number | null>>
}

export function leaveOutReport(examples: readonly AnswerExample[]): { leftOut: Report; bySource: Report } {
  const leftOut: Record<string, Report[string]> = {}
  for (const out of new Set(examples.map(({ row }) => family(row.group)))) {
    const weights = fitWeights(examples.filter(({ row }) => family(row.group) !== out))
    const judged = new Map(examples.filter(({ row }) => family(row.group) === out).map((example) => [example, judge(example, weights)]))
    for (const group of new Set([...judged.keys()].map(({ row }) => row.group))) leftOut[group] = measures([...judged].filter(([{ row }]) => row.group === group))
  }
  const answers = examples.filter(({ row }) => row.group.startsWith('ragtruth'))
  const judged = new Map<AnswerExample, Judged>()
  for (let fold = 0; fold < 4; fold++) {
    const held = (example: AnswerExample): boolean => example.row.group.startsWith('ragtruth') && foldOf(`${example.row.source.slice(0, 200)}x`) === fold
    const weights = fitWeights(examples.filter((example) => !held(example)))
    for (const example of answers) if (held(example)) judged.set(example, judge(example, weights))
  }
  const bySource: Record<string, Report[string]> = { 'all whole answers': measures([...judged]) }
  for (const group of new Set(answers.map(({ row }) => row.group))) bySource[group] = measures([...judged].filter(([{ row }]) => row.group === group))
  return { leftOut, bySource }
}

export function measures(judged: readonly (readonly [AnswerExample, Judged])[]): Report[string] {
  const scores = judged.map(([, { unsupported }]) => unsupported)
  const labels: number[] = judged.map(([{ row }]) => (row.unsupported ? 1 : 0))
  const claims = judged.flatMap(([, { claims: list }]) => list).filter((claim) => claim.unsupported !== undefined)
  const { f1, balanced } = decisions(scores, labels)
  const whole = judged.filter(([{ row }]) => row.spans !== undefined && row.group.startsWith('ragtruth'))
  return {
    rows: judged.length,
    rate: rounded(labels.reduce((a, b) => a + b, 0) / labels.length),
    auroc: rounded(auroc(scores, labels)),
    f1: rounded(f1),
    balancedAccuracy: rounded(balanced),
    calibrationError: rounded(calibrationError(scores, labels)),
    claimAuroc: rounded(auroc(claims.map(({ support }) => 1 - support), claims.map((claim) => claim.unsupported!))),
    supportedAt30: claims.length === 0 ? null : rounded(precisionAt(0.3, claims.map(({ support }) => support), claims.map((claim) => claim.unsupported!))),
    supportedAt50: claims.length === 0 ? null : rounded(precisionAt(0.5, claims.map(({ support }) => support), claims.map((claim) => claim.unsupported!))),
    spanF1: whole.length === 0 ? null : rounded(spanF1(whole.map(([{ row }, { claims: list }]) => ({ length: row.answer.length, marked: row.spans!, found: list.flatMap(({ parts }) => parts.filter(({ support }) => support < 0.5)) })))),
  }
}
