/** Which claims of two answers say the same, and which cannot both be right: by their readings where they were read, else by their words. */
import tableJson from '../../../assets/word-table.json' with { type: 'json' }
import { isCheckable } from '../../../shared/model/claim.ts'
import type { ClaimId } from '../../../shared/model/ids.ts'
import type { Clash } from '../../../shared/model/verdict.ts'
import type { TurnClaim } from '../../../shared/turn/foldTurn.ts'
import { isTalk } from '../checking/claimKind.ts'
import { type ClaimMatch, matchClaim } from '../checking/claimMatch.ts'
import { EvidenceIndex } from '../checking/evidenceIndex.ts'
import { findClash } from '../checking/findClash.ts'
import { hasSwappedRoles } from '../checking/swappedRoles.ts'
import { withoutCitations } from '../checking/withoutCitations.ts'
import { WordKnowledge } from '../checking/wordKnowledge.ts'
import { type Frame, frameClash, frameOf } from './pairFrames.ts'
import { type Atom, atomsIn, pairReadings } from './pairReadings.ts'

/** Claims of one answer that are compared; what comes later stands unpaired. */
const MOST_PAIRED = 200
/** Share of the words that each must have of the other to say the same, and to say it in the same words. */
const SAME = 0.8
const LITERAL = 0.97
/** A name or a year among the first words says what is spoken of, not what is said of it. */
const TOPIC_WORDS = 2

export interface PairedClaims {
  readonly here: ClaimId
  readonly there: ClaimId
  readonly says: 'same' | 'differs'
  readonly clash?: Clash
}

interface Candidate extends PairedClaims {
  /** Lower goes first. */
  readonly rank: number
  readonly likeness: number
  readonly distance: number
  /** The same whichever answer is held against the other. */
  readonly key: string
}

interface Text {
  readonly claim: TurnClaim
  readonly text: string
  readonly place: number
  /** Nothing where it may be read in several ways. */
  readonly atoms: readonly (Atom | undefined)[]
  readonly frame: Frame | undefined
}

let knowledge: WordKnowledge | undefined

const textsOf = (claims: readonly TurnClaim[]): Text[] =>
  claims
    .filter((claim) => isCheckable(claim.kind) && !isTalk(claim.resolved))
    .slice(0, MOST_PAIRED)
    .map((claim, place) => {
      const text = withoutCitations(claim.resolved).replace(/(\*\*|__|`)/g, ' ')
      return { claim, place, text, frame: frameOf(text), atoms: claim.logic === undefined || claim.logic.verdict === 'ambiguous' ? [] : atomsIn(claim.logic.reading) }
    })

interface HeldAgainst {
  /** Share of the claim that stands in each other claim. */
  readonly shares: ReadonlyMap<number, number>
  readonly clash?: { readonly other: number; readonly clash: Clash; readonly topic: boolean }
  /** The other claim in which names have changed sides. */
  readonly swapped?: number
}

/** Each claim held against all claims of the other answer, as the checker holds claims against sources. */
async function held(ours: readonly Text[], theirs: readonly Text[], words: WordKnowledge, breathe: () => Promise<void>): Promise<HeldAgainst[]> {
  const index = new EvidenceIndex()
  for (const { text, place } of theirs) index.addDocument({ id: String(place), text, format: 'text' })
  const otherAt = (statement: number): number => Number(index.statements[statement]!.source)
  const found: HeldAgainst[] = []
  for (const { text } of ours) {
    const match = matchClaim(text, index, words)
    const shares = new Map<number, number>()
    for (const { at, own } of match.best) shares.set(otherAt(at), Math.min(1, (shares.get(otherAt(at)) ?? 0) + own))
    const clash = findClash(match, index, words, [{ start: 0, end: text.length }])
    const top = match.best[0]
    found.push({
      shares,
      ...(clash === undefined ? {} : { clash: { other: otherAt(clash.statement), clash: clash.clash, topic: isTopic(clash.clash, clash.start, match) } }),
      ...(top !== undefined && hasSwappedRoles(match, index) ? { swapped: otherAt(top.at) } : {}),
    })
    await breathe()
  }
  return found
}

const isTopic = ({ kind }: Clash, start: number, { words }: ClaimMatch): boolean => {
  const word = words.slice(0, TOPIC_WORDS).find((one) => one.start === start)
  return word !== undefined && (kind === 'name' || kind === 'date' || (kind === 'negation' && word.capital))
}
const turned = ({ kind, claim, source }: Clash): Clash => ({ kind, claim: source, source: claim })
/** Numbers of both claims must agree one by one: a like sentence about another amount does not say the same. */
const numbersOf = (text: string): string => (text.match(/\p{Nd}+(?:[.,:]\p{Nd}+)*/gu) ?? []).map((number) => number.replaceAll(',', '').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')).sort().join(' ')

async function candidatesOf(a: readonly Text[], b: readonly Text[], breathe: () => Promise<void>): Promise<Candidate[]> {
  knowledge ??= new WordKnowledge(tableJson)
  const [forth, back] = [await held(a, b, knowledge, breathe), await held(b, a, knowledge, breathe)]
  const found: Candidate[] = []
  for (const [i, one] of a.entries()) {
    await breathe()
    for (const [j, other] of b.entries()) {
      const add = (rank: number, says: 'same' | 'differs', likeness: number, clash?: Clash): void =>
        void found.push({ here: one.claim.id, there: other.claim.id, says, rank, likeness, distance: Math.abs(i - j), key: [one.text, other.text].sort().join('\n'), ...(clash ? { clash } : {}) })
      const likeness = ((forth[i]!.shares.get(j) ?? 0) + (back[j]!.shares.get(i) ?? 0)) / 2
      const read = pairReadings(one.atoms, other.atoms)
      if (read) {
        add(read.says === 'differs' ? 0 : 1, read.says, 1 + likeness, read.clash)
        continue
      }
      const [ours, theirs] = [forth[i]!.clash, back[j]!.clash]
      const clash = ours?.other === j && !ours.topic ? ours.clash : theirs?.other === i && !theirs.topic ? turned(theirs.clash) : undefined
      const topic = (ours?.other === j && ours.topic) || (theirs?.other === i && theirs.topic)
      if (clash) {
        add(3, 'differs', likeness, clash)
        continue
      }
      if (topic || forth[i]!.swapped === j || back[j]!.swapped === i) continue
      // The checker looks for the number anywhere in the other sentence, and finds none amiss where two of them stand side by side.
      const framed = frameClash(one.frame, other.frame)
      if (framed) add(3, 'differs', likeness, framed)
      else if (Math.min(forth[i]!.shares.get(j) ?? 0, back[j]!.shares.get(i) ?? 0) >= SAME && numbersOf(one.text) === numbersOf(other.text)) add(likeness >= LITERAL ? 2 : 4, 'same', likeness)
    }
  }
  return found
}

/**
 * In the order of the first answer. Each claim stands in one pair at most; swapping the answers gives the same pairs the other way round.
 * `breathe` is awaited after each claim, so that long answers hold nothing else up.
 */
export async function pairClaims(ours: readonly TurnClaim[], theirs: readonly TurnClaim[], breathe: () => Promise<void>): Promise<PairedClaims[]> {
  const [a, b] = [textsOf(ours), textsOf(theirs)]
  const [usedHere, usedThere] = [new Set<ClaimId>(), new Set<ClaimId>()]
  const chosen = (await candidatesOf(a, b, breathe))
    .sort((x, y) => x.rank - y.rank || y.likeness - x.likeness || x.distance - y.distance || (x.key < y.key ? -1 : x.key > y.key ? 1 : 0))
    .filter(({ here, there }) => {
      if (usedHere.has(here) || usedThere.has(there)) return false
      usedHere.add(here)
      usedThere.add(there)
      return true
    })
  const placeOf = new Map(a.map(({ claim, place }) => [claim.id, place]))
  return chosen
    .sort((x, y) => placeOf.get(x.here)! - placeOf.get(y.here)!)
    .map(({ here, there, says, clash }) => ({ here, there, says, ...(clash ? { clash } : {}) }))
}
