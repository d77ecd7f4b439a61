/** Notes in any of the formats that are one file, and what stands beside it. A vault is a folder of the person's own: see `planVault.ts`. */
import type { Note } from '../../../shared/model/note.ts'
import type { ExportFormat } from '../../../shared/model/export.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { PrintPdf, StoreReader } from '../ports.ts'
import { bundleData } from './bundle/bundleData.ts'
import { proofBundle } from './bundle/proofBundle.ts'
import { dataCard, datasetLine } from './dataset.ts'
import { exportedNote } from './exportedNote.ts'
import { notesDocument } from './markdown.ts'
import { notesDocx } from './notesDocx.ts'
import { notesPage } from './notesPage.ts'

export type FileFormat = Exclude<ExportFormat, 'obsidian'>

export const extensions: Record<FileFormat, string> = { md: '.md', html: '.html', pdf: '.pdf', docx: '.docx', jsonl: '.jsonl', bundle: '.proof.html' }
export const mediaTypes: Record<FileFormat, string> = {
  md: 'text/markdown', html: 'text/html', pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', jsonl: 'application/jsonl', bundle: 'text/html',
}

export interface ExportedFiles {
  readonly content: string | Uint8Array
  /** A second file, named after the first: `.card.md` in place of its ending. */
  readonly card?: string
  /** What a bundle is told apart by. */
  readonly fingerprint?: string
}

type Read = Pick<StoreReader, 'note' | 'source' | 'sourceText' | 'ruleText' | 'ruleSet'>

/** The wording of any note that is not deleted. */
export const statementFinder = (read: Pick<StoreReader, 'note'>) => (id: string): string | undefined => {
  const note = read.note(id as NoteId)
  return note === undefined || note.deletedAt !== undefined ? undefined : note.statement
}

/** `name` is what the file will be called; it stands in a card. Rejects with `export.*` where a PDF cannot be printed. */
export async function exportNotes(format: FileFormat, notes: readonly Note[], name: string, at: Date, read: Read, print: PrintPdf, signal?: AbortSignal): Promise<ExportedFiles> {
  const exported = () => notes.map((note) => exportedNote(note, statementFinder(read)))
  switch (format) {
    case 'md':
      return { content: notesDocument(notes, at).text }
    case 'html':
      return { content: notesPage(exported(), at) }
    case 'pdf':
      return { content: await print(notesPage(exported(), at), signal) }
    case 'docx':
      return { content: await notesDocx(exported(), at) }
    case 'jsonl':
      return { content: notes.map((note) => `${datasetLine(note)}\n`).join(''), card: dataCard(notes, name, at) }
    case 'bundle': {
      const { page, fingerprint } = proofBundle(bundleData(notes, read, at))
      return { content: page, fingerprint }
    }
  }
}
