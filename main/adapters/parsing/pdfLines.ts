/** From the text pieces of a PDF page to its lines, and away with the running heads and page numbers around them. */

/** What pdfjs gives for a run of text; `transform` is a PDF matrix, lengths are in points, y grows upwards. */
export interface PdfItem {
  readonly str: string
  readonly width: number
  readonly hasEOL: boolean
  readonly fontName: string
  readonly transform: readonly number[]
}

export interface PdfLine {
  text: string
  readonly page: number
  readonly x: number
  readonly y: number
  right: number
  /** Height of the letters in points. */
  size: number
  readonly mono: boolean
}

/** Lines in the order in which the page was set, which is reading order in nearly every document that was typeset. */
export function linesOf(items: readonly PdfItem[], page: number, isMono: (fontName: string) => boolean): PdfLine[] {
  const lines: PdfLine[] = []
  let open: PdfLine | undefined
  const close = (): void => {
    if (open && open.text.trim() !== '') lines.push({ ...open, text: open.text.replace(/[\s\u00a0]+/g, ' ').trim() })
    open = undefined
  }
  for (const { str, width, hasEOL, fontName, transform } of items) {
    const [, , c = 0, d = 0, x = 0, y = 0] = transform
    const size = Math.hypot(c, d)
    if (open && str !== '') {
      const reach = Math.max(open.size, size)
      const raised = Math.abs(y - open.y)
      if (raised > reach * 0.6 || x < open.right - reach * 3) close()
    }
    if (str !== '') {
      if (!open) open = { text: '', page, x, y, right: x, size, mono: isMono(fontName) }
      const gap = x - open.right
      if (gap > Math.max(size, open.size) * 0.2 && !/\s$/.test(open.text) && !/^\s/.test(str)) open.text += ' '
      open.text += str
      open.right = Math.max(open.right, x + width)
      if (str.trim() !== '') open.size = Math.max(open.size, size)
    }
    if (hasEOL) close()
  }
  close()
  return lines
}

/** Share of the pages on which a running head must stand at one height. */
const RUNNING_SHARE = 0.4
/** A running head is set off from the text by this many heights of its letters. */
const RUNNING_GAP = 1.6

/** The outermost line at each height where most pages have one, set apart from the text: heads, feet and page numbers. */
function runningAt(pages: readonly (readonly PdfLine[])[], outer: (lines: readonly PdfLine[]) => PdfLine[]): Set<PdfLine> {
  const heights = new Map<number, { lines: PdfLine[][]; apart: number }>()
  let withText = 0
  for (const lines of pages) {
    if (lines.length === 0) continue
    withText++
    const [first, second] = outer(lines)
    if (!first) continue
    const entry = heights.get(Math.round(first.y / 2)) ?? { lines: [], apart: 0 }
    const level = lines.filter((line) => Math.abs(line.y - first.y) < 2)
    entry.lines.push(level)
    if (!second || Math.abs(first.y - second.y) > first.size * RUNNING_GAP) entry.apart++
    heights.set(Math.round(first.y / 2), entry)
  }
  const running = new Set<PdfLine>()
  for (const { lines, apart } of heights.values()) {
    if (lines.length < 4 || lines.length < withText * RUNNING_SHARE || apart < lines.length * 0.7) continue
    for (const line of lines.flat()) if (line.text.length < 160) running.add(line)
  }
  return running
}

/** Outermost first; the second is the first one that does not stand at the same height. */
const outermost = (upwards: 1 | -1) => (lines: readonly PdfLine[]): PdfLine[] => {
  const sorted = lines.toSorted((a, b) => (a.y - b.y) * upwards)
  const first = sorted[0]!
  const second = sorted.find((line) => Math.abs(line.y - first.y) >= 2)
  return second ? [first, second] : [first]
}

/** Pages without their running heads and feet; a document of fewer than four pages is left whole. */
export function withoutRunningLines(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const running = new Set([...runningAt(pages, outermost(-1)), ...runningAt(pages, outermost(1))])
  return pages.map((lines) => lines.filter((line) => !running.has(line)))
}
