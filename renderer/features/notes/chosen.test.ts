/** What is chosen stays what was meant, one by one and all but a few. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import type { NoteId } from '../../../shared/model/ids.ts'
import { asChoice, type Chosen, countChosen, isChosen, none, toggled } from './chosen.ts'

const [a, b] = ['A', 'B'] as NoteId[] as [NoteId, NoteId]

test('one by one', () => {
  const one = toggled(toggled(none, a), b)
  deepEqual([countChosen(one, 100), isChosen(one, a), asChoice(one)], [2, true, { ids: [a, b] }])
  deepEqual(asChoice(toggled(one, a)), { ids: [b] })
})

test('all that match, but a few', () => {
  const all: Chosen = { kind: 'all', filter: { topic: 'x' }, except: new Set() }
  deepEqual(asChoice(all), { filter: { topic: 'x' } })
  const but = toggled(all, a)
  deepEqual([countChosen(but, 100), isChosen(but, a), isChosen(but, b), asChoice(but)], [99, false, true, { filter: { topic: 'x' }, except: [a] }])
  equal(countChosen(toggled(but, a), 100), 100)
})
