/** Keys in the system's keyring where there is one, else where `createSecrets` keeps them; the workspace only knows which servers have theirs there. */
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Log, Secrets } from '../../core/ports.ts'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import { Problem } from '../../../shared/problem.ts'
import type { KeptSecrets } from './createSecrets.ts'
import type { Keyring } from './keyring.ts'

/** No keys: a random name of this workspace, under which the keyring files its keys, and the servers that have one there. */
const Index = z.object({ workspace: z.string().regex(/^[0-9a-f]{16}$/), servers: z.array(z.string()) })
type Index = z.infer<typeof Index>

export interface KeyringSecretsOptions {
  readonly keyring: Keyring
  /** The environment and the private file. */
  readonly kept: KeptSecrets
  /** The file of the index; it need not exist. */
  readonly file: string
  readonly log: Pick<Log, 'write'>
  readonly onSecret: (key: string) => void
}

export function keyringSecrets({ keyring, kept, file, log, onSecret }: KeyringSecretsOptions): Secrets {
  const known = new Map<string, string>()
  const accountOf = (index: Index, server: string): string => `${server} (${index.workspace})`

  const read = (): Index => {
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch {
      return { workspace: randomBytes(8).toString('hex'), servers: [] }
    }
    try {
      return Index.parse(JSON.parse(text))
    } catch {
      throw new Problem('file.permission', `${file} is damaged; move it away and enter the keys again`)
    }
  }
  const write = (index: Index): void => {
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      const beside = `${file}.new`
      const handle = openSync(beside, 'w', 0o600)
      try {
        writeSync(handle, `${JSON.stringify(index, null, 2)}\n`)
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      renameSync(beside, file)
    } catch (error) {
      throw asFileProblem(error, file)
    }
  }
  const unreachable = (error: unknown): Problem => new Problem('keyring.unreachable', error instanceof Error ? error.message : String(error), error)

  /** The index is written first: a key that the keyring has and the index does not name would be lost to the person. */
  const keep = async (server: string, key: string): Promise<void> => {
    const index = read()
    write({ ...index, servers: [...new Set([...index.servers, server])] })
    try {
      await keyring.set(accountOf(index, server), key)
    } catch (error) {
      write(index)
      throw error
    }
    known.set(server, key)
  }
  const forget = async (server: string): Promise<void> => {
    const index = read()
    if (!index.servers.includes(server)) return
    await keyring.delete(accountOf(index, server)).catch((error: unknown) => {
      throw unreachable(error)
    })
    known.delete(server)
    write({ ...index, servers: index.servers.filter((other) => other !== server) })
  }

  return {
    get: async (server) => {
      if (kept.fromEnvironment(server) !== undefined) return kept.get(server)
      const index = read()
      if (!index.servers.includes(server)) return kept.get(server)
      const remembered = known.get(server)
      if (remembered !== undefined) return remembered
      const key = await keyring.get(accountOf(index, server)).catch((error: unknown) => {
        log.write('warn', 'secrets.keyringUnreachable', { message: error instanceof Error ? error.message : String(error) })
        throw unreachable(error)
      })
      if (key === null) return kept.get(server)
      onSecret(key)
      known.set(server, key)
      return key
    },
    set: async (server, key) => {
      if (key === '') {
        await forget(server)
        return kept.set(server, '')
      }
      onSecret(key)
      const shadow = kept.fromEnvironment(server)
      const trouble = await keyring.trouble()
      if (trouble === undefined) {
        try {
          await keep(server, key)
          kept.set(server, '')
          return { where: keyring.name, ...(shadow === undefined ? {} : { warning: `${shadow} is set and is used instead of it.` }) }
        } catch (error) {
          log.write('warn', 'secrets.keyringFailed', { message: error instanceof Error ? error.message : String(error) })
        }
      }
      const there = kept.set(server, key)
      // What the keyring still has of before must not win over what was entered now.
      const index = read()
      if (index.servers.includes(server)) write({ ...index, servers: index.servers.filter((other) => other !== server) })
      known.delete(server)
      return { ...there, warning: [there.warning, trouble === undefined ? undefined : `The system’s keyring cannot be used: ${trouble}.`].filter(Boolean).join(' ') }
    },
    list: () => {
      const listed = new Map(kept.list().map(({ server, where }) => [server, where]))
      for (const server of read().servers) if (kept.fromEnvironment(server) === undefined) listed.set(server, keyring.name)
      return [...listed].map(([server, where]) => ({ server, where }))
    },
    keyring: async () => {
      const trouble = await keyring.trouble()
      return { name: keyring.name, ...(trouble === undefined ? {} : { trouble }), inFile: kept.inFile() }
    },
    moveToKeyring: async () => {
      const trouble = await keyring.trouble()
      if (trouble !== undefined) throw new Problem('keyring.unreachable', trouble)
      const moved: string[] = []
      for (const server of kept.inFile()) {
        const key = kept.ofFile(server)
        if (key === undefined) continue
        // Kept and read again before it leaves the file: one that does not arrive stays where it is.
        await keep(server, key).catch((error: unknown) => {
          throw unreachable(error)
        })
        kept.set(server, '')
        moved.push(server)
      }
      return moved
    },
  }
}
