/** Turns judged claims into notes that can be read for ever without the turn they came from. */
import type { ClaimId, NoteId, TurnId } from '../../../shared/model/ids.ts'
import type { KeepPolicy, Note } from '../../../shared/model/note.ts'
import { Problem } from '../../../shared/problem.ts'
import { claimIndex, foldAll, type TurnState } from '../../../shared/turn/foldTurn.ts'
import { judgedClaim } from '../../../shared/turn/judgedClaim.ts'
import type { Ports } from '../ports.ts'
import { judgedFields } from './judgedFields.ts'

/** A sentence without its citation marks and Markdown emphasis: what it says. */
export const plainStatement = (text: string): string =>
  text
    .replace(/\s*\[\d{1,3}(?:\s*[,;]\s*\d{1,3})*\]/g, '')
    .replace(/(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,]$)/, '')
    .trim()

const byOf = ({ started }: TurnState): string => (started?.mode === 'check' ? 'text' : started?.answerer.kind === 'model' ? started.answerer.model : 'library')

/** Characters of the question that go along with a note; a checked text may be a book. */
const QUESTION = 2000

/** The notes of these claims: those kept before as they are, the others new. Nothing is kept unless every claim is there. */
export function keepClaims(turn: TurnId, claims: readonly ClaimId[], topic: string | undefined, { store, newId, clock }: Pick<Ports, 'store' | 'newId' | 'clock'>, policy?: KeepPolicy): Note[] {
  const state = foldAll(turn, store.read.turnEvents(turn, 0))
  const { started } = state
  if (!started) throw new Problem('not-found')
  const before = new Map(store.read.notesOf(turn).map((note) => [note.provenance.claim, note]))
  const created: Note[] = []
  const notes = [...new Set(claims)].map((id) => {
    const known = before.get(id)
    if (known) return known
    const claim = state.claims[claimIndex(state.claims, id)]
    if (!claim) throw new Problem('not-found', `there is no claim ${id}`)
    const now = clock.now().toISOString()
    const note: Note = {
      id: newId() as NoteId,
      statement: plainStatement(claim.resolved) || claim.text,
      status: 'current',
      topic: topic?.trim() ?? '',
      tags: policy ? [...policy.tags] : [],
      created: now,
      updated: now,
      claim: judgedClaim(claim),
      provenance: {
        turn, claim: id, question: started.mode === 'check' ? '' : started.question.slice(0, QUESTION), by: byOf(state), asOf: started.asOf, checker: started.checker,
        ...(started.prompted ? { prompted: started.prompted } : {}),
      },
    }
    if (policy) note.keptBy = { policy: policy.id, name: policy.name }
    Object.assign(note, judgedFields(note.statement, note.claim, store.read))
    created.push(note)
    return note
  })
  store.write.append(created.map((note) => ({ stream: `note:${note.id}`, event: { kind: 'note.kept', note } })))
  return notes
}
