/** The structured log: one line of JSON an event in `logs/plumbline.log`, redacted, and rotated so that it never fills a disk. */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock, Log } from '../../core/ports.ts'
import type { Redaction } from './redact.ts'

const LEVELS = ['debug', 'info', 'warn', 'error'] as const
type Level = (typeof LEVELS)[number]

export interface LogOptions {
  readonly folder: string
  readonly level: Level
  readonly clock: Pick<Clock, 'now'>
  readonly redaction: Redaction
  /** A file that has grown past this is put aside. */
  readonly bytes?: number
  /** How many files are kept beside the current one. */
  readonly kept?: number
}

/** A log that cannot be written (a full disk, a read-only folder) is given up silently: it must never stop the app. */
export function createLog({ folder, level, clock, redaction, bytes = 4_000_000, kept = 4 }: LogOptions): Log & { close(): void } {
  const path = join(folder, 'plumbline.log')
  let file: number | undefined
  let size = 0
  const open = (): void => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    file = openSync(path, 'a', 0o600)
    size = fstatSync(file).size
  }
  const close = (): void => {
    if (file !== undefined) closeSync(file)
    file = undefined
  }
  const rotate = (): void => {
    close()
    rmSync(`${path}.${kept}`, { force: true })
    for (let n = kept - 1; n >= 1; n--) {
      try {
        renameSync(`${path}.${n}`, `${path}.${n + 1}`)
      } catch {
        // There are not that many yet.
      }
    }
    renameSync(path, `${path}.1`)
    open()
  }
  return {
    write: (at, event, fields) => {
      if (LEVELS.indexOf(at) < LEVELS.indexOf(level)) return
      try {
        const line = Buffer.from(`${JSON.stringify({ at: clock.now().toISOString(), level: at, event, ...(redaction.redact(fields ?? {}) as object) })}\n`)
        if (file === undefined) open()
        if (size > 0 && size + line.length > bytes) rotate()
        if (file !== undefined) size += writeSync(file, line)
      } catch {
        close()
      }
    },
    close,
  }
}

/** For commands that only read: they write nothing, not even a log. */
export const silentLog: Log = { write: () => undefined }
