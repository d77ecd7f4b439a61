/** A backup each hour while the app runs, and a full check each week; what goes wrong is told and tried again an hour later. */
import { problemSentence } from '../../../shared/problemSentence.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Changes } from '../changes.ts'
import type { Ports } from '../ports.ts'

const HOUR = 60 * 60 * 1000
const WEEK = 7 * 24 * HOUR
/** Milliseconds between two looks at the clock: a machine that slept is noticed soon. */
const LOOK = 5 * 60 * 1000
/** Milliseconds after the start: by then the person is at work, and short commands are gone. */
const FIRST = 90_000

export interface BackupSchedule {
  /** Does what is due. Never rejects. */
  tick(): Promise<void>
  /** Why the last backup that was due could not be made; `undefined` when it could. */
  trouble(): string | undefined
  stop(): void
}

export function backupSchedule({ backups, clock, store, log, about }: Pick<Ports, 'backups' | 'clock' | 'store' | 'log' | 'about'>, changes: Changes): BackupSchedule {
  const stopping = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let trouble: string | undefined
  let tried = -Infinity
  let checked = -Infinity

  const since = (at: string | undefined): number => (at === undefined ? Infinity : clock.now().getTime() - Date.parse(at))
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<string | undefined> => {
    try {
      await work()
      changes.tell('backups')
      return undefined
    } catch (error) {
      if (stopping.signal.aborted) return undefined
      log.write('warn', 'backup.failed', { what, message: error instanceof Error ? error.message : String(error) })
      changes.tell('backups')
      return error instanceof Problem ? problemSentence(error.toShape()) : 'The backup could not be made; the log says why.'
    }
  }
  const tick = async (): Promise<void> => {
    const { signal } = stopping
    const now = clock.now().getTime()
    const { backups: made, check } = backups.state()
    if (store.read.settings().hourlyBackups !== false && now - tried >= HOUR && since(made[0]?.at) >= HOUR) {
      tried = now
      trouble = await attempt('hourly', () => backups.make('hourly', clock.now(), { signal }))
    }
    // A workspace that holds nothing yet needs no check.
    if (!signal.aborted && store.read.counts().history > 0 && now - checked >= HOUR && since(check?.at) >= WEEK) {
      checked = now
      await attempt('check', () => backups.check(clock.now(), { signal }))
    }
  }
  const after = (wait: number): void => {
    timer = setTimeout(() => void tick().then(() => stopping.signal.aborted || after(LOOK)), wait)
  }
  // A damaged database is not backed up: that would push the good backups out.
  if (about.damage === undefined) after(FIRST)
  return {
    tick,
    trouble: () => trouble,
    stop: () => {
      stopping.abort()
      clearTimeout(timer)
    },
  }
}
