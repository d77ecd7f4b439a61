/** The segments of the trust strip: one a claim in order, or one a run of claims where they are many. */
import type { ClaimVerdict } from '../../../shared/model/verdict.ts'
import type { TurnClaim } from '../../../shared/turn/foldTurn.ts'

/** More claims than this share segments; a segment then shows the gravest of its claims. */
const MOST_SEGMENTS = 96

const gravity: readonly (ClaimVerdict | 'waiting')[] = ['contradicted', 'unverified', 'waiting', 'verified', 'not-checkable']

export interface Segment {
  readonly verdict: ClaimVerdict | 'waiting'
  /** The claim a click goes to. */
  readonly claim: number
}

/** Segments in order of the claims. */
export function segmentsOf(claims: readonly TurnClaim[], most = MOST_SEGMENTS): Segment[] {
  const size = Math.max(1, Math.ceil(claims.length / most))
  const segments: Segment[] = []
  for (let from = 0; from < claims.length; from += size) {
    const run = claims.slice(from, from + size)
    const verdict = gravity.find((grave) => run.some((claim) => (claim.verdict ?? 'waiting') === grave)) ?? 'waiting'
    segments.push({ verdict, claim: from + run.findIndex((claim) => (claim.verdict ?? 'waiting') === verdict) })
  }
  return segments
}
