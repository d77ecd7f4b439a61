/** The named answerers of the workspace as a list: called by `@name`, managed under Experts, chosen to compare. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { NamedAnswerer } from '../../shared/model/namedAnswerer.ts'
import type { Answerer } from '../../shared/model/settings.ts'
import type { AnsweredAs } from '../../shared/model/turn.ts'
import type { Changes } from './changes.ts'
import type { Connection } from './client.ts'

export interface Answerers {
  /** Missing until the list was read. */
  readonly store: StoreApi<{ answerers: readonly NamedAnswerer[] | undefined }>
  read(): Promise<void>
}

export function createAnswerers(connection: Connection, changes: Changes): Answerers {
  const store = createStore<{ answerers: readonly NamedAnswerer[] | undefined }>(() => ({ answerers: undefined }))
  const read = async (): Promise<void> => store.setState({ answerers: await connection.client.answerer.list({}) })
  changes.keep('answerers', read)
  return { store, read }
}

/** What answers, in words. */
export const answererName = (answerer: Answerer): string => (answerer.kind === 'library' ? 'Your library' : answerer.model)

/** Who answered a turn: the expert that was called, else what answered. */
export const whoAnswered = ({ as, answerer }: { as?: AnsweredAs | undefined; answerer: Answerer }): string => (as ? `@${as.name}` : answererName(answerer))
