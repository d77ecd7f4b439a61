/** Reads a LangChain stream into pieces, and knows whether the server had said that it was done. */
import type { AIMessageChunk, UsageMetadata } from '@langchain/core/messages'
import type { ModelPiece } from '../../core/ports.ts'

export interface StreamEnd {
  /** The server said why it stopped; without this the connection broke off. */
  finished: boolean
  began: boolean
}

const isText = (part: unknown): part is { type: string; text: string } =>
  typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string'

function textOf(content: AIMessageChunk['content']): string {
  if (typeof content === 'string') return content
  return content.filter(isText).map((part) => part.text).join('')
}

function reasoningOf(chunk: AIMessageChunk): string {
  const extra = chunk.additional_kwargs
  const found = extra['reasoning_content'] ?? extra['reasoning'] ?? extra['thinking']
  return typeof found === 'string' ? found : ''
}

/** Yields pieces and fills in `end` as it goes. */
export async function* readPieces(stream: AsyncIterable<AIMessageChunk>, end: StreamEnd): AsyncGenerator<ModelPiece> {
  for await (const chunk of stream) {
    const reasoning = reasoningOf(chunk)
    if (reasoning) yield { kind: 'reasoning', text: reasoning }
    const text = textOf(chunk.content)
    if (text) {
      end.began = true
      yield { kind: 'text', text }
    }
    const meta: Record<string, unknown> = chunk.response_metadata
    if (meta['finish_reason'] || meta['done'] === true || meta['done_reason']) end.finished = true
    const usage = chunk.usage_metadata as UsageMetadata | undefined
    if (usage && usage.output_tokens > 0) yield { kind: 'usage', inputTokens: usage.input_tokens, outputTokens: usage.output_tokens }
  }
}
