/** Groups of notes that say the same: read, merged when the person says so, and left apart for good in this browser. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { NoteRow } from '../../../shared/contract/noteContract.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { Core } from '../../core/core.ts'
import { remember, remembered } from '../../core/remembered.ts'

export interface SameNotes {
  /** Groups that are still to be looked at, each oldest first. */
  readonly store: StoreApi<{ readonly groups: readonly (readonly NoteRow[])[] }>
  merge(group: readonly NoteRow[], into: NoteId): Promise<void>
  /** Every note that stood behind it is a note of its own again. */
  unmerge(id: NoteId): Promise<void>
  leave(group: readonly NoteRow[]): void
}

const NAME = 'notes.apart'
/** Groups that are remembered as left apart. */
const AT_MOST = 200
/** Groups that are read at a time. */
const READ = 100

const keyOf = (group: readonly NoteRow[]): string => group.map(({ id }) => id).join(' ')

function leftApart(): string[] {
  try {
    const kept: unknown = JSON.parse(remembered(NAME) ?? '[]')
    return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : []
  } catch {
    return []
  }
}

export function createSameNotes(core: Core): SameNotes {
  const { client } = core.connection
  const store = createStore<{ groups: readonly (readonly NoteRow[])[] }>(() => ({ groups: [] }))
  core.changes.keep('notes', async () => {
    const groups = await client.note.duplicates({ limit: READ })
    const apart = new Set(leftApart())
    store.setState({ groups: groups.filter((group) => group.length > 1 && !apart.has(keyOf(group))) })
  })
  const unmerge = async (id: NoteId): Promise<void> => {
    try {
      await client.note.unmerge({ id })
    } catch (error) {
      core.notices.fail(error)
    }
  }
  return {
    store,
    unmerge,
    async merge(group, into) {
      try {
        await client.note.merge({ ids: group.map(({ id }) => id), into })
        core.notices.say(`${group.length} notes are one now.`, { label: 'Undo', run: () => void unmerge(into) })
      } catch (error) {
        core.notices.fail(error)
      }
    },
    leave(group) {
      remember(NAME, JSON.stringify([...leftApart(), keyOf(group)].slice(-AT_MOST)))
      store.setState(({ groups }) => ({ groups: groups.filter((other) => other !== group) }))
    },
  }
}
