/** Colours of code as ranges of the text itself, read from what highlight.js marks: no HTML of it reaches the page. */

export const tokenKinds = ['keyword', 'string', 'number', 'comment', 'title', 'name', 'addition', 'deletion'] as const
export type TokenKind = (typeof tokenKinds)[number]

const kindOf: Readonly<Record<string, TokenKind>> = {
  keyword: 'keyword', literal: 'keyword', built_in: 'keyword', type: 'keyword', 'selector-tag': 'keyword', section: 'keyword', tag: 'keyword',
  string: 'string', regexp: 'string', char: 'string', link: 'string', quote: 'comment',
  number: 'number', symbol: 'number', bullet: 'number',
  comment: 'comment', doctag: 'comment', meta: 'comment',
  title: 'title', 'selector-id': 'title', 'selector-class': 'title',
  attr: 'name', attribute: 'name', variable: 'name', name: 'name', property: 'name', params: 'name', 'template-variable': 'name',
  addition: 'addition', deletion: 'deletion',
}

/** Start, end and place in `tokenKinds`, three numbers a range: in order, without overlap, the innermost mark of each character. */
export type Ranges = readonly number[]

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'" }

/** `html` is highlight.js' own: text with five entities, and spans with a class. */
export function rangesOf(html: string): Ranges {
  const ranges: number[] = []
  const open: number[] = []
  let at = 0
  for (const [piece] of html.matchAll(/<span class="[^"]*">|<\/span>|&(?:amp|lt|gt|quot|#x27);|[^<&]+|[<&]/g)) {
    if (piece.startsWith('<span')) {
      const name = /hljs-([\w-]+)/.exec(piece)?.[1] ?? ''
      const kind = kindOf[name]
      open.push(kind === undefined ? (open.at(-1) ?? -1) : tokenKinds.indexOf(kind))
    } else if (piece === '</span>') open.pop()
    else {
      const length = (entities[piece] ?? piece).length
      const kind = open.at(-1) ?? -1
      if (kind >= 0) {
        if (ranges.at(-2) === at && ranges.at(-1) === kind) ranges[ranges.length - 2] = at + length
        else ranges.push(at, at + length, kind)
      }
      at += length
    }
  }
  return ranges
}

/** The ranges within `[start, end)`, counted from `start`. */
export function rangesWithin(ranges: Ranges, start: number, end: number): Ranges {
  let low = 0
  let high = ranges.length / 3
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle * 3 + 1] ?? 0) <= start) low = middle + 1
    else high = middle
  }
  const within: number[] = []
  for (let i = low * 3; i < ranges.length && (ranges[i] ?? 0) < end; i += 3) within.push(Math.max(0, (ranges[i] ?? 0) - start), Math.min(end, ranges[i + 1] ?? 0) - start, ranges[i + 2] ?? 0)
  return within
}
