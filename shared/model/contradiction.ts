/** A contradiction: what is kept and something that disagrees with it, side by side, with what the person decided. */
import { z } from 'zod'
import { ClaimId, ContradictionId, NoteId, TurnId } from './ids.ts'
import { Clash } from './verdict.ts'

export const contradictionDecisions = ['keep-old', 'keep-new', 'both', 'later'] as const

export const Contradiction = z.object({
  id: ContradictionId,
  at: z.string(),
  /** The note that was there, and its statement then. */
  note: NoteId,
  says: z.string(),
  /** What disagrees: another note, or a claim of an answer. */
  with: z.union([z.object({ note: NoteId }), z.object({ turn: TurnId, claim: ClaimId })]),
  against: z.string(),
  /** A number, date, unit, name or negation that differs; or the rules, under which both cannot hold. */
  why: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('clash'), clash: z.array(Clash) }),
    z.object({ kind: z.literal('rules'), because: z.array(z.string()) }),
  ]),
  decision: z.object({ what: z.enum(contradictionDecisions), reason: z.string().optional(), at: z.string() }).optional(),
})
export type Contradiction = z.infer<typeof Contradiction>

/** What knowledge adds to the history. */
export const knowledgeEvents = [
  z.object({ kind: z.literal('contradiction.found'), contradiction: Contradiction.omit({ decision: true, at: true }) }),
  z.object({ kind: z.literal('contradiction.decided'), id: ContradictionId, what: z.enum(contradictionDecisions), reason: z.string().optional() }),
  z.object({ kind: z.literal('contradiction.reopened'), id: ContradictionId }),
  /** Notes of one meaning that the person looked at side by side and left apart; or whose being apart was taken back. */
  z.object({ kind: z.literal('notes.leftApart'), meaning: z.string(), ids: z.array(NoteId), apart: z.boolean() }),
] as const
