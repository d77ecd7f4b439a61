/** Brings a database to the newest schema, one migration a transaction, after a copy of the file was put aside. */
import Database from 'better-sqlite3'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadConnection, WriteConnection } from './connections.ts'
import { fillKnowledge } from './fillKnowledge.ts'
import { migrations } from './migrations/migrations.ts'

/** The folder in the workspace for copies of the database. */
export const BACKUPS = 'backups'
export const NEWEST = migrations.length

/** Marked as unfinished by migration 6: its new tables are filled by folding, which SQL alone cannot, and which needs the newest schema. */
const KNOWLEDGE = 'knowledge'

/** A database in memory with the newest schema and nothing in it. */
function empty(): WriteConnection {
  const db = new Database(':memory:') as unknown as WriteConnection
  for (const sql of migrations) db.exec(sql)
  return db
}

function finish(db: WriteConnection): void {
  if (db.prepare('SELECT 1 FROM unfinished WHERE what = ?').get(KNOWLEDGE) === undefined) return
  db.transaction(() => {
    if (db.prepare('SELECT 1 FROM history LIMIT 1').get() !== undefined) fillKnowledge(db, empty)
    db.prepare('DELETE FROM unfinished WHERE what = ?').run(KNOWLEDGE)
  })()
}

export const versionOf = (db: ReadConnection | WriteConnection): number => Number(db.pragma('user_version', { simple: true }))

/** Migrates up to `target`. Each migration and its version number are one transaction: it happens whole or not at all. */
export function migrateTo(db: WriteConnection, target: number): void {
  for (let version = versionOf(db) + 1; version <= target; version++) {
    const sql = migrations[version - 1]
    if (sql === undefined) throw new Error(`there is no migration ${version}`)
    db.transaction(() => {
      db.exec(sql)
      db.pragma(`user_version = ${version}`)
    })()
  }
  if (target === NEWEST) finish(db)
}

/** Migrates to the newest schema; a database that already holds something is first copied to `backups/`. */
export function migrate(db: WriteConnection, folder: string): void {
  const version = versionOf(db)
  if (version === NEWEST) return finish(db)
  if (version > 0) {
    mkdirSync(join(folder, BACKUPS), { recursive: true, mode: 0o700 })
    const copy = join(folder, BACKUPS, `before-schema-${NEWEST}.sqlite`)
    rmSync(copy, { force: true })
    db.prepare('VACUUM INTO ?').run(copy)
  }
  migrateTo(db, NEWEST)
}
