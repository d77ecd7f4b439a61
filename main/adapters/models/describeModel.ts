/** What a model takes: its context window and images, as its server tells it; else as is generally known of its family. */
import type { ModelFacts } from '../../core/ports.ts'
import type { ModelServer } from '../../../shared/model/settings.ts'
import { Problem } from '../../../shared/problem.ts'
import { knownModel } from './knownModels.ts'
import { getJson, listModels } from './listModels.ts'

type Json = Readonly<Record<string, unknown>>
const object = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {})
const tokens = (value: unknown): number | undefined => (typeof value === 'number' && value >= 512 && value <= 10_000_000 ? Math.floor(value) : undefined)
const includes = (value: unknown, word: string): boolean | undefined => (Array.isArray(value) ? value.includes(word) : undefined)

/** The name of the window in the lists of LM Studio, vLLM, Groq, OpenRouter and Together, Mistral, LiteLLM and Anthropic; the first that is there counts. */
const WINDOWS = ['loaded_context_length', 'max_model_len', 'context_window', 'context_length', 'max_context_length', 'max_input_tokens', 'inputTokenLimit']

/**
 * Tokens that Ollama is asked to make room for, where the model takes more: room costs memory at once (1 GB for 8192 tokens of an
 * 8-billion model at 16 bits), and a window that does not fit is far slower than a small one. The person may set another.
 */
const OLLAMA_ROOM = 8192

function fromEntry(told: Json): ModelFacts {
  const meta = object(told['meta'])
  const window = [...WINDOWS.map((name) => told[name]), meta['n_ctx'], meta['n_ctx_train']].map(tokens).find((one) => one !== undefined)
  const image = object(object(told['capabilities'])['image_input'])['supported']
  const images =
    includes(object(told['architecture'])['input_modalities'], 'image') ??
    (told['type'] === 'vlm' ? true : undefined) ??
    (typeof image === 'boolean' ? image : undefined) ??
    (typeof object(told['capabilities'])['vision'] === 'boolean' ? (object(told['capabilities'])['vision'] as boolean) : undefined)
  return { ...(window === undefined ? {} : { window }), ...(images === undefined ? {} : { images }) }
}

function fromOllama(shown: Json): ModelFacts {
  const [, most] = Object.entries(object(shown['model_info'])).find(([name]) => name.endsWith('.context_length')) ?? []
  const set = tokens(Number(/^\s*num_ctx\s+(\d+)/m.exec(typeof shown['parameters'] === 'string' ? shown['parameters'] : '')?.[1]))
  const images = includes(shown['capabilities'], 'vision')
  return { window: set ?? Math.min(tokens(most) ?? OLLAMA_ROOM, OLLAMA_ROOM), ...(images === undefined ? {} : { images }) }
}

async function told(server: ModelServer, model: string, key: string | undefined, signal: AbortSignal): Promise<ModelFacts> {
  if (server.protocol === 'ollama') return fromOllama(object(await getJson(server, key, '/api/show', signal, { method: 'POST', body: JSON.stringify({ model }) })))
  if (server.protocol === 'google') return fromEntry(object(await getJson(server, key, `/models/${encodeURIComponent(model.replace(/^models\//, ''))}`, signal)))
  return fromEntry((await listModels(server, key, signal)).find(({ id }) => id === model)?.told ?? {})
}

/** Rejects with `cancelled` only: a server that tells nothing is no obstacle. */
export async function describeModel(server: ModelServer, model: string, key: string | undefined, signal: AbortSignal): Promise<ModelFacts> {
  const known = knownModel(server.protocol, model)
  try {
    return { ...known, ...(await told(server, model, key, signal)) }
  } catch (error) {
    if (signal.aborted) throw new Problem('cancelled')
    if (!(error instanceof Problem)) throw error
    return server.protocol === 'ollama' ? { ...known, window: OLLAMA_ROOM } : known
  }
}
