/** The checker that needs no model: holds each claim against the sources by words, numbers, names and negation. */
import type { Claim } from '../../../shared/model/claim.ts'
import type { Evidence, JudgedPart, SourceVerdict } from '../../../shared/model/verdict.ts'
import { bestStatements } from './bestStatements.ts'
import type { CheckedClaim, Checker, GivenDocument } from './checker.ts'
import { EvidenceIndex } from './evidenceIndex.ts'
import { findClash } from './findClash.ts'
import { tokens } from './token.ts'

const supportedFrom = 0.8
/** Passages asked of the library for one claim. */
const passagesPerClaim = 12

export const embeddedChecker: Checker = {
  name: 'embedded',
  async check({ claims, evidence }, signal) {
    const checked: CheckedClaim[] = []
    const given = 'documents' in evidence ? indexOf(evidence.documents) : undefined
    for (const claim of claims) {
      signal?.throwIfAborted()
      let index = given
      if ('library' in evidence) {
        index = new EvidenceIndex()
        for (const passage of await evidence.library.search(claim.resolved, passagesPerClaim, signal)) index.addPassage(passage)
      }
      checked.push(checkClaim(claim, index ?? new EvidenceIndex()))
    }
    return checked
  },
  unsupported(claims, checked) {
    return claims.length === 0 ? 0 : 1 - Math.min(...checked.map((check) => check.sources.support))
  },
}

function indexOf(documents: readonly GivenDocument[]): EvidenceIndex {
  const index = new EvidenceIndex()
  for (const document of documents) index.addDocument(document)
  return index
}

function checkClaim(claim: Claim, index: EvidenceIndex): CheckedClaim {
  const best = bestStatements(tokens(claim.resolved), index, 3)
  const top = best[0]
  if (top === undefined) return { sources: { verdict: 'not-found', support: 0, evidence: [] }, parts: claim.parts.map((part) => ({ ...part, verdict: 'not-found', support: 0 })) }
  const clash = findClash(claim.text, top.statement.text)
  const support = supportFrom(top.coverage, clash !== undefined)
  const contradicted = clash !== undefined && top.coverage > 0.6
  const verdict: SourceVerdict = contradicted ? 'contradicted' : support >= supportedFrom ? 'supported' : 'not-found'
  const evidence = best.map(({ statement, coverage }, i): Evidence => ({
    source: statement.source,
    quote: statement.text,
    start: statement.start,
    end: statement.end,
    stance: i === 0 && contradicted ? 'contradicts' : i === 0 && verdict === 'supported' ? 'supports' : 'related',
    score: coverage,
    ...(i === 0 && contradicted ? { clash: [clash] } : {}),
  }))
  const parts = claim.parts.map((part): JudgedPart => {
    const partSupport = supportFrom(bestStatements(tokens(part.text), index, 1)[0]?.coverage ?? 0, false)
    const clashed = contradicted && part.text.includes(clash.claim)
    return { ...part, verdict: clashed ? 'contradicted' : partSupport >= supportedFrom ? 'supported' : 'not-found', support: clashed ? Math.min(partSupport, support) : partSupport }
  })
  return { sources: { verdict, support, evidence }, parts, spoken: [{ feature: 'words found in the best statement', value: top.coverage, weight: top.coverage * 8 - 5 }] }
}

function supportFrom(coverage: number, clashes: boolean): number {
  return 1 / (1 + Math.exp(-(coverage * 8 - 5 - (clashes ? 3 : 0))))
}
