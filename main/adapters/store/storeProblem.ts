/** What SQLite and the file system say, as a problem the person can act on; anything unexpected is passed on as it is. */
import { Problem, type ProblemCode } from '../../../shared/problem.ts'

const byCode: readonly [prefix: string, code: ProblemCode][] = [
  ['SQLITE_FULL', 'disk.full'],
  ['ENOSPC', 'disk.full'],
  ['EDQUOT', 'disk.full'],
  ['SQLITE_READONLY', 'disk.read-only'],
  ['SQLITE_CANTOPEN', 'disk.read-only'],
  ['SQLITE_PERM', 'disk.read-only'],
  ['EROFS', 'disk.read-only'],
  ['EACCES', 'disk.read-only'],
  ['EPERM', 'disk.read-only'],
  ['ENOTDIR', 'disk.read-only'],
  ['EEXIST', 'disk.read-only'],
  ['SQLITE_CORRUPT', 'workspace.corrupt'],
  ['SQLITE_NOTADB', 'workspace.corrupt'],
  ['SQLITE_BUSY', 'busy'],
]

/** `detail` names the folder or file where that helps. */
export function toStoreProblem(error: unknown, detail?: string): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  const found = byCode.find(([prefix]) => code.startsWith(prefix))
  return found ? new Problem(found[1], detail ?? error.message, error) : error
}

/** Runs `work`; an expected failure of the disk or the database leaves as a `Problem`. */
export function asStoreProblem<T>(work: () => T, detail?: string): T {
  try {
    return work()
  } catch (error) {
    throw toStoreProblem(error, detail)
  }
}
