/** When an answer is revised above what is being read, what is being read stays where it is. */

export interface InView {
  readonly scroller: Element
  readonly block: Element
  /** Pixels from the top of the window. */
  readonly top: number
}

/** The first block of a turn that begins within the view; `undefined` where none does, or nothing scrolls. */
export function firstInView(turn: string): InView | undefined {
  const article = document.querySelector(`[data-turn="${turn}"]`)
  const scroller = article?.closest('[role=log]')
  if (!article || !scroller) return undefined
  const from = scroller.getBoundingClientRect().top
  for (const block of article.querySelectorAll('[data-block]')) {
    const { top } = block.getBoundingClientRect()
    if (top >= from) return { scroller, block, top }
  }
  return undefined
}

/** Scrolls by as much as it has moved since. */
export function putBack({ scroller, block, top }: InView): void {
  const moved = block.getBoundingClientRect().top - top
  if (block.isConnected && moved !== 0) scroller.scrollTop += moved
}
