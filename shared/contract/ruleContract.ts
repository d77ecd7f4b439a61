/** What the screen may ask about rules: the rule sets themselves, trying and checking them, and putting a reading right. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { ClaimId, NoteId, RuleSetId, SourceId, TurnId } from '../model/ids.ts'
import { MAX_RULES_TEXT, RuleFileName, RuleSetInfo, RuleSetVersion } from '../model/ruleSet.ts'
import { KeptTurnEvent, ReadingChoice } from '../model/turn.ts'
import { Because, logicVerdicts } from '../model/verdict.ts'
import { ProblemShape } from '../problem.ts'

const procedure = oc.errors({ PROBLEM: { data: ProblemShape } })
const none = z.object({})
/** Longer texts pass, so that the core can refuse them in words. */
const RulesText = z.string().max(MAX_RULES_TEXT * 2)
const Sentence = z.string().min(1).max(20_000)
const Reason = z.string().max(1000)
const Verdict = z.enum(logicVerdicts)

/** A text that is not saved yet; it stands in for the set, or beside all sets when none is named. */
export const DraftSet = z.object({ set: RuleSetId.optional(), text: RulesText })
export type DraftSet = z.infer<typeof DraftSet>

export const RuleDiagnostic = z.object({
  set: RuleSetId.optional(),
  file: z.string(),
  line: z.int(),
  column: z.int(),
  start: z.int(),
  end: z.int(),
  severity: z.enum(['error', 'warning', 'note']),
  code: z.string(),
  message: z.string(),
  mend: z.string(),
  replacement: z.string().optional(),
})
export type RuleDiagnostic = z.infer<typeof RuleDiagnostic>

/** One declaration of a rule set, as it is pointed at. */
export const RuleRef = z.object({ set: RuleSetId.optional(), file: z.string(), id: z.string(), kind: z.string(), line: z.int(), title: z.string(), text: z.string() })
export type RuleRef = z.infer<typeof RuleRef>

/** Nodes and edges of a proof: edges go from what is given to what follows. */
export const ProofGraph = z.object({
  nodes: z.array(z.object({ id: z.string(), kind: z.enum(['claim', 'rule', 'default', 'define', 'fact', 'closed', 'derived', 'clash']), says: z.string(), because: z.int().nonnegative().optional() })),
  edges: z.array(z.object({ from: z.string(), to: z.string() })),
  /** The same as three or four plain sentences in order. */
  steps: z.array(z.string()),
})
export type ProofGraph = z.infer<typeof ProofGraph>

export const Tried = z.object({
  verdict: Verdict,
  reading: z.array(z.string()),
  /** All readings with a verdict of each, where there is more than one. */
  readings: z.array(z.object({ printed: z.string(), verdict: Verdict })),
  because: z.array(Because),
  proof: ProofGraph,
  /** Atoms that would decide it, each with the line that states it as a fact and the line that denies it. */
  wouldDecide: z.array(z.object({ atom: z.string(), fact: z.string(), denied: z.string().optional(), says: z.string().optional() })),
  presumedFalse: z.string().optional(),
  /** What the base allows in which the claim does not hold, line by line. */
  counterModel: z.array(z.string()).optional(),
  diagnostics: z.array(RuleDiagnostic),
  ms: z.number(),
})
export type Tried = z.infer<typeof Tried>

const Progress = z.object({ kind: z.literal('progress'), doing: z.string(), done: z.int().nonnegative(), total: z.int().nonnegative() })

export const Health = z.object({
  /** `null`: time ran out. */
  consistent: z.boolean().nullable(),
  conflicts: z.array(z.object({ entries: z.array(RuleRef), ways: z.array(z.object({ say: z.string(), set: RuleSetId.optional(), id: z.string(), text: z.string() })) })),
  entailed: z.array(RuleRef),
  unreachable: z.array(RuleRef),
  neverUsed: z.array(RuleRef),
  tests: z.array(z.object({ title: z.string(), expected: z.string(), got: z.string(), pass: z.boolean(), set: RuleSetId.optional(), line: z.int() })),
  /** How often each rule or fact carried a verdict so far. */
  uses: z.array(z.object({ set: RuleSetId.optional(), id: z.string(), count: z.int().nonnegative() })),
  diagnostics: z.array(RuleDiagnostic),
})
export type Health = z.infer<typeof Health>
export const HealthUpdate = z.discriminatedUnion('kind', [Progress, z.object({ kind: z.literal('result'), health: Health })])
export type HealthUpdate = z.infer<typeof HealthUpdate>

const LogicChange = { before: Verdict, after: Verdict }
export const Impact = z.object({
  notes: z.array(z.object({ note: NoteId, statement: z.string(), change: z.enum(['loses', 'gains', 'flips']), ...LogicChange })),
  claims: z.array(z.object({ turn: TurnId, claim: ClaimId, at: z.string(), text: z.string(), ...LogicChange })),
  /** Claims and notes decided again, of all there are; the rest is not touched by the change. */
  checked: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** Those that a minute did not allow to be looked at: the oldest answers. */
  unchecked: z.int().nonnegative(),
  /** Sealed rules that the change would touch. */
  sealed: z.array(z.string()),
})
export type Impact = z.infer<typeof Impact>
export const ImpactUpdate = z.discriminatedUnion('kind', [Progress, z.object({ kind: z.literal('result'), impact: Impact })])
export type ImpactUpdate = z.infer<typeof ImpactUpdate>

export const ReadingChoices = z.object({
  text: z.string(),
  chosen: ReadingChoice.optional(),
  readings: z.array(z.object({ printed: z.string(), verdict: Verdict })),
  /** Lines that would have read it, and what else each changes among sentences seen before. */
  lines: z.array(
    z.object({
      kind: z.enum(['says', 'also']),
      set: RuleSetId,
      symbol: z.string(),
      line: z.string(),
      reading: z.string(),
      verdict: Verdict,
      also: z.array(z.object({ text: z.string(), before: z.array(z.string()), after: z.array(z.string()), beforeVerdict: Verdict, afterVerdict: Verdict })),
    }),
  ),
})
export type ReadingChoices = z.infer<typeof ReadingChoices>

export const Proposal = z.object({
  kind: z.enum(['type', 'entity', 'relation', 'quantity', 'rule', 'define', 'fact', 'policy', 'wording', 'judge']),
  /** The line or lines as they would stand in a rule set. */
  text: z.string(),
  /** Written by the app from the declaration as it was read. */
  paraphrase: z.string(),
  /** What the model says that it means, where a model proposed it: an opinion, to be shown beside. */
  modelSays: z.string().optional(),
  tests: z.array(z.object({ sentence: z.string(), expected: Verdict, got: Verdict.optional() })),
  /** Where it comes from: the sentence of the document, or the claim or note. */
  from: z.string().optional(),
  diagnostics: z.array(RuleDiagnostic),
})
export type Proposal = z.infer<typeof Proposal>
export const ProposalUpdate = z.discriminatedUnion('kind', [Progress, z.object({ kind: z.literal('proposal'), proposal: Proposal }), z.object({ kind: z.literal('ended'), model: z.string() })])
export type ProposalUpdate = z.infer<typeof ProposalUpdate>

export const Merged = z.object({
  text: z.string(),
  added: z.int().nonnegative(),
  same: z.int().nonnegative(),
  clashes: z.array(z.object({ kind: z.enum(['same-id', 'same-name', 'same-fact', 'says']), name: z.string(), mine: z.string(), theirs: z.string(), say: z.string() })),
  diagnostics: z.array(RuleDiagnostic),
})
export type Merged = z.infer<typeof Merged>

export const ruleContract = {
  ruleSet: {
    /** `baseVersion`: a hash over the versions of the sets that are switched on. `unread`: files in the folder that cannot be taken. */
    list: procedure.input(none).output(z.object({ sets: z.array(RuleSetInfo), baseVersion: z.string(), unread: z.array(z.object({ file: z.string(), why: z.string() })) })),
    open: procedure.input(z.object({ id: RuleSetId })).output(z.object({ info: RuleSetInfo, text: z.string() })),
    /**
     * With `id` a new version of that set; without, a new set in a file of that name. `basedOn` is the version the person began from:
     * another one in its place is `rules.changed-outside`. A sealed rule changed or removed without a `reason` is `rules.sealed`.
     */
    save: procedure
      .input(z.object({ id: RuleSetId.optional(), file: RuleFileName.optional(), text: RulesText, basedOn: z.string().optional(), reason: Reason.optional() }))
      .output(RuleSetInfo),
    /** A name without an ending will do; a text that comes from elsewhere says `imported`. */
    create: procedure.input(z.object({ file: z.string().min(1).max(120), text: RulesText.default(''), imported: z.boolean().default(false) })).output(RuleSetInfo),
    rename: procedure.input(z.object({ id: RuleSetId, file: z.string().min(1).max(120) })).output(RuleSetInfo),
    remove: procedure.input(z.object({ id: RuleSetId })).output(none),
    restore: procedure.input(z.object({ id: RuleSetId })).output(RuleSetInfo),
    switch: procedure.input(z.object({ id: RuleSetId, on: z.boolean() })).output(RuleSetInfo),
    /** Latest first. */
    versions: procedure.input(z.object({ id: RuleSetId })).output(z.array(RuleSetVersion)),
    version: procedure.input(z.object({ id: RuleSetId, number: z.int().positive() })).output(z.object({ text: z.string() })),
    /** Unsealing needs a reason. */
    seal: procedure.input(z.object({ id: RuleSetId, rule: z.string().min(1).max(500), sealed: z.boolean(), reason: Reason.optional() })).output(RuleSetInfo),
  },
  rules: {
    try: procedure.input(z.object({ text: Sentence, sets: z.array(RuleSetId).optional(), draft: DraftSet.optional(), asOf: z.iso.date().optional(), counterModel: z.boolean().optional() })).output(Tried),
    /** Leaving the stream stops the work. */
    health: procedure.input(z.object({ draft: DraftSet.optional() })).output(eventIterator(HealthUpdate)),
    /** What saving this text would change; without a set, a new set; an empty text stands for removing the set. */
    impact: procedure.input(DraftSet).output(eventIterator(ImpactUpdate)),
    /** A model proposes; nothing is saved. */
    propose: procedure
      .input(z.object({ text: z.string().max(200_000).optional(), source: SourceId.optional(), server: z.string(), model: z.string() }))
      .output(eventIterator(ProposalUpdate)),
    fromClaim: procedure.input(z.union([z.object({ turn: TurnId, claim: ClaimId }), z.object({ note: NoteId })])).output(z.object({ proposals: z.array(Proposal) })),
    merge: procedure.input(z.object({ text: RulesText, into: RuleSetId })).output(Merged),
    samples: procedure.input(none).output(z.array(z.object({ name: z.string(), title: z.string(), about: z.string(), rules: z.int(), facts: z.int() }))),
    sample: procedure.input(z.object({ name: z.string() })).output(z.object({ title: z.string(), file: RuleFileName, text: z.string() })),
  },
  reading: {
    choices: procedure.input(z.object({ turn: TurnId, claim: ClaimId })).output(ReadingChoices),
    /** Kept, remembered for the same sentence, and the claim judged again: the events that this gave. */
    choose: procedure.input(z.object({ turn: TurnId, claim: ClaimId, choice: ReadingChoice })).output(z.object({ events: z.array(KeptTurnEvent) })),
  },
}
