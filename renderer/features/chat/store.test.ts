/** Conversations by day, and answers to one question gathered. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { Conversation } from '../../../shared/model/conversation.ts'
import type { TurnId } from '../../../shared/model/ids.ts'
import { feedOf } from '../../core/turnFeed.ts'
import { byDay, exchangesOf } from './store.ts'

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

test('a retry of a retry stands with the first question; one whose first is not loaded stands alone', () => {
  const entry = (id: string, retryOf?: string) => {
    const feed = feedOf(id as TurnId)
    feed.setState({ started: { conversation: null, mode: 'ask', question: 'q', answerer: { kind: 'library' }, checker: '', asOf: '', ...(retryOf ? { retryOf: retryOf as TurnId } : {}) } })
    return { id: id as TurnId, feed }
  }
  const exchanges = exchangesOf([entry('z', 'unknown'), entry('a'), entry('b'), entry('c', 'a'), entry('d', 'c')])
  deepEqual(
    exchanges.map(({ key, answers }) => [key, answers.map(({ id }) => id)]),
    [
      ['z', ['z']],
      ['a', ['a', 'c', 'd']],
      ['b', ['b']],
    ],
  )
})
