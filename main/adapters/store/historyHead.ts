/** The head of the history kept outside the database, so that rows cut off at the end are missed. */
import { closeSync, constants, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export interface Head {
  /** How many rows there are, which is the `seq` of the last one. */
  readonly count: number
  readonly hash: string
}

export const HEAD_FILE = 'history.head'
/** What the first row follows. */
export const GENESIS = '0'.repeat(64)

/** `undefined` when there is no such file; `'damaged'` when it holds something else than a head. */
export function readHead(folder: string): Head | 'damaged' | undefined {
  let text: string
  try {
    text = readFileSync(join(folder, HEAD_FILE), 'latin1')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  const found = /^(\d{1,15}) ([0-9a-f]{64})\n/.exec(text)
  return found ? { count: Number(found[1]), hash: found[2]! } : 'damaged'
}

/** The head of an empty history, there before the first row is: an empty or missing file is then never what a crash left. */
function makeHead(folder: string): void {
  const path = join(folder, HEAD_FILE)
  const file = openSync(`${path}.new`, 'w', 0o600)
  try {
    writeSync(file, `0 ${GENESIS}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${path}.new`, path)
}

/**
 * Writes the head after each commit, in place: it never shrinks and lies within one disk block, so it is whole or old.
 * It is behind the database after a crash between the two, which is no cut; it is never ahead.
 */
export function headWriter(folder: string): { write(head: Head): void; close(): void } {
  if (!existsSync(join(folder, HEAD_FILE))) makeHead(folder)
  const file = openSync(join(folder, HEAD_FILE), constants.O_RDWR | constants.O_CREAT, 0o600)
  return {
    write: (head) => void writeSync(file, `${head.count} ${head.hash}\n`, 0, 'latin1'),
    close: () => closeSync(file),
  }
}
