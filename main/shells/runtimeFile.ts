/** How commands find the core that is running on a workspace: a private file with its port and a secret, and what they do with it. */
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { CORE_PATH, LINK_PATH } from './browser/startBrowserShell.ts'

const FILE = 'runtime.json'
/** Milliseconds that a core on this machine has to answer. */
const PATIENCE = 3000

const Runtime = z.object({ pid: z.int(), port: z.int().min(1).max(65_535), secret: z.string().regex(/^[\w-]{20,200}$/), version: z.string() })
export type Runtime = z.infer<typeof Runtime>

/** Written whole and readable by its owner only. Returns how to take it away. */
export function writeRuntime(workspace: string, runtime: Runtime): () => void {
  const path = join(workspace, FILE)
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, JSON.stringify(runtime), { mode: 0o600 })
  chmodSync(beside, 0o600)
  renameSync(beside, path)
  return () => {
    // Another core may have come in between: its file stays.
    if (readRuntime(workspace)?.secret === runtime.secret) rmSync(path, { force: true })
  }
}

/** What a core wrote, which may be gone by now. */
export function readRuntime(workspace: string): Runtime | undefined {
  try {
    return Runtime.parse(JSON.parse(readFileSync(join(workspace, FILE), 'utf8')))
  } catch {
    return undefined
  }
}

/** A fresh link of the running core, or `undefined` when nobody answers there. */
export function askForLink({ port, secret }: Runtime): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: LINK_PATH, method: 'POST', headers: { authorization: `Bearer ${secret}` }, timeout: PATIENCE, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => (text = (text + piece).slice(0, 10_000)))
      response.on('end', () => {
        const link = response.statusCode === 200 ? /"link":"(http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+)"/.exec(text)?.[1] : undefined
        resolve(link)
      })
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => resolve(undefined)).end()
  })
}

/** Address and headers of the running core's contract. */
export const coreAddress = ({ port, secret }: Runtime) => ({ url: `ws://127.0.0.1:${port}${CORE_PATH}`, headers: { authorization: `Bearer ${secret}` }, handshakeTimeout: PATIENCE })
