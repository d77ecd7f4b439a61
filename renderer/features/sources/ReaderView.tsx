/** The reader: a source's own text, line by line, with the quote highlighted, an outline, and finding in it. */
import { ArrowLeft, ListTree } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { IconButton } from '../../ui/Button.tsx'
import { FindBar } from '../../ui/FindBar.tsx'
import { langOf } from '../../ui/langOf.ts'
import { Page } from '../../ui/Page.tsx'
import { Outline } from './Outline.tsx'
import type { Found, Place } from './openReader.ts'
import { lineAt, type Line, type Reading } from './reading.ts'

interface Range {
  readonly start: number
  readonly end: number
}

interface ReaderViewProps {
  readonly reading: Reading
  readonly quote: Range | undefined
  readonly found: Found | undefined
  readonly place: Place | undefined
  readonly onGo: (offset: number) => void
  readonly onFind: (query: string, from: number) => void
  readonly onStep: (by: number) => void
  readonly onMore: (side: 'before' | 'after') => void
}

/** Pixels from an end of the text within which more of it is fetched. */
const MORE_WITHIN = 1500

interface Highlight extends Range {
  readonly kind: 'quote' | 'found' | 'current'
}

/** What is highlighted in a line: the quote, and what was found; where they meet, what was found. */
function rangesIn(line: Line, quote: Range | undefined, found: Found | undefined): Highlight[] {
  const end = line.start + line.text.length
  const length = found?.query.length ?? 0
  const hits = found?.at ?? []
  const ranges: Highlight[] = []
  // Hits are sorted: the first that reaches into the line is found by halving.
  let low = 0
  let high = hits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((hits[middle] ?? 0) + length <= line.start) low = middle + 1
    else high = middle
  }
  for (let i = low; (hits[i] ?? Infinity) < end; i += 1) {
    const start = hits[i] ?? 0
    ranges.push({ start, end: start + length, kind: i === found?.current ? 'current' : 'found' })
  }
  const met = quote && ranges.some((range) => range.start < quote.end && range.end > quote.start)
  if (quote && !met && quote.start < end && quote.end > line.start) ranges.push({ ...quote, kind: 'quote' })
  return ranges.sort((a, b) => a.start - b.start)
}

/** A line cut where highlights begin and end. `ranges` are sorted and do not overlap. */
function highlighted(line: Line, ranges: readonly Highlight[]): ReactNode {
  const end = line.start + line.text.length
  const pieces: ReactNode[] = []
  let at = line.start
  for (const range of ranges) {
    const from = Math.max(range.start, at)
    const to = Math.min(range.end, end)
    if (to <= from) continue
    if (from > at) pieces.push(line.text.slice(at - line.start, from - line.start))
    const text = line.text.slice(from - line.start, to - line.start)
    const look = range.kind === 'quote' ? 'bg-mark' : range.kind === 'current' ? 'bg-accent text-on-accent' : 'bg-accent-tint'
    pieces.push(
      <mark key={from} data-kind={range.kind} className={`rounded-xs text-inherit box-decoration-clone ${look}`}>
        {text}
      </mark>,
    )
    at = to
  }
  if (pieces.length === 0) return line.text
  pieces.push(line.text.slice(at - line.start))
  return pieces
}

export function ReaderView({ reading, quote, found, place, onGo, onFind, onStep, onMore }: ReaderViewProps) {
  const { source, lines, landmarks } = reading
  const [outline, setOutline] = useState(() => window.innerWidth > 1100 && landmarks.length > 1)
  const [here, setHere] = useState(0)
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const loaded = useRef(lines)
  useLayoutEffect(() => {
    loaded.current = lines
  }, [lines])
  useLayoutEffect(() => {
    if (!place) return
    // Only a new place moves the text; more of it arriving does not.
    if (place.offset === 0) scroller.current?.scrollTo(0, 0)
    else list.current?.scrollToIndex(lineAt(loaded.current, place.offset), { align: 'center' })
  }, [place])

  const headings = useMemo(() => new Map(landmarks.filter((mark) => mark.kind === 'heading').map((mark) => [mark.start, mark.level])), [landmarks])
  const pages = useMemo(() => new Map(landmarks.filter((mark) => mark.kind === 'page').map((mark) => [mark.start, mark.label])), [landmarks])
  return (
    <Page
      title={source.title}
      asideLabel="Outline"
      onCloseAside={() => setOutline(false)}
      aside={outline ? <Outline landmarks={landmarks} here={here} onGo={onGo} onClose={() => setOutline(false)} /> : undefined}
      tools={
        <>
          <FindBar label="Find in this source" found={found && { query: found.query, count: found.at?.length, current: found.current }} onFind={(query) => onFind(query, here)} onStep={onStep} />
          {landmarks.length > 1 ? <IconButton label={outline ? 'Hide the outline' : 'Show the outline'} icon={<ListTree size={16} />} onClick={() => setOutline(!outline)} aria-pressed={outline} /> : null}
        </>
      }
    >
      <div
        ref={scroller}
        tabIndex={0}
        role="document"
        aria-label={source.title}
        className="min-h-0 grow overflow-y-auto px-6 focus-visible:outline-offset-[-2px]"
        onScroll={(event) => {
          const view = event.currentTarget
          if (view.scrollTop < MORE_WITHIN) onMore('before')
          if (view.scrollHeight - view.scrollTop - view.clientHeight < MORE_WITHIN) onMore('after')
          const line = lines[list.current?.findItemIndex(view.scrollTop + 80) ?? 0]
          if (line) setHere(line.start)
        }}
      >
        <a href="#/sources" className="mt-5 mb-2 inline-flex items-center gap-1.5 rounded-md text-[0.8125rem] text-soft hover:text-ink">
          <ArrowLeft size={14} aria-hidden="true" />
          All sources
        </a>
        <div className="mx-auto max-w-[calc(var(--measure)-2.5rem)] pb-[30vh] text-[0.9375rem] leading-[1.65]">
          <Virtualizer ref={list} scrollRef={scroller} shift={reading.grewEarlier} startMargin={52} bufferSize={600}>
            {lines.map((line) => (
              <div key={line.start} dir="auto" lang={langOf(line.text)} className={`pb-2.5 break-words whitespace-pre-wrap ${headings.has(line.start) ? 'pt-3 font-semibold' : ''}`}>
                {pages.has(line.start) ? <span className="float-right ml-4 text-xs text-soft select-none">{pages.get(line.start)}</span> : null}
                {highlighted(line, rangesIn(line, quote, found))}
              </div>
            ))}
          </Virtualizer>
        </div>
      </div>
    </Page>
  )
}
