/** The thread in which backups are made, proven, packed and laid out: it reads the workspace's database and never writes to it, and may be ended at any moment. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Backup, BackupName, BackupReason, FullCheck, RestorePreview } from '../../../../shared/model/backup.ts'
import { Problem, type ProblemShape } from '../../../../shared/problem.ts'
import { toStoreProblem } from '../storeProblem.ts'
import { stageFile, writeBackupFile } from './backupFile.ts'
import { fullCheck } from './fullCheck.ts'
import { makeBackup, type Tell } from './makeBackup.ts'
import { stageOwn } from './stageRestore.ts'

export type BackupJob = { readonly workspace: string } & (
  | { readonly kind: 'make'; readonly reason: BackupReason; readonly app: string; readonly now: string }
  | { readonly kind: 'write'; readonly name: BackupName; readonly to: string; readonly passphrase: string | undefined }
  | { readonly kind: 'stage'; readonly name: BackupName; readonly id: string }
  | { readonly kind: 'stage-file'; readonly path: string; readonly passphrase: string | undefined; readonly id: string }
  | { readonly kind: 'check'; readonly now: string }
)
/** What each kind of job comes to. */
export interface BackupResults {
  make: Backup | undefined
  write: undefined
  stage: RestorePreview
  'stage-file': RestorePreview
  check: FullCheck
}

export type BackupReply =
  | { readonly kind: 'progress'; readonly doing: string; readonly fraction: number }
  | { readonly kind: 'done'; readonly result: BackupResults[keyof BackupResults] }
  | { readonly kind: 'problem'; readonly problem: ProblemShape }
  | { readonly kind: 'fault'; readonly message: string }

const job = workerData as BackupJob
const reply = (message: BackupReply): void => parentPort?.postMessage(message)

/** Milliseconds between two reports of progress: a screen needs no more. */
const REPORT = 100
let reported = -REPORT
const tell: Tell = (doing, fraction) => {
  const now = performance.now()
  if (now - reported < REPORT) return
  reported = now
  reply({ kind: 'progress', doing, fraction: Math.min(1, fraction) })
}

function run(): Promise<BackupResults[keyof BackupResults]> {
  const { workspace } = job
  switch (job.kind) {
    case 'make':
      return makeBackup({ workspace, reason: job.reason, app: job.app, now: new Date(job.now) }, tell)
    case 'write':
      return writeBackupFile(workspace, job.name, job.to, job.passphrase, tell).then(() => undefined)
    case 'stage':
      return Promise.resolve(stageOwn(workspace, job.name, job.id, tell))
    case 'stage-file':
      return stageFile(workspace, job.path, job.passphrase, job.id, tell)
    case 'check':
      return Promise.resolve(fullCheck(workspace, new Date(job.now), tell))
  }
}

try {
  reply({ kind: 'done', result: await run() })
} catch (error) {
  const known = toStoreProblem(error)
  if (known instanceof Problem) reply({ kind: 'problem', problem: known.toShape() })
  else reply({ kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
