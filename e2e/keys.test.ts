/** Planted keys are looked for in everything that the app writes or says: database, history, logs, backups, files, exports, and what reaches the screen. */
import { deepEqual, ok } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, inflateSync } from 'node:zlib'
import { after, test } from 'node:test'
import Database from 'better-sqlite3'
import { closeBrowser, openScreen, plumbline, serve } from './harness.ts'

const base = mkdtempSync(join(tmpdir(), 'plumbline-planted-'))
after(async () => {
  await closeBrowser()
  rmSync(base, { recursive: true, force: true })
})

/** Of the shapes that providers give out, one with characters that addresses and JSON write otherwise. */
const TYPED = 'sk-planted-T0hw8Fz3q9Lr2Xv7'
const OF_ENVIRONMENT = 'gsk_planted/Ab+12=Cd"34'
const forms = (key: string): string[] => {
  const base64 = Buffer.from(key).toString('base64').replace(/=+$/, '')
  return [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1), base64]
}
const planted = [...new Set([...forms(TYPED), ...forms(OF_ENVIRONMENT)])]

/** Says its key back wherever it can: in the names of models, in answers cut in two, in errors, in addresses. */
function tellTale(request: IncomingMessage, response: ServerResponse): void {
  const key = (request.headers.authorization ?? '').replace(/^Bearer /, '')
  let body = ''
  request.on('data', (piece: Buffer) => (body += piece.toString()))
  request.on('end', () => {
    const json = (status: number, value: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (request.url === '/v1/models') return json(200, { data: [{ id: 'echo' }, { id: 'refuse' }, { id: 'fail' }, { id: `named-${key}` }] })
    const model = (JSON.parse(body) as { model: string }).model
    if (model === 'refuse') return json(401, { error: { message: `Incorrect API key provided: ${key}. See https://example.org/?api_key=${encodeURIComponent(key)}` } })
    if (model === 'fail') return json(500, { error: { message: `upstream said: Authorization: Bearer ${key}` } })
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const say = (content: string, end: string | null = null): void => void response.write(`data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model, choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: end }] })}\n\n`)
    say('The hall has 12 racks. I was given ')
    for (const letter of key) say(letter)
    say(` and ${Buffer.from(key).toString('base64')}.`)
    say('', 'stop')
    response.end('data: [DONE]\n\n')
  })
}

function* filesUnder(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesUnder(path)
    else if (statSync(path).isFile()) yield path
  }
}
const found = (where: string, bytes: Buffer): string[] => planted.filter((form) => bytes.includes(form)).map((form) => `${where}: ${form}`)

/** The bytes as they are and unpacked: pieces of backups are deflated, their files gzipped. */
function inFile(path: string): string[] {
  const bytes = readFileSync(path)
  const unpacked = [bytes]
  for (const open of [inflateSync, gunzipSync]) {
    try {
      unpacked.push(open(bytes))
    } catch {
      // It is of another kind.
    }
  }
  return unpacked.flatMap((one) => found(path.slice(base.length), one))
}

test('planted keys are nowhere but where keys are kept', async () => {
  const server = createServer(tellTale)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const workspace = join(base, 'workspace')
  mkdirSync(workspace)
  writeFileSync(join(base, 'hall.md'), '# Hall\n\nThe hall has 12 racks.\n')
  await plumbline(['import', join(base, 'hall.md'), '--workspace', workspace])
  process.env['PLUMBLINE_KEY_SECOND'] = OF_ENVIRONMENT
  process.env['PLUMBLINE_LOG'] = 'debug'
  const app = await serve({ workspace })
  const { page, wrong, close } = await openScreen(app.link)
  const heard: string[] = []
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(payload.toString())))
  await page.reload()

  await page.getByRole('link', { name: 'Settings' }).click()
  for (const [name, key] of [['First', TYPED], ['Second', '']] as const) {
    await page.getByRole('button', { name: 'Add a model server' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Address').fill(`${address}?api_key=${TYPED}`)
    if (key) await page.getByLabel('Key').fill(key)
    await page.getByRole('button', { name: 'Save and try it' }).click()
    await page.getByText('The address must hold no password').waitFor()
    await page.getByLabel('Address').fill(address)
    await page.getByRole('button', { name: 'Save and try it' }).click()
    await page.getByRole('region', { name }).getByText('named-[key]').waitFor()
  }
  let asked = 0
  for (const name of ['First', 'Second']) {
    for (const model of ['echo', 'refuse', 'fail']) {
      await page.getByRole('link', { name: 'Settings' }).click()
      const card = page.getByRole('region', { name, exact: true })
      if ((await card.getByRole('radio', { name: model, exact: true }).count()) === 0) await card.getByRole('button', { name: /^Try it/ }).click()
      await card.getByRole('radio', { name: model, exact: true }).check()
      await page.getByRole('link', { name: 'New chat' }).click()
      await page.getByRole('textbox', { name: 'Your question' }).fill(`How many racks, ${++asked}?`)
      await page.getByRole('textbox', { name: 'Your question' }).press('Enter')
      await page.getByRole('article', { name: `How many racks, ${asked}?` }).getByText(model === 'echo' ? 'I was given [key]' : model === 'refuse' ? /refused the key/ : /server failed/).first().waitFor()
    }
  }
  const screen = Buffer.from(await page.content())
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Make a backup now' }).click()
  await page.getByText('The backup was made, and proven by a restore.').waitFor()
  const settings = Buffer.from(await page.content())
  // A crash leaves the write-ahead log and whatever else was open.
  await app.kill()

  const out: Buffer[] = []
  for (const words of [['doctor'], ['keys'], ['notes', '--json'], ['log', 'verify'], ['export', '--format', 'md', '--out', join(base, 'notes.md')], ['backup', '--out', join(base, 'out.tar.gz')]]) {
    const said = await plumbline([...words, '--workspace', workspace])
    out.push(Buffer.from(said.out + said.err))
  }
  delete process.env['PLUMBLINE_KEY_SECOND']
  delete process.env['PLUMBLINE_LOG']
  const database = new Database(join(workspace, 'data.sqlite'), { readonly: true })
  const history = Buffer.from(JSON.stringify(database.prepare('SELECT * FROM history').all()))
  database.close()
  server.close()
  await close()

  const files = [...filesUnder(base)]
  ok(files.some((path) => path.endsWith('plumbline.log')) && files.some((path) => path.includes('/pieces/')) && history.includes('I was given [key]'))
  // The one place where a key is kept, for its owner only.
  const kept = files.filter((path) => path.endsWith('/keys.json'))
  deepEqual(kept.map((path) => [path.slice(base.length), statSync(path).mode & 0o777]), [['/workspace/keys.json', 0o600]])
  deepEqual(files.filter((path) => !kept.includes(path)).flatMap(inFile), [])
  deepEqual([found('screen', screen), found('settings', settings), found('history', history), out.flatMap((one) => found('output', one)), found('standard error', Buffer.from(app.said()))].flat(), [])
  ok(heard.length > 50)
  deepEqual(heard.flatMap((frame) => found('a frame', Buffer.from(frame))), [])
  deepEqual(wrong.filter((line) => !/WebSocket/.test(line)), [])
})
