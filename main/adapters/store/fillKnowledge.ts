/** Fills what migration 6 adds from what was there before: words, tags and leanings of notes, and growth from the history. */
import type { Note } from '../../../shared/model/note.ts'
import type { WriteConnection } from './connections.ts'
import { noteParts } from './noteProjections.ts'
import { projections } from './projections.ts'
import { toNote } from './toNote.ts'
import { readPayload } from './upcast.ts'

/** `empty` is a database of the same schema with nothing in it: the history is folded into it, and its growth is taken over. */
export function fillKnowledge(db: WriteConnection, empty: () => WriteConnection): void {
  const parts = noteParts(db)
  for (const row of db.prepare('SELECT * FROM note').all() as Record<string, unknown>[]) {
    const note: Note = toNote(row)
    parts(note, Number(row['number']))
  }
  const again = empty()
  try {
    const fold = projections(again)
    for (const row of db.prepare('SELECT seq, at, stream, kind, v, payload FROM history ORDER BY seq').iterate() as Iterable<{ seq: number; at: string; stream: string; kind: string; v: number; payload: string | null }>) {
      const event = readPayload(row.kind, row.v, row.payload)
      if (event && event.kind !== 'history.erased') fold(row.seq, row.at, row.stream, event)
    }
    const add = db.prepare('INSERT INTO growth_day (day, what, change) VALUES (@day, @what, @change)')
    for (const row of again.prepare('SELECT day, what, change FROM growth_day').all()) add.run(row)
  } finally {
    again.close()
  }
}
