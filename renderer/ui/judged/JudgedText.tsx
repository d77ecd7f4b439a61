/** A text with its claims underlined by verdict: cut into blocks, each rendered once it has changed; long ones only where they are seen. */
import { type Ref, type RefObject, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { createBlockCutter, linkDefinitions } from './cutBlocks.ts'
import { type Judged, JudgedContext } from './judged.ts'
import { MarkdownBlock } from './MarkdownBlock.tsx'
import { claimsWithin, type PlacedClaim } from './placeClaims.ts'

export interface JudgedTextHandle {
  /** Brings the place of an offset into view, also where it is not rendered yet. */
  showOffset(offset: number): void
  /** The stretch of the text that is on the screen. */
  seen(): { readonly start: number; readonly end: number } | undefined
}

/** From so many blocks on, those out of sight are neither laid out nor painted. */
const MANY = 80

interface JudgedTextProps {
  readonly text: string
  readonly claims: readonly PlacedClaim[]
  readonly judged: Judged
  readonly streaming?: boolean
  /** Line breaks of the text are kept: for texts that were pasted. */
  readonly lines?: boolean
  /** The scrolling element, where only what is seen shall be rendered. */
  readonly scroll?: RefObject<HTMLElement | null>
  /** Pixels in the scrolling element above this text. */
  readonly startMargin?: number
  readonly ref?: Ref<JudgedTextHandle> | undefined
}

/** From the first block to the last one that reach into the window; they stand below each other. */
function blocksSeen(elements: HTMLCollection, blocks: readonly { readonly start: number; readonly end: number }[]): { start: number; end: number } | undefined {
  /** The first block for which it holds, which it does for all that follow. */
  const firstThat = (holds: (box: DOMRect) => boolean): number => {
    let [from, to] = [0, Math.min(elements.length, blocks.length)]
    while (from < to) {
      const middle = (from + to) >> 1
      if (holds(elements[middle]!.getBoundingClientRect())) to = middle
      else from = middle + 1
    }
    return from
  }
  const first = blocks[firstThat(({ bottom }) => bottom > 0)]
  const last = blocks[firstThat(({ top }) => top >= window.innerHeight) - 1]
  return first && last && first.start < last.end ? { start: first.start, end: last.end } : undefined
}

export function JudgedText({ text, claims, judged, streaming = false, lines = false, scroll, startMargin, ref }: JudgedTextProps) {
  const [cutter] = useState(createBlockCutter)
  const cut = useMemo(() => cutter(text), [cutter, text])
  const definitions = useMemo(() => (streaming ? '' : linkDefinitions(text)), [streaming, text])
  const list = useRef<VirtualizerHandle>(null)
  const container = useRef<HTMLDivElement>(null)
  useImperativeHandle(ref, () => ({
    showOffset(offset) {
      const index = cut.blocks.findIndex((block) => offset < block.end)
      if (index < 0) return
      if (scroll) list.current?.scrollToIndex(index, { align: 'center' })
      else container.current?.children[index]?.scrollIntoView({ block: 'nearest' })
    },
    seen() {
      const shown = list.current
      if (!shown) return container.current ? blocksSeen(container.current.children, cut.blocks) : undefined
      const [first, last] = [shown.scrollOffset, shown.scrollOffset + shown.viewportSize].map((offset) => cut.blocks[Math.min(cut.blocks.length - 1, Math.max(0, shown.findItemIndex(offset)))])
      return first && last && { start: first.start, end: last.end }
    },
  }))
  // By their number, not their place: where a revision moves what stands behind it, nothing is drawn anew.
  const blocks = cut.blocks.map((block, number) => (
    <MarkdownBlock
      key={number}
      markdown={text.slice(block.start, block.end)}
      claims={claimsWithin(claims, block.start, block.end)}
      definitions={definitions}
      growing={streaming && number === cut.blocks.length - 1}
    />
  ))
  const className = `prose ${lines ? 'lines' : ''} ${streaming ? 'streaming' : ''} ${blocks.length > MANY ? 'many' : ''}`
  return (
    <JudgedContext value={judged}>
      {scroll ? (
        <div className={`${className} virtual`}>
          <Virtualizer ref={list} scrollRef={scroll} startMargin={startMargin ?? 0}>
            {blocks}
          </Virtualizer>
        </div>
      ) : (
        <div ref={container} className={className}>
          {blocks}
        </div>
      )}
    </JudgedContext>
  )
}
