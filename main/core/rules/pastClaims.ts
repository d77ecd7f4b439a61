/** The claims of past answers and of notes, with the verdicts that were stored: what a change of the rules is held against. */
import type { ClaimId, ConversationId, NoteId, RuleSetId, TurnId } from '../../../shared/model/ids.ts'
import { isCheckable } from '../../../shared/model/claim.ts'
import type { LogicResult } from '../../../shared/model/verdict.ts'
import { foldAll } from '../../../shared/turn/foldTurn.ts'
import type { Ports, StoreReader } from '../ports.ts'

export interface DecidedClaim {
  readonly of: { readonly turn: TurnId; readonly claim: ClaimId } | { readonly note: NoteId }
  readonly at: string
  /** As it is shown, and as it was decided: with pronouns filled in. */
  readonly text: string
  readonly resolved: string
  readonly asOf: string
  readonly logic: LogicResult
  /** The rule sets of its conversation; those that are switched on where it has none of its own. */
  readonly sets?: readonly RuleSetId[]
}

/** Turns that are looked at: older ones are left out. */
const MOST_TURNS = 2000
const MOST_CLAIMS = 20_000
/** Milliseconds after which it gives way while it reads. */
const AT_ONCE = 8

interface KeptTurn {
  readonly lastSeq: number
  readonly conversation: ConversationId | null | undefined
  readonly claims: readonly DecidedClaim[]
}

/** What was folded before: a turn is folded again only when something was appended to it. */
const folded = new WeakMap<StoreReader, Map<TurnId, KeptTurn>>()

function foldedTurn(read: StoreReader, turn: TurnId, known: KeptTurn | undefined): KeptTurn {
  if (known !== undefined && read.turnEvents(turn, known.lastSeq).length === 0) return known
  const { started, startedAt = '', claims, lastSeq } = foldAll(turn, read.turnEvents(turn, 0))
  const decided = claims.flatMap(({ id, text, resolved, kind, logic }): DecidedClaim[] =>
    started === undefined || logic === undefined || !isCheckable(kind) ? [] : [{ of: { turn, claim: id }, at: startedAt, text, resolved, asOf: started.asOf, logic }])
  return { lastSeq, conversation: started?.conversation, claims: decided }
}

/** Notes first, then answers from the latest on. Gives way while it reads. */
export async function pastClaims({ store }: Pick<Ports, 'store'>, signal?: AbortSignal): Promise<DecidedClaim[]> {
  const { read } = store
  const found: DecidedClaim[] = read.notes({}).map(({ id, created, statement, claim, provenance }) => ({
    of: { note: id }, at: created, text: statement, resolved: claim.resolved, asOf: provenance.asOf, logic: claim.logic,
  }))
  const before = folded.get(read) ?? new Map<TurnId, KeptTurn>()
  // Only what is still there is kept: a turn that was erased must not stay in memory.
  const now = new Map<TurnId, KeptTurn>()
  const sets = new Map<ConversationId, readonly RuleSetId[] | undefined>()
  const setsOf = (id: ConversationId): readonly RuleSetId[] | undefined => {
    if (!sets.has(id)) sets.set(id, read.conversation(id)?.ruleSets)
    return sets.get(id)
  }
  let began = performance.now()
  for (const turn of read.liveTurns(MOST_TURNS)) {
    if (found.length >= MOST_CLAIMS) break
    if (performance.now() - began > AT_ONCE) {
      await new Promise((resolve) => setTimeout(resolve, 0))
      began = performance.now()
    }
    signal?.throwIfAborted()
    const kept = foldedTurn(read, turn, before.get(turn))
    now.set(turn, kept)
    const own = kept.conversation === null || kept.conversation === undefined ? undefined : setsOf(kept.conversation)
    for (const claim of kept.claims) found.push(own === undefined ? claim : { ...claim, sets: own })
  }
  folded.set(read, now)
  return found
}

/** How often each rule or fact carried a verdict, by its set (or file) and id; rules that moved keep their count. */
export function useCounts(claims: readonly DecidedClaim[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { logic } of claims) for (const { set, file, id } of logic.because) counts.set(useKey(set, file, id), (counts.get(useKey(set, file, id)) ?? 0) + 1)
  return counts
}

export const useKey = (set: string | undefined, file: string | undefined, id: string): string => `${set ?? file ?? ''}\n${id}`
