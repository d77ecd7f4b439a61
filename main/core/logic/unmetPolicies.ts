/** Policies: which demands on the evidence of a claim are not met, and what is missing. */
import type { Policy, RuleBase, Severity } from '../../../shared/logic/base.ts'
import { dayNumber, dayOfIso } from '../../../shared/logic/dates.ts'
import type { SourcesResult } from '../../../shared/model/verdict.ts'
import { placesOf } from './phrase.ts'

export type Tier = NonNullable<Policy['tier']>

/** A source that supports the claim. `published` is an ISO date, or only its year or month. */
export interface PolicyEvidence {
  readonly source: string
  readonly tier: Tier
  readonly published?: string
}

export interface UnmetPolicy {
  readonly id: string
  readonly severity: Severity
  /** Sources that count, of how many. */
  readonly have: number
  readonly need: number
  readonly because: { readonly id: string; readonly kind: 'policy'; readonly file: string; readonly line: number; readonly says: string }
}

/** Share of the claim's words from which a further quote says the same; the checker calls only what it leaned on a support. */
const SAYS_IT_TOO = 0.97

/** The evidence that counts for a policy; `about` knows what weight a source has. */
export function supportingSources({ verdict, evidence }: Pick<SourcesResult, 'verdict' | 'evidence'>, about: (source: string) => Omit<PolicyEvidence, 'source'>): PolicyEvidence[] {
  return evidence
    .filter(({ stance, score }) => stance === 'supports' || (verdict === 'supported' && stance === 'related' && score >= SAYS_IT_TOO))
    .map(({ source }) => ({ source, ...about(source) }))
}

/** From the weightiest down: a policy that wants a tier takes any above it too. */
const TIERS: readonly Tier[] = ['primary', 'reviewed', 'published', 'informal', 'unknown']

/** The earliest day that a date, a month or a year may mean. */
function earliestDay(published: string): number | undefined {
  const month = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(published)
  return month === null ? dayOfIso(published.slice(0, 10)) : dayNumber(Number(month[1]), Number(month[2] ?? '1'), 1)
}

function counts(evidence: PolicyEvidence, policy: Policy, asOf: number): boolean {
  if (policy.tier !== undefined && TIERS.indexOf(evidence.tier) > TIERS.indexOf(policy.tier)) return false
  if (policy.newerThanDays === undefined) return true
  const day = evidence.published === undefined ? undefined : earliestDay(evidence.published)
  return day !== undefined && asOf - day <= policy.newerThanDays
}

const years = (days: number): string => (days % 365.25 === 0 ? `${days / 365.25} years` : days % 30.4375 === 0 ? `${days / 30.4375} months` : `${days} days`)

function wanted({ tier, newerThanDays }: Policy, need: number): string {
  const kind = tier === undefined ? '' : ` of tier ${tier}`
  return `${need} ${need === 1 ? 'source' : 'sources'}${kind}${newerThanDays === undefined ? '' : ` newer than ${years(newerThanDays)}`}`
}

/** Whether a policy speaks of the text: it names no topic, or one of its topics stands in it. */
export const concerns = (policy: Policy, text: string): boolean => policy.topics.length === 0 || policy.topics.some((topic) => placesOf(topic, text).length > 0)

/**
 * The policies that concern a claim and that its supporting evidence does not meet. `asOf` is an ISO date.
 * Two quotes of one source count once.
 */
export function unmetPolicies(base: Pick<RuleBase, 'policies'>, claim: string, evidence: readonly PolicyEvidence[], asOf: string): UnmetPolicy[] {
  const today = dayOfIso(asOf) ?? Infinity
  const unmet: UnmetPolicy[] = []
  for (const policy of base.policies) {
    if (!concerns(policy, claim)) continue
    const need = policy.sources ?? 1
    const have = new Set(evidence.filter((one) => counts(one, policy, today)).map((one) => one.source)).size
    if (have >= need) continue
    const says = `${policy.title}: ${have} of ${wanted(policy, need)}`
    unmet.push({ id: policy.id, severity: policy.severity, have, need, because: { id: policy.id, kind: 'policy', file: policy.place.file, line: policy.place.line, says } })
  }
  return unmet
}
