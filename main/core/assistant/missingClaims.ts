/** Finds what an answer claims and nobody has noted yet: after a revision, or when a turn is taken up again. */
import type { Claim } from '../../../shared/model/claim.ts'
import type { ClaimId } from '../../../shared/model/ids.ts'
import type { FoundClaim } from '../../../shared/model/turn.ts'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { ClaimCutter } from '../checking/claimCutter.ts'
import { splitClaims } from '../checking/splitClaims.ts'
import type { Clock } from '../ports.ts'
import { breather } from './untilAborted.ts'

/** Characters of a text that are cut into claims at a time. */
const PIECE = 4000

interface Stretch {
  readonly start: number
  readonly end: number
}

const numberOf = (id: ClaimId): number => Number(id.slice(1))

/** The next free number: withdrawn claims keep theirs. */
export const nextNumber = ({ claims, withdrawn }: Pick<TurnState, 'claims' | 'withdrawn'>): number =>
  [...claims, ...withdrawn.map(({ claim }) => claim)].reduce((most, { id }) => Math.max(most, numberOf(id) + 1), 0)

function shifted(claim: Claim, by: number): Claim {
  const move = <T extends Stretch>(placed: T): T => ({ ...placed, start: placed.start + by, end: placed.end + by })
  return { ...move(claim), parts: claim.parts.map(move) }
}

/** The claims of a stretch by itself; what holds letters and is no sentence to the cutter is one claim all the same: every sentence counts. */
function claimsIn(answer: string, { start, end }: Stretch): Claim[] {
  const text = answer.slice(start, end)
  if (!/[\p{L}\p{N}]/u.test(text)) return []
  const cut = splitClaims(text)
  if (cut.length > 0) return cut.map((claim) => shifted(claim, start))
  const from = start + text.length - text.trimStart().length
  const trimmed = text.trim()
  const whole = { text: trimmed, start: from, end: from + trimmed.length }
  return [{ ...whole, kind: 'fact', resolved: trimmed, parts: [whole] }]
}

/** What of a stretch no claim covers; `known` in order. */
function gaps({ start, end }: Stretch, known: readonly Stretch[]): Stretch[] {
  const open: Stretch[] = []
  let at = start
  for (const one of known) {
    if (one.start > at) open.push({ start: at, end: one.start })
    at = Math.max(at, one.end)
  }
  if (at < end) open.push({ start: at, end })
  return open
}

/**
 * In order, numbered on; none overlaps a claim that is known. `written`: stretches that came new into the answer, which are covered whatever they look like.
 * Long texts leave room for others in between.
 */
export async function missingClaims(state: Pick<TurnState, 'answer' | 'claims' | 'withdrawn'>, written: readonly Stretch[], clock: Pick<Clock, 'elapsed'>): Promise<FoundClaim[]> {
  const { answer, claims: known } = state
  const breathe = breather(clock)
  const cutter = new ClaimCutter()
  const found: Claim[] = []
  let at = 0
  const take = (cut: readonly Claim[]): void => {
    for (const claim of cut) {
      while (at < known.length && known[at]!.end <= claim.start) at++
      const over: Stretch[] = []
      for (let i = at; i < known.length && known[i]!.start < claim.end; i++) over.push(known[i]!)
      if (over.length === 0) found.push(claim)
      else if (over.length > 1 || over[0]!.start !== claim.start || over[0]!.end !== claim.end) for (const gap of gaps(claim, over)) found.push(...claimsIn(answer, gap))
    }
  }
  for (let from = 0; from < answer.length; from += PIECE) {
    take(cutter.feed(answer.slice(from, from + PIECE)))
    await breathe()
  }
  take(cutter.finish())
  const all = [...known, ...found].sort((a, b) => a.start - b.start)
  for (const stretch of written) if (!all.some((claim) => claim.start < stretch.end && stretch.start < claim.end)) found.push(...claimsIn(answer, stretch))
  const first = nextNumber(state)
  return found.sort((a, b) => a.start - b.start).map((claim, i): FoundClaim => ({ ...claim, id: `c${first + i}` as ClaimId }))
}
