/** What the core says of itself and its workspace: counts, folder, version, whether the sample is in. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Changes } from './changes.ts'
import type { Client, Connection } from './client.ts'

export type Info = Awaited<ReturnType<Client['core']['info']>>

export interface InfoStore {
  readonly store: StoreApi<{ info: Info | undefined }>
}

export function createInfo(connection: Connection, changes: Changes): InfoStore {
  const store = createStore<{ info: Info | undefined }>(() => ({ info: undefined }))
  const read = async (): Promise<void> => store.setState({ info: await connection.client.core.info({}) })
  for (const topic of ['sources', 'notes', 'conversations'] as const) changes.keep(topic, read)
  return { store }
}
