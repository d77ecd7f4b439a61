/** Cuts a text into its declarations, so that a broken one is parsed alone and stops no other. */
import { declarationAt } from './grammar/lines.ts'

export interface Chunk {
  readonly start: number
  readonly end: number
}

/** The declarations of a text in order; anything before the first keyword, if it is more than blanks and comments, comes first as a chunk of its own. */
export function splitDeclarations(text: string): Chunk[] {
  const starts: number[] = []
  let position = 0
  const peek = (offset: number): number => {
    const code = text.charCodeAt(position + offset)
    return Number.isNaN(code) ? -1 : code
  }
  for (let line = 0; line < text.length; ) {
    position = line
    let code = text.charCodeAt(position)
    while (code === 32 || code === 9 || code === 0xa0 || code === 0xfeff) code = text.charCodeAt(++position)
    if (code >= 99 && code <= 119 && declarationAt(peek) !== undefined) starts.push(position)
    const next = text.indexOf('\n', line)
    line = next < 0 ? text.length : next + 1
  }
  const chunks: Chunk[] = []
  const first = starts[0] ?? text.length
  const lead = text.slice(0, first).replace(/#[^\n]*/g, '')
  if (/[^\s\uFEFF]/.test(lead)) chunks.push({ start: 0, end: first })
  starts.forEach((start, index) => chunks.push({ start, end: starts[index + 1] ?? text.length }))
  return chunks
}
