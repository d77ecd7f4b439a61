/** Cuts the answer into claims as it grows and numbers them. */
import type { ClaimId } from '../../../shared/model/ids.ts'
import type { FoundClaim } from '../../../shared/model/turn.ts'
import { ClaimCutter } from '../checking/claimCutter.ts'
import type { Clock } from '../ports.ts'

export interface ClaimFinder {
  /** The claims that this piece completed. */
  feed(text: string): FoundClaim[]
  /** The claims still open when the text has ended. */
  finish(): FoundClaim[]
  /** Milliseconds spent so far. */
  readonly ms: number
}

/** Numbers go on after the `known` claims, which a turn that is taken up again has found before. */
export function claimFinder(clock: Pick<Clock, 'elapsed'>, known = 0): ClaimFinder {
  const cutter = new ClaimCutter()
  let next = 0
  let ms = 0
  const timed = (cut: () => ReturnType<ClaimCutter['finish']>): FoundClaim[] => {
    const began = clock.elapsed()
    const found = cut().map((claim): FoundClaim => ({ ...claim, id: `c${next++}` as ClaimId }))
    ms += clock.elapsed() - began
    return found.filter((claim) => Number(claim.id.slice(1)) >= known)
  }
  return {
    feed: (text) => timed(() => cutter.feed(text)),
    finish: () => timed(() => cutter.finish()),
    get ms() {
      return ms
    },
  }
}
