/** `plumbline export`: notes out, as one file or as a folder of files. */
import { mkdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import { exportFormats } from '../../../shared/model/export.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { printPdf } from '../../adapters/printing/printPdf.ts'
import { systemClock } from '../../adapters/system.ts'
import { ankiPackage } from '../../adapters/store/anki/ankiPackage.ts'
import { chosenIds } from '../../core/export/chosenNotes.ts'
import { exportedNote } from '../../core/export/exportedNote.ts'
import { exportNotes, extensions, type FileFormat, statementFinder } from '../../core/export/exportNotes.ts'
import { fileName, noteFileText } from '../../core/export/markdown.ts'
import type { StoreReader } from '../../core/ports.ts'
import { withReader } from '../openReader.ts'
import { writeVault } from '../writeVault.ts'
import { writePieces, writeWhole } from '../writeWhole.ts'
import { badInput, type Command, textOf } from './command.ts'
import { filterOf } from './notesCommand.ts'

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

const counted = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`

function writeToVault(ids: readonly NoteId[], out: string, read: StoreReader): string {
  const notes = ids.flatMap((id) => read.note(id) ?? [])
  const { write, kept, unchanged } = writeVault(out, notes, statementFinder(read))
  const left = kept.map(({ path, what }) => `\n  left as you changed it in ${path}: ${what}`).join('')
  return `${counted(write.length, 'file')} written to ${out}, ${unchanged} unchanged.${left}`
}

async function writeFiles(format: FileFormat, ids: readonly NoteId[], out: string, read: StoreReader, signal: AbortSignal): Promise<string> {
  const at = systemClock.now()
  // Markdown into an existing folder is one file a note.
  if (format === 'md' && isFolder(out)) {
    for (const id of ids) {
      const note = read.note(id)
      if (note === undefined) continue
      const one = exportedNote(note, statementFinder(read))
      writeWhole(join(out, fileName(one)), noteFileText(one))
    }
    return `${counted(ids.length, 'note')} written to ${out}.`
  }
  const path = isFolder(out) ? join(out, `notes-${at.toISOString().slice(0, 10)}${extensions[format]}`) : out
  mkdirSync(dirname(resolve(path)), { recursive: true })
  const { notes, card, fingerprint } = await writePieces(path, exportNotes({ format, ids, name: basename(path), at, signal }, { read, elapsed: () => systemClock.elapsed(), print: printPdf, anki: ankiPackage }))
  if (card !== undefined) writeWhole(`${path.replace(/\.jsonl$/u, '')}.card.md`, card)
  return `${counted(notes, 'note')} written to ${path}.${fingerprint === undefined ? '' : ` Its fingerprint is ${fingerprint}; tell it to whoever is to trust the file.`}`
}

export const exportCommand: Command = {
  run: async ({ words, values, config, io }) => {
    const asked = textOf(values, 'format')
    const format = exportFormats.find((one) => one === asked)
    const out = textOf(values, 'out')
    if (words.length > 0) throw badInput('export takes options only; plumbline export --help lists them')
    if (format === undefined) throw badInput(`--format takes ${exportFormats.join(', ')}${asked === undefined ? '' : `, not "${asked}"`}`)
    if (out === undefined || out === '') throw badInput('export where to? Name a file or a folder with --out')
    if (format === 'obsidian' && statSync(out, { throwIfNoEntry: false })?.isFile()) throw badInput(`an Obsidian vault is a folder, and ${out} is a file`)
    const said = await withReader(config, async (read) => {
      const ids = chosenIds({ filter: filterOf(values) }, read)
      try {
        return format === 'obsidian' ? writeToVault(ids, out, read) : await writeFiles(format, ids, out, read, io.signal)
      } catch (error) {
        throw error instanceof Problem ? error : asFileProblem(error, out)
      }
    })
    io.say(said)
    return 0
  },
}
