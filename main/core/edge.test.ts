/** What crosses the edge of the core: answers, problems, and never anything else. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { ORPCError } from '@orpc/client'
import { testCore } from '../../fixtures/core/testCore.ts'
import type { ConversationId, TurnId } from '../../shared/model/ids.ts'
import type { TurnEvent } from '../../shared/model/turn.ts'
import { foldAll } from '../../shared/turn/foldTurn.ts'
import { Problem, type ProblemShape } from '../../shared/problem.ts'
import { withFolder } from '../adapters/store/testing.ts'
import { followToEnd } from './assistant/followToEnd.ts'
import type { Ports } from './ports.ts'

type Client = ReturnType<typeof testCore>['client']
const NOBODY = '01ARYZ6S410000000000000000'

/** What crosses when the call fails. */
async function crossing(call: () => Promise<unknown>): Promise<ProblemShape | undefined> {
  try {
    await call()
    return undefined
  } catch (error) {
    ok(error instanceof ORPCError && error.defined && error.code === 'PROBLEM')
    return error.data as ProblemShape
  }
}

const refused: readonly [name: string, call: (client: Client) => Promise<unknown>, code: string][] = [
  ['an id that is no id', (client) => client.conversation.open({ id: 'x' as ConversationId }), 'input.invalid'],
  ['a conversation that is not there', (client) => client.conversation.open({ id: NOBODY as ConversationId }), 'not-found'],
  ['a turn that is not there', (client) => client.turn.follow({ turn: NOBODY as TurnId }), 'not-found'],
  ['a cancel of no turn', (client) => client.turn.cancel({ turn: NOBODY as TurnId }), 'not-found'],
  ['a question without words', (client) => client.turn.start({ question: ' \n\t' }), 'input.invalid'],
  ['a question over the limit', (client) => client.turn.start({ question: 'a'.repeat(2_000_001) }), 'input.invalid'],
  ['a question in a conversation that is gone', (client) => client.turn.start({ question: 'What?', conversation: NOBODY as ConversationId }), 'not-found'],
  ['a check that is not there', (client) => client.check.open({ turn: NOBODY as TurnId }), 'not-found'],
  ['a note of no turn', (client) => client.note.keep({ turn: NOBODY as TurnId, claims: ['c0' as never] }), 'not-found'],
  ['models of no server', (client) => client.model.list({ server: 'nobody' }), 'model.none'],
]
for (const [name, call, code] of refused) {
  test(`${name} crosses as ${code} and is not logged as a fault`, () =>
    withFolder(async (folder) => {
      const core = testCore(folder)
      equal((await crossing(() => call(core.client)))?.code, code)
      deepEqual(core.lines.filter((line) => line.level === 'error'), [])
      await core.close()
    }))
}

test('a bug of ours crosses as a fault with an id, and the log has it once under that id', () =>
  withFolder(async (folder) => {
    const core = testCore(folder, {}, { secrets: { get: () => undefined, set: () => { throw new TypeError('secret details') }, list: () => [] } })
    const problem = await crossing(() => core.client.key.set({ server: 'a', key: 'k' }))
    equal(problem?.code, 'fault')
    deepEqual(core.lines.filter((line) => line.level === 'error').map(({ fields }) => [fields?.['id'], fields?.['where'], fields?.['message']]), [[problem?.detail, 'key.set', 'secret details']])
    await core.close()
  }))

test('a disk that fills up during a turn reaches whoever follows, and the next start ends the turn', () =>
  withFolder(async (folder) => {
    const full = ({ store }: Ports): Partial<Ports> => {
      const append: typeof store.write.append = (events) => {
        if (events.some(({ event }) => event.kind === 'claim.found' || event.kind === 'turn.ended')) throw new Problem('disk.full')
        return store.write.append(events)
      }
      return { store: { ...store, write: { ...store.write, append } } }
    }
    const core = testCore(folder, {}, full)
    const { turn } = await core.client.check.start({ text: 'One is one.' })
    const follow = async (): Promise<void> => {
      for await (const _ of await core.client.turn.follow({ turn }));
    }
    deepEqual([await crossing(follow), await crossing(follow)], [{ code: 'disk.full' }, { code: 'disk.full' }])
    await core.close()
    const again = testCore(folder)
    equal((await followToEnd(turn, await again.client.turn.follow({ turn }))).status, 'done')
    await again.close()
  }))

test('what one window changes, every window hears', () =>
  withFolder(async (folder) => {
    const core = testCore(folder)
    const leaving = new AbortController()
    const heard = await core.client.core.changes({}, { signal: leaving.signal })
    const first = heard.next()
    await core.client.settings.set({ appearance: 'dark' })
    deepEqual((await first).value, { topic: 'settings' })
    deepEqual(await core.client.settings.get({}), { appearance: 'dark', answerer: { kind: 'library' }, servers: [] })
    const last = heard.next()
    leaving.abort()
    equal((await last).done, true)
    await core.close()
  }))

test('a part of the settings leaves the rest as it is', () =>
  withFolder(async (folder) => {
    const core = testCore(folder)
    const servers = [{ name: 'a', protocol: 'openai' as const, baseUrl: 'http://127.0.0.1:1/v1' }]
    await core.client.settings.set({ servers, appearance: 'light' })
    deepEqual(await core.client.settings.set({ answerer: { kind: 'model', server: 'a', model: 'm' } }), { appearance: 'light', servers, answerer: { kind: 'model', server: 'a', model: 'm' } })
    equal((await crossing(() => core.client.settings.set({ servers: [...servers, ...servers] })))?.code, 'input.invalid')
    await core.close()
  }))

test('conversations are listed, renamed, deleted and brought back, newest first', () =>
  withFolder(async (folder) => {
    const { client, close } = testCore(folder)
    const ask = async (question: string): Promise<ConversationId> => {
      const { turn, conversation } = await client.turn.start({ question })
      for await (const _ of await client.turn.follow({ turn }));
      return conversation
    }
    const first = await ask('What is PUE?\nAnd more.')
    const second = await ask(`${'long '.repeat(50)}`)
    const titles = async () => (await client.conversation.list({})).map((conversation) => conversation.title)
    deepEqual(await titles(), [`${'long '.repeat(16).slice(0, 79)}…`, 'What is PUE?'])
    await client.conversation.rename({ id: first, title: 'Efficiency' })
    await client.conversation.remove({ id: second })
    deepEqual(await titles(), ['Efficiency'])
    deepEqual((await client.core.deleted({})).map(({ noun, id }) => [noun, id]), [['conversation', second]])
    equal((await crossing(() => client.conversation.open({ id: second })))?.code, 'not-found')
    await client.conversation.restore({ id: second })
    deepEqual([(await titles()).length, await client.core.deleted({})], [2, []])
    await close()
  }))

test('a damaged event closes neither its conversation nor its turn, and no verdict goes to another claim', () =>
  withFolder(async (folder) => {
    const before = testCore(folder)
    const { turn, conversation } = await before.client.turn.start({ question: 'What?' })
    for await (const _ of await before.client.turn.follow({ turn }));
    const claim = (id: string) => ({ id, text: id, start: 0, end: 2, kind: 'fact', resolved: id, parts: [] })
    const more = [
      { kind: 'claim.found', claims: [{ ...claim('c50'), kind: null }] },
      { kind: 'claim.found', claims: [claim('c51')] },
      { kind: 'claim.judged', claim: 'c51', verdict: 'verified', by: 'embedded' },
    ] as unknown as TurnEvent[]
    before.ports.store.write.append(more.map((event) => ({ stream: `turn:${turn}`, event })))
    await before.close()
    const core = testCore(folder)
    const opened = await core.client.conversation.open({ id: conversation })
    const claims = foldAll(turn, opened.turns[0]!.events).claims
    deepEqual(claims.slice(-1).map(({ id, verdict }) => [id, verdict]), [['c51', 'verified']])
    await core.close()
  }))

test('a long conversation is paged back without a gap', () =>
  withFolder(async (folder) => {
    const { client, close } = testCore(folder)
    const { turn, conversation } = await client.turn.start({ question: 'q0' })
    const asked: TurnId[] = [turn]
    for (let i = 1; i < 7; i++) asked.push((await client.turn.start({ question: `q${i}`, conversation })).turn)
    const pages: TurnId[][] = []
    let before: TurnId | undefined
    for (let more = true; more; ) {
      const page = await client.conversation.open({ id: conversation, limit: 3, ...(before ? { before } : {}) })
      pages.unshift(page.turns.map((record) => record.id))
      before = page.turns[0]?.id
      more = page.more
    }
    deepEqual([pages.flat(), pages.map((page) => page.length)], [asked, [1, 3, 3]])
    await close()
  }))
