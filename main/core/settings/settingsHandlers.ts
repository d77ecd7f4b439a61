/** What the person may set, the models of a server, and the keys that only go in. */
import { holdsSecret, type Settings } from '../../../shared/model/settings.ts'
import { Problem } from '../../../shared/problem.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import type { Changes } from '../changes.ts'
import { type Implementer, toProblemShape } from '../edge.ts'
import type { Ports } from '../ports.ts'

/** Milliseconds that a server has to name its models. */
const LIST_TIMEOUT = 10_000

/** Milliseconds that a try of a server may take, with a word from its model. */
const TRY_TIMEOUT = 60_000

const NO_SECRET = 'the address of a server must hold no password and no query; enter the key as its key'

/** Without the fields that were not given. */
const given = <T extends object>(partial: T): Partial<T> => Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined)) as Partial<T>

const within = (signal: AbortSignal | undefined, milliseconds = LIST_TIMEOUT): AbortSignal => AbortSignal.any([AbortSignal.timeout(milliseconds), ...(signal ? [signal] : [])])

export function settingsHandlers(os: Implementer, ports: Pick<Ports, 'store' | 'models' | 'secrets' | 'log' | 'newId'>, changes: Changes) {
  const { store, models, secrets } = ports
  return {
    settings: {
      get: os.settings.get.handler(() => store.read.settings()),
      set: os.settings.set.handler(({ input }) => {
        const settings = { ...store.read.settings(), ...given(input) } as Settings
        const names = settings.servers.map((server) => server.name)
        if (settings.servers.some(({ baseUrl }) => holdsSecret(baseUrl))) throw new Problem('input.invalid', NO_SECRET)
        if (new Set(names).size < names.length) throw new Problem('input.invalid', 'two servers have the same name')
        store.write.append([{ stream: 'settings', event: { kind: 'settings.changed', settings } }])
        changes.tell('settings')
        return settings
      }),
    },
    model: {
      list: os.model.list.handler(({ input, signal }) => {
        const server = store.read.settings().servers.find(({ name }) => name === input.server)
        if (!server) throw new Problem('model.none', input.server)
        return models.list(server, within(signal))
      }),
      test: os.model.test.handler(async ({ input, signal }) => {
        if (holdsSecret(input.baseUrl)) return { ok: false, say: problemSentence({ code: 'input.invalid', detail: NO_SECRET }) }
        if (!models.tryOut) return { ok: true, say: 'These models need no server.' }
        const { answerer } = store.read.settings()
        const model = answerer.kind === 'model' && answerer.server === input.name ? answerer.model : undefined
        try {
          const { ok, say } = await models.tryOut(input, model, within(signal, TRY_TIMEOUT))
          return { ok, say }
        } catch (error) {
          const late = !signal?.aborted && error instanceof Problem && error.code === 'cancelled'
          return { ok: false, say: problemSentence(toProblemShape(late ? new Problem('model.timeout') : error, 'model.test', ports)) }
        }
      }),
    },
    key: {
      set: os.key.set.handler(async ({ input }) => {
        const kept = await secrets.set(input.server, input.key)
        changes.tell('settings')
        return kept
      }),
      list: os.key.list.handler(() => secrets.list()),
      keyring: os.key.keyring.handler(async () => (await secrets.keyring?.()) ?? null),
      move: os.key.move.handler(async () => {
        const moved = (await secrets.moveToKeyring?.()) ?? []
        changes.tell('settings')
        return { moved }
      }),
    },
  }
}
