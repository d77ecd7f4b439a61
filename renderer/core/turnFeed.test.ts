/** Following a turn: updates are folded in order, a lost connection is waited out and resumed, other failures end it. */
import { deepEqual, equal, rejects } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createStore } from 'zustand/vanilla'
import type { TurnId } from '../../shared/model/ids.ts'
import type { KeptTurnEvent, TurnEvent } from '../../shared/model/turn.ts'
import { Problem } from '../../shared/problem.ts'
import { type Client, type Connection, ConnectionLost, type ConnectionState } from './client.ts'
import { feedOf, followTurn } from './turnFeed.ts'

const ID = '01K00000000000000000000000' as TurnId

/** Frames of a window that is shown, as fast as they can be had. */
before(() => {
  Object.assign(globalThis, { document: { visibilityState: 'visible' }, requestAnimationFrame: (run: () => void) => setImmediate(run) })
})
after(() => {
  Reflect.deleteProperty(globalThis, 'document')
  Reflect.deleteProperty(globalThis, 'requestAnimationFrame')
})

const text = (at: number, words: string): TurnEvent => ({ kind: 'text', at, text: words })
const ended: TurnEvent = {
  kind: 'turn.ended',
  outcome: 'done',
  verdict: 'nothing-to-check',
  unsupported: 0,
  tally: { verified: 0, contradicted: 0, unverified: 0, notCheckable: 0 },
  ms: { draft: 0, split: 0, logic: 0, sources: 0, total: 1 },
}
const kept = (events: readonly TurnEvent[]): KeptTurnEvent[] => events.map((event, i) => ({ seq: i + 1, at: '2026-11-23T09:00:00.000Z', event }))

/** A core that holds these events and loses the connection after each of `cuts` events in turn. */
function connectionTo(events: readonly KeptTurnEvent[], cuts: number[], failure: () => Error = () => new ConnectionLost()): { connection: Connection; asked: number[] } {
  const asked: number[] = []
  const follow = ({ afterSeq }: { afterSeq: number }) => {
    asked.push(afterSeq)
    return Promise.resolve(
      (async function* () {
        let left = cuts.shift() ?? Infinity
        for (const event of events.filter(({ seq }) => seq > afterSeq)) {
          if (left === 0) throw failure()
          left -= 1
          yield await Promise.resolve(event)
        }
      })(),
    )
  }
  const client = { turn: { follow } } as unknown as Client
  return { connection: { client, state: createStore<ConnectionState>(() => 'open'), whenOpen: () => Promise.resolve() }, asked }
}

test('a connection lost in between is resumed after the last kept event, and nothing is doubled', async () => {
  const events = kept([text(0, 'One. '), text(5, 'Two. '), text(10, 'Three.'), ended])
  const { connection, asked } = connectionTo(events, [2, 1])
  const feed = feedOf(ID)
  await followTurn(connection, feed, new AbortController().signal)
  deepEqual([feed.getState().answer, feed.getState().status, asked], ['One. Two. Three.', 'done', [0, 2, 3]])
})

test('thousands of updates are all folded in, in order', async () => {
  const words = Array.from({ length: 3000 }, (_one, i) => `${i} `)
  let at = 0
  const events = kept([...words.map((word) => text((at += word.length) - word.length, word)), ended])
  const feed = feedOf(ID)
  await followTurn(connectionTo(events, []).connection, feed, new AbortController().signal)
  equal(feed.getState().answer, words.join(''))
})

test('what is no lost connection ends the following, with what had arrived kept', async () => {
  const events = kept([text(0, 'One.'), ended])
  const feed = feedOf(ID)
  await rejects(followTurn(connectionTo(events, [1], () => new Problem('not-found')).connection, feed, new AbortController().signal), /not-found/)
  equal(feed.getState().answer, 'One.')
})

test('whoever leaves stops watching', async () => {
  const leaving = new AbortController()
  leaving.abort()
  const { connection, asked } = connectionTo(kept([ended]), [])
  await followTurn(connection, feedOf(ID), leaving.signal)
  deepEqual(asked, [])
})
