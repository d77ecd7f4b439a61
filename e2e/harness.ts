/** The app as a person has it, for end-to-end tests: built, served from a folder of its own, with played models, in a real Chromium. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium, NO_CHROMIUM } from '../scripts/findChromium.mjs'
import { ensureBuilt, root } from '../scripts/ground.mjs'
import { type ModelServerHandle, startModelServer } from '../fixtures/models/modelServer.ts'

const CLI = join(root, 'out', 'main', 'cli.js')
/** Milliseconds that a start may take on a slow machine before it counts as hung. */
const PATIENCE = 60_000
/** Milliseconds that the screen may take for one thing that a test waits for; a busy machine is slow, and no test asserts how fast it is. */
export const ACTION = 45_000

export interface Served {
  readonly workspace: string
  /** The link of the ready line; good for one browser. */
  readonly link: string
  readonly process: ChildProcess
  /** What has been said on standard error so far. */
  said(): string
  /** Asks it to stop and waits; the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL, as a crash would; waits until it is gone. */
  kill(): Promise<void>
}

/** The built command line, run to its end. */
export async function plumbline(words: readonly string[], stdin = ''): Promise<{ code: number | null; out: string; err: string }> {
  ensureBuilt()
  const child = spawn(process.execPath, [CLI, ...words], { env: { ...process.env, CI: '1', NODE_NO_WARNINGS: '1' } })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (out += piece))
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (err += piece))
  child.stdin.on('error', () => undefined).end(stdin)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

/** `plumbline serve` on a free port; without `workspace` in a temporary folder that `stop` takes away. */
export async function serve({ workspace, words = [] }: { workspace?: string; words?: readonly string[] } = {}): Promise<Served> {
  ensureBuilt()
  const folder = workspace ?? mkdtempSync(join(tmpdir(), 'plumbline-e2e-'))
  const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--no-open', '--workspace', folder, ...words], {
    env: { ...process.env, CI: '1', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (err += piece))
  const gone = once(child, 'exit') as Promise<[number | null]>
  const link = await new Promise<string>((resolve, reject) => {
    let out = ''
    const late = setTimeout(() => reject(new Error(`not ready after ${PATIENCE} ms: ${err}`)), PATIENCE)
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      out += piece
      const found = /^ready (http:\S+)$/m.exec(out)?.[1]
      if (found !== undefined) resolve(found)
    })
    void gone.then(([code]) => reject(new Error(`serve ended with ${code}: ${err}`)))
    void gone.finally(() => clearTimeout(late))
  })
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    const [code] = await gone
    if (workspace === undefined) rmSync(folder, { recursive: true, force: true })
    return code
  }
  return { workspace: folder, link, process: child, said: () => err, stop: () => end('SIGTERM'), kill: async () => void (await end('SIGKILL')) }
}

let browser: Promise<Browser> | undefined

function sharedBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(NO_CHROMIUM)
  browser ??= chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  return browser
}

export interface ScreenOptions {
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
}

export interface Screen {
  readonly page: Page
  /** Errors on the console and in scripts, and what the policy refused; a good test ends with none. */
  readonly wrong: readonly string[]
  close(): Promise<void>
}

/** A browser that has never seen the app, on this link. */
export async function openScreen(link: string, { width = 1280, height = 800, dark = false }: ScreenOptions = {}): Promise<Screen> {
  const context = await (await sharedBrowser()).newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', acceptDownloads: true })
  context.setDefaultTimeout(ACTION)
  const page = await context.newPage()
  const wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(error.stack ?? error.message))
  await page.goto(link)
  await page.waitForURL(/\/(#.*)?$/)
  return { page, wrong, close: () => context.close() }
}

/** Played models; add one as a server in the settings by its `openaiUrl` or `ollamaUrl`. */
export function playModels(): Promise<ModelServerHandle> {
  return startModelServer()
}

/** To be called in `after`: the browser is shared by all tests of a run. */
export async function closeBrowser(): Promise<void> {
  const open = browser
  browser = undefined
  await (await open)?.close()
}
