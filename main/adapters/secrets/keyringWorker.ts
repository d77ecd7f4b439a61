/** A process of its own that does one thing with the system's keyring and ends: a keyring that hangs, or waits for a person, can then be given up. */
import { createRequire } from 'node:module'

export interface KeyringJob {
  readonly do: 'probe' | 'get' | 'set' | 'delete'
  readonly service: string
  readonly account: string
  readonly key?: string
}
export type KeyringReply = { readonly ok: true; readonly key: string | null } | { readonly ok: false; readonly say: string }

/** On Linux only what lasts: the library would otherwise take the kernel's keyring, which is gone after a restart. */
const LASTING = { linux: { store: 'secret-service' } } as const

function work({ do: what, service, account, key = '' }: KeyringJob): KeyringReply {
  const { Entry } = createRequire(import.meta.url)('@napi-rs/keyring') as typeof import('@napi-rs/keyring')
  const entry = new Entry(service, account, LASTING)
  if (what === 'get') return { ok: true, key: entry.getPassword() }
  if (what === 'delete') {
    entry.deletePassword()
    return { ok: true, key: null }
  }
  entry.setPassword(key)
  // What was kept is read again before anybody relies on it.
  if (entry.getPassword() !== key) return { ok: false, say: 'it did not give back what it was given' }
  if (what === 'probe') entry.deletePassword()
  return { ok: true, key: null }
}

const pieces: Buffer[] = []
process.stdin.on('data', (piece: Buffer) => pieces.push(piece))
process.stdin.on('end', () => {
  let reply: KeyringReply
  try {
    reply = work(JSON.parse(Buffer.concat(pieces).toString('utf8')) as KeyringJob)
  } catch (error) {
    reply = { ok: false, say: error instanceof Error ? error.message : String(error) }
  }
  process.stdout.write(JSON.stringify(reply), () => process.exit(0))
})
