/** The timeline in words, its rows and its ticks. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import type { ClaimId } from '../../../../shared/model/ids.ts'
import type { Span } from '../../../../shared/model/turn.ts'
import type { TurnClaim } from '../../../../shared/turn/foldTurn.ts'
import { rowsOf, spanWords, ticksOf, timelineSummary } from './timelineWords.ts'

const span = (step: Span['step'], from: number, to: number, more: Partial<Span> = {}): Span => ({ step, from, to, waited: 0, ...more })
const c0 = 'c0' as ClaimId
const turn = { claims: [{ id: c0, text: 'The PUE is 1.32.' } as TurnClaim], withdrawn: [] }

test('the summary says how long, how much beside, and what was shared', () => {
  const spans = [span('draft', 0, 2000), span('logic', 400, 404), span('sources', 400, 420, { waited: 2 }), span('sources', 2000, 2030), span('weigh', 2030, 2032)]
  deepEqual(timelineSummary({ spans, lookups: { asked: 2, made: 1 } }), [
    'It took 2.03 s.',
    'Checking was 56 ms of work; the last verdict came 32 ms after the last word.',
    'Up to 3 things ran at once; one at a time, all of it would take 1.0 times as long.',
    'Evidence was asked for 2 times, which took 1 search.',
    'The longest wait for a free place was 2.0 ms.',
  ])
  deepEqual(timelineSummary({ spans: [span('draft', 0, 5)], lookups: { asked: 0, made: 0 } }), ['It took 5.0 ms.'])
})

test('a piece of work is read out with its claim', () => {
  equal(spanWords(span('sources', 120, 131, { waited: 2, shared: true, claims: [c0] }), turn), 'Sources, 120 ms to 131 ms (11 ms), waited 2.0 ms, shared look-up: “The PUE is 1.32.”')
  equal(spanWords(span('weigh', 1, 2, { claims: [c0, 'c1' as ClaimId] }), turn), 'Keeping verdicts, 1.0 ms to 2.0 ms (1.0 ms): 2 claims')
  equal(spanWords(span('logic', 1, 2, { claims: ['c9' as ClaimId] }), turn), 'Logic, 1.0 ms to 2.0 ms (1.0 ms): one claim')
})

test('what runs at once within a step lies below each other, and what the end hung on is marked', () => {
  const rows = rowsOf([span('draft', 0, 10), span('judge', 10, 20), span('judge', 12, 30), span('judge', 21, 25)])
  deepEqual(
    rows.map(({ step, lines, bars }) => [step, lines, bars.map(({ index, line, critical }) => [index, line, critical])]),
    [
      ['draft', 1, [[0, 0, true]]],
      ['judge', 2, [[1, 0, false], [2, 1, true], [3, 0, false]]],
    ],
  )
})

test('ticks are round and few', () => {
  deepEqual([ticksOf(100), ticksOf(2345), ticksOf(0.7)], [[0, 20, 40, 60, 80, 100], [0, 500, 1000, 1500, 2000], [0, 0.2, 0.4, 0.6]])
})
