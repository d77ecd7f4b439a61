/** Which notes are meant: by words and marks, by name, or all that match but a few. */
import { z } from 'zod'
import { KeepPolicyId, NoteId, RuleSetId, SourceId } from './ids.ts'
import { noteStatuses } from './note.ts'
import { claimVerdicts } from './verdict.ts'

/** By what a verdict was reached; `person`: vouched for. */
export const deciders = ['rules', 'embedded', 'person', 'none'] as const

/** Every condition that is given must hold. */
export const NoteFilter = z.object({
  query: z.string().max(500).optional(),
  status: z.array(z.enum(noteStatuses)).optional(),
  verdict: z.array(z.enum(claimVerdicts)).optional(),
  by: z.array(z.enum(deciders)).optional(),
  topic: z.string().max(200).optional(),
  tag: z.string().max(80).optional(),
  policy: KeepPolicyId.optional(),
  source: SourceId.optional(),
  set: RuleSetId.optional(),
})
export type NoteFilter = z.infer<typeof NoteFilter>

/** Notes that can be named one by one. */
export const MOST_NAMED = 10_000

/** Those that are named; or all that match the filter, however many, except those. */
export const ChosenNotes = z.object({
  ids: z.array(NoteId).max(MOST_NAMED).optional(),
  filter: NoteFilter.optional(),
  except: z.array(NoteId).max(MOST_NAMED).optional(),
})
export type ChosenNotes = z.infer<typeof ChosenNotes>
