/** A note: a kept claim with its provenance, readable for ever without the turn it came from. */
import { z } from 'zod'
import { ClaimId, NoteId, TurnId } from './ids.ts'
import { JudgedClaim } from './verdict.ts'

export const noteStatuses = ['current', 'stale', 'disputed', 'retracted'] as const

export const Note = z.object({
  id: NoteId,
  statement: z.string().min(1),
  status: z.enum(noteStatuses),
  /** Why it is stale, in a sentence. */
  staleBecause: z.string().optional(),
  topic: z.string(),
  tags: z.array(z.string()),
  created: z.string(),
  updated: z.string(),
  /** The judged claim as it stood when it was kept: verdict, evidence and because. */
  claim: JudgedClaim,
  provenance: z.object({
    turn: TurnId,
    claim: ClaimId,
    question: z.string(),
    /** `library`, `text` (check a text) or the model's name. */
    by: z.string(),
    asOf: z.string(),
    checker: z.string(),
  }),
  deletedAt: z.string().optional(),
})
export type Note = z.infer<typeof Note>
