/** A conversation: turns in order, under a title. */
import { z } from 'zod'
import { ConversationId } from './ids.ts'

export const Conversation = z.object({
  id: ConversationId,
  title: z.string(),
  created: z.string(),
  updated: z.string(),
  turns: z.int().nonnegative(),
  deletedAt: z.string().optional(),
})
export type Conversation = z.infer<typeof Conversation>
