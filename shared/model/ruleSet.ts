/** A rule set: one `*.rules` file of the workspace, its versions, and what a rule can say of an answer besides a verdict. */
import { z } from 'zod'
import { ConversationId, RuleSetId, Sha256 } from './ids.ts'

/** The person in the app, an edit of the file from outside, the sample workspace, or a file that was brought in. */
export const ruleSetAuthors = ['person', 'outside', 'sample', 'import'] as const
export type RuleSetAuthor = (typeof ruleSetAuthors)[number]

/** UTF-16 units of one rule set: 10,000 rules beside 100,000 facts take about ten million. */
export const MAX_RULES_TEXT = 16_000_000

/** A name in the workspace's `rules` folder, with its ending; never a path. */
export const RuleFileName = z
  .string()
  .max(120)
  .regex(/^[^\p{Cc}\\/:*?"<>|.][^\p{Cc}\\/:*?"<>|]*\.rules$/u, 'a file name that ends in .rules')

/** What was counted in a text when it was saved. */
export const RuleCounts = z.object({
  rules: z.int().nonnegative(),
  facts: z.int().nonnegative(),
  errors: z.int().nonnegative(),
  warnings: z.int().nonnegative(),
})
export type RuleCounts = z.infer<typeof RuleCounts>

/** `version` is the SHA-256 of the text; `number` counts from 1. */
export const RuleSetInfo = RuleCounts.extend({
  id: RuleSetId,
  file: RuleFileName,
  /** What `ruleset "…"` says, else the file's name without its ending. */
  title: z.string(),
  version: Sha256,
  number: z.int().positive(),
  on: z.boolean(),
  /** Ids of the rules that need a reason to be changed. */
  sealed: z.array(z.string()),
  sealedRules: z.int().nonnegative(),
  changedAt: z.string(),
  by: z.enum(ruleSetAuthors),
  deletedAt: z.string().optional(),
})
export type RuleSetInfo = z.infer<typeof RuleSetInfo>

export const RuleSetVersion = z.object({
  number: z.int().positive(),
  version: Sha256,
  at: z.string(),
  by: z.enum(ruleSetAuthors),
  /** Why a sealed rule was replaced, or what the person wrote to remember by. */
  reason: z.string().optional(),
  /** What changed against the version before, in one line. */
  summary: z.string(),
  /** Sealed rules that an edit from outside changed without a reason. */
  brokenSeals: z.array(z.string()).optional(),
})
export type RuleSetVersion = z.infer<typeof RuleSetVersion>

const ofSet = { id: RuleSetId }
export const ruleSetEvents = [
  /** A version: the text is in the history, whole. The first one begins the set. */
  z.object({
    kind: z.literal('ruleSet.saved'),
    ...ofSet,
    file: RuleFileName,
    title: z.string(),
    text: z.string(),
    ...RuleSetVersion.omit({ at: true }).shape,
    counts: RuleCounts,
  }),
  z.object({ kind: z.literal('ruleSet.renamed'), ...ofSet, file: RuleFileName }),
  z.object({ kind: z.literal('ruleSet.switched'), ...ofSet, on: z.boolean() }),
  z.object({ kind: z.literal('ruleSet.sealed'), ...ofSet, rule: z.string(), sealed: z.boolean(), reason: z.string().optional() }),
  z.object({ kind: z.literal('ruleSet.deleted'), ...ofSet }),
  z.object({ kind: z.literal('ruleSet.restored'), ...ofSet }),
  /** Only these sets hold in the conversation; `null`: those of the workspace that are switched on. */
  z.object({ kind: z.literal('conversation.ruleSetsChosen'), id: ConversationId, sets: z.array(RuleSetId).nullable() }),
] as const
