/** Finds a negation that stands on one side only, where claim and quote otherwise hold the same words. */
import type { ClaimMatch } from './claimMatch.ts'
import type { EvidenceIndex } from './evidenceIndex.ts'
import type { FoundClash, Placed } from './findClash.ts'
import type { Token } from './token.ts'
import { denies } from './wordKnowledge.ts'

/** The first telling word behind the quote's negation must be one that the claim says: "need not worry" denies nothing of what else is said. */
export function negationClash(words: readonly Placed[], at: number, match: ClaimMatch, index: EvidenceIndex, stretch: { start: number; end: number }): FoundClash | undefined {
  const statement = index.statements[at]!
  const own = match.tokens.filter((token) => token.start >= stretch.start && token.end <= stretch.end)
  const its = index.tokens.slice(statement.from, statement.to)
  const ours = own.filter((token) => denies(token.key))
  const theirs = its.filter((token) => token.start >= 0 && denies(token.key))
  if (ours.length + theirs.length !== 1) return undefined
  const slice = (token: Token): string => statement.text.slice(token.start - statement.start, token.end - statement.start)
  const clash = (here: Token, there: Token): FoundClash => ({ clash: { kind: 'negation', claim: match.text.slice(here.start, here.end), source: slice(there) }, statement: at, start: here.start, end: here.end })
  const keys = new Set(words.map(({ word }) => word.key))
  // Scripts without a fixed place for the negation: that it stands on one side only is all there is to see.
  if (words.every(({ word }) => word.is !== 'word')) {
    const there = theirs[0] ?? its.find((token) => token.start >= 0 && keys.has(token.key))
    const here = ours[0] ?? words.at(-1)?.word
    return there === undefined || here === undefined || its.filter((token) => !token.stop).length > 2 * words.length ? undefined : clash(here, there)
  }
  const turned = words.filter(({ word }) => word.turned && word.near > 0.7)
  if (turned.length === 0 || turned.length * 2 < words.length) return undefined
  const [first] = theirs
  if (first !== undefined && !keys.has(its.slice(its.indexOf(first) + 1).find((token) => !token.stop && !/ly$/iu.test(slice(token)))?.key ?? '')) return undefined
  const here = ours[0] ?? turned[0]!.word
  // The quote's word is its negation, or else the word that the claim denies.
  const there = first ?? its.find((token) => token.key === turned[0]!.word.key && token.start >= 0)
  return there === undefined ? undefined : clash(here, there)
}
