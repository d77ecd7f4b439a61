/** The two kinds of connection: one that may write and many that cannot, told apart by their types. */
import Database from 'better-sqlite3'
import { closeSync, openSync } from 'node:fs'

declare const access: unique symbol
type Shared = Pick<Database.Database, 'prepare' | 'pragma' | 'transaction' | 'close' | 'inTransaction'>
/** A connection on which every write fails, in SQLite and in the types of the functions that take it. */
export type ReadConnection = Shared & { readonly [access]: 'read' }
/** The one writing connection of the process that holds the workspace's lock. */
export type WriteConnection = Shared & Pick<Database.Database, 'exec'> & { readonly [access]: 'write' }

/** Milliseconds that a connection waits for another process's checkpoint before it gives up. */
const BUSY_TIMEOUT = 5000

/** What `append` returned is on disk: WAL with a sync at every commit. Deleted content is overwritten, not only unlinked. */
export function openWriting(path: string): WriteConnection {
  // SQLite gives its other files the mode of this one: nobody else on the machine may read them.
  closeSync(openSync(path, 'a', 0o600))
  const db = new Database(path, { timeout: BUSY_TIMEOUT })
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('fullfsync = ON')
  db.pragma('foreign_keys = ON')
  db.pragma('secure_delete = ON')
  db.pragma('trusted_schema = OFF')
  return db as unknown as WriteConnection
}

export function openReading(path: string): ReadConnection {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT })
  db.pragma('query_only = ON')
  db.pragma('trusted_schema = OFF')
  return db as unknown as ReadConnection
}
