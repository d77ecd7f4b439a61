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
const EARLIER_WITHIN = 1200

export function TurnList({ exchanges, grewEarlier, more, onEarlier, goTo, children }: TurnListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const atEnd = useRef(true)
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
      if (atEnd.current) view.scrollTop = view.scrollHeight
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
        atEnd.current = view.scrollHeight - view.scrollTop - view.clientHeight < NEAR
        if (more && view.scrollTop < EARLIER_WITHIN) onEarlier()
      }}
    >
      <div ref={content} className="pb-6">
        <Virtualizer ref={list} scrollRef={scroller} data={exchanges} shift={grewEarlier} bufferSize={400}>
          {(exchange) => <div key={exchange.key}>{children(exchange)}</div>}
        </Virtualizer>
      </div>
    </div>
  )
}
