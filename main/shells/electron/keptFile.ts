/** A small JSON file of the shell: read through a schema, written whole or not at all. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import type { Log } from '../../core/ports.ts'

export interface KeptFile<T> {
  read(): T
  /** Throws what the disk throws. */
  write(value: T): void
}

/** A file that is missing gives `otherwise`; one that cannot be read as `schema` is put aside under another name first, never overwritten. */
export function keptFile<T>(path: string, schema: z.ZodType<T>, otherwise: () => T, log: Pick<Log, 'write'>): KeptFile<T> {
  return {
    read: () => {
      let text: string
      try {
        text = readFileSync(path, 'utf8')
      } catch {
        return otherwise()
      }
      try {
        return schema.parse(JSON.parse(text))
      } catch {
        log.write('warn', 'shell.fileDamaged', { path })
        try {
          renameSync(path, `${path}.damaged`)
        } catch {
          // It stays where it is; the next write takes its place.
        }
        return otherwise()
      }
    },
    write: (value) => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      const beside = `${path}.new`
      const file = openSync(beside, 'w', 0o600)
      try {
        writeSync(file, `${JSON.stringify(value, null, 2)}\n`)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      renameSync(beside, path)
    },
  }
}
