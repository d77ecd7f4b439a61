/** What the person has set, as the core keeps it; the appearance is also remembered here, so that the first paint is right. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { Settings } from '../../shared/model/settings.ts'
import type { Changes } from './changes.ts'
import type { Connection } from './client.ts'
import type { Notices } from './notices.ts'
import { remember } from './remembered.ts'

export interface SettingsStore {
  readonly store: StoreApi<{ settings: Settings; loaded: boolean }>
  change(change: Partial<Settings>): Promise<boolean>
}

export function createSettings(connection: Connection, changes: Changes, notices: Notices): SettingsStore {
  const store = createStore<{ settings: Settings; loaded: boolean }>(() => ({ settings: Settings.parse({}), loaded: false }))
  const take = (settings: Settings): void => {
    remember('appearance', settings.appearance)
    store.setState({ settings, loaded: true })
  }
  changes.keep('settings', async () => take(await connection.client.settings.get({})))
  return {
    store,
    async change(change) {
      const before = store.getState().settings
      store.setState({ settings: { ...before, ...change } })
      try {
        take(await connection.client.settings.set(change))
        return true
      } catch (error) {
        store.setState({ settings: before })
        notices.fail(error)
        return false
      }
    },
  }
}
