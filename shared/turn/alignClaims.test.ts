/** Rows of claims side by side: what belongs together, in which order, and on whose side the evidence is. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { ClaimId, TurnId } from '../model/ids.ts'
import type { ClaimPair } from '../model/turn.ts'
import type { ClaimVerdict } from '../model/verdict.ts'
import { alignClaims } from './alignClaims.ts'
import { emptyTurn, type TurnState } from './foldTurn.ts'

const [A, B, C] = ['A', 'B', 'C'] as unknown as [TurnId, TurnId, TurnId]
const turn = (id: TurnId, verdicts: readonly ClaimVerdict[]): TurnState => ({
  ...emptyTurn(id),
  claims: verdicts.map((verdict, at) => ({ id: `c${at}` as ClaimId, text: `${id}${at}`, start: at, end: at + 1, kind: verdict === 'not-checkable' ? 'opinion' : 'fact', resolved: '', parts: [], verdict })),
})
const pair = (here: string, turnThere: TurnId, there: string, says: 'same' | 'differs', of?: TurnId): ClaimPair => ({ here: here as ClaimId, turn: turnThere, there: there as ClaimId, says, ...(of ? { of } : {}), ...(says === 'differs' ? { clash: [{ kind: 'number', claim: '1', source: '2' }] } : {}) })
const shown = (turns: TurnState[], pairs: ClaimPair[]) => alignClaims(turns, pairs).map(({ says, cells, backed }) => `${says}: ${[...cells.values()].flat().map(({ claim }) => claim.text).join(' ')}${backed.length ? ` (${backed.join()})` : ''}`)

test('disagreements come first, then what is said alike, then what one alone says; opinions are no rows', () => {
  deepEqual(shown([turn(A, ['unverified', 'verified', 'verified', 'not-checkable']), turn(B, ['verified', 'contradicted'])], [pair('c0', B, 'c0', 'same'), pair('c1', B, 'c1', 'differs')]), ['differs: A1 B1 (A)', 'same: A0 B0', 'alone: A2'])
})

test('three answers share a row through any of them, and the evidence may be on two sides', () => {
  const turns = [turn(A, ['contradicted']), turn(B, ['verified']), turn(C, ['verified'])]
  deepEqual(shown(turns, [pair('c0', B, 'c0', 'differs'), pair('c0', C, 'c0', 'same', B)]), ['differs: A0 B0 C0 (B,C)'])
})

test('where nothing tells the answers apart, no side is named', () => {
  deepEqual(shown([turn(A, ['unverified']), turn(B, ['unverified'])], [pair('c0', B, 'c0', 'differs')]), ['differs: A0 B0'])
  deepEqual(shown([turn(A, ['contradicted']), turn(B, ['unverified'])], [pair('c0', B, 'c0', 'differs')]), ['differs: A0 B0'])
  deepEqual(alignClaims([], []), [])
})
