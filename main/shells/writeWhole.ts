/** Writes a file whole or not at all: one that was there stays until the new one is complete. */
import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'

const besideOf = (path: string): string => `${path}.${process.pid}.part`

export function writeWhole(path: string, content: string | Uint8Array): void {
  const beside = besideOf(path)
  try {
    writeFileSync(beside, content)
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** The same in pieces; resolves with what the pieces end with. */
export async function writePieces<T>(path: string, pieces: AsyncGenerator<string | Uint8Array, T>): Promise<T> {
  const beside = besideOf(path)
  try {
    const file = openSync(beside, 'w')
    try {
      for (;;) {
        const next = await pieces.next()
        if (next.done) {
          closeSync(file)
          renameSync(beside, path)
          return next.value
        }
        writeFileSync(file, next.value)
      }
    } catch (error) {
      try {
        closeSync(file)
      } catch {
        // It was closed before its new name was refused.
      }
      throw error
    }
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
