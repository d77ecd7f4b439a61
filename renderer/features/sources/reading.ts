/** A source being read: the part of its text that is loaded, cut into lines, and grown at either end by slices. */
import type { Landmark, Source } from '../../../shared/model/source.ts'

/** UTF-16 units of one slice. */
export const SLICE = 60_000
/** A line longer than this is cut at a space, so that no single element grows without end. */
const LONGEST_LINE = 3000

export interface Line {
  /** Offset in the source's text. */
  readonly start: number
  readonly text: string
}

export interface Reading {
  readonly source: Source
  readonly landmarks: readonly Landmark[]
  /** What is loaded: `[start, end)`. */
  readonly start: number
  readonly end: number
  readonly lines: readonly Line[]
  /** Whether the last slice came before what was there. */
  readonly grewEarlier: boolean
}

/** The lines of a text that begins at offset `start`; together they are the text without its line breaks. */
export function linesOf(text: string, start: number): Line[] {
  const lines: Line[] = []
  let at = 0
  while (at < text.length) {
    const newline = text.indexOf('\n', at)
    let end = newline < 0 ? text.length : newline
    let next = newline < 0 ? text.length : newline + 1
    if (end - at > LONGEST_LINE) {
      const space = text.lastIndexOf(' ', at + LONGEST_LINE)
      end = space > at ? space + 1 : at + LONGEST_LINE
      next = end
    }
    if (end > at) lines.push({ start: start + at, text: text.slice(at, end) })
    at = next
  }
  return lines
}

/** The line that holds an offset, or the nearest before it. */
export function lineAt(lines: readonly Line[], offset: number): number {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lines[middle]?.start ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}

/** A slice added before or after; one that does not touch what is loaded takes its place. */
export function grow(reading: Reading, start: number, text: string): Reading {
  const end = start + text.length
  const lines = linesOf(text, start)
  if (start === reading.end) return { ...reading, end, lines: joined(reading.lines, lines, text, reading), grewEarlier: false }
  if (end === reading.start) return { ...reading, start, lines: [...lines, ...reading.lines], grewEarlier: true }
  return { ...reading, start, end, lines, grewEarlier: false }
}

/** A line that a slice's edge had cut is made whole again. */
function joined(before: readonly Line[], after: readonly Line[], text: string, reading: Reading): Line[] {
  const last = before.at(-1)
  const first = after[0]
  const cut = last && first && last.start + last.text.length === reading.end && !text.startsWith('\n') && last.text.length + first.text.length < LONGEST_LINE
  return cut ? [...before.slice(0, -1), { start: last.start, text: last.text + first.text }, ...after.slice(1)] : [...before, ...after]
}

/** Where a text occurs, without regard to case: offsets in `text`, at most `most`. */
export function occurrences(text: string, query: string, most = 5000): number[] {
  const found: number[] = []
  // Lower-casing may change lengths (İ): then the search is exact, so that offsets stay true.
  const lower = text.toLowerCase()
  const [hay, needle] = lower.length === text.length ? [lower, query.toLowerCase()] : [text, query]
  if (needle === '') return found
  for (let at = hay.indexOf(needle); at >= 0 && found.length < most; at = hay.indexOf(needle, at + needle.length)) found.push(at)
  return found
}
