/** The timeline of a turn in words and in rows: what a screen reader hears, what the table holds, and where each bar stands. */
import type { Span } from '../../../../shared/model/turn.ts'
import type { TurnState } from '../../../../shared/turn/foldTurn.ts'
import { checkingTimeline, timelineOf } from '../../../../shared/turn/timeline.ts'
import { duration, figure } from '../../../ui/judged/verdictWords.ts'

export const stepWords: Readonly<Record<Span['step'], string>> = {
  recall: 'Recalling passages',
  rules: 'Loading rules',
  draft: 'Writing',
  split: 'Finding claims',
  logic: 'Logic',
  sources: 'Sources',
  weigh: 'Keeping verdicts',
  judge: 'Asking judges',
  repair: 'Repairing',
  close: 'Closing',
}

/** `0.4 ms`, `84 ms`, `1.04 s`: fine enough to tell two pieces of work apart. */
export const precise = (ms: number): string => (ms < 10 ? `${ms.toFixed(1)} ms` : ms < 1000 || ms >= 60_000 ? duration(ms) : `${(ms / 1000).toFixed(2)} s`)
const times = (factor: number): string => `${factor.toFixed(1)} times`

export type Timing = NonNullable<TurnState['timing']>

/** A few sentences that say what the picture shows. */
export function timelineSummary({ spans, lookups }: Timing): string[] {
  const all = timelineOf(spans)
  const checking = checkingTimeline(spans)
  const drafted = all.steps.some(({ step }) => step === 'draft')
  const said = [`It took ${precise(all.wall)}.`]
  if (checking.work > 0) {
    said.push(
      !drafted
        ? `Checking was ${precise(checking.work)} of work.`
        : all.afterDraft === 0
          ? `Checking was ${precise(checking.work)} of work and done before the last word.`
          : `Checking was ${precise(checking.work)} of work; the last verdict came ${precise(all.afterDraft)} after the last word.`,
    )
    if (checking.most > 1) said.push(`Up to ${figure(all.most)} things ran at once; one at a time, all of it would take ${times(Math.max(1, all.speedUp))} as long.`)
  }
  if (lookups.asked > 0) said.push(lookups.made < lookups.asked ? `Evidence was asked for ${figure(lookups.asked)} times, which took ${figure(lookups.made)} ${lookups.made === 1 ? 'search' : 'searches'}.` : `Evidence was asked for ${figure(lookups.asked)} ${lookups.asked === 1 ? 'time' : 'times'}.`)
  const longest = Math.max(0, ...all.steps.map(({ waited }) => waited))
  if (longest >= 1) said.push(`The longest wait for a free place was ${precise(longest)}.`)
  return said
}

/** What the claims of a span say, shortened; nothing where it has none or is about many. */
export function spanClaims({ claims }: Span, turn: Pick<TurnState, 'claims' | 'withdrawn'>): string {
  if (!claims?.length) return ''
  if (claims.length > 1) return `${figure(claims.length)} claims`
  const found = turn.claims.find(({ id }) => id === claims[0]) ?? turn.withdrawn.find(({ claim }) => claim.id === claims[0])?.claim
  return found ? `“${found.text.length > 80 ? `${found.text.slice(0, 79).replace(/[\uD800-\uDBFF]$/, '')}…` : found.text}”` : 'one claim'
}

/** `Sources, 120 ms to 131 ms (11 ms), waited 2.0 ms, shared look-up: “…”`. */
export function spanWords(span: Span, turn: Pick<TurnState, 'claims' | 'withdrawn'>): string {
  const about = spanClaims(span, turn)
  const parts = [`${stepWords[span.step]}, ${precise(span.from)} to ${precise(span.to)} (${precise(span.to - span.from)})`, ...(span.waited >= 0.1 ? [`waited ${precise(span.waited)}`] : []), ...(span.shared ? ['shared look-up'] : [])]
  return `${parts.join(', ')}${about === '' ? '' : `: ${about}`}`
}

export interface Bar {
  readonly span: Span
  /** Place among all bars, by time: the order of the arrow keys. */
  readonly index: number
  /** Spans of one step that run at once lie below each other. */
  readonly line: number
  readonly critical: boolean
}

export interface Row {
  readonly step: Span['step']
  readonly lines: number
  readonly bars: readonly Bar[]
}

/** Lines of one row at most; more at once share the last. */
const MOST_LINES = 4

/** One row a step, in the order in which they began. */
export function rowsOf(spans: readonly Span[]): Row[] {
  const critical = timelineOf(spans).critical
  const isCritical = (span: Span): boolean => critical.some((one) => one.step === span.step && one.from === span.from && one.to <= span.to)
  const rows = new Map<Span['step'], { ends: number[]; bars: Bar[] }>()
  ;[...spans]
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .forEach((span, index) => {
      const row = rows.get(span.step) ?? { ends: [], bars: [] }
      rows.set(span.step, row)
      const free = row.ends.findIndex((end) => end <= span.from)
      const line = free >= 0 ? free : Math.min(row.ends.length, MOST_LINES - 1)
      row.ends[line] = span.to
      row.bars.push({ span, index, line, critical: isCritical(span) })
    })
  return [...rows].map(([step, { ends, bars }]) => ({ step, lines: ends.length, bars }))
}

/** Four to eight round numbers of milliseconds from 0 up to `end`. */
export function ticksOf(end: number): number[] {
  const rough = Math.max(end, 0.001) / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((by) => by * power).find((by) => by >= rough) ?? rough
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(6)))
}
