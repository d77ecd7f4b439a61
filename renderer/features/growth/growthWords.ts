/** Growth in words and figures: names of what is counted, of the curves, and the whole as a table to take away. */
import type { Growth, growthKinds, growthShapes } from '../../../shared/contract/noteContract.ts'

export type Kind = (typeof growthKinds)[number]
export type Shape = (typeof growthShapes)[number]

export const kindNames: Readonly<Record<Kind, string>> = {
  notes: 'Notes',
  verified: 'Verified notes',
  sources: 'Sources',
  rules: 'Rules and facts',
  asked: 'Questions asked',
  offered: 'Questions offered',
  unlocked: 'Questions unlocked',
}

/** What one of them is, for the axis of counts. */
export const kindUnits: Readonly<Record<Kind, string>> = {
  notes: 'notes',
  verified: 'notes',
  sources: 'sources',
  rules: 'rules and facts',
  asked: 'questions',
  offered: 'questions',
  unlocked: 'questions',
}

export const shapeNames: Readonly<Record<Shape, string>> = { linear: 'Linear', logistic: 'Logistic', exponential: 'Exponential' }

/** A day as people say it; days are those of UTC, as the history keeps them. */
export const dayInWords = (day: string): string => new Date(`${day}T00:00:00Z`).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** Four significant figures at most, and never more than a count needs. */
export function figure(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en')
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(4)).toString()
}

/** An Akaike weight; what is not quite nothing or everything is not shown as such. */
export function weightInWords(weight: number): string {
  if (weight > 0 && weight < 0.001) return '< 0.001'
  if (weight < 1 && weight > 0.999) return '> 0.999'
  return weight.toFixed(3)
}

/** The share of kept notes that are verified now; missing while there are none. */
export function verifiedShare({ series }: Growth): number | undefined {
  const notes = series.notes?.at(-1) ?? 0
  return notes > 0 ? (series.verified?.at(-1) ?? 0) / notes : undefined
}

/** Days on which any of the counts changed, latest first: the table is not filled with quiet ones. */
export function changedDays({ days, series }: Growth): number[] {
  const lines = Object.values(series)
  return days.flatMap((_, index) => (lines.some((line) => line[index] !== (line[index - 1] ?? 0)) ? [index] : [])).reverse()
}

/** Every day with all counts and the curves fitted to `of`, as RFC 4180 has it. */
export function growthCsv({ days, series, fits }: Growth, of: Kind): string {
  const kinds = Object.keys(kindNames) as Kind[]
  const head = ['day', ...kinds, ...fits.map(({ shape }) => `${shape} fit of ${of}`)]
  const rows = days.map((day, index) => [day, ...kinds.map((kind) => String(series[kind]?.[index] ?? 0)), ...fits.map(({ curve }) => String(Number((curve[index] ?? 0).toPrecision(6))))])
  return [head, ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}
