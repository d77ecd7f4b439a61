/** Holds a finished answer back where something of severity `block` in the person's own rules speaks against it: only what stands in it now counts. */
import { SILENT } from '../../../shared/model/verdict.ts'
import { heldByClaim, heldByFindings } from '../rules/holding.ts'
import type { LiveTurn } from './liveTurn.ts'

/** Appends `answer.held`, or nothing. A turn that is held or was let through already stays as it is. */
export function holdAnswer(turn: LiveTurn): void {
  const { claims, findings, held, released } = turn.state
  if (held !== undefined || released === true) return
  const claimAt = (start: number): string | undefined => claims.find((claim) => claim.start <= start && start < claim.end)?.id
  const by = [
    ...claims.flatMap(({ id, logic, policies }) => heldByClaim(id, logic ?? SILENT, policies ?? [])),
    ...findings.flatMap((finding) => heldByFindings([finding], finding.kind === 'wording' ? claimAt(finding.start) : undefined)),
  ]
  if (by.length > 0) turn.append([{ kind: 'answer.held', by }])
}
