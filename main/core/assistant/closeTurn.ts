/** Ends a turn: the verdict of the answer, the estimate, the tally and how it went. */
import { isCheckable } from '../../../shared/model/claim.ts'
import type { ClaimId } from '../../../shared/model/ids.ts'
import type { TurnEvent } from '../../../shared/model/turn.ts'
import { weighAnswer } from '../../../shared/model/weigh.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import { tallyOf } from '../../../shared/turn/foldTurn.ts'
import { judgedClaim } from '../../../shared/turn/judgedClaim.ts'
import type { CheckedClaim, Checker } from '../checking/checker.ts'
import type { LiveTurn } from './liveTurn.ts'

type Milliseconds = Extract<TurnEvent, { kind: 'turn.ended' }>['ms']

const rounded = (ms: Milliseconds): Milliseconds => Object.fromEntries(Object.entries(ms).map(([step, value]) => [step, Math.round(value)])) as Milliseconds

/** `problem`: why it did not end well; `cancelled` is the person's own stop. A claim that was not looked at counts as not supported. */
export function closeTurn(turn: LiveTurn, results: ReadonlyMap<ClaimId, CheckedClaim>, problem: ProblemShape | undefined, checker: Pick<Checker, 'unsupported'>, ms: Milliseconds): void {
  const judged = turn.state.claims.map((claim) => ({ id: claim.id, claim: judgedClaim(claim) }))
  const checkable = judged.filter(({ claim }) => isCheckable(claim.kind))
  const unsupported = checker.unsupported(
    checkable.map(({ claim }) => claim),
    checkable.map(({ id, claim }) => results.get(id) ?? { sources: claim.sources, parts: claim.parts }),
  )
  turn.append([
    {
      kind: 'turn.ended',
      outcome: problem === undefined ? 'done' : problem.code === 'cancelled' ? 'cancelled' : 'failed',
      ...(problem !== undefined && problem.code !== 'cancelled' ? { problem } : {}),
      verdict: weighAnswer(judged.map(({ claim }) => claim.verdict)),
      unsupported,
      tally: tallyOf(turn.state.claims),
      ms: rounded(ms),
    },
  ])
}
