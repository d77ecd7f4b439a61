/** Proves a backup by restoring it: out of its pieces into a temporary place, and there the same looks as on any database. */
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem } from '../../../../shared/problem.ts'
import { DATABASE_FILE } from './contents.ts'
import { type BackupFacts, backupsFolder, piecesFolder } from './manifest.ts'
import { openPieces, type PiecedFile, type Pieces } from './pieces.ts'
import { verifyCopy } from './verifyCopy.ts'

const PROVING = '.proving'

/** Writes the file out of its pieces. Throws `backup.damaged`, `disk.full`. */
export function writeOut(pieces: Pieces, file: PiecedFile, to: string, onBytes: (bytes: number) => void = () => undefined): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  const out = openSync(to, 'wx', 0o600)
  try {
    for (const piece of pieces.read(file)) {
      for (let at = 0; at < piece.length; ) at += writeSync(out, piece, at)
      onBytes(piece.length)
    }
  } finally {
    closeSync(out)
  }
}

/**
 * The words of what is wrong, or `undefined` when all is well. `whole` are the files to restore, `read` those that are only read and compared with their hashes.
 * Throws what has nothing to do with the backup: a full disk.
 */
export function proveBackup(workspace: string, facts: BackupFacts, whole: readonly PiecedFile[], read: readonly PiecedFile[], tell: (fraction: number) => void): string | undefined {
  const place = join(backupsFolder(workspace), PROVING)
  const pieces = openPieces(piecesFolder(workspace))
  const total = [...whole, ...read].reduce((sum, { bytes }) => sum + bytes, 1)
  let done = 0
  const onBytes = (bytes: number): void => tell(0.5 * Math.min(1, (done += bytes) / total))
  rmSync(place, { recursive: true, force: true })
  try {
    for (const file of whole) writeOut(pieces, file, join(place, file.path), onBytes)
    for (const file of read) for (const piece of pieces.read(file)) onBytes(piece.length)
    const { head, schema } = verifyCopy(join(place, DATABASE_FILE), facts.head)
    if (head.count !== facts.head.count || head.hash !== facts.head.hash || schema !== facts.schema) return 'its database is of another moment than it says'
    tell(1)
    return undefined
  } catch (error) {
    if (error instanceof Problem && error.code.startsWith('backup.')) return error.detail ?? error.code
    throw error
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}
