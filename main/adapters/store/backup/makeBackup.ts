/** Makes a backup beside a running core: a snapshot of the database in small steps, cut into pieces with everything that belongs to it, then proven by a restore. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import type { Backup, BackupReason } from '../../../../shared/model/backup.ts'
import { openReading, type ReadConnection } from '../connections.ts'
import { HEAD_FILE } from '../historyHead.ts'
import { DATABASE_FILE, originalOf, smallFilesIn, SOURCES_FOLDER } from './contents.ts'
import { needRoom } from './diskRoom.ts'
import { BACKUP_FORMAT, type BackupFacts, backupNames, backupsFolder, dropEntry, freshName, piecesFolder, readEntry, readFiles, writeEntry } from './manifest.ts'
import { openPieces, type PiecedFile, type Pieces, writeDurably } from './pieces.ts'
import { proveBackup } from './proveBackup.ts'
import { toDrop } from './rotate.ts'
import { type CopyFacts, factsOf } from './verifyCopy.ts'

export type Tell = (doing: string, fraction: number) => void

/** Pages of one step of the snapshot: with pages of 4 KB about a millisecond. */
const STEP = 64
/** Where a backup is under way; what a killed one left there is swept. */
const MAKING = '.making'

export interface MakeOptions {
  readonly workspace: string
  readonly reason: BackupReason
  readonly app: string
  readonly now: Date
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** What killed runs left behind in the folder of backups. Only called while no other backup is under way. */
export function sweepBackups(workspace: string): void {
  const folder = backupsFolder(workspace)
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (name.startsWith('.') || name.endsWith('.new')) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** A copy of one moment, while others go on writing: the reading transaction holds the moment, and readers keep no writer waiting in a write-ahead log. */
async function takeSnapshot(workspace: string, to: string, tell: Tell): Promise<CopyFacts> {
  const db = openReading(join(workspace, DATABASE_FILE)) as ReadConnection & Pick<Database.Database, 'exec' | 'backup'>
  try {
    db.exec('BEGIN')
    const facts = factsOf(db)
    await db.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        tell('Copying the database', totalPages === 0 ? 0 : 1 - remainingPages / totalPages)
        return STEP
      },
    })
    db.exec('COMMIT')
    return facts
  } finally {
    db.close()
  }
}

/** Whether the newest backup holds the same history, rules and settings. */
function unchangedSince(workspace: string, facts: CopyFacts): boolean {
  const [name] = backupNames(workspace)
  const entry = name === undefined ? undefined : readEntry(workspace, name)
  if (name === undefined || !entry || entry.backup.fault !== undefined || entry.backup.proven === undefined) return false
  if (entry.head.hash !== facts.head.hash || entry.head.count !== facts.head.count || entry.schema !== facts.schema) return false
  const kept = new Map(readFiles(workspace, name).filter(({ path }) => path !== DATABASE_FILE && path !== HEAD_FILE && originalOf(path) === undefined).map(({ path, sha256 }) => [path, sha256]))
  const now = smallFilesIn(workspace)
  return now.length === kept.size && now.every((path) => kept.get(path) === createHash('sha256').update(readFileSync(join(workspace, path))).digest('hex'))
}

function readFacts(workspace: string): CopyFacts {
  const db = openReading(join(workspace, DATABASE_FILE))
  try {
    return factsOf(db)
  } finally {
    db.close()
  }
}

/** Originals never change under their hash: those of the backup before are taken over without being read again. Lost or damaged ones too, which is how a restore heals them. */
function keepOriginals(workspace: string, hashes: readonly string[], pieces: Pieces, onBytes: (bytes: number) => void): { files: PiecedFile[]; lost: number; fresh: PiecedFile[] } {
  const before = new Map(backupNames(workspace).slice(0, 3).flatMap((name) => readFilesOrNone(workspace, name)).map((file) => [file.path, file]))
  const files: PiecedFile[] = []
  const fresh: PiecedFile[] = []
  let lost = 0
  for (const hash of hashes) {
    const path = `${SOURCES_FOLDER}/${hash}`
    const known = before.get(path)
    if (known && known.pieces.every(pieces.has)) {
      files.push(known)
      onBytes(known.bytes)
      continue
    }
    const place = join(workspace, path)
    const file = existsSync(place) ? pieces.keep(place, path, onBytes) : undefined
    if (file?.sha256 === hash) {
      files.push(file)
      fresh.push(file)
    } else lost += 1
  }
  return { files, lost, fresh }
}

function readFilesOrNone(workspace: string, name: string): PiecedFile[] {
  try {
    return readFiles(workspace, name)
  } catch {
    return []
  }
}

/** Removes what has had its time, and the pieces that nobody needs any more. */
function rotate(workspace: string, now: Date): void {
  const entries = backupNames(workspace).flatMap((name) => readEntry(workspace, name)?.backup ?? [])
  const dropped = toDrop(entries, now)
  for (const name of dropped) dropEntry(workspace, name)
  dropUnusedPieces(workspace)
}

/** A backup whose list cannot be read may need any piece: then none is dropped. */
export function dropUnusedPieces(workspace: string): void {
  try {
    const used = new Set(backupNames(workspace).flatMap((name) => readFiles(workspace, name)).flatMap(({ pieces }) => pieces))
    openPieces(piecesFolder(workspace)).dropAllBut(used)
  } catch {
    // It is told by the full check, which reads every list.
  }
}

/**
 * Returns what was made, or `undefined` when it was only due by the hour and nothing has changed since the last one.
 * Throws `disk.full`, `disk.read-only` or `workspace.corrupt`; what was begun is then taken away.
 */
export async function makeBackup({ workspace, reason, app, now }: MakeOptions, tell: Tell): Promise<Backup | undefined> {
  if (reason === 'hourly' && unchangedSince(workspace, readFacts(workspace))) {
    rotate(workspace, now)
    return undefined
  }
  sweepBackups(workspace)
  const making = join(backupsFolder(workspace), MAKING)
  // The snapshot, its pieces, and the copy that proves them.
  const database = sizeOf(join(workspace, DATABASE_FILE)) + sizeOf(join(workspace, `${DATABASE_FILE}-wal`))
  needRoom(workspace, 3 * database)
  mkdirSync(making, { recursive: true, mode: 0o700 })
  try {
    const snapshot = join(making, DATABASE_FILE)
    const facts = await takeSnapshot(workspace, snapshot, (doing, fraction) => tell(doing, 0.3 * fraction))
    const small = smallFilesIn(workspace)
    const pieces = openPieces(piecesFolder(workspace))
    const originals = facts.originals.map((hash) => sizeOf(join(workspace, SOURCES_FOLDER, hash)))
    const total = sizeOf(snapshot) + originals.reduce((sum, bytes) => sum + bytes, 0) + 1
    let done = 0
    const onBytes = (bytes: number): void => tell('Keeping what is new', 0.3 + 0.4 * Math.min(1, (done += bytes) / total))
    writeDurably(join(making, HEAD_FILE), `${facts.head.count} ${facts.head.hash}\n`)
    const files = [
      pieces.keep(snapshot, DATABASE_FILE, onBytes),
      pieces.keep(join(making, HEAD_FILE), HEAD_FILE, onBytes),
      ...small.map((path) => pieces.keep(join(workspace, path), path, onBytes)),
    ]
    rmSync(making, { recursive: true, force: true })
    const { files: kept, lost, fresh } = keepOriginals(workspace, facts.originals, pieces, onBytes)
    const all = [...files, ...kept]
    const name = freshName(workspace, now)
    const about: BackupFacts = { format: BACKUP_FORMAT, app, at: now.toISOString(), schema: facts.schema, head: facts.head, counts: { ...facts.counts, rules: small.filter((path) => path.endsWith('.rules')).length } }
    const made: Backup = { name, at: about.at, reason, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0), counts: about.counts }
    writeEntry(workspace, about, made, all)
    const fault = proveBackup(workspace, about, files, fresh, (fraction) => tell('Proving it by a restore', 0.7 + 0.3 * fraction))
    const said = fault ?? (lost === 0 ? undefined : `${lost} original${lost === 1 ? '' : 's'} of its sources ${lost === 1 ? 'is' : 'are'} missing from the workspace`)
    const proven: Backup = fault === undefined ? { ...made, proven: new Date().toISOString(), ...(said === undefined ? {} : { fault: said }) } : { ...made, fault }
    writeEntry(workspace, about, proven)
    rotate(workspace, now)
    return proven
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    dropUnusedPieces(workspace)
    throw error
  }
}
