/** A named answerer: a way to answer that is called by its name (`@name`), with its instructions, model, sources and rule sets. */
import { z } from 'zod'
import { AnswererId, RuleSetId, SourceId } from './ids.ts'
import { Answerer } from './settings.ts'

/** What is typed after `@`: letters of any script, digits, `-` and `_`. Compared without regard to case. */
export const AnswererName = z.string().max(40).regex(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}_-]*$/u, 'letters, digits, - and _')

export const NamedAnswerer = z.object({
  id: AnswererId,
  name: AnswererName,
  /** Told to the model before anything else; never evidence. */
  instructions: z.string().max(8000),
  answerer: Answerer,
  /** Only these count as evidence and are given to the model; all of them when it is left out. */
  sources: z.array(SourceId).max(1000).optional(),
  /** Only these hold; those of the conversation when it is left out. */
  ruleSets: z.array(RuleSetId).max(1000).optional(),
  deletedAt: z.string().optional(),
})
export type NamedAnswerer = z.infer<typeof NamedAnswerer>
