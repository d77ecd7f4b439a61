/** What the folder of backups says of each: a short `NAME.json` for lists, and a long `NAME.files` with every file's pieces. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Backup, BackupCounts, BackupName, FullCheck } from '../../../../shared/model/backup.ts'
import { Problem } from '../../../../shared/problem.ts'
import { BACKUPS } from '../migrate.ts'
import { type PiecedFile, replaceDurably } from './pieces.ts'

/** The format that this app writes; a later one is refused in words. */
export const BACKUP_FORMAT = 1

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** What a backup is of, wherever it is kept: in the folder of backups or in a file. */
export const BackupFacts = z.object({
  format: z.int(),
  app: z.string().max(100),
  at: z.iso.datetime(),
  schema: z.int().nonnegative(),
  head: z.object({ count: z.int().nonnegative(), hash }),
  counts: BackupCounts,
})
export type BackupFacts = z.infer<typeof BackupFacts>

const Entry = BackupFacts.extend({ backup: Backup })
const Files = z.array(z.object({ path: z.string(), bytes: z.int().nonnegative(), sha256: hash, pieces: z.array(hash) }))

export const backupsFolder = (workspace: string): string => join(workspace, BACKUPS)
export const piecesFolder = (workspace: string): string => join(backupsFolder(workspace), 'pieces')
const factsPath = (workspace: string, name: BackupName): string => join(backupsFolder(workspace), `${name}.json`)
const filesPath = (workspace: string, name: BackupName): string => join(backupsFolder(workspace), `${name}.files`)
const checkPath = (workspace: string): string => join(backupsFolder(workspace), 'check.json')

/** `2026-11-23T21:05:09.123Z` as the name of a backup that is not there yet. */
export function freshName(workspace: string, now: Date): BackupName {
  const name = `${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z`
  for (let n = 1; ; n++) {
    const fresh = n === 1 ? name : `${name}-${n}`
    if (!existsSync(factsPath(workspace, fresh))) return fresh
  }
}

/** Names of what is there, newest first. */
export function backupNames(workspace: string): BackupName[] {
  const folder = backupsFolder(workspace)
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)) : []
  return names.filter((name) => BackupName.safeParse(name).success).sort().reverse()
}

/** `undefined` where what is written of it cannot be read. */
export function readEntry(workspace: string, name: BackupName): z.infer<typeof Entry> | undefined {
  try {
    return Entry.parse(JSON.parse(readFileSync(factsPath(workspace, name), 'utf8')))
  } catch {
    return undefined
  }
}

/** Throws `not-found` or `backup.damaged`. */
export function readFiles(workspace: string, name: BackupName): PiecedFile[] {
  if (!BackupName.safeParse(name).success || !existsSync(factsPath(workspace, name))) throw new Problem('not-found', name)
  try {
    return Files.parse(JSON.parse(readFileSync(filesPath(workspace, name), 'utf8')))
  } catch (error) {
    throw new Problem('backup.damaged', `the list of its files cannot be read`, error)
  }
}

/** The list of files is written first: a backup is there once its facts are. */
export function writeEntry(workspace: string, facts: BackupFacts, backup: Backup, files?: readonly PiecedFile[]): void {
  mkdirSync(backupsFolder(workspace), { recursive: true, mode: 0o700 })
  if (files) replaceDurably(filesPath(workspace, backup.name), JSON.stringify(files))
  replaceDurably(factsPath(workspace, backup.name), JSON.stringify({ ...facts, backup }))
}

export function dropEntry(workspace: string, name: BackupName): void {
  rmSync(factsPath(workspace, name), { force: true })
  rmSync(filesPath(workspace, name), { force: true })
}

export function readCheck(workspace: string): FullCheck | undefined {
  try {
    return FullCheck.parse(JSON.parse(readFileSync(checkPath(workspace), 'utf8')))
  } catch {
    return undefined
  }
}

/** After a restore the database is another one. */
export const dropCheck = (workspace: string): void => rmSync(checkPath(workspace), { force: true })

export const writeCheck = (workspace: string, check: FullCheck): void => replaceDurably(checkPath(workspace), JSON.stringify(check))
