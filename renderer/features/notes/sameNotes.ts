/** Groups of notes that say the same: read, merged when the person says so, and left apart for good. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { NoteRow } from '../../../shared/contract/noteContract.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { Core } from '../../core/core.ts'

export interface SameNotes {
  /** Groups that are still to be looked at, each oldest first. */
  readonly store: StoreApi<{ readonly groups: readonly (readonly NoteRow[])[] }>
  merge(group: readonly NoteRow[], into: NoteId): Promise<void>
  /** Every note that stood behind it is a note of its own again. */
  unmerge(id: NoteId): Promise<void>
  leave(group: readonly NoteRow[]): Promise<void>
}

/** Groups that are read at a time. */
const READ = 100

export function createSameNotes(core: Core): SameNotes {
  const { client } = core.connection
  const store = createStore<{ groups: readonly (readonly NoteRow[])[] }>(() => ({ groups: [] }))
  core.changes.keep('notes', async () => store.setState({ groups: (await client.note.duplicates({ limit: READ })).filter((group) => group.length > 1) }))
  const tried = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      core.notices.fail(error)
    }
  }
  const unmerge = (id: NoteId): Promise<void> => tried(() => client.note.unmerge({ id }))
  return {
    store,
    unmerge,
    merge: (group, into) => tried(async () => {
      await client.note.merge({ ids: group.map(({ id }) => id), into })
      core.notices.say(`${group.length} notes are one now.`, { label: 'Undo', run: () => void unmerge(into) })
    }),
    leave: (group) => tried(async () => {
      const { ids } = await client.note.apart({ ids: group.map(({ id }) => id) })
      core.notices.say('They are left apart, and are not proposed again.', { label: 'Undo', run: () => void tried(() => client.note.apart({ ids, apart: false })) })
    }),
  }
}
