/** Backups, restores and the head of the history, as the contract offers them. Long work is a stream: leaving it stops the work. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Backup, BackupName, BackupProgress, BackupState, FullCheck, RestorePreview } from '../model/backup.ts'
import { LogReport } from '../model/history.ts'
import { UploadId } from '../model/ids.ts'
import { ProblemShape } from '../problem.ts'

const procedure = oc.errors({ PROBLEM: { data: ProblemShape } })
const none = z.object({})

/** Bytes of a backup in a file that is handed over: what is larger does not fit on the disks this runs on. */
export const MAX_BACKUP = 200 * 1024 ** 3

const Passphrase = z.string().min(1).max(1000)
const withProgress = <T extends z.ZodType<{ kind: string }>>(last: T) => eventIterator(z.union([BackupProgress, last]))

export const backupContract = {
  backup: {
    state: procedure.input(none).output(BackupState.extend({ trouble: z.string().optional() })),
    make: procedure.input(none).output(withProgress(z.object({ kind: z.literal('made'), backup: Backup }))),
    /** The backup as one file, in pieces of base64 and in order; sealed where a passphrase is given. */
    file: procedure
      .input(z.object({ name: BackupName, passphrase: Passphrase.optional() }))
      .output(withProgress(z.union([z.object({ kind: z.literal('piece'), base64: z.string() }), z.object({ kind: z.literal('file'), name: z.string() })]))),
    /** Lays a backup out beside the workspace's files and tells what it would change; nothing has happened yet. One of our own, or a file that was uploaded. */
    stage: procedure
      .input(z.union([z.object({ name: BackupName }), z.object({ upload: UploadId, passphrase: Passphrase.optional() })]))
      .output(withProgress(z.object({ kind: z.literal('staged'), preview: RestorePreview }))),
    drop: procedure.input(z.object({ staged: z.string() })).output(none),
    /** Backs up what is here, decides the staged restore, and ends with the core, which starts again on the restored workspace. */
    restore: procedure.input(z.object({ staged: z.string() })).output(withProgress(z.object({ kind: z.literal('restarting') }))),
    remove: procedure.input(z.object({ name: BackupName })).output(none),
    /** Database, history, originals and newest backup, all of them. */
    check: procedure.input(none).output(withProgress(z.object({ kind: z.literal('checked'), check: FullCheck }))),
  },
  log: {
    verify: procedure.input(none).output(LogReport),
    /** The person says that the history is right as it stands, although its head outside the database was missing. */
    anchor: procedure.input(none).output(LogReport),
  },
}
