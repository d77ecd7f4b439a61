/** `plumbline export`: notes out, as one Markdown document or as a folder of files. */
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { asFileProblem } from '../../../shared/fileProblem.ts'
import type { Note } from '../../../shared/model/note.ts'
import { systemClock } from '../../adapters/system.ts'
import { noteFile, notesDocument } from '../../core/export/markdown.ts'
import { withReader } from '../openReader.ts'
import { badInput, type Command, textOf } from './command.ts'
import { chosenNotes } from './notesCommand.ts'

const FORMATS = ['md']

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** Whole or not at all: a file that was there stays until the new one is complete. */
function writeWhole(path: string, text: string): void {
  const beside = `${path}.${process.pid}.part`
  try {
    writeFileSync(beside, text)
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** Into an existing folder one file a note; else one document of that name. */
function writeMarkdown(notes: readonly Note[], out: string): void {
  if (isFolder(out)) for (const note of notes) writeWhole(join(out, noteFile(note).name), noteFile(note).text)
  else {
    mkdirSync(dirname(resolve(out)), { recursive: true })
    writeWhole(out, notesDocument(notes, systemClock.now()).text)
  }
}

export const exportCommand: Command = {
  run: async ({ words, values, config, io }) => {
    const format = textOf(values, 'format')
    const out = textOf(values, 'out')
    if (words.length > 0) throw badInput('export takes options only; plumbline export --help lists them')
    if (format === undefined || !FORMATS.includes(format)) throw badInput(`--format takes ${FORMATS.join(', ')}${format === undefined ? '' : `, not "${format}"`}`)
    if (out === undefined || out === '') throw badInput('export where to? Name a file or a folder with --out')
    const notes = await withReader(config, (read) => chosenNotes(read, values))
    try {
      writeMarkdown(notes, out)
    } catch (error) {
      throw asFileProblem(error, out)
    }
    io.say(`${notes.length} note${notes.length === 1 ? '' : 's'} written to ${out}.`)
    return 0
  },
}
