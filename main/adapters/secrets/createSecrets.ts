/** Keys of model servers: from the environment, else from a file that only its owner may read. They are never logged and never sent to the screen. */
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Log, Secrets } from '../../core/ports.ts'
import { Problem } from '../../../shared/problem.ts'

/** Pairs and not an object: a server may be called `constructor`. */
const Keys = z.array(z.tuple([z.string(), z.string()]))

export interface SecretsOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The file with the keys; it need not exist. */
  readonly file: string
  readonly log: Pick<Log, 'write'>
  /** Told every key as soon as it is known, so that the log can take it out. */
  readonly onSecret: (key: string) => void
}

/** `My server` is asked for as PLUMBLINE_KEY_MY_SERVER. */
export function variableOf(server: string): string {
  return `PLUMBLINE_KEY_${server.toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^_|_$/g, '')}`
}

const PLAIN = 'The key is kept in a file that only you may read, but not encrypted; an environment variable keeps it off the disk.'

/** Secrets that answer at once. */
export interface KeptSecrets extends Secrets {
  get(server: string): string | undefined
  set(server: string, key: string): { where: string; warning?: string }
  list(): { server: string; where: string }[]
  /** The variable that holds this server's key, if one is set. */
  fromEnvironment(server: string): string | undefined
  /** Servers whose key is in the file, and one of these keys. */
  inFile(): string[]
  ofFile(server: string): string | undefined
}

/** `get` reads the environment first. Throws `disk.full`, `disk.read-only` or `file.permission` when a key cannot be kept. */
export function createSecrets({ env, file, log, onSecret }: SecretsOptions): KeptSecrets {
  const fromEnv = (server: string): { name: string; key: string } | undefined => {
    const names = [variableOf(server), ...(server.toLowerCase() === 'openai' ? ['OPENAI_API_KEY'] : [])]
    for (const name of names) {
      const key = env[name]
      if (key) return { name, key }
    }
    return undefined
  }

  const read = (): Map<string, string> => {
    let text: string
    try {
      if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
        log.write('warn', 'secrets.tightened', { file })
        chmodSync(file, 0o600)
      }
      text = readFileSync(file, 'utf8')
    } catch {
      return new Map()
    }
    const parsed = Keys.safeParse(parseJson(text))
    if (!parsed.success) throw new Problem('file.permission', `${file} is damaged; move it away and enter the keys again`)
    for (const [, key] of parsed.data) onSecret(key)
    return new Map(parsed.data)
  }

  const write = (keys: Map<string, string>): void => {
    const beside = `${file}.new`
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      const fd = openSync(beside, 'w', 0o600)
      try {
        writeSync(fd, `${JSON.stringify([...keys], null, 2)}\n`)
        fsyncSync(fd)
      } finally {
        closeSync(fd)
      }
      renameSync(beside, file)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      throw new Problem(code === 'ENOSPC' ? 'disk.full' : code === 'EROFS' ? 'disk.read-only' : 'file.permission', file, error)
    }
  }

  for (const [name, key] of Object.entries(env)) if (key && (name === 'OPENAI_API_KEY' || name.startsWith('PLUMBLINE_KEY_'))) onSecret(key)

  return {
    fromEnvironment: (server) => fromEnv(server)?.name,
    inFile: () => [...read().keys()],
    ofFile: (server) => read().get(server),
    get: (server) => fromEnv(server)?.key ?? read().get(server),
    set: (server, key) => {
      const keys = read()
      if (key === '') {
        if (keys.delete(server)) write(keys)
        return { where: 'nowhere' }
      }
      onSecret(key)
      write(keys.set(server, key))
      const shadow = fromEnv(server)
      return { where: file, warning: shadow === undefined ? PLAIN : `${PLAIN} ${shadow.name} is set and is used instead of it.` }
    },
    list: () => {
      const found = new Map<string, string>()
      for (const server of read().keys()) found.set(server, file)
      for (const [name, key] of Object.entries(env)) {
        if (!key) continue
        if (name === 'OPENAI_API_KEY') found.set('openai', name)
        else if (name.startsWith('PLUMBLINE_KEY_')) {
          const server = [...found.keys()].find((known) => variableOf(known) === name) ?? name.slice('PLUMBLINE_KEY_'.length).toLowerCase()
          found.set(server, name)
        }
      }
      return [...found].map(([server, where]) => ({ server, where }))
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
