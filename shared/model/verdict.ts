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

export const severities = ['block', 'warn', 'note'] as const

export const Because = z.object({
  id: z.string(),
  kind: z.enum(['rule', 'default', 'define', 'fact', 'closed']),
  line: z.int(),
  file: z.string().optional(),
  /** The number of the version of its rule set that decided. */
  version: z.int().optional(),
  /** The rule set it stands in. */
  set: z.string().optional(),
  /** SHA-256 of the item itself: the same as long as its wording is, wherever it stands. */
  hash: z.string().optional(),
  severity: z.enum(severities).optional(),
  says: z.string(),
})
export type Because = z.infer<typeof Because>

/** Something that would decide an open claim, as the person's own words say it, and where it can be stated. */
export const SettledBy = z.object({
  /** As the rule language prints it: what `fact` is followed by. */
  atom: z.string(),
  says: z.string(),
  kind: z.enum(['relation', 'quantity', 'date']),
  unit: z.string().optional(),
  /** The rule set that speaks of it. */
  set: z.string().optional(),
})
export type SettledBy = z.infer<typeof SettledBy>

export const LogicResult = z.object({
  verdict: z.enum(logicVerdicts),
  reading: z.array(z.string()),
  because: z.array(Because),
  wouldDecide: z.array(z.string()).optional(),
  /** The same in plain words; missing in results of earlier versions. */
  settledBy: z.array(SettledBy).optional(),
  presumedFalse: z.string().optional(),
  /** What decided it: the version of the whole base, the day asked about, the version of the engine. */
  base: z.string().optional(),
  asOf: z.string().optional(),
  engine: z.int().optional(),
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
export const UnmetPolicy = z.object({ id: z.string(), severity: z.string(), line: z.int(), says: z.string(), file: z.string().optional(), set: z.string().optional(), version: z.int().optional() })
export type UnmetPolicy = z.infer<typeof UnmetPolicy>

const finding = { id: z.string(), severity: z.enum(severities), line: z.int(), file: z.string().optional(), set: z.string().optional(), version: z.int().optional(), says: z.string() }
/** What a `wording` or a `judge` of the rule base says of an answer. It never changes a verdict. */
export const Finding = z.discriminatedUnion('kind', [
  /** A phrase to be avoided: `answer.slice(start, end) === text`. */
  z.object({ kind: z.literal('wording'), ...finding, start: z.int().nonnegative(), end: z.int().nonnegative(), text: z.string() }),
  /** A model's opinion, marked as such wherever it is shown. */
  z.object({ kind: z.literal('judge'), ...finding, holds: z.boolean(), reason: z.string(), model: z.string() }),
])
export type Finding = z.infer<typeof Finding>

/** Why an answer is held back: something marked `severity block` in the person's own rules. */
export const HeldBy = z.object({ kind: z.enum(['rule', 'policy', 'wording', 'judge']), id: z.string(), says: z.string(), claim: z.string().optional(), set: z.string().optional(), line: z.int().optional() })
export type HeldBy = z.infer<typeof HeldBy>

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
