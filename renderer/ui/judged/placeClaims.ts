/** A rehype step that wraps the rendered text of each claim in one span, by the offsets of the Markdown it came from. */
import { codePointName } from '../markdown/direction.ts'
import type { Element, ElementContent, Root, Text } from './tree.ts'

/** Offsets in the Markdown of this block. */
export interface PlacedClaim {
  readonly index: number
  readonly start: number
  readonly end: number
}

/** Claims that touch `[start, end)`, moved to the block's own offsets. `claims` are sorted by place. */
export function claimsWithin(claims: readonly PlacedClaim[], start: number, end: number): PlacedClaim[] {
  let low = 0
  let high = claims.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((claims[middle]?.end ?? 0) <= start) low = middle + 1
    else high = middle
  }
  const within: PlacedClaim[] = []
  for (let i = low; i < claims.length; i += 1) {
    const claim = claims[i]
    if (!claim || claim.start >= end) break
    within.push({ index: claim.index, start: Math.max(0, claim.start - start), end: Math.min(end, claim.end) - start })
  }
  return within
}

/** Inline elements that may stand whole inside a claim; anything else is entered. */
const INLINE = new Set(['a', 'em', 'strong', 'code', 'del', 'img', 'br', 'sup', 'sub', 'span', 'math'])

const EMPHASIS = new Set(['em', 'strong', 'del'])

type Piece = { node: ElementContent; claim: number | undefined }

/**
 * Maps each index of a rendered text to its offset in the source, which begins at `from`.
 * The two differ by escapes and entities only: what does not match is skipped in the source.
 */
export function sourceOffsets(rendered: string, source: string, from: number): (index: number) => number {
  const inside = source.indexOf(rendered)
  if (inside >= 0) return (index) => from + inside + index
  const offsets: number[] = []
  let at = 0
  for (const character of rendered.split('')) {
    const next = source.indexOf(character, at)
    const near = next >= 0 && next - at <= 12
    offsets.push(from + (near ? next : at))
    if (near) at = next + 1
    // An entity that shows another character, such as `&nbsp;`, is passed over whole.
    else if (source[at] === '&' && source.indexOf(';', at) > 0) at = source.indexOf(';', at) + 1
    else at += 1
  }
  return (index) => offsets[index] ?? from + source.length
}

/** The first index of `0..length` whose source offset is at or past `offset`. */
function renderedIndex(sourceAt: (index: number) => number, length: number, offset: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sourceAt(middle) < offset) low = middle + 1
    else high = middle
  }
  return low
}

const rest = (): Element => ({ type: 'element', tagName: 'span', properties: { className: ['rest'] }, children: [{ type: 'text', value: ' ' }] })

/** `[2]`, `[1, 3]`, `[1–3]` and `【2】` cite passages; a space after the end of a sentence is a rest, where the verdict's mark will stand; an override of direction is shown by name and turns nothing. */
const CITE_OR_REST = /([[【［]\s*(?:(?:passage|source)\s+)?\d{1,3}(?:\s*[,;、，–-]\s*\d{1,3})*(?:†[^\]】］\s]*)?\s*[\]】］])|([\u202d\u202e])|(?<=[.!?…][)"'”’]{0,2}(?:\[\d{1,3}\]){0,9}) (?=\S)/g

/** A citation of one passage, or of a run of them; its text is exactly what was written. */
function cite(text: string, claim: number | undefined): Element {
  const numbers = text.match(/\d{1,3}/g) ?? []
  const to = numbers.at(-1)
  return { type: 'element', tagName: 'span', properties: { dataCite: numbers[0] ?? '', ...(numbers.length > 1 ? { dataCiteTo: to } : {}), ...(claim === undefined ? {} : { dataCiteOf: String(claim) }) }, children: [{ type: 'text', value: text }] }
}

/** `[1, 3]` is two citations, each number one, with what stands between them left as it is. */
function cites(written: string, claim: number | undefined): ElementContent[] {
  if (!/\d\s*[,;、，]/.test(written)) return [cite(written, claim)]
  return written.split(/(\d{1,3}(?:\s*[–-]\s*\d{1,3})?)/).flatMap((piece, i): ElementContent[] => (i % 2 ? [cite(piece, claim)] : piece === '' ? [] : [{ type: 'text', value: piece }]))
}

function wrapRests(value: string, claim?: number): ElementContent[] {
  const out: ElementContent[] = []
  let from = 0
  for (const found of value.matchAll(CITE_OR_REST)) {
    if (found.index > from) out.push({ type: 'text', value: value.slice(from, found.index) })
    const [all, cited, turning] = found
    if (turning) out.push({ type: 'element', tagName: 'span', properties: { className: ['turning'], dataName: codePointName(turning) }, children: [{ type: 'text', value: turning }] })
    else if (cited) out.push(...cites(cited, claim))
    else out.push(rest())
    from = found.index + all.length
  }
  if (from < value.length || out.length === 0) out.push({ type: 'text', value: value.slice(from) })
  return out
}

function cutText(node: Text, claims: readonly PlacedClaim[], markdown: string): Piece[] {
  const from = node.position?.start.offset
  const to = node.position?.end.offset
  if (from === undefined || to === undefined || claims.length === 0) {
    return wrapRests(node.value).map((piece) => ({ node: piece, claim: undefined }))
  }
  const sourceAt = sourceOffsets(node.value, markdown.slice(from, to), from)
  const pieces: Piece[] = []
  const push = (start: number, end: number, claim: number | undefined): void => {
    if (end > start) for (const piece of wrapRests(node.value.slice(start, end), claim)) pieces.push({ node: piece, claim })
  }
  let at = 0
  for (const claim of claims) {
    if (claim.end <= sourceAt(0)) continue
    if (claim.start >= to) break
    const start = Math.max(at, renderedIndex(sourceAt, node.value.length, claim.start))
    const end = Math.max(start, renderedIndex(sourceAt, node.value.length, claim.end))
    push(at, start, undefined)
    push(start, end, claim.index)
    at = end
  }
  push(at, node.value.length, undefined)
  return separateRests(pieces)
}

const endsSentence = (node: ElementContent | undefined): boolean =>
  node?.type === 'text' ? /[.!?…][)"'”’]{0,2}$/.test(node.value) : node?.type === 'element' && node.properties['dataCite'] !== undefined

/** A space between two claims is cut from its sentence's stop: it is widened all the same. */
function separateRests(pieces: Piece[]): Piece[] {
  return pieces.flatMap((piece, i) => {
    if (piece.node.type !== 'text' || !piece.node.value.startsWith(' ') || !endsSentence(pieces[i - 1]?.node)) return [piece]
    const left = piece.node.value.slice(1)
    return [{ node: rest(), claim: piece.claim }, ...(left ? [{ node: { type: 'text', value: left } as const, claim: piece.claim }] : [])]
  })
}

/** Emphasis may hold citations; code and links hold none. */
function citeWithin(node: Element, claim: number): void {
  if (!EMPHASIS.has(node.tagName)) return
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text') return wrapRests(child.value, claim)
    if (child.type === 'element') citeWithin(child, claim)
    return [child]
  })
}

function piecesOf(node: ElementContent, claims: readonly PlacedClaim[], markdown: string): Piece[] {
  if (node.type === 'text') return cutText(node, claims, markdown)
  if (node.type !== 'element') return [{ node, claim: undefined }]
  const from = node.position?.start.offset
  const to = node.position?.end.offset
  if (INLINE.has(node.tagName) && from !== undefined && to !== undefined) {
    const whole = claims.find((claim) => claim.start <= from && to <= claim.end)
    if (whole) {
      citeWithin(node, whole.index)
      return [{ node, claim: whole.index }]
    }
  }
  if (node.tagName !== 'pre' && node.tagName !== 'code') node.children = place(node.children, claims, markdown)
  return [{ node, claim: undefined }]
}

function place(children: readonly ElementContent[], claims: readonly PlacedClaim[], markdown: string): ElementContent[] {
  const pieces = children.flatMap((child) => piecesOf(child, claims, markdown))
  const out: ElementContent[] = []
  let open: { claim: number; element: Element } | undefined
  for (const { node, claim } of pieces) {
    if (claim === undefined) {
      open = undefined
      out.push(node)
    } else if (open?.claim === claim) {
      open.element.children.push(node)
    } else {
      open = { claim, element: { type: 'element', tagName: 'span', properties: { dataClaim: String(claim) }, children: [node] } }
      out.push(open.element)
    }
  }
  return out
}

/** Marks the last span of each claim: only that one carries the verdict's mark. */
function markLast(root: Root): void {
  const last = new Map<string, Element>()
  const walk = (node: Root | Element): void => {
    for (const child of node.children) {
      if (child.type !== 'element') continue
      const claim = child.properties['dataClaim']
      if (typeof claim === 'string') last.set(claim, child)
      walk(child)
    }
  }
  walk(root)
  for (const element of last.values()) element.properties['dataLast'] = ''
}

/** `claims` are sorted by place and do not overlap. Runs after sanitising: the spans it adds are its own. */
export function placeClaims(options: { claims: readonly PlacedClaim[]; markdown: string }) {
  return (root: Root): void => {
    root.children = place(root.children, options.claims, options.markdown)
    markLast(root)
  }
}

/** Raw HTML is shown as the text it is, never run and never dropped without a trace. */
export function showRawHtml() {
  const walk = (node: Root | Element): void => {
    node.children = node.children.map((child): ElementContent => {
      if ((child.type as string) === 'raw') return { ...(child as Text), type: 'text' }
      if (child.type === 'element') walk(child)
      return child
    })
  }
  return (root: Root): void => walk(root)
}
