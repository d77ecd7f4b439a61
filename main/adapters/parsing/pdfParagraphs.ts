/** From lines to flowing text: paragraphs joined again, hyphens undone where the document itself says how the word is written. */
import type { Landmark } from '../../../shared/model/source.ts'
import type { PdfLine } from './pdfLines.ts'

export interface FlowingText {
  readonly text: string
  readonly landmarks: Landmark[]
}

const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u
const hangul = /\p{Script=Hangul}/u
/** Korean particles and endings, which never begin a word. */
const ending = /^(?:은|는|이|가|을|를|에|의|도|만|와|과|로|으로|에서|에게|까지|부터|처럼|보다|이나|나|라도|라고|이라고|하고|하여|하는|하지|하면|해서|했|한|할|된|되|합니다|됩니다|입니다|이다|습니다|니다|다)(?:는|은|도|만|의)?$/

/** Words of a line that stand whole in it: not the first and not the last, which a line break may have cut. */
function wholeWords(lines: Iterable<PdfLine>): Set<string> {
  const words = new Set<string>()
  for (const { text } of lines) {
    const tokens = text.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []
    for (const token of tokens.slice(1, -1)) words.add(token)
  }
  return words
}

/**
 * What goes between two lines of a paragraph, and how many characters of the first are dropped (a hyphen).
 * A hyphen goes when the joined word occurs elsewhere or its halves do not stand alone; otherwise it belongs to the word.
 * Chinese and Japanese join without a space; Korean, which may break inside a word, asks the document's own words.
 */
function joint(before: string, after: string, words: ReadonlySet<string>): { drop: number; glue: string } {
  const last = /(\p{L}+)[-\u2010\u00ad]$/u.exec(before)?.[1]?.toLowerCase()
  const next = /^[\p{L}\p{N}]+/u.exec(after)?.[0].toLowerCase() ?? ''
  if (last && /^\p{Ll}/u.test(after)) {
    if (words.has(last + next)) return { drop: 1, glue: '' }
    if (words.has(`${last}-${next}`)) return { drop: 0, glue: '' }
    return words.has(last) && words.has(next) ? { drop: 0, glue: '' } : { drop: 1, glue: '' }
  }
  const end = before.at(-1) ?? ''
  const begin = after[0] ?? ''
  if (cjk.test(end) && cjk.test(begin)) return { drop: 0, glue: '' }
  if (hangul.test(end) && hangul.test(begin)) {
    const tail = /\p{L}+$/u.exec(before)?.[0] ?? ''
    const broken = words.has(tail + next) || (!words.has(next) && (!words.has(tail) || ending.test(next)))
    return { drop: 0, glue: broken ? '' : ' ' }
  }
  return { drop: 0, glue: ' ' }
}

/** The size in which most letters are set. */
function bodySize(lines: readonly PdfLine[]): number {
  const letters = new Map<number, number>()
  for (const { size, text } of lines) letters.set(Math.round(size * 2) / 2, (letters.get(Math.round(size * 2) / 2) ?? 0) + text.length)
  return [...letters].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [10, 0])[0]
}

/** The usual distance between two lines of text, as a multiple of the letters' height. */
function usualPitch(lines: readonly PdfLine[], body: number): number {
  const pitches: number[] = []
  lines.forEach((line, i) => {
    const next = lines[i + 1]
    if (next && next.page === line.page && next.y < line.y && Math.abs(line.size - body) < 0.6) pitches.push((line.y - next.y) / body)
  })
  return pitches.sort((a, b) => a - b)[Math.floor(pitches.length * 0.4)] ?? 1.2
}

const comparable = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

export interface OutlineEntry {
  readonly label: string
  readonly level: number
}

/** Headings: what the outline names, and what is set clearly larger than the text. Larger means higher up. */
function headingLevels(lines: readonly PdfLine[], body: number, outline: readonly OutlineEntry[]): Map<PdfLine, number> {
  const named = new Map(outline.map((entry) => [comparable(entry.label), entry.level]))
  const large = (line: PdfLine): boolean => line.size > body * 1.12 && line.text.length < 150 && /\p{L}{2}/u.test(line.text)
  const sizes = [...new Set(lines.filter(large).map((line) => Math.round(line.size)))].sort((a, b) => b - a)
  const levels = new Map<PdfLine, number>()
  // With an outline, a large line that it does not name stands below the entry before it.
  let above = 0
  for (const line of lines) {
    // A numbered line "4.2 Partitions" is found under "Partitions" too.
    const key = comparable(line.text)
    const level = named.get(key) ?? named.get(comparable(line.text.replace(/^[\d.]+\s+/, '')))
    const inToc = /(?:\.\s?){4,}|\s\d+$/.test(line.text)
    if (level !== undefined && key.length > 1 && !inToc && !line.mono && line.size >= body - 0.6) levels.set(line, (above = level))
    else if (large(line)) levels.set(line, Math.min(6, above + (above > 0 ? 1 : sizes.indexOf(Math.round(line.size)) + 1)))
  }
  return levels
}

/** Would the first word of `next` have fitted on `line`? If so, the line was ended on purpose. */
function endedEarly(line: PdfLine, next: PdfLine, right: number): boolean {
  const perLetter = (next.right - next.x) / Math.max(1, next.text.length)
  const first = cjk.test(next.text[0] ?? '') || hangul.test(next.text[0] ?? '') ? 2 : (/^\S+/.exec(next.text)?.[0].length ?? 1)
  return line.right + (first + 1) * perLetter < right - line.size * 0.3
}

/** Right edge of the column that `line` stands in: the furthest that lines near it with a like left edge reach. */
function columnRight(lines: readonly PdfLine[], at: number): number {
  const line = lines[at]!
  let right = line.right
  for (let i = Math.max(0, at - 12); i < Math.min(lines.length, at + 12); i++) {
    const other = lines[i]!
    if (other.page === line.page && Math.abs(other.x - line.x) < line.size * 2.2) right = Math.max(right, other.right)
  }
  return right
}

function headingLabel(label: string, more: string, words: ReadonlySet<string>): string {
  const { drop, glue } = joint(label, more, words)
  return `${drop > 0 ? label.slice(0, -drop) : label}${glue}${more}`.slice(0, 200)
}

/** Pages of lines to one text; landmarks mark each page and heading at its offset. Page labels count from 1. */
export function flowParagraphs(pages: readonly (readonly PdfLine[])[], outline: readonly OutlineEntry[]): FlowingText {
  const lines = pages.flat()
  const body = bodySize(lines)
  const pitch = usualPitch(lines, body)
  const words = wholeWords(lines)
  const levels = headingLevels(lines, body, outline)
  const landmarks: Landmark[] = []
  const parts: string[] = []
  let length = 0
  let last = ''
  let page = 0
  const add = (piece: string): void => {
    parts.push(piece)
    length += piece.length
  }
  lines.forEach((line, i) => {
    const previous = lines[i - 1]
    const level = levels.get(line)
    let joined = false
    if (previous) {
      const continued = separator(previous, line, columnRight(lines, i - 1), { pitch, headed: level !== undefined || levels.has(previous), sameLevel: level !== undefined && level === levels.get(previous) })
      const { drop, glue } = continued === 'join' ? joint(last, line.text, words) : { drop: 0, glue: continued }
      add(drop > 0 ? last.slice(0, -drop) : last)
      add(glue)
      joined = continued === 'join'
    }
    while (page < line.page) landmarks.push({ kind: 'page', label: String(++page), level: 0, start: length })
    if (level !== undefined) {
      const open = landmarks.at(-1)
      if (joined && open?.kind === 'heading') landmarks[landmarks.length - 1] = { ...open, label: headingLabel(open.label, line.text, words) }
      else landmarks.push({ kind: 'heading', label: line.text.slice(0, 200), level, start: length })
    }
    last = line.text
  })
  add(last)
  while (page < pages.length) landmarks.push({ kind: 'page', label: String(++page), level: 0, start: length })
  return { text: parts.join(''), landmarks }
}

/** `join` for two lines of one paragraph, else the line breaks that stand between them. */
function separator(line: PdfLine, next: PdfLine, right: number, about: { pitch: number; headed: boolean; sameLevel: boolean }): 'join' | '\n' | '\n\n' {
  const turned = next.page !== line.page || next.y > line.y + line.size
  const gap = (line.y - next.y) / Math.max(line.size, next.size)
  if (about.headed) return about.sameLevel && !turned && gap < about.pitch * 1.4 && !/^\d/.test(next.text) ? 'join' : '\n\n'
  if (Math.abs(line.size - next.size) > 0.12 * line.size && Math.abs(line.x - next.x) < 2) return '\n\n'
  const finished = /[.!?:;。！？：]["'”’)\]」』）]*$/.test(line.text)
  if (turned) return finished || endedEarly(line, next, right) || line.mono !== next.mono || /^(?:[•*–-]|\d+[.)])\s/.test(next.text) ? '\n\n' : 'join'
  if (gap > about.pitch * 1.3) return '\n\n'
  if (line.mono || next.mono || /(?:\. ?){5,}/.test(line.text) || /^(?:[•◦▪*–]|[-–] |\(?\d{1,3}[.)] )/.test(next.text)) return '\n'
  return endedEarly(line, next, right) ? '\n' : 'join'
}
