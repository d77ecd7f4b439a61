/** Labelled rows as the checker sees them: features of every claim and part, with their labels where they are known. */
import { readFileSync } from 'node:fs'
import { matchClaim } from '../../main/core/checking/claimMatch.ts'
import { claimCarries } from '../../main/core/checking/checkerWeights.ts'
import { EvidenceIndex } from '../../main/core/checking/evidenceIndex.ts'
import { features, turnedBy } from '../../main/core/checking/features.ts'
import { splitClaims } from '../../main/core/checking/splitClaims.ts'
import { withoutCitations } from '../../main/core/checking/withoutCitations.ts'
import { WordKnowledge, type WordTable } from '../../main/core/checking/wordKnowledge.ts'
import { statesNothing } from '../../main/core/checking/claimKind.ts'
import type { LabelledRow } from './labelledRows.ts'

export interface PartExample {
  readonly start: number
  readonly end: number
  readonly features: Float64Array
  /** Share of its characters that are marked as unsupported. */
  readonly marked: number | undefined
}
export interface ClaimExample {
  readonly start: number
  readonly end: number
  readonly features: Float64Array
  /** 1: not supported. Unknown for the sentences of an unsupported answer whose spans nobody marked. */
  readonly unsupported: number | undefined
  readonly parts: readonly PartExample[]
  readonly carries: readonly number[]
  readonly states: boolean
}
export interface AnswerExample {
  readonly row: LabelledRow
  readonly structured: boolean
  readonly claims: readonly ClaimExample[]
}

export function wordTable(): WordTable {
  return JSON.parse(readFileSync(new URL('../../assets/word-table.json', import.meta.url), 'utf8')) as WordTable
}

export function answerExamples(rows: readonly LabelledRow[]): AnswerExample[] {
  const knowledge = new WordKnowledge(wordTable())
  let last: { source: string; index: EvidenceIndex } | undefined
  return rows.map((row) => {
    if (last?.source !== row.source) {
      const index = new EvidenceIndex()
      index.addDocument({ id: 's', text: row.source, ...(row.format === 'json' ? { format: 'json' as const } : {}) })
      last = { source: row.source, index }
    }
    const { index } = last
    const claims = splitClaims(row.answer).map((claim): ClaimExample => {
      const match = matchClaim(withoutCitations(claim.text), index, knowledge)
      const turned = turnedBy(match, index, knowledge)
      const marked = (start: number, end: number): number | undefined =>
        row.spans?.reduce((sum, span) => sum + Math.max(0, Math.min(span.end, end) - Math.max(span.start, start)), 0)
      const own = marked(claim.start, claim.end)
      return {
        start: claim.start,
        end: claim.end,
        features: features(match, index, turned),
        carries: claimCarries(match, index),
        states: !statesNothing(claim.kind, claim.resolved),
        unsupported: own === undefined ? (row.unsupported && row.answer.length > 0 ? undefined : 0) : own > 0 ? 1 : 0,
        parts: claim.parts.map((part) => {
          const characters = marked(part.start, part.end)
          return { start: part.start, end: part.end, features: features(match, index, turned, part.start - claim.start, part.end - claim.start), marked: characters === undefined ? undefined : characters / (part.end - part.start) }
        }),
      }
    })
    return { row, structured: index.structured, claims: row.unsupported && claims.length === 1 ? [{ ...claims[0]!, unsupported: 1 }] : claims }
  })
}
