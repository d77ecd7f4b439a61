/** The model adapters against a local server that speaks the real protocols: every way a model can behave or fail. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startModelServer, type ModelServerHandle } from '../../../fixtures/models/modelServer.ts'
import type { ModelPiece } from '../../core/ports.ts'
import { modelProtocols, type ModelServer } from '../../../shared/model/settings.ts'
import { Problem } from '../../../shared/problem.ts'
import { createModels } from './createModels.ts'
import { LIMITS } from './guardedFetch.ts'

let server: ModelServerHandle
before(async () => {
  server = await startModelServer()
})
after(() => server.close())

const LIMITS_OF_TEST = { ...LIMITS, firstByte: 300, idle: 300 }
const models = createModels({ secrets: { get: (name) => (name === 'keyed' ? 'sk-test' : undefined) }, limits: LIMITS_OF_TEST, backoff: [5, 5] })

const at = (protocol: (typeof modelProtocols)[number], name = 'played'): ModelServer => ({
  name,
  protocol,
  baseUrl: `${server.url(protocol)}/`,
})

interface Heard {
  text: string
  reasoning: string
  output: number
  problem: string | undefined
}

async function hear(protocol: (typeof modelProtocols)[number], model: string, signal = new AbortController().signal, onPiece?: (piece: ModelPiece) => void): Promise<Heard> {
  const heard: Heard = { text: '', reasoning: '', output: 0, problem: undefined }
  try {
    for await (const piece of models.stream({ server: at(protocol), model, messages: [{ role: 'system', text: 'Answer.' }, { role: 'user', text: 'What is the PUE of North?' }] }, signal)) {
      if (piece.kind === 'text') heard.text += piece.text
      if (piece.kind === 'reasoning') heard.reasoning += piece.text
      if (piece.kind === 'usage') heard.output = piece.outputTokens
      onPiece?.(piece)
    }
  } catch (error) {
    heard.problem = error instanceof Problem ? error.code : `not a problem: ${String(error)}`
  }
  return heard
}

const WHOLE = /^The North hall drew 13\.2 MW .* within eighteen months\.$/s
const BEGUN = /^The North hall drew/
const NOTHING = /^$/

const cases: [model: string, text: RegExp, problem: string | undefined][] = [
  ['streams', WHOLE, undefined],
  ['thinks', WHOLE, undefined],
  ['rate-limited-once', WHOLE, undefined],
  ['cut-off', BEGUN, 'model.cut-off'],
  ['unfinished', BEGUN, 'model.cut-off'],
  ['stalls', BEGUN, 'model.timeout'],
  ['silent', NOTHING, 'model.timeout'],
  ['empty', NOTHING, 'model.empty'],
  ['unauthorized', NOTHING, 'model.unauthorized'],
  ['rate-limited', NOTHING, 'model.rate-limited'],
  ['fails', NOTHING, 'model.failed'],
  ['malformed', NOTHING, 'model.malformed'],
  ['half-json', BEGUN, 'model.cut-off'],
  ['no-such-model', NOTHING, 'model.unknown'],
]

for (const protocol of modelProtocols) {
  for (const [model, text, problem] of cases) {
    test(`${protocol}: ${model}`, async () => {
      const heard = await hear(protocol, model)
      assert.deepEqual({ problem: heard.problem, fits: text.test(heard.text) }, { problem, fits: true }, heard.text)
    })
  }

  test(`${protocol}: reasoning stays apart, and tokens are counted`, async () => {
    const heard = await hear(protocol, 'thinks')
    assert.match(heard.reasoning, /meter readings/)
    assert.doesNotMatch(heard.text, /meter readings/)
    assert.ok(heard.output > 5)
  })

  test(`${protocol}: an endless answer stops when it is cancelled, and so does the server`, async () => {
    const controller = new AbortController()
    let pieces = 0
    const heard = await hear(protocol, 'endless', controller.signal, () => {
      pieces += 1
      if (pieces === 20) controller.abort()
    })
    assert.equal(heard.problem, 'cancelled')
    while (server.open() > 0) await new Promise((resolve) => setImmediate(resolve))
  })

  test(`${protocol}: a server that is not there`, async () => {
    const gone = createModels({ secrets: { get: () => undefined }, backoff: [] })
    const closed = await startModelServer()
    await closed.close()
    const there: ModelServer = { name: 'gone', protocol, baseUrl: closed.openaiUrl }
    const asking = gone.stream({ server: there, model: 'x', messages: [{ role: 'user', text: 'hello' }] }, new AbortController().signal)
    await assert.rejects(async () => { for await (const _piece of asking); }, (error: Problem) => error.code === 'model.unreachable' && /refused/.test(error.detail ?? ''))
    await assert.rejects(gone.list(there, new AbortController().signal), (error: Problem) => error.code === 'model.unreachable')
  })

  test(`${protocol}: lists the models`, async () => {
    const names = await models.list(at(protocol), new AbortController().signal)
    assert.ok(names.includes('streams') && names.includes('slow'))
  })

  test(`${protocol}: the key goes out in the protocol’s own header and nowhere else`, async () => {
    const asking = models.stream({ server: at(protocol, 'keyed'), model: 'streams', messages: [{ role: 'user', text: 'hello' }] }, new AbortController().signal)
    for await (const _piece of asking);
    const last = server.requests.at(-1)
    assert.equal(last?.key, 'sk-test')
    assert.doesNotMatch(JSON.stringify([last?.messages, last?.path]), /sk-test/)
    if (protocol === 'anthropic' || protocol === 'google') assert.equal(last?.authorization, undefined)
  })
}
