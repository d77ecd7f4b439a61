/** One core per workspace: an operating-system lock on a file, which falls away by itself when its process ends, however it ends. */
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { Problem } from '../../../shared/problem.ts'

/** The file is an empty SQLite database that is never written; only its lock matters, so a stale file locks nobody out. */
export const LOCK_FILE = 'workspace.lock'

/** Takes the lock or throws `workspace.locked`. Returns the function that gives it back. */
export function lockWorkspace(folder: string): () => void {
  const db = new Database(join(folder, LOCK_FILE), { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) throw new Problem('workspace.locked', folder, error)
    throw error
  }
  return () => db.close()
}
