/** The checker that needs no model: trained weights over words, numbers, names, negation and records; every quote is literal. */
import weightsJson from '../../../assets/checker-weights.json' with { type: 'json' }
import tableJson from '../../../assets/word-table.json' with { type: 'json' }
import { type Claim, isCheckable } from '../../../shared/model/claim.ts'
import type { Evidence, JudgedPart, SourceVerdict } from '../../../shared/model/verdict.ts'
import { type ClaimMatch, matchClaim } from './claimMatch.ts'
import type { CheckedClaim, Checker, GivenDocument, Spoken } from './checker.ts'
import { isTalk, statesNothing } from './claimKind.ts'
import { type CheckerWeights, answerSignals, claimCarries, claimLogOdds, partPlaces, partSignals } from './checkerWeights.ts'
import { EvidenceIndex } from './evidenceIndex.ts'
import { features, turnedBy } from './features.ts'
import { type FoundClash, findClash } from './findClash.ts'
import { indexedWhole, richStretches } from './longDocument.ts'
import { isRivalled } from './rivalled.ts'
import { linearScore, probability, treeScore } from './treeModel.ts'
import { withoutCitations } from './withoutCitations.ts'
import { WordKnowledge, type WordTable } from './wordKnowledge.ts'

/** Passages asked of the library for one claim. */
const passagesPerClaim = 12
const quotesPerClaim = 4
/** A contradicted claim is never said to be more likely supported than this. */
const mostWhenContradicted = 0.1
/** An answer with a contradicted claim is at least so likely unsupported; measured on training rows, 97 of 100 such claims are. */
const leastWhenContradicted = 0.85
/** An answer of talk alone claims nothing that could lack support. */
const whenNothingIsStated = 0.02
/** Talk needs no source, and is never said to be supported by one. */
const supportOfTalk = 0.9
/** Nor one of a single word, or that says more than the source, or with its names changed about. */
const mostForOneWord = 0.9
const mostWhenTurned = 0.85
/** What a source says word for word is supported, whatever its length or kind. */
const supportWhenSaid = 0.985

export function createEmbeddedChecker(table: WordTable, weights: CheckerWeights): Checker {
  let knowledge: WordKnowledge | undefined
  const indexed = new WeakMap<readonly GivenDocument[], EvidenceIndex>()
  const indexOf = async (documents: readonly GivenDocument[], claims: readonly Claim[], signal?: AbortSignal): Promise<EvidenceIndex> => {
    const known = indexed.get(documents)
    if (known !== undefined) return known
    const index = new EvidenceIndex()
    let whole = true
    for (const document of documents) {
      if (document.text.length <= indexedWhole) index.addDocument(document)
      else {
        whole = false
        index.addDocument(document, await richStretches(document, claims.flatMap((claim) => claim.text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []), signal))
      }
    }
    if (whole) indexed.set(documents, index)
    return index
  }
  return {
    name: 'embedded',
    prepare: () => void (knowledge ??= new WordKnowledge(table)),
    async check({ claims, evidence }, signal) {
      signal?.throwIfAborted()
      knowledge ??= new WordKnowledge(table)
      const given = 'documents' in evidence && claims.length > 0 ? await indexOf(evidence.documents, claims, signal) : undefined
      const checked: CheckedClaim[] = []
      for (const claim of claims) {
        signal?.throwIfAborted()
        let index = given
        if ('library' in evidence) {
          index = new EvidenceIndex()
          for (const passage of await evidence.library.search(claim.resolved, passagesPerClaim, signal)) index.addPassage(passage)
        }
        checked.push(checkClaim(claim, index ?? new EvidenceIndex(), knowledge, weights))
      }
      return checked
    },
    unsupported(claims, checked) {
      if (claims.length === 0) return 0
      if (claims.every(({ resolved }) => isTalk(resolved))) return whenNothingIsStated
      const held = checked.filter(({ sources }) => sources.evidence.length > 0)
      if (held.length === 0) return 1
      const told = checked.map(({ sources, carries }, i) => ({ odds: Math.log((1 - sources.support + 1e-4) / (sources.support + 1e-4)), states: !statesNothing(claims[i]!.kind, claims[i]!.resolved), ...(carries === undefined ? {} : { carries }) }))
      const learned = probability(linearScore(weights.answer, answerSignals(told)))
      return checked.some(({ sources }) => sources.verdict === 'contradicted') ? Math.max(leastWhenContradicted, learned) : learned
    },
  }
}

/** With the weights that ship. */
export const embeddedChecker: Checker = createEmbeddedChecker(tableJson, weightsJson as unknown as CheckerWeights)

/** All its content words stand in one statement, one after the other, denied alike on both sides; a pronoun there may stand for the claim's first words. */
function saidOutright(match: ClaimMatch): boolean {
  const top = match.best[0]
  if (top === undefined || match.words.length === 0 || match.words.some((word) => word.turned)) return false
  const named = match.words.findIndex((_, i) => match.strengthAt(top.at, i) === 1)
  return named >= 0 && match.words.every((word, i) => i < named || (match.strengthAt(top.at, i) === 1 && (named > 0 || word.near > 0.99))) && match.kept(top.at, named)
}

/** A cell whose row and column are named, and which with them accounts for every telling word of the claim. */
function saidByCell(match: ClaimMatch): ClaimMatch['cells'][number] | undefined {
  const covers = (accounts: ReadonlySet<string>, key: string): boolean => accounts.has(key) || (key.length > 2 && [...accounts].some((other) => other.length > 2 && (other.startsWith(key) || key.startsWith(other))))
  return match.cells.find(({ outcome, accounts }) => outcome === 'agrees' && match.words.every(({ key, weight }) => weight < 0.2 || covers(accounts, key)))
}

function checkClaim(claim: Claim, index: EvidenceIndex, knowledge: WordKnowledge, weights: CheckerWeights): CheckedClaim {
  const match = matchClaim(withoutCitations(claim.text), index, knowledge)
  // A table cell is held against the sources with its row and column; offsets count in its own text again afterwards.
  if (match.words.length < 2 && claim.resolved !== claim.text && claim.resolved.length > claim.text.length + 3) {
    const whole = { text: claim.resolved, start: 0, end: claim.resolved.length }
    const { parts, ...rest } = checkClaim({ ...claim, ...whole, parts: [whole] }, index, knowledge, weights)
    return { ...rest, parts: claim.parts.map((part) => ({ ...part, verdict: parts[0]!.verdict, support: parts[0]!.support })) }
  }
  const talk = isTalk(claim.resolved)
  if (match.best.length === 0) {
    const none = { verdict: 'not-found', support: talk ? supportOfTalk : 0.01 } as const
    return { sources: { ...none, evidence: [] }, parts: claim.parts.map((part) => ({ ...part, ...none })), carries: claimCarries(match, index) }
  }
  const inText = claim.parts.map((part) => ({ start: part.start - claim.start, end: part.end - claim.start }))
  const turned = turnedBy(match, index, knowledge)
  const whole = features(match, index, turned)
  const spoke = new Map<number, number>()
  const own = treeScore(weights.claim, whole, spoke)
  const partFeatures = inText.map(({ start, end }) => features(match, index, turned, start, end))
  const partOdds = partFeatures.map((row) => treeScore(weights.part, row))
  const carries = claimCarries(match, index)
  const odds = claimLogOdds(weights, own, linearScore(weights.claimSum, whole), partOdds, carries)
  const found = findClash(match, index, knowledge, [{ start: 0, end: claim.text.length }, ...inText])
  const elsewhere = found !== undefined && match.best.some(({ at, own: share }) => share > 0.97 && index.statements[at]!.source !== index.statements[found.statement]!.source)
  // A word that another source has, but not in a statement that says it all, is no clash yet.
  const clash = found !== undefined && !elsewhere && found.placed !== true && index.statements[found.statement]!.value === undefined && match.words.some((word) => word.start === found.start && word.found === 1) && found.clash.kind !== 'negation' ? undefined : found
  const learned = talk ? Math.max(supportOfTalk, 1 - probability(odds)) : 1 - probability(odds)
  const cell = clash === undefined ? saidByCell(match) : undefined
  const trusted = clash !== undefined ? Math.min(mostWhenContradicted, learned) : cell !== undefined || (saidOutright(match) && turned.over === undefined) ? Math.max(supportWhenSaid, learned) : learned
  const rivalled = inText.some(({ start, end }) => isRivalled(match, start, end))
  // One word says nothing by itself, and names on the other side of their verb say something else.
  const doubtful = cell !== undefined ? undefined : match.words.length < 2 ? mostForOneWord : turned.exchanged || turned.over !== undefined ? mostWhenTurned : undefined
  const support = Math.min(doubtful ?? 1, trusted)
  const verdict: SourceVerdict = clash !== undefined ? (elsewhere ? 'disputed' : 'contradicted') : cell !== undefined || (support >= weights.supportedFrom && !rivalled && doubtful === undefined) ? 'supported' : 'not-found'
  const places = partPlaces(inText)
  const judged = inText.map((_, i) => 1 - probability(linearScore(weights.partJoin, partSignals(partOdds[i]!, linearScore(weights.partSum, partFeatures[i]!), odds, places[i]!))))
  const hits = clash === undefined ? [] : inText.map(({ start, end }) => clash.start < end && clash.end > start)
  // A clash that no part holds is where the least is found.
  if (clash !== undefined && !hits.includes(true) && hits.length > 0) hits[judged.indexOf(Math.min(...judged))] = true
  const parts = claim.parts.map((part, i): JudgedPart => ({ ...part, ...partVerdict(judged[i]!, hits[i] === true, verdict, support, isCheckable(claim.kind) && inText.length === 1) }))
  return { sources: { verdict, support, evidence: quotes(match, index, verdict, clash, cell?.statement) }, parts, spoken: spoken(spoke, whole, weights), carries }
}

/**
 * Parts say where a claim fails, so they agree with it: of a supported claim all are supported, and the only part says what the claim says.
 * @param found how likely the part by itself is supported, .5 where it is called so
 */
function partVerdict(found: number, hit: boolean, verdict: SourceVerdict, support: number, alone: boolean): { verdict: SourceVerdict; support: number } {
  if (hit) return { verdict, support: Math.min(found, support) }
  if (verdict === 'supported') return { verdict, support: Math.max(found, support) }
  if (alone) return { verdict, support: Math.min(found, 0.49) }
  return { verdict: found >= 0.5 ? 'supported' : 'not-found', support: found }
}

/** The statements that together hold most of the claim, then the next best; the one with the clash first. */
function quotes(match: ClaimMatch, index: EvidenceIndex, verdict: SourceVerdict, clash: FoundClash | undefined, cell: number | undefined): Evidence[] {
  const share = new Map(match.best.map(({ at, own }) => [at, own]))
  const order = [...new Set([...(clash === undefined ? [] : [clash.statement]), ...(cell === undefined ? [] : [cell]), ...match.together, ...match.best.map(({ at }) => at)])].slice(0, quotesPerClaim)
  return order.map((at): Evidence => {
    const statement = index.statements[at]!
    const score = Math.min(1, share.get(at) ?? 0)
    const against = clash?.statement === at
    const speaksFor = cell !== undefined ? at === cell : (verdict === 'supported' && match.together.includes(at) && (score > 0.3 || at === match.together[0])) || (verdict === 'disputed' && !against && score > 0.97)
    return {
      source: statement.source,
      quote: statement.text,
      start: statement.start,
      end: statement.end,
      stance: against ? 'contradicts' : speaksFor ? 'supports' : 'related',
      score,
      ...(against ? { clash: [clash.clash] } : {}),
    }
  })
}

/** The features that moved the claim most; positive weights speak for support. */
function spoken(spoke: ReadonlyMap<number, number>, values: Float64Array, weights: CheckerWeights): Spoken[] {
  return [...spoke]
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, 5)
    .map(([feature, weight]) => ({ feature: weights.features[feature] ?? String(feature), value: values[feature]!, weight: -weight }))
}
