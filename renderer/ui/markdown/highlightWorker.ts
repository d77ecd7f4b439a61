/** The worker that reads code for its colours: whatever a text does to it, the screen goes on. */
import highlighter from 'highlight.js/lib/common'
import { type Ranges, rangesOf } from './highlightRanges.ts'

export interface HighlightQuestion {
  readonly id: number
  readonly language: string
  readonly code: string
}

export interface HighlightAnswer {
  readonly id: number
  /** Missing for a language that it does not know. */
  readonly ranges?: Ranges
}

const here = globalThis as unknown as { onmessage: (event: MessageEvent<HighlightQuestion>) => void; postMessage(answer: HighlightAnswer): void }

here.onmessage = ({ data: { id, language, code } }) => {
  const known = highlighter.getLanguage(language) !== undefined
  here.postMessage(known ? { id, ranges: rangesOf(highlighter.highlight(code, { language, ignoreIllegals: true }).value) } : { id })
}
