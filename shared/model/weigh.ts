/** The one table that turns logic and sources into the verdict of a claim, and claims into the verdict of an answer. */
import { type ClaimKind, isCheckable } from './claim.ts'
import type { AnswerVerdict, ClaimVerdict, JudgedClaim, LogicResult, SourcesResult } from './verdict.ts'

export interface Weighed {
  verdict: ClaimVerdict
  by: JudgedClaim['by']
}

/**
 * Contradiction first, then what holds a verdict back, then proof and support.
 * `policyUnmet`: the person's own policy asks for more than there is.
 */
export function weighClaim(kind: ClaimKind, logic: LogicResult, sources: SourcesResult, policyUnmet = false): Weighed {
  if (logic.verdict === 'refuted') return { verdict: 'contradicted', by: 'rules' }
  if (!isCheckable(kind)) return { verdict: 'not-checkable', by: 'none' }
  if (sources.verdict === 'contradicted') return { verdict: 'contradicted', by: 'embedded' }
  if (policyUnmet || sources.verdict === 'disputed' || logic.verdict === 'inconsistent') return { verdict: 'unverified', by: 'none' }
  if (logic.verdict === 'proved') return { verdict: 'verified', by: 'rules' }
  if (sources.verdict === 'supported') return { verdict: 'verified', by: 'embedded' }
  return { verdict: 'unverified', by: 'none' }
}

/** Any contradicted: contradicted. All checkable claims alike: that. Else mixed; none checkable: nothing to check. */
export function weighAnswer(claims: Iterable<ClaimVerdict>): AnswerVerdict {
  const seen = new Set<ClaimVerdict>(claims)
  seen.delete('not-checkable')
  if (seen.has('contradicted')) return 'contradicted'
  if (seen.size === 0) return 'nothing-to-check'
  return seen.size > 1 ? 'mixed' : seen.has('verified') ? 'verified' : 'unverified'
}
