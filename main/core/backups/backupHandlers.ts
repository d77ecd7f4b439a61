/** Backups and restores as the contract offers them, and the head of the history. */
import type { BackupName } from '../../../shared/model/backup.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Changes } from '../changes.ts'
import type { Implementer } from '../edge.ts'
import type { Ports } from '../ports.ts'
import type { Imports } from '../sources/imports.ts'
import type { BackupSchedule } from './backupSchedule.ts'
import { followWork } from './followWork.ts'

type BackupPorts = Pick<Ports, 'backups' | 'clock' | 'store' | 'files' | 'log' | 'restart' | 'about'>

/** Milliseconds from the decision to the restart. */
const FAREWELL = 250

const fileName = (name: BackupName, sealed: boolean): string => `plumbline-${name}.tar.gz${sealed ? '.age' : ''}`

export function backupHandlers(os: Implementer, ports: BackupPorts, changes: Changes, imports: Imports, schedule: BackupSchedule) {
  const { backups, clock, store, files, log, restart, about } = ports
  const report = () => store.read.verifyHistory()
  return {
    backup: {
      state: os.backup.state.handler(() => {
        const trouble = schedule.trouble()
        return { ...backups.state(), bytes: backups.bytes(), ...(trouble === undefined ? {} : { trouble }) }
      }),
      make: os.backup.make.handler(({ signal }) =>
        followWork<{ kind: 'made'; backup: NonNullable<Awaited<ReturnType<typeof backups.make>>> }>(signal, async (how, push) => {
          if (about.damage !== undefined) throw new Problem('workspace.corrupt')
          const backup = await backups.make('by-hand', clock.now(), how)
          changes.tell('backups')
          if (backup) push({ kind: 'made', backup })
        }),
      ),
      file: os.backup.file.handler(async function* ({ input: { name, passphrase }, signal }) {
        const { path } = await files.beginUpload(name)
        try {
          yield* followWork<never>(signal, (how) => backups.writeFile(name, path, passphrase, how))
          for await (const base64 of files.readUpload(path)) yield { kind: 'piece' as const, base64 }
          yield { kind: 'file' as const, name: fileName(name, passphrase !== undefined) }
        } finally {
          await files.dropUpload(path)
        }
      }),
      stage: os.backup.stage.handler(({ input, signal }) =>
        followWork<{ kind: 'staged'; preview: Awaited<ReturnType<typeof backups.stage>> }>(signal, async (how, push) => {
          if ('name' in input) return push({ kind: 'staged', preview: await backups.stage(input.name, how) })
          const { path } = imports.uploaded(input.upload)
          // A wrong passphrase may be put right: the file stays until it was opened, or the core ends.
          push({ kind: 'staged', preview: await backups.stageFile(path, input.passphrase, how) })
          await imports.dropUpload(input.upload)
        }),
      ),
      drop: os.backup.drop.handler(({ input }) => {
        backups.dropStaged(input.staged)
        return {}
      }),
      restore: os.backup.restore.handler(({ input, signal }) =>
        followWork<{ kind: 'restarting' }>(signal, async (how, push) => {
          if (about.damage === undefined && store.read.counts().history > 0) await backups.make('before-restore', clock.now(), how)
          if (how.signal?.aborted) throw new Problem('cancelled')
          backups.decide(input.staged)
          log.write('info', 'restore.decided')
          push({ kind: 'restarting' })
          // Whoever waits is to hear that before the connection goes.
          setTimeout(restart, FAREWELL)
        }),
      ),
      remove: os.backup.remove.handler(({ input }) => {
        backups.remove(input.name)
        changes.tell('backups')
        return {}
      }),
      check: os.backup.check.handler(({ signal }) =>
        followWork<{ kind: 'checked'; check: Awaited<ReturnType<typeof backups.check>> }>(signal, async (how, push) => {
          push({ kind: 'checked', check: await backups.check(clock.now(), how) })
          changes.tell('backups')
        }),
      ),
    },
    log: {
      verify: os.log.verify.handler(report),
      anchor: os.log.anchor.handler(() => {
        const { count } = report()
        store.write.append([{ stream: 'history', event: { kind: 'history.anchored', count } }])
        changes.tell('backups')
        return report()
      }),
    },
  }
}
