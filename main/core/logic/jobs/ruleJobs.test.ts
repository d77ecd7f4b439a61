/** What the engine is asked by its port, on the sample's rules and on small ones. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { createSolver } from '../../../adapters/solver/createSolver.ts'
import type { RuleTexts } from '../../ports.ts'
import { jobContext, ruleJobs } from './ruleJobs.ts'

const solver = createSolver()
after(() => solver.close())
const sample = readFileSync(new URL('../../../../assets/sample/data-centre.rules', import.meta.url), 'utf8')
const baseOf = (text: string, key = text): RuleTexts => ({ key, version: 'v', texts: [{ file: 'a.rules', text, set: 'S', version: 3 }] })
const base = baseOf(sample)
const signal = new AbortController().signal
const asOf = '2026-11-23'

/** question -> what the rules alone say. */
const DERIVED: readonly (readonly [string, readonly string[]])[] = [
  ['What is the PUE of North?', ['The PUE of North site is 1.32.']],
  ['Which total power and IT power has the North site?', ['The total power of North site is 13.2 MW.', 'The IT power of North site is 10 MW.']],
  ['Is rack A12 liquid-cooled?', ['rack A12 is liquid-cooled.']],
  ['Is rack A12 air-cooled?', ['rack A12 is not air-cooled.']],
  ['Is rack B7 liquid-cooled?', []],
  ['Does North use free cooling?', ['North uses free cooling.']],
  ['Does rack A12 use air cooling?', ['rack A12 does not use air cooling.']],
  ['Does the North site have chillers?', ['North site does not have chillers.']],
  ['Does Harbour reuse its heat?', []],
  ['Who won the cup?', []],
  ['Is it?', []],
  ['', []],
]
test('what the base alone gives to a question, every statement proved', async () => {
  const context = jobContext(solver)
  const found: (readonly [string, readonly string[]])[] = []
  for (const [question] of DERIVED) found.push([question, (await ruleJobs.derive({ base, ask: { question, asOf } }, context, signal)).map(({ says }) => says)])
  deepEqual(found, DERIVED)
})

test('a derived value carries what it was derived from', async () => {
  const [value] = await ruleJobs.derive({ base, ask: { question: 'What is the PUE of North?', asOf } }, jobContext(solver), signal)
  deepEqual(value?.from.map(({ id, version, set }) => [id, version, set]), [['fact:total_power(North)', 3, 'S'], ['fact:it_power(North)', 3, 'S'], ['define:pue', 3, 'S']])
})

test('the rules that bear on a question are told in the person’s words, the nearest first', () => {
  const told = ruleJobs.relevant({ base, ask: { question: 'What PUE does North have?', asOf } }, jobContext(solver))
  ok(told.some(({ says }) => says.startsWith('PUE can never be below 1')), JSON.stringify(told.map(({ says }) => says)))
  ok(told.length <= 24 && told.every(({ says }) => !says.includes('\n')))
  deepEqual(ruleJobs.relevant({ base, ask: { question: 'Wer gewann?', asOf } }, jobContext(solver)), [])
})

test('a decision is stamped with base, day and engine, and each reason with set, version, hash and severity', async () => {
  const { verdict, because, ...stamp } = await ruleJobs.decide({ base, ask: { claim: 'The PUE of North is 0.95.', asOf } }, jobContext(solver), signal)
  deepEqual([verdict, stamp.base, stamp.asOf, stamp.engine], ['refuted', 'v', asOf, 1])
  deepEqual(because.map(({ id, set, version, severity, hash }) => [id, set, version, severity, hash?.length]), [['pue_floor', 'S', 3, 'block', 64]])
})

/** a claim that is open -> what would settle it, in the person's words */
const SETTLED: readonly (readonly [string, readonly string[]])[] = [
  ['The Harbour site is efficient.', ['quantity: the PUE of Harbour site', 'relation: Harbour site is efficient']],
  ['The North site is efficient.', []],
]
test('what would decide an open claim is said in the phrases of the vocabulary, with the set that it is stated in', async () => {
  const found = await Promise.all(
    SETTLED.map(async ([claim]) => {
      const { wouldDecide = [], settledBy = [] } = await ruleJobs.decide({ base, ask: { claim, asOf } }, jobContext(solver), signal)
      deepEqual([settledBy.map(({ atom }) => atom), settledBy.every(({ set }) => set === 'S')], [wouldDecide, true])
      return [claim, settledBy.map(({ kind, says }) => `${kind}: ${says}`)] as const
    }),
  )
  deepEqual(found, SETTLED)
})

test('a chosen reading decides instead of the reader, and “none” is silent; one that no longer fits is forgotten', async () => {
  const context = jobContext(solver)
  const decide = async (choice: Parameters<typeof ruleJobs.decide>[0]['ask']['choice']) => {
    const { verdict, reading } = await ruleJobs.decide({ base, ask: { claim: 'The PUE of North is 0.95.', asOf, ...(choice ? { choice } : {}) } }, context, signal)
    return [verdict, reading]
  }
  deepEqual(await decide({ kind: 'reading', printed: 'total_power(North) = 13.2 MW' }), ['proved', ['total_power(North) = 13.2 MW']])
  deepEqual(await decide({ kind: 'none' }), ['silent', []])
  deepEqual(await decide({ kind: 'reading', printed: 'gone(North)' }), await decide(undefined))
})

test('a text is described in the vocabulary of the whole base', () => {
  const both: RuleTexts = { key: 'both', version: 'v', texts: [{ file: 'a.rules', text: 'type Rack\nrelation hot(Rack)\n' }, { file: 'b.rules', text: 'ruleset "B"\nentity r1 : Rack\nfact hot(r1)\nrule r: hot(R)\nrule bad: cold(\n' }] }
  const context = jobContext(solver)
  const before: RuleTexts = { ...both, key: 'before', texts: [both.texts[0]!, { file: 'b.rules', text: 'entity r1 : Rack\nfact not hot(r1)\n' }] }
  deepEqual(ruleJobs.describe({ base: both, ask: { file: 'b.rules', before } }, context), {
    title: 'B', counts: { rules: 1, facts: 1, errors: 1, warnings: 0 }, added: ['fact:hot(r1)', 'r'], removed: ['fact:not hot(r1)'], changed: [],
  })
  equal(ruleJobs.counts({ base: both, ask: null }, context)['a.rules']?.errors, 0)
})
