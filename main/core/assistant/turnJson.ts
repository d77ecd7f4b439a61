/** A folded turn as `ask --json` prints it, and the same claims for a text that was checked. */
import type { Citation, NextQuestion } from '../../../shared/model/turn.ts'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { judgedClaim } from '../../../shared/turn/judgedClaim.ts'
import { type JudgedClaim, type AnswerVerdict, type Finding, type HeldBy } from '../../../shared/model/verdict.ts'
import { weighAnswer } from '../../../shared/model/weigh.ts'
import type { ProblemShape } from '../../../shared/problem.ts'

export interface TurnJson {
  readonly turn: string
  readonly question: string
  readonly answer: string
  /** `library`, or the model's name. */
  readonly by: string
  readonly verdict: AnswerVerdict
  readonly unsupported: number
  /** With its citations, each held against the passage it names. */
  readonly claims: readonly (JudgedClaim & { readonly citations?: readonly Citation[] })[]
  /** What wordings and judges of the rules say of the answer; never a verdict. */
  readonly findings?: readonly Finding[]
  /** Why the answer is held back, until the person lets it through. */
  readonly held?: readonly HeldBy[]
  /** Good next questions, each with its reason. */
  readonly questions?: readonly NextQuestion[]
  /** Sentences that were contradicted and gave way: as they were judged, with what stands in their place (empty: nothing). */
  readonly withdrawn?: readonly (JudgedClaim & { readonly round: number; readonly replacedBy: string })[]
  readonly ms: { readonly draft: number; readonly split: number; readonly logic: number; readonly sources: number; readonly total: number }
  /** Why it did not end well; absent when it did. */
  readonly problem?: ProblemShape
}

export function turnJson(state: TurnState): TurnJson {
  const claims = state.claims.map((claim) => ({ ...judgedClaim(claim), ...(claim.citations?.length ? { citations: claim.citations } : {}) }))
  const answerer = state.started?.answerer
  return {
    turn: state.id,
    question: state.started?.question ?? '',
    answer: state.answer,
    by: answerer?.kind === 'model' ? answerer.model : 'library',
    verdict: state.verdict ?? weighAnswer(claims.map((claim) => claim.verdict)),
    unsupported: state.unsupported ?? 0,
    claims,
    ...(state.findings.length > 0 ? { findings: state.findings } : {}),
    ...(state.held ? { held: state.held } : {}),
    ...(state.questions.length > 0 ? { questions: state.questions } : {}),
    ...(state.withdrawn.length > 0 ? { withdrawn: state.withdrawn.map(({ claim, round, replacedBy }) => ({ ...judgedClaim(claim), round, replacedBy })) } : {}),
    ms: state.ms ?? { draft: 0, split: 0, logic: 0, sources: 0, total: 0 },
    ...(state.problem ? { problem: state.problem } : {}),
  }
}
