/** A revised answer keeps what was fine in its place, and what was taken out below it. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ClaimId, TurnId } from '../model/ids.ts'
import type { TurnEvent } from '../model/turn.ts'
import { foldAll } from './foldTurn.ts'

const id = '01ARYZ6S41000000000000000T' as TurnId
const claimAt = (answer: string, text: string, n: number) => {
  const start = answer.indexOf(text)
  return { id: `c${n}` as ClaimId, text, start, end: start + text.length, kind: 'fact' as const, resolved: text, parts: [{ text, start, end: start + text.length }] }
}
const folded = (events: readonly TurnEvent[]) => foldAll(id, events.map((event, index) => ({ seq: index + 1, at: '2026-01-01T00:00:00.000Z', event })))

const answer = 'First stands. Second is wrong. Third stands too.'
const found: TurnEvent[] = [
  { kind: 'text', at: 0, text: answer },
  { kind: 'claim.found', claims: [claimAt(answer, 'First stands.', 0), claimAt(answer, 'Second is wrong.', 1), claimAt(answer, 'Third stands too.', 2)] },
]

test('a revision exchanges text, moves what stands behind it and keeps what it withdrew', () => {
  const text = 'Second is now right.'
  const revised = answer.replace('Second is wrong.', text)
  const state = folded([
    ...found,
    { kind: 'answer.revised', round: 1, model: 'm', changes: [{ start: 14, end: 30, text, withdrawn: ['c1' as ClaimId] }] },
    { kind: 'claim.found', claims: [claimAt(revised, text, 3)] },
  ])
  equal(state.answer, revised)
  deepEqual(state.claims.map((claim) => [claim.id, revised.slice(claim.start, claim.end), claim.parts.map((part) => revised.slice(part.start, part.end))]), [
    ['c0', 'First stands.', ['First stands.']],
    ['c3', text, [text]],
    ['c2', 'Third stands too.', ['Third stands too.']],
  ])
  deepEqual(state.withdrawn.map(({ claim, round, replacedBy }) => [claim.id, claim.text, round, replacedBy]), [['c1', 'Second is wrong.', 1, text]])
})

test('a claim that overlaps a change is withdrawn even when it was not named: no claim is left whose text is not there', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(answer.length), fc.nat(8), fc.string({ maxLength: 12 })), { maxLength: 4 }), (raw) => {
      const changes: Extract<TurnEvent, { kind: 'answer.revised' }>['changes'] = []
      for (const [start, length, text] of raw.toSorted(([a], [b]) => a - b)) {
        if (start >= (changes.at(-1)?.end ?? 0)) changes.push({ start, end: Math.min(answer.length, start + length), text, withdrawn: [] })
      }
      const state = folded([...found, { kind: 'answer.revised', round: 1, model: 'm', changes }])
      for (const claim of state.claims) equal(state.answer.slice(claim.start, claim.end), claim.text)
      equal(state.claims.length + state.withdrawn.length, 3)
      const grown = changes.reduce((sum, change) => sum + change.text.length - (change.end - change.start), 0)
      equal(state.answer.length, answer.length + grown)
    }),
    { seed: 7 },
  )
})
