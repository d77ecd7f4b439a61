/** Which notes a list shows and an export takes. */
import { z } from 'zod'
import { KeepPolicyId, RuleSetId, SourceId } from './ids.ts'
import { noteStatuses } from './note.ts'
import { claimVerdicts } from './verdict.ts'

/** Every condition that is given must hold. */
export const NoteFilter = z.object({
  query: z.string().max(500).optional(),
  status: z.array(z.enum(noteStatuses)).optional(),
  verdict: z.array(z.enum(claimVerdicts)).optional(),
  by: z.array(z.enum(['rules', 'embedded', 'person', 'none'])).optional(),
  topic: z.string().max(200).optional(),
  tag: z.string().max(80).optional(),
  policy: KeepPolicyId.optional(),
  source: SourceId.optional(),
  set: RuleSetId.optional(),
})
export type NoteFilter = z.infer<typeof NoteFilter>
