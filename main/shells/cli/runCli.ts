/** Runs the command line from its sources in a process of its own: for tests. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** `env` is all the command sees beside PATH and HOME; a workspace must be named in the words or there. */
export function runCli(words: readonly string[], { stdin = '', cwd, env = {} }: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const base = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NODE_NO_WARNINGS: '1' }
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words], { ...(cwd === undefined ? {} : { cwd }), env: { ...base, ...env } })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (out += piece))
    child.stderr.setEncoding('utf8').on('data', (piece: string) => (err += piece))
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }))
    // A command that does not read its input may be gone before it is written.
    child.stdin.on('error', () => undefined).end(stdin)
  })
}
