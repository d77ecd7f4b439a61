/** Notes: kept claims with their provenance; found, tagged, removed with undo. */
import { type BulkNotes, createBulkNotes } from './bulk.ts'
import { createNoteCare, type NoteCare } from './care.ts'
import { createPolicies, type Policies } from './policies.ts'
import { createSameNotes, type SameNotes } from './sameNotes.ts'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Note } from '../../../shared/model/note.ts'
import type { Core } from '../../core/core.ts'

export interface NoteListState {
  readonly query: string
  readonly topic: string | undefined
  readonly status: Note['status'] | undefined
}

export interface NoteList {
  readonly core: Core
  readonly store: StoreApi<NoteListState>
  search(query: string): void
  pickTopic(topic: string | undefined): void
  pickStatus(status: Note['status'] | undefined): void
  readonly care: NoteCare
  readonly bulk: BulkNotes
  readonly same: SameNotes
  readonly policies: Policies
  edit(note: Note, change: { topic?: string; tags?: string[] }): Promise<void>
  remove(note: Note): Promise<void>
}

/** Notes whose words all occur somewhere in what is shown of them. */
export function matching(notes: readonly Note[], { query, topic, status }: NoteListState): Note[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return notes
    .filter((note) => {
      if (topic !== undefined && note.topic !== topic) return false
      if (status !== undefined && note.status !== status) return false
      if (note.mergedInto !== undefined) return false
      const text = [note.statement, note.topic, note.provenance.question, ...note.tags].join('\n').toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .sort((a, b) => b.created.localeCompare(a.created))
}

export const topicsOf = (notes: readonly Note[]): string[] => [...new Set(notes.map((note) => note.topic).filter(Boolean))].sort((a, b) => a.localeCompare(b))

export function createNoteList(core: Core): NoteList {
  const { client } = core.connection
  const store = createStore<NoteListState>(() => ({ query: '', topic: undefined, status: undefined }))
  const replace = (note: Note): void => core.kept.store.setState(({ notes }) => ({ notes: notes.map((other) => (other.id === note.id ? note : other)) }))
  return {
    core,
    store,
    search: (query) => store.setState({ query }),
    pickTopic: (topic) => store.setState({ topic }),
    pickStatus: (status) => store.setState({ status }),
    care: createNoteCare(core),
    bulk: createBulkNotes(core),
    same: createSameNotes(core),
    policies: createPolicies(core),
    async edit(note, change) {
      try {
        replace(await client.note.edit({ id: note.id, ...change }))
      } catch (error) {
        core.notices.fail(error)
      }
    },
    async remove(note) {
      const goOn = core.from()
      try {
        await client.note.remove({ id: note.id })
        core.kept.store.setState(({ notes }) => ({ notes: notes.filter((other) => other.id !== note.id) }))
        goOn('#/notes')
        const undo = async (): Promise<void> => {
          const goBack = core.from()
          try {
            const back = await client.note.restore({ id: note.id })
            core.kept.store.setState(({ notes }) => ({ notes: [...notes.filter((other) => other.id !== back.id), back] }))
            goBack(`#/notes/${note.id}`)
          } catch (error) {
            core.notices.fail(error)
          }
        }
        core.notices.say('The note was removed.', { label: 'Undo', run: () => void undo() })
      } catch (error) {
        core.notices.fail(error)
      }
    },
  }
}
