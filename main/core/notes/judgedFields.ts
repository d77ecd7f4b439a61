/** What follows from how a statement was judged: its quotes by hashes, its confidence, and what it says by code. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Sha256, SourceId } from '../../../shared/model/ids.ts'
import type { KeptQuote, Note } from '../../../shared/model/note.ts'
import type { JudgedClaim } from '../../../shared/model/verdict.ts'
import type { StoreReader } from '../ports.ts'
import { meaningOf } from './meaningOf.ts'

export const hashOf = (text: string): Sha256 => bytesToHex(sha256(utf8ToBytes(text))) as Sha256

/** Replaces the fields of these names on a note; those that do not apply are `undefined`, and JSON leaves them out. */
export function judgedFields(statement: string, claim: JudgedClaim, read: Pick<StoreReader, 'source'>): Pick<Note, 'quotes' | 'confidence' | 'meaning'> {
  const quotes = claim.sources.evidence.flatMap(({ source: id, quote, stance }): KeptQuote[] => {
    const source = stance === 'related' ? undefined : read.source(id as SourceId)
    return source ? [{ source: source.id, sha256: hashOf(quote), textSha256: source.textSha256, tier: source.tier }] : []
  })
  const confidence = claim.logic.verdict === 'proved' ? 1 : claim.sources.verdict === 'not-found' ? undefined : claim.sources.support
  const meaning = meaningOf(statement)
  return { quotes, ...(confidence === undefined ? {} : { confidence }), ...(meaning === undefined ? {} : { meaning: hashOf(meaning) }) }
}
