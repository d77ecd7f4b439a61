/** Verdicts and what carries them, in the shapes that the command line prints and the store keeps. */
import { z } from 'zod'
import { Claim, Part } from './claim.ts'

export const logicVerdicts = ['proved', 'refuted', 'presumed', 'possible', 'silent', 'ambiguous', 'inconsistent', 'undecided'] as const
export const sourceVerdicts = ['supported', 'contradicted', 'disputed', 'not-found'] as const
export const claimVerdicts = ['verified', 'contradicted', 'unverified', 'not-checkable'] as const
export const answerVerdicts = ['verified', 'contradicted', 'unverified', 'mixed', 'nothing-to-check'] as const
export type SourceVerdict = (typeof sourceVerdicts)[number]
export type ClaimVerdict = (typeof claimVerdicts)[number]
export type AnswerVerdict = (typeof answerVerdicts)[number]

export const Because = z.object({
  id: z.string(),
  kind: z.enum(['rule', 'default', 'define', 'fact', 'closed']),
  line: z.int(),
  file: z.string().optional(),
  version: z.int().optional(),
  says: z.string(),
})

export const LogicResult = z.object({
  verdict: z.enum(logicVerdicts),
  reading: z.array(z.string()),
  because: z.array(Because),
  wouldDecide: z.array(z.string()).optional(),
  presumedFalse: z.string().optional(),
})
export type LogicResult = z.infer<typeof LogicResult>

/** What the logic says when no rule base is there. */
export const SILENT: LogicResult = { verdict: 'silent', reading: [], because: [] }

/** The two words that clash: `0.95` in the claim, `1.05` in the source. */
export const Clash = z.object({
  kind: z.enum(['number', 'unit', 'date', 'name', 'negation']),
  claim: z.string(),
  source: z.string(),
})
export type Clash = z.infer<typeof Clash>

/** A quote with a stance: `source.text.slice(start, end) === quote`, UTF-16, half open. */
export const Evidence = z.object({
  source: z.string(),
  quote: z.string(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  stance: z.enum(['supports', 'contradicts', 'related']),
  score: z.number().min(0).max(1),
  title: z.string().optional(),
  path: z.string().optional(),
  clash: z.array(Clash).optional(),
})
export type Evidence = z.infer<typeof Evidence>

export const JudgedPart = Part.extend({ verdict: z.enum(sourceVerdicts), support: z.number().min(0).max(1) })
export type JudgedPart = z.infer<typeof JudgedPart>

/** `support` is a calibrated probability that the sources support the claim. */
export const SourcesResult = z.object({
  verdict: z.enum(sourceVerdicts),
  support: z.number().min(0).max(1),
  evidence: z.array(Evidence),
})
export type SourcesResult = z.infer<typeof SourcesResult>

export const NOT_FOUND: SourcesResult = { verdict: 'not-found', support: 0, evidence: [] }

/** What a model thought, kept apart: it can only lower a verdict. */
export const Opinion = z.object({
  model: z.string(),
  supported: z.boolean(),
  confidence: z.number().min(0).max(1),
  quote: z.string().optional(),
})

/** A policy of the rule base that asks for more, newer or weightier sources than the claim has. */
export const UnmetPolicy = z.object({ id: z.string(), severity: z.string(), line: z.int(), says: z.string() })

export const JudgedClaim = Claim.extend({
  parts: z.array(JudgedPart),
  logic: LogicResult,
  sources: SourcesResult,
  verdict: z.enum(claimVerdicts),
  by: z.enum(['rules', 'embedded', 'person', 'none']),
  opinions: z.array(Opinion).optional(),
  policies: z.array(UnmetPolicy).optional(),
})
export type JudgedClaim = z.infer<typeof JudgedClaim>
