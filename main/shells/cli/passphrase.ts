/** The passphrase of a backup: from the environment, else asked for on the terminal without showing it; never an argument, which others could read. */
import { Writable } from 'node:stream'
import { createInterface } from 'node:readline/promises'
import { badInput } from './command.ts'
import type { Io } from './io.ts'

export const PASSPHRASE_VARIABLE = 'PLUMBLINE_PASSPHRASE'

const silent = (): Writable => new Writable({ write: (_piece, _encoding, done) => done() })

async function ask(io: Io, question: string): Promise<string> {
  process.stderr.write(question)
  const lines = createInterface({ input: io.stdin, output: silent(), terminal: true })
  try {
    return await lines.question('', { signal: io.signal })
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}

/** `twice`: a new one, which a slip of the finger must not lose. Rejects with bad input where there is nobody to ask. */
export async function readPassphrase(io: Io, twice: boolean, env: Readonly<Record<string, string | undefined>> = process.env): Promise<string> {
  const given = env[PASSPHRASE_VARIABLE]
  if (given) return given
  if (io.stdin.isTTY !== true) throw badInput(`a passphrase is needed: set ${PASSPHRASE_VARIABLE}, or run this on a terminal`)
  const passphrase = await ask(io, 'Passphrase: ')
  if (passphrase === '') throw badInput('the passphrase is empty')
  if (twice && (await ask(io, 'The same again: ')) !== passphrase) throw badInput('the two passphrases differ; nothing was written')
  return passphrase
}
