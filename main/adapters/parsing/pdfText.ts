/** PDF as flowing text with exact places of pages and headings, by pdfjs; runs inside the parsing worker only. */
import { Problem } from '../../../shared/problem.ts'
import { linesOf, withoutRunningLines, type PdfItem, type PdfLine } from './pdfLines.ts'
import { flowParagraphs, type OutlineEntry } from './pdfParagraphs.ts'
import type { ExtractedText } from './plainText.ts'

/** Fewer letters than this in a whole document is a scan with a stamp, not text. */
const LEAST_LETTERS = 20
/** Entries of an outline that are used; a hostile one may loop. */
const MOST_OUTLINE = 20_000

interface OutlineNode {
  readonly title: string
  readonly items: readonly OutlineNode[]
}

function flatten(nodes: readonly OutlineNode[] | null, level = 1, into: OutlineEntry[] = []): OutlineEntry[] {
  for (const node of nodes ?? []) {
    if (into.length >= MOST_OUTLINE || level > 20) break
    into.push({ label: node.title, level: Math.min(level, 6) })
    flatten(node.items, level + 1, into)
  }
  return into
}

/** pdfjs names its failures by class name; the words are ours. */
function asProblem(error: unknown): Problem {
  const name = error instanceof Error ? error.name : ''
  if (error instanceof Problem) return error
  if (name === 'PasswordException') return new Problem('source.encrypted')
  return new Problem('source.truncated', undefined, error)
}

/** A PDF that was cut off lost its end mark; pdfjs can often rebuild the rest, but the text would silently be incomplete. */
function isCutOff(bytes: Uint8Array): boolean {
  const tail = new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, bytes.length - 2048)))
  return !tail.includes('%%EOF') && !tail.includes('startxref')
}

/** Loads pdfjs for text alone: it would else look for a canvas to draw on, and say on the console that there is none. */
async function loadPdfjs(): Promise<typeof import('pdfjs-dist/legacy/build/pdf.mjs')> {
  const drawing = globalThis as { DOMMatrix?: unknown; Path2D?: unknown }
  drawing.DOMMatrix ??= class {}
  drawing.Path2D ??= class {}
  const { warn } = console
  console.warn = () => undefined
  try {
    // The worker file first: it registers the handler that lets pdfjs run inside this thread, without one of its own.
    // @ts-expect-error pdfjs-dist ships no types for its worker file
    await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
    return await import('pdfjs-dist/legacy/build/pdf.mjs')
  } finally {
    console.warn = warn
  }
}

/** `pdfFolder` holds pdfjs-dist's `cmaps` and `standard_fonts`; `onPage` hears the share of pages read. */
export async function extractPdf(bytes: Uint8Array, name: string, pdfFolder: string, onPage: (fraction: number) => void): Promise<ExtractedText> {
  const cutOff = isCutOff(bytes)
  const { getDocument } = await loadPdfjs()
  const task = getDocument({
    data: bytes,
    cMapUrl: `${pdfFolder}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${pdfFolder}/standard_fonts/`,
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: false,
    verbosity: 0,
  })
  try {
    const document = await task.promise
    if (cutOff) throw new Problem('source.truncated')
    const pages: PdfLine[][] = []
    let broken = 0
    for (let number = 1; number <= document.numPages; number++) {
      try {
        const page = await document.getPage(number)
        const { items, styles } = await page.getTextContent()
        pages.push(linesOf(items.filter((item): item is typeof item & PdfItem => 'str' in item), number, (font) => styles[font]?.fontFamily === 'monospace'))
        page.cleanup()
      } catch (error) {
        broken++
        pages.push([])
        if (broken > document.numPages / 2) throw error
      }
      onPage(number / document.numPages)
    }
    if (broken > 0) throw new Problem('source.truncated', `${broken} of ${document.numPages} pages could not be read`)
    const { text, landmarks } = flowParagraphs(withoutRunningLines(pages), flatten(await document.getOutline()))
    if ((text.match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS) throw new Problem('source.no-text')
    const { info } = (await document.getMetadata()) as { info: { Title?: unknown } }
    return { title: titleOf(info.Title, pages[0] ?? [], name), text, landmarks, pages: document.numPages }
  } catch (error) {
    throw asProblem(error)
  } finally {
    await task.destroy()
  }
}

/** The title the document gives itself, unless it is a file name left by its maker; else the largest line of the first page. */
function titleOf(given: unknown, first: readonly PdfLine[], name: string): string {
  const title = typeof given === 'string' ? given.replace(/\s+/g, ' ').trim() : ''
  if (/\p{L}{3}/u.test(title) && !/\.(?:dvi|tex|docx?|pdf|indd|fm|ps|qxd)$|^untitled|^microsoft/i.test(title)) return title.slice(0, 300)
  const largest = first.reduce<PdfLine | undefined>((best, line) => (/\p{L}{3}/u.test(line.text) && line.size > (best?.size ?? 0) * 1.01 ? line : best), undefined)
  return largest && largest.text.length < 150 ? largest.text : name
}
