/** Keys behind the system's own protection: encrypted by safeStorage in main, and handed to the core one at a time when a server is asked. */
import { z } from 'zod'
import type { Log, Secrets } from '../../core/ports.ts'
import { keptFile } from './keptFile.ts'

/** The part of Electron's safeStorage that is used. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(encrypted: Buffer): string
  /** Linux only. */
  getSelectedStorageBackend?(): string
}

/** Pairs and not an object: a server may be called `constructor`. The encrypted key is in base64. */
const Kept = z.object({ keys: z.array(z.tuple([z.string(), z.string()])), setAside: z.array(z.tuple([z.string(), z.string()])).default([]) })
type Kept = z.infer<typeof Kept>

export interface DesktopSecretsOptions {
  readonly file: string
  readonly safeStorage: SafeStorage
  /** Where keys are kept without this protection; what it has is read as well. */
  readonly otherwise: Secrets
  readonly log: Pick<Log, 'write'>
  readonly onSecret: (key: string) => void
}

const PROTECTED = 'the protected storage of this system'
const UNREADABLE = 'the protected storage of this system, which cannot read it any more; enter it again'
const NO_KEYRING = 'This desktop has no keyring that could protect the key.'

/** A key that cannot be decrypted (another user, a keyring that was replaced) is never deleted: it is told of, and set aside when a new one takes its place. */
export function createDesktopSecrets({ file, safeStorage, otherwise, log, onSecret }: DesktopSecretsOptions): Secrets {
  const kept = keptFile<Kept>(file, Kept, () => ({ keys: [], setAside: [] }), log)
  // `basic_text` encrypts with a password that is the same on every machine.
  const isProtected = (): boolean => safeStorage.isEncryptionAvailable() && !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend?.() ?? '')
  const decrypted = (server: string, encrypted: string): string | undefined => {
    try {
      const key = safeStorage.decryptString(Buffer.from(encrypted, 'base64'))
      onSecret(key)
      return key
    } catch {
      log.write('warn', 'secrets.undecryptable', { server })
      return undefined
    }
  }
  /** What is kept for the server is taken away, but not lost when nobody can read it. */
  const without = (server: string): Kept => {
    const { keys, setAside } = kept.read()
    const lost = keys.filter(([name, encrypted]) => name === server && decrypted(name, encrypted) === undefined)
    return { keys: keys.filter(([name]) => name !== server), setAside: [...setAside, ...lost] }
  }
  return {
    get: async (server) => {
      const listed = (await otherwise.list()).find((one) => one.server === server)
      // The environment wins: it was set for this run.
      if (listed !== undefined && /^[A-Z0-9_]+$/.test(listed.where)) return otherwise.get(server)
      const found = kept.read().keys.find(([name]) => name === server)
      return (found === undefined ? undefined : decrypted(...found)) ?? otherwise.get(server)
    },
    set: async (server, key) => {
      const rest = without(server)
      if (key === '' || !isProtected()) {
        const told = await otherwise.set(server, key)
        kept.write(rest)
        return key === '' || told.warning === undefined ? told : { ...told, warning: `${NO_KEYRING} ${told.warning}` }
      }
      onSecret(key)
      kept.write({ ...rest, keys: [...rest.keys, [server, safeStorage.encryptString(key).toString('base64')]] })
      // One place is enough: what was kept less safely goes once it is kept more safely.
      const { where } = (await otherwise.list()).find((one) => one.server === server) ?? { where: undefined }
      if (where !== undefined && !/^[A-Z0-9_]+$/.test(where)) await otherwise.set(server, '')
      return { where: PROTECTED, ...(where !== undefined && /^[A-Z0-9_]+$/.test(where) ? { warning: `${where} is set and is used instead of it.` } : {}) }
    },
    list: async () => {
      const found = new Map((await otherwise.list()).map(({ server, where }) => [server, where]))
      for (const [server, encrypted] of kept.read().keys) {
        if (!/^[A-Z0-9_]+$/.test(found.get(server) ?? '')) found.set(server, decrypted(server, encrypted) === undefined ? UNREADABLE : PROTECTED)
      }
      return [...found].map(([server, where]) => ({ server, where }))
    },
  }
}
