/** The line below the editor says exactly what a save would overturn. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { Impact } from '../../../shared/contract/ruleContract.ts'
import type { ClaimId, NoteId, TurnId } from '../../../shared/model/ids.ts'
import { impactWords } from './impactWords.ts'

const note = (n: number, change: Impact['notes'][number]['change']): Impact['notes'][number] => ({ note: `n${n}` as NoteId, statement: 's', change, before: 'proved', after: 'possible' })
const claim = (turn: string): Impact['claims'][number] => ({ turn: turn as TurnId, claim: 'c0' as ClaimId, at: '', text: 't', before: 'proved', after: 'refuted' })
const impact = (notes: Impact['notes'], claims: Impact['claims'], unchecked = 0): Impact => ({ notes, claims, checked: 1, total: 1, unchecked, sealed: [] })

const CASES: readonly (readonly [Impact, number, string])[] = [
  [impact([], []), 320, 'No note loses its proof and no past answer changes'],
  [impact(Array.from({ length: 14 }, (_, n) => note(n, 'loses')), [claim('a'), claim('a'), claim('b')]), 320, '14 of 320 notes lose their proof, 2 past answers change'],
  [impact([note(1, 'loses')], [claim('a')]), 1, '1 of 1 note loses its proof, 1 past answer changes'],
  [impact([], [], 1200), 320, 'No note loses its proof and no past answer changes; 1,200 older claims were not looked at in time'],
  [impact([note(1, 'gains'), note(2, 'flips')], []), 9, '1 of 9 notes flips, 1 of 9 notes gains a proof'],
]

test('what is lost, flipped and gained is counted in words', () => {
  deepEqual(CASES.map(([one, notes]) => impactWords(one, notes)), CASES.map(([, , words]) => words))
})
