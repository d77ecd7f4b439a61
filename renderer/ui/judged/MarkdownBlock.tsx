/** One block of Markdown with its claims in place; rendered again only when its text or its claims change. */
import { type ComponentProps, memo, useMemo, useSyncExternalStore } from 'react'
import Markdown, { type Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { langOf } from '../langOf.ts'
import { directionOf, giveDirections, hasRightToLeft } from '../markdown/direction.ts'
import { FencedCode } from '../markdown/FencedCode.tsx'
import { OutsideLink } from '../markdown/OutsideLink.tsx'
import { readFence } from '../markdown/readFence.ts'
import { ClaimSpan } from './ClaimSpan.tsx'
import { dollarMath, hasMath, loadedMath, markFormulas, mathSteps, onMathLoaded } from './math.ts'
import { type PlacedClaim, placeClaims, showRawHtml } from './placeClaims.ts'
import type { Element, PluggableList } from './tree.ts'

function Link({ href, children }: ComponentProps<'a'> & { node?: unknown }) {
  return <OutsideLink href={href}>{children}</OutsideLink>
}

/** Nothing is fetched from outside: an image in an answer is shown as a link to it. */
function Picture({ src, alt }: ComponentProps<'img'> & { node?: unknown }) {
  return <OutsideLink href={typeof src === 'string' ? src : undefined}>{alt || 'picture'}</OutsideLink>
}

/** A wide table scrolls within itself. */
function Table({ children }: ComponentProps<'table'> & { node?: unknown }) {
  return (
    <div className="table-scroll">
      <table>{children}</table>
    </div>
  )
}

/** Code within a list or a quotation; a fence of its own never comes here. */
function Pre({ children, node }: ComponentProps<'pre'> & { node?: Element }) {
  const code = node?.children[0]
  if (code?.type !== 'element' || code.tagName !== 'code') return <pre>{children}</pre>
  const text = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('')
  const classes = code.properties['className']
  const language = Array.isArray(classes) ? String(classes.find((name) => String(name).startsWith('language-')) ?? '').slice('language-'.length) : ''
  return <FencedCode code={text.replace(/\n$/, '')} language={language} closed />
}

const components = { span: ClaimSpan, a: Link, img: Picture, table: Table, pre: Pre } as Components
const remark: PluggableList = [remarkGfm]
const rehype: PluggableList = [showRawHtml, rehypeSanitize]

export interface BlockProps {
  readonly markdown: string
  /** Offsets within this block. */
  readonly claims: readonly PlacedClaim[]
  /** Link definitions of the whole text. */
  readonly definitions: string
  /** More of it may still come. */
  readonly growing?: boolean
}

function same(a: BlockProps, b: BlockProps): boolean {
  return (
    a.markdown === b.markdown &&
    a.definitions === b.definitions &&
    a.growing === b.growing &&
    a.claims.length === b.claims.length &&
    a.claims.every((claim, i) => claim.index === b.claims[i]?.index && claim.start === b.claims[i].start && claim.end === b.claims[i].end)
  )
}

export const MarkdownBlock = memo(function MarkdownBlock(props: BlockProps) {
  const fence = readFence(props.markdown)
  return fence ? (
    <div data-block="">
      <FencedCode code={fence.code} language={fence.language} closed={fence.closed || props.growing !== true} />
    </div>
  ) : (
    <Prose {...props} />
  )
}, same)

function Prose({ markdown, claims, definitions }: BlockProps) {
  const source = useMemo(() => dollarMath(markdown), [markdown])
  const wantsMath = hasMath(source)
  const math = useSyncExternalStore(onMathLoaded, () => (wantsMath ? (loadedMath() ?? mathSteps()) : undefined))
  const turns = hasRightToLeft(markdown)
  const rehypePlugins = useMemo<PluggableList>(
    () => [...rehype, ...(math ? [markFormulas] : []), [placeClaims, { claims, markdown: source }], ...(turns ? [giveDirections] : [])],
    [claims, source, math, turns],
  )
  return (
    <div dir={turns ? directionOf(markdown) : 'auto'} lang={langOf(markdown)} data-block="">
      <Markdown remarkPlugins={math ? [...remark, ...math.remark] : remark} rehypePlugins={rehypePlugins} components={components}>
        {source + definitions}
      </Markdown>
    </div>
  )
}
