/** Batches: one row out for each line in, bad lines answered and passed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CheckPorts, checkBatch } from './checkBatch.ts'
import { embeddedChecker } from './embeddedChecker.ts'

const ports: CheckPorts = { checker: embeddedChecker, elapsed: () => 0, today: '2026-01-01' }

async function rows(lines: string[], given: CheckPorts = ports): Promise<unknown[]> {
  const out: unknown[] = []
  for await (const row of checkBatch(lines, given)) out.push(row)
  return out
}

test('answers every line in order, bad ones with one sentence', async () => {
  const out = (await rows([
    '{"id":"a","answer":"","sources":[]}',
    'no json',
    '',
    '{"id":"b"}',
    '{"id":7,"answer":"The hall is in Oslo.","sources":[{"id":"s","title":null,"text":"The hall is in Oslo."}]}',
    '{"id":"c","answer":"The hall is in Oslo."}',
    '{"id":"d","answer":"x","asOf":"soon"}',
  ])) as { id: unknown; verdict?: string; error?: string; unsupported?: number }[]
  assert.deepEqual(
    out.map(({ id, verdict, error }) => [id, verdict, error === undefined]),
    [['a', 'nothing-to-check', true], [null, undefined, false], ['b', undefined, false], [7, 'verified', true], ['c', 'unverified', true], ['d', undefined, false]],
  )
  assert.equal(out[0]?.unsupported, 0)
  assert.equal(out[4]?.unsupported, 1)
})

test('compiles the same rules once and lets a refuted claim be contradicted', async () => {
  let compiled = 0
  const given: CheckPorts = {
    ...ports,
    rules: () => {
      compiled++
      return { decide: (claim) => ({ verdict: claim.text.includes('0.95') ? 'refuted' : 'silent', reading: [], because: [] }) }
    },
  }
  const line = (id: string): string => JSON.stringify({ id, answer: 'PUE is 0.95. Oslo is cold.', rules: 'ruleset a' })
  const out = (await rows([line('1'), line('2')], given)) as { verdict: string; claims: { verdict: string; by: string }[] }[]
  assert.equal(compiled, 1)
  assert.deepEqual(out.map(({ verdict, claims }) => [verdict, claims.map(({ verdict: v, by }) => [v, by])]), Array(2).fill(['contradicted', [['contradicted', 'rules'], ['unverified', 'none']]]))
})
