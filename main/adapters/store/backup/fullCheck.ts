/** The full check of a workspace, read-only and off the main thread: the database, its history, the originals, and every piece of the newest backup. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FullCheck } from '../../../../shared/model/backup.ts'
import { Problem } from '../../../../shared/problem.ts'
import { openReading } from '../connections.ts'
import { readHead } from '../historyHead.ts'
import { DATABASE_FILE, SOURCES_FOLDER } from './contents.ts'
import type { Tell } from './makeBackup.ts'
import { backupNames, piecesFolder, readFiles, writeCheck } from './manifest.ts'
import { eachPiece, openPieces } from './pieces.ts'
import { factsOf, faultOf } from './verifyCopy.ts'

function databaseFault(workspace: string): { fault: string | undefined; originals: readonly string[] } {
  try {
    // Read before the walk: the database may then be ahead of the head, never behind.
    const head = readHead(workspace)
    const db = openReading(join(workspace, DATABASE_FILE))
    try {
      return { fault: faultOf(db, head, { past: true }), originals: factsOf(db).originals }
    } finally {
      db.close()
    }
  } catch (error) {
    return { fault: `the database cannot be read: ${error instanceof Error ? error.message : String(error)}`, originals: [] }
  }
}

function originalsFault(workspace: string, originals: readonly string[], tell: Tell): string | undefined {
  let lost = 0
  for (const [index, hash] of originals.entries()) {
    tell('Reading the originals', 0.4 + (0.3 * index) / originals.length)
    const path = join(workspace, SOURCES_FOLDER, hash)
    const digest = createHash('sha256')
    if (existsSync(path)) eachPiece(path, (piece) => digest.update(piece))
    if (digest.digest('hex') !== hash) lost += 1
  }
  return lost === 0 ? undefined : `${lost} original${lost === 1 ? ' is' : 's are'} missing or damaged`
}

function backupFault(workspace: string, tell: Tell): string | undefined {
  const [newest] = backupNames(workspace)
  if (newest === undefined) return undefined
  try {
    const files = readFiles(workspace, newest)
    const pieces = openPieces(piecesFolder(workspace))
    for (const [index, file] of files.entries()) {
      tell('Reading the newest backup', 0.7 + (0.3 * index) / files.length)
      for (const piece of pieces.read(file)) void piece
    }
    return undefined
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return `the newest backup is damaged: ${error.detail ?? error.code}`
  }
}

/** Writes its result beside the backups and returns it. */
export function fullCheck(workspace: string, now: Date, tell: Tell): FullCheck {
  tell('Reading the database', 0)
  const { fault, originals } = databaseFault(workspace)
  const faults = [fault, originalsFault(workspace, originals, tell), backupFault(workspace, tell)].filter((one) => one !== undefined)
  const check: FullCheck = {
    at: now.toISOString(),
    ok: faults.length === 0,
    ...(fault !== undefined && fault.startsWith('the database') ? { damaged: true } : {}),
    say: faults.length === 0 ? 'The database, the history, the originals and the newest backup are whole.' : `${faults.join('; ').replace(/^./, (first) => first.toUpperCase())}.`,
  }
  writeCheck(workspace, check)
  return check
}
