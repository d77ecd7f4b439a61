/** Looks for two words that cannot both be right, in a claim and a quote that otherwise say the same. */
import type { Clash } from '../../../shared/model/verdict.ts'
import { type Token, tokens } from './token.ts'

const negations = /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|n['’]t)\b|n['’]t\b/iu

/** @returns the words, each literal on its side, or nothing: silence is the rule */
export function findClash(claim: string, quote: string): Clash | undefined {
  const ours = tokens(claim).filter((token) => !token.stop)
  const theirs = tokens(quote).filter((token) => !token.stop)
  const shared = new Set(theirs.map((token) => token.key))
  const missing = ours.filter((token) => !shared.has(token.key))
  if (ours.length < 3 || missing.length > 1) return undefined
  const odd = missing[0]
  if (odd === undefined) {
    const [a, b] = [negations.exec(claim), negations.exec(quote)]
    if ((a === null) === (b === null)) return undefined
    return a === null ? { claim: claim.slice(ours[0]!.start, ours[0]!.end), source: b![0], kind: 'negation' } : { claim: a[0], source: quote.slice(theirs[0]!.start, theirs[0]!.end), kind: 'negation' }
  }
  if (odd.is !== 'number') return undefined
  const known = new Set(ours.map((token) => token.key))
  const other = theirs.find((token) => token.is === 'number' && !known.has(token.key) && sameNeighbour(ours, odd, theirs, token))
  return other === undefined ? undefined : { claim: claim.slice(odd.start, odd.end), source: quote.slice(other.start, other.end), kind: 'number' }
}

function sameNeighbour(ours: readonly Token[], a: Token, theirs: readonly Token[], b: Token): boolean {
  const [i, j] = [ours.indexOf(a), theirs.indexOf(b)]
  return [-1, 1].some((step) => ours[i + step] !== undefined && ours[i + step]?.key === theirs[j + step]?.key)
}
