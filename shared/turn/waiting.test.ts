/** Followers see that the model's server is waited for until anything else comes. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { TurnId } from '../model/ids.ts'
import { emptyTurn, foldTurn } from './foldTurn.ts'

test('a wait for the model’s server is there until anything else comes', () => {
  const waiting = { milliseconds: 7000, why: 'the server asks to slow down' }
  const told = foldTurn(emptyTurn('01ARYZ6S41000000000000000T' as TurnId), { waiting })
  deepEqual(told.waiting, waiting)
  const after = foldTurn(told, { delta: { at: 0, text: 'Well' } })
  deepEqual([after.answer, 'waiting' in after], ['Well', false])
})
