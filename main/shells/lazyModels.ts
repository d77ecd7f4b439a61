/** Chat models, loaded when one is first asked: LangChain is slow to import. */
import type { Models, Secrets } from '../core/ports.ts'

/** LangChain sends every question to a tracing service of its makers where these say so: what a person asks goes to the server they chose, and nowhere else. */
const TRACING = ['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2']

async function load(secrets: Pick<Secrets, 'get'>): Promise<Models> {
  for (const name of TRACING) delete process.env[name]
  const { createModels } = await import('../adapters/models/createModels.ts')
  return createModels({ secrets })
}

export function lazyModels(secrets: Pick<Secrets, 'get'>): Models {
  let loaded: Promise<Models> | undefined
  const models = (): Promise<Models> => (loaded ??= load(secrets))
  return {
    async *stream(request, signal) {
      yield* (await models()).stream(request, signal)
    },
    list: async (server, signal) => (await models()).list(server, signal),
    describe: async (server, model, signal) => (await (await models()).describe?.(server, model, signal)) ?? {},
    tryOut: async (server, model, signal) => (await (await models()).tryOut?.(server, model, signal)) ?? { ok: true, say: 'There is nothing to try.' },
  }
}
