/** Notes as Markdown with YAML front matter, readable without Plumbline: statement, verdict, quotes and where they stand. */
import { stringify } from 'yaml'
import type { Note } from '../../../shared/model/note.ts'
import type { JudgedClaim } from '../../../shared/model/verdict.ts'

export interface MarkdownFile {
  readonly name: string
  readonly text: string
}

/** Flat, lists as lists; every text is quoted, so that no reader takes a date or a `no` for something else. */
export const frontMatter = (fields: Readonly<Record<string, unknown>>): string =>
  `---\n${stringify(fields, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 })}---\n`

const verdicts: Record<JudgedClaim['verdict'], string> = {
  verified: 'Verified',
  contradicted: 'Contradicted',
  unverified: 'Unverified',
  'not-checkable': 'Not checkable',
}
const byWhom: Record<JudgedClaim['by'], string> = { rules: ' by your rules', embedded: ' by a source', person: ' by you', none: '' }
const stances = { supports: 'Supports', contradicts: 'Contradicts', related: 'Related' } as const

/** Text that stands literally: nothing in it is taken for Markdown or HTML. */
export const literal = (text: string): string => text.replace(/\s+/g, ' ').trim().replace(/[\\`*_{}[\]<>#|~$]/g, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2').replace(/^([-+])/, '\\$1')

/** A quote line for line, so that it stays one block whatever it holds. */
export const block = (text: string): string => text.trim().split(/\r\n|\r|\n/).map((line) => `> ${literal(line)}`).join('\n')

function body({ claim, provenance }: Note): string {
  const lines = [`**${verdicts[claim.verdict]}**${byWhom[claim.by]}.`]
  for (const because of claim.logic.because) lines.push(`- ${literal(because.says)} (rule ${literal(because.id)}, line ${because.line})`)
  for (const evidence of claim.sources.evidence) {
    const place = `${literal(evidence.title ?? evidence.source)}, characters ${evidence.start}–${evidence.end}`
    lines.push(`${stances[evidence.stance]}: ${place}\n\n${block(evidence.quote)}`)
  }
  const asked = provenance.question === '' ? 'From a text that was checked' : `Asked: ${literal(provenance.question)}`
  lines.push(`${asked}. Answered by ${literal(provenance.by)}, as of ${provenance.asOf}, checked by ${literal(provenance.checker)}.`)
  return lines.join('\n\n')
}

const fields = (note: Note): Record<string, unknown> => ({
  id: note.id,
  verdict: note.claim.verdict,
  status: note.status,
  topic: note.topic,
  tags: note.tags,
  created: note.created,
  updated: note.updated,
  turn: note.provenance.turn,
  sources: [...new Set(note.claim.sources.evidence.map((evidence) => evidence.title ?? evidence.source))],
})

/** A name that every file system takes, told apart by the end of the note's id. */
export function fileName(note: Note): string {
  const words = note.statement.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, ' ').trim().replaceAll(' ', '-')
  return `${[...words].slice(0, 60).join('').replace(/-+$/, '') || 'note'}-${note.id.slice(-6).toLowerCase()}.md`
}

/** One note in a file of its own. */
export const noteFile = (note: Note): MarkdownFile => ({ name: fileName(note), text: `${frontMatter(fields(note))}\n# ${literal(note.statement)}\n\n${body(note)}\n` })

/** All the notes in one document, by topic; `at` is the time of writing. */
export function notesDocument(notes: readonly Note[], at: Date): MarkdownFile {
  const day = at.toISOString().slice(0, 10)
  const topics = Map.groupBy(notes, (note) => note.topic)
  const sections = [...topics.keys()].toSorted().map((topic) => {
    const entries = topics.get(topic)!.map((note) => `### ${literal(note.statement)}\n\n${body(note)}`)
    return [`## ${topic === '' ? 'Without a topic' : literal(topic)}`, ...entries].join('\n\n')
  })
  const head = frontMatter({ title: 'Notes', created: at.toISOString(), notes: notes.length })
  return { name: `notes-${day}.md`, text: [`${head}\n# Notes`, ...(sections.length === 0 ? ['There are no notes yet.'] : sections)].join('\n\n') + '\n' }
}
