/** Notes in any of the formats that are one file, written piece by piece, and what stands beside it. A vault is a folder of the person's own: see `planVault.ts`. */
import type { ExportFormat, ExportedNote } from '../../../shared/model/export.ts'
import type { NoteId, SourceId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { Clock, StoreReader } from '../ports.ts'
import type { AnkiCard, AnkiPackage, PrintPdf } from './exportPorts.ts'
import { ankiCard } from './ankiDeck.ts'
import { bundleData } from './bundle/bundleData.ts'
import { proofBundle } from './bundle/proofBundle.ts'
import { byTopic, turns } from './chosenNotes.ts'
import { bibtexEntry, createCitations, cslJson, urlOf } from './citedSources.ts'
import { CLAIM_REVIEWS_HEAD, CLAIM_REVIEWS_TAIL, claimReview, inJson } from './claimReview.ts'
import { csvHead, csvRow } from './csv.ts'
import { createDataCard, datasetLine } from './dataset.ts'
import { exportedNote } from './exportedNote.ts'
import { documentHead, noteInDocument, topicHeading } from './markdown.ts'
import { type DocxGroup, notesDocx } from './notesDocx.ts'
import { noteHtml, PAGE_TAIL, pageHead, topicHtml } from './notesPage.ts'

export type FileFormat = Exclude<ExportFormat, 'obsidian'>

export const extensions: Record<FileFormat, string> = {
  md: '.md', html: '.html', pdf: '.pdf', docx: '.docx', jsonl: '.jsonl', csv: '.csv', claimreview: '.claimreview.jsonld', bibtex: '.bib', csl: '.csl.json', apkg: '.apkg', bundle: '.proof.html',
}
export const mediaTypes: Record<FileFormat, string> = {
  md: 'text/markdown', html: 'text/html', pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', jsonl: 'application/jsonl',
  csv: 'text/csv', claimreview: 'application/ld+json', bibtex: 'application/x-bibtex', csl: 'application/vnd.citationstyles.csl+json', apkg: 'application/zip', bundle: 'text/html',
}

/** What an export reads from, and by what it is made. */
export interface ExportWorld {
  readonly read: Pick<StoreReader, 'note' | 'noteRows' | 'source' | 'sourceText' | 'ruleText' | 'ruleSet'>
  readonly elapsed: Clock['elapsed']
  readonly print: PrintPdf
  readonly anki: AnkiPackage
}

export interface ExportJob {
  readonly format: FileFormat
  readonly ids: readonly NoteId[]
  /** What the file will be called; it stands in a card. */
  readonly name: string
  readonly at: Date
  readonly signal?: AbortSignal | undefined
  /** How many of the notes have been read; `making` once all were and the file is being put together. */
  readonly tell?: (progress: { readonly done: number; readonly making: boolean }) => void
}

export interface ExportEnd {
  /** A second file, named after the first: `.card.md` in place of its ending. */
  readonly card?: string
  /** What a bundle is told apart by. */
  readonly fingerprint?: string
  readonly notes: number
}

/** The wording of any note that is not deleted. */
export const statementFinder = (read: Pick<StoreReader, 'note'>) => (id: string): string | undefined => {
  const note = read.note(id as NoteId)
  return note === undefined || note.deletedAt !== undefined ? undefined : note.statement
}

async function gathered<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/**
 * Yields the file in order and returns what stands beside it. Others get their turn between the notes.
 * Rejects with `export.*` where a PDF cannot be printed, and with the signal's reason.
 */
export async function* exportNotes({ format, ids, name, at, signal, tell }: ExportJob, { read, elapsed, print, anki }: ExportWorld): AsyncGenerator<string | Uint8Array, ExportEnd> {
  const breathe = turns(elapsed, signal)
  const statementOf = statementFinder(read)
  let done = 0
  async function* notes(those: readonly NoteId[] = ids): AsyncGenerator<Note> {
    for (const id of those) {
      await breathe()
      const note = read.note(id)
      if (note === undefined) continue
      yield note
      done += 1
      tell?.({ done, making: false })
    }
  }
  async function* exported(those?: readonly NoteId[]): AsyncGenerator<ExportedNote> {
    for await (const note of notes(those)) yield exportedNote(note, statementOf)
  }
  const making = async (): Promise<void> => {
    tell?.({ done, making: true })
    // What follows may hold the thread: the word of it goes first.
    await new Promise((resolve) => setTimeout(resolve, 0))
    signal?.throwIfAborted()
  }
  async function* page(): AsyncGenerator<string> {
    const groups = await byTopic(ids, read, breathe)
    const among = new Set<string>(ids)
    yield pageHead(groups, at)
    for (const [index, { topic, ids: those }] of groups.entries()) {
      yield topicHtml(topic, index)
      for await (const note of exported(those)) yield noteHtml(note, among)
    }
    yield PAGE_TAIL
  }
  let card: string | undefined
  let fingerprint: string | undefined
  switch (format) {
    case 'md':
      yield documentHead(ids.length, at)
      for (const { topic, ids: those } of await byTopic(ids, read, breathe)) {
        yield topicHeading(topic)
        for await (const note of exported(those)) yield noteInDocument(note)
      }
      break
    case 'html':
      yield* page()
      break
    case 'pdf': {
      let whole = ''
      for await (const piece of page()) whole += piece
      await making()
      yield await print(whole, signal)
      break
    }
    case 'docx': {
      const groups: DocxGroup[] = []
      for (const { topic, ids: those } of await byTopic(ids, read, breathe)) groups.push({ topic, notes: await gathered(exported(those)) })
      await making()
      yield await notesDocx(groups, at)
      break
    }
    case 'jsonl': {
      const counts = createDataCard()
      for await (const note of notes()) {
        counts.add(note)
        yield `${datasetLine(note)}\n`
      }
      card = counts.text(name, at)
      break
    }
    case 'csv':
      yield csvHead()
      for await (const note of exported()) yield csvRow(note)
      break
    case 'claimreview': {
      yield CLAIM_REVIEWS_HEAD
      for await (const note of exported()) yield `${done === 0 ? '' : ','}\n${inJson(claimReview(note, (source) => urlOf(read.source(source as SourceId))))}`
      yield CLAIM_REVIEWS_TAIL
      break
    }
    case 'bibtex':
    case 'csl': {
      const citations = createCitations(read)
      for await (const note of exported()) citations.add(note)
      await making()
      if (format === 'csl') yield cslJson(citations.entries())
      else for (const entry of citations.entries()) yield `${bibtexEntry(entry)}\n`
      break
    }
    case 'apkg': {
      async function* cards(): AsyncGenerator<AnkiCard> {
        for await (const note of exported([...ids].sort())) yield ankiCard(note)
        await making()
      }
      yield await anki(cards(), at, signal)
      break
    }
    case 'bundle': {
      const all = await gathered(notes())
      await making()
      const made = proofBundle(bundleData(all, read, at))
      fingerprint = made.fingerprint
      yield made.page
    }
  }
  return { notes: done, ...(card === undefined ? {} : { card }), ...(fingerprint === undefined ? {} : { fingerprint }) }
}
