/** Kept payloads of every version read as events of today. */
import { deepEqual, equal } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { HistoryEvent } from '../../../shared/model/history.ts'
import { currentVersion, readPayload } from './upcast.ts'

interface Kept {
  readonly kind: string
  readonly v: number
  readonly payload: unknown
}
/** One payload of every kind in every version that was ever written. Lines are added, never edited. */
const kept = readFileSync(join(import.meta.dirname, 'fixtures', 'history.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Kept)

for (const { kind, v, payload } of kept) {
  test(`${kind} of version ${v} reads as an event of today`, () => {
    const event = readPayload(kind, v, JSON.stringify(payload))
    equal(event?.kind, kind)
    const { data, error } = HistoryEvent.safeParse(event)
    deepEqual([data, error], [event, undefined])
  })
}

test('every kind of event has a fixture of its current version', () => {
  const kinds = HistoryEvent.options.map((option) => option.shape.kind.value)
  const missing = kinds.filter((kind) => !kept.some((line) => line.kind === kind && line.v === currentVersion(kind)))
  deepEqual(missing, [])
})

test('an old payload takes every step up to today, and a current one takes none', () => {
  const upcasts = { text: [(old: Record<string, unknown>) => ({ ...old, at: 0 }), ({ words, ...old }: Record<string, unknown>) => ({ ...old, text: words })] }
  const read = (v: number, payload: unknown) => readPayload('text', v, JSON.stringify(payload), upcasts)
  const now = { kind: 'text', at: 0, text: 'a' }
  deepEqual([read(1, { kind: 'text', words: 'a' }), read(2, { kind: 'text', at: 0, words: 'a' }), read(3, now)], [now, now, now])
})

test('a damaged or erased payload reads as nothing', () => {
  deepEqual([readPayload('text', 1, '{"kind":'), readPayload('text', 1, 'null'), readPayload('text', 1, null)], [undefined, undefined, undefined])
})
