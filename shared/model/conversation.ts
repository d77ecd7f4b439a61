/** A conversation: turns in order, under a title. */
import { z } from 'zod'
import { ConversationId, RuleSetId } from './ids.ts'

export const Conversation = z.object({
  id: ConversationId,
  title: z.string(),
  created: z.string(),
  updated: z.string(),
  turns: z.int().nonnegative(),
  /** Only these rule sets hold in it; those of the workspace that are switched on when it is left out. */
  ruleSets: z.array(RuleSetId).optional(),
  folder: z.string().optional(),
  archived: z.boolean().optional(),
  deletedAt: z.string().optional(),
})
export type Conversation = z.infer<typeof Conversation>
