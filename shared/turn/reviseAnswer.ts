/** Puts a revised answer in the place of the one before: text is exchanged, what stands behind it moves along, withdrawn claims are set aside. */
import type { AnswerChange } from '../model/turn.ts'
import type { TurnClaim, TurnState, WithdrawnClaim } from './foldTurn.ts'

type Revised = Pick<TurnState, 'answer' | 'claims' | 'findings' | 'withdrawn'>

/** UTF-16 units by which text at `offset` moves. */
const shiftAt = (changes: readonly AnswerChange[], offset: number): number =>
  changes.reduce((shift, { start, end, text }) => (end <= offset ? shift + text.length - (end - start) : shift), 0)

const moved = <T extends { readonly start: number; readonly end: number }>(placed: T, shift: number): T =>
  shift === 0 ? placed : { ...placed, start: placed.start + shift, end: placed.end + shift }

function movedClaim(claim: TurnClaim, shift: number): TurnClaim {
  if (shift === 0) return claim
  return {
    ...moved(claim, shift),
    parts: claim.parts.map((part) => moved(part, shift)),
    ...(claim.judgedParts ? { judgedParts: claim.judgedParts.map((part) => moved(part, shift)) } : {}),
    ...(claim.citations ? { citations: claim.citations.map((citation) => moved(citation, shift)) } : {}),
  }
}

/**
 * `changes` are in order, do not overlap and count in the answer before. Claims that overlap a change without being named as withdrawn
 * are withdrawn too: a claim's text is always literally there. Findings in text that is gone go with it.
 */
export function reviseAnswer(before: Revised, round: number, changes: readonly AnswerChange[]): Revised {
  let answer = ''
  let at = 0
  for (const { start, end, text } of changes) {
    answer += before.answer.slice(at, start) + text
    at = end
  }
  answer += before.answer.slice(at)

  const touching = (start: number, end: number): AnswerChange | undefined => changes.find((change) => change.start < end && start < change.end)
  const named = new Map(changes.flatMap((change) => change.withdrawn.map((id) => [id, change] as const)))
  const claims: TurnClaim[] = []
  const withdrawn: WithdrawnClaim[] = [...before.withdrawn]
  for (const claim of before.claims) {
    const change = named.get(claim.id) ?? touching(claim.start, claim.end)
    if (change) withdrawn.push({ claim, round, replacedBy: change.text })
    else claims.push(movedClaim(claim, shiftAt(changes, claim.start)))
  }
  const findings = before.findings
    .filter((finding) => finding.kind !== 'wording' || touching(finding.start, finding.end) === undefined)
    .map((finding) => (finding.kind === 'wording' ? moved(finding, shiftAt(changes, finding.start)) : finding))
  return { answer, claims, findings, withdrawn }
}
