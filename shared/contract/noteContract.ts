/** What the screen may ask of knowledge: notes kept, found, judged again and linked; contradictions; history by day; growth. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Contradiction, contradictionDecisions } from '../model/contradiction.ts'
import { ClaimId, ContradictionId, KeepPolicyId, NoteId, RuleSetId, SourceId, TurnId } from '../model/ids.ts'
import { KeepPolicy, linkKinds, Note, StaleReason } from '../model/note.ts'
import { ChosenNotes, deciders, MOST_NAMED, NoteFilter } from '../model/noteFilter.ts'
import { Because, claimVerdicts, logicVerdicts } from '../model/verdict.ts'
import { ProblemShape } from '../problem.ts'

export { NoteFilter }

const procedure = oc.errors({ PROBLEM: { data: ProblemShape } })
const none = z.object({})
const Ids = z.array(NoteId).min(1).max(MOST_NAMED)
const Reason = z.string().max(1000)
/** UTF-16 units of a statement: longer ones are refused in words. */
export const MAX_STATEMENT = 1_000_000

/** A note as a list shows it: a long statement is cut. */
export const NoteRow = Note.pick({ id: true, status: true, topic: true, tags: true, created: true, updated: true }).extend({
  statement: z.string(),
  verdict: z.enum(claimVerdicts),
  by: z.enum(deciders),
  staleBecause: z.string().optional(),
  keptBy: z.string().optional(),
  helped: z.int().nonnegative(),
})
export type NoteRow = z.infer<typeof NoteRow>

/** A link from one note to another, seen from either; `other` is missing where that one was removed. */
const LinkedNote = z.object({ from: NoteId, kind: z.enum(linkKinds), to: NoteId, other: NoteRow.optional() })
export type LinkedNote = z.infer<typeof LinkedNote>

/** Notes that say the same by code, oldest first. */
export const SameNotes = z.array(NoteRow)

export const VerifyUpdate = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.int(), total: z.int(), paused: z.boolean(), stale: z.int(), fresh: z.int() }),
  z.object({ kind: z.literal('ended'), done: z.int(), total: z.int(), cancelled: z.boolean(), stale: z.int(), fresh: z.int() }),
])
export type VerifyUpdate = z.infer<typeof VerifyUpdate>

/** What is done to many notes at once. An empty topic takes the topic away. */
export const BulkChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('remove') }),
  z.object({ kind: z.literal('file'), topic: z.string().max(200).optional(), addTags: z.array(z.string().max(80)).max(50).optional(), dropTags: z.array(z.string().max(80)).max(50).optional() }),
])
export type BulkChange = z.infer<typeof BulkChange>

/** `done` of `total` were looked at; `changed` is how many are other than before. */
export const BulkUpdate = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.int(), total: z.int(), paused: z.boolean(), changed: z.int() }),
  z.object({ kind: z.literal('ended'), done: z.int(), total: z.int(), cancelled: z.boolean(), changed: z.int() }),
])
export type BulkUpdate = z.infer<typeof BulkUpdate>

/** What would go stale if a note were retracted: how far away, and through which. */
export const Cascade = z.array(z.object({ note: NoteRow, through: NoteId, steps: z.int().positive() }))
export type Cascade = z.infer<typeof Cascade>

/** "Why do I believe this?": the verdict made again from what was stored, with no model and no network. */
export const Why = z.object({
  same: z.boolean(),
  /** What was stored, and what comes out now. */
  was: z.object({ verdict: z.enum(claimVerdicts), by: z.string() }),
  now: z.object({ verdict: z.enum(claimVerdicts), by: z.string() }),
  /** One sentence each: what is no longer as it was. */
  changed: z.array(z.string()),
  quotes: z.array(z.object({ source: z.string(), title: z.string(), quote: z.string(), start: z.int(), end: z.int(), stance: z.string(), stands: z.boolean(), says: z.string() })),
  rules: z.object({ was: z.enum(logicVerdicts), now: z.enum(logicVerdicts), because: z.array(Because), versions: z.array(z.string()) }),
  vouched: z.object({ reason: z.string(), at: z.string() }).optional(),
})
export type Why = z.infer<typeof Why>

/** One thing that happened. `says` is a short line; `of` leads to it. */
export const HistoryRow = z.object({ seq: z.int(), at: z.string(), kind: z.string(), says: z.string(), stream: z.string(), erased: z.boolean() })
export type HistoryRow = z.infer<typeof HistoryRow>

export const growthKinds = ['notes', 'verified', 'sources', 'rules', 'asked', 'offered', 'unlocked'] as const
export const growthShapes = ['linear', 'logistic', 'exponential'] as const
/** A fitted curve: `parameters` as the formula names them, `aicc` lower is better, `weight` its Akaike weight. */
export const GrowthFit = z.object({ shape: z.enum(growthShapes), formula: z.string(), parameters: z.record(z.string(), z.number()), rss: z.number(), aicc: z.number(), weight: z.number(), curve: z.array(z.number()) })
export type GrowthFit = z.infer<typeof GrowthFit>
export const Growth = z.object({
  days: z.array(z.string()),
  /** Cumulative, one value a day. */
  series: z.record(z.enum(growthKinds), z.array(z.number())),
  /** For the series that was asked for; `says` is the sentence that the data allow. */
  fits: z.array(GrowthFit),
  best: z.enum([...growthShapes, 'too-few', 'none']),
  says: z.string(),
})
export type Growth = z.infer<typeof Growth>

const Page = { offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(200).default(50) }

export const noteContract = {
  note: {
    keep: procedure.input(z.object({ turn: TurnId, claims: z.array(ClaimId).min(1).max(1000), topic: z.string().max(200).optional() })).output(z.array(Note)),
    list: procedure.input(z.object({ query: z.string().max(500).optional(), topic: z.string().optional() })).output(z.array(Note)),
    /** Newest first; with words, only those that hold all of them. */
    page: procedure.input(z.object({ filter: NoteFilter.default({}), ...Page })).output(z.object({ rows: z.array(NoteRow), total: z.int() })),
    get: procedure.input(z.object({ id: NoteId })).output(z.object({ note: Note, leaners: z.array(z.object({ note: NoteRow, kind: z.string() })), same: SameNotes, links: z.array(LinkedNote) })),
    /** Ids of those that match, newest first: a stretch of the list; or those `among` these that match. */
    ids: procedure.input(z.object({ filter: NoteFilter.default({}), offset: Page.offset, limit: z.int().min(1).max(MOST_NAMED).default(MOST_NAMED), among: Ids.optional() })).output(z.object({ ids: z.array(NoteId) })),
    /** How many of those that match are newer than this note: its place in the list, whether it matches itself or is gone. Missing for one that never was. */
    place: procedure.input(z.object({ filter: NoteFilter.default({}), id: NoteId })).output(z.object({ index: z.int().nonnegative().optional() })),
    /** Tags of notes, the most used first. */
    tags: procedure.input(z.object({ limit: z.int().min(1).max(1000).default(200) })).output(z.array(z.object({ tag: z.string(), notes: z.int() }))),
    topics: procedure.input(none).output(z.array(z.object({ topic: z.string(), notes: z.int() }))),
    /** Which claims of these turns are kept, and as what. */
    kept: procedure.input(z.object({ turns: z.array(TurnId).max(2000) })).output(z.array(z.object({ turn: TurnId, claim: ClaimId, note: NoteId }))),
    /** A changed wording is checked again by the same checker and rules before this returns. */
    edit: procedure
      .input(z.object({ id: NoteId, statement: z.string().max(MAX_STATEMENT).optional(), topic: z.string().max(200).optional(), tags: z.array(z.string().max(80)).max(50).optional(), expires: z.iso.date().nullable().optional() }))
      .output(Note),
    /** "I vouch": needs a reason, and is shown as the person's word. An empty reason takes it back. */
    vouch: procedure.input(z.object({ id: NoteId, reason: Reason })).output(Note),
    retract: procedure.input(z.object({ id: NoteId, reason: Reason })).output(Note),
    /** Takes a retraction back. */
    reinstate: procedure.input(z.object({ id: NoteId })).output(Note),
    cascade: procedure.input(z.object({ id: NoteId })).output(Cascade),
    link: procedure.input(z.object({ from: NoteId, kind: z.enum(linkKinds), to: NoteId, on: z.boolean() })).output(Note),
    remove: procedure.input(z.object({ id: NoteId })).output(none),
    removeMany: procedure.input(z.object({ ids: Ids })).output(z.object({ removed: z.array(NoteId) })),
    restore: procedure.input(z.object({ id: NoteId })).output(Note),
    restoreMany: procedure.input(z.object({ ids: Ids })).output(none),
    /** Topic or tags of many at once. */
    file: procedure.input(z.object({ ids: Ids, topic: z.string().max(200).optional(), addTags: z.array(z.string().max(80)).max(50).optional() })).output(none),
    /** Groups of notes that say the same; nothing is merged by itself. */
    duplicates: procedure.input(z.object({ limit: z.int().min(1).max(100).default(20) })).output(z.array(SameNotes)),
    /** These say the same and are to be left apart: they are not proposed again until another note says it too. `apart: false` takes it back. Answers with those that it changed. */
    apart: procedure.input(z.object({ ids: Ids, apart: z.boolean().default(true) })).output(z.object({ ids: z.array(NoteId) })),
    merge: procedure.input(z.object({ ids: Ids, into: NoteId })).output(Note),
    unmerge: procedure.input(z.object({ id: NoteId })).output(Note),
    /** Judges these again, or all that match: a job that can be followed, paused and stopped. */
    verify: procedure.input(ChosenNotes).output(z.object({ job: z.string() })),
    followVerify: procedure.input(z.object({ job: z.string() })).output(eventIterator(VerifyUpdate)),
    pauseVerify: procedure.input(z.object({ job: z.string(), paused: z.boolean() })).output(none),
    cancelVerify: procedure.input(z.object({ job: z.string() })).output(none),
    /** Files or removes as many as there are: a job that can be followed, paused, stopped, and taken back as long as the core runs. */
    bulk: procedure.input(ChosenNotes.extend({ what: BulkChange })).output(z.object({ job: z.string() })),
    followBulk: procedure.input(z.object({ job: z.string() })).output(eventIterator(BulkUpdate)),
    pauseBulk: procedure.input(z.object({ job: z.string(), paused: z.boolean() })).output(none),
    cancelBulk: procedure.input(z.object({ job: z.string() })).output(none),
    /** A job that puts back what that one changed; what was changed again since stays. */
    undoBulk: procedure.input(z.object({ job: z.string() })).output(z.object({ job: z.string() })),
    why: procedure.input(z.object({ id: NoteId })).output(Why),
    /** The latest reasons of many, for a list. */
    stale: procedure.input(z.object({ ids: Ids })).output(z.array(z.object({ id: NoteId, reasons: z.array(StaleReason) }))),
  },
  keeping: {
    list: procedure.input(none).output(z.array(KeepPolicy)),
    /** A policy can be switched on only after it was tried as it is. */
    save: procedure.input(KeepPolicy.omit({ id: true, tried: true }).extend({ id: KeepPolicyId.optional() })).output(KeepPolicy),
    /** What it would have kept of past answers, the latest first. */
    try: procedure.input(z.object({ id: KeepPolicyId })).output(z.object({ policy: KeepPolicy, turns: z.int(), claims: z.array(z.object({ turn: TurnId, claim: ClaimId, text: z.string() })) })),
    remove: procedure.input(z.object({ id: KeepPolicyId })).output(none),
    /** Takes a removal back, as it was; `not-found` once the core was closed since. */
    restore: procedure.input(z.object({ id: KeepPolicyId })).output(KeepPolicy),
  },
  inbox: {
    /** `open`: undecided ones, and those put off; else those decided, latest first. */
    list: procedure.input(z.object({ open: z.boolean().default(true), ...Page })).output(z.object({ rows: z.array(Contradiction), total: z.int() })),
    decide: procedure.input(z.object({ id: ContradictionId, what: z.enum(contradictionDecisions), reason: Reason.optional() })).output(Contradiction),
    reopen: procedure.input(z.object({ id: ContradictionId })).output(Contradiction),
  },
  history: {
    /** Days with what happened on them, latest first. */
    days: procedure.input(z.object({ ...Page })).output(z.array(z.object({ day: z.string(), events: z.int() }))),
    /** Latest first, of one day, note, rule (within its set) or source, or all; `before` pages on. */
    page: procedure
      .input(z.object({ day: z.string().regex(/^\d{4}-\d\d-\d\d$/).optional(), note: NoteId.optional(), set: RuleSetId.optional(), source: SourceId.optional(), before: z.int().optional(), limit: z.int().min(1).max(200).default(50) }))
      .output(z.object({ rows: z.array(HistoryRow), more: z.boolean() })),
  },
  growth: {
    get: procedure.input(z.object({ of: z.enum(growthKinds).default('notes') })).output(Growth),
  },
}
