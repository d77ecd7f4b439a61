/** `node bench/quality/measureQuality.ts --data DIR [--split dev]`: the checker against people's labels, beside simple baselines; writes quality.json. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { embeddedChecker } from '../../main/core/checking/embeddedChecker.ts'
import { splitClaims } from '../../main/core/checking/splitClaims.ts'
import { tokens } from '../../main/core/checking/token.ts'
import { type LabelledRow, labelledRows } from '../../scripts/train/labelledRows.ts'
import { type MarkedAnswer, auroc, calibrationError, decisions, precisionAt, rounded, spanF1 } from '../../scripts/train/measures.ts'

const { values } = parseArgs({ options: { data: { type: 'string' }, split: { type: 'string', default: 'dev' } } })
if (values.data === undefined) {
  console.error('Say where the labelled data are: --data DIR.')
  process.exit(2)
}
interface Measured {
  readonly row: LabelledRow
  readonly unsupported: number
  readonly claims: readonly { readonly support: number; readonly verdict: string; readonly bad: number | undefined }[]
  readonly found: MarkedAnswer['found']
  readonly overlap: number
  readonly rougeL: number
  readonly literal: boolean
}
const measured: Measured[] = []
for (const row of labelledRows(values.data).filter(({ split }) => split === values.split)) {
  const claims = splitClaims(row.answer)
  const checked = await embeddedChecker.check({ claims, evidence: { documents: [{ id: 's', text: row.source }] } })
  const badAt = (start: number, end: number): number | undefined =>
    row.spans !== undefined ? (row.spans.some((span) => span.start < end && span.end > start) ? 1 : 0) : row.unsupported ? (claims.length === 1 ? 1 : undefined) : 0
  const contents = (text: string): string[] => tokens(text).filter((token) => !token.stop).map((token) => token.key)
  const ours = contents(row.answer)
  const theirs = contents(row.source)
  const known = new Set(theirs)
  measured.push({
    row,
    unsupported: embeddedChecker.unsupported(claims, checked),
    claims: checked.map(({ sources }, i) => ({ support: sources.support, verdict: sources.verdict, bad: badAt(claims[i]!.start, claims[i]!.end) })),
    found: checked.flatMap(({ parts }) => parts.filter(({ verdict }) => verdict !== 'supported')),
    overlap: 1 - ours.filter((key) => known.has(key)).length / Math.max(1, ours.length),
    rougeL: 1 - longestCommon(ours, theirs) / Math.max(1, ours.length),
    literal: checked.every(({ sources }) => sources.evidence.every((quote) => row.source.slice(quote.start, quote.end) === quote.quote)),
  })
}

/** Longest common subsequence, as in ROUGE-L recall of the answer. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let last = new Uint16Array(b.length + 1)
  for (const key of a) {
    const next = new Uint16Array(b.length + 1)
    for (let j = 0; j < b.length; j++) next[j + 1] = key === b[j] ? last[j]! + 1 : Math.max(last[j + 1]!, next[j]!)
    last = next
  }
  return last[b.length]!
}

function figures(list: readonly Measured[]): Record<string, unknown> {
  const labels: number[] = list.map(({ row }) => (row.unsupported ? 1 : 0))
  const of = (scores: number[], threshold = 0.5): Record<string, number | null> => {
    const { f1, balanced } = decisions(scores, labels, threshold)
    return { auroc: rounded(auroc(scores, labels)), f1: rounded(f1), balancedAccuracy: rounded(balanced) }
  }
  const claims = list.flatMap(({ claims: c }) => c).filter(({ bad }) => bad !== undefined)
  const called = claims.filter(({ verdict }) => verdict === 'supported')
  const against = claims.filter(({ verdict }) => verdict === 'contradicted')
  const whole = list.filter(({ row }) => row.group.startsWith('ragtruth'))
  const share = (part: readonly unknown[], all: readonly unknown[]): number | null => rounded(part.length / all.length)
  return {
    answers: list.length,
    unsupportedRate: share(list.filter(({ row }) => row.unsupported), list),
    embedded: { ...of(list.map(({ unsupported }) => unsupported)), calibrationError: rounded(calibrationError(list.map(({ unsupported }) => unsupported), labels)) },
    always: of(list.map(() => 1)),
    tokenOverlap: of(list.map(({ overlap }) => overlap), 0.3),
    rougeL: of(list.map(({ rougeL }) => rougeL), 0.5),
    claims: {
      labelled: claims.length,
      auroc: rounded(auroc(claims.map(({ support }) => 1 - support), claims.map(({ bad }) => bad!))),
      calibrationError: rounded(calibrationError(claims.map(({ support }) => 1 - support), claims.map(({ bad }) => bad!))),
      supported: { coverage: share(called, claims), precision: share(called.filter(({ bad }) => bad === 0), called) },
      precisionAt30: claims.length === 0 ? null : rounded(precisionAt(0.3, claims.map(({ support }) => support), claims.map(({ bad }) => bad!))),
      precisionAt50: claims.length === 0 ? null : rounded(precisionAt(0.5, claims.map(({ support }) => support), claims.map(({ bad }) => bad!))),
      contradicted: { count: against.length, precision: share(against.filter(({ bad }) => bad === 1), against) },
    },
    ...(whole.length === 0
      ? {}
      : {
          spanF1: rounded(spanF1(whole.map(({ row, found }) => ({ length: row.answer.length, marked: row.spans ?? [], found })))),
          spanF1Always: rounded(spanF1(whole.map(({ row }) => ({ length: row.answer.length, marked: row.spans ?? [], found: [{ start: 0, end: row.answer.length }] })))),
        }),
  }
}

const groups = [...new Set(measured.map(({ row }) => row.group))].filter((group) => group !== 'wice-tokens')
const report = {
  machine: `${cpus()[0]?.model ?? 'unknown'} x${cpus().length}`,
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  node: process.version,
  split: values.split,
  uses: {
    train: 'weights, thresholds and the choice of features, by folds of the train rows in which no source stands on both sides',
    dev: 'the figures below; also looked at while the checker was built, to see that each step held, so they are not untouched',
    leftOut: 'each data set left out of training whole, measured on its train rows: what to expect of kinds of text never seen',
    bySource: 'whole answers of the train rows, each judged by weights that never saw its source',
  },
  literalQuotes: measured.every(({ literal }) => literal),
  figures: {
    'whole answers': figures(measured.filter(({ row }) => row.group.startsWith('ragtruth'))),
    'edited summaries': figures(measured.filter(({ row }) => row.group.startsWith('summedits'))),
    ...Object.fromEntries(groups.map((group) => [group, figures(measured.filter(({ row }) => row.group === group))])),
  },
}
const { leftOut, bySource } = JSON.parse(readFileSync(new URL('../../scripts/train/report.json', import.meta.url), 'utf8')) as Record<string, unknown>
if (values.split === 'dev') writeFileSync(new URL('quality.json', import.meta.url), `${JSON.stringify({ ...report, leftOut, bySource }, null, 2)}\n`)
for (const [name, { embedded, tokenOverlap, claims, spanF1: span }] of Object.entries(report.figures) as [string, Record<string, Record<string, unknown>>][]) console.log(name, JSON.stringify({ embedded, tokenOverlap, claims, span }))
