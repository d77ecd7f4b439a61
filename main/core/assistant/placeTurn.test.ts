/** Where new turns stand, as data: the turns that are there, what is asked, and the turn that it goes on from. */
import { deepEqual, throws } from 'node:assert/strict'
import { test } from 'node:test'
import type { TurnId } from '../../../shared/model/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import type { TurnLinks } from '../../../shared/turn/branches.ts'
import { placeTurn } from './placeTurn.ts'

const id = (name: string): TurnId => name as TurnId
const links = (...turns: [name: string, after: string | null][]): TurnLinks[] => turns.map(([name, after]) => ({ id: id(name), after: after as TurnId | null }))
/** b and c both go on from a; d goes on from b. */
const forked = links(['a', null], ['b', 'a'], ['c', 'a'], ['d', 'b'])

const cases: [name: string, turns: TurnLinks[], asked: Parameters<typeof placeTurn>[0], after: string | null][] = [
  ['the first question begins', [], {}, null],
  ['a question goes on where something was last said', forked, {}, 'd'],
  ['or where the person is', forked, { after: id('c') }, 'c'],
  ['or begins anew', forked, { after: null }, null],
  ['an edit stands beside what it edits', forked, { editOf: id('d') }, 'b'],
  ['a retry too, even where something else is said', forked, { retryOf: id('c'), after: id('d') }, 'a'],
]
for (const [name, turns, asked, after] of cases) test(name, () => deepEqual(placeTurn(asked, turns), after))

test('a turn of another conversation is not found', () => {
  for (const asked of [{ after: id('x') }, { editOf: id('x') }, { retryOf: id('x') }]) throws(() => placeTurn(asked, forked), (error) => error instanceof Problem && error.code === 'not-found')
})
