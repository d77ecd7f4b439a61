/** `plumbline notes`: what was kept, with the verdict it was kept under. */
import { noteStatuses } from '../../../shared/model/note.ts'
import type { NoteFilter } from '../../../shared/model/noteFilter.ts'
import { notesJson } from '../../core/notes/notesJson.ts'
import { withReader } from '../openReader.ts'
import { badInput, type Command, jsonLine, textOf, type Values } from './command.ts'
import { oneLine } from './oneLine.ts'

/** What `--status` and `--topic` name. */
export function filterOf(values: Values): NoteFilter {
  const given = textOf(values, 'status')
  const status = noteStatuses.find((one) => one === given)
  const topic = textOf(values, 'topic')
  if (given !== undefined && status === undefined) throw badInput(`--status takes one of ${noteStatuses.join(', ')}, not "${given}"`)
  return { ...(status === undefined ? {} : { status: [status] }), ...(topic === undefined ? {} : { topic }) }
}

export const notesCommand: Command = {
  run: async ({ words, values, config, io }) => {
    if (words.length > 0) throw badInput('notes takes options only; plumbline notes --help lists them')
    const { status: [status] = [], topic } = filterOf(values)
    const notes = await withReader(config, (read) => read.notes({ ...(status === undefined ? {} : { status }), ...(topic === undefined ? {} : { topic }) }))
    if (values['json'] === true) await io.out(jsonLine(notesJson(notes)))
    else for (const note of notes) await io.out(`${note.claim.verdict.padEnd(14)} ${oneLine(note.statement)}${note.topic === '' ? '' : `  [${oneLine(note.topic)}]`}\n`)
    if (notes.length === 0) io.say('There are no such notes yet.')
    return 0
  },
}
