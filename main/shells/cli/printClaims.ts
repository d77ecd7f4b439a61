/** Judged claims for a person at a terminal: a mark and a word each, what stands behind it, and the count at the end. */
import type { AnswerVerdict, Evidence, Finding, HeldBy, JudgedClaim } from '../../../shared/model/verdict.ts'
import type { Citation } from '../../../shared/model/turn.ts'
import { oneLine } from './oneLine.ts'

const marks: Record<JudgedClaim['verdict'], string> = { verified: '✓ verified', contradicted: '✕ contradicted', unverified: '? unverified', 'not-checkable': '· not checkable' }
const stances: Record<Evidence['stance'], string> = { supports: 'says so', contradicts: 'says otherwise', related: 'speaks of it' }
const LONGEST_QUOTE = 240

const cut = (text: string): string => (text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)} …` : text)

function evidenceLine({ title, source, quote, stance, clash }: Evidence): string {
  const differs = (clash ?? []).map((pair) => `${pair.claim} ≠ ${pair.source}`).join(', ')
  return `    ${oneLine(title ?? source)} ${stances[stance]}: “${cut(oneLine(quote))}”${differs === '' ? '' : ` (${oneLine(differs)})`}`
}

function findingLine(finding: Finding): string {
  const what = finding.kind === 'wording' ? `says “${oneLine(finding.text)}”` : `a model (${oneLine(finding.model)}) thinks it ${finding.holds ? 'keeps' : 'falls short of'} this: ${oneLine(finding.reason)}`
  return `your ${finding.kind} ${finding.id}, line ${finding.line}: ${oneLine(finding.says)}: ${what}`
}

const wrongly = { contradicts: 'and that passage says otherwise', 'not-found': 'and that passage does not say so', missing: 'and there is no such passage' } as const

/** Only what is wrong is said. */
const citationLines = (citations: readonly Citation[] = []): string[] => citations.flatMap(({ n, says }) => (says === 'supports' ? [] : [`    cites [${n}], ${wrongly[says]}`]))

export interface Judged {
  readonly claims: readonly (JudgedClaim & { readonly citations?: readonly Citation[] })[]
  readonly verdict: AnswerVerdict
  readonly findings?: readonly Finding[]
  readonly held?: readonly HeldBy[]
  /** What gave way to something better in a repair. */
  readonly withdrawn?: readonly (JudgedClaim & { readonly replacedBy: string })[]
}

/** What carries a claim's verdict. */
function reasonLines({ logic, policies = [], sources }: JudgedClaim): string[] {
  const telling = sources.evidence.filter(({ stance }) => stance !== 'related')
  return [
    ...logic.because.map((because) => `    your rule ${because.id}, line ${because.line}: ${oneLine(because.says)}`),
    ...policies.map((policy) => `    your policy ${policy.id}, line ${policy.line}: ${oneLine(policy.says)}`),
    ...(telling.length > 0 ? telling : sources.evidence).slice(0, 2).map(evidenceLine),
  ]
}

export function printClaims({ claims, verdict, findings = [], held = [], withdrawn = [] }: Judged): string {
  const lines: string[] = []
  for (const claim of claims) {
    lines.push(`${marks[claim.verdict].padEnd(15)}  ${oneLine(claim.text)}`, ...reasonLines(claim), ...citationLines(claim.citations))
  }
  lines.push(...findings.map(findingLine))
  if (held.length > 0) lines.push(`held back by your ${held.map(({ kind, id }) => `${kind} ${id}`).join(', ')}`)
  const count = (kind: JudgedClaim['verdict']): number => claims.filter((claim) => claim.verdict === kind).length
  const counts = (['verified', 'contradicted', 'unverified', 'not-checkable'] as const).filter((kind) => count(kind) > 0).map((kind) => `${count(kind)} ${kind.replace('-', ' ')}`)
  for (const claim of withdrawn) {
    lines.push(`${'✕ withdrawn'.padEnd(15)}  ${oneLine(claim.text)}`, ...reasonLines(claim), `    ${claim.replacedBy === '' ? 'nothing stands in its place' : `in its place: ${oneLine(claim.replacedBy)}`}`)
  }
  lines.push(claims.length === 0 ? 'There is nothing to check here.' : `${verdict}: ${counts.join(', ')}`)
  return `${lines.join('\n')}\n`
}
