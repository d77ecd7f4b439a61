/** Notes as `notes --json` prints them. */
import type { Note } from '../../../shared/model/note.ts'

export const notesJson = (notes: readonly Note[]) =>
  notes.map((note) => ({
    id: note.id,
    statement: note.statement,
    verdict: note.claim.verdict,
    status: note.status,
    topic: note.topic,
    tags: note.tags,
    created: note.created,
    evidence: note.claim.sources.evidence,
    because: note.claim.logic.because,
  }))
