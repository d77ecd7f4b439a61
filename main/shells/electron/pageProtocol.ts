/** The page's own address, `plumbline-app://app/`: the built screen and nothing else, under the same policy as in the browser shell. */
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { DIAGRAM_PAGE, diagramHeaders, pageHeaders } from '../browser/headers.ts'
import { listStaticFiles } from '../browser/staticFiles.ts'

export const PAGE_SCHEME = 'plumbline-app'
const PAGE_HOST = 'app'
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/`

/** Privileges of the scheme, to be registered before the app is ready: a real origin, and no way around the policy. */
export const PAGE_PRIVILEGES = { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } } as const

/** Whether a page of this address is ours. */
export const isPageUrl = (url: string): boolean => {
  const read = URL.parse(url)
  return read?.protocol === `${PAGE_SCHEME}:` && read.host === PAGE_HOST && read.username === '' && read.password === ''
}

/** Whether it is the page that draws diagrams, which may stand in a frame of ours. */
export const isDiagramUrl = (url: string): boolean => isPageUrl(url) && new URL(url).pathname === DIAGRAM_PAGE

const unpacked = promisify(gunzip)

/** Answers requests from the list of built files: a path that is not on the list does not exist, whatever is on the disk. */
export function servePage(screen: string): (request: Pick<Request, 'url' | 'method'>) => Promise<Response> {
  const files = listStaticFiles(screen)
  const headers = pageHeaders()
  const refuse = (status: number, sentence: string): Response => new Response(sentence, { status, headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' } })
  return async ({ url, method }) => {
    if (!isPageUrl(url)) return refuse(403, 'Nothing of this address is served here.')
    if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'Only GET is answered here.')
    const { pathname } = new URL(url)
    const file = files.get(pathname)
    if (file === undefined) return refuse(404, 'There is no such page.')
    const body = await readFile(file.path).then((bytes) => (file.gzip ? unpacked(bytes) : bytes)).catch(() => undefined)
    if (body === undefined) return refuse(404, 'There is no such page.')
    return new Response(method === 'HEAD' ? null : new Uint8Array(body), { headers: { ...(pathname === DIAGRAM_PAGE ? diagramHeaders() : headers), 'Content-Type': file.type, ...(file.lasting ? { 'Cache-Control': 'private, max-age=31536000, immutable' } : {}) } })
  }
}
