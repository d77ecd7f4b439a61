/** The exchanges of a conversation: only what is seen is rendered; while an answer grows, the end stays in view. */
import { type ReactElement, useEffect, useLayoutEffect, useRef } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { highlight } from './findInChat.ts'
import type { Exchange } from './store.ts'

interface TurnListProps {
  readonly exchanges: readonly Exchange[]
  /** Whether the last change added to the beginning: the view then stays where it is. */
  readonly grewEarlier: boolean
  readonly more: boolean
  readonly onEarlier: () => void
  /** The words that were found, and the exchange to go to; a new object goes there again. */
  readonly goTo?: { readonly index: number; readonly words: readonly string[] } | undefined
  readonly children: (exchange: Exchange) => ReactElement
}

/** Pixels from the end within which the list still counts as being at its end. */
const NEAR = 60
/** The same for somebody who scrolls up: what rounding leaves. */
const AT_END = 2
const EARLIER_WITHIN = 1200

export function TurnList({ exchanges, grewEarlier, more, onEarlier, goTo, children }: TurnListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const atEnd = useRef(true)
  const lastTop = useRef(0)
  const last = exchanges.at(-1)?.key
  const lastIndex = useRef(0)

  useLayoutEffect(() => {
    lastIndex.current = exchanges.length - 1
  }, [exchanges])
  // A new question, and opening a conversation, go to the end.
  useLayoutEffect(() => {
    atEnd.current = true
    list.current?.scrollToIndex(lastIndex.current, { align: 'end' })
  }, [last])
  useEffect(() => {
    if (!goTo) return highlight(null, [])
    atEnd.current = false
    list.current?.scrollToIndex(goTo.index, { align: 'start' })
    // Once the exchange has been scrolled in and rendered, and again whenever scrolling renders others.
    const mark = (): void => highlight(scroller.current, goTo.words)
    const timer = setTimeout(mark, 60)
    const view = scroller.current
    view?.addEventListener('scrollend', mark)
    return () => {
      clearTimeout(timer)
      view?.removeEventListener('scrollend', mark)
    }
  }, [goTo])
  useEffect(() => {
    const element = content.current
    const view = scroller.current
    if (!element || !view) return
    const follow = new ResizeObserver(() => {
      if (!atEnd.current) return
      view.scrollTop = view.scrollHeight
      // Its own event comes later, perhaps joined with a scroll of the person's: that one is held against this place.
      lastTop.current = view.scrollTop
    })
    follow.observe(element)
    follow.observe(view)
    return () => follow.disconnect()
  }, [])

  return (
    <div
      ref={scroller}
      className="min-h-0 grow overflow-y-auto overflow-x-hidden [overflow-anchor:none]"
      tabIndex={-1}
      role="log"
      aria-live="off"
      aria-label="Conversation"
      data-exchanges={exchanges.length}
      onWheel={(event) => {
        if (event.deltaY < 0) atEnd.current = false
      }}
      onScroll={(event) => {
        const view = event.currentTarget
        const left = view.scrollHeight - view.scrollTop - view.clientHeight
        // Who scrolls up, however little at a time, is not pulled back by what is written meanwhile.
        atEnd.current = left < (view.scrollTop < lastTop.current ? AT_END : NEAR)
        lastTop.current = view.scrollTop
        if (more && view.scrollTop < EARLIER_WITHIN) onEarlier()
      }}
    >
      <div ref={content}>
        <Virtualizer ref={list} scrollRef={scroller} data={exchanges} shift={grewEarlier} bufferSize={400}>
          {/* The room at the end belongs to the last one: with room below it, the list would take its growing for something above what is read, and scroll along. */}
          {(exchange, index) => (
            <div key={exchange.key} className={index === exchanges.length - 1 ? 'pb-6' : ''}>
              {children(exchange)}
            </div>
          )}
        </Virtualizer>
      </div>
    </div>
  )
}
