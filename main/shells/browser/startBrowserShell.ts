/** The browser shell: the built screen over HTTP and the contract over a WebSocket, on 127.0.0.1 and for those who were let in. */
import { createReadStream } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { Problem } from '../../../shared/problem.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { type ContractServer, MAX_FRAME } from '../serveContract.ts'
import { type Access, createAccess } from './access.ts'
import { DIAGRAM_PAGE, diagramHeaders, securityHeaders } from './headers.ts'
import { listStaticFiles, type StaticFile } from './staticFiles.ts'

const MOST_SOCKETS = 64
/** The address of the contract, and of a fresh link for a command of this machine. */
export const CORE_PATH = '/core'
export const LINK_PATH = '/link'

export interface BrowserShellOptions {
  readonly contract: ContractServer
  /** The built screen. */
  readonly screen: string
  /** 0 picks a free port. */
  readonly port: number
}

export interface BrowserShell {
  readonly port: number
  readonly secret: string
  /** A link with a fresh token. */
  link(): string
  /** Ends every conversation with a screen: each comes back by itself. */
  dropSockets(): void
  /** Ends every connection; answers that are under way are cut. */
  close(): Promise<void>
}

interface Surroundings {
  readonly access: Access
  readonly headers: Readonly<Record<string, string>>
  readonly files: ReadonlyMap<string, StaticFile>
  readonly link: () => string
}

function say(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, type: string, body: string): void {
  response.writeHead(status, { ...headers, 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': Buffer.byteLength(body) }).end(body)
}

const page = (title: string, body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title>${head}</head><body><p>${body}</p></body></html>`

function answer(request: IncomingMessage, response: ServerResponse, { access, headers, files, link }: Surroundings): void {
  const method = request.method ?? ''
  const refuse = (status: number, sentence: string): void => {
    // What a refused request still carries is not read.
    response.shouldKeepAlive = false
    say(response, status, headers, 'text/html', page('Plumbline', sentence))
  }
  const url = URL.parse(request.url ?? '', 'http://127.0.0.1')
  if (url === null || !(request.url ?? '').startsWith('/') || !access.fromHere(request, false)) return refuse(403, problemSentence({ code: 'connection.refused' }))
  const who = access.who(request)

  if (url.pathname === LINK_PATH) {
    if (who !== 'local') return refuse(403, problemSentence({ code: 'connection.refused' }))
    if (method !== 'POST') return refuse(405, 'Only POST is answered here.')
    return say(response, 200, headers, 'application/json', JSON.stringify({ link: link() }))
  }
  if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'Only GET is answered here.')

  const token = url.searchParams.get('token')
  if (url.pathname === '/' && token !== null) {
    const cookie = access.enter(token)
    if (cookie === undefined && who !== 'page') return refuse(403, 'This link has been used already, or is from an earlier start; run plumbline serve again and open the link that it prints.')
    // Not a redirect: a strict cookie is not sent along a redirect that began on another site.
    const onward = page('Plumbline', 'Opening …', '<link rel="icon" href="data:,"><meta http-equiv="refresh" content="0;url=/">')
    return say(response, 200, cookie === undefined ? headers : { ...headers, 'Set-Cookie': cookie }, 'text/html', onward)
  }
  if (who !== 'page') return refuse(403, problemSentence({ code: 'connection.refused' }))
  const file = files.get(url.pathname)
  if (file === undefined) return refuse(404, 'There is no such page.')
  response.writeHead(200, { ...(url.pathname === DIAGRAM_PAGE ? diagramHeaders() : headers), 'Content-Type': file.type, ...(file.gzip ? { 'Content-Encoding': 'gzip' } : {}), ...(file.lasting ? { 'Cache-Control': 'private, max-age=31536000, immutable' } : {}) })
  if (method === 'HEAD') response.end()
  else createReadStream(file.path).on('error', () => response.destroy()).pipe(response)
}

/** Refuses an upgrade with a status that tools can read. */
function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** Rejects with `port.taken` when another program has the port. */
export async function startBrowserShell({ contract, screen, port }: BrowserShellOptions): Promise<BrowserShell> {
  const server = createServer({ maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000 })
  server.maxConnections = 256
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false, clientTracking: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new Problem('port.taken', String(port), error) : error)
    })
    server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve)
  })
  const bound = (server.address() as AddressInfo).port
  const access = createAccess(bound)
  const link = (): string => `http://127.0.0.1:${bound}/?token=${access.token()}`
  const surroundings: Surroundings = { access, headers: securityHeaders(bound), files: listStaticFiles(screen), link }
  // The policy and the names it answers to hold the port: nobody is heard before it is known.
  server.on('request', (request, response) => answer(request, response, surroundings))
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const who = access.who(request)
    // A page must say where it comes from; a command of this machine has no place to say.
    if (!access.fromHere(request, who !== 'local') || who === 'stranger') return refuseUpgrade(socket, '403 Forbidden')
    if (request.url !== CORE_PATH) return refuseUpgrade(socket, '404 Not Found')
    if (sockets.clients.size >= MOST_SOCKETS) return refuseUpgrade(socket, '503 Service Unavailable')
    sockets.handleUpgrade(request, socket, head, (opened) => contract.serveSocket(opened))
  })

  return {
    port: bound,
    secret: access.secret,
    link,
    dropSockets: () => {
      for (const socket of sockets.clients) socket.close(1012, 'Plumbline is starting again')
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets.clients) {
          socket.close(1001, 'Plumbline is closing')
          // Whoever does not answer the close in time is cut.
          setTimeout(() => socket.terminate(), 500).unref()
        }
        sockets.close()
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 1000).unref()
      }),
  }
}
