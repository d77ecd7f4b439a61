/** Opens a workspace's database: whole, for the one core that writes, or for reading beside it. */
import Database from 'better-sqlite3'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock, Log, Store, StoreReader } from '../../core/ports.ts'
import { openReading, openWriting, type ReadConnection, type WriteConnection } from './connections.ts'
import { deletedEraser } from './eraseDeleted.ts'
import { historyReader } from './historyReader.ts'
import { HEAD_FILE, readHead } from './historyHead.ts'
import { historyWriter } from './historyWriter.ts'
import { inspectDatabase } from './inspect.ts'
import { migrate, migrateTo, NEWEST, versionOf } from './migrate.ts'
import { passageReader, passageWriter } from './passages.ts'
import { asStoreProblem } from './storeProblem.ts'
import { lockWorkspace } from './workspaceLock.ts'

export const DATABASE = 'data.sqlite'

export interface StoreSurroundings {
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

const storeReader = (db: ReadConnection, folder: string): StoreReader => ({ ...historyReader(db, folder), ...passageReader(db) })

/** Closes what was opened, last first, whatever each says. */
function closeAll(closers: (() => void)[]): void {
  for (const close of closers.reverse()) {
    try {
      close()
    } catch {
      // Nothing is lost: every append was on disk before it returned.
    }
  }
}

/**
 * Opens the workspace in `folder` for writing and takes its lock; makes what is not there yet.
 * Throws `workspace.locked`, `workspace.corrupt`, `workspace.newer`, `disk.full` or `disk.read-only`, and then has written nothing into the database.
 */
export function openStore(folder: string, { clock, log }: StoreSurroundings): Store {
  const closers: (() => void)[] = []
  try {
    return asStoreProblem(() => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      closers.push(lockWorkspace(folder))
      const path = join(folder, DATABASE)
      inspectDatabase(path)
      const db = openWriting(path)
      closers.push(() => db.close())
      migrate(db, folder)
      const head = readHead(folder)
      if (head === 'damaged') log.write('warn', 'history.headDamaged', { file: join(folder, HEAD_FILE) })
      const writer = historyWriter(db, folder, clock, head)
      closers.push(() => writer.close())
      if (writer.cut) log.write('warn', 'history.cut', { folder })
      const passages = passageWriter(db)
      const eraseDeleted = deletedEraser(db, folder, writer.append, passages.dropUnfinishedSource)
      const reading = openReading(path)
      closers.push(() => reading.close())
      return {
        read: storeReader(reading, folder),
        write: { append: writer.append, ...passages, eraseDeleted: (before) => asStoreProblem(() => eraseDeleted(before)) },
        close: () => closeAll(closers),
      }
    }, folder)
  } catch (error) {
    closeAll(closers)
    throw error
  }
}

/**
 * Opens a workspace for reading only, without its lock, beside a running core. A folder without a database reads as empty and stays untouched;
 * one with an older schema is first opened for writing and migrated.
 */
export function openStoreForReading(folder: string, surroundings: StoreSurroundings): { readonly read: StoreReader; close(): void } {
  return asStoreProblem(() => {
    const path = join(folder, DATABASE)
    if (!existsSync(path) || !inspectDatabase(path)) {
      const empty = new Database(':memory:') as unknown as WriteConnection
      migrateTo(empty, NEWEST)
      return { read: storeReader(empty as unknown as ReadConnection, folder), close: () => void empty.close() }
    }
    let db = openReading(path)
    if (versionOf(db) < NEWEST) {
      db.close()
      openStore(folder, surroundings).close()
      db = openReading(path)
    }
    return { read: storeReader(db, folder), close: () => void db.close() }
  }, folder)
}
