/** Cuts a frozen text into searchable passages of about 120 to 200 words, along headings, paragraphs and sentences. */
import type { Landmark } from '../../../shared/model/source.ts'

export interface CutPassage {
  readonly start: number
  readonly end: number
  readonly page?: number
  readonly heading?: string
}

/** Words a passage reaches for, and never exceeds unless one word is longer than that. */
const AIM = 120
const MOST = 200
/** A character of Chinese, Japanese or Korean counts as this much of a word: 200 words are 400 characters. */
const CJK_WORD = 0.5
/** Levels of headings that a passage carries, the nearest last. */
const HEADING_DEPTH = 3

const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu
const isCjk = (char: string): boolean => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(char)

/** Length in words. A run without spaces (base64, a long URL) counts as a word for every 12 characters. */
function weigh(text: string): number {
  let weight = 0
  for (const [token] of text.matchAll(word)) {
    if (isCjk(token)) weight += CJK_WORD
    else if (/[\p{L}\p{N}]/u.test(token)) weight += token.length > 36 ? token.length / 12 : 1
    // Dot leaders and rules weigh little, but not nothing: a page of them must still be cut.
    else weight += 0.05
  }
  return weight
}

interface Piece {
  readonly start: number
  readonly end: number
  readonly weight: number
  /** What ends here: 2 a paragraph, 1 a line, 0 a sentence or less. */
  readonly closes: 0 | 1 | 2
}

/** Offsets where `text` may be cut between `start` and `end`: first lines, then sentence ends, then spaces, then anywhere but inside a pair. */
function splitLong(text: string, start: number, end: number): Piece[] {
  for (const [pattern, closes] of [[/\n+/g, 1], [/[.!?;:]["'”’)\]]*\s+|[。！？．；]["'”’」』）]*/g, 0], [/\s+/g, 0]] as const) {
    const cuts = Array.from(text.slice(start, end).matchAll(pattern), (match) => start + match.index + match[0].length).filter((cut) => cut < end)
    if (cuts.length === 0) continue
    const bounds = [start, ...cuts, end]
    return bounds.slice(1).flatMap((to, i) => pieces(text, bounds[i]!, to, to === end ? 2 : closes))
  }
  const cut = start + 1000 + (/[\ud800-\udbff]/.test(text[start + 999] ?? '') ? 1 : 0)
  if (cut >= end) return [{ start, end, weight: MOST, closes: 2 }]
  return [{ start, end: cut, weight: MOST, closes: 0 }, ...splitLong(text, cut, end)]
}

function pieces(text: string, start: number, end: number, closes: 0 | 1 | 2): Piece[] {
  const weight = weigh(text.slice(start, end))
  return weight <= MOST ? [{ start, end, weight, closes }] : splitLong(text, start, end)
}

interface Section {
  readonly start: number
  readonly end: number
  /** The headings that begin in it: more than one where nothing but headings stands between. */
  readonly headings: readonly Landmark[]
}

/** The text split where headings begin. A heading with nothing below it goes on to the next: alone it would be a passage that says nothing. */
function* sections(text: string, headings: readonly Landmark[], from: number): Generator<Section> {
  const marks = [{ start: from, heading: undefined as Landmark | undefined }, ...headings.map((heading) => ({ start: heading.start, heading }))]
  let open: { start: number; headings: Landmark[] } | undefined
  for (const [i, { start, heading }] of marks.entries()) {
    const end = marks[i + 1]?.start ?? text.length
    open ??= { start, headings: [] }
    if (heading) open.headings.push(heading)
    const bare = heading !== undefined && end - start < 400 && /^\s*[^\n]*\s*$/.test(text.slice(start, end))
    if (end === open.start || (bare && end < text.length && open.headings.length < 6)) continue
    yield { start: open.start, end, headings: open.headings }
    open = undefined
  }
}

function paragraphs(text: string, start: number, end: number): Piece[] {
  const found: Piece[] = []
  const gap = /\n[ \t]*\n\s*/g
  gap.lastIndex = start
  for (let from = start; from < end; ) {
    const match = gap.exec(text)
    const to = match && match.index + match[0].length <= end ? match.index + match[0].length : end
    found.push(...pieces(text, from, to, 2))
    from = to
  }
  return found
}

/** Joins pieces until a passage has the weight it aims for and a paragraph ends, or the next piece would be too much. */
function gather(all: readonly Piece[]): Piece[] {
  const passages: Piece[] = []
  let open: Piece | undefined
  for (const piece of all) {
    if (open && open.weight + piece.weight > MOST) {
      passages.push(open)
      open = undefined
    }
    open = open ? { start: open.start, end: piece.end, weight: open.weight + piece.weight, closes: piece.closes } : piece
    if (open.weight >= AIM && open.closes === 2) {
      passages.push(open)
      open = undefined
    }
  }
  if (open) passages.push(open)
  return passages
}

/** `text.slice(start, end)` is the passage, without surrounding white space; together they hold every word of the text from offset `from`. */
export function cutPassages(text: string, landmarks: readonly Landmark[], from = 0): CutPassage[] {
  const headings = landmarks.filter((mark) => mark.kind === 'heading')
  const pages = landmarks.filter((mark) => mark.kind === 'page')
  const path: Landmark[] = []
  const passages: CutPassage[] = []
  let page = 0
  for (const section of sections(text, headings, from)) {
    for (const mark of section.headings) {
      while (path.length > 0 && path.at(-1)!.level >= mark.level) path.pop()
      path.push(mark)
    }
    const heading = path.slice(-HEADING_DEPTH).map((mark) => mark.label).join(' › ')
    for (const piece of gather(paragraphs(text, section.start, section.end))) {
      const raw = text.slice(piece.start, piece.end)
      const start = piece.start + (raw.length - raw.trimStart().length)
      const end = piece.end - (raw.length - raw.trimEnd().length)
      if (end <= start) continue
      while (page < pages.length && pages[page]!.start <= start) page++
      passages.push({ start, end, ...(page > 0 ? { page } : {}), ...(heading ? { heading } : {}) })
    }
  }
  return passages
}
