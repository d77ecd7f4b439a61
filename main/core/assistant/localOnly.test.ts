/** What is marked never to be sent to a cloud model is in no byte that goes to one, in whatever request; it still counts as evidence here. */
import { deepEqual, equal, ok, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { testCore } from '../../../fixtures/core/testCore.ts'
import { startModelServer } from '../../../fixtures/models/modelServer.ts'
import { Scenario } from '../../../fixtures/models/scenario.ts'
import type { Sha256, SourceId } from '../../../shared/model/ids.ts'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { createModels } from '../../adapters/models/createModels.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import { followToEnd } from './followToEnd.ts'

const OPEN = '01ARYZ6S41000000000000000A'
const SECRET = '01ARYZ6S41000000000000000B' as SourceId
const texts = {
  [OPEN]: 'The annual PUE of the North site was 1.32 in 2024.',
  [SECRET]: 'The PUE of the South site was 1.51 in 2024. The South site is guarded by zebrafinch officers.',
}
const draft = 'The annual PUE of the North site was 1.32 in 2024. The PUE of the South site was 1.11 in 2024.'
const scenarios = new Map([['m', Scenario.parse({ about: 'says what is wrong of the South site, and mends it', answers: [{ question: 'sentence c1', text: '{"replacements": [{"claim": "c1", "text": "The PUE of the South site is not known."}]}' }, { text: draft }] })]])

async function withPlayed(work: (server: { baseUrl: string; sent: () => string[] }) => Promise<void>): Promise<void> {
  const server = await startModelServer({ scenarios })
  try {
    await work({ baseUrl: server.openaiUrl, sent: () => server.requests.map((request) => JSON.stringify(request)) })
  } finally {
    await server.close()
  }
}
const models = createModels({ secrets: { get: () => undefined } })
const answerer = { kind: 'model', server: 'played', model: 'm' } as const

const ended = async ({ client }: ReturnType<typeof testCore>, question: string, more: object = {}): Promise<TurnState> => {
  const { turn } = await client.turn.start({ question, ...more })
  return followToEnd(turn, await client.turn.follow({ turn }))
}

for (const place of ['cloud', 'here'] as const) {
  test(`a marked source, a model that is ${place === 'here' ? 'here' : 'in the cloud'}: drafts, repairs, earlier answers and notes`, () =>
    withPlayed(({ baseUrl, sent }) =>
      withFolder(async (folder) => {
        const core = testCore(folder, texts, { models })
        await core.client.settings.set({ servers: [{ name: 'played', protocol: 'openai', baseUrl, place }] })
        equal((await core.client.source.mark({ id: SECRET, localOnly: true })).localOnly, true)
        // The library quotes it, and a note is kept of that: both stay here too.
        const first = await ended(core, 'Who guards the South site?', { answerer: { kind: 'library' } })
        ok(first.answer.includes('zebrafinch'))
        const conversation = first.started!.conversation!
        await core.client.note.keep({ turn: first.id, claims: [first.claims.find((claim) => claim.verdict === 'verified')!.id] })
        const state = await ended(core, 'What was the PUE of the North and South site, and who guards the South site?', { conversation, answerer })
        deepEqual([state.status, state.calls.map((call) => call.asked.purpose), state.withdrawn.map(({ claim }) => claim.verdict)], ['done', ['draft', 'repair'], ['contradicted']])
        const bytes = sent().join('\n')
        deepEqual([bytes.includes('zebrafinch'), bytes.includes('1.51')], place === 'here' ? [true, true] : [false, false])
        ok(bytes.includes('1.32'))
        const leftOut = state.calls.map((call) => (call.asked.leftOut ?? []).map(({ what, why, count }) => [what, why, count]))
        deepEqual(leftOut, place === 'here' ? [[], []] : [[['passage', 'local-only', 1], ['note', 'local-only', 1], ['earlier-turn', 'local-only', 1]], [['passage', 'local-only', 1]]])
        // Here it is evidence as any other.
        equal(state.withdrawn[0]!.claim.sources?.evidence[0]?.source, SECRET)
        await core.close()
      }),
    ))
}

test('allowed again, it is sent again; and its mark is found in the list', () =>
  withPlayed(({ baseUrl, sent }) =>
    withFolder(async (folder) => {
      const core = testCore(folder, texts, { models })
      await core.client.settings.set({ servers: [{ name: 'played', protocol: 'openai', baseUrl, place: 'cloud' }], answerer })
      await core.client.source.mark({ id: SECRET, localOnly: true })
      deepEqual((await core.client.source.list({})).map(({ id, localOnly }) => [id, localOnly]), [[OPEN, undefined], [SECRET, true]])
      await core.client.source.mark({ id: SECRET, localOnly: false })
      await ended(core, 'Who guards the South site?')
      ok(sent().join('\n').includes('zebrafinch'))
      await rejects(core.client.source.mark({ id: '01ARYZ6S41000000000000000Z' as SourceId, localOnly: true }))
      await core.close()
    }),
  ))

for (const place of ['cloud', 'here'] as const) {
  test(`a marked file of an earlier question, a model that is ${place === 'here' ? 'here' : 'in the cloud'}: it goes on as a source, and stays where it is`, () =>
    withPlayed(({ baseUrl, sent }) =>
      withFolder(async (folder) => {
        const core = testCore(folder, texts, { models })
        await core.client.settings.set({ servers: [{ name: 'played', protocol: 'openai', baseUrl, place }], repairs: 0 })
        const file = { name: 'south.txt', sha256: '0'.repeat(64) as Sha256, bytes: 90, mediaType: 'text/plain', source: SECRET }
        const first = await ended(core, 'What is the weather like?', { answerer: { kind: 'library' }, attachments: [file] })
        await core.client.source.mark({ id: SECRET, localOnly: true })
        const state = await ended(core, 'And otherwise?', { conversation: first.started!.conversation!, answerer })
        deepEqual([state.started?.carried, sent().join('\n').includes('zebrafinch')], [[file], place === 'here'])
        const attached = (state.calls[0]!.asked.leftOut ?? []).filter(({ what }) => what === 'attachment')
        deepEqual(attached, place === 'here' ? [] : [{ what: 'attachment', why: 'local-only', count: 1, sources: [SECRET] }])
        await core.close()
      }),
    ))
}
