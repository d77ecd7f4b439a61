/** What goes out: formats, which notes, and a note as every format writes it. */
import { z } from 'zod'
import { NoteId } from './ids.ts'
import { noteStatuses } from './note.ts'

export const exportFormats = ['md', 'obsidian', 'html', 'pdf', 'docx', 'jsonl', 'bundle'] as const
export const ExportFormat = z.enum(exportFormats)
export type ExportFormat = z.infer<typeof ExportFormat>

/** Every condition that is named must hold; none named: all notes. */
export const NoteChoice = z.object({
  ids: z.array(NoteId).max(100_000).optional(),
  status: z.enum(noteStatuses).optional(),
  topic: z.string().max(200).optional(),
})
export type NoteChoice = z.infer<typeof NoteChoice>

const text = z.string()
/** Plain strings in the order in which a reader needs them, nothing left to look up. */
export const ExportedNote = z.object({
  id: text,
  statement: text,
  /** `Verified by a source`, `Verified by you: …`. */
  verdict: text,
  /** Where it no longer stands as it was kept, in a sentence. */
  caution: text.optional(),
  topic: text,
  tags: z.array(text),
  /** `place`: `rule dense, line 12, version 3 of cooling.rules`. */
  reasons: z.array(z.object({ says: text, place: text })),
  /** `place`: `characters 10–80`. */
  quotes: z.array(z.object({ stance: z.enum(['Supports', 'Contradicts', 'Related']), quote: text, title: text, place: text })),
  links: z.array(z.object({ says: text, to: text, statement: text })),
  /** Where it comes from, in one sentence. */
  origin: text,
  /** Day of the last check, YYYY-MM-DD. */
  checked: text,
})
export type ExportedNote = z.infer<typeof ExportedNote>
