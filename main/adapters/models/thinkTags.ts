/** Reasoning that a local model writes into its answer as `<think>…</think>` is taken out of it, also where the tags are split over pieces. */
import type { ModelPiece } from '../../core/ports.ts'

const TAGS = ['think', 'thinking', 'thought', 'reasoning'] as const

/** How many characters at the end of `text` may be the beginning of `tag`. */
function begunAtEnd(text: string, tag: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length--) if (text.endsWith(tag.slice(0, length))) return length
  return 0
}

/** Only a tag at the very beginning counts: further on, it is what the model says. */
export async function* withoutThinkTags(stream: AsyncIterable<ModelPiece>): AsyncGenerator<ModelPiece> {
  let state: 'before' | 'inside' | 'behind' | 'answer' = 'before'
  let held = ''
  let close = ''
  for await (const piece of stream) {
    if (piece.kind !== 'text' || state === 'answer') {
      yield piece
      continue
    }
    held += piece.text
    if (state === 'before') {
      const begun = held.trimStart()
      const tag = TAGS.find((one) => begun.startsWith(`<${one}>`))
      if (tag !== undefined) {
        state = 'inside'
        close = `</${tag}>`
        held = begun.slice(tag.length + 2)
      } else if (begun !== '' && !TAGS.some((one) => `<${one}>`.startsWith(begun))) {
        state = 'answer'
        yield { kind: 'text', text: held }
        held = ''
        continue
      }
    }
    if (state === 'inside') {
      const end = held.indexOf(close)
      const told = end < 0 ? held.slice(0, held.length - begunAtEnd(held, close)) : held.slice(0, end)
      if (told !== '') yield { kind: 'reasoning', text: told }
      held = end < 0 ? held.slice(told.length) : held.slice(end + close.length)
      if (end >= 0) state = 'behind'
    }
    if (state === 'behind') {
      // The empty lines between reasoning and answer belong to neither.
      held = held.trimStart()
      if (held !== '') {
        state = 'answer'
        yield { kind: 'text', text: held }
        held = ''
      }
    }
  }
  if (held !== '') yield state === 'inside' ? { kind: 'reasoning', text: held } : { kind: 'text', text: held }
}
