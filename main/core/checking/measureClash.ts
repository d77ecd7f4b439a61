/** Finds a measured number that is not the sources' own: the same thing in the same unit, said with other words around it. */
import { bothRight } from './bothRight.ts'
import type { ClaimMatch } from './claimMatch.ts'
import type { EvidenceIndex } from './evidenceIndex.ts'
import type { FoundClash } from './findClash.ts'
import { denying, doubting, future, onlyIf } from './turningWords.ts'

/** This share of the claim's other words must stand in the statement, and so many of them at least. */
const shareHeld = 0.65
const wordsHeld = 2
const mostWords = 12
const unsure = new Set([...denying, ...doubting, ...future, ...onlyIf])
const notMeasured = new Set(['count', 'year', 'months', 'time', 'day', 'label'])

/** Only for a claim with one number, which stands nowhere in the sources in its unit. */
export function measureClash(match: ClaimMatch, index: EvidenceIndex): FoundClash | undefined {
  const numbers = match.words.flatMap((word, i) => (word.is === 'number' ? [i] : []))
  const [i] = numbers
  if (numbers.length !== 1 || match.words.length > mostWords || match.tokens.some((token) => unsure.has(match.text.slice(token.start, token.end).toLowerCase()))) return undefined
  const word = match.words[i!]!
  if (word.quantity === undefined || notMeasured.has(word.quantity.of) || word.found > 0) return undefined
  const unit = match.words[i! + 1]
  const others = match.words.map((_, k) => k).filter((k) => k !== i && !(unit !== undefined && k === i! + 1 && unit.start - word.end < 3))
  for (const { at } of match.best.slice(0, 3)) {
    const statement = index.statements[at]!
    if (statement.value !== undefined || statement.keys !== undefined) continue
    const held = others.filter((k) => match.strengthAt(at, k) >= 0.6)
    const weight = (list: readonly number[]): number => list.reduce((sum, k) => sum + match.words[k]!.weight, 0)
    if (held.length < wordsHeld || weight(held) < shareHeld * weight(others) || others.some((k) => match.words[k]!.name && !held.includes(k))) continue
    const rivals: number[] = []
    for (let place = statement.from; place < statement.to; place++) if (index.quantity(place)?.of === word.quantity.of) rivals.push(place)
    if (rivals.length === 0) continue
    const slot = rivals.length === 1 ? rivals[0]! : spokenOf(match, i!, rivals, index)
    if (slot === undefined) continue
    const token = index.tokens[slot]!
    const place = { key: token.key, start: token.start - statement.start, end: token.end - statement.start }
    if (bothRight(match.text, word, statement.text, place)) continue
    const unsureThere = statement.text.toLowerCase().match(/[\p{L}'’]+/gu)?.some((one) => unsure.has(one)) ?? false
    if (unsureThere) continue
    return { clash: { kind: 'number', claim: match.text.slice(word.start, word.end), source: statement.text.slice(place.start, place.end) }, statement: at, start: word.start, end: word.end, placed: true }
  }
  return undefined
}

/** Of several numbers in that unit, the one whose clause holds what the claim says its number is of: "12 MW of IT power". */
function spokenOf(match: ClaimMatch, i: number, rivals: readonly number[], index: EvidenceIndex): number | undefined {
  const after = match.text.slice(match.words[i]!.end).match(/^\s?[^\s,.;]*\s(?:of|for|to|in|went to|goes to)\s/u)
  if (after === null) return undefined
  const from = match.words[i]!.end + after[0].length
  // IT is no pronoun.
  const told = match.tokens.find(({ start, end, stop, capital }) => start >= from && (!stop || (capital && end - start > 1)))
  if (told === undefined) return undefined
  const { text, start: base } = index.statements[index.statementOf[rivals[0]!]!]!
  const having = rivals.filter((place) => {
    const at = index.tokens[place]!
    const begin = Math.max(...[',', ';', ' and ', '('].map((mark) => text.lastIndexOf(mark, at.start - base)))
    const stops = [',', ';', ' and ', ')'].map((mark) => text.indexOf(mark, at.end - base)).filter((stop) => stop !== -1)
    const end = stops.length === 0 ? text.length : Math.min(...stops)
    return index.places(told.key).some((other) => index.tokens[other]!.start - base >= begin && index.tokens[other]!.end - base <= end && index.statementOf[other] === index.statementOf[place])
  })
  return having.length === 1 ? having[0] : undefined
}
