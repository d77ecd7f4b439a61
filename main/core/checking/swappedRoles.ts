/** Sees when two names have changed sides of the word between them: who did it, and to whom. */
import type { ClaimMatch } from './claimMatch.ts'
import type { EvidenceIndex } from './evidenceIndex.ts'

/** Longer sentences have room for other orders that mean the same. */
const longest = 20

/** True if the claim's best statement holds all its words, but two names stand on opposite sides of a word than in the claim, with no passive on one side only. */
export function hasSwappedRoles(match: ClaimMatch, index: EvidenceIndex): boolean {
  const [top] = match.best
  const { words } = match
  if (top === undefined || words.length < 3 || words.length > longest || words.filter(({ name }) => name).length < 2) return false
  const { from, to } = index.statements[top.at]!
  if (to - from > 2 * longest) return false
  const theirs = index.tokens.slice(from, to)
  const placeOf = (key: string): number => {
    const at = theirs.findIndex((token) => token.key === key)
    return at === -1 || theirs.some((token, i) => i > at && token.key === key) ? -1 : at
  }
  const bys = (keys: readonly { readonly key: string }[]): number => keys.filter(({ key }) => key === 'by').length
  if (bys(match.tokens) !== bys(theirs)) return false
  const places = words.map(({ key }) => placeOf(key))
  if (places.includes(-1)) return false
  return words.some((word, v) => {
    if (word.name || word.is !== 'word') return false
    const turned = (i: number): boolean => words[i]!.name && (i < v ? places[i]! > places[v]! : places[i]! < places[v]!)
    return words.some((_, i) => i < v && turned(i)) && words.some((_, i) => i > v && turned(i))
  })
}
