/** What of severity `block` holds an answer back: a rule that refutes a claim, a policy that is not met, a wording, a judge that says no. */
import type { Finding, HeldBy, LogicResult, UnmetPolicy } from '../../../shared/model/verdict.ts'

const place = ({ set, line }: { readonly set?: string | undefined; readonly line: number }) => ({ line, ...(set === undefined ? {} : { set }) })

export function heldByClaim(claim: string, logic: LogicResult, policies: readonly UnmetPolicy[]): HeldBy[] {
  const rules = logic.verdict === 'refuted' ? logic.because.filter(({ severity }) => severity === 'block') : []
  const unmet = policies.filter(({ severity }) => severity === 'block')
  return [
    ...rules.map((rule): HeldBy => ({ kind: 'rule', id: rule.id, says: rule.says, claim, ...place(rule) })),
    ...unmet.map((policy): HeldBy => ({ kind: 'policy', id: policy.id, says: policy.says, claim, ...place(policy) })),
  ]
}

/** `claim`: the one in which they were found. */
export function heldByFindings(findings: readonly Finding[], claim?: string): HeldBy[] {
  return findings
    .filter((finding) => finding.severity === 'block' && !(finding.kind === 'judge' && finding.holds))
    .map((finding): HeldBy => ({ kind: finding.kind, id: finding.id, says: finding.says, ...(claim === undefined ? {} : { claim }), ...place(finding) }))
}
