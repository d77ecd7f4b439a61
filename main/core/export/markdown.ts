/** Notes as Markdown with YAML front matter, readable without Plumbline: statement, verdict, reasons, quotes and where they stand. */
import { stringify } from 'yaml'
import type { ExportedNote } from '../../../shared/model/export.ts'

/** Flat, lists as lists; every text is quoted, so that no reader takes a date or a `no` for something else. */
export const frontMatter = (fields: Readonly<Record<string, unknown>>): string =>
  `---\n${stringify(fields, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 })}---\n`

/** Text that stands literally: nothing in it is taken for Markdown or HTML. */
export const literal = (text: string): string => text.replace(/\s+/g, ' ').trim().replace(/[\\`*_{}[\]<>#|~$]|&(?=#?\w+;)/g, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2').replace(/^([-+=])/, '\\$1')

/** A quote line for line, so that it stays one block whatever it holds; its lines stay lines. */
const block = (text: string): string => text.trim().split(/\r\n|\r|\n/).map((line) => `> ${literal(line)}`).join('  \n')

/** Everything below the heading. */
export function markdownBody(note: ExportedNote): string {
  const lines = [`**${literal(note.verdict)}**`]
  if (note.caution !== undefined) lines.push(`*${literal(note.caution)}*`)
  if (note.reasons.length > 0) lines.push(note.reasons.map(({ says, place }) => `- ${literal(says)} (${literal(place)})`).join('\n'))
  for (const { stance, quote, title, place } of note.quotes) lines.push(`${stance}: ${literal(title)}, ${literal(place)}`, block(quote))
  if (note.links.length > 0) lines.push(note.links.map(({ says, statement }) => `- ${says}: ${literal(statement)}`).join('\n'))
  lines.push(literal(note.origin))
  if (note.tags.length > 0) lines.push(`Tags: ${note.tags.map(literal).join(', ')}`)
  return lines.join('\n\n')
}

const fields = (note: ExportedNote): Record<string, unknown> => ({
  id: note.id,
  verdict: note.stands.verdict,
  by: note.stands.by,
  status: note.stands.status,
  topic: note.topic,
  tags: note.tags,
  created: note.created,
  updated: note.updated,
  checked: note.checked,
  sources: [...new Set(note.quotes.map(({ title }) => title))],
})

/** Names that Windows keeps for itself, whatever their ending. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/iu

/** A name that every file system takes, told apart by the end of the note's id. */
export function fileName({ id, statement }: Pick<ExportedNote, 'id' | 'statement'>): string {
  const words = statement.slice(0, 1000).toWellFormed().normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim().replaceAll(' ', '-')
  const short = [...words].slice(0, 60).join('').replace(/-+$/, '') || 'note'
  return `${RESERVED.test(short) ? `${short}-` : short}-${id.slice(-6).toLowerCase()}.md`
}

/** One note as a file of its own. */
export const noteFileText = (note: ExportedNote): string => `${frontMatter(fields(note))}\n# ${literal(note.statement)}\n\n${markdownBody(note)}\n`

/** A document of all the notes begins so; `at` is the time of writing. */
export const documentHead = (notes: number, at: Date): string => `${frontMatter({ title: 'Notes', created: at.toISOString(), notes })}\n# Notes\n${notes === 0 ? '\nThere are no notes here.\n' : ''}`
export const topicHeading = (topic: string): string => `\n## ${literal(topic)}\n`
export const noteInDocument = (note: ExportedNote): string => `\n### ${literal(note.statement)}\n\n${markdownBody(note)}\n`
