/** The system's keyring behind a process that can be given up: whether there is one is found out within a few seconds, and never hangs. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KeyringJob, KeyringReply } from './keyringWorker.ts'

export interface Keyring {
  /** How it is called where the person meets it. */
  readonly name: string
  /** `undefined` when it can be used, else why not, in words. Asked once. */
  trouble(): Promise<string | undefined>
  /** `null` when it has none for this account. Rejects with an error whose message says why it could not be read. */
  get(account: string): Promise<string | null>
  set(account: string, key: string): Promise<void>
  delete(account: string): Promise<void>
}

/** What `keyringWorker.ts` files its keys under. */
const SERVICE = 'Plumbline'
/** Milliseconds in which a keyring must show that it works; and in which a person has unlocked it. */
const PROBE = 5000
const PATIENCE = 60_000

const names: Partial<Record<NodeJS.Platform, string>> = { darwin: 'the keychain', win32: 'the Windows credential manager' }

export interface KeyringOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform?: NodeJS.Platform
  readonly probeMs?: number
}

/** Why it cannot even be asked here. */
function unaskable({ env, platform = process.platform }: KeyringOptions): string | undefined {
  // The desktop app keeps its keys by Electron's own means; its program would start a window here.
  if (process.versions['electron'] !== undefined) return 'the desktop app keeps keys by itself'
  if (platform !== 'linux' || env['DBUS_SESSION_BUS_ADDRESS']) return undefined
  const runtime = env['XDG_RUNTIME_DIR']
  return runtime && existsSync(join(runtime, 'bus')) ? undefined : 'there is no desktop session on this machine'
}

function run(job: KeyringJob, env: KeyringOptions['env'], limit: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    // Keys of the environment are nobody's business there.
    const passed = Object.fromEntries(Object.entries(env).filter(([name]) => !/^PLUMBLINE_|_API_KEY$/.test(name)))
    const child = spawn(process.execPath, [fileURLToPath(new URL('./keyringWorker.ts', import.meta.url))], { env: passed, stdio: ['pipe', 'pipe', 'ignore'] })
    let said = ''
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`it did not answer within ${Math.round(limit / 1000)} seconds; it may be waiting to be unlocked`))
    }, limit)
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (said += piece))
    child.stdin.on('error', () => undefined).end(JSON.stringify(job))
    child.on('error', (error) => reject(error))
    child.on('close', () => {
      clearTimeout(timer)
      try {
        const reply = JSON.parse(said) as KeyringReply
        if (reply.ok) resolve(reply.key)
        else reject(new Error(reply.say.replace(/\s+/g, ' ').slice(0, 300)))
      } catch {
        reject(new Error('it could not be asked'))
      }
    })
  })
}

export function systemKeyring(options: KeyringOptions): Keyring {
  const { env, platform = process.platform, probeMs = PROBE } = options
  let probed: Promise<string | undefined> | undefined
  const probe = (): Promise<string | undefined> => {
    const why = unaskable(options)
    if (why !== undefined) return Promise.resolve(why)
    return run({ do: 'probe', service: SERVICE, account: `probe ${process.pid}`, key: 'works' }, env, probeMs).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
  }
  const ask = (job: Omit<KeyringJob, 'service'>): Promise<string | null> => {
    const why = unaskable(options)
    return why === undefined ? run({ ...job, service: SERVICE }, env, PATIENCE) : Promise.reject(new Error(why))
  }
  return {
    name: names[platform] ?? 'the system’s keyring',
    trouble: () => (probed ??= probe()),
    get: (account) => ask({ do: 'get', account }),
    set: async (account, key) => void (await ask({ do: 'set', account, key })),
    delete: async (account) => void (await ask({ do: 'delete', account })),
  }
}
