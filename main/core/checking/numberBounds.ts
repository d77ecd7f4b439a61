/** Compares "at least 500" with "500" and "at most 500": a number found is not yet the same statement about it. */
import type { ClaimMatch } from './claimMatch.ts'
import type { EvidenceIndex } from './evidenceIndex.ts'

type Bound = 'over' | 'from' | 'under' | 'upTo' | 'about' | 'exact'

const before: readonly (readonly [Bound, RegExp])[] = [
  ['upTo', /(?:no more than|not more than|at most|up to|maximum of|as (?:many|much|high) as|not exceed(?:ing)?|≤)\s*[$€£]?\s*$/iu],
  ['from', /(?:no (?:less|fewer) than|not less than|at least|minimum of|as (?:few|little|low) as|≥)\s*[$€£]?\s*$/iu],
  ['over', /(?:over|more than|above|exceed(?:s|ed|ing)?|upwards? of|greater than|higher than|larger than|beyond|longer than|older than|>)\s*[$€£]?\s*$/iu],
  ['under', /(?:under|less than|fewer than|below|lower than|smaller than|shorter than|younger than|<)\s*[$€£]?\s*$/iu],
  ['about', /(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|ca\.|~|≈|close to|estimated)\s*[$€£]?\s*$/iu],
]
const behind: readonly (readonly [Bound, RegExp])[] = [
  ['from', /^(?:\s?[\p{L}%°]+){0,3},? or (?:more|above|higher|over|greater|later|older)\b|^\s?\+/iu],
  ['upTo', /^(?:\s?[\p{L}%°]+){0,3},? or (?:less|fewer|below|lower|under|earlier|younger)\b/iu],
]
/** What a claim may say where the source says what stands in front. */
const bears: Record<Bound, readonly Bound[]> = {
  exact: ['exact', 'about', 'from', 'upTo'],
  about: ['about', 'exact'],
  over: ['over', 'from', 'exact'],
  from: ['from', 'exact'],
  under: ['under', 'upTo', 'exact'],
  upTo: ['upTo', 'exact'],
}

function boundAt(text: string, start: number, end: number): Bound {
  const lead = text.slice(Math.max(0, start - 22), start)
  return behind.find(([, pattern]) => pattern.test(text.slice(end, end + 40)))?.[0] ?? before.find(([, pattern]) => pattern.test(lead))?.[0] ?? 'exact'
}

/** True if a number of the claim stands in the statement, but nowhere there with a bound that bears the claim's. A claim that leaves out a bound is let pass. */
export function boundsDiffer(match: ClaimMatch, index: EvidenceIndex, at: number): boolean {
  const statement = index.statements[at]!
  return match.words.some((word, i) => {
    if (word.is !== 'number' || match.strengthAt(at, i) < 1) return false
    const mine = boundAt(match.text, word.start, word.end)
    const places = index.tokens.slice(statement.from, statement.to).filter((token) => token.start >= 0 && token.key === word.key)
    return places.length > 0 && !places.some((token) => bears[boundAt(statement.text, token.start - statement.start, token.end - statement.start)].includes(mine))
  })
}
