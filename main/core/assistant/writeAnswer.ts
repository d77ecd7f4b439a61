/** Keeps an answer as it grows: its text, what was reasoned beside it, and each claim as soon as its sentence has ended. */
import type { FoundClaim } from '../../../shared/model/turn.ts'
import type { Ports } from '../ports.ts'
import type { ClaimChecks } from './checkClaims.ts'
import type { DraftPiece } from './draftAnswer.ts'
import type { ClaimFinder } from './findClaims.ts'
import type { LiveTurn } from './liveTurn.ts'
import { breather } from './untilAborted.ts'

/** Milliseconds after which text is kept even in the middle of a sentence. */
const KEEP_AFTER = 1000
/** Characters of a given text that are cut into claims at a time. */
const PIECE = 4000

export interface Steps {
  readonly turn: LiveTurn
  readonly finder: ClaimFinder
  readonly checks: Pick<ClaimChecks, 'add'>
}

/** Keeps what was written with the claims it completed, and sends those to be checked. */
export function keep({ turn, checks }: Steps, claims: readonly FoundClaim[]): void {
  turn.keepText(claims.length === 0 ? [] : [{ kind: 'claim.found', claims: [...claims] }])
  checks.add(claims)
}

/** The pieces end by themselves as soon as the turn is stopped. */
export async function writeAnswer(steps: Steps, pieces: AsyncIterable<DraftPiece>): Promise<void> {
  const { turn, finder } = steps
  let failure: unknown
  let failed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const keepLater = (): void => {
    timer = undefined
    try {
      keep(steps, [])
    } catch (error) {
      // A timer has nobody to throw to; the next piece does.
      failed = true
      failure = error
    }
  }
  try {
    for await (const { kind, text } of pieces) {
      if (failed) throw failure as Error
      if (kind === 'reasoning') turn.tellReasoning(text)
      else turn.tellText(text)
      const claims = kind === 'text' ? finder.feed(text) : []
      if (claims.length > 0) {
        clearTimeout(timer)
        timer = undefined
        keep(steps, claims)
      } else timer ??= setTimeout(keepLater, KEEP_AFTER)
    }
  } finally {
    clearTimeout(timer)
  }
}

/** Cuts a text that is there already into claims, a piece at a time. */
export async function readText(steps: Steps, text: string, ports: Pick<Ports, 'clock'>): Promise<void> {
  const breathe = breather(ports.clock)
  for (let at = 0; at < text.length; at += PIECE) {
    keep(steps, steps.finder.feed(text.slice(at, at + PIECE)))
    await breathe()
    steps.turn.signal.throwIfAborted()
  }
}
