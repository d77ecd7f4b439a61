/** What a turn's spans say about its time: what waited, which steps it hung on, and what working side by side has saved. */
import type { Span } from '../model/turn.ts'

export interface StepTime {
  readonly step: Span['step']
  /** Milliseconds of all its spans together, and from the beginning of its first to the end of its last. */
  readonly worked: number
  readonly from: number
  readonly to: number
  /** The longest that a piece of it was ready and could not begin. */
  readonly waited: number
}

export interface Timeline {
  /** Milliseconds from the beginning of the first span to the end of the last. */
  readonly wall: number
  /** Milliseconds of all spans, one after the other. */
  readonly work: number
  /** `work / wall`: how many times as long it would take, one at a time. Below one where the turn was idle. */
  readonly speedUp: number
  /** Milliseconds in which anything ran, and how many pieces ran at once in these, on average. */
  readonly busy: number
  readonly parallelism: number
  /** The most that ran at once. */
  readonly most: number
  /** The spans that the end hung on, first to last: each ended before the next began, and nothing that ended later stands between. */
  readonly critical: readonly Span[]
  readonly steps: readonly StepTime[]
  /** Milliseconds from the end of the draft to the end of the last check; 0 where checks ended before it. */
  readonly afterDraft: number
}

const checking: ReadonlySet<Span['step']> = new Set(['logic', 'sources', 'weigh'])

/** A beginning within this many milliseconds of an end counts as after it: the times are rounded. */
const TOUCHING = 0.2

/** How long anything ran, and the most at once. */
function overlap(spans: readonly Span[]): { busy: number; most: number } {
  const edges = spans.flatMap(({ from, to }) => [{ at: from, by: 1 }, { at: to, by: -1 }]).sort((a, b) => a.at - b.at || a.by - b.by)
  let running = 0
  let most = 0
  let busy = 0
  let since = 0
  for (const { at, by } of edges) {
    if (running > 0) busy += at - since
    since = at
    running += by
    most = Math.max(most, running)
  }
  return { busy, most }
}

/**
 * Backwards from the span that ended last: what it waited for is the one that ended last before it began. Claims are checked as they are
 * written, so a check hangs on the draft that was still going on when it became ready: then the draft is taken up to that moment.
 */
function criticalPath(spans: readonly Span[]): Span[] {
  const path: Span[] = []
  let at = Infinity
  for (;;) {
    let latest: Span | undefined
    let reach = -Infinity
    for (const span of spans) {
      if (span.from >= at || path.includes(span)) continue
      // What is still going on counts up to this moment, if it is what feeds the others.
      const end = span.to <= at + TOUCHING ? span.to : span.step === 'draft' ? at : -Infinity
      if (end > reach || (end === reach && latest !== undefined && span.from < latest.from)) {
        latest = span
        reach = end
      }
    }
    if (!latest) return path.reverse()
    path.push(reach < latest.to ? { ...latest, to: reach } : latest)
    at = latest.from
  }
}

/** @param spans of one turn, in any order */
export function timelineOf(spans: readonly Span[]): Timeline {
  const from = Math.min(...spans.map((span) => span.from))
  const wall = spans.length === 0 ? 0 : Math.max(...spans.map((span) => span.to)) - from
  const work = spans.reduce((sum, span) => sum + span.to - span.from, 0)
  const { busy, most } = overlap(spans)
  const steps = new Map<Span['step'], StepTime>()
  for (const span of spans) {
    const known = steps.get(span.step) ?? { step: span.step, worked: 0, from: span.from, to: span.to, waited: 0 }
    steps.set(span.step, {
      step: span.step,
      worked: known.worked + span.to - span.from,
      from: Math.min(known.from, span.from),
      to: Math.max(known.to, span.to),
      waited: Math.max(known.waited, span.waited),
    })
  }
  const draftEnd = steps.get('draft')?.to
  const checked = Math.max(0, ...spans.filter((span) => checking.has(span.step)).map((span) => span.to))
  return {
    wall,
    work,
    speedUp: wall === 0 ? 1 : work / wall,
    busy,
    parallelism: busy === 0 ? 1 : work / busy,
    most,
    critical: criticalPath(spans),
    steps: [...steps.values()].sort((a, b) => a.from - b.from),
    afterDraft: draftEnd === undefined ? 0 : Math.max(0, checked - draftEnd),
  }
}

/** The same for checking alone: the work on claims, against the time in which any of it went on. */
export const checkingTimeline = (spans: readonly Span[]): Timeline => timelineOf(spans.filter((span) => checking.has(span.step)))
