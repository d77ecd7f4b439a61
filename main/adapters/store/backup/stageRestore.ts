/** Lays out what a restore would put in place, beside the workspace's own files and without touching them, and says what it would change. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { BackupCounts, BackupName, RestorePreview } from '../../../../shared/model/backup.ts'
import { Problem } from '../../../../shared/problem.ts'
import { openReading, type ReadConnection } from '../connections.ts'
import { HEAD_FILE } from '../historyHead.ts'
import { DATABASE_FILE, isContent, originalOf, rulesIn } from './contents.ts'
import { needRoom } from './diskRoom.ts'
import type { Tell } from './makeBackup.ts'
import { type BackupFacts, BACKUP_FORMAT, piecesFolder, readEntry, readFiles } from './manifest.ts'
import { eachPiece, openPieces, replaceDurably, writeDurably } from './pieces.ts'
import { writeOut } from './proveBackup.ts'
import { factsOf, verifyCopy } from './verifyCopy.ts'

/** In the workspace: what is laid out under an id, and what was decided and must happen before the database is opened again. */
const STAGED = '.restoring-'
export const READY = '.restore-ready'
const STAGED_ID = /^[0-9a-f]{32}$/
/** Written last: a folder without it is not whole. */
export const PLAN = 'plan.json'

/** What must be known to put the staged files in place. */
export const Plan = z.object({
  format: z.literal(1),
  at: z.string(),
  head: z.object({ count: z.int().nonnegative(), hash: z.string() }),
  rules: z.array(z.string()),
  /** The database of now cannot be backed up: it is put aside instead of being replaced. */
  putAside: z.boolean(),
})
export type Plan = z.infer<typeof Plan>

export interface StagedFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export function stagedFolder(workspace: string, id: string): string {
  if (!STAGED_ID.test(id)) throw new Problem('not-found')
  return join(workspace, `${STAGED}${id}`)
}

/** Takes away what was laid out and not used: one, or all. */
export function dropStaged(workspace: string, id?: string): void {
  if (id !== undefined) return rmSync(stagedFolder(workspace, id), { recursive: true, force: true })
  for (const name of existsSync(workspace) ? readdirSync(workspace) : []) if (name.startsWith(STAGED)) rmSync(join(workspace, name), { recursive: true, force: true })
}

function hashOf(path: string): string {
  const digest = createHash('sha256')
  eachPiece(path, (piece) => digest.update(piece))
  return digest.digest('hex')
}

/** An original that is in the workspace and still whole need not be laid out. */
export const isInPlace = (workspace: string, { path, sha256 }: Pick<StagedFile, 'path' | 'sha256'>): boolean =>
  originalOf(path) !== undefined && existsSync(join(workspace, path)) && hashOf(join(workspace, path)) === sha256

/** Throws `backup.newer` or `backup.damaged`: a format of later days, paths that belong to no workspace, one path twice, no database. */
export function checkContents(facts: BackupFacts, files: readonly StagedFile[]): void {
  if (facts.format > BACKUP_FORMAT) throw new Problem('backup.newer', `it has format ${facts.format}, this app knows ${BACKUP_FORMAT}`)
  const wrong = files.find(({ path, sha256 }) => !isContent(path) || (originalOf(path) ?? sha256) !== sha256)
  if (wrong) throw new Problem('backup.damaged', `it names a file that belongs to no workspace: ${JSON.stringify(wrong.path.slice(0, 100))}`)
  const paths = new Set(files.map(({ path }) => path))
  if (paths.size < files.length) throw new Problem('backup.damaged', 'it holds two files of one name')
  for (const needed of [DATABASE_FILE, HEAD_FILE]) if (!paths.has(needed)) throw new Problem('backup.damaged', `it holds no ${needed}`)
}

type Named = RestorePreview['goes'][number]

function namesIn(db: ReadConnection): Map<string, Named> {
  const rows = db
    .prepare(
      `SELECT 'conversation' AS noun, id, title AS name FROM conversation WHERE deleted_at IS NULL
       UNION ALL SELECT 'source', id, title FROM source WHERE deleted_at IS NULL AND replaced_by IS NULL
       UNION ALL SELECT 'note', id, statement FROM note WHERE deleted_at IS NULL`,
    )
    .all() as (Named & { id: string })[]
  return new Map(rows.map(({ id, noun, name }) => [id, { noun, name: name.slice(0, 200) }]))
}

interface Looked {
  readonly counts: BackupCounts
  readonly names: Map<string, Named>
}

function lookAt(folder: string): Looked {
  const db = openReading(join(folder, DATABASE_FILE))
  try {
    const rules = rulesIn(folder)
    const names = namesIn(db)
    for (const path of rules) names.set(`${path} ${hashOf(join(folder, path))}`, { noun: 'rule set', name: basename(path) })
    return { counts: { ...factsOf(db).counts, rules: rules.length }, names }
  } finally {
    db.close()
  }
}

/** `undefined` where there is no database, or none that can be read. */
function lookAtNow(workspace: string): Looked | undefined {
  try {
    return existsSync(join(workspace, DATABASE_FILE)) ? lookAt(workspace) : { counts: { conversations: 0, sources: 0, notes: 0, rules: rulesIn(workspace).length, history: 0 }, names: new Map() }
  } catch {
    return undefined
  }
}

const MOST_NAMES = 50
const missingIn = (from: Looked | undefined, other: Looked | undefined): Named[] => [...(from?.names ?? [])].filter(([id]) => !other?.names.has(id)).slice(0, MOST_NAMES).map(([, named]) => named)

/** Verifies what was laid out under `id`, writes the plan, and tells what would change. Throws `backup.newer`, `backup.damaged`. */
export function finishStaging(workspace: string, id: string, facts: BackupFacts): RestorePreview {
  const folder = stagedFolder(workspace, id)
  const { head } = verifyCopy(join(folder, DATABASE_FILE), facts.head)
  if (head.hash !== facts.head.hash) throw new Problem('backup.damaged', 'its database is of another moment than it says')
  // Opening it for a look has left these; they belong to no restore.
  for (const tail of ['-wal', '-shm']) rmSync(join(folder, `${DATABASE_FILE}${tail}`), { force: true })
  writeDurably(join(folder, HEAD_FILE), `${head.count} ${head.hash}\n`)
  const then = lookAt(folder)
  for (const tail of ['-wal', '-shm']) rmSync(join(folder, `${DATABASE_FILE}${tail}`), { force: true })
  const now = lookAtNow(workspace)
  const plan: Plan = { format: 1, at: facts.at, head, rules: rulesIn(folder).map((path) => basename(path)), putAside: now === undefined }
  replaceDurably(join(folder, PLAN), JSON.stringify(plan))
  return { staged: id, at: facts.at, then: then.counts, ...(now ? { now: now.counts } : {}), goes: missingIn(now, then), comes: missingIn(then, now) }
}

/** Lays out a backup of the workspace's own folder. Throws `not-found`, `backup.*`, `disk.full`; nothing is left then. */
export function stageOwn(workspace: string, name: BackupName, id: string, tell: Tell): RestorePreview {
  const files = readFiles(workspace, name)
  const entry = readEntry(workspace, name)
  if (!entry) throw new Problem('backup.damaged', 'what is written of it cannot be read')
  checkContents(entry, files)
  const folder = stagedFolder(workspace, id)
  const wanted = files.filter((file) => !isInPlace(workspace, file))
  const total = wanted.reduce((sum, { bytes }) => sum + bytes, 1)
  needRoom(workspace, total)
  try {
    mkdirSync(folder, { mode: 0o700 })
    const pieces = openPieces(piecesFolder(workspace))
    let done = 0
    for (const file of wanted) writeOut(pieces, file, join(folder, file.path), (bytes) => tell('Laying it out', (0.8 * (done += bytes)) / total))
    return finishStaging(workspace, id, entry)
  } catch (error) {
    dropStaged(workspace, id)
    throw error
  }
}

export const readPlan = (folder: string): Plan => Plan.parse(JSON.parse(readFileSync(join(folder, PLAN), 'utf8')))
