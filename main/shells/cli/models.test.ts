/** Models on the command line: one that answers, one that judges, and one that cannot be reached, against played servers. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type ModelServerHandle, startModelServer } from '../../../fixtures/models/modelServer.ts'
import { Scenario } from '../../../fixtures/models/scenario.ts'
import { silentLog } from '../../adapters/log/createLog.ts'
import { openStore } from '../../adapters/store/openStore.ts'
import { systemClock } from '../../adapters/system.ts'
import { runCli } from './runCli.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-models-'))
const workspace = join(folder, 'workspace')
const KEY = 'a-key-that-must-not-be-seen'
const SOURCE = 'The hall has 12 racks.'
let server: ModelServerHandle

const says = (text: string): Scenario => Scenario.parse({ about: 'Says this.', answers: [{ text }] })
const cli = (...words: string[]) => runCli([...words, '--workspace', workspace], { env: { PLUMBLINE_KEY_PLAYED: KEY } })

before(async () => {
  const scenarios = new Map([
    ['writer', says('The hall has 12 racks. It is quiet there.')],
    ['doubter', says('{"verdict": "not-found", "confidence": 0.9, "quote": ""}')],
    ['flatterer', says('{"verdict": "supported", "confidence": 1, "quote": "The hall has 12 racks."}')],
    ['babbler', says('I would rather not say.')],
  ])
  server = await startModelServer({ key: KEY, scenarios })
  mkdirSync(workspace)
  const store = openStore(workspace, { clock: systemClock, log: silentLog })
  const servers = [{ name: 'played', protocol: 'openai' as const, baseUrl: server.openaiUrl }, { name: 'gone', protocol: 'openai' as const, baseUrl: 'http://127.0.0.1:9/v1' }]
  store.write.append([{ stream: 'settings', event: { kind: 'settings.changed', settings: { appearance: 'system', answerer: { kind: 'library' }, servers } } }])
  store.close()
  writeFileSync(join(folder, 'hall.txt'), SOURCE)
})
after(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

test('a model answers, its answer is checked, and the key is nowhere to be read', async () => {
  const { code, out, err } = await cli('ask', 'What about the hall?', '--expert', 'played/writer', '--json')
  const turn = JSON.parse(out) as { by: string; answer: string }
  deepEqual([code, err, turn.by, turn.answer], [0, '', 'writer', 'The hall has 12 racks. It is quiet there.'])
  equal(server.requests.at(-1)!.authorization, `Bearer ${KEY}`)
  const logs = readdirSync(join(workspace, 'logs')).map((name) => readFileSync(join(workspace, 'logs', name), 'utf8'))
  equal([out, ...logs, readFileSync(join(workspace, 'data.sqlite'), 'latin1')].some((text) => text.includes(KEY)), false)
})

test('a model that cannot be reached is one clear line, and the question is kept', async () => {
  const { code, out, err } = await cli('ask', 'What about the hall?', '--expert', 'gone/any')
  deepEqual([code, out], [2, ''])
  match(err, /^plumbline: The model’s server did not answer[^\n]*\n$/)
})

const judges: [judge: string, answer: string, verdict: string, opinions: number][] = [
  ['doubter', 'The hall has 12 racks.', 'unverified', 1],
  ['flatterer', 'The hall has 12 racks.', 'verified', 1],
  ['flatterer', 'The hall has a staff restaurant with a view.', 'unverified', 1],
  ['babbler', 'The hall has 12 racks.', 'verified', 0],
]
for (const [judge, answer, verdict, opinions] of judges) {
  test(`the ${judge} as judge of “${answer}” leaves it ${verdict}: a model may only lower`, async () => {
    const given = join(folder, `${judge}.txt`)
    writeFileSync(given, answer)
    const { code, out } = await cli('check', given, '--source', join(folder, 'hall.txt'), '--checker', `played/${judge}`, '--json')
    const { claims } = JSON.parse(out) as { claims: { verdict: string; opinions?: unknown[] }[] }
    deepEqual([code, claims[0]!.verdict, claims[0]!.opinions?.length ?? 0], [0, verdict, opinions])
    ok(server.requests.at(-1)!.messages[0]!.content.includes('data'))
  })
}

test('a judge that nobody knows is named with those there are', async () => {
  const { code, err } = await cli('check', join(folder, 'hall.txt'), '--checker', 'nobody/any')
  equal(code, 2)
  match(err, /no checker "nobody\/any"; there is embedded, played\/MODEL, gone\/MODEL/)
})
