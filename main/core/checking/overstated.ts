/** Sees when a claim says more than the statement it leans on, though nearly all its words stand there: what was denied, hedged, bounded, conditional or said of some. */
import type { ClaimMatch } from './claimMatch.ts'
import type { EvidenceIndex } from './evidenceIndex.ts'
import { changesMeaning } from './alignedChange.ts'
import { boundsDiffer } from './numberBounds.ts'
import { almost, alone, amountOf, denying, doubting, dropped, duty, future, ifs, onlyIf, opining, opposites, ordinal, ordinals } from './turningWords.ts'
import type { WordKnowledge } from './wordKnowledge.ts'

interface Word {
  /** Lower case, with a plain apostrophe. */
  readonly w: string
  readonly key: string
  readonly stop: boolean
  /** A clause begins behind it. */
  readonly closes: boolean
}

/** Statements that hold nearly as much of the claim as the best may be what it leans on instead. */
const nearlyBest = 0.06
/** A claim of which so much stands in one statement repeats it. */
const repeated = 0.8
const unsure: ReadonlySet<string> = new Set(['a plan told as done', 'a doubt left out', 'an opinion told as fact', 'a condition left out', 'an ordinal left out', 'a future put in'])

export interface Overstatement {
  readonly why: string
  /** So told even by a statement with much the same in other words; the rest counts only where the claim repeats the statement. */
  readonly sure: boolean
}

/** Why the claim says more than any statement it may lean on; nothing when one of them bears it. */
export function overstated(match: ClaimMatch, index: EvidenceIndex, knowledge: WordKnowledge): Overstatement | undefined {
  const [top] = match.best
  if (top === undefined) return undefined
  const most = Math.max(...match.best.map(({ own }) => own))
  const ours = match.tokens.map((token, i): Word => word(match.text, token, match.tokens[i + 1]?.start))
  let found: Overstatement | undefined
  for (const { at, own } of match.best) {
    if (own < most - nearlyBest) continue
    const statement = index.statements[at]!
    if (statement.value !== undefined) return undefined
    const local = index.tokens.slice(statement.from + statement.keyTokens, statement.to).map((token) => ({ ...token, start: token.start - statement.start, end: token.end - statement.start }))
    const theirs = local.map((token, i): Word => word(statement.text, token, local[i + 1]?.start))
    const why = saysMore(ours, theirs, knowledge) ?? (boundsDiffer(match, index, at) ? 'a bound' : countsOther(match, index, at) ? 'a number of something else' : lacksName(match, index, at) ? 'a name from elsewhere' : changesMeaning(match, index, at) ? 'a word exchanged' : undefined)
    if (why === undefined || (unsure.has(why) && own < repeated)) return undefined
    found ??= { why, sure: !unsure.has(why) }
  }
  return found
}

function word(text: string, { key, start, end, stop }: { readonly key: string; readonly start: number; readonly end: number; readonly stop: boolean }, next: number | undefined): Word {
  // The month is no doubt.
  const month = text.slice(start, end) === 'May' && /^,?\s\d/u.test(text.slice(end, end + 3))
  return { w: month ? 'month of may' : text.slice(start, end).toLowerCase().replace('’', "'"), key, stop, closes: /[.;:!?()]/u.test(text.slice(end, next ?? end)) }
}

/** The telling words behind a place, within its clause. */
function targets(words: readonly Word[], from: number, count: number): string[] {
  const found: string[] = []
  for (let i = from; i < words.length && found.length < count; i++) {
    if (i > from && words[i - 1]!.closes) break
    if (!words[i]!.stop) found.push(words[i]!.key)
  }
  return found
}

function saysMore(ours: readonly Word[], theirs: readonly Word[], knowledge: WordKnowledge): string | undefined {
  const ourWords = new Set(ours.map(({ w }) => w))
  const theirWords = new Set(theirs.map(({ w }) => w))
  const ourKeys = new Set(ours.filter(({ stop }) => !stop).map(({ key }) => key))
  const theirKeys = new Set(theirs.filter(({ stop }) => !stop).map(({ key }) => key))
  /** The word stands there, and nowhere near a negation. */
  const undenied = (words: readonly Word[], key: string | undefined): boolean => key !== undefined && words.some((one) => one.key === key) && !words.some((one, k) => one.key === key && [-5, -4, -3, -2, -1, 1, 2].some((step) => words[k + step] !== undefined && negates(words, k + step)))
  const any = (words: ReadonlySet<string>, one: ReadonlySet<string>): boolean => [...one].some((w) => words.has(w))
  const negates = (words: readonly Word[], i: number): boolean => denying.has(words[i]!.w) && !(words[i]!.w === 'not' && words[i + 1]?.w === 'only') && !(words[i]!.w === 'no' && words[i + 1]?.w === 'doubt')
  const ourDenials = ours.filter((_, i) => negates(ours, i)).length
  const theirDenials = theirs.filter((_, i) => negates(theirs, i)).length
  /** What the source says of what the claim repeats. */
  const said = (i: number, count = 2): boolean => {
    const [first, ...more] = targets(theirs, i + 1, count)
    return first !== undefined && (ourKeys.has(first) || more.some((key) => ourKeys.has(key)))
  }
  for (let i = 0; i < theirs.length; i++) {
    const { w } = theirs[i]!
    if (negates(theirs, i) && said(i) && (ourDenials === 0 || undenied(ours, targets(theirs, i + 1, 1)[0])) && !opposed(ourKeys, theirs, i, knowledge)) return 'a negation left out'
    if (doubting.has(w) && !any(ourWords, doubting) && !any(ourWords, opining) && said(i) && !(any(ourWords, future) && future.has(w))) return 'a doubt left out'
    if (future.has(w) && !any(ourWords, future) && !any(ourWords, doubting) && said(i, 1)) return 'a plan told as done'
    if (opining.has(w) && !any(ourWords, opining) && !any(ourWords, doubting) && said(i, 3)) return 'an opinion told as fact'
    if (ifs.has(w) && !any(ourWords, onlyIf) && (said(i, 3) || i === 0 || targets(theirs, 0, 40).filter((key) => ourKeys.has(key)).length > 2)) return 'a condition left out'
    if (dropped.has(w) && said(i, 1)) {
      const level = amountOf(w)
      const kept = ours.some((word) => amountOf(word.w) > 0 && amountOf(word.w) <= level) || (almost.has(w) && any(ourWords, almost))
      if (!kept) return 'an amount left out'
    }
    if (w === 'one' && theirs[i + 1]?.w === 'of' && !ourWords.has('one') && !ourWords.has('among') && /(?:est|most|best|worst|few|only)$/u.test(theirs[i + 3]?.w ?? '') && said(i + 2)) return 'one of several told as the one'
    if (ordinals.has(w) && !ourWords.has(w) && said(i, 1) && !ourKeys.has(theirs[i]!.key)) return 'an ordinal left out'
  }
  for (let i = 0; i < ours.length; i++) {
    const { w, key, stop } = ours[i]!
    if (negates(ours, i) && (theirDenials === 0 || undenied(theirs, targets(ours, i + 1, 1)[0])) && !opposed(theirKeys, ours, i, knowledge)) return 'a negation put in'
    const level = amountOf(w)
    if ((level >= 4 || level === 1) && !theirWords.has(w) && !theirs.some((word) => (level === 1 ? amountOf(word.w) === 1 : amountOf(word.w) >= level)) && !/^(?:nearly|almost|any|both|most)$/u.test(w)) return 'an amount put in'
    if (w === 'most' && !theirs.some((word) => amountOf(word.w) >= 4) && !theirWords.has('best')) return 'an amount put in'
    if (w === 'only' && !any(theirWords, alone) && ours[i - 1]?.w !== 'not') return 'an "only" put in'
    if ((w === 'must' || w === 'shall') && !any(theirWords, duty)) return 'a duty put in'
    if ((w === 'will' || w === 'shall') && !any(theirWords, future) && !theirs.some((word, k) => word.w === 'to' && !theirs[k + 1]?.stop)) return 'a future put in'
    if (w === 'will' && toldAsDone(theirs, targets(ours, i + 1, 1)[0])) return 'a future put in'
    if (ordinal.has(w) && !theirWords.has(w) && any(theirWords, ordinal)) return 'another ordinal'
    if (!theirKeys.has(key) || stop) {
      const against = opposites.get(w)
      if (against !== undefined && !theirWords.has(w) && [...against].some((other) => theirWords.has(other) && !ourWords.has(other) && beside(ours, i, theirs, other)) && ![...against].some((other) => opposites.get(other) !== undefined && [...opposites.get(other)!].some((like) => theirWords.has(like)))) return 'an opposite'
      if (against === undefined && !stop && [...(knowledge.opposites(key) ?? [])].some((other) => theirKeys.has(other) && !ourKeys.has(other))) return 'an opposite'
    }
  }
  return undefined
}

/** A denied word may stand as its opposite on the other side: "not fit" and "unfit". */
function opposed(keys: ReadonlySet<string>, words: readonly Word[], i: number, knowledge: WordKnowledge): boolean {
  return targets(words, i + 1, 2).some((key) => keys.has(`un${key}`) || keys.has(`in${key}`) || [...(knowledge.opposites(key) ?? [])].some((other) => keys.has(other)))
}

/** Whether the opposite stands by one of the same words as the claim's word does. */
function beside(ours: readonly Word[], i: number, theirs: readonly Word[], other: string): boolean {
  const around = (words: readonly Word[], at: number): string[] => words.slice(Math.max(0, at - 4), at + 5).filter((one, k, all) => !one.stop && all[k] !== words[at]).map(({ key }) => key)
  const mine = new Set(around(ours, i))
  return theirs.some((one, at) => one.w === other && around(theirs, at).some((key) => mine.has(key)))
}

const done = new Set(['is', 'are', 'was', 'were', 'has', 'had', 'have', 'been', 'being', 'did'])

/** The word stands there behind a form of "be" or "have", and not behind "will". */
function toldAsDone(theirs: readonly Word[], key: string | undefined): boolean {
  const places = theirs.flatMap((one, k) => (one.key === key ? [k] : []))
  return places.length > 0 && places.every((k) => theirs.slice(Math.max(0, k - 3), k).some(({ w }) => done.has(w)) && !theirs.slice(Math.max(0, k - 5), k).some(({ w }) => future.has(w)))
}

/** A number stands there for one thing, and what the claim counts has another number there. */
function countsOther(match: ClaimMatch, index: EvidenceIndex, at: number): boolean {
  const { from, to } = index.statements[at]!
  return match.words.some(({ quantity, key, is }, i) => {
    if (is !== 'number' || quantity?.noun === undefined || match.strengthAt(at, i) < 1) return false
    const counted: { equal: boolean; noun: string | undefined }[] = []
    for (let place = from; place < to; place++) if (index.tokens[place]!.is === 'number') counted.push({ equal: index.tokens[place]!.key === key, noun: index.quantity(place)?.noun })
    const mine = singular(quantity.noun)
    return counted.some(({ equal }) => equal) && !counted.some(({ equal, noun }) => equal && (noun === undefined || singular(noun) === mine)) && counted.some(({ equal, noun }) => !equal && noun !== undefined && singular(noun) === mine)
  })
}

const singular = (noun: string): string => noun.replace(/s$/u, '')

/** A name of the claim stands neither in the statement nor beside it. */
function lacksName(match: ClaimMatch, index: EvidenceIndex, at: number): boolean {
  const { run } = index.statements[at]!
  return match.words.some(({ name, is }, i) => name && is === 'word' && [0, -1, -2, -3, 1].every((step) => index.statements[at + step]?.run !== run || match.strengthAt(at + step, i) < 0.5))
}
