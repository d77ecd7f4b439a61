/** Asks a server which models it has. */
import { z } from 'zod'
import type { ModelServer } from '../../../shared/model/settings.ts'
import { Problem } from '../../../shared/problem.ts'
import { trimmed } from './chatModel.ts'
import { guardFetch } from './guardedFetch.ts'
import { modelProblem } from './modelProblem.ts'

const OpenAIList = z.object({ data: z.array(z.object({ id: z.string() })) }).transform((list) => list.data.map((model) => model.id))
const OllamaList = z.object({ models: z.array(z.object({ name: z.string() })) }).transform((list) => list.models.map((model) => model.name))

const LIST_LIMITS = { firstByte: 10_000, idle: 10_000, total: 20_000, bytes: 4 * 1024 * 1024 }

/** Names in the server's order without repeats. Throws a `model.*` Problem. */
export async function listModels(server: ModelServer, key: string | undefined, signal: AbortSignal): Promise<string[]> {
  const guard = guardFetch(signal, LIST_LIMITS)
  const path = server.protocol === 'ollama' ? '/api/tags' : '/models'
  try {
    const response = await guard.fetch(trimmed(server.baseUrl) + path, { headers: key ? { authorization: `Bearer ${key}` } : {} })
    if (!response.ok) throw Object.assign(new Error(response.statusText), { status: response.status })
    const body: unknown = JSON.parse(await response.text())
    const list = (server.protocol === 'ollama' ? OllamaList : OpenAIList).safeParse(body)
    if (!list.success) throw new Problem('model.malformed')
    return [...new Set(list.data)].slice(0, 2000)
  } catch (error) {
    if (signal.aborted) throw new Problem('cancelled')
    throw guard.problem() ?? modelProblem(error, false)
  } finally {
    guard.release()
  }
}
