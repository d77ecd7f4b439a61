/** The built screen, listed once at the start: a path that is not on the list does not exist, whatever is on the disk. */
import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
}

export interface StaticFile {
  readonly path: string
  readonly type: string
  /** Its name holds a hash of its content: it never changes. */
  readonly lasting: boolean
  /** It lies there as gzip: the package holds the screen this way. */
  readonly gzip: boolean
}

/** URL path -> file. `/` is index.html. An absent folder gives an empty list. */
export function listStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>()
  const walk = (within: string): void => {
    for (const entry of readdirSync(join(folder, within), { withFileTypes: true })) {
      const gzip = entry.name.endsWith('.gz')
      const name = gzip ? entry.name.slice(0, -'.gz'.length) : entry.name
      const url = `${within}/${name}`
      if (entry.isDirectory()) walk(`${within}/${entry.name}`)
      else if (entry.isFile()) {
        const type = TYPES[extname(name).toLowerCase()]
        if (type !== undefined) files.set(url === '/index.html' ? '/' : url, { path: join(folder, within, entry.name), type, lasting: url.startsWith('/assets/'), gzip })
      }
    }
  }
  try {
    walk('')
  } catch {
    files.clear()
  }
  return files
}
