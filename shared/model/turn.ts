/** A turn: one question and everything that came of it, as an append-only list of events. */
import { z } from 'zod'
import { ProblemShape } from '../problem.ts'
import { Claim } from './claim.ts'
import { AnswererId, ClaimId, ConversationId, NoteId, RuleSetId, Sha256, SourceId, TurnId } from './ids.ts'
import { Answerer } from './settings.ts'
import { Passage } from './source.ts'
import { answerVerdicts, claimVerdicts, Clash, Finding, HeldBy, JudgedPart, LogicResult, SettledBy, SourcesResult, UnmetPolicy } from './verdict.ts'

/** `ask`: a question that is answered and checked. `check`: a given text that is only checked. */
export const turnModes = ['ask', 'check'] as const

/** A passage that was handed to the answerer; the answer cites it as `[n]`. */
export const RecalledPassage = Passage.extend({
  n: z.int().positive(),
  title: z.string(),
  /** It stands behind a note that was part of the answer: how old that is, and how it stood. */
  note: z.object({ id: NoteId, created: z.string(), verifiedAt: z.string(), status: z.string() }).optional(),
})
export type RecalledPassage = z.infer<typeof RecalledPassage>

/** A note of the person's that an answer was made of, or that a model was given, as it stood then. */
export const UsedNote = z.object({ id: NoteId, statement: z.string(), created: z.string(), verifiedAt: z.string(), status: z.string(), vouched: z.boolean().optional() })
export type UsedNote = z.infer<typeof UsedNote>

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

/** A file that went along with a question: its bytes are kept under their hash, like the original of a source. */
export const Attachment = z.object({
  name: z.string().max(1000),
  sha256: Sha256,
  bytes: z.int().nonnegative(),
  mediaType: z.string().max(200),
  /** What was read out of it, where it is no image: given to the model as data, and evidence like a source's text. */
  source: SourceId.optional(),
})
export type Attachment = z.infer<typeof Attachment>

/** A named answerer as it stood when it was asked. */
export const AnsweredAs = z.object({ id: AnswererId, name: z.string(), instructions: z.string() })
export type AnsweredAs = z.infer<typeof AnsweredAs>

/** A citation `[n]` in a claim: `answer.slice(start, end)` is what was written. It is never moved to another passage. */
export const Citation = z.object({
  n: z.int().nonnegative(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** `missing`: there is no passage of that number. */
  says: z.enum(['supports', 'contradicts', 'not-found', 'missing']),
})
export type Citation = z.infer<typeof Citation>

export const modelPurposes = ['draft', 'repair', 'judge', 'propose'] as const

/** A message as it was sent, images by their hash. */
export const SentMessage = z.object({ role: z.enum(['system', 'user', 'assistant']), text: z.string(), images: z.array(Sha256).optional() })
export type SentMessage = z.infer<typeof SentMessage>

/** What was left out of a request, and by which stated rule. */
export const LeftOut = z.object({
  what: z.enum(['earlier-turn', 'passage', 'note', 'rule', 'attachment', 'image']),
  /** `window`: no room in the model's context window. `local-only`: marked never to be sent to a cloud model. `no-images`: the model takes none. */
  why: z.enum(['window', 'local-only', 'no-images']),
  count: z.int().positive(),
  sources: z.array(SourceId).optional(),
})
export type LeftOut = z.infer<typeof LeftOut>

/** One change of a revised answer: `before.slice(start, end)` gave way to `text` (empty: nothing stands in its place). */
export const AnswerChange = z.object({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  text: z.string(),
  /** The claims that stood there; they stay below the answer with their verdicts, which say why. */
  withdrawn: z.array(ClaimId),
})
export type AnswerChange = z.infer<typeof AnswerChange>

export const turnSteps = ['recall', 'rules', 'draft', 'split', 'logic', 'sources', 'weigh', 'judge', 'repair', 'close'] as const
/** One piece of work within a turn. Milliseconds since the turn began; `waited` is the time between being ready and beginning. */
export const Span = z.object({
  step: z.enum(turnSteps),
  from: z.number().nonnegative(),
  to: z.number().nonnegative(),
  waited: z.number().nonnegative(),
  claims: z.array(ClaimId).optional(),
  /** Asked of a look-up that another claim had begun already. */
  shared: z.boolean().optional(),
})
export type Span = z.infer<typeof Span>

/** A good next question, with what it comes from and what would decide it. */
export const NextQuestion = z.object({
  id: z.string().regex(/^q\d$/),
  text: z.string(),
  why: z.string(),
  from: z.enum(['contradicted', 'contested', 'undecided', 'unverified', 'stale']),
  claim: ClaimId.optional(),
  note: NoteId.optional(),
  wouldDecide: z.array(z.string()).optional(),
  settledBy: z.array(SettledBy).optional(),
})
export type NextQuestion = z.infer<typeof NextQuestion>

/** The question of an earlier turn that was taken up, by its id there. */
export const Prompted = z.object({ turn: TurnId, question: z.string() })

/** A claim of this answer and one of another answer to the same question that cannot both be right, or say the same. */
export const ClaimPair = z.object({
  here: ClaimId,
  /** The answer that `here` stands in; left out: the one that this is kept with. */
  of: TurnId.optional(),
  turn: TurnId,
  there: ClaimId,
  says: z.enum(['same', 'differs']),
  clash: z.array(Clash).optional(),
})
export type ClaimPair = z.infer<typeof ClaimPair>

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
    /** The turn that it goes on from; `null`: it begins the conversation. Left out: the one before it. */
    after: TurnId.nullable().optional(),
    /** The turn whose question was edited into this one: a branch beside it. */
    editOf: TurnId.optional(),
    /** Turns with the same group answer one question side by side. */
    compare: z.object({ group: z.string(), index: z.int().nonnegative(), of: z.int().min(2) }).optional(),
    /** A named answerer was asked (`@name`). */
    as: AnsweredAs.optional(),
    /** Only these rule sets hold in it, where a named answerer brings its own. */
    ruleSets: z.array(RuleSetId).optional(),
    attachments: z.array(Attachment).optional(),
    /** Files of earlier questions that are sources of this one too. Left out: none ever went along, or it was asked before they were carried on. */
    carried: z.array(Attachment).optional(),
    /** It was begun from a question that an earlier turn had offered. */
    prompted: Prompted.optional(),
  }),
  z.object({ kind: z.literal('source.recalled'), passages: z.array(RecalledPassage), notes: z.array(UsedNote).optional() }),
  /** What a model was sent, word for word. `window`: tokens of its context window that were reckoned with; `tokens`: what the messages were reckoned to take. */
  z.object({
    kind: z.literal('model.asked'),
    purpose: z.enum(modelPurposes),
    server: z.string(),
    model: z.string(),
    messages: z.array(SentMessage),
    window: z.int().positive().optional(),
    tokens: z.int().nonnegative().optional(),
    leftOut: z.array(LeftOut).optional(),
  }),
  /** How it went: milliseconds to the first piece and to the end, tokens as the server counted them. */
  z.object({
    kind: z.literal('model.answered'),
    purpose: z.enum(modelPurposes),
    server: z.string(),
    model: z.string(),
    inputTokens: z.int().nonnegative().optional(),
    outputTokens: z.int().nonnegative().optional(),
    firstMs: z.number().nonnegative().optional(),
    ms: z.number().nonnegative(),
    problem: ProblemShape.optional(),
  }),
  /** Reasoning that a model told before or beside its answer: kept apart, never checked, never evidence. Placed as `text` is. */
  z.object({ kind: z.literal('reasoning'), at: z.int().nonnegative(), text: z.string() }),
  /** `text` begins at offset `at` of the answer; what is already there is not added twice. */
  z.object({ kind: z.literal('text'), at: z.int().nonnegative(), text: z.string() }),
  z.object({ kind: z.literal('claim.found'), claims: z.array(FoundClaim) }),
  z.object({ kind: z.literal('rule.decided'), claim: ClaimId, logic: LogicResult }),
  z.object({ kind: z.literal('source.found'), claim: ClaimId, sources: SourcesResult, parts: z.array(JudgedPart), citations: z.array(Citation).optional() }),
  z.object({ kind: z.literal('claim.judged'), claim: ClaimId, verdict: z.enum(claimVerdicts), by: z.enum(['rules', 'embedded', 'person', 'none']), policies: z.array(UnmetPolicy).optional() }),
  z.object({ kind: z.literal('finding.made'), findings: z.array(Finding) }),
  /** The answer is held back until the person lets it through. */
  z.object({ kind: z.literal('answer.held'), by: z.array(HeldBy).min(1) }),
  z.object({ kind: z.literal('answer.released') }),
  /** The person said how a claim is to be read; `sentence` is its resolved text, for which this is remembered. */
  z.object({ kind: z.literal('reading.chosen'), claim: ClaimId, sentence: z.string(), choice: ReadingChoice }),
  /**
   * What was contradicted went back to the model, which wrote this in its place. Changes are in order and do not overlap; offsets are in the
   * answer before. Claims that stand behind a change move with their text; new claims follow as `claim.found`, numbered on.
   */
  z.object({ kind: z.literal('answer.revised'), round: z.int().positive(), model: z.string(), changes: z.array(AnswerChange) }),
  /** A round of repair gave nothing better for these claims: they stay as they are, marked. */
  z.object({ kind: z.literal('repair.given-up'), round: z.int().positive(), claims: z.array(ClaimId), why: z.enum(['same', 'no-progress', 'unreadable', 'failed', 'rounds']) }),
  /** How the answers to one question stand to each other; kept with the first of them when all have ended. */
  z.object({ kind: z.literal('answers.compared'), pairs: z.array(ClaimPair) }),
  z.object({ kind: z.literal('questions.offered'), questions: z.array(NextQuestion).max(3) }),
  /** What ran beside what. `lookups`: how often evidence was asked for, and how many searches that took. */
  z.object({ kind: z.literal('turn.timed'), spans: z.array(Span), lookups: z.object({ asked: z.int(), made: z.int() }) }),
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
const Delta = z.object({ at: z.int().nonnegative(), text: z.string() })
/** The model's server was busy or stumbled, and is asked again after so many milliseconds; not kept. */
const Waiting = z.object({ milliseconds: z.number().nonnegative(), why: z.string().max(200) })
export type Waiting = z.infer<typeof Waiting>
/** The model's server has as much to do as it is given at once: so many requests wait before this one; not kept. */
const Queued = z.object({ server: z.string(), before: z.int().nonnegative(), atOnce: z.int().positive() })
export type Queued = z.infer<typeof Queued>
export const TurnUpdate = z.union([KeptTurnEvent, z.object({ delta: Delta }), z.object({ reasoningDelta: Delta }), z.object({ waiting: Waiting }), z.object({ queued: Queued })])
export type TurnUpdate = z.infer<typeof TurnUpdate>
