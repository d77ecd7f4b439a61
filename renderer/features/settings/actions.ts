/** What a person sets: model servers and their keys, who answers, the appearance, the sample library. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Deleted } from '../../../shared/contract/contract.ts'
import { type Answerer, holdsSecret, ModelServer } from '../../../shared/model/settings.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'

/** What a try of a server, or keeping its key, came to. */
export interface Said {
  readonly ok: boolean
  readonly say: string
}

export interface PreferencesState {
  /** Where each server's key is kept; a server without one is not here. */
  readonly keys: Readonly<Record<string, string>>
  readonly said: Readonly<Record<string, Said | undefined>>
  readonly models: Readonly<Record<string, readonly string[] | undefined>>
  readonly busy: string | undefined
  /** Latest first. */
  readonly deleted: readonly Deleted[]
}

export interface Preferences {
  readonly core: Core
  readonly store: StoreApi<PreferencesState>
  readKeys(): Promise<void>
  /** Adds a server, or changes the one that was called `before`. A sentence when it cannot be. */
  saveServer(server: ModelServer, key: string, before?: string): Promise<string | undefined>
  removeServer(name: string): Promise<void>
  /** Tries the server and asks it for its models. */
  test(server: ModelServer): Promise<void>
  setKey(server: string, key: string): Promise<void>
  setAnswerer(answerer: Answerer): Promise<void>
  setSample(install: boolean): Promise<void>
  readDeleted(): Promise<void>
  restore(item: Deleted): Promise<void>
}

export function createPreferences(core: Core): Preferences {
  const { client } = core.connection
  const store = createStore<PreferencesState>(() => ({ keys: {}, said: {}, models: {}, busy: undefined, deleted: [] }))
  const settings = () => core.settings.store.getState().settings
  const say = (server: string, said: Said): void => store.setState((state) => ({ said: { ...state.said, [server]: said } }))

  const preferences: Preferences = {
    core,
    store,
    async readKeys() {
      try {
        const keys = await client.key.list({})
        store.setState({ keys: Object.fromEntries(keys.map(({ server, where }) => [server, where])) })
      } catch (error) {
        core.notices.fail(error)
      }
    },
    async saveServer(entered, key, before) {
      const parsed = ModelServer.safeParse({ ...entered, name: entered.name.trim(), baseUrl: entered.baseUrl.trim().replace(/\/+$/, '') })
      if (!parsed.success) {
        const field = parsed.error.issues[0]?.path[0]
        return field === 'name' ? 'Give the server a name of up to 80 characters.' : 'The address must begin with http:// or https://, such as http://127.0.0.1:11434.'
      }
      const server = parsed.data
      if (holdsSecret(server.baseUrl)) return 'The address must hold no password and nothing after a “?”; enter the key below instead.'
      const others = settings().servers.filter((other) => other.name !== before)
      if (others.some((other) => other.name === server.name)) return `There is already a server called “${server.name}”; choose another name.`
      const servers = before ? settings().servers.map((other) => (other.name === before ? server : other)) : [...others, server]
      if (!(await core.settings.change({ servers }))) return undefined
      if (key) await preferences.setKey(server.name, key)
      await preferences.test(server)
      return undefined
    },
    async removeServer(name) {
      const before = settings()
      const { answerer } = before
      const orphaned = answerer.kind === 'model' && answerer.server === name
      const changed = await core.settings.change({ servers: before.servers.filter((server) => server.name !== name), ...(orphaned ? { answerer: { kind: 'library' } } : {}) })
      if (changed) core.notices.say(`“${name}” was removed.`, { label: 'Undo', run: () => void core.settings.change({ servers: before.servers, answerer }) })
    },
    async test(server) {
      store.setState({ busy: server.name })
      try {
        const result = await client.model.test(server)
        say(server.name, result)
        if (result.ok && settings().servers.some((other) => other.name === server.name)) {
          const models = await client.model.list({ server: server.name })
          store.setState((state) => ({ models: { ...state.models, [server.name]: models } }))
        }
      } catch (error) {
        say(server.name, { ok: false, say: problemSentence(problemOf(error)) })
      } finally {
        store.setState({ busy: undefined })
      }
    },
    async setKey(server, key) {
      try {
        const { where, warning } = await client.key.set({ server, key })
        say(server, { ok: true, say: key ? [`The key is kept in ${where}.`, warning].filter(Boolean).join(' ') : 'The key was removed.' })
        // A try of the server follows and takes the place of what is said here.
        if (warning) core.notices.say(warning)
        await preferences.readKeys()
      } catch (error) {
        core.notices.fail(error)
      }
    },
    async setAnswerer(answerer) {
      await core.settings.change({ answerer })
    },
    async setSample(install) {
      store.setState({ busy: 'sample' })
      try {
        await client.import.sample({ install })
        core.notices.say(install ? 'The sample library is in.' : 'The sample library was taken out.')
      } catch (error) {
        core.notices.fail(error)
      } finally {
        store.setState({ busy: undefined })
      }
    },
    async readDeleted() {
      try {
        store.setState({ deleted: await client.core.deleted({}) })
      } catch (error) {
        core.notices.fail(error)
      }
    },
    async restore(item) {
      try {
        if (item.noun === 'conversation') await client.conversation.restore({ id: item.id })
        else if (item.noun === 'source') await client.source.restore({ id: item.id })
        else if (item.noun === 'check') await client.check.restore({ turn: item.id })
        else if (item.noun === 'note') await client.note.restore({ id: item.id })
        else if (item.noun === 'answerer') await client.answerer.restore({ id: item.id })
        else await client.ruleSet.restore({ id: item.id })
        core.notices.say(`“${item.name}” is back.`)
      } catch (error) {
        core.notices.fail(error)
      }
      await preferences.readDeleted()
    },
  }
  return preferences
}
