/** A row of the table of notes as a note. */
import type { Note } from '../../../shared/model/note.ts'

/** Columns under the model's names; absent where NULL. */
const OPTIONAL = { staleBecause: 'stale_because', deletedAt: 'deleted_at', expires: 'expires', meaning: 'meaning', mergedInto: 'merged_into' } as const

export function toNote(row: Record<string, unknown>): Note {
  const json = (name: string): unknown => JSON.parse(String(row[name]))
  const optional = Object.entries(OPTIONAL).flatMap(([name, column]) => (row[column] === null || row[column] === undefined ? [] : [[name, row[column]]]))
  return {
    id: row['id'], statement: row['statement'], status: row['status'], topic: row['topic'], created: row['created'], updated: row['updated'],
    tags: json('tags'), claim: json('claim'), provenance: json('provenance'),
    ...(json('more') as object),
    ...(Number(row['helped']) > 0 ? { helped: row['helped'] } : {}),
    ...(Object.fromEntries(optional) as object),
  } as unknown as Note
}
