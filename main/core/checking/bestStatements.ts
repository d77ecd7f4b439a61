/** Finds the statements that say most of what a claim says. */
import type { EvidenceIndex, IndexedStatement } from './evidenceIndex.ts'
import type { Token } from './token.ts'

export interface FoundStatement {
  readonly statement: IndexedStatement
  /** Share of the claim's content, by rarity, that stands in this statement or its neighbours. */
  readonly coverage: number
}

/** @returns best first, at most `limit`; rarity is counted over the statements of the index */
export function bestStatements(claim: readonly Token[], index: EvidenceIndex, limit: number): FoundStatement[] {
  const keys = [...new Set(claim.filter((token) => !token.stop).map((token) => token.key))]
  const count = index.statements.length
  const own = new Map<number, number>()
  let total = 0
  for (const key of keys) {
    const found = new Set(index.places(key).map((place) => index.statementOf[place]!))
    const weight = Math.log(1 + count / (1 + found.size)) + 0.5
    total += weight
    for (const at of found) own.set(at, (own.get(at) ?? 0) + weight)
  }
  if (total === 0) return []
  return [...own]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, limit)
    .map(([at, weight]) => ({ statement: index.statements[at]!, coverage: Math.min(1, weight / total) }))
}
