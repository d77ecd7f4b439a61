/** The list of spans stays short and says the same in sum. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import type { ClaimId } from '../../../shared/model/ids.ts'
import type { Span } from '../../../shared/model/turn.ts'
import { compactSpans, turnTimes } from './turnTimes.ts'

const span = (step: Span['step'], from: number, to: number, claim?: number, waited = 0): Span => ({ step, from, to, waited, ...(claim === undefined ? {} : { claims: [`c${claim}` as ClaimId] }) })

test('the shortest pauses are closed first, within a step', () => {
  const spans = [span('logic', 0, 10, 0), span('sources', 0, 30, 0, 2), span('logic', 11, 20, 1), span('logic', 90, 95, 2), span('sources', 33, 40, 1, 5)]
  deepEqual(compactSpans(spans, 3), [
    { step: 'logic', from: 0, to: 20, waited: 0, claims: ['c0', 'c1'] },
    { step: 'logic', from: 90, to: 95, waited: 0, claims: ['c2'] },
    { step: 'sources', from: 0, to: 40, waited: 5, claims: ['c0', 'c1'] },
  ])
  deepEqual(compactSpans(spans, 5), spans)
})

test('10,000 claims leave a few hundred spans that reach as far and do not overlap within a step', () => {
  let clock = 0
  const times = turnTimes({ elapsed: () => clock })
  for (let i = 0; i < 10_000; i++) {
    times.add(span('logic', clock, clock + 1, i))
    times.add(span('sources', clock, clock + 3, i))
    clock += 4
  }
  const { spans } = times.timed()
  ok(spans.length <= 300 && spans.length > 100, String(spans.length))
  for (const step of ['logic', 'sources'] as const) {
    const of = spans.filter((each) => each.step === step)
    ok(of.every((each, i) => i === 0 || each.from >= of[i - 1]!.to))
    deepEqual([of[0]?.from, of.at(-1)?.to], [0, step === 'logic' ? 39_997 : 39_999])
  }
  ok(JSON.stringify(spans).length < 100_000)
})

test('a step that fails is written down all the same', async () => {
  let clock = 5
  const times = turnTimes({ elapsed: () => clock })
  const failing = times.run('judge', () => {
    clock = 12
    return Promise.reject(new Error('no'))
  })
  equal(await failing.catch((error: Error) => error.message), 'no')
  deepEqual(times.timed(), { kind: 'turn.timed', spans: [span('judge', 0, 7)], lookups: { asked: 0, made: 0 } })
})
