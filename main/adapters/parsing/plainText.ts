/** Text, Markdown, JSON and CSV: the text stays as it is; only its headings and title are found. */
import type { Landmark, SourceFormat } from '../../../shared/model/source.ts'

export interface ExtractedText {
  readonly title: string
  readonly text: string
  readonly landmarks: readonly Landmark[]
  readonly pages?: number
  readonly published?: string
  /** Where what can be quoted begins: behind the front matter. */
  readonly body?: number
}

const plainLabel = (markdown: string): string =>
  markdown.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`]{1,3}(\S(?:.*?\S)?)[*_`]{1,3}/g, '$1').replace(/\s*#*\s*$/, '').trim().slice(0, 200)

/** ATX and setext headings outside fenced code; offsets of the line they stand on. */
function markdownHeadings(text: string, from: number): Landmark[] {
  const found: Landmark[] = []
  let fence = ''
  let previous = { start: from, line: '' }
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(start, end)
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (mark && (fence === '' || mark.startsWith(fence))) fence = fence === '' ? mark : ''
    else if (fence === '') {
      const atx = /^ {0,3}(#{1,6})[ \t]+(.+)$/.exec(line)
      const setext = /^ {0,3}(=+|-{2,})[ \t]*$/.exec(line)
      if (atx) found.push({ kind: 'heading', label: plainLabel(atx[2]!), level: atx[1]!.length, start })
      else if (setext && /\S/.test(previous.line) && !/^\s*(?:[-*+>|#]|\d+[.)])/.test(previous.line)) {
        found.push({ kind: 'heading', label: plainLabel(previous.line), level: setext[1]!.startsWith('=') ? 1 : 2, start: previous.start })
      }
    }
    previous = { start, line }
    start = end + 1
  }
  return found.filter((heading) => heading.label !== '')
}

/** YAML front matter is read for a few plain keys only; it is never run and never parsed further. */
function frontMatter(text: string): { length: number; title?: string; date?: string } {
  const match = /^---\n([^]*?)\n---[ \t]*(?:\n|$)/.exec(text)
  if (!match) return { length: 0 }
  const key = (name: string): string | undefined => new RegExp(`^${name}:[ \\t]*["']?(.+?)["']?[ \\t]*$`, 'm').exec(match[1]!)?.[1]
  const title = key('title')
  const date = /^\d{4}(?:-\d\d){0,2}/.exec(key('date') ?? key('published') ?? '')?.[0]
  return { length: match[0].length, ...(title ? { title } : {}), ...(date ? { date } : {}) }
}

/** `name` stands in where the text names no title of its own. */
export function extractPlainText(text: string, format: SourceFormat, name: string): ExtractedText {
  if (format === 'markdown') {
    const front = frontMatter(text)
    const landmarks = markdownHeadings(text, front.length)
    const title = front.title ?? landmarks.find((mark) => mark.level === 1)?.label ?? name
    // A file that is nothing but front matter is quoted as it is.
    const body = /\S/.test(text.slice(front.length)) ? front.length : 0
    return { title, text, landmarks, body, ...(front.date ? { published: front.date } : {}) }
  }
  return { title: name, text, landmarks: [] }
}
