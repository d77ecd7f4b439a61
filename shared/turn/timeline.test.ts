/** Times computed from spans, on turns small enough to reckon by hand. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import type { Span } from '../model/turn.ts'
import { checkingTimeline, timelineOf } from './timeline.ts'

/** `step from-to`, with what it waited after a `w`. */
const spansOf = (notation: string): Span[] =>
  notation.split(', ').map((one) => {
    const [, step, from, to, waited] = /^(\w+) (\d+)-(\d+)(?: w(\d+))?$/.exec(one)!
    return { step: step as Span['step'], from: Number(from), to: Number(to), waited: Number(waited ?? 0) }
  })
const written = (spans: readonly Span[]): string => spans.map(({ step, from, to }) => `${step} ${from}-${to}`).join(', ')

const turns: readonly { name: string; spans: string; critical: string; wall: number; work: number; busy: number; most: number; afterDraft: number }[] = [
  { name: 'one after the other', spans: 'recall 0-10, draft 10-100, sources 100-120, weigh 120-121', critical: 'recall 0-10, draft 10-100, sources 100-120, weigh 120-121', wall: 121, work: 121, busy: 121, most: 1, afterDraft: 21 },
  { name: 'checked beside the draft', spans: 'draft 0-100, logic 40-50, sources 40-60, weigh 60-62', critical: 'draft 0-100', wall: 100, work: 132, busy: 100, most: 3, afterDraft: 0 },
  { name: 'the last claim after the draft', spans: 'draft 0-100, logic 100-104, sources 100-130 w2, weigh 130-132', critical: 'draft 0-100, sources 100-130, weigh 130-132', wall: 132, work: 136, busy: 132, most: 2, afterDraft: 32 },
  { name: 'a check that began while the draft went on and ended after it', spans: 'draft 0-100, sources 80-150', critical: 'draft 0-80, sources 80-150', wall: 150, work: 170, busy: 150, most: 2, afterDraft: 50 },
  { name: 'a queue of checks', spans: 'draft 0-10, sources 10-30, sources 30-50 w20, sources 50-70 w40', critical: 'draft 0-10, sources 10-30, sources 30-50, sources 50-70', wall: 70, work: 70, busy: 70, most: 1, afterDraft: 60 },
  { name: 'a pause in between', spans: 'draft 0-10, judge 50-60', critical: 'draft 0-10, judge 50-60', wall: 60, work: 20, busy: 20, most: 1, afterDraft: 0 },
]
for (const { name, spans, critical, ...figures } of turns) {
  test(name, () => {
    const timeline = timelineOf(spansOf(spans))
    const { wall, work, busy, most, afterDraft } = timeline
    deepEqual({ critical: written(timeline.critical), wall, work, busy, most, afterDraft }, { critical, ...figures })
    equal(timeline.speedUp, work / wall)
    equal(written(timelineOf(spansOf(spans).reverse()).critical), critical)
  })
}

test('nothing at all takes no time', () => {
  deepEqual(timelineOf([]), { wall: 0, work: 0, speedUp: 1, busy: 0, parallelism: 1, most: 0, critical: [], steps: [], afterDraft: 0 })
})

test('steps are summed, and checking stands by itself', () => {
  const spans = spansOf('draft 0-100, logic 10-14 w1, sources 10-30, logic 50-54 w3, sources 52-72')
  deepEqual(timelineOf(spans).steps, [
    { step: 'draft', worked: 100, from: 0, to: 100, waited: 0 },
    { step: 'logic', worked: 8, from: 10, to: 54, waited: 3 },
    { step: 'sources', worked: 40, from: 10, to: 72, waited: 0 },
  ])
  const checking = checkingTimeline(spans)
  deepEqual([checking.work, checking.busy, checking.most], [48, 42, 2])
})
