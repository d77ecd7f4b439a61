/** A claim of a folded turn in the one shape that notes keep and the command line prints. */
import { isCheckable } from '../model/claim.ts'
import { type JudgedClaim, NOT_FOUND, SILENT } from '../model/verdict.ts'
import type { TurnClaim } from './foldTurn.ts'

/** A claim that nobody came to look at (the turn was stopped) is unverified: nothing is verified because it was not looked at. */
export function judgedClaim(claim: TurnClaim): JudgedClaim {
  const { id: _id, logic, sources, judgedParts, verdict, by, parts, policies, choice: _choice, citations: _citations, stubborn: _stubborn, ...same } = claim
  return {
    ...same,
    parts: judgedParts ? [...judgedParts] : parts.map((part) => ({ ...part, verdict: 'not-found', support: 0 })),
    logic: logic ?? SILENT,
    sources: sources ?? NOT_FOUND,
    verdict: verdict ?? (isCheckable(claim.kind) ? 'unverified' : 'not-checkable'),
    by: by ?? 'none',
    ...(policies ? { policies: [...policies] } : {}),
  }
}
