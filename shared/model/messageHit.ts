/** A message that holds the words that were searched for: a question, an answer as it stands now, or a text that was checked. */
import { z } from 'zod'
import { ConversationId, TurnId } from './ids.ts'

export const MessageHit = z.object({
  turn: TurnId,
  part: z.enum(['question', 'answer', 'text']),
  /** `null`: a checked text, which belongs to no conversation. */
  conversation: ConversationId.nullable(),
  /** Of its conversation; the beginning of a checked text. */
  title: z.string(),
  at: z.string(),
  archived: z.boolean().optional(),
  snippet: z.string(),
  /** What was found, as offsets in the snippet. */
  marks: z.array(z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() })),
})
export type MessageHit = z.infer<typeof MessageHit>
