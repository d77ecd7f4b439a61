/** Long claims cut into pieces and put together again: nothing is left out, nothing is better than its worst piece. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import type { FoundClaim } from '../../../shared/model/turn.ts'
import type { SourceVerdict } from '../../../shared/model/verdict.ts'
import type { CheckedClaim } from '../checking/checker.ts'
import { splitClaims } from '../checking/splitClaims.ts'
import { joinPieces, piecesOf } from './longClaim.ts'

const claimOf = (text: string): FoundClaim => ({ ...splitClaims(text)[0]!, id: 'c0' as FoundClaim['id'] })
const texts: readonly [name: string, text: string][] = [
  ['clauses', `${'The site has a pump that moves water, and '.repeat(300)}ends.`],
  ['no clause at all', `${'water '.repeat(2000)}ends.`],
  ['no space at all', `a${'👩‍🚀'.repeat(1500)}.`],
  ['a hundred thousand characters', `${'The site number 12 has a pump that moves water and '.repeat(2000)}ends.`],
]
for (const [name, text] of texts) {
  test(`${name}: the pieces are the text, parts lie within their pieces, no character is cut in two`, () => {
    const claim = claimOf(text)
    const pieces = piecesOf(claim)
    equal(pieces.map((piece) => piece.text).join(''), claim.text)
    ok(pieces.every((piece) => piece.text.length <= 1000 && piece.text.isWellFormed() && piece.text === text.slice(piece.start, piece.end)))
    ok(pieces.every((piece) => piece.parts.every((part) => part.start >= piece.start && part.end <= piece.end && part.text === text.slice(part.start, part.end))))
    const checked = pieces.map((piece): CheckedClaim => ({ sources: { verdict: 'supported', support: 0.9, evidence: [] }, parts: piece.parts.map((part) => ({ ...part, verdict: 'supported', support: 0.9 })) }))
    const joined = joinPieces(claim, checked)
    deepEqual([joined.sources.verdict, joined.parts.length, joined.parts.every((part) => part.verdict === 'supported')], ['supported', claim.parts.length, true])
  })
}

test('a claim of usual length is its own piece', () => {
  const claim = claimOf('The PUE is 1.32.')
  deepEqual(piecesOf(claim), [claim])
})

/** [of the pieces, of the claim] */
const verdicts: readonly [SourceVerdict[], SourceVerdict][] = [
  [['supported', 'supported', 'supported'], 'supported'],
  [['supported', 'not-found', 'supported'], 'not-found'],
  [['supported', 'contradicted', 'not-found'], 'contradicted'],
  [['disputed', 'not-found', 'supported'], 'disputed'],
]
for (const [of, expected] of verdicts) {
  test(`${of.join(', ')} are together ${expected}`, () => {
    const claim = claimOf(`${'water '.repeat(450)}ends.`)
    const quote = (verdict: SourceVerdict) => ({ source: 's', quote: verdict, start: 0, end: verdict.length, stance: verdict === 'contradicted' ? 'contradicts' as const : 'related' as const, score: 0.5 })
    const pieces = piecesOf(claim)
    equal(pieces.length, 3)
    const joined = joinPieces(claim, of.map((verdict, i) => ({ sources: { verdict, support: (i + 1) / 10, evidence: [quote(verdict)] }, parts: pieces[i]!.parts.map((part) => ({ ...part, verdict, support: (i + 1) / 10 })) })))
    deepEqual([joined.sources.verdict, joined.sources.support, joined.parts[0]?.verdict], [expected, 0.1, expected])
    if (of.includes('contradicted')) equal(joined.sources.evidence[0]?.quote, 'contradicted')
  })
}
