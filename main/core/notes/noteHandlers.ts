/** Notes: kept, found, edited, deleted, brought back and written out. */
import type { HistoryEvent } from '../../../shared/model/history.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Changes } from '../changes.ts'
import type { Implementer } from '../edge.ts'
import { notesDocument } from '../export/markdown.ts'
import type { Ports } from '../ports.ts'
import { keepClaims } from './keepClaims.ts'

/** Trimmed, each once, in the order given. */
const tidyTags = (tags: readonly string[]): string[] => [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))]

export function noteHandlers(os: Implementer, ports: Pick<Ports, 'store' | 'newId' | 'clock'>, changes: Changes) {
  const { store, clock } = ports
  const found = (id: NoteId, deleted = false): Note => {
    const note = store.read.note(id)
    if (!note || (note.deletedAt !== undefined) !== deleted) throw new Problem('not-found')
    return note
  }
  const append = (id: NoteId, event: HistoryEvent): void => {
    store.write.append([{ stream: `note:${id}`, event }])
    changes.tell('notes')
  }
  return {
    keep: os.note.keep.handler(({ input }) => {
      const notes = keepClaims(input.turn, input.claims, input.topic, ports)
      changes.tell('notes')
      return notes
    }),
    list: os.note.list.handler(({ input }) => store.read.notes({ ...(input.query === undefined ? {} : { query: input.query }), ...(input.topic === undefined ? {} : { topic: input.topic }) })),
    edit: os.note.edit.handler(({ input: { id, topic, tags } }) => {
      const note = found(id)
      const edited: Note = { ...note, topic: topic?.trim() ?? note.topic, tags: tags ? tidyTags(tags) : note.tags, updated: clock.now().toISOString() }
      append(id, { kind: 'note.edited', note: edited })
      return found(id)
    }),
    remove: os.note.remove.handler(({ input: { id } }) => {
      found(id)
      append(id, { kind: 'note.deleted', id })
      return {}
    }),
    restore: os.note.restore.handler(({ input: { id } }) => {
      found(id, true)
      append(id, { kind: 'note.restored', id })
      return found(id)
    }),
    markdown: os.note.markdown.handler(({ input }) => {
      const notes = input.ids ? input.ids.map((id) => found(id)) : store.read.notes({})
      return notesDocument(notes, clock.now())
    }),
  }
}
