/** Chat models, loaded when one is first asked: LangChain is slow to import. */
import type { Models, Secrets } from '../core/ports.ts'

export function lazyModels(secrets: Pick<Secrets, 'get'>): Models {
  let loaded: Promise<Models> | undefined
  const models = (): Promise<Models> => (loaded ??= import('../adapters/models/createModels.ts').then(({ createModels }) => createModels({ secrets })))
  return {
    async *stream(request, signal) {
      yield* (await models()).stream(request, signal)
    },
    list: async (server, signal) => (await models()).list(server, signal),
  }
}
