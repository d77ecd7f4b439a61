/** Looks a restored copy of the database over: SQLite's own check, the references between tables, the chain of the history, and whether this app knows its schema. */
import { existsSync } from 'node:fs'
import type { BackupCounts } from '../../../../shared/model/backup.ts'
import { Problem } from '../../../../shared/problem.ts'
import { openReading, type ReadConnection } from '../connections.ts'
import { lastHead, verifyChain } from '../history.ts'
import type { Head } from '../historyHead.ts'
import { NEWEST, versionOf } from '../migrate.ts'

export interface CopyFacts {
  readonly head: Head
  readonly schema: number
  readonly counts: Omit<BackupCounts, 'rules'>
  /** Hashes of the originals that its sources need. */
  readonly originals: readonly string[]
}

/** A copy may be older than files that go along with questions. */
const hasAttachments = (db: ReadConnection): boolean => db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'attachment'").get() !== undefined

/** What is in a database, without looking at whether it is whole. */
export function factsOf(db: ReadConnection): CopyFacts {
  const count = (sql: string): number => Number(db.prepare(sql).pluck().get())
  return {
    head: lastHead(db),
    schema: versionOf(db),
    counts: {
      conversations: count('SELECT count(*) FROM conversation WHERE deleted_at IS NULL'),
      sources: count('SELECT count(*) FROM source WHERE deleted_at IS NULL AND replaced_by IS NULL'),
      notes: count('SELECT count(*) FROM note WHERE deleted_at IS NULL'),
      history: count('SELECT coalesce(max(seq), 0) FROM history'),
    },
    originals: db.prepare(hasAttachments(db) ? 'SELECT sha256 FROM source UNION SELECT sha256 FROM attachment ORDER BY sha256' : 'SELECT DISTINCT sha256 FROM source ORDER BY sha256').pluck().all() as string[],
  }
}

/** What is wrong with the database, as words; `undefined` when nothing is. `head` is what the history must end with, or at least hold. */
export function faultOf(db: ReadConnection, head: Head | 'damaged' | undefined, { past }: { past: boolean }): string | undefined {
  const said = (db.pragma('integrity_check(3)') as { integrity_check: string }[]).map((row) => row.integrity_check)
  if (said.length !== 1 || said[0] !== 'ok') return `the database is damaged: ${said.slice(0, 3).join('; ')}`
  const chain = verifyChain(db, head, { past })
  return chain.whole ? undefined : `the history is broken: ${chain.say ?? 'a row does not fit its hash'}`
}

/** Throws `backup.newer` or `backup.damaged`; what is thrown says why in words. */
export function verifyCopy(path: string, head: Head): CopyFacts {
  if (!existsSync(path)) throw new Problem('backup.damaged', 'it holds no database')
  let db: ReadConnection | undefined
  try {
    db = openReading(path)
    const schema = versionOf(db)
    if (schema > NEWEST) throw new Problem('backup.newer', `it has schema ${schema}, this app knows ${NEWEST}`)
    const fault = faultOf(db, head, { past: false })
    if (fault !== undefined) throw new Problem('backup.damaged', fault)
    return factsOf(db)
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('backup.damaged', 'its database cannot be read', error)
  } finally {
    db?.close()
  }
}
