/**
 * Puts a staged restore in place. Deciding it is one rename; from then on it is finished by whoever opens the workspace next,
 * however often that is cut off: every step can be done twice.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem } from '../../../../shared/problem.ts'
import { HEAD_FILE } from '../historyHead.ts'
import { BACKUPS } from '../migrate.ts'
import { CONFIG_FILE, DATABASE_FILE, RULES_FOLDER, rulesIn, SOURCES_FOLDER } from './contents.ts'
import { dropCheck } from './manifest.ts'
import { syncFolder } from './pieces.ts'
import { PLAN, type Plan, readPlan, READY, stagedFolder } from './stageRestore.ts'

/** A database that could not be backed up is kept in a folder of this name and the time of the backup. */
export const PUT_ASIDE = 'replaced-'

/** From now on the workspace is the staged one, as soon as it is opened again. Throws `not-found` where nothing is staged under `id`. */
export function decideRestore(workspace: string, id: string): void {
  const folder = stagedFolder(workspace, id)
  if (!existsSync(join(folder, PLAN))) throw new Problem('not-found')
  if (existsSync(join(workspace, READY))) throw new Problem('busy', 'another restore is waiting for a restart')
  renameSync(folder, join(workspace, READY))
  syncFolder(workspace)
}

export const isRestoreDecided = (workspace: string): boolean => existsSync(join(workspace, READY, PLAN))

function moveInto(from: string, to: string): void {
  if (!existsSync(from)) return
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  renameSync(from, to)
}

/**
 * Finishes a decided restore and returns its plan; `undefined` when there is none. The caller holds the workspace's lock.
 * Throws what the file system says.
 */
export function finishRestore(workspace: string): Plan | undefined {
  const ready = join(workspace, READY)
  if (!existsSync(ready)) return undefined
  // The plan is removed last: without it everything is in place already.
  if (!existsSync(join(ready, PLAN))) {
    rmSync(ready, { recursive: true, force: true })
    return undefined
  }
  const plan = readPlan(ready)
  const aside = join(workspace, BACKUPS, `${PUT_ASIDE}${plan.at.slice(0, 19).replaceAll(':', '-')}`)
  const replaced = (path: string): void => (plan.putAside ? moveInto(join(workspace, path), join(aside, path)) : rmSync(join(workspace, path), { force: true }))

  for (const name of existsSync(join(ready, SOURCES_FOLDER)) ? readdirSync(join(ready, SOURCES_FOLDER)) : []) moveInto(join(ready, SOURCES_FOLDER, name), join(workspace, SOURCES_FOLDER, name))
  // The log of the old database must be gone before the new one stands in its place, or SQLite would play it into it.
  if (existsSync(join(ready, DATABASE_FILE))) {
    for (const tail of ['-wal', '-shm', '']) replaced(`${DATABASE_FILE}${tail}`)
    syncFolder(workspace)
    moveInto(join(ready, DATABASE_FILE), join(workspace, DATABASE_FILE))
  }
  if (existsSync(join(ready, HEAD_FILE))) {
    replaced(HEAD_FILE)
    moveInto(join(ready, HEAD_FILE), join(workspace, HEAD_FILE))
  }
  moveInto(join(ready, CONFIG_FILE), join(workspace, CONFIG_FILE))
  for (const path of rulesIn(workspace)) if (!plan.rules.includes(path.slice(RULES_FOLDER.length + 1))) replaced(path)
  for (const name of plan.rules) moveInto(join(ready, RULES_FOLDER, name), join(workspace, RULES_FOLDER, name))
  dropCheck(workspace)
  syncFolder(workspace)
  rmSync(join(ready, PLAN), { force: true })
  rmSync(ready, { recursive: true, force: true })
  return plan
}
