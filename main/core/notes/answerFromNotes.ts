/** Verified notes answer first: what was kept and still stands is said before the library is quoted, each with the quote behind it. */
import type { SourceId } from '../../../shared/model/ids.ts'
import { judgedNow, type Note, verifiedAt } from '../../../shared/model/note.ts'
import type { RecalledPassage, UsedNote } from '../../../shared/model/turn.ts'
import type { StoreReader } from '../ports.ts'
import { notesFor } from './notesFor.ts'

/** Notes that are said at most, and the share of the question's words that each must say. */
const SAID = 3
const ANSWERS = 0.7
/** A longer statement is a text, not an answer. */
const LONGEST = 600

/** A note as it stands when it is used. */
export const usedNote = (note: Note): UsedNote => ({ id: note.id, statement: note.statement, created: note.created, verifiedAt: verifiedAt(note), status: note.status, ...(note.vouched ? { vouched: true } : {}) })

export interface NoteAnswer {
  readonly text: string
  readonly passages: readonly RecalledPassage[]
  readonly notes: readonly UsedNote[]
}

/** `first`: the number of the first passage. `said`: what the library says anyway is not said twice. Notes that the person vouches for are no evidence, and stay out. */
export function answerFromNotes(question: string, read: Pick<StoreReader, 'searchNotes' | 'source' | 'sourceText'>, first: number, said: string, asOf: string, within?: readonly SourceId[]): NoteAnswer {
  const lines: string[] = []
  const passages: RecalledPassage[] = []
  const notes: UsedNote[] = []
  for (const { note } of notesFor(question, read, SAID * 2, ANSWERS, asOf)) {
    const { by, sources } = judgedNow(note)
    if (note.vouched || note.statement.length > LONGEST || said.includes(note.statement) || notes.length >= SAID) continue
    const quote = sources.evidence.find(({ source, stance, start, end, quote: words }) =>
      stance === 'supports' && (within === undefined || within.includes(source as SourceId)) && read.source(source as SourceId)?.deletedAt === undefined && read.sourceText(source as SourceId, start, end) === words)
    if (!quote && by !== 'rules') continue
    notes.push(usedNote(note))
    if (!quote) {
      lines.push(note.statement)
      continue
    }
    const n = first + passages.length
    passages.push({
      source: quote.source as SourceId, start: quote.start, end: quote.end, text: quote.quote, n,
      title: `${quote.title ?? 'A source'}, by your note of ${note.created.slice(0, 10)} (${note.status})`,
      note: { id: note.id, created: note.created, verifiedAt: verifiedAt(note), status: note.status },
    })
    lines.push(`${note.statement}${/[.!?。！？]$/.test(note.statement) ? '' : ' '}[${n}]`)
  }
  return { text: lines.join('\n\n'), passages, notes }
}
