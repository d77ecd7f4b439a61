/** Folds what happens to notes into their tables: the note itself, its line in lists, its words, and what it leans on. */
import type { HistoryEvent } from '../../../shared/model/history.ts'
import { leaningsOf, type Note, standing, staleSentence, type StaleReason } from '../../../shared/model/note.ts'
import type { WriteConnection } from './connections.ts'
import { noteLines } from './noteLines.ts'
import { pairsOf, wordsOf } from './searchTerms.ts'
import { toNote } from './toNote.ts'

/** Fields that have a column of their own; the others are kept as JSON in `more`. */
type Columned = 'id' | 'statement' | 'status' | 'staleBecause' | 'topic' | 'tags' | 'created' | 'updated' | 'claim' | 'provenance' | 'expires' | 'meaning' | 'mergedInto' | 'helped' | 'deletedAt'

/** Characters of a note that are indexed: more than anybody looks for. */
const INDEXED = 200_000

export type NoteEvent = Extract<HistoryEvent, { kind: `note.${string}` }>

/** What of a note is indexed as its words. */
const textOf = (note: Pick<Note, 'statement' | 'topic' | 'tags'>, question: string): string => [note.statement.slice(0, INDEXED), note.topic, ...note.tags, question.slice(0, INDEXED)].join('\n')

/** The part of the fold that is derived from the note's own fields: words, leanings, and its line in lists. Also used to fill them for notes of an older schema. `before`: what was indexed of it. */
export function noteParts(db: WriteConnection): (note: Note, number: number, before?: string) => void {
  const dropLeans = db.prepare('DELETE FROM note_leans WHERE owner = ?')
  const addLean = db.prepare('INSERT OR IGNORE INTO note_leans (kind, id, note, owner) VALUES (?, ?, ?, ?)')
  const dropWords = db.prepare('DELETE FROM note_fts WHERE rowid = ?')
  const addWords = db.prepare('INSERT INTO note_fts (rowid, words, pairs) VALUES (?, ?, ?)')
  const lines = noteLines(db)
  return (note, number, before) => {
    dropLeans.run(note.id)
    for (const { kind, id, note: leaner } of leaningsOf(note)) addLean.run(kind, id, leaner, note.id)
    const text = textOf(note, note.provenance.question)
    // Most edits are of a judgement or a status: to index the same words again would be most of their cost.
    if (text !== before) {
      dropWords.run(number)
      addWords.run(number, wordsOf(text), pairsOf(text).join(' '))
    }
    lines.follow(note.id, true)
  }
}

/** Runs within the caller's transaction. */
export function noteProjections(db: WriteConnection): (at: string, event: NoteEvent) => void {
  const parts = noteParts(db)
  const newest = db.prepare('SELECT coalesce(max(number), 0) + 1 FROM note').pluck()
  const lines = noteLines(db)
  const indexed = db.prepare("SELECT number, statement, topic, tags, provenance ->> '$.question' AS question FROM note WHERE id = ?")
  const keep = db.prepare(
    `INSERT INTO note (id, number, statement, status, topic, tags, created, updated, claim, provenance, stale_because, verdict, by, turn, expires, meaning, merged_into, more)
     VALUES (@id, @number, @statement, @status, @topic, @tags, @created, @updated, @claim, @provenance, @staleBecause, @verdict, @by, @turn, @expires, @meaning, @mergedInto, @more)
     ON CONFLICT (id) DO UPDATE SET statement = @statement, status = @status, topic = @topic, tags = @tags, updated = @updated, claim = @claim, provenance = @provenance,
       stale_because = @staleBecause, verdict = @verdict, by = @by, turn = @turn, expires = @expires, meaning = @meaning, merged_into = @mergedInto, more = @more`,
  )
  const stale = db.prepare(
    `UPDATE note SET status = CASE WHEN status IN ('current', 'stale') THEN @status ELSE status END, stale_because = @because,
       more = CASE WHEN @reasons IS NULL THEN json_remove(more, '$.stale') ELSE json_set(more, '$.stale', json(@reasons)) END WHERE id = @id`,
  )
  const help = db.prepare('UPDATE note SET helped = helped + 1 WHERE id = ?')
  const mark = db.prepare('UPDATE note SET deleted_at = ? WHERE id = ?')
  const file = db.prepare('UPDATE note SET topic = ?, tags = ?, updated = ? WHERE id = ?')
  const whole = db.prepare('SELECT * FROM note WHERE id = ?')
  const save = (note: Note): void => {
    const { id, statement, status, staleBecause, topic, tags, created, updated, claim, provenance, expires, meaning, mergedInto, helped: _helped, deletedAt: _deleted, ...more } = note
    const known: Pick<Note, Columned> = note
    const row = indexed.get(known.id) as { number: number; statement: string; topic: string; tags: string; question: string } | undefined
    const number = row?.number ?? Number(newest.get())
    keep.run({
      id, number, statement, status, topic, created, updated, turn: provenance.turn, ...standing(note),
      staleBecause: staleBecause ?? null, expires: expires ?? null, meaning: meaning ?? null, mergedInto: mergedInto ?? null,
      tags: JSON.stringify(tags), claim: JSON.stringify(claim), provenance: JSON.stringify(provenance), more: JSON.stringify(more),
    })
    parts(note, number, row && textOf({ ...row, tags: JSON.parse(row.tags) as string[] }, row.question))
  }
  const staled = (id: string, reasons: readonly StaleReason[]): void =>
    void stale.run({ id, status: reasons.length > 0 ? 'stale' : 'current', because: staleSentence(reasons) ?? null, reasons: reasons.length > 0 ? JSON.stringify(reasons) : null })
  const filed = (at: string, id: string, topic: string, tags: readonly string[]): void => {
    file.run(topic, JSON.stringify(tags), at, id)
    const row = whole.get(id) as Record<string, unknown> | undefined
    if (row) parts(toNote(row), Number(row['number']))
  }
  return (at, event) => {
    switch (event.kind) {
      case 'note.kept':
      case 'note.edited':
        return save(event.note)
      case 'note.staled':
        staled(event.id, event.reasons)
        return lines.follow(event.id, false)
      case 'note.filed':
        return filed(at, event.id, event.topic, event.tags)
      case 'note.helped':
        return void help.run(event.id)
      case 'note.deleted':
        mark.run(at, event.id)
        return lines.follow(event.id, false)
      default:
        mark.run(null, event.id)
        return lines.follow(event.id, false)
    }
  }
}
