/** What a change of the rule base would overturn among claims that were decided before. */
import type { LogicVerdictName, RuleBase } from '../../../../shared/logic/base.ts'

export interface PastClaim {
  readonly id: string
  /** A sentence or a formula. */
  readonly text: string
}

export interface Flip {
  readonly id: string
  readonly before: LogicVerdictName
  readonly after: LogicVerdictName
}

/** Decides one claim on a base; the caller keeps compiled bases. */
export type DecideClaim = (base: RuleBase, text: string) => Promise<LogicVerdictName>

/** The claims whose verdict would change, in their order. `signal` ends it early with what was found so far. */
export async function impactOf(before: RuleBase, after: RuleBase, claims: readonly PastClaim[], decide: DecideClaim, signal?: AbortSignal): Promise<Flip[]> {
  if (before.version === after.version) return []
  const flips: Flip[] = []
  for (const { id, text } of claims) {
    if (signal?.aborted === true) break
    const was = await decide(before, text)
    const becomes = await decide(after, text)
    if (was !== becomes) flips.push({ id, before: was, after: becomes })
  }
  return flips
}
