/** The desktop app on the stand-in, for tests: the built files of the shell in a process of their own, its windows as pages, and a line to what the system saw. */
import { deepEqual } from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { ensureBuilt, root } from '../../scripts/ground.mjs'
import { ACTION } from '../harness.ts'
import type { ControlAnswer } from './standIn/control.ts'

const ENTRY = join(root, 'out', 'main', 'electron.js')
const REGISTER = join(import.meta.dirname, 'standIn', 'register.ts')
/** Milliseconds that a start may take on a slow machine before it counts as hung. */
const PATIENCE = 90_000

/** Waits until what the system saw is `expected`: the page shows a choice before the system has it. */
export async function comes(read: () => Promise<unknown>, expected: unknown): Promise<void> {
  const until = Date.now() + ACTION
  let seen = await read()
  while (!isDeepStrictEqual(seen, expected) && Date.now() < until) seen = await read()
  deepEqual(seen, expected)
}

export interface DesktopOptions {
  /** Without one a temporary folder, taken away at the end. */
  readonly workspace?: string
  readonly words?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface Did {
  readonly what: string
  readonly with: unknown
}

export interface DesktopApp {
  readonly workspace: string
  readonly page: Page
  /** Errors on the console and in scripts, and what the policy refused. */
  readonly wrong: readonly string[]
  /** Asks the stand-in to do what the person or the system would, or what it has seen. */
  control<T = unknown>(name: string, input?: unknown): Promise<T>
  /** What the app did to the system so far, of one kind. */
  did<T = unknown>(what: string): Promise<T[]>
  /** A page of another window, once it is there. */
  otherPage(path: string): Promise<Page>
  /** Asks the app to quit and waits; the exit code. */
  quit(): Promise<number | null>
  kill(): Promise<void>
  said(): string
}

type Told = ControlAnswer | { readonly event: 'browser'; readonly endpoint: string } | { readonly event: 'loaded' | 'shown' | 'quit' }

function startProcess({ words = [], env = {} }: DesktopOptions, workspace: string): ChildProcess {
  ensureBuilt()
  return fork(ENTRY, ['--workspace', workspace, ...words], {
    execArgv: ['--import', REGISTER],
    env: { ...process.env, CI: '1', NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

/** A second start on the same workspace, run until it has ended by itself. */
export async function startAgain(workspace: string, words: readonly string[]): Promise<number | null> {
  const child = startProcess({ words }, workspace)
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

/** The app, its window shown and connected over CDP. */
export async function startDesktop(options: DesktopOptions = {}): Promise<DesktopApp> {
  const workspace = options.workspace ?? mkdtempSync(join(tmpdir(), 'plumbline-desktop-'))
  const child = startProcess(options, workspace)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (piece: string) => (said += piece))
  const gone = once(child, 'exit') as Promise<[number | null]>
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let calls = 0
  let endpoint = ''
  const shown = Promise.withResolvers<undefined>()
  child.on('message', (told: Told) => {
    if ('id' in told) {
      if (told.error === undefined) waiting.get(told.id)?.resolve(told.value)
      else waiting.get(told.id)?.reject(new Error(told.error))
      waiting.delete(told.id)
    } else if (told.event === 'browser') endpoint = told.endpoint
    else if (told.event === 'shown') shown.resolve(undefined)
  })
  void gone.then(([code]) => {
    shown.reject(new Error(`the app ended with ${code}: ${said}`))
    for (const { reject } of waiting.values()) reject(new Error(`the app ended with ${code}: ${said}`))
  })
  const late = setTimeout(() => shown.reject(new Error(`no window after ${PATIENCE} ms: ${said}`)), PATIENCE)
  await shown.promise.finally(() => clearTimeout(late))

  const browser: Browser = await chromium.connectOverCDP(endpoint)
  const context = browser.contexts()[0]!
  const pageAt = async (path: string): Promise<Page> => {
    const at = (page: Page): boolean => page.url().includes('.electron.example') && new URL(page.url()).pathname === path
    return context.pages().find(at) ?? context.waitForEvent('page', { predicate: (page) => page.waitForURL((url) => url.pathname === path).then(() => true, () => false), timeout: PATIENCE })
  }
  const page = await pageAt('/')
  page.setDefaultTimeout(ACTION)
  const wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(error.stack ?? error.message))

  const control = <T>(name: string, input?: unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++calls
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      child.send({ id, name, input })
    })
  // The last to connect to a browser is told of its downloads.
  page.on('download', (download) => void download.path().then((path) => control('downloaded', { url: download.url(), name: download.suggestedFilename(), path })))
  const end = async (work: () => void): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) work()
    const [code] = await gone
    await browser.close().catch(() => undefined)
    if (options.workspace === undefined) rmSync(workspace, { recursive: true, force: true, maxRetries: 5 })
    return code
  }
  return {
    workspace,
    page,
    wrong,
    control,
    did: async <T>(what: string) => (await control<Did[]>('did')).filter((one) => one.what === what).map((one) => one.with as T),
    otherPage: pageAt,
    quit: () => end(() => void child.send({ id: 0, name: 'quit', input: undefined })),
    kill: async () => void (await end(() => child.kill('SIGKILL'))),
    said: () => said,
  }
}
