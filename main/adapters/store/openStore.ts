/** Opens a workspace's database: whole, for the one core that writes, or for reading beside it. */
import Database from 'better-sqlite3'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '../../../shared/problem.ts'
import type { Clock, Log, Store, StoreReader, StoreWriter } from '../../core/ports.ts'
import { openReading, openWriting, type ReadConnection, type WriteConnection } from './connections.ts'
import { readCheck } from './backup/manifest.ts'
import { finishRestore, isRestoreDecided } from './backup/finishRestore.ts'
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

const storeReader = (db: ReadConnection, folder: string, libraryState?: () => number): StoreReader => ({ ...historyReader(db, folder), ...passageReader(db, libraryState) })

/** Counts the appends after which a search could find something else, whatever became of them. */
function watchLibrary(append: StoreWriter['append']): { append: StoreWriter['append']; state(): number } {
  let changes = 0
  return {
    append: (events) => {
      try {
        return append(events)
      } finally {
        if (events.some(({ stream }) => stream.startsWith('source:'))) changes++
      }
    },
    state: () => changes,
  }
}

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
      const restored = finishRestore(folder)
      const path = join(folder, DATABASE)
      inspectDatabase(path, readCheck(folder)?.damaged === true)
      const db = openWriting(path)
      closers.push(() => db.close())
      migrate(db, folder)
      const head = readHead(folder)
      if (head === 'damaged') log.write('warn', 'history.headDamaged', { file: join(folder, HEAD_FILE) })
      const writer = historyWriter(db, folder, clock, head)
      closers.push(() => writer.close())
      if (writer.cut) log.write('warn', 'history.cut', { folder })
      if (restored) writer.append([{ stream: 'history', event: { kind: 'history.restored', at: restored.at, count: restored.head.count } }])
      const { dropText, ...passages } = passageWriter(db)
      const library = watchLibrary(writer.append)
      const eraseDeleted = deletedEraser(db, folder, library.append, dropText)
      const reading = openReading(path)
      closers.push(() => reading.close())
      const gate = writeGate({ append: library.append, indexMessages: writer.indexMessages, ...passages, eraseDeleted })
      return { read: storeReader(reading, folder, library.state), write: gate.write, close: () => closeAll(closers), refuseWrites: gate.refuse }
    }, folder)
  } catch (error) {
    closeAll(closers)
    throw error
  }
}

/** Nothing is written any more once damage was found: each call is `workspace.corrupt` then. */
function writeGate(write: StoreWriter): { write: StoreWriter; refuse(detail: string): void } {
  let damage: string | undefined
  const guarded = <A extends unknown[], R>(work: (...args: A) => R) => (...args: A): R => {
    if (damage !== undefined) throw new Problem('workspace.corrupt', damage)
    return work(...args)
  }
  return {
    write: Object.fromEntries(Object.entries(write).map(([name, work]) => [name, guarded(work as (...args: unknown[]) => unknown)])) as unknown as StoreWriter,
    refuse: (detail) => void (damage = detail),
  }
}

/**
 * Takes the lock of a workspace whose database is damaged, reads as an empty one and refuses every write with `workspace.corrupt`:
 * so that a backup can be chosen and restored.
 */
export function openDamagedStore(folder: string, detail: string): Store {
  const unlock = lockWorkspace(folder)
  const empty = new Database(':memory:') as unknown as WriteConnection
  migrateTo(empty, NEWEST)
  const refused = (): never => {
    throw new Problem('workspace.corrupt', detail)
  }
  const writes = ['append', 'addSourceText', 'addPassages', 'dropUnfinishedSource', 'eraseDeleted'].map((name) => [name, refused])
  const write = { ...Object.fromEntries(writes), dropUnfinishedSources: () => undefined, indexMessages: () => 0 } as unknown as StoreWriter
  return { read: { ...storeReader(empty as unknown as ReadConnection, folder), verifyHistory: refused }, write, close: () => closeAll([unlock, () => empty.close()]), refuseWrites: () => undefined }
}

/**
 * Opens a workspace for reading only, without its lock, beside a running core. A folder without a database reads as empty and stays untouched;
 * one with an older schema is first opened for writing and migrated.
 */
export function openStoreForReading(folder: string, surroundings: StoreSurroundings): { readonly read: StoreReader; close(): void } {
  return asStoreProblem(() => {
    if (isRestoreDecided(folder)) openStore(folder, surroundings).close()
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
