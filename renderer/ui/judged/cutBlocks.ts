/** Cuts a growing Markdown text into blocks, so that while it streams only the last one is rendered again. */

/** Offsets in the whole text, UTF-16, half open; the blocks cover the text without gaps. */
export interface Block {
  readonly start: number
  readonly end: number
}

export interface Cut {
  /** Every block but the last is finished: more text never changes it. */
  readonly blocks: readonly Block[]
  readonly length: number
}

const NOTHING_CUT: Cut = { blocks: [], length: 0 }

const FENCE = /^ {0,3}(`{3,}|~{3,})/
const HEADING = /^ {0,3}#{1,6}(?:\s|$)/
const LIST_ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s/
const MATH = /^ {0,3}\$\$/
/** A list this long is cut between its items, or a long list would be rendered again for each word. */
const LONG_LIST = 2000

/** A paragraph this long is cut at the end of a sentence, for the same reason. */
const LONG_PARAGRAPH = 4000

type Open = { kind: 'none' } | { kind: 'fence'; mark: string } | { kind: 'math' }

/**
 * Cuts `text`, going on from `before` when the text has only grown; only its last block is scanned again.
 * A block ends at a blank line that its next line does not continue, at a heading, and at the end of a fence.
 */
export function cutBlocks(text: string, before: Cut = NOTHING_CUT): Cut {
  const finished = text.length >= before.length ? before.blocks.slice(0, -1) : []
  const blocks: Block[] = [...finished]
  let start = finished.at(-1)?.end ?? 0
  let open: Open = { kind: 'none' }
  let isList = false
  let blank = false
  let closed = false
  let first = true

  for (let line = start; line < text.length; ) {
    const newline = text.indexOf('\n', line)
    const end = newline < 0 ? text.length : newline + 1
    const lineEnd = newline < 0 ? end : newline
    const content = text.slice(line, lineEnd)
    if (open.kind === 'fence') {
      const fence = FENCE.exec(content)?.[1]
      if (fence?.startsWith(open.mark) && content.trim() === fence) [open, closed] = [{ kind: 'none' }, true]
    } else if (open.kind === 'math') {
      if (content.trimEnd().endsWith('$$')) [open, closed] = [{ kind: 'none' }, true]
    } else if (content.trim() === '') {
      blank = true
    } else {
      const item = LIST_ITEM.test(content)
      const continues = isList && (item || /^(?: {2,}|\t)/.test(content))
      const heading = HEADING.test(content)
      const longList = isList && item && /^\S/.test(content) && line - start > LONG_LIST
      if (!first && (longList || ((blank || closed || heading) && !continues))) {
        blocks.push({ start, end: line })
        start = line
        first = true
      }
      if (first) isList = item
      first = false
      blank = false
      const fence = FENCE.exec(content)?.[1]
      if (fence && !isList) open = { kind: 'fence', mark: fence }
      else if (MATH.test(content) && content.trim().indexOf('$$', 2) < 0) open = { kind: 'math' }
      closed = heading && !isList
      if (open.kind === 'none' && !isList && !content.startsWith('|') && lineEnd - start > LONG_PARAGRAPH) {
        // The rest of the line is a block of its own, and may be cut in turn.
        const stop = text.slice(start + LONG_PARAGRAPH, lineEnd).search(/(?<=[.!?。！？]) |(?<=[。！？])/)
        if (stop >= 0 && start + LONG_PARAGRAPH + stop + 1 < lineEnd) {
          blocks.push({ start, end: start + LONG_PARAGRAPH + stop + 1 })
          start = line = start + LONG_PARAGRAPH + stop + 1
          first = true
          continue
        }
      }
    }
    line = end
  }
  if (start < text.length) blocks.push({ start, end: text.length })
  return { blocks, length: text.length }
}

/** A cutter that goes on from where it was as long as the text only grows. */
export function createBlockCutter(): (text: string) => Cut {
  let before = ''
  let cut = NOTHING_CUT
  return (text) => {
    const grown = text.startsWith(before)
    cut = cutBlocks(text, grown ? cut : NOTHING_CUT)
    before = text
    return cut
  }
}

/** Link definitions stand anywhere in Markdown and are used everywhere: each block gets them appended. */
export function linkDefinitions(text: string): string {
  if (!text.includes(']:')) return ''
  const found = text.match(/^ {0,3}\[[^\]\n]+\]:[ \t]*\S.*$/gm)
  return found ? `\n\n${found.join('\n')}` : ''
}
