/** Finding in the open conversation: the exchanges whose question or shown answer holds the words. */
import type { Entry, Exchange } from './store.ts'

export interface FoundInChat {
  readonly query: string
  /** Indexes of exchanges, latest first: what was said last is looked for first. */
  readonly at: readonly number[]
  readonly current: number
}

export function findInChat(exchanges: readonly Exchange[], query: string, shownAnswer: (exchange: Exchange) => Entry): FoundInChat | undefined {
  const words = query.trim().toLowerCase()
  if (words === '') return undefined
  const at = exchanges.flatMap((exchange, index) => {
    const { started, answer } = shownAnswer(exchange).feed.getState()
    return `${started?.question ?? ''}\n${answer}`.toLowerCase().includes(words) ? [index] : []
  })
  return { query, at: at.reverse(), current: 0 }
}

export const stepped = (found: FoundInChat, by: number): FoundInChat => ({ ...found, current: (found.current + by + found.at.length) % Math.max(1, found.at.length) })

const NAME = 'found'

/** Marks every occurrence in what is rendered below `root`, without touching it; browsers without highlights only scroll. */
export function highlight(root: Element | null, found: readonly string[]): void {
  if (!('highlights' in CSS)) return
  CSS.highlights.delete(NAME)
  const sought = found.map((words) => words.trim().toLowerCase()).filter(Boolean)
  if (!root || sought.length === 0) return
  const ranges: Range[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue?.toLowerCase() ?? ''
    for (const words of sought) {
      for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
        const range = new Range()
        range.setStart(node, at)
        range.setEnd(node, Math.min(at + words.length, node.nodeValue?.length ?? 0))
        ranges.push(range)
      }
    }
  }
  CSS.highlights.set(NAME, new Highlight(...ranges))
}
