/** Asks a server which models it has, and what it tells of each beside its name. */
import { z } from 'zod'
import type { ModelServer } from '../../../shared/model/settings.ts'
import { Problem } from '../../../shared/problem.ts'
import { baseOf, keyHeaders } from './addresses.ts'
import { guardFetch, type Limits } from './guardedFetch.ts'
import { modelProblem } from './modelProblem.ts'

/** `told`: the server's own entry, for `describeModel`. */
export interface ListedModel {
  readonly id: string
  readonly told: Readonly<Record<string, unknown>>
}

const entries = <K extends string>(list: string, id: K) => z.object({ [list]: z.array(z.looseObject({ [id]: z.string() })) } as Record<string, z.ZodArray>)
const schemas: Readonly<Record<ModelServer['protocol'], [path: string, list: string, id: string]>> = {
  openai: ['/models', 'data', 'id'],
  anthropic: ['/v1/models?limit=1000', 'data', 'id'],
  google: ['/models?pageSize=1000', 'models', 'name'],
  ollama: ['/api/tags', 'models', 'name'],
}

const LIST_LIMITS: Limits = { firstByte: 10_000, idle: 10_000, total: 20_000, bytes: 8 * 1024 * 1024 }
const MOST = 2000

/** Gets one JSON of a server. Throws a `model.*` Problem. */
export async function getJson(server: ModelServer, key: string | undefined, path: string, signal: AbortSignal, init: RequestInit = {}): Promise<unknown> {
  const guard = guardFetch(signal, LIST_LIMITS)
  try {
    const response = await guard.fetch(baseOf(server) + path, { ...init, headers: { ...keyHeaders(server.protocol, key), ...(init.body ? { 'content-type': 'application/json' } : {}) } })
    const text = await response.text()
    const broken = guard.problem()
    if (broken) throw broken
    if (/^\s*<[!a-z]/i.test(text)) throw new Problem('model.malformed', 'a web page where an answer should be')
    return JSON.parse(text) as unknown
  } catch (error) {
    if (signal.aborted) throw new Problem('cancelled')
    throw guard.problem() ?? modelProblem(error, false)
  } finally {
    guard.release()
  }
}

/** Google lists models that only embed or draw: those that cannot answer are left out. */
const answers = (told: ListedModel['told']): boolean => {
  const methods = told['supportedGenerationMethods']
  return !Array.isArray(methods) || methods.includes('generateContent')
}

/** Models in the server's order without repeats. Throws a `model.*` Problem. */
export async function listModels(server: ModelServer, key: string | undefined, signal: AbortSignal): Promise<ListedModel[]> {
  const [path, list, id] = schemas[server.protocol]
  const parsed = entries(list, id).safeParse(await getJson(server, key, path, signal))
  if (!parsed.success) throw new Problem('model.malformed', 'its list of models has another form')
  const found = new Map<string, ListedModel>()
  for (const told of (parsed.data[list] ?? []) as Record<string, unknown>[]) {
    const name = String(told[id]).replace(/^models\//, '')
    if (name !== '' && !found.has(name) && answers(told)) found.set(name, { id: name, told })
  }
  return [...found.values()].slice(0, MOST)
}
