/** What goes out: formats, which notes, and a note as every format writes it. */
import { z } from 'zod'
import { NoteId } from './ids.ts'
import { noteStatuses } from './note.ts'
import { NoteFilter } from './noteFilter.ts'
import { claimVerdicts } from './verdict.ts'

export const exportFormats = ['md', 'obsidian', 'html', 'pdf', 'docx', 'jsonl', 'csv', 'claimreview', 'bibtex', 'csl', 'apkg', 'bundle'] as const
export const ExportFormat = z.enum(exportFormats)
export type ExportFormat = z.infer<typeof ExportFormat>

/** These notes in this order, or else all that the filter shows; neither named: all notes. */
export const NoteChoice = z.object({
  ids: z.array(NoteId).max(100_000).optional(),
  filter: NoteFilter.optional(),
  /** Of those that the filter shows, all but these. */
  except: z.array(NoteId).max(10_000).optional(),
})
export type NoteChoice = z.infer<typeof NoteChoice>

const text = z.string()
/** Plain strings in the order in which a reader needs them, nothing left to look up; beside the words the values that they were made of. */
export const ExportedNote = z.object({
  id: text,
  statement: text,
  /** `Verified by a source`, `Verified by you: …`. */
  verdict: text,
  /** The same as the app names it, for programs. */
  stands: z.object({ verdict: z.enum(claimVerdicts), by: z.enum(['rules', 'embedded', 'person', 'none']), status: z.enum(noteStatuses) }),
  /** Where it no longer stands as it was kept, in a sentence. */
  caution: text.optional(),
  /** A calibrated probability; none where the person vouches. */
  confidence: z.number().optional(),
  topic: text,
  tags: z.array(text),
  /** `place`: `rule dense, line 12, version 3 of cooling.rules`. */
  reasons: z.array(z.object({ says: text, place: text })),
  /** `place`: `characters 10–80`. */
  quotes: z.array(z.object({ stance: z.enum(['Supports', 'Contradicts', 'Related']), quote: text, title: text, place: text, source: text })),
  links: z.array(z.object({ says: text, to: text, statement: text })),
  /** Where it comes from, in one sentence, and the parts of that. */
  origin: text,
  from: z.object({ question: text, by: text, asOf: text, checker: text }),
  created: text,
  updated: text,
  /** Day of the last check, YYYY-MM-DD. */
  checked: text,
})
export type ExportedNote = z.infer<typeof ExportedNote>
