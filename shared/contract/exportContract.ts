/** Notes out, as the contract offers it: a preview first, then one file in pieces. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { ExportedNote, ExportFormat, NoteChoice } from '../model/export.ts'
import { ProblemShape } from '../problem.ts'

const procedure = oc.errors({ PROBLEM: { data: ProblemShape } })
const chosen = z.object({ format: ExportFormat, choice: NoteChoice })

export const exportContract = {
  export: {
    /** How many notes, the name of the file, and its beginning: as text where the format is text, else the first notes as they will be written. */
    preview: procedure.input(chosen).output(z.object({ name: z.string(), notes: z.int(), text: z.string().optional(), first: z.array(ExportedNote) })),
    /** The file in pieces of base64 and in order, then its name; between them how far it is. A vault comes as a ZIP of fresh files. Leaving it stops the work. */
    file: procedure.input(chosen).output(
      eventIterator(
        z.discriminatedUnion('kind', [
          /** `making`: all notes are read, and the file is being put together. */
          z.object({ kind: z.literal('progress'), done: z.int(), total: z.int(), making: z.boolean() }),
          z.object({ kind: z.literal('piece'), base64: z.string() }),
          z.object({ kind: z.literal('file'), name: z.string(), mediaType: z.string(), notes: z.int(), card: z.string().optional(), fingerprint: z.string().optional() }),
        ]),
      ),
    ),
  },
}
