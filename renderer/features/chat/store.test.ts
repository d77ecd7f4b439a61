/** Conversations by day, and the open branch with the answers to each question. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { Conversation } from '../../../shared/model/conversation.ts'
import type { ConversationId, TurnId } from '../../../shared/model/ids.ts'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { feedOf } from '../../core/turnFeed.ts'
import { byDay, chosenFor, exchangesOf } from './store.ts'

test('conversations stand under their day, latest first', () => {
  const now = new Date(2026, 10, 23, 15)
  const conversation = (title: string, updated: Date): Conversation => ({ id: title as Conversation['id'], title, created: '', updated: updated.toISOString(), turns: 1 })
  const list = [
    conversation('old', new Date(2026, 5, 1)),
    conversation('early today', new Date(2026, 10, 23, 0, 1)),
    conversation('now', now),
    conversation('yesterday', new Date(2026, 10, 22, 23, 59)),
    conversation('week', new Date(2026, 10, 17)),
  ]
  deepEqual(
    byDay(list, now).map(({ day, conversations }) => [day, conversations.map(({ title }) => title)]),
    [
      ['Today', ['now', 'early today']],
      ['Yesterday', ['yesterday']],
      ['Last week', ['week']],
      ['June 2026', ['old']],
    ],
  )
})

const entry = (id: string, started: Partial<NonNullable<TurnState['started']>> = {}) => {
  const feed = feedOf(id as TurnId)
  feed.setState({ started: { conversation: 'C' as ConversationId, mode: 'ask', question: 'q', answerer: { kind: 'library' }, checker: '', asOf: '', ...started } })
  return { id: id as TurnId, feed }
}
const none = { questions: {}, shown: {} }

test('a retry of a retry stands with the first question; one whose first is not loaded stands alone', () => {
  const retry = (id: string, retryOf: string) => entry(id, { retryOf: retryOf as TurnId })
  const exchanges = exchangesOf([retry('z', 'unknown'), entry('a'), entry('b'), retry('c', 'a'), retry('d', 'c')], { questions: {}, shown: { a: 'd' as TurnId } })
  deepEqual(
    exchanges.map(({ key, answers }) => [key, answers.map(({ id }) => id)]),
    [
      ['z', ['z']],
      ['a', ['a', 'c', 'd']],
    ],
  )
})

test('what is chosen for a turn opens its branch, and the other branch stays to go back to', () => {
  const entries = [entry('a', { after: null }), entry('b', { after: 'a' as TurnId }), entry('c', { editOf: 'a' as TurnId, after: null }), entry('d', { after: 'c' as TurnId })]
  const shown = (chosen: Parameters<typeof exchangesOf>[1]) => exchangesOf(entries, chosen).map(({ key, beside, fork }) => [key, beside.join(''), fork])
  deepEqual(
    [shown(none), shown(chosenFor(entries, 'b' as TurnId))],
    [
      [['c', 'ac', 'C'], ['d', 'd', 'c']],
      [['a', 'ac', 'C'], ['b', 'b', 'a']],
    ],
  )
})
