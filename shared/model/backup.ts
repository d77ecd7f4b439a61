/** What is said of a backup, of a restore before it happens, and of the health of the workspace's files. */
import { z } from 'zod'

/** The moment it was taken, as a name that is also a file name: `2026-11-23T21-05-09Z`. */
export const BackupName = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d{1,3})?$/)
export type BackupName = z.infer<typeof BackupName>

export const BackupReason = z.enum(['hourly', 'by-hand', 'before-restore'])
export type BackupReason = z.infer<typeof BackupReason>

export const BackupCounts = z.object({ conversations: z.int(), sources: z.int(), notes: z.int(), rules: z.int(), history: z.int() })
export type BackupCounts = z.infer<typeof BackupCounts>

export const Backup = z.object({
  name: BackupName,
  at: z.string(),
  reason: BackupReason,
  /** Of the files that it would bring back. */
  bytes: z.int().nonnegative(),
  counts: BackupCounts,
  /** When it was restored into a temporary place and found whole. */
  proven: z.string().optional(),
  /** Why it is not to be trusted, in words. */
  fault: z.string().optional(),
})
export type Backup = z.infer<typeof Backup>

/** The full check of the database, the history, the originals and the newest backup. */
export const FullCheck = z.object({
  at: z.string(),
  ok: z.boolean(),
  say: z.string(),
  /** The database itself: it must not be written to any more. */
  damaged: z.boolean().optional(),
})
export type FullCheck = z.infer<typeof FullCheck>

export const BackupState = z.object({
  backups: z.array(Backup),
  folder: z.string(),
  /** Bytes that all backups take together. */
  bytes: z.int().nonnegative(),
  /** The last time a backup was restored into a temporary place and found whole. */
  lastProven: z.string().optional(),
  check: FullCheck.optional(),
})
export type BackupState = z.infer<typeof BackupState>

/** What a restore would change: nothing has happened yet. */
export const RestorePreview = z.object({
  staged: z.string().regex(/^[0-9a-f]{32}$/),
  at: z.string(),
  then: BackupCounts,
  /** Absent where the database of now cannot be read. */
  now: BackupCounts.optional(),
  /** Names of what is here now and is not in the backup, and the other way round; at most 50 each. */
  goes: z.array(z.object({ noun: z.enum(['conversation', 'source', 'note', 'rule set']), name: z.string() })),
  comes: z.array(z.object({ noun: z.enum(['conversation', 'source', 'note', 'rule set']), name: z.string() })),
})
export type RestorePreview = z.infer<typeof RestorePreview>

/** Long work on a backup as it goes on: `fraction` from 0 to 1, or how it ended. */
export const BackupProgress = z.object({ kind: z.literal('progress'), doing: z.string(), fraction: z.number() })
export type BackupProgress = z.infer<typeof BackupProgress>
