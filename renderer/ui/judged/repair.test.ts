/** Citations and repairs in words: what is wrong, what is being put right, what was withdrawn and why. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import type { TurnClaim, TurnState, WithdrawnClaim } from '../../../shared/turn/foldTurn.ts'
import { citedQuote, withoutCitations, wrongCitations } from './citeWords.ts'
import { mendingWords, stubbornReason, withdrawnCount, withdrawnReason } from './repairWords.ts'

const claim = (more: Partial<TurnClaim>): TurnClaim => ({ id: 'c0', text: 't', start: 0, end: 1, kind: 'fact', resolved: 't', parts: [], ...more }) as TurnClaim
const cites = (...list: [n: number, start: number, says: 'supports' | 'contradicts' | 'not-found' | 'missing'][]): TurnClaim =>
  claim({ citations: list.map(([n, start, says]) => ({ n, start, end: start + 3, says })) })

test('each wrong citation is told once, with the claims that make it', () => {
  deepEqual(wrongCitations([cites([1, 0, 'supports'], [2, 4, 'not-found']), cites([2, 9, 'not-found'], [2, 12, 'not-found']), cites([7, 20, 'missing'])]), [
    { n: 2, says: 'not-found', claims: [0, 1] },
    { n: 7, says: 'missing', claims: [2] },
  ])
})

test('without citations the rest of the text is as it was', () => {
  const answer = 'One is so [1]. Two[2][3] too.'
  equal(withoutCitations([cites([1, 10, 'supports']), cites([2, 18, 'missing'], [3, 21, 'supports'])], answer), 'One is so. Two too.')
  const many = 'It is so [1, 2]. And so 【3】, too [4-6].'
  const at = (n: number, words: string) => ({ n, start: many.indexOf(words), end: many.indexOf(words) + words.length, says: 'supports' as const })
  const claims = [claim({ citations: [at(1, '1'), at(2, '2')] }), claim({ citations: [at(3, '【3】'), at(4, '[4-6]'), at(5, '[4-6]'), at(6, '[4-6]')] })]
  equal(withoutCitations(claims, many), 'It is so. And so, too.')
})

test('of a cited passage the quote is shown that the claim was judged by; of another source none', () => {
  const passage = { href: '', title: 'Survey', text: 'All of it. One holds.', source: 's1', start: 100, end: 121 }
  const judged = (source: string): TurnClaim => claim({ sources: { verdict: 'supported', support: 1, evidence: [{ source, quote: 'One holds.', start: 111, end: 121, stance: 'supports', score: 1 }] } })
  equal(citedQuote(passage, judged('s1')), 'One holds.')
  equal(citedQuote(passage, judged('s2')), 'All of it. One holds.')
})

const call = (answered: boolean): TurnState['calls'][number] =>
  ({ at: '', asked: { purpose: 'repair' }, ...(answered ? { answered: {} } : {}) }) as unknown as TurnState['calls'][number]
const running = { status: 'running', rounds: 0, claims: [claim({ verdict: 'contradicted' }), claim({ verdict: 'contradicted', stubborn: 'same' }), claim({ verdict: 'verified' })] } as const
const mendings: readonly [string, Parameters<typeof mendingWords>[0], RegExp | undefined][] = [
  ['nothing was asked', { ...running, calls: [] }, undefined],
  ['one claim is being put right', { ...running, calls: [call(false)] }, /^One sentence is contradicted\..+put it right …$/],
  ['a second round says so', { ...running, calls: [call(true), call(false)] }, /\(round 2\)/],
  ['it was answered', { ...running, calls: [call(true)] }, undefined],
  ['the turn has ended', { ...running, status: 'cancelled', calls: [call(false)] }, undefined],
]
for (const [name, turn, words] of mendings) test(`while a repair runs: ${name}`, () => equal(words === undefined ? mendingWords(turn) : words.test(mendingWords(turn) ?? ''), words === undefined ? undefined : true))

test('a withdrawn claim says why; one that only stood beside it says so', () => {
  const gone = (more: Partial<TurnClaim>): WithdrawnClaim => ({ claim: claim(more), round: 1, replacedBy: '' })
  const logic: NonNullable<TurnClaim['logic']> = { verdict: 'refuted', reading: [], because: [{ id: 'r', kind: 'rule', line: 1, says: 'PUE can never be below 1' }] }
  equal(withdrawnReason(gone({ verdict: 'contradicted', logic })), 'Contradicted by your rule “PUE can never be below 1”.')
  equal(withdrawnReason(gone({ verdict: 'verified' })), 'It stood in the text that was replaced.')
  deepEqual([withdrawnCount(0), withdrawnCount(1), withdrawnCount(3)], ['', 'One sentence was withdrawn', '3 sentences were withdrawn'])
  equal(stubbornReason(claim({})), undefined)
})
