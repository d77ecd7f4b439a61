/** Looks for two words that cannot both be right, in a claim and a quote that otherwise say the same. Silence is the rule. */
import type { Clash } from '../../../shared/model/verdict.ts'
import type { ClaimMatch, MatchedWord } from './claimMatch.ts'
import type { EvidenceIndex } from './evidenceIndex.ts'
import type { Token } from './token.ts'
import { type WordKnowledge, denies } from './wordKnowledge.ts'

export interface FoundClash {
  readonly clash: Clash
  readonly statement: number
  /** Where the claim's word stands, in the claim's text. */
  readonly start: number
  readonly end: number
}

/** Besides the odd word, this share of the stretch must stand in the quote. */
const otherwiseSame = 0.8
const months = new Set('januari februari march april mai june juli august septemb octob novemb decemb'.split(' '))

/** @param stretches offsets in the claim's text within which all but one word must match: the claim itself and its parts */
export function findClash(match: ClaimMatch, index: EvidenceIndex, knowledge: WordKnowledge, stretches: readonly { start: number; end: number }[]): FoundClash | undefined {
  const record = match.records.find((finding) => finding.outcome === 'conflicts' && finding.sure)
  if (record !== undefined) return recordClash(match.text, index, record)
  for (const { start, end } of stretches) {
    const words = match.words.map((word, i) => ({ word, i })).filter(({ word }) => word.start >= start && word.end <= end)
    if (words.length < 2 || (words.length === 2 && !words.some(({ word }) => word.is === 'number'))) continue
    for (const { at } of match.best.slice(0, 6)) {
      const found = clashIn(words, at, match, index, knowledge, { start, end })
      if (found !== undefined) return found
    }
  }
  return undefined
}

type Placed = { readonly word: MatchedWord; readonly i: number }

function clashIn(words: readonly Placed[], at: number, match: ClaimMatch, index: EvidenceIndex, knowledge: WordKnowledge, stretch: { start: number; end: number }): FoundClash | undefined {
  const odd = words.filter(({ i }) => match.strengthAt(at, i) < 0.6)
  const total = words.reduce((sum, { word }) => sum + word.weight, 0)
  const same = words.reduce((sum, { word, i }) => sum + word.weight * (match.strengthAt(at, i) === 1 ? 1 : 0.5 * match.strengthAt(at, i)), 0)
  const statement = index.statements[at]!
  if (statement.value !== undefined) return undefined
  const theirs = index.tokens.slice(statement.from, statement.to).filter((token) => !token.stop)
  const quoteWord = (token: Token): string => statement.text.slice(token.start - statement.start, token.end - statement.start)
  if (odd.length === 0) return same / total >= 0.95 ? negationClash(words, at, match, index, stretch) : undefined
  if (odd.length !== 1) return undefined
  const [{ word, i }] = odd as [Placed]
  // The word may stand elsewhere in this very source: then the quote is about something else.
  if (same / (total - word.weight) < otherwiseSame || index.places(word.key).some((place) => index.statements[index.statementOf[place]!]!.source === statement.source)) return undefined
  const slot = sameSlot(words, i, theirs, match)
  if (slot === undefined || match.words.some((other) => other.key === slot.key)) return undefined
  const kind =
    word.is === 'number' && slot.is === 'number'
      ? word.key.length === 4 && slot.key.length === 4 && /^(?:1[5-9]|20)/u.test(word.key) && /^(?:1[5-9]|20)/u.test(slot.key) ? 'date' : 'number'
      : months.has(word.key) && months.has(slot.key) ? 'date'
      : knowledge.opposites(word.key)?.has(slot.key) === true ? 'negation'
      : word.name && slot.capital && slot.is === 'word' && word.found === 0 ? 'name'
      : undefined
  return kind === undefined ? undefined : { clash: { kind, claim: match.text.slice(word.start, word.end), source: quoteWord(slot) }, statement: at, start: word.start, end: word.end }
}

/** The word of the quote that stands between the same neighbours as the odd word does in the claim. */
function sameSlot(words: readonly Placed[], odd: number, theirs: readonly Token[], match: ClaimMatch): Token | undefined {
  const place = words.findIndex(({ i }) => i === odd)
  const before = words[place - 1]?.word.key
  const after = words[place + 1]?.word.key
  const numeric = match.words[odd]!.is === 'number'
  const found = theirs.filter((token, k) => {
    const left = before !== undefined && theirs[k - 1]?.key === before
    const right = after !== undefined && theirs[k + 1]?.key === after
    if (token.is !== match.words[odd]!.is) return false
    if (left && right) return true
    // At an edge of the stretch, or before a unit, one neighbour is enough.
    return (left && (after === undefined || numeric)) || (right && (before === undefined || numeric))
  })
  return found.length === 1 ? found[0] : undefined
}

function negationClash(words: readonly Placed[], at: number, match: ClaimMatch, index: EvidenceIndex, stretch: { start: number; end: number }): FoundClash | undefined {
  const statement = index.statements[at]!
  const own = match.tokens.filter((token) => token.start >= stretch.start && token.end <= stretch.end)
  const ours = own.filter((token) => denies(token.key))
  const theirs = index.tokens.slice(statement.from, statement.to).filter((token) => token.start >= 0 && denies(token.key))
  if (ours.length + theirs.length !== 1) return undefined
  const turned = words.filter(({ word }) => word.turned && word.near > 0.7)
  if (turned.length === 0 || turned.length * 2 < words.length) return undefined
  const slice = (token: Token): string => statement.text.slice(token.start - statement.start, token.end - statement.start)
  const here = ours[0] ?? turned[0]!.word
  // The quote's word is its negation, or else the word that the claim denies.
  const there = theirs[0] ?? index.tokens.slice(statement.from, statement.to).find((token) => token.key === turned[0]!.word.key && token.start >= 0)
  if (there === undefined) return undefined
  return { clash: { kind: 'negation', claim: match.text.slice(here.start, here.end), source: slice(there) }, statement: at, start: here.start, end: here.end }
}

function recordClash(text: string, index: EvidenceIndex, record: ClaimMatch['records'][number]): FoundClash {
  const statement = index.statements[record.statement]!
  const value = /(?::\s*)(.+)$/su.exec(statement.text)?.[1] ?? statement.text
  return {
    clash: { kind: record.about === 'hours' ? 'date' : 'negation', claim: text.slice(record.start, record.end), source: value },
    statement: record.statement,
    start: record.start,
    end: record.end,
  }
}
