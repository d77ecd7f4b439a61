/** Notes out of the app: the preview, the file piece by piece, and the file handed over. */
import type { ExportFormat, NoteChoice } from '../../../shared/model/export.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { download, downloadBytes } from '../../core/download.ts'

export const formats: readonly { readonly value: ExportFormat; readonly label: string; readonly says: string }[] = [
  { value: 'md', label: 'Markdown', says: 'One document, by topic, that any editor reads.' },
  { value: 'obsidian', label: 'Obsidian', says: 'A file a note with links between them, as a ZIP, for a vault of your own.' },
  { value: 'html', label: 'Page', says: 'One page that opens in any browser, with nothing loaded; good to send and to print.' },
  { value: 'pdf', label: 'PDF', says: 'Pages with an outline and their fonts within; good to file and to print.' },
  { value: 'docx', label: 'Word', says: 'A document to write on in, with every source and rule in a footnote.' },
  { value: 'csv', label: 'Table', says: 'A row a note, for Excel, Numbers, LibreOffice and databases (CSV).' },
  { value: 'apkg', label: 'Anki', says: 'Cards to learn by heart; imported again, they are updated and not doubled.' },
  { value: 'bibtex', label: 'BibTeX', says: 'The sources that these notes cite, for LaTeX and reference managers.' },
  { value: 'csl', label: 'CSL-JSON', says: 'The sources that these notes cite, for Zotero, Pandoc and citation styles.' },
  { value: 'claimreview', label: 'ClaimReview', says: 'Verdicts as search engines and fact checkers read them (schema.org JSON-LD).' },
  { value: 'jsonl', label: 'Data set', says: 'A line a note with verdict, evidence and features, to learn from, and a card that says what it holds.' },
  { value: 'bundle', label: 'Proof bundle', says: 'One page with quotes, rules and hashes that checks itself in any browser, offline; for those who do not trust you.' },
]

export type Preview = Awaited<ReturnType<Core['connection']['client']['export']['preview']>>

export const previewOf = (core: Core, format: ExportFormat, choice: NoteChoice): Promise<Preview> => core.connection.client.export.preview({ format, choice })

/** @returns a sentence where it did not work; nothing where it was handed over or stopped */
export async function exportFile(core: Core, format: ExportFormat, choice: NoteChoice, signal: AbortSignal): Promise<string | undefined> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  try {
    for await (const event of await core.connection.client.export.file({ format, choice }, { signal })) {
      if (event.kind === 'piece') parts.push(Uint8Array.from(atob(event.base64), (letter) => letter.charCodeAt(0)))
      else if (event.kind === 'file') {
        downloadBytes(event.name, new Blob(parts, { type: event.mediaType }))
        if (event.card !== undefined) download(event.name.replace(/\.jsonl$/, '.card.md'), event.card)
        core.notices.say(`${event.notes} ${event.notes === 1 ? 'note' : 'notes'} exported as ${event.name}.${event.fingerprint === undefined ? '' : ` Its fingerprint begins with ${event.fingerprint.slice(0, 16)}; tell it to whoever is to trust the file.`}`)
      }
    }
    return undefined
  } catch (error) {
    const problem = problemOf(error)
    return signal.aborted || problem.code === 'cancelled' ? undefined : problemSentence(problem)
  }
}
