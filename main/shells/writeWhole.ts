/** Writes a file whole or not at all: one that was there stays until the new one is complete. */
import { renameSync, rmSync, writeFileSync } from 'node:fs'

export function writeWhole(path: string, content: string | Uint8Array): void {
  const beside = `${path}.${process.pid}.part`
  try {
    writeFileSync(beside, content)
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
