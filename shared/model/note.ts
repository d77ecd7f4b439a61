/** A note: a kept claim with its provenance, readable for ever without the turn it came from, and what has become of it since. */
import { z } from 'zod'
import { ClaimId, ContradictionId, KeepPolicyId, NoteId, Sha256, SourceId, TurnId } from './ids.ts'
import { tiers } from './source.ts'
import { type ClaimVerdict, claimVerdicts, JudgedClaim } from './verdict.ts'

export const noteStatuses = ['current', 'stale', 'disputed', 'retracted'] as const

export const staleKinds = [
  'source-changed', 'source-deleted', 'rule-changed', 'rule-deleted', 'rule-off', 'note-changed', 'note-retracted', 'note-deleted', 'expired',
  /** Checked again, it no longer gets the verdict that it was kept with. */
  'judged-otherwise',
] as const

/** One reason why a note is stale: what it leaned on, and what became of that, in a sentence without its stop. */
export const StaleReason = z.object({
  kind: z.enum(staleKinds),
  /** The source, the note, or the rule's id within `set`; empty where the note itself is meant. */
  id: z.string(),
  set: z.string().optional(),
  says: z.string(),
})
export type StaleReason = z.infer<typeof StaleReason>

/** A quote that it leans on, by hashes: it stands as long as the same words are in the source as it now is. */
export const KeptQuote = z.object({
  source: SourceId,
  /** SHA-256 of the quote, and of the whole text of the source when it was quoted. */
  sha256: Sha256,
  textSha256: Sha256,
  tier: z.enum(tiers).optional(),
})
export type KeptQuote = z.infer<typeof KeptQuote>

export const linkKinds = ['supports', 'contradicts', 'refines', 'example-of'] as const
/** This note supports, contradicts, refines, or is an example of the other. */
export const NoteLink = z.object({
  kind: z.enum(linkKinds),
  to: NoteId,
  /** A hash of what the note that is leaned on said when the link was made. */
  said: Sha256.optional(),
})
export type NoteLink = z.infer<typeof NoteLink>

/** The statement judged again, as it is worded now. */
export const Recheck = z.object({ claim: JudgedClaim, at: z.string(), asOf: z.string(), checker: z.string() })
export type Recheck = z.infer<typeof Recheck>

export const Note = z.object({
  id: NoteId,
  statement: z.string().min(1),
  status: z.enum(noteStatuses),
  /** Why it is stale, in a sentence: the reasons of `stale` joined. */
  staleBecause: z.string().optional(),
  topic: z.string(),
  tags: z.array(z.string()),
  created: z.string(),
  updated: z.string(),
  /** The judged claim as it stood when it was kept: verdict, evidence and because. */
  claim: JudgedClaim,
  provenance: z.object({
    turn: TurnId,
    claim: ClaimId,
    question: z.string(),
    /** `library`, `text` (check a text) or the model's name. */
    by: z.string(),
    asOf: z.string(),
    checker: z.string(),
    /** The question of an earlier turn that this one was begun from. */
    prompted: z.object({ turn: TurnId, question: z.string() }).optional(),
  }),
  /** Every reason why it is stale; none when it is not. */
  stale: z.array(StaleReason).optional(),
  /** The latest check of the statement, after an edit of its wording or because it was asked for. */
  recheck: Recheck.optional(),
  /** The verdict that a new check is held against: that of the claim as kept, until the wording changes or an open statement is settled. */
  accepted: z.enum(claimVerdicts).optional(),
  /** When the wording was changed last. */
  reworded: z.string().optional(),
  /** The person says that it holds, and why: shown as theirs, never as a proof. */
  vouched: z.object({ reason: z.string(), at: z.string() }).optional(),
  /** `by`: the decision in the inbox that it was retracted for. */
  retracted: z.object({ reason: z.string(), at: z.string(), by: ContradictionId.optional() }).optional(),
  /** A calibrated probability that the sources support it; 1 for a proof; none where the person vouches. */
  confidence: z.number().min(0).max(1).optional(),
  /** The quotes that speak for or against it, in order of the evidence. */
  quotes: z.array(KeptQuote).optional(),
  links: z.array(NoteLink).optional(),
  /** It is to be looked at again from this day (YYYY-MM-DD) on. */
  expires: z.string().optional(),
  /** It was kept by a policy that the person wrote. */
  keptBy: z.object({ policy: KeepPolicyId, name: z.string() }).optional(),
  /** Notes that say the same and were merged into this one; and the one that this was merged into. */
  merged: z.array(NoteId).optional(),
  mergedInto: NoteId.optional(),
  /** A hash of what it says by code: words, numbers and negations. Equal hashes are proposed for merging. */
  meaning: z.string().optional(),
  /** Answers that it helped. */
  helped: z.int().nonnegative().optional(),
  deletedAt: z.string().optional(),
})
export type Note = z.infer<typeof Note>

/** The judgement of the statement as it is worded now. */
export const judgedNow = (note: Note): JudgedClaim => note.recheck?.claim ?? note.claim

/** The verdict that a new check is held against. */
export const acceptedVerdict = (note: Note): ClaimVerdict => note.accepted ?? note.claim.verdict

/** Verdict, and by what, of the statement as it now stands. */
export function standing(note: Note): Pick<JudgedClaim, 'verdict' | 'by'> {
  if (note.vouched) return { verdict: 'verified', by: 'person' }
  const { verdict, by } = judgedNow(note)
  return { verdict, by }
}

/** When it was last judged. */
export const verifiedAt = (note: Note): string => note.vouched?.at ?? note.recheck?.at ?? note.created

/** The reasons as one sentence. */
export const staleSentence = (reasons: readonly StaleReason[]): string | undefined => (reasons.length === 0 ? undefined : `${reasons.map(({ says }) => says).join('; ')}.`)

/** What a note leans on: when one of these changes, it is looked at again. */
export interface Leaning {
  readonly kind: 'source' | 'set' | 'rule' | 'note'
  /** The source, the rule set, `SET/RULE`, or the other note. */
  readonly id: string
  /** Whose: the other note leans on this one where this one supports it. */
  readonly note: NoteId
}

/** Everything that follows from this note's own row about who leans on what. A vouched note leans on the person alone. */
export function leaningsOf(note: Note): Leaning[] {
  const found = new Map<string, Leaning>()
  const add = (kind: Leaning['kind'], id: string, of = note.id): void => void found.set(`${kind} ${id} ${of}`, { kind, id, note: of })
  if (!note.vouched) {
    const { sources, logic } = judgedNow(note)
    for (const { source, stance } of sources.evidence) if (stance !== 'related') add('source', source)
    for (const { set, id } of logic.because) {
      if (set === undefined) continue
      add('set', set)
      add('rule', `${set}/${id}`)
    }
  }
  for (const { kind, to } of note.links ?? []) {
    if (kind === 'supports') add('note', note.id, to)
    else if (kind !== 'contradicts') add('note', to)
  }
  return [...found.values()]
}

/** Notes that a policy keeps by itself: every condition that is stated must hold. */
export const KeepPolicy = z.object({
  id: KeepPolicyId,
  name: z.string().min(1).max(120),
  on: z.boolean(),
  when: z.object({
    verdicts: z.array(z.enum(['verified', 'contradicted', 'unverified'])).min(1),
    by: z.array(z.enum(['rules', 'embedded'])).optional(),
    /** The weightiest supporting source has one of these tiers. */
    tiers: z.array(z.enum(tiers)).optional(),
    kinds: z.array(z.enum(['fact', 'quantity', 'definition'])).optional(),
    /** One of these words stands in the claim or in the question. */
    words: z.array(z.string().min(1).max(80)).max(50).optional(),
    /** At least so many sources support it. */
    sources: z.int().min(1).max(20).optional(),
    support: z.number().min(0).max(1).optional(),
  }),
  topic: z.string().max(200),
  tags: z.array(z.string().max(80)).max(50),
  /** Tried on past turns under these very conditions. */
  tried: z.object({ at: z.string(), turns: z.int(), claims: z.int(), conditions: z.string() }).optional(),
})
export type KeepPolicy = z.infer<typeof KeepPolicy>
