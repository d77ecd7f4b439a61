/** Identifiers sort by time and only grow. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { ulids } from './system.ts'

test('ids are ULIDs that only grow, within a millisecond and when the clock steps back', () => {
  const times = [5, 5, 5, 3, 9]
  const newId = ulids({ now: () => new Date(times.shift() ?? 9) })
  const ids = Array.from({ length: 5 }, newId)
  deepEqual(ids.toSorted(), ids)
  equal(new Set(ids).size, 5)
  ok(ids.every((id) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id)))
})

test('time stands in the first ten characters', () => {
  const newId = ulids({ now: () => new Date(1_469_918_176_385) }, (digits) => digits.fill(31))
  // The time of the example in the ULID specification.
  deepEqual([newId(), newId()], ['01ARYZ6S41FZZZZZZZZZZZZZZZ', '01ARYZ6S41G000000000000000'])
})
