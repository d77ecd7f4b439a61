/** A look-up is made once for all who ask the same, and never served after a source has changed. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { testCore } from '../../../fixtures/core/testCore.ts'
import type { SourceId } from '../../../shared/model/ids.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import { createLookups } from './lookups.ts'

const A = '01ARYZ6S41000000000000000A' as SourceId
const B = '01ARYZ6S41000000000000000B' as SourceId
const texts = { [A]: 'The PUE of the North site was 1.32 in 2024.', [B]: 'The South site was built in 1999.' }

const withLookups = (work: (world: ReturnType<typeof testCore> & { lookups: ReturnType<typeof createLookups>; made: string[] }) => Promise<void>) =>
  withFolder(async (folder) => {
    const core = testCore(folder, texts)
    const made: string[] = []
    const { read } = core.ports.store
    const counted: typeof read.searchPassages = (text, limit, within) => {
      made.push(text)
      return read.searchPassages(text, limit, within)
    }
    await work({ ...core, lookups: createLookups({ ...read, searchPassages: counted }, core.ports.clock), made })
    await core.close()
  })

/** [first asked, asked then, whether one search serves both] */
const pairs: readonly [string, string, boolean][] = [
  ['The PUE of the North site was 1.32.', 'The PUE of the North site was 1.32.', true],
  ['The PUE of the North site was 1.32.', 'the PUE of the “North” site is 1.32', true],
  ['The PUE of the North site was 1.32.', 'The PUE of the North site was 1.33.', false],
  ['북쪽 시설', '북쪽  시설!', true],
]
for (const [first, then, shared] of pairs) {
  test(`"${then}" after "${first}" is ${shared ? 'the same look-up' : 'another look-up'}`, () =>
    withLookups(async ({ lookups, made }) => {
      const one = await lookups.of().search(first, 5)
      const other = await lookups.of().search(then, 5)
      deepEqual([one === other, made.length], [shared, shared ? 1 : 2])
      deepEqual([lookups.isKnown(one), lookups.isKnown(other)], [false, shared])
    }))
}

test('the same words among other sources, or more of them, are another look-up', () =>
  withLookups(async ({ lookups, made }) => {
    const asked = [lookups.of(), lookups.of([A]), lookups.of([A, B]), lookups.of([B, A])]
    for (const library of asked) await library.search('the North site', 5)
    await asked[0]!.search('the North site', 6)
    equal(made.length, 4)
  }))

test('what changes in the library is found by the next look-up: deleted, brought back, imported', () =>
  withLookups(async ({ lookups, client, ports }) => {
    const found = async (): Promise<string[]> => (await lookups.of().search('North site', 5)).map((passage) => passage.source).sort()
    const seen = [await found()]
    await client.source.remove({ id: A })
    seen.push(await found())
    await client.source.restore({ id: A })
    seen.push(await found())
    const C = '01ARYZ6S41000000000000000C' as SourceId
    ports.store.write.addSourceText(C, 'The North site is large.', [])
    ports.store.write.addPassages(C, [{ start: 0, end: 24, text: 'The North site is large.' }])
    ports.store.write.append([{ stream: `source:${C}`, event: { kind: 'source.imported', source: { ...ports.store.read.source(A)!, id: C } } }])
    seen.push(await found())
    deepEqual(seen, [[A, B], [B], [A, B], [A, B, C]])
  }))

test('an aborted asker searches nothing', () =>
  withLookups(async ({ lookups, made }) => {
    await lookups.of().search('North', 5, AbortSignal.abort('stop')).then(() => made.push('never'), () => undefined)
    deepEqual(made, [])
  }))
