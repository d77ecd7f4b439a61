/** Which backups stay: 24 hours, 7 days, 4 weeks, the newest and the newest good one. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import type { Backup } from '../../../../shared/model/backup.ts'
import { toDrop } from './rotate.ts'

const HOUR = 3_600_000
const now = new Date('2026-11-23T21:30:00Z')
type Entry = Pick<Backup, 'name' | 'at' | 'reason' | 'proven' | 'fault'>
const entry = (hoursAgo: number, more: Partial<Entry> = {}): Entry => {
  const at = new Date(now.getTime() - hoursAgo * HOUR).toISOString()
  return { name: `${hoursAgo}`, at, reason: 'hourly', proven: at, ...more }
}
const kept = (entries: readonly Entry[], at = now): Entry[] => {
  const dropped = new Set(toDrop(entries, at))
  return entries.filter(({ name }) => !dropped.has(name))
}
const hoursOf = (entries: readonly Entry[]): number[] => entries.map(({ name }) => Number(name))

test('of ninety days of hourly backups each of the last 24 hours, each day of a week and each of four weeks has one', () => {
  const all = Array.from({ length: 90 * 24 }, (_, hour) => entry(hour))
  const left = hoursOf(kept(all))
  deepEqual(left.filter((hour) => hour < 24), Array.from({ length: 24 }, (_, hour) => hour))
  const days = left.filter((hour) => hour >= 24 && hour < 7 * 24)
  const weeks = left.filter((hour) => hour >= 7 * 24)
  ok(days.length >= 6 && days.length <= 7 && weeks.length >= 3 && weeks.length <= 4, `${days.length} days, ${weeks.length} weeks`)
  ok(left.every((hour) => hour < 28 * 24))
})

test('rotating each hour for ninety days keeps about as many, and nothing older than four weeks', () => {
  let entries: Entry[] = []
  for (let hour = 0; hour < 90 * 24; hour++) {
    const at = new Date(now.getTime() + hour * HOUR)
    entries = kept([...entries, { name: `${hour}`, at: at.toISOString(), reason: 'hourly', proven: at.toISOString() }], at)
    ok(entries.length <= 36, `${entries.length} after ${hour} hours`)
  }
  const last = now.getTime() + (90 * 24 - 1) * HOUR
  ok(entries.length >= 33 && entries.every(({ at }) => last - Date.parse(at) < 28 * 24 * HOUR))
})

test('the newest stays however old it is, and so does the newest good one behind faulty ones', () => {
  deepEqual(hoursOf(kept([entry(2000), entry(3000)])), [2000])
  const faulty = (hour: number): Entry => entry(hour, { fault: 'damaged' })
  deepEqual(hoursOf(kept([faulty(1), faulty(2), entry(1500), entry(1600)])), [1, 1500])
})

test('what a person made, or a restore put aside, stays a day beside the hourly one of the same hour', () => {
  deepEqual(hoursOf(kept([entry(0.1), entry(0.2, { reason: 'by-hand' }), entry(0.3, { reason: 'before-restore' }), entry(0.4)])), [0.1, 0.2, 0.3])
  equal(kept([entry(0.1), entry(30, { reason: 'by-hand' }), entry(30.1, { reason: 'before-restore' })]).length, 2)
})
