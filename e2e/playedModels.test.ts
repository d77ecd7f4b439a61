/** Whole turns against the played model server: however the model behaves, the turn ends honestly and keeps what arrived. */
import { deepEqual } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCore } from '../fixtures/core/testCore.ts'
import { startModelServer, type ModelServerHandle } from '../fixtures/models/modelServer.ts'
import { createModels } from '../main/adapters/models/createModels.ts'
import { LIMITS } from '../main/adapters/models/guardedFetch.ts'
import { withFolder } from '../main/adapters/store/testing.ts'
import { followToEnd } from '../main/core/assistant/followToEnd.ts'

let server: ModelServerHandle
before(async () => {
  server = await startModelServer()
})
after(() => server.close())

const texts = { '01ARYZ6S41000000000000000A': 'The North hall drew 13.2 MW in total last year, of which 10.0 MW went to IT equipment.' }
const models = createModels({ secrets: { get: () => undefined }, limits: { ...LIMITS, firstByte: 300, idle: 300 }, backoff: [5, 5] })

const cases: readonly [model: string, status: string, problem: string | undefined, some: boolean][] = [
  ['streams', 'done', undefined, true],
  ['thinks', 'done', undefined, true],
  ['slow', 'done', undefined, true],
  ['cut-off', 'failed', 'model.cut-off', true],
  ['half-json', 'failed', 'model.cut-off', true],
  ['stalls', 'failed', 'model.timeout', true],
  ['silent', 'failed', 'model.timeout', false],
  ['empty', 'failed', 'model.empty', false],
  ['malformed', 'failed', 'model.malformed', false],
  ['unauthorized', 'failed', 'model.unauthorized', false],
  ['rate-limited', 'failed', 'model.rate-limited', false],
  ['fails', 'failed', 'model.failed', false],
]
for (const protocol of ['openai', 'ollama'] as const) {
  for (const [model, status, problem, some] of cases) {
    test(`${protocol}: a turn with the model that is ${model}`, () =>
      withFolder(async (folder) => {
        const core = testCore(folder, texts, { models })
        await core.client.settings.set({ servers: [{ name: 'played', protocol, baseUrl: protocol === 'openai' ? server.openaiUrl : server.ollamaUrl }] })
        const { turn } = await core.client.turn.start({ question: 'What did the North hall draw?', answerer: { kind: 'model', server: 'played', model } })
        const state = await followToEnd(turn, await core.client.turn.follow({ turn }))
        deepEqual(
          [state.status, state.problem?.code, state.answer !== '', state.claims.length > 0, state.claims.every((claim) => claim.verdict !== undefined && state.answer.slice(claim.start, claim.end) === claim.text)],
          [status, problem, some, some, true],
        )
        deepEqual(core.lines.filter((line) => line.level === 'error'), [])
        await core.close()
      }))
  }

  test(`${protocol}: an endless answer stops when the person says so`, () =>
    withFolder(async (folder) => {
      const core = testCore(folder, texts, { models })
      await core.client.settings.set({ servers: [{ name: 'played', protocol, baseUrl: protocol === 'openai' ? server.openaiUrl : server.ollamaUrl }] })
      const { turn } = await core.client.turn.start({ question: 'Go on', answerer: { kind: 'model', server: 'played', model: 'endless' } })
      const untilJudged = async (): Promise<void> => {
        for await (const update of await core.client.turn.follow({ turn })) if ('event' in update && update.event.kind === 'claim.judged') return
      }
      await untilJudged()
      await core.client.turn.cancel({ turn })
      const state = await followToEnd(turn, await core.client.turn.follow({ turn }))
      deepEqual([state.status, state.problem, state.answer !== ''], ['cancelled', undefined, true])
      while (server.open() > 0) await new Promise((resolve) => setImmediate(resolve))
      await core.close()
    }))
}
