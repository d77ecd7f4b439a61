/** A server is sent so many requests at once: the others wait in order, know their place, leave when they are stopped, and none is lost. */
import { deepEqual, equal, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { scripted, testCore } from '../../../fixtures/core/testCore.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import { atOnceOf } from '../../../shared/model/settings.ts'
import type { TurnUpdate } from '../../../shared/model/turn.ts'
import { emptyTurn, foldTurn } from '../../../shared/turn/foldTurn.ts'
import { followToEnd } from './followToEnd.ts'
import { createServerQueue } from './serverQueue.ts'

const never = new AbortController().signal
const settled = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('two at once, the others in order with their place; what belongs to an answer that is there goes first', async () => {
  const queue = createServerQueue()
  const log: string[] = []
  const ends: Record<string, () => void> = {}
  const enter = (name: string, first = false, server = 'north', signal = never): Promise<unknown> =>
    queue.enter({ server, atOnce: () => 2, first, onWait: (before) => log.push(`${name} ${before}`) }, signal).then((end) => (log.push(`${name} begins`), (ends[name] = end)))
  for (const name of ['a', 'b', 'c', 'd']) void enter(name)
  void enter('other', false, 'south')
  void enter('repair', true)
  await settled()
  deepEqual(log.splice(0), ['c 0', 'd 1', 'repair 0', 'c 1', 'd 2', 'a begins', 'b begins', 'other begins'])
  ends['a']!()
  ends['a']!()
  await settled()
  deepEqual(log.splice(0), ['c 0', 'd 1', 'repair begins'])
  ends['b']!()
  ends['repair']!()
  await settled()
  deepEqual(log, ['d 0', 'c begins', 'd begins'])
})

test('who is stopped while waiting leaves at once, and those behind move up; who was stopped before does not enter', async () => {
  const queue = createServerQueue()
  const stop = new AbortController()
  const places: number[] = []
  const ask = (onWait: (before: number) => void = () => undefined) => ({ server: 'north', atOnce: () => 1, first: false, onWait })
  const end = await queue.enter(ask(), never)
  const stopped = queue.enter(ask(), stop.signal)
  const behind = queue.enter(ask((before) => places.push(before)), never)
  stop.abort(new Error('stopped'))
  await rejects(stopped, /stopped/)
  await rejects(queue.enter(ask(), stop.signal), /stopped/)
  end()
  ;(await behind)()
  deepEqual(places, [1, 0])
})

test('never more than its limit, whatever comes, goes, is stopped or is changed in between, and all get their turn', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.record({ stop: fc.boolean(), first: fc.boolean() }), { minLength: 1, maxLength: 30 }), fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }), async (asked, limits) => {
      const queue = createServerQueue()
      let [running, most, done, changes] = [0, 0, 0, 0]
      const limit = (): number => limits[changes % limits.length]!
      await Promise.all(
        asked.map(async ({ stop, first }) => {
          const stopping = new AbortController()
          const entered = queue.enter({ server: 's', atOnce: limit, first, onWait: () => undefined }, stopping.signal).catch(() => undefined)
          if (stop) stopping.abort(new Error('stopped'))
          const end = await entered
          done++
          if (!end) return
          most = Math.max(most, ++running)
          await settled()
          changes++
          running--
          end()
        }),
      )
      deepEqual([done, running], [asked.length, 0])
      equal(most <= Math.max(...limits), true)
    }),
    { seed: 11, numRuns: 60 },
  ))

const address = { protocol: 'ollama' as const }
/** [server, model, requests at once] */
const limits: readonly [Parameters<typeof atOnceOf>[0], string, number][] = [
  [{ ...address, baseUrl: 'http://127.0.0.1:11434' }, 'small', 2],
  [{ ...address, baseUrl: 'http://127.0.0.1:11434' }, 'large:cloud', 4],
  [{ ...address, baseUrl: 'https://models.example' }, 'small', 4],
  [{ ...address, baseUrl: 'https://models.example', place: 'here' }, 'small', 2],
  [{ ...address, baseUrl: 'https://models.example', atOnce: 7 }, 'small', 7],
]
test('how many at once is what the person says, else by where it is', () => deepEqual(limits.map(([server, model]) => atOnceOf(server, model)), limits.map(([, , atOnce]) => atOnce)))

test('six compared on one server: two are written, the others say how many are before them, also to who looks later; one is stopped in the queue', () =>
  withFolder(async (folder) => {
    let [running, most] = [0, 0]
    let go: (() => void) | undefined
    const gate = new Promise<void>((resolve) => (go = resolve))
    const says = scripted(['The hall has 12 racks.'], () => gate)
    const core = testCore(folder, {}, {
      models: {
        ...says,
        async *stream(request, signal) {
          most = Math.max(most, ++running)
          try {
            yield* says.stream(request, signal)
          } finally {
            running--
          }
        },
      },
    })
    await core.client.settings.set({ servers: [{ name: 'North', protocol: 'ollama', baseUrl: 'http://127.0.0.1:9' }] })
    const models = ['a', 'b', 'c', 'd', 'e', 'f']
    const { turns } = await core.client.turn.compare({ question: 'How many racks?', with: models.map((model) => ({ answerer: { kind: 'model', server: 'North', model } })) })
    const told = async (index: number, wanted: (update: TurnUpdate) => boolean) => {
      let state = emptyTurn(turns[index]!)
      for await (const update of await core.client.turn.follow({ turn: turns[index]! })) {
        state = foldTurn(state, update)
        if (wanted(update)) break
      }
      return state.queued
    }
    const queued = (before: number) => (update: TurnUpdate) => 'queued' in update && update.queued.before === before
    for (const index of [2, 3, 4, 5]) deepEqual(await told(index, queued(index - 2)), { server: 'North', before: index - 2, atOnce: 2 })
    await core.client.turn.cancel({ turn: turns[3]! })
    deepEqual(await told(4, queued(1)), { server: 'North', before: 1, atOnce: 2 })
    go!()
    const ended = await Promise.all(turns.map(async (turn) => followToEnd(turn, await core.client.turn.follow({ turn }))))
    deepEqual(ended.map(({ status, calls, queued: still }) => [status, calls.length, still]), models.map((_, index) => (index === 3 ? ['cancelled', 0, undefined] : ['done', 1, undefined])))
    equal(most, 2)
    await core.close()
  }))
