/** Verdicts in words, the strip's segments, and the sentence around a quote. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import type { TurnClaim } from '../../../shared/turn/foldTurn.ts'
import type { ClaimVerdict } from '../../../shared/model/verdict.ts'
import { sentenceAfter, sentenceBefore } from './quoteSentence.ts'
import { segmentsOf } from './segments.ts'
import { duration, markLabel, plainText, tallyWords } from './verdictWords.ts'

const claim = (verdict: ClaimVerdict | undefined, more: Partial<TurnClaim> = {}): TurnClaim =>
  ({ id: 'c0', text: 't', start: 0, end: 1, kind: 'fact', resolved: 't', parts: [], ...(verdict ? { verdict } : {}), ...more }) as TurnClaim
const rule = { id: 'pue_floor', kind: 'rule', line: 1, says: 'PUE can never be below 1' } as const

test('a screen reader hears the verdict and who gave it', () => {
  const refuted = claim('contradicted', { logic: { verdict: 'refuted', reading: [], because: [rule] } })
  equal(markLabel(refuted), 'Contradicted: by your rule “PUE can never be below 1”. Show the evidence.')
  const used = { ...rule, says: 'PUE can never be below 1 (pue(North) = 0.95)' }
  equal(markLabel(claim('contradicted', { logic: { verdict: 'refuted', reading: [], because: [{ ...rule, id: 'fact:x', kind: 'fact', says: 'x = 1' }, used] } })), 'Contradicted: by your rule “PUE can never be below 1”. Show the evidence.')
  const evidence = [{ source: 's', quote: 'q', start: 0, end: 1, stance: 'supports', score: 1, title: 'Survey' }] as const
  equal(markLabel(claim('verified', { sources: { verdict: 'supported', support: 1, evidence: [...evidence] } })), 'Verified: supported by “Survey”. Show the evidence.')
  equal(markLabel(claim('unverified')), 'Unverified: nothing in your library speaks of it. Show the evidence.')
})

test('the strip has one segment a claim in order, and past its limit shows the gravest of each run', () => {
  const verdicts: (ClaimVerdict | undefined)[] = ['verified', 'contradicted', undefined, 'not-checkable', 'unverified']
  deepEqual(segmentsOf(verdicts.map((verdict) => claim(verdict))).map((segment) => segment.verdict), ['verified', 'contradicted', 'waiting', 'not-checkable', 'unverified'])
  deepEqual(segmentsOf(verdicts.map((verdict) => claim(verdict)), 3), [
    { verdict: 'contradicted', claim: 1 },
    { verdict: 'waiting', claim: 2 },
    { verdict: 'unverified', claim: 4 },
  ])
  equal(segmentsOf(Array.from({ length: 10_000 }, () => claim('verified'))).length <= 96, true)
})

test('counts name only what there is', () => {
  deepEqual(tallyWords({ verified: 4, unverified: 0, contradicted: 1, notCheckable: 1200 }), ['4 verified', '1 contradicted', '1,200 not checkable'])
})

const times: readonly [number, string][] = [[84, '84 ms'], [2440, '2.4 s'], [72_000, '1 min 12 s']]
for (const [ms, words] of times) test(`${ms} ms is said as ${words}`, () => equal(duration(ms), words))

const plain: readonly [string, string][] = [
  ['Its PUE is **1.32**.[1]', 'Its PUE is 1.32.'],
  ['See [the guide](https://example.org) and `npm ci`.', 'See the guide and npm ci.'],
  ['2 * 3 * 4 is 24', '2 * 3 * 4 is 24'],
  ['*Never* below 1 [2]', 'Never below 1'],
]
for (const [markdown, words] of plain) test(`“${markdown}” is read without its marks`, () => equal(plainText(markdown), words))

test('a quote is shown within its sentence and no further', () => {
  equal(sentenceBefore('First one. Among sites, the best report '), 'Among sites, the best report ')
  equal(sentenceBefore('heading\nThe '), 'The ')
  equal(sentenceAfter(', near 1.05. Next one.', 'values of 1.06'), ', near 1.05.')
  equal(sentenceAfter(' Next one.', 'It is so.'), '')
  equal(sentenceAfter('로 나타났다. 다음', '평균은 1.48'), '로 나타났다.')
})
