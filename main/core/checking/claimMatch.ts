/** Lines up the words of a claim with the sources: for each word, where it is found and how much of its surroundings is found with it. */
import type { EvidenceIndex } from './evidenceIndex.ts'
import { type Token, tokens } from './token.ts'
import { denials } from './denials.ts'
import { framed, isPlain } from './framing.ts'
import { type Quantity, quantityOf, sameQuantity } from './quantity.ts'
import type { CellFinding } from './tableFacts.ts'
import type { RecordFinding } from './recordFacts.ts'
import type { WordKnowledge } from './wordKnowledge.ts'

export interface MatchedWord extends Token {
  /** How much it says, 0.2 to 1. */
  readonly weight: number
  /** The first word of a sentence tells nothing by its capital. */
  readonly name: boolean
  readonly denied: boolean
  /** 1: the word itself stands in the sources; less: a like word; 0: nothing. */
  found: number
  /** Share of the claim's nearby words that stand in the same statement or next to it, best place. */
  context: number
  /** The same within a few words. */
  near: number
  /** At the best place one side denies and the other does not. */
  turned: boolean
  /** How well the sources say what stands around the word without saying the word: 1 where one word was exchanged. */
  odd: number
  /** An opposite of the word stands where the word should. */
  opposed: boolean
  /** Of a number: what it measures or counts. */
  readonly quantity?: Quantity
}

export interface FoundStatement {
  readonly at: number
  /** Share of the claim by weight in the statement itself, and with its neighbours. */
  readonly own: number
  readonly window: number
}

export interface ClaimMatch {
  readonly text: string
  /** Every token, stop words too. */
  readonly tokens: readonly Token[]
  readonly words: readonly MatchedWord[]
  readonly weight: number
  /** Best first, by own share and neighbours; at most `candidates`. */
  readonly best: readonly FoundStatement[]
  /** A few statements that together hold most of the claim. */
  readonly together: readonly number[]
  /** For each of `together`, the share of the claim held by it and those before it. */
  readonly togetherShare: readonly number[]
  /** What the records among the sources say of stretches of the claim. */
  readonly records: readonly RecordFinding[]
  /** What cells of the tables among the sources say of it. */
  readonly cells: readonly CellFinding[]
  /** Whether the statement holds the claim's content words without a gap, in their order; the first `named` may stand just before, where it begins with a pronoun. */
  readonly kept: (statement: number, named: number) => boolean
  readonly strengthAt: (statement: number, word: number) => number
  /** Statements that hold the word itself, or its number in other digits. */
  readonly holding: (word: number) => number[]
}

const candidates = 24
const placesPerWord = 2000
const nearPlaces = 12
const scaleWords = new Set(['hundr', 'hundred', 'thousand', 'million', 'billion', 'trillion', 'mn', 'bn'])

export function matchClaim(text: string, index: EvidenceIndex, knowledge: WordKnowledge): ClaimMatch {
  const all = tokens(text)
  const denied = denials(text, all)
  const words = contentWords(all, text, denied, knowledge)
  const weight = words.reduce((sum, word) => sum + word.weight, 0)
  const hits = new Map<number, Map<number, number>>()
  const wordAt = new Map<number, number>()
  const put = (place: number, i: number, strength: number): void => {
    if (!wordAt.has(place) || strength === 1) wordAt.set(place, i)
    const statement = index.statementOf[place]!
    let row = hits.get(statement)
    if (row === undefined) hits.set(statement, (row = new Map()))
    if ((row.get(i) ?? 0) < strength) row.set(i, strength)
  }
  words.forEach((word, i) => {
    for (const [key, strength] of alternatives(word, index, knowledge)) {
      const places = index.places(key)
      let any = false
      for (let p = 0; p < places.length && p < placesPerWord; p++) {
        const place = places[p]!
        // Twelve months are no 12 MW.
        if (word.quantity !== undefined && !sameQuantity(word.quantity, index.quantity(place))) continue
        any = true
        put(place, i, strength)
      }
      if (any) word.found = Math.max(word.found, strength)
    }
    if (word.quantity !== undefined) sameElsewhere(word, i, words, index, put)
  })
  const strengthAt = (statement: number, word: number): number => hits.get(statement)?.get(word) ?? 0
  const around = (statement: number, word: number): number => {
    const run = index.statements[statement]!.run
    const beside = (step: number): number => (index.statements[statement + step]?.run === run ? strengthAt(statement + step, word) : 0)
    return Math.max(strengthAt(statement, word), 0.7 * Math.max(beside(-1), beside(1)))
  }
  const best = [...hits]
    .map(([at, row]) => ({ at, own: [...row].reduce((sum, [i, strength]) => sum + words[i]!.weight * strength, 0) / weight }))
    .sort((a, b) => b.own - a.own || a.at - b.at)
    .slice(0, candidates)
    .map(({ at, own }) => ({ at, own, window: words.reduce((sum, word, i) => sum + word.weight * around(at, i), 0) / weight }))
    .sort((a, b) => b.own + b.window - a.own - a.window || a.at - b.at)
  const { together, share } = cover(best, words, weight, strengthAt)
  words.forEach((word, i) => stickOut(word, i, words, best, around))
  words.forEach((word, i) => lookAround(word, i, words, best, around, strengthAt))
  nearness(words, wordAt, index, best)
  oppose(words, index, knowledge, together)
  return { text, tokens: all, words, weight, best, together, togetherShare: share, records: index.records?.read(text, all, denied) ?? [], cells: index.tables?.read(text, all, denied) ?? [], kept: (at, named) => keptWhole(words, at, named, index), strengthAt, holding: (word) => [...hits].flatMap(([statement, row]) => (row.get(word) === 1 ? [statement] : [])) }
}

/** A number said in another unit or scale is found there, and its unit with it. */
function sameElsewhere(word: MatchedWord, i: number, words: readonly MatchedWord[], index: EvidenceIndex, put: (place: number, i: number, strength: number) => void): void {
  const next = words[i + 1]
  const unit = next !== undefined && next.start - word.end < 3 && (scaleWords.has(next.key) || !['count', 'day', 'label', 'year'].includes(word.quantity!.of)) ? next : undefined
  for (const place of index.equalTo(word.quantity!)) {
    if (index.tokens[place]!.key !== word.key) {
      word.found = 1
      put(place, i, 1)
    }
    if (unit === undefined || index.tokens[place + 1]?.key === unit.key) continue
    unit.found = 1
    put(Math.min(place + 1, index.statements[index.statementOf[place]!]!.to - 1), i + 1, 1)
  }
}

function contentWords(all: readonly Token[], text: string, denied: Uint8Array, knowledge: WordKnowledge): MatchedWord[] {
  const words: MatchedWord[] = []
  let sentenceStart = true
  const frames = framed(text)
  all.forEach((token, at) => {
    if (!token.stop && !frames.some(({ start, end }) => token.start >= start && token.end <= end)) {
      const name = token.capital && (!sentenceStart || knowledge.rarity(token.key) === 1)
      const quantity = token.is === 'number' ? quantityOf(text, token, token.key) : undefined
      words.push({ ...token, ...(quantity === undefined ? {} : { quantity }), weight: weightOf(token, text, name, knowledge), name, denied: denied[at] === 1, found: 0, context: 0, near: 0, turned: false, odd: 0, opposed: false })
    }
    sentenceStart = /[.!?:"“\n]\s*["“(]?$/u.test(text.slice(token.end, Math.min(token.end + 4, all[at + 1]?.start ?? text.length)))
  })
  return words
}

function weightOf(token: Token, text: string, name: boolean, knowledge: WordKnowledge): number {
  if (token.is === 'cjk') return 0.6
  const first = text.charCodeAt(token.start)
  // "Two" and "both" are said of what is counted nowhere; digits are not.
  if (token.is === 'number') return (first > 57 && first < 0x250) || first < 48 ? 0.4 : 1
  if (isPlain(text.slice(token.start, token.end).toLowerCase())) return 0.15
  return knowledge.rarity(token.key) * (name ? 1.1 : 1)
}

function alternatives(word: MatchedWord, index: EvidenceIndex, knowledge: WordKnowledge): [string, number][] {
  const found: [string, number][] = [[word.key, 1]]
  if (word.is !== 'word') return found
  for (const [key, strength] of knowledge.like(word.key) ?? []) if (index.places(key).length > 0) found.push([key, word.name ? strength * 0.7 : strength])
  if (found.length === 1 && index.places(word.key).length === 0) for (const key of index.spelledLike(word.key)) found.push([key, 0.7])
  return found
}

/** Greedy: each next statement is the one that adds most. */
function cover(best: readonly FoundStatement[], words: readonly MatchedWord[], weight: number, strengthAt: (s: number, w: number) => number): { together: number[]; share: number[] } {
  const have = words.map(() => 0)
  const together: number[] = []
  const share: number[] = []
  let sum = 0
  while (together.length < 4) {
    let gain = 0
    let pick = -1
    for (const { at } of best) {
      if (together.includes(at)) continue
      let more = 0
      words.forEach((word, i) => (more += word.weight * Math.max(0, strengthAt(at, i) - have[i]!)))
      if (more > gain + 1e-9) [gain, pick] = [more, at]
    }
    if (pick === -1 || (together.length > 0 && gain / weight < 0.04)) break
    words.forEach((_, i) => (have[i] = Math.max(have[i]!, strengthAt(pick, i))))
    sum += gain / weight
    together.push(pick)
    share.push(sum)
  }
  return { together, share }
}

/** In the statement that says most of the word's surroundings, is the word there too? */
function stickOut(word: MatchedWord, i: number, words: readonly MatchedWord[], best: readonly FoundStatement[], around: (s: number, w: number) => number): void {
  let most = 0
  let there = 1
  for (const { at } of best) {
    let [sum, total] = [0, 0]
    for (let j = Math.max(0, i - 5); j < words.length && j <= i + 5; j++) {
      if (j === i) continue
      const pull = words[j]!.weight / Math.abs(i - j)
      total += pull
      sum += pull * around(at, j)
    }
    const share = total === 0 ? 0 : sum / total
    const here = around(at, i)
    if (share > most + 1e-9 || (share > most - 0.05 && here > there)) {
      most = Math.max(most, share)
      there = here
    }
  }
  word.odd = most * most * (1 - there)
}

function lookAround(word: MatchedWord, i: number, words: readonly MatchedWord[], best: readonly FoundStatement[], around: (s: number, w: number) => number, strengthAt: (s: number, w: number) => number): void {
  if (word.found === 0) return
  for (const { at } of best) {
    const own = strengthAt(at, i)
    if (own === 0) continue
    let [sum, total] = [0, 0]
    for (let j = Math.max(0, i - 8); j < words.length && j <= i + 8; j++) {
      if (j === i) continue
      const pull = words[j]!.weight / (1 + Math.abs(i - j) / 3)
      total += pull
      sum += pull * around(at, j)
    }
    word.context = Math.max(word.context, own * (total === 0 ? 1 : sum / total))
  }
}

/** Looks a few words to either side of each place where the word stands. */
function nearness(words: readonly MatchedWord[], wordAt: ReadonlyMap<number, number>, index: EvidenceIndex, best: readonly FoundStatement[]): void {
  const placesOf = words.map((): number[] => [])
  for (const { at } of best) {
    const { from, to } = index.statements[at]!
    for (let place = from; place < to; place++) {
      const i = wordAt.get(place)
      if (i !== undefined && placesOf[i]!.length < nearPlaces) placesOf[i]!.push(place)
    }
  }
  words.forEach((word, i) => {
    const neighbours = [i - 3, i - 2, i - 1, i + 1, i + 2, i + 3].filter((j) => words[j] !== undefined)
    const total = neighbours.reduce((sum, j) => sum + words[j]!.weight / Math.abs(i - j), 0)
    for (const place of placesOf[i]!) {
      const seen = new Set<number>()
      for (let p = Math.max(0, place - 8); p <= place + 8 && p < index.tokens.length; p++) {
        const j = wordAt.get(p)
        if (j !== undefined) seen.add(j)
      }
      const share = total === 0 ? 1 : neighbours.reduce((sum, j) => sum + (seen.has(j) ? words[j]!.weight / Math.abs(i - j) : 0), 0) / total
      if (share > word.near || (share === word.near && word.turned)) {
        word.near = share
        word.turned = index.denied(place) !== word.denied
      }
    }
  })
}

function oppose(words: readonly MatchedWord[], index: EvidenceIndex, knowledge: WordKnowledge, together: readonly number[]): void {
  for (const word of words) {
    const opposites = knowledge.opposites(word.key)
    if (opposites === undefined || word.near > 0.6) continue
    for (const at of together.slice(0, 2)) {
      const { from, to } = index.statements[at]!
      for (let place = from; place < to; place++) if (opposites.has(index.tokens[place]!.key)) word.opposed = true
    }
  }
}

const pronouns = new Set(['it', 'they', 'he', 'she', 'this', 'these', 'its', 'their', 'his', 'her'])

function keptWhole(words: readonly MatchedWord[], at: number, named: number, index: EvidenceIndex): boolean {
  const { from, to, run } = index.statements[at]!
  if (named > 0) {
    const before = [at - 1, at - 2].filter((other) => index.statements[other]?.run === run)
    const told = words.slice(0, named).every((word) => index.places(word.key).some((place) => before.includes(index.statementOf[place]!)))
    if (!told || named > 4 || words.length - named < 3 || !pronouns.has(index.tokens[from]?.key ?? '')) return false
  }
  const theirs = index.tokens.slice(from, to).filter((token) => !token.stop)
  const rest = words.slice(named)
  return theirs.some((_, start) => rest.every((word, i) => theirs[start + i]?.key === word.key))
}
