/** What is open and where claims stand, while a revision moves and withdraws them. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import type { TurnId } from '../../shared/model/ids.ts'
import type { TurnEvent } from '../../shared/model/turn.ts'
import { foldTurn } from '../../shared/turn/foldTurn.ts'
import { createChoice, createPlaces, keepChoice } from './judgedTurn.ts'
import { feedOf } from './turnFeed.ts'

const id = '01K00000000000000000000000' as TurnId
const found = (name: string, text: string, start: number): TurnEvent => ({ kind: 'claim.found', claims: [{ id: name as never, text, start, end: start + text.length, kind: 'fact', resolved: text, parts: [] }] })

function played() {
  const feed = feedOf(id)
  let seq = 0
  const play = (...events: TurnEvent[]): void => feed.setState(events.reduce((state, event) => foldTurn(state, { seq: (seq += 1), at: '2026-11-23T09:00:00.000Z', event }), feed.getState()), true)
  play({ kind: 'text', at: 0, text: 'One is. Two is. Three is.' }, found('c0', 'One is.', 0), found('c1', 'Two is.', 8), found('c2', 'Three is.', 16))
  return { feed, play }
}
const revised: TurnEvent = { kind: 'answer.revised', round: 1, model: 'm', changes: [{ start: 0, end: 7, text: 'One was. And so.', withdrawn: ['c0' as never] }] }

test('the evidence that is open goes with its claim, into the withdrawn ones where that went', () => {
  const { feed, play } = played()
  const choice = createChoice()
  keepChoice(feed, choice)
  choice.setState({ turn: id, claim: 2 }, true)
  play(revised)
  deepEqual(choice.getState(), { turn: id, claim: 1 })
  play(found('c3', 'One was.', 0), found('c4', 'And so.', 9))
  deepEqual(choice.getState(), { turn: id, claim: 3 })
  const other = played()
  const open = createChoice()
  keepChoice(other.feed, open)
  open.setState({ turn: id, claim: 0 }, true)
  other.play(revised)
  deepEqual(open.getState(), { turn: id, withdrawn: 0 })
})

test('places are the same list until a claim moves', () => {
  const { feed, play } = played()
  const places = createPlaces()
  const first = places(feed.getState().claims)
  deepEqual(first.map(({ start, end }) => [start, end]), [[0, 7], [8, 15], [16, 25]])
  play({ kind: 'claim.judged', claim: 'c1' as never, verdict: 'verified', by: 'rules' })
  equal(places(feed.getState().claims), first)
  play(revised, found('c3', 'One was.', 0), found('c4', 'And so.', 9))
  deepEqual(places(feed.getState().claims).map(({ index, start, end }) => [index, start, end]), [[0, 0, 8], [1, 9, 16], [2, 17, 24], [3, 25, 34]])
})
