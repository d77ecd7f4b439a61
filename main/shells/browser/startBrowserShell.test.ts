/** Attacks on the browser shell, each against the real server: foreign pages, rebound names, stolen links, odd paths and bad frames. */
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { os } from '@orpc/server'
import { WebSocket } from 'ws'
import { contractServer, MAX_FRAME } from '../serveContract.ts'
import { type BrowserShell, startBrowserShell } from './startBrowserShell.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-browser-'))
const screen = join(folder, 'screen')
const router = { core: { info: os.handler(() => ({ version: 'v' })) } }
let shell: BrowserShell

before(async () => {
  mkdirSync(join(screen, 'assets'), { recursive: true })
  writeFileSync(join(screen, 'index.html'), '<!doctype html><title>Screen</title>')
  writeFileSync(join(screen, 'diagram.html'), '<!doctype html><title>Diagrams</title>')
  writeFileSync(join(screen, 'assets', 'app-1a2b.js'), 'export {}')
  writeFileSync(join(screen, 'notes.secret'), 'of no known type')
  writeFileSync(join(folder, 'data.sqlite'), 'private')
  shell = await startBrowserShell({ contract: contractServer(router), screen, port: 0 })
})
after(async () => {
  await shell.close()
  rmSync(folder, { recursive: true })
})

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: shell.port, path, method, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece)).on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }))
    })
    sent.on('error', reject).end(body)
  })
}

const origin = () => `http://127.0.0.1:${shell.port}`
const pathOf = (link: string): string => link.slice(link.indexOf('/?'))

async function enter(): Promise<string> {
  const { headers } = await ask(pathOf(shell.link()))
  return headers['set-cookie']![0]!.split(';')[0]!
}

/** What became of an attempt to open a WebSocket: `open`, or the status it was refused with. */
function knock(headers: Record<string, string>, path = '/core'): Promise<{ socket?: WebSocket; became: string }> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${shell.port}${path}`, { headers })
    socket.on('open', () => resolve({ socket, became: 'open' }))
    socket.on('unexpected-response', (_request, response) => {
      resolve({ became: String(response.statusCode) })
      socket.on('error', () => undefined).terminate()
    })
    socket.on('error', (error) => resolve({ became: error.message }))
  })
}

const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', (code) => resolve(code)))

test('a link lets one browser in, once, with a cookie that no script and no other site can use', async () => {
  const link = pathOf(shell.link())
  const first = await ask(link)
  equal(first.status, 200)
  match(first.headers['set-cookie']![0]!, /^plumbline_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
  const cookie = first.headers['set-cookie']![0]!.split(';')[0]!
  const again = await ask(link)
  deepEqual([again.status, again.headers['set-cookie']], [403, undefined])
  match(again.body, /used already/)
  const inside = await ask('/', { cookie })
  deepEqual([inside.status, inside.body], [200, '<!doctype html><title>Screen</title>'])
})

test('every answer carries the policy, whatever its status', async () => {
  const cookie = await enter()
  for (const { status, headers } of [await ask('/', { cookie }), await ask('/'), await ask('/none', { cookie }), await ask('/', { host: 'evil.example' })]) {
    const policy = String(headers['content-security-policy'])
    for (const part of ["default-src 'none'", "script-src 'self'", `connect-src 'self' ws://127.0.0.1:${shell.port}`, "frame-ancestors 'none'", "base-uri 'none'"]) ok(policy.split('; ').includes(part), `${status}: ${part}`)
    equal(/unsafe-(inline|eval)|https?:/.test(policy), false)
    deepEqual([headers['x-content-type-options'], headers['x-frame-options'], headers['referrer-policy'], headers['cache-control']], ['nosniff', 'DENY', 'no-referrer', 'no-store'])
    equal(headers['access-control-allow-origin'], undefined)
  }
})

test('the page that draws diagrams may write styles, and so reaches nothing; only the screen may frame it', async () => {
  const cookie = await enter()
  const { status, headers } = await ask('/diagram.html', { cookie })
  deepEqual([status, headers['x-frame-options'], String(headers['content-security-policy']).split('; ')], [
    200,
    'SAMEORIGIN',
    ["default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"],
  ])
  equal((await ask('/diagram.html')).status, 403)
  match(String((await ask('/', { cookie })).headers['content-security-policy']), /frame-src 'self'/)
})

test('without a cookie there is nothing, with one there is the screen and no other file', async () => {
  const cookie = await enter()
  const status = async (path: string, headers: Record<string, string>, method = 'GET') => (await ask(path, headers, method)).status
  deepEqual(
    [
      await status('/', {}),
      await status('/assets/app-1a2b.js', {}),
      await status('/?token=', {}),
      await status(`/?token=${'A'.repeat(43)}`, {}),
      await status(`/?token=${'A'.repeat(5000)}`, {}),
      await status('/', { cookie: `plumbline_${shell.port}=${'A'.repeat(43)}` }),
      await status('/', { cookie: `${cookie}; plumbline_${shell.port}=other` }),
      await status('/assets/app-1a2b.js', { cookie }),
      await status('/notes.secret', { cookie }),
      await status('/', { cookie }, 'POST'),
      await status('/', { cookie }, 'DELETE'),
    ],
    [403, 403, 403, 403, 403, 403, 403, 200, 404, 405, 405],
  )
})

const foreign: [name: string, headers: () => Record<string, string>][] = [
  ['a foreign page', () => ({ origin: 'http://evil.example' })],
  ['a page of another port', () => ({ origin: `http://127.0.0.1:${shell.port + 1}` })],
  ['a sandboxed frame', () => ({ origin: 'null' })],
  ['the same host by https', () => ({ origin: `https://127.0.0.1:${shell.port}` })],
  ['a name that was rebound to this machine', () => ({ host: `evil.example:${shell.port}`, origin: `http://evil.example:${shell.port}` })],
  ['a rebound name that lies about its origin', () => ({ host: `evil.example:${shell.port}`, origin: origin() })],
  ['localhost, which other programs may own by IPv6', () => ({ host: `localhost:${shell.port}`, origin: `http://localhost:${shell.port}` })],
  ['a host without its port', () => ({ host: '127.0.0.1', origin: 'http://127.0.0.1' })],
  ['two origins', () => ({ origin: `${origin()}, http://evil.example` })],
]
for (const [name, headers] of foreign) {
  test(`${name} gets neither page nor socket, even with the cookie`, async () => {
    const cookie = await enter()
    equal((await ask('/', { cookie, ...headers() })).status, 403)
    equal((await knock({ cookie, ...headers() })).became, '403')
  })
}

test('a socket opens with cookie and origin, or with the secret of the runtime file, and for nobody else', async () => {
  const cookie = await enter()
  const attempts: [headers: Record<string, string>, path: string, became: string][] = [
    [{ cookie, origin: origin() }, '/core', 'open'],
    [{ authorization: `Bearer ${shell.secret}` }, '/core', 'open'],
    [{ cookie }, '/core', '403'],
    [{ origin: origin() }, '/core', '403'],
    [{}, '/core', '403'],
    [{ authorization: `Bearer ${shell.secret}`, origin: origin() }, '/core', '403'],
    [{ authorization: `Bearer ${shell.secret}`, cookie, origin: origin() }, '/core', '403'],
    [{ authorization: `Bearer ${'A'.repeat(43)}` }, '/core', '403'],
    [{ cookie, origin: origin() }, '/other', '404'],
  ]
  for (const [headers, path, became] of attempts) {
    const knocked = await knock(headers, path)
    knocked.socket?.terminate()
    equal(knocked.became, became, JSON.stringify([Object.keys(headers), path]))
  }
})

test('a fresh link is given to who holds the secret, by POST, and to no page', async () => {
  const bearer = { authorization: `Bearer ${shell.secret}` }
  const fresh = await ask('/link', bearer, 'POST')
  const { link } = JSON.parse(fresh.body) as { link: string }
  equal((await ask(pathOf(link))).status, 200)
  const cookie = await enter()
  deepEqual(
    [(await ask('/link', {}, 'POST')).status, (await ask('/link', { cookie }, 'POST')).status, (await ask('/link', bearer)).status, (await ask('/', bearer)).status, (await ask('/link', { ...bearer, origin: origin() }, 'POST')).status],
    [403, 403, 405, 403, 403],
  )
})

const paths = ['/../data.sqlite', '/..%2fdata.sqlite', '/%2e%2e/data.sqlite', '/assets/../../data.sqlite', '/..\\data.sqlite', '/assets/%00', '//127.0.0.1/data.sqlite', '/%', 'http://127.0.0.1/', '*', '/index.html/..', '/assets', '/.']
for (const path of paths) {
  test(`the path ${path} leads to no file outside the screen`, async () => {
    const cookie = await enter()
    const answer = await new Promise<string>((resolve, reject) => {
      let text = ''
      const socket = connect(shell.port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${shell.port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`))
      socket.setEncoding('utf8').on('data', (piece: string) => (text += piece)).on('end', () => resolve(text)).on('error', reject)
    })
    equal(answer.includes('private'), false)
    match(answer, /^HTTP\/1\.1 (40[034]|200) /)
    if (answer.startsWith('HTTP/1.1 200')) match(answer, /<title>Screen<\/title>/)
  })
}

const frames: [name: string, frame: string | Buffer, code: number][] = [
  ['no JSON', 'hello', 1007],
  ['half a JSON', '{"i":"1","p":', 1007],
  ['null', 'null', 1007],
  ['a number', '1', 1007],
  ['a frame without an id', '{"p":{"u":"/core/info"}}', 1007],
  ['a path that is an address', '{"i":"1","p":{"u":"http://evil.example/"}}', 1007],
  ['a path with an odd character', '{"i":"1","p":{"u":"/core/../info"}}', 1007],
  ['an unknown kind', '{"i":"1","t":9}', 1007],
  ['bytes', Buffer.from([1, 2, 255, 3]), 1003],
  ['more than a frame may hold', 'x'.repeat(MAX_FRAME + 1), 1009],
]
for (const [name, frame, code] of frames) {
  test(`a frame that is ${name} closes its socket and no other`, async () => {
    const cookie = await enter()
    const [bad, good] = await Promise.all([knock({ cookie, origin: origin() }), knock({ cookie, origin: origin() })])
    const end = closed(bad.socket!)
    bad.socket!.send(frame)
    equal(await end, code)
    const answered = new Promise<string>((resolve) => good.socket!.on('message', (data: Buffer) => resolve(data.toString())))
    good.socket!.send('{"i":"1","p":{"u":"/core/info","b":{"json":{}}}}')
    match(await answered, /"version":"v"/)
    good.socket!.terminate()
  })
}

test('a procedure that is not there is a problem, not a crash', async () => {
  const { socket } = await knock({ authorization: `Bearer ${shell.secret}` })
  const answered = new Promise<string>((resolve) => socket!.on('message', (data: Buffer) => resolve(data.toString())))
  socket!.send('{"i":"1","p":{"u":"/core/__proto__/constructor"}}')
  match(await answered, /"code":"PROBLEM".*"code":"not-found"/)
  socket!.terminate()
})

test('a port that another program has is refused in words', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as { port: number }
  await rejects(startBrowserShell({ contract: contractServer(router), screen, port }), { name: 'Problem', code: 'port.taken', detail: String(port) })
  await new Promise((resolve) => other.close(resolve))
})

test('closing ends open sockets and frees the port', async () => {
  const second = await startBrowserShell({ contract: contractServer(router), screen, port: 0 })
  const socket = new WebSocket(`ws://127.0.0.1:${second.port}/core`, { headers: { authorization: `Bearer ${second.secret}` } })
  await new Promise((resolve) => socket.on('open', resolve))
  const end = closed(socket)
  await second.close()
  equal(await end, 1001)
  const third = await startBrowserShell({ contract: contractServer(router), screen, port: second.port })
  await third.close()
})
