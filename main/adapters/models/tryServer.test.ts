/** A try of a server says in one sentence exactly what is wrong and what to do, over the four protocols. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { createServer as createSocketServer } from 'node:net'
import { after, before, test } from 'node:test'
import { type ModelServerHandle, startModelServer } from '../../../fixtures/models/modelServer.ts'
import { Scenario } from '../../../fixtures/models/scenario.ts'
import { CERTIFICATE, CERTIFICATE_KEY } from '../../../fixtures/models/certificate.ts'
import { modelProtocols, type ModelServer } from '../../../shared/model/settings.ts'
import { createModels } from './createModels.ts'
import { LIMITS } from './guardedFetch.ts'

const KEY = 'sk-a-key-of-the-test'
let played: ModelServerHandle
let keyed: ModelServerHandle
let bare: ModelServerHandle
before(async () => {
  const says = (fault?: object): Scenario => Scenario.parse({ about: 'Says this.', answers: [{ text: 'Yes.' }], ...(fault ? { fault } : {}) })
  const scenarios = new Map([['writer', says()], ['mute', says({ kind: 'mute' })], ['empty', says({ kind: 'empty' })], ['broke', says({ kind: 'status', status: 429, message: 'You exceeded your current quota' })]])
  played = await startModelServer({ scenarios })
  keyed = await startModelServer({ scenarios, key: KEY })
  bare = await startModelServer({ scenarios: new Map() })
})
after(() => Promise.all([played.close(), keyed.close(), bare.close()]))

const models = createModels({ secrets: { get: (name) => (name === 'keyed' ? KEY : name === 'wrong' ? 'sk-another-key' : undefined) }, limits: { ...LIMITS, firstByte: 200, idle: 200 }, backoff: [] })
const trying = (protocol: ModelServer['protocol'], baseUrl: string, model?: string, name = 'unkeyed') => models.tryOut!({ name, protocol, baseUrl }, model, new AbortController().signal)

/** Runs `work` with the address of a server, and closes that. */
async function beside(server: Server, scheme: string, work: (address: string) => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await work(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.close()
    if ('closeAllConnections' in server) (server as ReturnType<typeof createServer>).closeAllConnections()
  }
}
const answering = (listener: RequestListener, work: (address: string) => Promise<void>) => beside(createServer(listener), 'http', work)

for (const protocol of modelProtocols) {
  test(`${protocol}: a server that can be used`, async () => {
    deepEqual(await trying(protocol, played.url(protocol)), { ok: true, say: 'The server answered and has 4 models.', models: ['writer', 'mute', 'empty', 'broke'] })
    match((await trying(protocol, played.url(protocol), 'writer')).say, /“writer” answers/)
    equal((await trying(protocol, keyed.url(protocol), undefined, 'keyed')).ok, true)
  })

  const failures: readonly [what: string, baseUrl: () => string, says: RegExp, model?: string | undefined, name?: string][] = [
    ['with no key where one is asked for', () => keyed.url(protocol), /asks for a key \(401\): enter one/],
    ['with a wrong key', () => keyed.url(protocol), /does not accept the key \(401\): enter it again/, undefined, 'wrong'],
    ['without models', () => bare.url(protocol), /has no model: /],
    ['that has not the model in use', () => played.url(protocol), /does not have the model “gone” any more: choose another/, 'gone'],
    ['whose model is silent', () => played.url(protocol), /“mute” does not answer: it was silent/, 'mute'],
    ['whose model says nothing', () => played.url(protocol), /“empty” does not answer: it says nothing/, 'empty'],
    ['whose account is used up', () => played.url(protocol), /slow down \(429\).*the plan of the account.*quota/, 'broke'],
    ['with a wrong path', () => `${played.ollamaUrl}/nowhere`, /has no .* models at .*\(404\): correct the path|answers there|answers at/],
  ]
  for (const [what, baseUrl, says, model, name] of failures) {
    test(`${protocol}: one ${what}`, async () => {
      const trial = await trying(protocol, baseUrl(), model, name)
      equal(trial.ok, false)
      match(trial.say, says)
      ok(!trial.say.includes('sk-') && !trial.say.includes('\n'), trial.say)
    })
  }

  test(`${protocol}: nothing there, a name that is none, a certificate, plain http, no http at all, a page, another address`, async () => {
    const gone = await startModelServer()
    await gone.close()
    match((await trying(protocol, gone.url(protocol))).say, /Nothing answers at 127\.0\.0\.1:\d+ \(connection refused\): start the server/)
    match((await trying(protocol, 'http://no-such-host.invalid/v1')).say, /The name no-such-host\.invalid could not be found/)
    await beside(createTlsServer({ key: CERTIFICATE_KEY, cert: CERTIFICATE }), 'https', async (address) => match((await trying(protocol, address)).say, /certificate of 127\.0\.0\.1:\d+ is not accepted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/))
    match((await trying(protocol, played.url(protocol).replace('http:', 'https:'))).say, /speaks http, not https/)
    await beside(createSocketServer((socket) => socket.end('220 mail ready\r\n')), 'http', async (address) => match((await trying(protocol, address)).say, /does not speak http: correct the port/))
    await answering((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Log in</title>'), async (address) => match((await trying(protocol, address)).say, /A web page answers at/))
    await answering((_request, response) => response.writeHead(302, { location: 'https://example.org/login?secret=1' }).end(), async (address) => match((await trying(protocol, address)).say, /another address \(302 to https:\/\/example\.org\)/))
    await answering((_request, response) => response.writeHead(403).end(), async (address) => match((await trying(protocol, address)).say, /does not allow this \(403\)/))
    await answering((_request, response) => response.writeHead(503).end(), async (address) => match((await trying(protocol, address)).say, /fails itself \(503\)/))
  })
}

test('Ollama entered as OpenAI-compatible without /v1, and the other way round', async () => {
  const ollamaOnly: RequestListener = (request, response) => {
    const found = request.url === '/api/tags'
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(found ? '{"models":[{"name":"llama3.2"}]}' : '404 page not found')
  }
  await answering(ollamaOnly, async (address) => {
    match((await trying('openai', address)).say, /Ollama answers there: choose Ollama as its protocol/)
    match((await trying('anthropic', address)).say, /Ollama answers there/)
  })
  const openaiOnly: RequestListener = (request, response) => {
    const found = request.url === '/v1/models'
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(found ? '{"data":[{"id":"local"}]}' : '{"error":"Unexpected endpoint"}')
  }
  await answering(openaiOnly, async (address) => {
    match((await trying('openai', address)).say, /An OpenAI-compatible server answers at http:\/\/127\.0\.0\.1:\d+\/v1: add \/v1 to the address/)
    match((await trying('ollama', address)).say, /choose OpenAI-compatible as its protocol/)
  })
})
