/** One block of Markdown with its claims in place; rendered again only when its text or its claims change. */
import { type ComponentProps, memo, useMemo, useSyncExternalStore } from 'react'
import Markdown, { type Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { langOf } from '../langOf.ts'
import { ClaimSpan } from './ClaimSpan.tsx'
import { dollarMath, hasMath, loadedMath, markFormulas, mathSteps, onMathLoaded } from './math.ts'
import { type PlacedClaim, placeClaims, showRawHtml } from './placeClaims.ts'
import type { PluggableList } from './tree.ts'

function Link({ node: _node, href, children, ...rest }: ComponentProps<'a'> & { node?: unknown }) {
  const outside = href?.startsWith('http')
  return (
    <a {...rest} href={href} {...(outside ? { target: '_blank', rel: 'noreferrer noopener' } : {})}>
      {children}
    </a>
  )
}

/** Nothing is fetched from outside: an image in an answer is shown as a link to it. */
function Picture({ src, alt }: ComponentProps<'img'> & { node?: unknown }) {
  const name = alt || 'picture'
  return typeof src === 'string' && src.startsWith('http') ? (
    <a href={src} target="_blank" rel="noreferrer noopener">
      {name}
    </a>
  ) : (
    <span>{name}</span>
  )
}

const components = { span: ClaimSpan, a: Link, img: Picture } as Components
const remark: PluggableList = [remarkGfm]
const rehype: PluggableList = [showRawHtml, rehypeSanitize]

export interface BlockProps {
  readonly markdown: string
  /** Offsets within this block. */
  readonly claims: readonly PlacedClaim[]
  /** Link definitions of the whole text. */
  readonly definitions: string
}

function same(a: BlockProps, b: BlockProps): boolean {
  return (
    a.markdown === b.markdown &&
    a.definitions === b.definitions &&
    a.claims.length === b.claims.length &&
    a.claims.every((claim, i) => claim.index === b.claims[i]?.index && claim.start === b.claims[i].start && claim.end === b.claims[i].end)
  )
}

export const MarkdownBlock = memo(function MarkdownBlock({ markdown, claims, definitions }: BlockProps) {
  const source = useMemo(() => dollarMath(markdown), [markdown])
  const wantsMath = hasMath(source)
  const math = useSyncExternalStore(onMathLoaded, () => (wantsMath ? (loadedMath() ?? mathSteps()) : undefined))
  const rehypePlugins = useMemo<PluggableList>(
    () => [...rehype, ...(math ? [markFormulas] : []), [placeClaims, { claims, markdown: source }]],
    [claims, source, math],
  )
  return (
    <div dir="auto" lang={langOf(markdown)} data-block="">
      <Markdown remarkPlugins={math ? [...remark, ...math.remark] : remark} rehypePlugins={rehypePlugins} components={components}>
        {source + definitions}
      </Markdown>
    </div>
  )
}, same)
