/** The `Backups` port on the workspace's folder: one job at a time, each in a thread of its own that is gone afterwards. */
import { randomBytes } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { BackupState } from '../../../../shared/model/backup.ts'
import { Problem } from '../../../../shared/problem.ts'
import type { Backups, BackupWork } from '../../../core/ports.ts'
import { asStoreProblem } from '../storeProblem.ts'
import type { BackupJob, BackupReply, BackupResults } from './backupWorker.ts'
import { decideRestore } from './finishRestore.ts'
import { dropUnusedPieces, sweepBackups } from './makeBackup.ts'
import { backupNames, backupsFolder, dropEntry, piecesFolder, readCheck, readEntry } from './manifest.ts'
import { openPieces } from './pieces.ts'
import { dropStaged } from './stageRestore.ts'

type Job<K extends BackupJob['kind']> = Omit<Extract<BackupJob, { kind: K }>, 'workspace'>

/** Backups of this folder as they stand; needs no lock and makes nothing. */
export function readBackupState(workspace: string): Omit<BackupState, 'bytes'> {
  const backups = backupNames(workspace).flatMap((name) => readEntry(workspace, name)?.backup ?? [])
  const lastProven = backups.map(({ proven }) => proven ?? '').sort().at(-1)
  const check = readCheck(workspace)
  return { backups, folder: backupsFolder(workspace), ...(lastProven ? { lastProven } : {}), ...(check ? { check } : {}) }
}

/** Bytes that all backups of this folder take together: each piece is looked at. */
export const sizeOfBackups = (workspace: string): number => openPieces(piecesFolder(workspace)).size()

export interface BackupsOptions {
  readonly workspace: string
  readonly app: string
  /** Called when a check finds that the database must not be written to any more. */
  readonly onDamage?: (say: string) => void
}

/** The caller holds the workspace's lock. */
export function createBackups({ workspace, app, onDamage }: BackupsOptions): Backups {
  let last: Promise<unknown> = Promise.resolve()
  const running = new Set<Worker>()
  let closed = false

  const work = <K extends BackupJob['kind']>(job: Job<K>, { tell, signal }: BackupWork): Promise<BackupResults[K]> =>
    new Promise((resolve, reject) => {
      if (closed || signal?.aborted) return reject(new Problem('cancelled'))
      const worker = new Worker(new URL('./backupWorker.ts', import.meta.url), { workerData: { ...job, workspace }, name: 'backup' })
      running.add(worker)
      let settled = false
      const settle = (end: () => void): void => {
        if (settled) return
        settled = true
        signal?.removeEventListener('abort', abort)
        // The next job begins when this thread has let go of every file.
        void worker.terminate().finally(() => {
          running.delete(worker)
          end()
        })
      }
      const abort = (): void => settle(() => reject(new Problem('cancelled')))
      signal?.addEventListener('abort', abort, { once: true })
      worker.on('message', (reply: BackupReply) => {
        if (reply.kind === 'progress') tell?.({ kind: 'progress', doing: reply.doing, fraction: reply.fraction })
        else if (reply.kind === 'done') settle(() => resolve(reply.result as BackupResults[K]))
        else if (reply.kind === 'problem') settle(() => reject(new Problem(reply.problem.code, reply.problem.detail)))
        else settle(() => reject(new Error(reply.message)))
      })
      worker.on('error', (error) => settle(() => reject(error)))
      worker.on('exit', () => settle(() => reject(new Problem('cancelled'))))
    })
  const run = <K extends BackupJob['kind']>(job: Job<K>, how: BackupWork): Promise<BackupResults[K]> => {
    const mine = last.then(() => work(job, how))
    last = mine.catch(() => undefined)
    return mine
  }
  // Sizes change with the backups that there are; looking at every piece each time would keep others waiting.
  let sized: { names: string; bytes: number } | undefined
  const freshId = (): string => randomBytes(16).toString('hex')

  return {
    state: () => readBackupState(workspace),
    bytes: () => {
      const names = backupNames(workspace).join()
      if (sized?.names !== names) sized = { names, bytes: sizeOfBackups(workspace) }
      return sized.bytes
    },
    make: (reason, now, how) => run<'make'>({ kind: 'make', reason, app, now: now.toISOString() }, how),
    writeFile: async (name, to, passphrase, how) => run<'write'>({ kind: 'write', name, to, passphrase }, how),
    stage: (name, how) => run<'stage'>({ kind: 'stage', name, id: freshId() }, how),
    stageFile: (path, passphrase, how) => run<'stage-file'>({ kind: 'stage-file', path, passphrase, id: freshId() }, how),
    dropStaged: (id) => dropStaged(workspace, id),
    decide: (id) => asStoreProblem(() => decideRestore(workspace, id)),
    remove: (name) => {
      if (!backupNames(workspace).includes(name)) throw new Problem('not-found', name)
      dropEntry(workspace, name)
      void (last = last.then(() => dropUnusedPieces(workspace)))
    },
    check: async (now, how) => {
      const check = await run<'check'>({ kind: 'check', now: now.toISOString() }, how)
      if (check.damaged) onDamage?.(check.say)
      return check
    },
    sweep: () => {
      sweepBackups(workspace)
      dropStaged(workspace)
    },
    close: async () => {
      closed = true
      await Promise.all([...running].map((worker) => worker.terminate()))
      await last
    },
  }
}
