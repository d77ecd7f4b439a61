/** Cuts a claim into parts: clauses, list members and trailing phrases, as fine as each can be judged by itself. */
import type { Part } from '../../../shared/model/claim.ts'

const joint =
  /[;:—]\s+|\s[–-]\s|,\s+(?:and|but|or|while|which|who|where|when|with|as|although|because|including|such as|making|leading|resulting|before|after)\s+|,\s+|(?<!\s)\s+(?:and|but|because|although|while|which|who|where|after|before)\s+|(?<!\s)\s+\(|\)\s*|[，；：、]/gu

/**
 * @param text the claim's text; @param offset where it stands in the answer
 * @returns at least one part, in order, not overlapping, each literal
 */
export function splitParts(text: string, offset: number): Part[] {
  const parts: Part[] = []
  let start = 0
  for (const match of text.matchAll(joint)) {
    // Two words are seen within so many characters, or the work would grow with the square of the length.
    const piece = text.slice(Math.max(start, match.index - 60), match.index)
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 60)
    if (words(piece) < 2 || words(rest) < 2) continue
    push(parts, text, start, match.index, offset)
    start = match.index + (/^[\s,;:]+$/u.test(match[0]) ? match[0].length : match[0].length - match[0].trimStart().replace(/^[,;:—–-]\s*/u, '').length)
  }
  push(parts, text, start, text.length, offset)
  return parts
}

function words(text: string): number {
  const cjk = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u.test(text)
  return cjk ? text.trim().length / 2 : (text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? []).length
}

function push(parts: Part[], text: string, from: number, to: number, offset: number): void {
  let start = from
  let end = to
  while (start < end && /[\s,;:(]/u.test(text[start]!)) start++
  while (end > start && /[\s,;]/u.test(text[end - 1]!)) end--
  if (end > start) parts.push({ text: text.slice(start, end), start: offset + start, end: offset + end })
}
