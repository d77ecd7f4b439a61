/** Judges statements as an answer's claims are judged: by the same checker against the library, the rules in force, and the one table. */
import { type Claim, isCheckable } from '../../../shared/model/claim.ts'
import type { ClaimId, SourceId } from '../../../shared/model/ids.ts'
import type { JudgedClaim, SourcesResult } from '../../../shared/model/verdict.ts'
import { weighClaim } from '../../../shared/model/weigh.ts'
import type { PassageSearch } from '../checking/checker.ts'
import { splitClaims } from '../checking/splitClaims.ts'
import type { Ports } from '../ports.ts'
import type { TurnRules } from '../rules/turnRules.ts'

/** Parts of one statement that are judged on their own; a note of a megabyte is not cut into ten thousand. */
const MOST_PARTS = 50
/** Characters that are cut into parts. */
const CUT = 20_000

/** A statement as one claim: its kind is that of the first sentence that states something. */
export function claimOf(statement: string): Claim {
  const cut = splitClaims(statement.slice(0, CUT))
  const first = cut.find(({ kind }) => isCheckable(kind)) ?? cut[0]
  const alone = cut.length === 1 && first?.text.length === statement.length
  return {
    text: statement,
    start: 0,
    end: statement.length,
    kind: first?.kind ?? 'fact',
    resolved: alone ? first.resolved : statement,
    parts: cut.flatMap(({ parts }) => parts).slice(0, MOST_PARTS),
  }
}

function named(sources: SourcesResult, { store }: Pick<Ports, 'store'>): SourcesResult {
  return {
    ...sources,
    evidence: sources.evidence.map((evidence) => {
      const source = evidence.title !== undefined && evidence.path !== undefined ? undefined : store.read.source(evidence.source as SourceId)
      return source ? { ...evidence, title: source.title, path: source.path } : evidence
    }),
  }
}

/** One judged claim for each, in order. Rejects when the signal aborts. */
export async function judgeStatements(claims: readonly Claim[], rules: Pick<TurnRules, 'decide' | 'unmet'>, library: PassageSearch, ports: Pick<Ports, 'store' | 'checker'>, signal: AbortSignal): Promise<JudgedClaim[]> {
  const numbered = claims.map((claim, index) => ({ ...claim, id: `c${index}` as ClaimId }))
  const [decided, checked] = await Promise.all([
    Promise.all(numbered.map((claim) => rules.decide(claim, signal))),
    ports.checker.check({ claims, evidence: { library } }, signal),
  ])
  return Promise.all(numbered.map(async (claim, index) => {
    const [logic, found] = [decided[index]!, checked[index]!]
    const sources = named(found.sources, ports)
    const policies = isCheckable(claim.kind) ? await rules.unmet(claim, sources) : []
    const { text, start, end, kind, resolved, under } = claim
    return {
      text, start, end, kind, resolved, ...(under === undefined ? {} : { under }),
      parts: [...found.parts], logic, sources,
      ...weighClaim(kind, logic, sources, policies.length > 0),
      ...(policies.length > 0 ? { policies } : {}),
      ...(found.opinions === undefined ? {} : { opinions: [...found.opinions] }),
    }
  }))
}
