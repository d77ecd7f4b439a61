/** Notes out: shown before, then handed over in pieces. */
import type { ExportFormat, NoteChoice } from '../../../shared/model/export.ts'
import type { Note } from '../../../shared/model/note.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Implementer } from '../edge.ts'
import type { Ports } from '../ports.ts'
import { datasetLine } from './dataset.ts'
import { exportedNote } from './exportedNote.ts'
import { exportNotes, extensions, mediaTypes, statementFinder } from './exportNotes.ts'
import { notesDocument } from './markdown.ts'
import { planVault } from './planVault.ts'

/** Notes and characters of a preview, and bytes of one piece: a multiple of three, so that the pieces of base64 join. */
const SHOWN = 20
const CHARACTERS = 4000
const PIECE = 384 * 1024

type Surroundings = Pick<Ports, 'store' | 'clock' | 'printPdf'>

function chosen({ ids, status, topic }: NoteChoice, { read }: Ports['store']): Note[] {
  if (ids === undefined) return read.notes({ ...(status === undefined ? {} : { status }), ...(topic === undefined ? {} : { topic }) })
  return ids.flatMap((id) => {
    const note = read.note(id)
    return note === undefined || note.deletedAt !== undefined || (status !== undefined && note.status !== status) || (topic !== undefined && note.topic !== topic) ? [] : [note]
  })
}

function beginning(format: ExportFormat, notes: readonly Note[], at: Date, statementOf: (id: string) => string | undefined): string | undefined {
  if (format === 'md') return notesDocument(notes, at).text
  if (format === 'jsonl') return notes.map(datasetLine).join('\n')
  return format === 'obsidian' ? planVault(notes, [], statementOf).write.map(({ path, text }) => `${path}\n\n${text}`).join('\n\n') : undefined
}

function base64Of(bytes: Uint8Array): string {
  let text = ''
  // `fromCharCode` takes its arguments from the stack: some thousands at a time.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

async function vaultZip(notes: readonly Note[], statementOf: (id: string) => string | undefined): Promise<Uint8Array> {
  const { strToU8, zipSync } = await import('fflate')
  return zipSync(Object.fromEntries(planVault(notes, [], statementOf).write.map(({ path, text }) => [path, strToU8(text)])), { level: 1 })
}

export function exportHandlers(os: Implementer, { store, clock, printPdf }: Surroundings) {
  const nameOf = (format: ExportFormat, at: Date): string => `notes-${at.toISOString().slice(0, 10)}${format === 'obsidian' ? '.zip' : extensions[format]}`
  return {
    preview: os.export.preview.handler(({ input: { format, choice } }) => {
      const notes = chosen(choice, store)
      const first = notes.slice(0, SHOWN)
      const at = clock.now()
      const text = beginning(format, first, at, statementFinder(store.read))
      return { name: nameOf(format, at), notes: notes.length, ...(text === undefined ? {} : { text: text.slice(0, CHARACTERS).toWellFormed() }), first: first.map((note) => exportedNote(note, statementFinder(store.read))) }
    }),
    file: os.export.file.handler(async function* ({ input: { format, choice }, signal }) {
      const notes = chosen(choice, store)
      if (notes.length === 0) throw new Problem('input.invalid', 'there is no such note to export')
      const at = clock.now()
      const name = nameOf(format, at)
      const { content, card, fingerprint } =
        format === 'obsidian' ? { content: await vaultZip(notes, statementFinder(store.read)), card: undefined, fingerprint: undefined } : await exportNotes(format, notes, name, at, store.read, printPdf, signal)
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
      for (let from = 0; from < bytes.length; from += PIECE) {
        signal?.throwIfAborted()
        yield { kind: 'piece' as const, base64: base64Of(bytes.subarray(from, from + PIECE)) }
      }
      yield { kind: 'file' as const, name, mediaType: format === 'obsidian' ? 'application/zip' : mediaTypes[format], notes: notes.length, ...(card === undefined ? {} : { card }), ...(fingerprint === undefined ? {} : { fingerprint }) }
    }),
  }
}
