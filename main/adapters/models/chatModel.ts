/** Builds the LangChain chat model for one request; the libraries are loaded when the first model is used, not before. */
import type { BaseMessageLike } from '@langchain/core/messages'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { ModelMessage, ModelRequest } from '../../core/ports.ts'
import { baseOf } from './addresses.ts'
import { googleClient } from './googleClient.ts'
import { googleSchema, strictSchema } from './jsonShapes.ts'

/** A server that asks for no key still wants one in the client's constructor. */
const NO_KEY = 'none'

/** Google's models that tell their thoughts when asked to; others refuse the question. */
const THINKS = /gemini-(?:2\.5|[3-9])(?!.*(?:image|tts|audio|live))/

export interface ChatModelParts {
  readonly request: ModelRequest
  readonly key: string | undefined
  readonly fetch: typeof globalThis.fetch
  /** Tokens that Ollama must make room for: it takes 4096 by itself, and drops the beginning of what is longer without a word. */
  readonly window: number | undefined
  /** Asks for an answer and nothing else: for servers that refuse more. */
  readonly plain: boolean
}

/** The model, and what goes along with each call to it. No library tries again by itself: we do, and say so. */
export async function chatModel({ request, key, fetch, window, plain }: ChatModelParts): Promise<{ model: BaseChatModel; options: Record<string, unknown> }> {
  const { server, model } = request
  const json = plain ? undefined : request.json
  const baseUrl = baseOf(server)
  switch (server.protocol) {
    case 'ollama': {
      const { ChatOllama } = await import('@langchain/ollama')
      const made = new ChatOllama({ baseUrl, model, fetch, maxRetries: 0, ...(window === undefined ? {} : { numCtx: window }), ...(key ? { headers: { authorization: `Bearer ${key}` } } : {}) })
      return { model: made, options: json ? { format: json.schema } : {} }
    }
    case 'anthropic': {
      const { ChatAnthropic } = await import('@langchain/anthropic')
      const made = new ChatAnthropic({ model, apiKey: key ?? NO_KEY, anthropicApiUrl: baseUrl, streaming: true, maxRetries: 0, clientOptions: { fetch, authToken: null } })
      return { model: made, options: json ? { outputConfig: { format: { type: 'json_schema', schema: strictSchema(json.schema) } } } : {} }
    }
    case 'google': {
      const { ChatGoogleGenerativeAI } = await import('@langchain/google-genai')
      const made = new ChatGoogleGenerativeAI({ model, apiKey: key ?? NO_KEY, baseUrl, streaming: true, maxRetries: 0, ...(THINKS.test(model) && !plain ? { thinkingConfig: { includeThoughts: true } } : {}) })
      // The field is private in its types only. A test over real bytes fails should it ever move.
      Object.assign(made, { client: Object.assign(googleClient(baseUrl, model.replace(/^models\//, ''), key, fetch), { generationConfig: {} }) })
      // LangChain knows by their names which models take images, and newer names it does not know: who asks has asked `describe`.
      Object.defineProperty(made, '_isMultimodalModel', { value: true })
      return { model: made, options: json ? { responseSchema: googleSchema(json.schema) } : {} }
    }
    case 'openai': {
      const { ChatOpenAI } = await import('@langchain/openai')
      const configuration = { baseURL: baseUrl, fetch, organization: null, project: null }
      const made = new ChatOpenAI({ model, apiKey: key ?? NO_KEY, streaming: true, streamUsage: !plain, maxRetries: 0, useResponsesApi: false, configuration })
      return { model: made, options: json ? { response_format: { type: 'json_schema', json_schema: { name: json.name, schema: json.schema } } } : {} }
    }
  }
}

const roles = { system: 'system', user: 'human', assistant: 'ai' } as const

/** Messages in LangChain's form. Ollama's client makes a message of its own of every part: there the text stands before the images. */
export function asMessages(messages: readonly ModelMessage[]): BaseMessageLike[] {
  return messages.map(({ role, text, images }) => {
    if (!images?.length) return [roles[role], text]
    return [roles[role], [{ type: 'text', text }, ...images.map(({ mediaType, base64 }) => ({ type: 'image_url', image_url: { url: `data:${mediaType};base64,${base64}` } }))]]
  })
}
