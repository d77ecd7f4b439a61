/** Builds the LangChain chat model for one server; the libraries are loaded when the first model is used, not before. */
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { ModelMessage, ModelRequest } from '../../core/ports.ts'

/** A server that asks for no key still wants one in the client's constructor. */
const NO_KEY = 'none'

export async function chatModel(request: ModelRequest, key: string | undefined, fetch: typeof globalThis.fetch): Promise<BaseChatModel> {
  const { server, model } = request
  if (server.protocol === 'ollama') {
    const { ChatOllama } = await import('@langchain/ollama')
    return new ChatOllama({ baseUrl: trimmed(server.baseUrl), model, fetch, maxRetries: 0, ...(key ? { headers: { authorization: `Bearer ${key}` } } : {}) })
  }
  const { ChatOpenAI } = await import('@langchain/openai')
  return new ChatOpenAI({
    model,
    apiKey: key ?? NO_KEY,
    streaming: true,
    streamUsage: true,
    maxRetries: 0,
    useResponsesApi: false,
    configuration: { baseURL: trimmed(server.baseUrl), fetch },
  })
}

export const trimmed = (url: string): string => url.replace(/\/+$/, '')

export function asTuples(messages: readonly ModelMessage[]): ['system' | 'human' | 'ai', string][] {
  const role = { system: 'system', user: 'human', assistant: 'ai' } as const
  return messages.map((message) => [role[message.role], message.text])
}
