/** A turn: one question and everything that came of it, as an append-only list of events. */
import { z } from 'zod'
import { ProblemShape } from '../problem.ts'
import { Claim } from './claim.ts'
import { ClaimId, ConversationId, RuleSetId, SourceId, TurnId } from './ids.ts'
import { Answerer } from './settings.ts'
import { Passage } from './source.ts'
import { answerVerdicts, claimVerdicts, Finding, HeldBy, JudgedPart, LogicResult, SourcesResult, UnmetPolicy } from './verdict.ts'

/** `ask`: a question that is answered and checked. `check`: a given text that is only checked. */
export const turnModes = ['ask', 'check'] as const

/** A passage that was handed to the answerer; the answer cites it as `[n]`. */
export const RecalledPassage = Passage.extend({ n: z.int().positive(), title: z.string() })
export type RecalledPassage = z.infer<typeof RecalledPassage>

export const FoundClaim = Claim.extend({ id: ClaimId })
export type FoundClaim = z.infer<typeof FoundClaim>

export const Tally = z.object({ verified: z.int(), contradicted: z.int(), unverified: z.int(), notCheckable: z.int() })
export type Tally = z.infer<typeof Tally>

/** How the person wants a sentence read: as this formula, not at all, or by a line that was added to a rule set for it. */
export const ReadingChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reading'), printed: z.string() }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('line'), set: RuleSetId, line: z.string() }),
])
export type ReadingChoice = z.infer<typeof ReadingChoice>

export const turnOutcomes = ['done', 'cancelled', 'failed'] as const

export const TurnEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('turn.started'),
    conversation: ConversationId.nullable(),
    mode: z.enum(turnModes),
    question: z.string(),
    answerer: Answerer,
    checker: z.string(),
    asOf: z.string(),
    /** The turn that this one answers again, when the person retried. */
    retryOf: TurnId.optional(),
    /** Only these sources were to count; all of them when it is left out. */
    within: z.array(SourceId).optional(),
  }),
  z.object({ kind: z.literal('source.recalled'), passages: z.array(RecalledPassage) }),
  /** `text` begins at offset `at` of the answer; what is already there is not added twice. */
  z.object({ kind: z.literal('text'), at: z.int().nonnegative(), text: z.string() }),
  z.object({ kind: z.literal('claim.found'), claims: z.array(FoundClaim) }),
  z.object({ kind: z.literal('rule.decided'), claim: ClaimId, logic: LogicResult }),
  z.object({ kind: z.literal('source.found'), claim: ClaimId, sources: SourcesResult, parts: z.array(JudgedPart) }),
  z.object({ kind: z.literal('claim.judged'), claim: ClaimId, verdict: z.enum(claimVerdicts), by: z.enum(['rules', 'embedded', 'person', 'none']), policies: z.array(UnmetPolicy).optional() }),
  z.object({ kind: z.literal('finding.made'), findings: z.array(Finding) }),
  /** The answer is held back until the person lets it through. */
  z.object({ kind: z.literal('answer.held'), by: z.array(HeldBy).min(1) }),
  z.object({ kind: z.literal('answer.released') }),
  /** The person said how a claim is to be read; `sentence` is its resolved text, for which this is remembered. */
  z.object({ kind: z.literal('reading.chosen'), claim: ClaimId, sentence: z.string(), choice: ReadingChoice }),
  z.object({
    kind: z.literal('turn.ended'),
    outcome: z.enum(turnOutcomes),
    problem: ProblemShape.optional(),
    verdict: z.enum(answerVerdicts),
    unsupported: z.number().min(0).max(1),
    tally: Tally,
    /** Milliseconds, summed over claims where they ran side by side; `total` is wall time. */
    ms: z.object({ draft: z.number(), split: z.number(), logic: z.number(), sources: z.number(), total: z.number() }),
  }),
])
export type TurnEvent = z.infer<typeof TurnEvent>

/** An event as it was kept: `seq` is its place in the history. */
export const KeptTurnEvent = z.object({ seq: z.int().positive(), at: z.string(), event: TurnEvent })
export type KeptTurnEvent = z.infer<typeof KeptTurnEvent>

/** What a follower receives: kept events in order, and between them finer pieces of text that are not kept one by one. */
export const TurnUpdate = z.union([KeptTurnEvent, z.object({ delta: z.object({ at: z.int().nonnegative(), text: z.string() }) })])
export type TurnUpdate = z.infer<typeof TurnUpdate>
