/** Turns a matched claim, or a part of it, into the numbers that the trained weights read. */
import type { ClaimMatch, MatchedWord } from './claimMatch.ts'
import type { EvidenceIndex } from './evidenceIndex.ts'
import { speaksOfSilence } from './framing.ts'
import { hasExchanged } from './exchanged.ts'
import { type Overstatement, overstated } from './overstated.ts'
import { hasSwappedRoles } from './swappedRoles.ts'
import { takenOver } from './takenOver.ts'
import { type WordKnowledge, denies } from './wordKnowledge.ts'

/** In the order of the numbers; the names are shown where a feature spoke. */
export const featureNames = [
  'words in it', 'share of words found', 'share found as written', 'share in the best statement', 'share in it and its neighbours', 'share in the two best', 'share in the four best',
  'surroundings found, mean', 'surroundings found, least', 'surroundings found, second least', 'share of words found out of place', 'near words found, mean', 'near words found, least', 'near words found, second least',
  'words missing', 'rarest missing word', 'share of words missing', 'numbers', 'numbers missing', 'number out of place', 'names', 'names missing', 'name out of place',
  'word pairs kept', 'word triples kept', 'longest stretch kept', 'order kept', 'denied on one side only', 'denied words', 'opposite found', 'judging words', 'judging words missing', 'hedges', 'strong words', 'strong words not in the sources',
  'length of the sources', 'statements in the sources', 'structured source', 'record says otherwise', 'record does not know', 'record agrees', 'hours differ', 'hours agree', 'length of the best statement', 'share of the best statement used', 'rest of the claim found', 'place in the claim', 'like words only', 'short stretch from list',
  'odd word out', 'second odd word out', 'odd words in all', 'odd number out', 'odd name out', 'missing word amid found ones', 'odd word or opposite',
  'near times missing', 'surroundings of the rarest word', 'best statement is a heading', 'share of weight with near words',
  'in stretches of two', 'in stretches of three', 'in stretches of five', 'mean stretch', 'says what is not said', 'sums up',
  'says more than the source', 'a word exchanged', 'a name from elsewhere', 'changed places',
] as const

const judging = new Set(
  ('popular great good excellent wonderful amazing cozy friendly welcoming inviting renowned famous beloved vibrant charming delicious fresh diverse various wide variety unique perfect ideal notable highly overall generally mixed positive negative despite ' +
    'importance important significant significantly key crucial essential impressive reputation dedicated commitment quality experience atmosphere ambiance vibe praise praised rave loyal favorite convenient conveniently located heart nestled memorable enjoyable satisfying bustling').split(' '),
)
const hedge = new Set('may might could possibly perhaps likely probably seems appears suggests reportedly allegedly about around approximately some often usually'.split(' '))
const strong = new Set('all every always never only first last most least none entire entirely completely exactly must will cannot solely unanimously immediately'.split(' '))

/** What turns the claim as a whole, though its words are found. */
export interface Turned {
  readonly over: Overstatement | undefined
  readonly exchanged: boolean
}

export function turnedBy(match: ClaimMatch, index: EvidenceIndex, knowledge: WordKnowledge): Turned {
  return { over: overstated(match, index, knowledge), exchanged: hasSwappedRoles(match, index) || hasExchanged(match, index) }
}

const clip = (x: number): number => (Number.isFinite(x) ? x : 0)

/** Features of the whole claim, or of the words from `start` to `end` (offsets in the claim's text) with the rest as context. */
export function features(match: ClaimMatch, index: EvidenceIndex, turned: Turned, start = 0, end = match.text.length): Float64Array {
  const inside = match.words.map((word, i) => ({ word, i })).filter(({ word }) => word.start >= start && word.end <= end)
  const words = inside.map(({ word }) => word)
  const n = words.length
  const weight = words.reduce((sum, word) => sum + word.weight, 0) || 1
  const share = (pick: (word: MatchedWord, i: number) => number): number => inside.reduce((sum, { word, i }) => sum + word.weight * pick(word, i), 0) / weight
  const top = n === 0 ? undefined : bestFor(match, inside)
  const best = top === undefined ? undefined : index.statements[top.at]
  const contexts = words.map((word) => word.context).sort((a, b) => a - b)
  const nears = words.map((word) => word.near).sort((a, b) => a - b)
  const missing = words.filter((word) => word.found === 0)
  const numbers = words.filter((word) => word.is === 'number')
  const names = words.filter((word) => word.name)
  const plain = match.tokens.filter((token) => token.start >= start && token.end <= end).map((token) => match.text.slice(token.start, token.end).toLowerCase())
  const order = best === undefined ? { pairs: 0, triples: 0, run: 0, order: 0 } : keptOrder(match, index, inside.map(({ i }) => i))
  const bestKeys = best === undefined ? [] : index.tokens.slice(best.from, best.to).map((token) => token.key)
  const deniesHere = plain.some((word) => denies(word.replace('’', "'")))
  const deniesThere = bestKeys.some(denies)
  const strongWords = plain.filter((word) => strong.has(word))
  const findings = match.records.filter((finding) => finding.start < end && finding.end > start)
  const told = (about: string, outcome: string): number => findings.filter((finding) => finding.about === about && finding.outcome === outcome).length
  const rest = match.words.filter((word) => !(word.start >= start && word.end <= end))
  const restWeight = rest.reduce((sum, word) => sum + word.weight, 0)
  const rarest = words.reduce<MatchedWord | undefined>((r, word) => (r === undefined || word.weight > r.weight ? word : r), undefined)
  const contextMin = (list: readonly MatchedWord[]): number => (list.length === 0 ? 1 : Math.min(...list.map((word) => Math.min(word.context, word.near))))
  const odd = words.map((word) => word.odd).sort((a, b) => b - a)
  const oddest = (list: readonly MatchedWord[]): number => Math.max(0, ...list.map((word) => word.odd))
  const judgingWords = words.filter((word) => judging.has(match.text.slice(word.start, word.end).toLowerCase()))
  const four = match.together
  const have = (count: number): number => share((_, i) => Math.max(0, ...four.slice(0, count).map((at) => match.strengthAt(at, i))))
  const bestUsed = best === undefined ? 0 : new Set(bestKeys.filter((key) => words.some((word) => word.key === key))).size
  const bestContent = best === undefined ? 0 : index.tokens.slice(best.from, best.to).filter((token) => !token.stop).length
  const [taken = 0, two = 0, three = 0, five = 0, squares = 0] = takenOver(match, index, start, end)
  const values = [
    Math.log1p(n), share((w) => w.found), share((w) => (w.found === 1 ? 1 : 0)), top?.own ?? 0, top?.window ?? 0, have(2), have(4),
    share((w) => w.context), contexts[0] ?? 0, contexts[1] ?? contexts[0] ?? 0, share((w) => (w.context < 0.3 ? 1 : 0)), share((w) => w.near), nears[0] ?? 0, nears[1] ?? nears[0] ?? 0,
    missing.length, Math.max(0, ...missing.map((w) => w.weight)), n === 0 ? 0 : missing.length / n, numbers.length, numbers.filter((w) => w.found === 0).length, contextMin(numbers), names.length, names.filter((w) => w.found === 0).length, contextMin(names),
    order.pairs, order.triples, n === 0 ? 0 : order.run / n, order.order, deniesHere !== deniesThere ? 1 : 0, words.filter((w) => w.turned && w.near > 0.5).length, words.some((w) => w.opposed) ? 1 : 0,
    judgingWords.length, judgingWords.filter((w) => w.found < 1).length, plain.filter((word) => hedge.has(word)).length, strongWords.length, strongWords.filter((word) => !bestKeys.includes(word)).length,
    Math.log1p(index.tokens.length), Math.log1p(index.statements.length), index.structured ? 1 : 0, told('feature', 'conflicts'), told('feature', 'unknown'), told('feature', 'agrees'), told('hours', 'conflicts'), told('hours', 'agrees'), Math.log1p(bestContent), bestContent === 0 ? 0 : bestUsed / bestContent,
    rest.length === 0 ? 1 : rest.reduce((sum, word) => sum + word.weight * word.context, 0) / (restWeight || 1), match.text.length === 0 ? 0 : start / match.text.length, share((w) => (w.found > 0 && w.found < 1 ? 1 : 0)), n <= 2 ? 1 : 0,
    odd[0] ?? 0, odd[1] ?? 0, odd.reduce((a, b) => a + b, 0) / Math.max(1, n), oddest(numbers), oddest(names), oddest(missing), oddest(words.filter((w) => w.opposed || w.turned)),
    numbers.filter((w) => w.key.includes(':') && w.found === 0).length, rarest === undefined ? 1 : rarest.context, best !== undefined && best.end - best.start < 40 ? 1 : 0, share((w) => (w.near > 0.6 ? 1 : 0)),
    two / (taken || 1), three / (taken || 1), five / (taken || 1), Math.log1p(squares / (taken || 1)), speaksOfSilence(match.text) ? 1 : 0, /^(?:overall|in (?:summary|conclusion|short)|despite|additionally|with its?)\b/iu.test(match.text) ? 1 : 0,
    turned.over?.sure === true && turned.over.why !== 'a word exchanged' && turned.over.why !== 'a name from elsewhere' ? 1 : 0, turned.over?.why === 'a word exchanged' ? 1 : 0, turned.over?.why === 'a name from elsewhere' ? 1 : 0, turned.exchanged ? 1 : 0,
  ]
  return Float64Array.from(values, clip)
}

function bestFor(match: ClaimMatch, inside: readonly { word: MatchedWord; i: number }[]): { at: number; own: number; window: number } | undefined {
  if (inside.length === match.words.length) return match.best[0]
  let top: { at: number; own: number; window: number } | undefined
  const weight = inside.reduce((sum, { word }) => sum + word.weight, 0) || 1
  for (const { at, window } of match.best) {
    const own = inside.reduce((sum, { word, i }) => sum + word.weight * match.strengthAt(at, i), 0) / weight
    if (top === undefined || own > top.own) top = { at, own, window }
  }
  return top
}

/** How much of the claim's word order the best statements keep. */
function keptOrder(match: ClaimMatch, index: EvidenceIndex, inside: readonly number[]): { pairs: number; triples: number; run: number; order: number } {
  const keys = inside.map((i) => match.words[i]!.key)
  const pairs = new Set<string>()
  const triples = new Set<string>()
  let run = 0
  let order = 0
  match.together.forEach((at, rank) => {
    const { from, to } = index.statements[at]!
    const theirs = index.tokens.slice(from, to).filter((token) => !token.stop).map((token) => token.key)
    for (let i = 0; i + 1 < theirs.length; i++) {
      pairs.add(`${theirs[i]!} ${theirs[i + 1]!}`)
      if (i + 2 < theirs.length) pairs.add(`${theirs[i]!} ${theirs[i + 2]!}`)
      triples.add(theirs.slice(i, i + 3).join(' '))
    }
    const firstAt = new Map<string, number>()
    theirs.forEach((key, i) => firstAt.has(key) || firstAt.set(key, i))
    for (let i = 0; i < keys.length; i++) {
      let at0 = theirs.indexOf(keys[i]!)
      while (at0 !== -1) {
        let length = 1
        while (i + length < keys.length && theirs[at0 + length] === keys[i + length]) length++
        run = Math.max(run, length)
        at0 = theirs.indexOf(keys[i]!, at0 + 1)
      }
    }
    if (rank === 0) {
      const found = keys.map((key) => firstAt.get(key)).filter((place) => place !== undefined)
      let kept = 0
      for (let i = 0; i + 1 < found.length; i++) if (found[i]! <= found[i + 1]!) kept++
      order = found.length < 2 ? 1 : kept / (found.length - 1)
    }
  })
  const ours = (size: number): string[] => keys.slice(0, Math.max(0, keys.length - size + 1)).map((_, i) => keys.slice(i, i + size).join(' '))
  const of = (list: string[], set: Set<string>): number => (list.length === 0 ? 0.5 : list.filter((item) => set.has(item)).length / list.length)
  return { pairs: of(ours(2), pairs), triples: of(ours(3), triples), run, order }
}
