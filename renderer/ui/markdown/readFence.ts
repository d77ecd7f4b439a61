/** Reads a block that is one fence of code and nothing else: such a block needs no Markdown, however long it is. */

export interface Fence {
  /** The first word after the marks: the language, as it was written. */
  readonly language: string
  readonly code: string
  /** Its end has come. */
  readonly closed: boolean
}

const OPENING = /^(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})[ \t]*([^\s]*)[^\n]*(?:\n|$)/

/** `undefined`: the block is something else, or more than a fence. A formula is not code. */
export function readFence(block: string): Fence | undefined {
  const opening = OPENING.exec(block)
  const mark = opening?.[1]
  const language = opening?.[2] ?? ''
  if (!opening || !mark || language === 'math') return undefined
  const rest = block.slice(opening[0].length)
  const end = rest.trimEnd()
  const lastLine = end.slice(end.lastIndexOf('\n') + 1)
  const marks = lastLine.trim()
  const onlyMarks = marks !== '' && marks === (mark[0] ?? '').repeat(marks.length) && /^ {0,3}\S/.test(lastLine)
  const closed = onlyMarks && marks.length >= mark.length
  // While it streams, the first marks of the closing line are not code yet.
  const code = closed || (onlyMarks && rest.length === end.length) ? end.slice(0, end.length - lastLine.length) : rest
  return { language, code: code.replace(/\n$/, ''), closed }
}
