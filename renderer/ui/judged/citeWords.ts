/** Citations in words: what a wrong one gets wrong, and the part of a passage that is shown for it. */
import type { Citation } from '../../../shared/model/turn.ts'
import type { TurnClaim } from '../../../shared/turn/foldTurn.ts'
import type { CitedPassage } from './judged.ts'

export type WrongCite = Exclude<Citation['says'], 'supports'>

/** Said after the number or the title. */
export const wrongCiteWords: Record<WrongCite, string> = {
  missing: 'names no passage',
  'not-found': 'does not say this',
  contradicts: 'says otherwise',
}

/** Characters of a passage that a glance takes in. */
const GLANCE = 280

/** The quote that the claim was judged by, where it is of this passage; else how the passage begins. */
export function citedQuote(passage: CitedPassage, claim: TurnClaim | undefined): string {
  const judged = claim?.sources?.evidence.find(({ source, start, end }) => source === passage.source && start < passage.end && end > passage.start)
  const text = (judged?.quote ?? passage.text).trim()
  return text.length > GLANCE ? `${text.slice(0, GLANCE).replace(/\s\S*$/, '')} …` : text
}

/** Stands where a citation was, until its brackets are taken as well; no text holds it. */
const GONE = '\u{f8ff}'
const EMPTIED = / ?[[【［][\s,;、，]*\u{f8ff}[\s,;、，\u{f8ff}]*[\]】］]| ?\u{f8ff}/gu

export interface WrongCitation {
  readonly n: number
  readonly says: WrongCite
  /** The claims that cite it wrongly, by their place. */
  readonly claims: readonly number[]
}

/** Each wrong citation of an answer once, in the order of the text. */
export function wrongCitations(claims: readonly TurnClaim[]): WrongCitation[] {
  const found = new Map<string, { n: number; says: WrongCite; claims: number[] }>()
  for (const [index, claim] of claims.entries()) {
    for (const { n, says } of claim.citations ?? []) {
      if (says === 'supports') continue
      const key = `${n} ${says}`
      const known = found.get(key) ?? { n, says, claims: [] }
      if (known.claims.at(-1) !== index) known.claims.push(index)
      found.set(key, known)
    }
  }
  return [...found.values()]
}

/** The answer without its citations, and without the space that stood before one. */
export function withoutCitations(claims: readonly TurnClaim[], answer: string): string {
  // A run such as `[1-3]` is several citations in one place.
  const places = new Map(claims.flatMap(({ citations }) => (citations ?? []).map(({ start, end }) => [start, end] as const)))
  let text = answer
  for (const [start, end] of [...places].sort(([a], [b]) => b - a)) text = text.slice(0, start) + GONE + text.slice(end)
  return text.replace(EMPTIED, '')
}
