/** Policies, wordings and judges over evidence and text. */
import { deepStrictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { parseRules } from '../../../shared/logic/parseRules.ts'
import { judgeFindings } from './judgeFindings.ts'
import { unmetPolicies, type PolicyEvidence } from './unmetPolicies.ts'
import { wordingFindings } from './wordingFindings.ts'

const text = `policy medicine "Medical claims need two recent sources" severity block:
  claims about "dose", "side effect", "용량" need 2 sources, tier reviewed, newer than 5 years
policy any: claims need 1 source
wording sure "No 'guaranteed' without a source":
  avoid "guaranteed", "always works" unless sourced
wording never severity note: avoid "trust me"
judge hedge "The answer says how sure it is": "The answer states its uncertainty."
`
const base = parseRules([{ file: 'a.rules', text }])
const source = (id: string, tier: PolicyEvidence['tier'], published?: string): PolicyEvidence => ({ source: id, tier, ...(published === undefined ? {} : { published }) })
const REVIEWED = [source('s1', 'reviewed', '2025-01-01'), source('s2', 'primary', '2024')]

/** claim, evidence -> unmet policies with what is there of what is needed. */
const CASES: readonly (readonly [string, readonly PolicyEvidence[], readonly string[]])[] = [
  ['The dose is 5 mg.', REVIEWED, []],
  ['Doses vary.', [], ['medicine 0/2', 'any 0/1']],
  ['The Side  effects are mild.', [source('s1', 'reviewed', '2025-01-01'), source('s1', 'reviewed', '2025-01-01')], ['medicine 1/2']],
  ['The dose is 5 mg.', [source('s1', 'reviewed', '2025-01-01'), source('s2', 'published', '2025-01-01')], ['medicine 1/2']],
  ['The dose is 5 mg.', [source('s1', 'reviewed', '2025-01-01'), source('s2', 'reviewed', '2021-11-22')], ['medicine 1/2']],
  ['The dose is 5 mg.', [source('s1', 'reviewed', '2025-01-01'), source('s2', 'reviewed', '2021-11-23')], []],
  ['The dose is 5 mg.', [source('s1', 'reviewed'), source('s2', 'reviewed', 'soon')], ['medicine 0/2']],
  ['Overdosed racks are hot.', [source('s1', 'unknown')], []],
  ['권장용량은 5 mg이다.', [source('s1', 'unknown')], ['medicine 0/2']],
]

test('policies over evidence', () => {
  deepStrictEqual(base.diagnostics, [])
  deepStrictEqual(CASES.map(([claim, evidence]) => [claim, evidence, unmetPolicies(base, claim, evidence, '2026-11-23').map((one) => `${one.id} ${one.have}/${one.need}`)]), CASES)
  deepStrictEqual(unmetPolicies(base, 'The dose is 5 mg.', [source('s1', 'reviewed', '2025-01-01')], '2026-11-23').map((one) => [one.severity, one.because]), [
    ['block', { id: 'medicine', kind: 'policy', file: 'a.rules', line: 1, says: 'Medical claims need two recent sources: 1 of 2 sources of tier reviewed newer than 5 years' }],
  ])
})

test('wordings in a text', () => {
  const answer = 'It is Guaranteed, trust\nme. It always works.'
  const found = (sourced: (start: number) => boolean): string[] => wordingFindings(base, answer, sourced).map((one) => `${one.id} ${one.severity} ${answer.slice(one.start, one.end)}`)
  deepStrictEqual(found(() => false), ['sure warn Guaranteed', 'never note trust\nme', 'sure warn always works'])
  deepStrictEqual(found((start) => start < 20), ['never note trust\nme', 'sure warn always works'])
  deepStrictEqual(wordingFindings(base, 'Unguaranteed guarantee.', () => false), [])
})

test('a judge is a model, and says so', async () => {
  const never = new AbortController().signal
  const opinion = { holds: false, reason: 'It does not.', model: 'm1' }
  deepStrictEqual((await judgeFindings(base, 'x', () => Promise.resolve(opinion), never)).map(({ id, holds, by }) => ({ id, holds, by })), [{ id: 'hedge', holds: false, by: { kind: 'model', model: 'm1' } }])
  deepStrictEqual(await judgeFindings(base, 'x', () => Promise.resolve(undefined), never), [])
})
