/** Measures how much of a claim is taken over from the sources as it stands there: words, and stretches of words. */
import type { ClaimMatch } from './claimMatch.ts'
import type { EvidenceIndex } from './evidenceIndex.ts'

/** In the order of the numbers that `takenOver` gives; all are counts, so that claims can be added up to answers. */
export const takenOverNames = ['tokens', 'in stretches of two', 'in stretches of three', 'in stretches of five', 'squares of stretches', 'content words', 'content words missing', 'weight', 'weight missing', 'numbers', 'numbers missing', 'names', 'names missing'] as const

/** Places looked at for the first word of a stretch. */
const mostPlaces = 300

/** @returns counts over the claim, or its stretch from `start` to `end`, as named in `takenOverNames` */
export function takenOver(match: ClaimMatch, index: EvidenceIndex, start = 0, end = match.text.length): number[] {
  const keys = match.tokens.filter((token) => token.start >= start && token.end <= end).map((token) => token.key)
  const sums = [0, 0, 0, 0]
  for (let i = 0; i < keys.length; ) {
    const length = longestStretch(keys, i, index)
    if (length >= 2) sums[0]! += length
    if (length >= 3) sums[1]! += length
    if (length >= 5) sums[2]! += length
    sums[3]! += length * length
    i += Math.max(1, length)
  }
  const words = match.words.filter((word) => word.start >= start && word.end <= end)
  const missing = words.filter((word) => word.found < 1)
  const weight = (list: typeof words): number => list.reduce((sum, word) => sum + word.weight, 0)
  const numbers = words.filter((word) => word.is === 'number')
  const names = words.filter((word) => word.name)
  return [keys.length, ...sums, words.length, missing.length, weight(words), weight(missing), numbers.length, numbers.filter((word) => word.found < 1).length, names.length, names.filter((word) => word.found < 1).length]
}

/** How many words from the i-th on stand in the sources one after the other. */
function longestStretch(keys: readonly string[], i: number, index: EvidenceIndex): number {
  const places = index.places(keys[i]!)
  let best = 0
  for (let p = 0; p < places.length && p < mostPlaces; p++) {
    let length = 1
    while (i + length < keys.length && index.tokens[places[p]! + length]?.key === keys[i + length]) length++
    if (length > best) best = length
  }
  return best
}
