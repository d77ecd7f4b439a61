/** A note as every format writes it: plain strings in the order in which a reader needs them, nothing left to look up. */
import type { ExportedNote } from '../../../shared/model/export.ts'
import { judgedNow, type Note, type NoteLink, standing, verifiedAt } from '../../../shared/model/note.ts'
import type { JudgedClaim } from '../../../shared/model/verdict.ts'

const verdicts: Record<JudgedClaim['verdict'], string> = { verified: 'Verified', contradicted: 'Contradicted', unverified: 'Unverified', 'not-checkable': 'Not checkable' }
const byWhom: Record<JudgedClaim['by'], string> = { rules: ' by your rules', embedded: ' by a source', person: ' by you', none: '' }
const stances = { supports: 'Supports', contradicts: 'Contradicts', related: 'Related' } as const
const linkWords: Record<NoteLink['kind'], string> = { supports: 'Supports', contradicts: 'Contradicts', refines: 'Refines', 'example-of': 'Is an example of' }

function cautionOf(note: Note): string | undefined {
  if (note.status === 'retracted') return `Retracted${note.retracted ? `: ${note.retracted.reason}` : '.'}`
  if (note.status === 'stale') return `Stale${note.staleBecause ? `: ${note.staleBecause}` : '.'}`
  return note.status === 'disputed' ? 'Disputed.' : undefined
}

function originOf({ provenance: { question, by, asOf, checker } }: Note): string {
  const asked = question === '' ? 'From a text that was checked' : `Asked: “${question.replace(/\s+/g, ' ').trim()}”`
  return `${asked}. Answered by ${by === 'library' ? 'your library' : by === 'text' ? 'the text itself' : by}, as of ${asOf}, checked by ${checker}.`
}

/** `statementOf` finds the wording of a note that is linked to; links to notes that are gone are left out. */
export function exportedNote(note: Note, statementOf: (id: string) => string | undefined): ExportedNote {
  const { verdict, by } = standing(note)
  const { logic, sources } = judgedNow(note)
  const caution = cautionOf(note)
  return {
    id: note.id,
    statement: note.statement,
    stands: { verdict, by, status: note.status },
    ...(note.confidence === undefined ? {} : { confidence: note.confidence }),
    verdict: `${verdicts[verdict]}${byWhom[by]}${note.vouched ? `: ${note.vouched.reason}` : ''}`,
    ...(caution === undefined ? {} : { caution }),
    topic: note.topic,
    tags: note.tags,
    reasons: logic.because.map(({ says, id, line, version, file }) => ({ says, place: `rule ${id}, line ${line}${version === undefined ? '' : `, version ${version}`}${file === undefined ? '' : ` of ${file}`}` })),
    quotes: sources.evidence.map(({ stance, quote, title, source, start, end }) => ({ stance: stances[stance], quote, title: title ?? source, place: `characters ${start}–${end}`, source })),
    links: (note.links ?? []).flatMap(({ kind, to }) => {
      const statement = statementOf(to)
      return statement === undefined ? [] : [{ says: linkWords[kind], to, statement }]
    }),
    origin: originOf(note),
    from: { question: note.provenance.question, by: note.provenance.by, asOf: note.provenance.asOf, checker: note.provenance.checker },
    created: note.created,
    updated: note.updated,
    checked: verifiedAt(note).slice(0, 10),
  }
}
