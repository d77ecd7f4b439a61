/** Looks at a database before anything is written to it: damaged or newer ones are refused and left as they are. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { Problem } from '../../../shared/problem.ts'
import { openReading, type ReadConnection } from './connections.ts'
import { NEWEST, versionOf } from './migrate.ts'
import { toStoreProblem } from './storeProblem.ts'

const MAGIC = 'SQLite format 3\0'
/** Bytes up to which the whole database is checked at every start; larger ones only in the parts that every start reads. */
const WHOLE_CHECK = 16 * 1024 * 1024

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0)

function beginsAsDatabase(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const start = Buffer.alloc(MAGIC.length)
    return readSync(file, start, 0, start.length, 0) === start.length && start.toString('latin1') === MAGIC
  } finally {
    closeSync(file)
  }
}

function damageIn(db: ReadConnection, bytes: number, whole: boolean): string | undefined {
  const checks = whole || bytes <= WHOLE_CHECK ? ['quick_check(1)'] : ["quick_check('conversation')", "quick_check('turn')", "quick_check('source')", "quick_check('settings')"]
  for (const check of checks) {
    const said = String(db.pragma(check, { simple: true }))
    if (said !== 'ok') return said.replace(/\s+/g, ' ').replace(/^\*+ in database main \*+ /, '')
  }
  return undefined
}

/** `whole`: damage was found before, so all of it is looked at, however large it is. Throws `workspace.corrupt` or `workspace.newer`. Returns false where there is no database yet. */
export function inspectDatabase(path: string, whole = false): boolean {
  const bytes = sizeOf(path)
  if (bytes === 0) {
    // SQLite would throw the log away together with an empty main file, and with it what was saved.
    if (sizeOf(`${path}-wal`) > 0) throw new Problem('workspace.corrupt', `${path} is empty`)
    return false
  }
  let db: ReadConnection | undefined
  try {
    if (!beginsAsDatabase(path)) throw new Problem('workspace.corrupt', `${path} is not a database`)
    db = openReading(path)
    const version = versionOf(db)
    if (version > NEWEST) throw new Problem('workspace.newer', `${path} has schema ${version}, this app knows ${NEWEST}`)
    const damage = version === 0 ? undefined : damageIn(db, bytes, whole)
    if (damage !== undefined) throw new Problem('workspace.corrupt', `${path}: ${damage}`)
    return true
  } catch (error) {
    throw toStoreProblem(error, path)
  } finally {
    db?.close()
  }
}
