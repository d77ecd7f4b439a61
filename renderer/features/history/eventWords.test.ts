/** Every kind of event has plain words, every stream leads where its thing is, and the rows of a turn stand together. */
import { deepEqual, equal, match } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { HistoryRow } from '../../../shared/contract/noteContract.ts'
import { grouped, historyPlaceOf, kindInWords, placeOf } from './eventWords.ts'

const fixture = new URL('../../../main/adapters/store/fixtures/history.jsonl', import.meta.url)
const kinds = new Set([...readFileSync(fixture, 'utf8').matchAll(/"kind":"([\w.-]+)"/g)].map(([, kind]) => kind!))

test('every kind that the history may hold is told in words', () => {
  for (const kind of kinds) match(kindInWords(kind), /^[A-Z][a-z ]+$/, kind)
})

const streams: readonly [string, string | undefined, string | undefined][] = [
  ['note:01K', '#/notes/01K', '#/history/note/01K'],
  ['source:01K', '#/sources/01K', '#/history/source/01K'],
  ['ruleSet:01K', '#/rules/01K', '#/history/set/01K'],
  ['conversation:01K', '#/chat/01K', undefined],
  ['turn:01K', undefined, undefined],
  ['settings', '#/settings', undefined],
  ['knowledge', undefined, undefined],
]
for (const [stream, place, history] of streams) test(`${stream} leads to its thing`, () => deepEqual([placeOf(stream), historyPlaceOf(stream)], [place, history]))

test('only neighbouring rows of one turn stand together', () => {
  const row = (seq: number, stream: string): HistoryRow => ({ seq, at: '', kind: 'text', says: '', stream, erased: false })
  const rows = [row(6, 'turn:a'), row(5, 'turn:a'), row(4, 'note:n'), row(3, 'note:n'), row(2, 'turn:b'), row(1, 'turn:a')]
  deepEqual(grouped(rows).map((group) => group.map(({ seq }) => seq)), [[6, 5], [4], [3], [2], [1]])
})

test('a kind that is not known yet is taken apart', () => equal(kindInWords('newThing.happenedOnce'), 'New thing happened once'))
