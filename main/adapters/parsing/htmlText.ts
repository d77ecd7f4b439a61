/** HTML as readable text: what a browser would show, block by block; nothing in the page is run or fetched. */
import type { Landmark } from '../../../shared/model/source.ts'
import { Problem } from '../../../shared/problem.ts'
import type { ExtractedText } from './plainText.ts'

/** Above this the furniture finder takes seconds a megabyte; the page is then kept whole. */
const FURNITURE_LIMIT = 600_000
/** Deeper pages than people write make the furniture finder quadratic. */
const FURNITURE_DEPTH = 200
/** A document tree takes some 40 times its source. */
const HTML_LIMIT = 30_000_000

const SKIPPED = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'IFRAME', 'OBJECT', 'SVG', 'CANVAS', 'HEAD', 'NAV', 'BUTTON', 'SELECT', 'TEXTAREA', 'DIALOG'])
const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL'.split(' '),
)
/** After these a single line break is enough: they belong to what surrounds them. */
const LINES = new Set(['LI', 'DT', 'DD', 'TR', 'CAPTION', 'FIGCAPTION'])

interface Block {
  text: string
  /** 0 is no heading. */
  level: number
  /** Characters that stand in links. */
  linked: number
  lineOnly: boolean
  verbatim: boolean
}

/** The little of the DOM that is walked; linkedom's own types are looser. */
interface WalkNode {
  readonly nodeType: number
  readonly nodeValue: string | null
  readonly nodeName: string
  readonly firstChild: WalkNode | null
  readonly nextSibling: WalkNode | null
  readonly parentNode: WalkNode | null
  getAttribute?(name: string): string | null
}

const isHidden = (node: WalkNode): boolean =>
  node.getAttribute?.('hidden') != null || node.getAttribute?.('aria-hidden') === 'true' || /display\s*:\s*none/i.test(node.getAttribute?.('style') ?? '')

/** Walks without recursion, so that a page nested a million deep cannot overflow the stack. */
function readBlocks(root: WalkNode): { blocks: Block[]; depth: number } {
  const blocks: Block[] = []
  const state = { pre: 0, link: 0, depth: 0, deepest: 0 }
  let open: Block = { text: '', level: 0, linked: 0, lineOnly: false, verbatim: false }
  const close = (lineOnly: boolean): void => {
    const text = open.verbatim ? open.text.replace(/^\n+|\s+$/g, '') : open.text.trim()
    if (text !== '' && text !== '-') blocks.push({ ...open, text, lineOnly })
    open = { text: '', level: 0, linked: 0, lineOnly: false, verbatim: state.pre > 0 }
  }
  const enter = (node: WalkNode): void => {
    const name = node.nodeName.toUpperCase()
    if (name === 'BR') open.text += '\n'
    // 2<sup>48</sup> is not 248.
    else if (name === 'SUP' && /\d$/.test(open.text) && /^[-−+]?\d/.test(node.firstChild?.nodeValue ?? '')) open.text += '^'
    else if (name === 'A') state.link++
    else if (name === 'TD' || name === 'TH') open.text += open.text === '' ? '' : ' | '
    else if (BLOCKS.has(name)) {
      close(LINES.has(name))
      if (name === 'PRE') open.verbatim = ++state.pre > 0
      else if (name === 'LI') open.text = '- '
      if (/^H[1-6]$/.test(name)) open.level = Number(name[1])
    }
  }
  const leave = (node: WalkNode): void => {
    const name = node.nodeName.toUpperCase()
    if (name === 'A') state.link--
    else if (BLOCKS.has(name)) {
      if (name === 'PRE') state.pre--
      close(LINES.has(name))
    }
  }
  const read = (value: string): void => {
    const text = state.pre > 0 ? value : value.replace(/[\s\u00a0]+/g, ' ')
    const glued = state.pre === 0 && /(?:^|\s)$/.test(open.text) ? text.trimStart() : text
    open.text += glued
    if (state.link > 0) open.linked += glued.length
  }
  for (let node: WalkNode | null = root; node; ) {
    const element = node.nodeType === 1
    if (node.nodeType === 3) read(node.nodeValue ?? '')
    const skipped = element && (SKIPPED.has(node.nodeName.toUpperCase()) || isHidden(node))
    if (element && !skipped) enter(node)
    if (element && !skipped && node.firstChild) {
      state.deepest = Math.max(state.deepest, ++state.depth)
      node = node.firstChild
      continue
    }
    if (element && !skipped) leave(node)
    while (node && node !== root && !node.nextSibling) {
      node = node.parentNode
      state.depth--
      if (node) leave(node)
    }
    node = !node || node === root ? null : node.nextSibling
  }
  close(false)
  return { blocks, depth: state.deepest }
}

const comparable = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').replace(/^- /, '').trim()

/** Prose is kept whatever the furniture finder says of it; only short or linked blocks may be furniture. */
const mayBeFurniture = (block: Block): boolean => block.level === 0 && (block.text.length < 60 || block.linked > block.text.length * 0.6)

/** Menus, share bars and cookie notes, found by defuddle: blocks it leaves out that are not prose. Without a verdict everything stays. */
async function withoutFurniture(html: string, { blocks, depth }: { blocks: Block[]; depth: number }): Promise<Block[]> {
  if (html.length > FURNITURE_LIMIT || depth > FURNITURE_DEPTH) return blocks
  try {
    const [{ parseHTML }, { Defuddle }] = await Promise.all([import('linkedom'), import('defuddle/node')])
    const found = await Defuddle(parseHTML(html).document as never, 'https://local.invalid/', { useAsync: false, standardize: false, fetch: noFetch })
    const kept = readBlocks(parseHTML(`<!doctype html><html><body>${found.content}</body></html>`).document.body as unknown as WalkNode)
    const keep = new Set(kept.blocks.map((block) => comparable(block.text)))
    const left = blocks.filter((block) => keep.has(comparable(block.text)) || !mayBeFurniture(block))
    return lengthOf(left) < lengthOf(blocks) * 0.3 ? blocks : left
  } catch {
    return blocks
  }
}

const lengthOf = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + block.text.length, 0)
const noFetch = (): Promise<Response> => Promise.reject(new Error('a page is never fetched while it is read'))

/** The charset that a page declares in its first bytes. */
export function declaredCharset(head: Uint8Array): string | undefined {
  return /charset\s*=\s*["']?\s*([\w-]{2,40})/i.exec(new TextDecoder('latin1').decode(head.subarray(0, 2048)))?.[1]
}

/** Title, text with headings as landmarks, and the date the page says it was published. */
export async function extractHtml(html: string, name: string): Promise<ExtractedText> {
  if (html.length > HTML_LIMIT) throw new Problem('source.too-large', `an HTML page may have ${HTML_LIMIT / 1e6} million characters`)
  const { parseHTML } = await import('linkedom')
  // A fragment without <html> or <body> would otherwise be read as an empty document.
  const whole = /<(?:html|body)[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`
  const { document } = parseHTML(whole)
  const blocks = await withoutFurniture(whole, readBlocks((document.body ?? document.documentElement) as unknown as WalkNode))
  const landmarks: Landmark[] = []
  let text = ''
  for (const [i, block] of blocks.entries()) {
    const before = blocks[i - 1]
    if (before) text += block.lineOnly && before.level === 0 && !before.verbatim && (before.lineOnly || block.text.startsWith('- ')) ? '\n' : '\n\n'
    if (block.level > 0) landmarks.push({ kind: 'heading', label: comparable(block.text).slice(0, 200), level: block.level, start: text.length })
    text += block.text
  }
  const meta = (selector: string): string => document.querySelector(selector)?.getAttribute('content')?.trim() ?? ''
  const title = comparable(document.querySelector('title')?.textContent ?? '') || (landmarks[0]?.label ?? name)
  const published = /^\d{4}(?:-\d\d){0,2}/.exec(meta('meta[property="article:published_time"]') || meta('meta[name="dc.date"]') || meta('meta[name="date"]'))?.[0]
  return { title: title.slice(0, 300), text, landmarks, ...(published ? { published } : {}) }
}
