/** Notes that say the same: proposed side by side, merged when the person says so, and taken apart again. */
import type { NoteRow } from '../../../shared/contract/noteContract.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import { Problem } from '../../../shared/problem.ts'
import { tidyTags } from './editNote.ts'
import type { NoteDesk } from './noteDesk.ts'

export const sameAs = (desk: NoteDesk, note: Note): NoteRow[] => {
  const { read } = desk.ports.store
  return note.meaning === undefined ? [] : read.noteRows(read.notesMeaning(note.meaning).filter((id) => id !== note.id))
}

export const duplicates = (desk: NoteDesk, limit: number): NoteRow[][] => {
  const { read } = desk.ports.store
  return read.sharedMeanings(limit).map((meaning) => read.noteRows(read.notesMeaning(meaning).slice(0, 50)))
}

/** The notes that are changed by it: those left apart that were not, or taken back that were. They must say the same. */
export function leaveApart(desk: NoteDesk, ids: readonly NoteId[], apart: boolean): NoteId[] {
  const notes = [...new Set(ids)].map((id) => desk.found(id))
  const meaning = notes[0]?.meaning
  if (meaning === undefined || notes.some((note) => note.meaning !== meaning)) throw new Problem('input.invalid', 'only notes that say the same can be left apart')
  const before = new Set(desk.ports.store.read.notesApart(meaning))
  const changed = notes.map(({ id }) => id).filter((id) => before.has(id) !== apart)
  if (changed.length > 0) desk.append([{ stream: 'knowledge', event: { kind: 'notes.leftApart', meaning, ids: changed, apart } }])
  return changed
}

/** The others stand behind `into` and are found no more; their tags come along. Nothing of them is lost. */
export function mergeNotes(desk: NoteDesk, ids: readonly NoteId[], into: NoteId): Note {
  const target = desk.found(into)
  const others = [...new Set(ids)].filter((id) => id !== into).map((id) => desk.found(id))
  if (others.length === 0) throw new Problem('input.invalid', 'choose at least two notes to merge')
  if (target.mergedInto !== undefined) throw new Problem('input.invalid', 'this note was merged into another one itself')
  const at = desk.now()
  const behind = others.flatMap((other) => [other.id, ...(other.merged ?? [])])
  desk.save([
    { ...target, merged: [...new Set([...(target.merged ?? []), ...behind])], tags: tidyTags([...target.tags, ...others.flatMap(({ tags }) => tags)]), topic: target.topic || (others.find(({ topic }) => topic !== '')?.topic ?? ''), updated: at },
    ...others.map((other) => ({ ...other, mergedInto: into, updated: at })),
  ])
  return desk.found(into)
}

/** Every note that stood behind it is a note of its own again, as it was. */
export function unmergeNotes(desk: NoteDesk, id: NoteId): Note {
  const note = desk.found(id)
  const at = desk.now()
  const { merged = [], ...rest } = note
  const back = merged.flatMap((other): Note[] => {
    const found = desk.ports.store.read.note(other)
    if (!found || found.deletedAt !== undefined) return []
    const { mergedInto: _into, ...own } = found
    return [{ ...own, updated: at }]
  })
  desk.save([{ ...rest, updated: at }, ...back])
  return desk.found(id)
}
