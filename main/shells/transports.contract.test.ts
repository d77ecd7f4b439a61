/** One suite over three transports: in memory, over a MessagePort and over a WebSocket, the contract behaves the same. */
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, suite, test } from 'node:test'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { createRouterClient } from '@orpc/server'
import { WebSocket } from 'ws'
import { scripted, testCore } from '../../fixtures/core/testCore.ts'
import type { ConversationId, TurnId } from '../../shared/model/ids.ts'
import type { TurnUpdate } from '../../shared/model/turn.ts'
import { emptyTurn, foldTurn } from '../../shared/turn/foldTurn.ts'
import type { Ports } from '../core/ports.ts'
import { startBrowserShell } from './browser/startBrowserShell.ts'
import { asProblem, clientOverSocket, type CoreClient } from './coreClient.ts'
import { contractServer } from './serveContract.ts'

interface Line {
  readonly client: CoreClient
  /** Cuts the line without a goodbye. */
  drop(): void
}
interface Exchange {
  connect(): Promise<Line>
  close(): Promise<void>
}
type Core = ReturnType<typeof testCore>

const transports: Record<string, (core: Core) => Promise<Exchange>> = {
  memory: (core) =>
    Promise.resolve({
      connect: () => Promise.resolve({ client: createRouterClient(core.core.router) as unknown as CoreClient, drop: () => undefined }),
      close: () => Promise.resolve(),
    }),
  'MessagePort': (core) => {
    const server = contractServer(core.core.router)
    const open: MessageChannel[] = []
    return Promise.resolve({
      connect: () => {
        const channel = new MessageChannel()
        open.push(channel)
        server.servePort(channel.port1 as never)
        channel.port1.start()
        const client = createORPCClient<CoreClient>(new PortLink({ port: channel.port2 as never }))
        channel.port2.start()
        return Promise.resolve({ client, drop: () => channel.port2.close() })
      },
      close: () => {
        for (const { port1 } of open) port1.close()
        return Promise.resolve()
      },
    })
  },
  WebSocket: async (core) => {
    const shell = await startBrowserShell({ contract: contractServer(core.core.router), screen: join(tmpdir(), 'no-screen'), port: 0 })
    return {
      connect: async () => {
        const socket = new WebSocket(`ws://127.0.0.1:${shell.port}/core`, { headers: { authorization: `Bearer ${shell.secret}` } })
        await once(socket, 'open')
        return { client: clientOverSocket(socket), drop: () => socket.terminate() }
      },
      close: () => shell.close(),
    }
  },
}

const PIECES = Array.from({ length: 40 }, (_, n) => `Hall ${n + 1} has ${n + 3} racks. `)
const NONE = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
/** Set by a test to hold the model before a piece. */
const gate = { at: -1, wait: Promise.resolve() }

const withModel: Pick<Ports, 'models'> = {
  models: {
    ...scripted(PIECES, (index, signal) => (index === gate.at ? Promise.race([gate.wait, once(signal, 'abort')]) : undefined)),
    list: () => Promise.reject(new Error('a private detail of ours')),
  },
}

async function collect(updates: AsyncIterable<TurnUpdate>, until: (update: TurnUpdate) => boolean = () => false): Promise<TurnUpdate[]> {
  const found: TurnUpdate[] = []
  for await (const update of updates) {
    found.push(update)
    if (until(update)) break
  }
  return found
}
const answerOf = (turn: TurnId, updates: readonly TurnUpdate[]): string => updates.reduce(foldTurn, emptyTurn(turn)).answer
const kindOf = (update: TurnUpdate): string => ('event' in update ? update.event.kind : 'delta')
const code = (error: unknown): string => (asProblem(error) as { code: string }).code
const failsWith = (expected: string) => (error: unknown) => (equal(code(error), expected), true)

const byModel = { question: 'How many racks are there?', answerer: { kind: 'model', server: 'played', model: 'scripted' } } as const

for (const [name, open] of Object.entries(transports)) {
  suite(`contract over ${name}`, () => {
    const run = (title: string, body: (line: Line, exchange: Exchange, core: Core) => Promise<void>): void =>
      void test(title, async (t: TestContext) => {
        const folder = mkdtempSync(join(tmpdir(), 'plumbline-contract-'))
        const core = testCore(folder, { [NONE]: 'Hall 1 has 3 racks.' }, withModel)
        core.ports.store.write.append([{ stream: 'settings', event: { kind: 'settings.changed', settings: { appearance: 'system', answerer: { kind: 'library' }, servers: [{ name: 'played', protocol: 'openai', baseUrl: 'http://127.0.0.1:9/v1' }] } } }])
        const exchange = await open(core)
        gate.at = -1
        t.after(async () => {
          await core.close()
          await exchange.close()
          rmSync(folder, { recursive: true })
        })
        await body(await exchange.connect(), exchange, core)
      })

    run('a call is answered, with defaults filled in', async ({ client }) => {
      const info = await client.core.info({})
      deepEqual([info.version, info.counts.sources], ['0.0.0', 1])
      deepEqual(await client.conversation.list({}), [])
    })

    run('what does not fit the schema is a problem that says where', async ({ client }) => {
      await rejects(client.conversation.rename({ id: 'nonsense' as ConversationId, title: 'x' }), (error) => (equal(code(error), 'input.invalid'), match((asProblem(error) as Error).message, /id/), true))
      await rejects(client.turn.start({ question: '' }), failsWith('input.invalid'))
      await rejects(client.settings.set({ appearance: 'loud' as 'light' }), failsWith('input.invalid'))
    })

    run('an expected failure crosses as its problem', async ({ client }) => {
      await rejects(client.conversation.open({ id: NONE as ConversationId }), failsWith('not-found'))
    })

    run('an unexpected failure crosses as a number to quote, and its words stay in the log', async ({ client }, _exchange, core) => {
      const error = await client.model.list({ server: 'played' }).then(() => undefined, (thrown: unknown) => asProblem(thrown) as { code: string; detail: string; message: string })
      equal(error?.code, 'fault')
      equal(`${error?.message} ${JSON.stringify(error)}`.includes('private'), false)
      const logged = core.lines.filter(({ event }) => event === 'fault')
      deepEqual([logged.length, logged[0]?.fields?.['id'], logged[0]?.fields?.['message']], [1, error?.detail, 'a private detail of ours'])
    })

    run('a turn streams in order to its end, and folds to what was kept', async ({ client }, _exchange, core) => {
      const { turn } = await client.turn.start(byModel)
      const updates = await collect(await client.turn.follow({ turn }))
      equal(kindOf(updates[0]!), 'turn.started')
      equal(kindOf(updates.at(-1)!), 'turn.ended')
      const kept = core.ports.store.read.turnEvents(turn, 0)
      deepEqual(updates.filter((update) => 'seq' in update), kept)
      equal(answerOf(turn, updates), answerOf(turn, kept))
      equal(answerOf(turn, updates).trim(), PIECES.join('').trim())
    })

    run('a line that was cut is taken up again where it was, and nothing is told twice or lost', async (line, exchange, core) => {
      let release = (): void => undefined
      gate.wait = new Promise((resolve) => (release = resolve))
      gate.at = 20
      const { turn } = await line.client.turn.start(byModel)
      const first: TurnUpdate[] = []
      const reading = (async () => {
        for await (const update of await line.client.turn.follow({ turn })) {
          first.push(update)
          if (kindOf(update) === 'claim.judged') line.drop()
          if (name === 'memory' && kindOf(update) === 'claim.judged') break
        }
      })().catch(() => undefined)
      await reading
      const last = Math.max(...first.map((update) => ('seq' in update ? update.seq : 0)))
      release()
      const again = await exchange.connect()
      const rest = await collect(await again.client.turn.follow({ turn, afterSeq: last }))
      const kept = core.ports.store.read.turnEvents(turn, 0)
      deepEqual([...first, ...rest].filter((update) => 'seq' in update), kept)
      equal(answerOf(turn, [...first, ...rest]), answerOf(turn, kept))
    })

    run('leaving stops watching and not the work; cancelling stops the work', async ({ client }) => {
      let release = (): void => undefined
      gate.wait = new Promise((resolve) => (release = resolve))
      gate.at = 5
      const { turn } = await client.turn.start(byModel)
      await collect(await client.turn.follow({ turn }), (update) => 'delta' in update || kindOf(update) === 'text')
      release()
      const all = await collect(await client.turn.follow({ turn }))
      deepEqual(all.map((update) => ('seq' in update && update.event.kind === 'turn.ended' ? update.event.outcome : '')).at(-1), 'done')

      gate.wait = new Promise(() => undefined)
      const second = await client.turn.start(byModel)
      const following = collect(await client.turn.follow({ turn: second.turn }))
      await client.turn.cancel({ turn: second.turn })
      const ended = (await following).at(-1)!
      equal('seq' in ended && ended.event.kind === 'turn.ended' && ended.event.outcome, 'cancelled')
    })

    run('an aborted follow ends at once', async ({ client }) => {
      gate.wait = new Promise(() => undefined)
      gate.at = 3
      const { turn } = await client.turn.start(byModel)
      const stop = new AbortController()
      const updates = await client.turn.follow({ turn }, { signal: stop.signal })
      await updates.next()
      stop.abort()
      const rest = await collect(updates).then((found) => found.map(kindOf), () => ['aborted'])
      equal(rest.includes('turn.ended'), false)
      await client.turn.cancel({ turn })
    })

    run('a question of a megabyte crosses whole, and one that is too long is refused', async ({ client }, _exchange, core) => {
      const question = '한🙂"\\\u0000x'.repeat(150_000)
      const { turn } = await client.turn.start({ question })
      await collect(await client.turn.follow({ turn }))
      const started = core.ports.store.read.turnEvents(turn, 0)[0]!.event
      ok(started.kind === 'turn.started' && started.question === question)
      await rejects(client.turn.start({ question: 'x'.repeat(2_000_001) }), failsWith('input.invalid'))
    })

    run('many calls at once are each answered with their own', async ({ client }) => {
      const { conversation } = await client.turn.start({ question: 'one' })
      const titles = await Promise.all(Array.from({ length: 50 }, async (_, n) => (await client.conversation.rename({ id: conversation, title: `title ${n}` })).title))
      deepEqual(titles, Array.from({ length: 50 }, (_, n) => `title ${n}`))
    })

    if (name !== 'memory') {
      run('a call on a line that is gone fails as a lost connection, at once', async (line) => {
        const waiting = (async () => collect(await line.client.core.changes({}) as never))()
        await line.client.core.info({})
        line.drop()
        await rejects(waiting, (error) => ['connection.lost', 'cancelled'].includes(code(error)))
      })
    }
  })
}
