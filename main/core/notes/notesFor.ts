/** The notes that answer a question, or speak of it: current and verified ones alone, nearest first. */
import type { Note } from '../../../shared/model/note.ts'
import { tokens } from '../checking/token.ts'
import type { StoreReader } from '../ports.ts'

/** Characters of a question that are read. */
const READ = 2000
/** Notes that are looked at for one question. */
const LOOKED_AT = 40
/** Words that ask, and say nothing of what is asked about. */
const ASKING = new Set(tokens('how what which who when where why much many tell give show know does answer question explain describe').map(({ key }) => key))

const contentOf = (text: string): string[] => [...new Set(tokens(text.slice(0, READ)).filter(({ stop, key }) => !stop && !ASKING.has(key)).map(({ key }) => key))]

export interface NoteFor {
  readonly note: Note
  /** Share of the question's content words that the note says. */
  readonly coverage: number
}

/** `least`: the share of the question's words that a note must say. `asOf`: the day that is asked about; what was to be looked at again by then is not taken. */
export function notesFor(question: string, read: Pick<StoreReader, 'searchNotes'>, limit: number, least: number, asOf: string): NoteFor[] {
  const asked = contentOf(question)
  if (asked.length === 0) return []
  return read
    .searchNotes(question.slice(0, READ), LOOKED_AT, 'standing')
    .map((note): NoteFor => {
      const said = new Set(tokens(`${note.statement.slice(0, READ)} ${note.topic}`).map(({ key }) => key))
      return { note, coverage: asked.filter((key) => said.has(key)).length / asked.length }
    })
    .filter(({ note, coverage }) => coverage >= least && (note.expires === undefined || note.expires > asOf))
    .sort((a, b) => b.coverage - a.coverage || (a.note.id < b.note.id ? 1 : -1))
    .slice(0, limit)
}
