/** Notes out: shown before, then handed over in pieces. */
import type { ExportFormat } from '../../../shared/model/export.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Implementer } from '../edge.ts'
import type { Ports } from '../ports.ts'
import { chosenIds, turns } from './chosenNotes.ts'
import { exportedNote } from './exportedNote.ts'
import { type ExportEnd, exportNotes, type ExportWorld, extensions, type FileFormat, mediaTypes, statementFinder } from './exportNotes.ts'
import { planVault } from './planVault.ts'

/** Notes and characters of a preview, and bytes of one piece: a multiple of three, so that the pieces of base64 join. */
const SHOWN = 20
const CHARACTERS = 4000
const PIECE = 384 * 1024
/** Milliseconds between two words on how far it is. */
const TOLD_EVERY = 100

const LATE = Symbol('late')
const later = (milliseconds: number): Promise<typeof LATE> => new Promise((resolve) => setTimeout(() => resolve(LATE), milliseconds))

type Surroundings = Pick<Ports, 'store' | 'clock' | 'printPdf' | 'ankiPackage'>

/** Formats that are read as they are. */
const asText: ReadonlySet<ExportFormat> = new Set<FileFormat>(['md', 'jsonl', 'csv', 'claimreview', 'bibtex', 'csl'])

function base64Of(bytes: Uint8Array): string {
  let text = ''
  // `fromCharCode` takes its arguments from the stack: some thousands at a time.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

/** Joins small pieces and cuts large ones, so that each but the last has `PIECE` bytes. */
function piecemeal() {
  const encoder = new TextEncoder()
  const held = new Uint8Array(PIECE)
  let length = 0
  return {
    *add(content: string | Uint8Array): Generator<string> {
      const bytes = typeof content === 'string' ? encoder.encode(content) : content
      for (let from = 0; from < bytes.length; ) {
        const taken = bytes.subarray(from, from + PIECE - length)
        held.set(taken, length)
        length += taken.length
        from += taken.length
        if (length < PIECE) continue
        yield base64Of(held)
        length = 0
      }
    },
    *rest(): Generator<string> {
      if (length > 0) yield base64Of(held.subarray(0, length))
    },
  }
}

export function exportHandlers(os: Implementer, { store, clock, printPdf, ankiPackage }: Surroundings) {
  const { read } = store
  const world: ExportWorld = { read, elapsed: () => clock.elapsed(), print: printPdf, anki: ankiPackage }
  const nameOf = (format: ExportFormat, at: Date): string => `notes-${at.toISOString().slice(0, 10)}${format === 'obsidian' ? '.zip' : extensions[format]}`
  const notesOf = (ids: readonly NoteId[]) => ids.flatMap((id) => read.note(id) ?? [])

  async function beginning(format: ExportFormat, ids: readonly NoteId[], at: Date): Promise<string | undefined> {
    if (format === 'obsidian') return planVault(notesOf(ids), [], statementFinder(read)).write.map(({ path, text }) => `${path}\n\n${text}`).join('\n\n')
    if (!asText.has(format)) return undefined
    let text = ''
    for await (const piece of exportNotes({ format, ids, name: nameOf(format, at), at }, world)) {
      text += typeof piece === 'string' ? piece : ''
      if (text.length > CHARACTERS) break
    }
    return text.replace(/^\uFEFF/u, '')
  }

  async function* vaultZip(ids: readonly NoteId[], signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, ExportEnd> {
    const { strToU8, zipSync } = await import('fflate')
    await turns(world.elapsed, signal)()
    const { write } = planVault(notesOf(ids), [], statementFinder(read))
    yield zipSync(Object.fromEntries(write.map(({ path, text }) => [path, strToU8(text)])), { level: 1 })
    return { notes: write.length }
  }

  return {
    preview: os.export.preview.handler(async ({ input: { format, choice } }) => {
      const ids = chosenIds(choice, read)
      const first = ids.slice(0, SHOWN)
      const at = clock.now()
      const text = await beginning(format, first, at)
      return { name: nameOf(format, at), notes: ids.length, ...(text === undefined ? {} : { text: text.slice(0, CHARACTERS).toWellFormed() }), first: notesOf(first).map((note) => exportedNote(note, statementFinder(read))) }
    }),
    file: os.export.file.handler(async function* ({ input: { format, choice }, signal }) {
      const ids = chosenIds(choice, read)
      if (ids.length === 0) throw new Problem('input.invalid', 'there is no such note to export')
      const at = clock.now()
      const name = nameOf(format, at)
      let progress = { done: 0, making: false }
      const tell = (now: typeof progress): void => void (progress = now)
      const work = format === 'obsidian' ? vaultZip(ids, signal) : exportNotes({ format, ids, name, at, signal, tell }, world)
      const pieces = piecemeal()
      const step = () => ({ kind: 'progress' as const, total: ids.length, ...progress })
      yield step()
      let told = clock.elapsed()
      let next = work.next()
      for (;;) {
        // Some formats are one piece at the end: how far they are is told all the same.
        if ((await Promise.race([next, later(TOLD_EVERY)])) === LATE) {
          yield step()
          told = clock.elapsed()
          continue
        }
        const { done, value } = await next
        if (done === true) {
          for (const base64 of pieces.rest()) yield { kind: 'piece' as const, base64 }
          const { notes, card, fingerprint } = value
          yield { kind: 'file' as const, name, mediaType: format === 'obsidian' ? 'application/zip' : mediaTypes[format], notes, ...(card === undefined ? {} : { card }), ...(fingerprint === undefined ? {} : { fingerprint }) }
          return
        }
        for (const base64 of pieces.add(value)) {
          signal?.throwIfAborted()
          yield { kind: 'piece' as const, base64 }
        }
        if (clock.elapsed() - told > TOLD_EVERY) {
          yield step()
          told = clock.elapsed()
        }
        next = work.next()
      }
    }),
  }
}
