/** Which backups are kept: each hour's last for a day, each day's last for a week, each week's last for four weeks, and always the newest. */
import type { Backup, BackupName } from '../../../../shared/model/backup.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
const WEEK = 7 * DAY
/** Milliseconds after which nothing is kept but the newest: so long a backup holds what was erased since. */
export const OLDEST = 4 * WEEK

/** Each span keeps the newest backup of every step of time in it. */
const spans: readonly { until: number; step: number }[] = [
  { until: DAY, step: HOUR },
  { until: WEEK, step: DAY },
  { until: OLDEST, step: WEEK },
]

/** Names of those to remove. What a person asked for, or what a restore put aside, stays a whole day beside the hourly ones. */
export function toDrop(backups: readonly Pick<Backup, 'name' | 'at' | 'reason' | 'proven' | 'fault'>[], now: Date): BackupName[] {
  const newestFirst = backups.toSorted((a, b) => b.at.localeCompare(a.at) || b.name.localeCompare(a.name))
  const keep = new Set<BackupName>()
  // The newest of all, and the newest that was proven: there is always one to go back to.
  const [newest] = newestFirst
  if (newest) keep.add(newest.name)
  const good = newestFirst.find(({ proven, fault }) => proven !== undefined && fault === undefined)
  if (good) keep.add(good.name)
  const taken = new Set<string>()
  for (const { name, at, reason, fault } of newestFirst) {
    const time = Date.parse(at)
    const age = now.getTime() - time
    const span = spans.find(({ until }) => age < until)
    if (!span) continue
    if (reason !== 'hourly' && age < DAY) keep.add(name)
    // One that was found faulty stands in nobody's way.
    if (fault !== undefined) continue
    const slot = `${span.step} ${Math.floor(time / span.step)}`
    if (!taken.has(slot)) keep.add(name)
    taken.add(slot)
  }
  return newestFirst.map(({ name }) => name).filter((name) => !keep.has(name))
}
