/** What each protocol sends and takes beside plain text: images, JSON of a shape, reasoning in every form, windows, waits. */
import { deepEqual, equal, match } from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { type ModelServerHandle, startModelServer } from '../../../fixtures/models/modelServer.ts'
import { Scenario } from '../../../fixtures/models/scenario.ts'
import { modelProtocols, type ModelServer } from '../../../shared/model/settings.ts'
import { askForJson } from '../../core/models/askForJson.ts'
import type { ModelPiece, ModelRequest } from '../../core/ports.ts'
import { createModels } from './createModels.ts'
import { withoutThinkTags } from './thinkTags.ts'

const TEXT = 'Rack A12 draws 52 kW.\n\nIt stands in the North hall.'
let server: ModelServerHandle
before(async () => {
  const says = (text: string, fault?: object, reasoning?: string): Scenario => Scenario.parse({ about: 'Says this.', pieceLength: 5, answers: [{ text, ...(reasoning ? { reasoning } : {}) }], ...(fault ? { fault } : {}) })
  server = await startModelServer({
    scenarios: new Map([
      ['writer', says(TEXT)],
      ['tagged', says(`<think>\nIs it A12? </thin no.\n</think>\n\n${TEXT}`)],
      ['json', says('{"holds": true}')],
      ['no-json', says('So: {"holds": true}', { kind: 'no-json' })],
      ['gemini-2.5-pro', says(TEXT, undefined, 'Which rack?')],
      ['busy', says(TEXT, { kind: 'status', status: 429, retryAfter: '7', times: 1 })],
      ['list', says(TEXT, { kind: 'list' })],
    ]),
  })
})
after(() => server.close())

const waits: number[] = []
const models = createModels({ secrets: { get: () => undefined }, pause: (milliseconds) => (waits.push(milliseconds), Promise.resolve()) })
const signal = new AbortController().signal
const at = (protocol: ModelServer['protocol']): ModelServer => ({ name: 'played', protocol, baseUrl: server.url(protocol) })

async function hear(request: ModelRequest): Promise<{ text: string; reasoning: string; pieces: ModelPiece[] }> {
  const heard = { text: '', reasoning: '', pieces: [] as ModelPiece[] }
  for await (const piece of models.stream(request, signal)) {
    heard.pieces.push(piece)
    if (piece.kind === 'text' || piece.kind === 'reasoning') heard[piece.kind] += piece.text
  }
  return heard
}
const asking = (protocol: ModelServer['protocol'], model: string): ModelRequest => ({ server: at(protocol), model, messages: [{ role: 'system', text: 'Be brief.' }, { role: 'user', text: 'Which rack?' }] })

for (const protocol of modelProtocols) {
  test(`${protocol}: the system message, earlier turns and images arrive as they are`, async () => {
    const png = { mediaType: 'image/png', base64: 'iVBORw0KGgo=' }
    await hear({
      server: at(protocol),
      model: 'writer',
      messages: [{ role: 'system', text: 'Be brief.' }, { role: 'user', text: 'Hello?' }, { role: 'assistant', text: 'Yes?' }, { role: 'user', text: 'What is this?', images: [png] }],
    })
    const said = server.requests.at(-1)!.messages
    deepEqual(said.slice(0, 3).map(({ role, content }) => [role, content]), [['system', 'Be brief.'], ['user', 'Hello?'], ['assistant', 'Yes?']])
    // Ollama's client sends the words and the image as two messages of one person.
    equal(said.slice(3).map(({ content }) => content).join(''), 'What is this?')
    equal(said.slice(3).flatMap(({ images = [] }) => images).length, 1)
  })

  test(`${protocol}: JSON of a shape by the provider's own means, and without them`, async () => {
    const schema = z.object({ holds: z.boolean() })
    const asked = { ...asking(protocol, 'json'), name: 'opinion', schema }
    deepEqual((await askForJson(models, asked, signal)).value, { holds: true })
    match(JSON.stringify(server.requests.at(-1)!.json), /"holds":\{"type":"boolean"\}/)
    const from = server.requests.length
    deepEqual((await askForJson(models, { ...asked, model: 'no-json' }, signal)).value, { holds: true })
    deepEqual(server.requests.slice(from).map(({ json }) => json !== undefined), [true, false])
  })

  test(`${protocol}: reasoning is kept apart`, async () => {
    const heard = await hear(asking(protocol, 'gemini-2.5-pro'))
    deepEqual([heard.reasoning, heard.text], ['Which rack?', TEXT])
  })

  test(`${protocol}: a wait that the server asks for is told, and kept`, async () => {
    waits.length = 0
    const heard = await hear(asking(protocol, 'busy'))
    deepEqual([heard.pieces[0], heard.text, waits], [{ kind: 'waiting', milliseconds: 7000, why: 'the server asks to slow down' }, TEXT, [7000]])
  })

  test(`${protocol}: what the server tells of a model`, async () => {
    const facts = await models.describe!(at(protocol), 'writer', signal)
    deepEqual(facts, { openai: { window: 32_768, images: false }, anthropic: { images: false }, google: { window: 32_768, images: false }, ollama: { window: 16_384, images: true } }[protocol])
  })

  test(`${protocol}: what nobody tells`, async () => {
    const gone = { name: 'gone', protocol, baseUrl: 'http://127.0.0.1:9/v1' }
    const known = await models.describe!(gone, protocol === 'anthropic' ? 'claude-sonnet-4-5' : 'someone/gpt-4o-mini', signal)
    deepEqual(known, { window: protocol === 'ollama' ? 8192 : protocol === 'anthropic' ? 200_000 : 128_000, images: true })
  })
}

for (const protocol of ['openai', 'ollama'] as const) {
  test(`${protocol}: reasoning in tags is taken out of the answer`, async () => {
    const heard = await hear(asking(protocol, 'tagged'))
    deepEqual([heard.text, heard.reasoning.trim()], [TEXT, 'Is it A12? </thin no.'])
  })
}

test('Google’s other form, one list', async () => equal((await hear(asking('google', 'list'))).text, TEXT))

test('Ollama is asked to make room for the window, the person’s own first', async () => {
  await hear(asking('ollama', 'writer'))
  equal(server.requests.at(-1)!.window, 16_384)
  await hear({ ...asking('ollama', 'writer'), server: { ...at('ollama'), window: 4096 } })
  equal(server.requests.at(-1)!.window, 4096)
})

const deltas: readonly [what: string, delta: object, text: string, reasoning: string][] = [
  ['reasoning, as OpenRouter and vLLM call it', { reasoning: 'Hm.' }, '', 'Hm.'],
  ['reasoning_content, as DeepSeek calls it', { reasoning_content: 'Hm.' }, '', 'Hm.'],
  ['both names for the same', { reasoning: 'Hm.', reasoning_content: 'Hm.' }, '', 'Hm.'],
  ['parts, as Mistral sends them', { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }, { type: 'text', text: 'Well.' }] }, 'Well.', 'Hm.'],
]
for (const [what, delta, text, reasoning] of deltas) {
  test(`OpenAI-compatible servers: ${what}`, async () => {
    const odd = createServer((_request, response) => {
      const chunk = (one: object, finish: string | null): string => `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta: one, finish_reason: finish }] })}\r\n\r\n`
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`: comment\r\n\r\n${chunk(delta, null)}${chunk({ content: '.' }, 'stop')}data: [DONE]\r\n\r\n`)
    })
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve))
    const heard = await hear({ ...asking('openai', 'm'), server: { name: 'odd', protocol: 'openai', baseUrl: `http://127.0.0.1:${(odd.address() as AddressInfo).port}/v1` } })
    odd.close()
    deepEqual([heard.text, heard.reasoning], [`${text}.`, reasoning])
  })
}

test('tags are found however the text is cut, and only at its beginning', async () => {
  const whole = '  <think>a < b </ think ></thinking> so</think>\n\nThe answer <think>is</think> this.'
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 14 }), async (cuts) => {
      const ends = [0, ...cuts.toSorted((a, b) => a - b), whole.length]
      const stream = async function* (): AsyncGenerator<ModelPiece> {
        await Promise.resolve()
        for (const [index, end] of ends.slice(1).entries()) yield { kind: 'text', text: whole.slice(ends[index], end) }
      }
      const heard = { text: '', reasoning: '' }
      for await (const piece of withoutThinkTags(stream())) if (piece.kind === 'text' || piece.kind === 'reasoning') heard[piece.kind] += piece.text
      deepEqual(heard, { text: 'The answer <think>is</think> this.', reasoning: 'a < b </ think ></thinking> so' })
    }),
  )
})

test('a text that only begins like a tag is text', async () => {
  const stream = async function* (): AsyncGenerator<ModelPiece> {
    await Promise.resolve()
    yield { kind: 'text', text: ' <thi' }
  }
  const heard: ModelPiece[] = []
  for await (const piece of withoutThinkTags(stream())) heard.push(piece)
  deepEqual(heard, [{ kind: 'text', text: ' <thi' }])
})
