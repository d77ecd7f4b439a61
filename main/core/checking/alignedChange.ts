/** Lines a claim up with a statement that says nearly the same, word by word, and sees whether what differs changes the meaning. */
import type { ClaimMatch } from './claimMatch.ts'
import type { EvidenceIndex } from './evidenceIndex.ts'
import { type Quantity, quantityName } from './quantity.ts'
import { amountOf, denying, duty, future, opposites, ordinal } from './turningWords.ts'

/** Longer stretches than this are other words for the same, and nothing is said of them. */
const longestChange = 3
/** Beyond so many tokens a statement is no restatement of a claim. */
const longest = 140

interface Piece {
  readonly key: string
  readonly w: string
  readonly number: boolean
  readonly name: boolean
  /** What it counts to line it up. */
  readonly pull: number
}

/** True if between words that both hold, one side has a number, a name, a negation, a tense, an amount or a direction that the other has not. */
export function changesMeaning(match: ClaimMatch, index: EvidenceIndex, at: number): boolean {
  const statement = index.statements[at]!
  if (match.tokens.length > longest || statement.to - statement.from > longest) return false
  const nameAt = new Set(match.words.filter(({ name }) => name).map(({ start }) => start))
  // What is said in another unit or scale is the same.
  const name = (quantity: Quantity | undefined, key: string): string => (quantity === undefined ? key : (quantityName(quantity) ?? key))
  const quantities = new Map(match.words.map(({ start, quantity }) => [start, quantity]))
  const ours = match.tokens.map(({ key, start, end, is, stop }): Piece => ({ key: is === 'number' ? name(quantities.get(start), key) : key, w: plain(match.text.slice(start, end)), number: is === 'number', name: nameAt.has(start), pull: is === 'number' ? 3 : stop ? 1 : 2 }))
  const theirs = index.tokens.slice(statement.from + statement.keyTokens, statement.to).map(({ key, start, end, is, capital, stop }, k): Piece => ({ key: is === 'number' ? name(index.quantity(statement.from + statement.keyTokens + k), key) : key, w: plain(statement.text.slice(start - statement.start, end - statement.start)), number: is === 'number', name: capital && !stop, pull: is === 'number' ? 3 : stop ? 1 : 2 }))
  const pairs = aligned(ours, theirs)
  for (let p = 0; p <= pairs.length; p++) {
    const [a, b] = pairs[p - 1] ?? [-1, -1]
    const [c, d] = pairs[p] ?? [ours.length, theirs.length]
    const inOurs = ours.slice(a + 1, c)
    const inTheirs = theirs.slice(b + 1, d)
    if (inOurs.length === 0 && inTheirs.length === 0) continue
    const edge = p === 0 || p === pairs.length
    // Before the first and behind the last word in common a statement may say anything more.
    if (edge && (inOurs.length === 0 || inTheirs.length === 0)) continue
    if (inOurs.length > longestChange || inTheirs.length > longestChange) continue
    if (turns(inOurs, inTheirs, edge)) return true
  }
  return false
}

const plain = (word: string): string => word.toLowerCase().replace('’', "'")

function turns(ours: readonly Piece[], theirs: readonly Piece[], edge: boolean): boolean {
  const some = (list: readonly Piece[], words: ReadonlySet<string>): boolean => list.some(({ w }) => words.has(w))
  const lacks = (list: readonly Piece[], other: readonly Piece[]): Piece[] => list.filter(({ key }) => !other.some((one) => one.key === key))
  if (!edge && some(ours, denying) !== some(theirs, denying)) return true
  if (some(ours, future) !== some(theirs, future) && (some(ours, present) || some(theirs, present))) return true
  if (some(ours, duty) && !some(theirs, duty) && theirs.length > 0) return true
  if (ours.length === theirs.length && lacks(ours, theirs).some(({ number }) => number) && lacks(theirs, ours).some(({ number }) => number)) return true
  if (lacks(ours, theirs).some(({ name }) => name) && lacks(theirs, ours).some(({ name, number }) => name && !number) && ours.length <= 2) return true
  if (ours.some(({ w }) => months.has(w)) && theirs.some(({ w }) => months.has(w)) && lacks(ours, theirs).some(({ w }) => months.has(w))) return true
  if (ours.some(({ w }) => ordinal.has(w)) && theirs.some(({ w }) => ordinal.has(w))) return true
  if (ours.some(({ w }) => (opposites.get(w) ?? nothing).size > 0 && theirs.some((one) => opposites.get(w)!.has(one.w)))) return true
  const level = Math.max(0, ...ours.map(({ w }) => amountOf(w)))
  return theirs.length > 0 && theirs.length <= 2 && level >= 4 && Math.max(0, ...theirs.map(({ w }) => amountOf(w))) < level
}

const months = new Set('january february march april may june july august september october november december'.split(' '))
const nothing: ReadonlySet<string> = new Set()
const present = new Set('is are was were has had have did does do been being'.split(' '))

/** A common sequence of keys that holds the most telling words, as pairs of places. */
function aligned(ours: readonly Piece[], theirs: readonly Piece[]): [number, number][] {
  const width = theirs.length + 1
  const best = new Uint16Array((ours.length + 1) * width)
  for (let i = ours.length - 1; i >= 0; i--) {
    for (let j = theirs.length - 1; j >= 0; j--) {
      best[i * width + j] = ours[i]!.key === theirs[j]!.key ? best[(i + 1) * width + j + 1]! + ours[i]!.pull : Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!)
    }
  }
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < ours.length && j < theirs.length; ) {
    if (ours[i]!.key === theirs[j]!.key) pairs.push([i++, j++])
    else if (best[(i + 1) * width + j]! >= best[i * width + j + 1]!) i++
    else j++
  }
  return pairs
}
