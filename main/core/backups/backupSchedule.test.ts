/** Backups by the clock: each hour when something changed, none when it is off, a full check each week; what fails is told and tried again. */
import { deepEqual, equal, match } from 'node:assert/strict'
import { test } from 'node:test'
import type { Backup, FullCheck } from '../../../shared/model/backup.ts'
import { Problem } from '../../../shared/problem.ts'
import { createChanges } from '../changes.ts'
import type { Backups, Ports } from '../ports.ts'
import { backupSchedule } from './backupSchedule.ts'

const HOUR = 3_600_000

function played({ on = true, damage }: { on?: boolean; damage?: string } = {}) {
  const world = { now: Date.parse('2026-11-23T09:00:00Z'), changed: true, full: false, did: [] as string[], made: [] as Backup[], check: undefined as FullCheck | undefined }
  const backups = {
    state: () => ({ backups: world.made, folder: '', ...(world.check ? { check: world.check } : {}) }),
    make: (reason: Backup['reason'], now: Date) => {
      if (world.full) return Promise.reject(new Problem('disk.full', '9 MB are needed'))
      world.did.push(`${reason} ${now.toISOString().slice(5, 16)}`)
      const made = { name: 'x', at: now.toISOString(), reason, bytes: 1, counts: { conversations: 1, sources: 0, notes: 0, rules: 0, history: 1 } } as unknown as Backup
      if (world.changed) world.made = [made, ...world.made]
      return Promise.resolve(world.changed ? made : undefined)
    },
    check: (now: Date) => {
      world.did.push(`check ${now.toISOString().slice(5, 16)}`)
      world.check = { at: now.toISOString(), ok: true, say: '' }
      return Promise.resolve(world.check)
    },
  } as unknown as Backups
  const ports = {
    backups,
    clock: { now: () => new Date(world.now), elapsed: () => 0 },
    log: { write: () => undefined },
    store: { read: { settings: () => ({ hourlyBackups: on }), counts: () => ({ history: 1 }) } },
    about: { version: '', workspace: '', ...(damage ? { damage } : {}) },
  } as unknown as Ports
  const schedule = backupSchedule(ports, createChanges())
  /** Looks at the clock every five minutes for this long. */
  const run = async (hours: number): Promise<void> => {
    for (const until = world.now + hours * HOUR; world.now < until; world.now += HOUR / 12) await schedule.tick()
  }
  return { world, schedule, run }
}

test('three hours of work make three backups, and a full check at the first look', async () => {
  const { world, schedule, run } = played()
  await run(3)
  schedule.stop()
  deepEqual(world.did, ['hourly 11-23T09:00', 'check 11-23T09:00', 'hourly 11-23T10:00', 'hourly 11-23T11:00'])
})

test('where nothing changes it is asked once an hour, not at every look; the check comes back after a week', async () => {
  const { world, schedule, run } = played()
  world.changed = false
  await run(8 * 24)
  schedule.stop()
  deepEqual([world.did.filter((one) => one.startsWith('hourly')).length, world.did.filter((one) => one.startsWith('check')).length], [8 * 24, 2])
})

test('switched off there is no backup, but still the check', async () => {
  const { world, schedule, run } = played({ on: false })
  await run(24)
  schedule.stop()
  deepEqual(world.did, ['check 11-23T09:00'])
})

test('a backup that cannot be made is told in words until the next one can', async () => {
  const { world, schedule, run } = played()
  world.full = true
  await run(1)
  match(schedule.trouble()!, /The disk is full.*9 MB are needed/)
  world.full = false
  await run(1)
  equal(schedule.trouble(), undefined)
  schedule.stop()
})
