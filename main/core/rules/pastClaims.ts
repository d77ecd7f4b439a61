/** The claims of past answers and of notes, with the verdicts that were stored: what a change of the rules is held against. */
import type { ClaimId, ConversationId, NoteId, RuleSetId, TurnId } from '../../../shared/model/ids.ts'
import { isCheckable } from '../../../shared/model/claim.ts'
import type { LogicResult } from '../../../shared/model/verdict.ts'
import { foldAll } from '../../../shared/turn/foldTurn.ts'
import type { Ports } from '../ports.ts'

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
const TURNS_AT_ONCE = 20

/** Notes first, then answers from the latest on. Gives way while it reads. */
export async function pastClaims({ store }: Pick<Ports, 'store'>, signal?: AbortSignal): Promise<DecidedClaim[]> {
  const found: DecidedClaim[] = store.read.notes({}).map(({ id, created, statement, claim, provenance }) => ({
    of: { note: id }, at: created, text: statement, resolved: claim.resolved, asOf: provenance.asOf, logic: claim.logic,
  }))
  const sets = new Map<ConversationId, readonly RuleSetId[] | undefined>()
  const setsOf = (id: ConversationId): readonly RuleSetId[] | undefined => {
    if (!sets.has(id)) sets.set(id, store.read.conversation(id)?.ruleSets)
    return sets.get(id)
  }
  for (const [at, turn] of store.read.liveTurns(MOST_TURNS).entries()) {
    if (found.length >= MOST_CLAIMS) break
    if (at % TURNS_AT_ONCE === TURNS_AT_ONCE - 1) await new Promise((resolve) => setTimeout(resolve, 0))
    signal?.throwIfAborted()
    const { started, startedAt = '', claims } = foldAll(turn, store.read.turnEvents(turn, 0))
    if (!started) continue
    const own = started.conversation === null ? undefined : setsOf(started.conversation)
    for (const { id, text, resolved, kind, logic } of claims) {
      if (logic === undefined || !isCheckable(kind)) continue
      found.push({ of: { turn, claim: id }, at: startedAt, text, resolved, asOf: started.asOf, logic, ...(own === undefined ? {} : { sets: own }) })
    }
  }
  return found
}

/** How often each rule or fact carried a verdict, by its set (or file) and id; rules that moved keep their count. */
export function useCounts(claims: readonly DecidedClaim[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { logic } of claims) for (const { set, file, id } of logic.because) counts.set(useKey(set, file, id), (counts.get(useKey(set, file, id)) ?? 0) + 1)
  return counts
}

export const useKey = (set: string | undefined, file: string | undefined, id: string): string => `${set ?? file ?? ''}\n${id}`
