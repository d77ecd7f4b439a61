/** Growth over the history: cumulative counts by day, and which curve they follow, if any can be named. */
import type { Growth, growthKinds } from '../../../shared/contract/noteContract.ts'
import { fitGrowth } from '../../../shared/growth/fitGrowth.ts'
import type { StoreReader } from '../ports.ts'

type Kind = (typeof growthKinds)[number]
const KINDS: readonly Kind[] = ['notes', 'verified', 'sources', 'rules', 'asked', 'offered', 'unlocked']
const DAY = 86_400_000
/** Days that are drawn: a clock that once stood in another century must not fill the page. */
const MOST_DAYS = 4000

/** Every day from the first to the last, without gaps; where the clock was far off, the latest ones, with what came before in the first of them. */
function daysBetween(first: string, last: string): string[] {
  const end = Date.parse(last)
  const begin = Math.max(Date.parse(first), end - (MOST_DAYS - 1) * DAY)
  return Array.from({ length: Math.round((end - begin) / DAY) + 1 }, (_, index) => new Date(begin + index * DAY).toISOString().slice(0, 10))
}

/** `today`: the series go on to it, so that a quiet month is seen. */
export function growthOf(read: Pick<StoreReader, 'growthDays'>, of: Kind, today: string): Growth {
  const rows = read.growthDays().filter(({ day }) => /^\d{4}-\d\d-\d\d$/.test(day))
  if (rows.length === 0) return { days: [], series: empty(), fits: [], best: 'too-few', says: 'Nothing has been kept yet.' }
  const last = rows.at(-1)!.day
  const days = daysBetween(rows[0]!.day, last > today ? last : today)
  const place = new Map(days.map((day, index) => [day, index]))
  const series = empty(days.length)
  for (const { day, what, change } of rows) {
    const line = series[what as Kind]
    if (line) line[place.get(day) ?? 0]! += change
  }
  for (const line of Object.values(series)) for (let index = 1; index < line.length; index++) line[index]! += line[index - 1]!
  const { fits, best, says } = fitGrowth(series[of])
  return { days, series, fits: fits.map((fit) => ({ ...fit, curve: [...fit.curve], parameters: { ...fit.parameters } })), best, says }
}

const empty = (length = 0): Record<Kind, number[]> => Object.fromEntries(KINDS.map((kind) => [kind, Array<number>(length).fill(0)])) as Record<Kind, number[]>
