/** Cuts a whole answer into claims: sentences, list items and table cells, never code. */
import type { Claim } from '../../../shared/model/claim.ts'
import { ClaimCutter } from './claimCutter.ts'

/**
 * @param answer Markdown or plain text, any length, any script
 * @returns claims in order, not overlapping, each with `answer.slice(start, end) === text`
 */
export function splitClaims(answer: string): Claim[] {
  const cutter = new ClaimCutter()
  return [...cutter.feed(answer), ...cutter.finish()]
}
