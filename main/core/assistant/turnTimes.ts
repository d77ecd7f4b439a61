/** Writes down what ran when within a turn, in a list that stays short however long the turn is. */
import type { Span, TurnEvent } from '../../../shared/model/turn.ts'
import type { Clock } from '../ports.ts'

/** Spans that are kept with a turn, and claims that one span names. */
const MOST_SPANS = 300
const MOST_CLAIMS = 50
/** Milliseconds below which a step did nothing but look whether there is something to do. */
const NOTHING = 0.5

export type Step = Span['step']

export interface TurnTimes {
  /** Milliseconds since the turn began. */
  now(): number
  add(span: Span): void
  /** Writes down how long this took, however it ends; a step that had nothing to do is no step. */
  run<T>(step: Step, work: () => Promise<T>): Promise<T>
  /** Evidence asked for by claims, and the searches that this took. */
  readonly lookups: { asked: number; made: number }
  /** As it is kept with the turn. */
  timed(): Extract<TurnEvent, { kind: 'turn.timed' }>
}

function joined(one: Span, next: Span): Span {
  const claims = [...(one.claims ?? []), ...(next.claims ?? [])]
  return {
    step: one.step,
    from: Math.min(one.from, next.from),
    to: Math.max(one.to, next.to),
    waited: Math.max(one.waited, next.waited),
    ...(claims.length > 0 && claims.length <= MOST_CLAIMS ? { claims } : {}),
    ...(one.shared === true && next.shared === true ? { shared: true } : {}),
  }
}

/** Joins neighbours of the same step, those with the shortest pause between them first, until at most `most` are left. */
export function compactSpans(spans: readonly Span[], most: number): Span[] {
  if (spans.length <= most) return [...spans]
  const steps = new Map<Step, Span[]>()
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const of = steps.get(span.step)
    if (of) of.push(span)
    else steps.set(span.step, [span])
  }
  const pauses = [...steps.values()].flatMap((of) => of.slice(1).map((span, i) => Math.max(0, span.from - of[i]!.to))).sort((a, b) => a - b)
  // As many pauses are closed as there are spans too many.
  const widest = pauses[spans.length - most - 1] ?? Infinity
  let left = spans.length - most
  return [...steps.values()].flatMap((of) => {
    const kept: Span[] = []
    for (const span of of) {
      const before = kept.at(-1)
      if (before && left > 0 && span.from - before.to <= widest) {
        kept[kept.length - 1] = joined(before, span)
        left--
      } else kept.push(span)
    }
    return kept
  })
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10

export function turnTimes(clock: Pick<Clock, 'elapsed'>): TurnTimes {
  const began = clock.elapsed()
  const lookups = { asked: 0, made: 0 }
  let spans: Span[] = []
  const now = (): number => clock.elapsed() - began
  const add = (span: Span): void => {
    spans.push(span)
    if (spans.length > 4 * MOST_SPANS) spans = compactSpans(spans, 2 * MOST_SPANS)
  }
  return {
    now,
    add,
    run: async (step, work) => {
      const from = now()
      try {
        return await work()
      } finally {
        const to = now()
        if (to - from >= NOTHING) add({ step, from, to, waited: 0 })
      }
    },
    lookups,
    timed: () => ({
      kind: 'turn.timed',
      spans: compactSpans(spans, MOST_SPANS)
        .sort((a, b) => a.from - b.from || a.to - b.to)
        .map((span) => ({ ...span, from: rounded(span.from), to: rounded(span.to), waited: rounded(span.waited) })),
      lookups: { ...lookups },
    }),
  }
}
