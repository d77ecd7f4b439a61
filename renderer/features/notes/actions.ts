/** Notes: kept claims with their provenance; found, opened, tagged, removed with undo. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LinkedNote } from '../../../shared/contract/noteContract.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { type BulkNotes, createBulkNotes } from './bulk.ts'
import { createNoteCare, type NoteCare } from './care.ts'
import { createNotePages, type NotePages } from './noteList.ts'
import { createPolicies, type Policies } from './policies.ts'
import { createSameNotes, type SameNotes } from './sameNotes.ts'

export interface OpenNote {
  readonly id: NoteId | undefined
  /** Missing until it was read, and when it is gone. */
  readonly note: Note | undefined
  /** Both directions. */
  readonly links: readonly LinkedNote[]
  /** It was there and is removed, or never was. */
  readonly gone: boolean
}

export interface NoteList {
  readonly core: Core
  readonly pages: NotePages
  readonly opened: StoreApi<OpenNote>
  open(id: NoteId | undefined): void
  readonly care: NoteCare
  readonly bulk: BulkNotes
  readonly same: SameNotes
  readonly policies: Policies
  edit(note: Note, change: { topic?: string; tags?: string[] }): Promise<void>
  remove(note: { readonly id: NoteId }): Promise<void>
  /** Brings a removed one back and opens it. */
  restore(id: NoteId): Promise<void>
}

export function createNoteList(core: Core): NoteList {
  const { client } = core.connection
  const pages = createNotePages(core)
  const opened = createStore<OpenNote>(() => ({ id: undefined, note: undefined, links: [], gone: false }))
  const readOpen = async (): Promise<void> => {
    const { id } = opened.getState()
    if (id === undefined) return
    try {
      const { note, links } = await client.note.get({ id })
      if (opened.getState().id === id) opened.setState({ note, links, gone: false })
    } catch (error) {
      if (problemOf(error).code !== 'not-found') throw error
      if (opened.getState().id === id) opened.setState({ note: undefined, links: [], gone: true })
    }
  }
  core.changes.keep('notes', readOpen)
  const tried = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      core.notices.fail(error)
    }
  }
  const restore = (id: NoteId): Promise<void> => tried(async () => {
    const go = core.from()
    await client.note.restore({ id })
    await Promise.all([readOpen(), pages.refresh()])
    go(`#/notes/${id}`)
  })
  return {
    core,
    pages,
    opened,
    open: (id) => {
      if (opened.getState().id === id) return
      opened.setState({ id, note: undefined, links: [], gone: false })
      void tried(readOpen)
    },
    care: createNoteCare(core),
    bulk: createBulkNotes(core),
    same: createSameNotes(core),
    policies: createPolicies(core),
    edit: (note, change) => tried(async () => {
      const edited = await client.note.edit({ id: note.id, ...change })
      if (opened.getState().id === note.id) opened.setState({ note: edited })
    }),
    remove: (note) => tried(async () => {
      await client.note.remove({ id: note.id })
      await pages.refresh()
      if (opened.getState().id === note.id) core.go('#/notes')
      core.notices.say('The note was removed.', { label: 'Undo', run: () => void restore(note.id) })
    }),
    restore,
  }
}
