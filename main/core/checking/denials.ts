/** Which words of a text stand under a negation: "offers no parking, WiFi or music, but has a bar". */
import type { Token } from './token.ts'

const forward = new Set(['not', 'no', 'never', 'none', 'neither', 'nor', 'without', 'cannot', 'lack', 'lacks', 'lacking', 'lacked', 'excluding', 'nobody', 'nothing'])
const closing = new Set(['but', 'while', 'although', 'though', 'however', 'yet', 'instead', 'because', 'whereas', 'unless', 'except', 'rather', 'so'])
const beginsClause = new Set(['the', 'it', 'they', 'its', 'there', 'their', 'he', 'she', 'we', 'you', 'this', 'these', 'is', 'are', 'was', 'has', 'have', 'offers', 'also', 'only'])
const states = new Set(['available', 'provided', 'offered', 'specified', 'mentioned', 'accepted', 'allowed', 'included', 'listed', 'present', 'permitted', 'given', 'stated', 'required', 'known', 'found', 'supported', 'approved', 'confirmed'])
const auxiliary = new Set(['is', 'are', 'was', 'were', 'be', 'been', 'do', 'does', 'did', 'has', 'have', 'had', 'can', 'will', 'would', 'could', 'should'])
/** A negation is taken to reach so many words at most. */
const reach = 16

/** @returns for each token 1 where it is denied, else 0 */
export function denials(text: string, tokens: readonly Token[]): Uint8Array {
  const out = new Uint8Array(tokens.length)
  const word = (i: number): string => {
    const token = tokens[i]
    return token === undefined || token.start < 0 ? '' : text.slice(token.start, token.end).toLowerCase().replace('’', "'")
  }
  const between = (i: number): string => (i <= 0 || i >= tokens.length ? '' : text.slice(tokens[i - 1]!.end, tokens[i]!.start))
  for (let i = 0; i < tokens.length; i++) {
    const w = word(i)
    const contracted = w.endsWith("n't")
    if (!forward.has(w) && !contracted && w !== 'unavailable') continue
    if (word(i + 1) === 'only' || (w === 'no' && (word(i + 1) === 'doubt' || /^\s*[.,]?\s*\d/u.test(text.slice(tokens[i]!.end, tokens[i]!.end + 4))))) continue
    for (let j = i + 1; j < tokens.length && j <= i + reach; j++) {
      const gap = between(j)
      if (/[.;:!?()\n]/u.test(gap) || closing.has(word(j))) break
      if (j > i + 1 && (gap.includes(',') || word(j - 1) === 'and') && beginsClause.has(word(j))) break
      if (j > i + 1 && gap.includes(',') && ownVerb(j, word, between)) break
      if ((word(j) === 'as' || word(j) === 'since') && beginsClause.has(word(j + 1))) break
      out[j] = 1
    }
    const verb = contracted || auxiliary.has(word(i - 1))
    const state = [1, 2].map((step) => word(i + step)).find((next) => states.has(next))
    if (w === 'unavailable' || (verb && state !== undefined)) {
      for (let j = i - 1; j >= 0 && j >= i - reach; j--) {
        if (closing.has(word(j))) break
        out[j] = 1
        if (/[.;:!?()\n]/u.test(between(j))) break
      }
    }
  }
  return out
}

/** After a comma: does a verb of its own follow before the next comma? ("no valet, street parking is available") */
function ownVerb(from: number, word: (i: number) => string, between: (i: number) => string): boolean {
  for (let j = from + 1; j <= from + 5 && word(j) !== ''; j++) {
    if (/[,.;]/u.test(between(j))) return false
    if (auxiliary.has(word(j))) return true
  }
  return false
}
