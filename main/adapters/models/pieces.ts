/** Reads a LangChain stream into pieces: the words of the answer, and apart from them what the model reasoned. */
import type { AIMessageChunk } from '@langchain/core/messages'
import type { ModelPiece } from '../../core/ports.ts'

type Part = Readonly<Record<string, unknown>>

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null

function partPieces(part: Part): ModelPiece[] {
  const { type, text, thinking, reasoning } = part
  // LangChain gives Anthropic's and Google's thoughts as parts of type `thinking`.
  const thought = typeof thinking === 'string' ? thinking : typeof reasoning === 'string' ? reasoning : ''
  if (thought !== '') return [{ kind: 'reasoning', text: thought }]
  return typeof text === 'string' && text !== '' && type !== 'thinking' && type !== 'reasoning' ? [{ kind: 'text', text }] : []
}

/** Reasoning first: what a chunk holds of both was thought before it was said. */
export async function* readPieces(stream: AsyncIterable<AIMessageChunk>): AsyncGenerator<ModelPiece> {
  for await (const { content, additional_kwargs: extra } of stream) {
    const reasoning = extra['reasoning_content']
    if (typeof reasoning === 'string' && reasoning !== '') yield { kind: 'reasoning', text: reasoning }
    if (typeof content === 'string') {
      if (content !== '') yield { kind: 'text', text: content }
    } else yield* (content as unknown[]).filter(isPart).flatMap(partPieces)
  }
}
