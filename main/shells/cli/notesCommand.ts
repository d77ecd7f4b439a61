/** `plumbline notes`: what was kept, with the verdict it was kept under. */
import { type Note, noteStatuses } from '../../../shared/model/note.ts'
import { notesJson } from '../../core/notes/notesJson.ts'
import type { StoreReader } from '../../core/ports.ts'
import { withReader } from '../openReader.ts'
import { badInput, type Command, jsonLine, textOf, type Values } from './command.ts'
import { oneLine } from './oneLine.ts'

/** Notes that `--status` and `--topic` name. */
export function chosenNotes(read: Pick<StoreReader, 'notes'>, values: Values): Note[] {
  const status = textOf(values, 'status')
  const topic = textOf(values, 'topic')
  if (status !== undefined && !noteStatuses.some((one) => one === status)) throw badInput(`--status takes one of ${noteStatuses.join(', ')}, not "${status}"`)
  return read.notes({ ...(status === undefined ? {} : { status }), ...(topic === undefined ? {} : { topic }) })
}

export const notesCommand: Command = {
  run: async ({ words, values, config, io }) => {
    if (words.length > 0) throw badInput('notes takes options only; plumbline notes --help lists them')
    const notes = await withReader(config, (read) => chosenNotes(read, values))
    if (values['json'] === true) await io.out(jsonLine(notesJson(notes)))
    else for (const note of notes) await io.out(`${note.claim.verdict.padEnd(14)} ${oneLine(note.statement)}${note.topic === '' ? '' : `  [${oneLine(note.topic)}]`}\n`)
    if (notes.length === 0) io.say('There are no such notes yet.')
    return 0
  },
}
