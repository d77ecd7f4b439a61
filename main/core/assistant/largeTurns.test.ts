/** Turns that are very large or very odd: each ends, and nothing of it is lost. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { scripted, testCore } from '../../../fixtures/core/testCore.ts'
import type { TurnId } from '../../../shared/model/ids.ts'
import { foldAll, foldTurn, emptyTurn } from '../../../shared/turn/foldTurn.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import type { Checker } from '../checking/checker.ts'
import { followToEnd } from './followToEnd.ts'

/** Judges at once, so that these tests measure the pipeline and not the checker. */
const instant: Checker = {
  name: 'instant',
  check: ({ claims }) => Promise.resolve(claims.map((claim) => ({ sources: { verdict: 'not-found', support: 0, evidence: [] }, parts: claim.parts.map((part) => ({ ...part, verdict: 'not-found', support: 0 })) }))),
  unsupported: (claims) => (claims.length === 0 ? 0 : 1),
}
const text = Array.from({ length: 10_000 }, (_, i) => `Site number ${i} has ${i} racks.`).join(' ')

test('10,000 claims are judged, each kept, and folded one by one or all at once to the same', () =>
  withFolder(async (folder) => {
    const core = testCore(folder, {}, { checker: instant })
    const { turn } = await core.client.check.start({ text })
    const state = await followToEnd(turn, await core.client.turn.follow({ turn }))
    deepEqual([state.status, state.claims.length, state.claims.filter((claim) => claim.verdict === 'unverified').length], ['done', 10_000, 10_000])
    const events = core.ports.store.read.turnEvents(turn, 0)
    deepEqual(foldAll(turn, events), state)
    deepEqual(events.slice(0, 2000).reduce(foldTurn, emptyTurn(turn)), foldAll(turn, events.slice(0, 2000)))
    equal(core.ports.store.read.verifyHistory().whole, true)
    await core.close()
  }))

test('a check of 10,000 claims stops when it is cancelled, and what was judged stays', () =>
  withFolder(async (folder) => {
    const core = testCore(folder, {}, { checker: instant })
    const { turn } = await core.client.check.start({ text })
    const cancelWhenJudged = async (): Promise<void> => {
      for await (const update of await core.client.turn.follow({ turn })) if ('event' in update && update.event.kind === 'claim.judged') break
      await core.client.turn.cancel({ turn })
    }
    await cancelWhenJudged()
    const state = await followToEnd(turn, await core.client.turn.follow({ turn }))
    const judged = state.claims.filter((claim) => claim.verdict !== undefined).length
    deepEqual([state.status, state.verdict], ['cancelled', 'unverified'])
    ok(judged > 0 && judged < 10_000)
    await core.close()
  }))

/** Questions and texts that are odd but allowed; each ends, and comes back as it was given. */
const odd: readonly [name: string, text: string][] = [
  ['a megabyte on one line', 'a'.repeat(1_000_000)],
  ['a megabyte of sentences', 'One is one. '.repeat(80_000)],
  ['NUL bytes', 'The PUE\0 is 1.2.\0'],
  ['right-to-left text and emoji', 'קצב ה-PUE הוא 1.2. 👩🏽‍🚀 רב.'],
  ['half of a surrogate pair', 'The PUE \ud83d is 1.2.'],
  ['only punctuation', '… ?! —'],
]
for (const [name, question] of odd) {
  test(`a question of ${name} is kept as it is and answered`, () =>
    withFolder(async (folder) => {
      const core = testCore(folder, { '01ARYZ6S41000000000000000A': 'PUE is 1.2.' }, { models: scripted([]) })
      const { turn, conversation } = await core.client.turn.start({ question })
      const state = await followToEnd(turn, await core.client.turn.follow({ turn }))
      deepEqual([state.status, state.started?.question === question], ['done', true])
      const opened = await core.client.conversation.open({ id: conversation })
      deepEqual(foldAll(turn, opened.turns[0]!.events), state)
      await core.close()
    }))
}

test('a text with nothing to check says so', () =>
  withFolder(async (folder) => {
    const core = testCore(folder)
    const end = async (turn: TurnId) => followToEnd(turn, await core.client.turn.follow({ turn }))
    const { turn } = await core.client.check.start({ text: '```\ncode();\n```' })
    const state = await end(turn)
    deepEqual([state.status, state.verdict, state.unsupported, state.claims], ['done', 'nothing-to-check', 0, []])
    deepEqual((await core.client.check.list({})).map((check) => check.turn), [turn])
    await core.close()
  }))
