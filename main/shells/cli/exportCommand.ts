/** `plumbline export`: notes out, as one file or as a folder of files. */
import { mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import { exportFormats } from '../../../shared/model/export.ts'
import type { Note } from '../../../shared/model/note.ts'
import { Problem } from '../../../shared/problem.ts'
import { printPdf } from '../../adapters/printing/printPdf.ts'
import { systemClock } from '../../adapters/system.ts'
import { exportNotes, extensions, type FileFormat, statementFinder } from '../../core/export/exportNotes.ts'
import { noteFile } from '../../core/export/markdown.ts'
import type { StoreReader } from '../../core/ports.ts'
import { withReader } from '../openReader.ts'
import { writeVault } from '../writeVault.ts'
import { writeWhole } from '../writeWhole.ts'
import { badInput, type Command, textOf } from './command.ts'
import { chosenNotes } from './notesCommand.ts'

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

const counted = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`

function writeToVault(notes: readonly Note[], out: string, read: StoreReader): string {
  const { write, kept, unchanged } = writeVault(out, notes, statementFinder(read))
  const left = kept.map(({ path, what }) => `\n  left as you changed it in ${path}: ${what}`).join('')
  return `${counted(write.length, 'file')} written to ${out}, ${unchanged} unchanged.${left}`
}

async function writeFiles(format: FileFormat, notes: readonly Note[], out: string, read: StoreReader): Promise<string> {
  const at = systemClock.now()
  // Markdown into an existing folder is one file a note.
  if (format === 'md' && isFolder(out)) {
    for (const note of notes) writeWhole(join(out, noteFile(note).name), noteFile(note).text)
    return `${counted(notes.length, 'note')} written to ${out}.`
  }
  const path = isFolder(out) ? join(out, `notes-${at.toISOString().slice(0, 10)}${extensions[format]}`) : out
  const { content, card, fingerprint } = await exportNotes(format, notes, path, at, read, printPdf)
  mkdirSync(dirname(resolve(path)), { recursive: true })
  writeWhole(path, content)
  if (card !== undefined) writeWhole(`${path.replace(/\.jsonl$/u, '')}.card.md`, card)
  return `${counted(notes.length, 'note')} written to ${path}.${fingerprint === undefined ? '' : ` Its fingerprint is ${fingerprint}; tell it to whoever is to trust the file.`}`
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
      const notes = chosenNotes(read, values)
      try {
        return format === 'obsidian' ? writeToVault(notes, out, read) : await writeFiles(format, notes, out, read)
      } catch (error) {
        throw error instanceof Problem ? error : asFileProblem(error, out)
      }
    })
    io.say(said)
    return 0
  },
}
