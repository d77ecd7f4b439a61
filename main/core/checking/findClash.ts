/** Looks for two words that cannot both be right, in a claim and a quote that otherwise say the same. Silence is the rule. */
import type { Clash } from '../../../shared/model/verdict.ts'
import type { ClaimMatch, MatchedWord } from './claimMatch.ts'
import type { EvidenceIndex } from './evidenceIndex.ts'
import { bothRight } from './bothRight.ts'
import { measureClash } from './measureClash.ts'
import { negationClash } from './negationClash.ts'
import type { Token } from './token.ts'
import type { WordKnowledge } from './wordKnowledge.ts'

export interface FoundClash {
  readonly clash: Clash
  readonly statement: number
  /** Where the claim's word stands, in the claim's text. */
  readonly start: number
  readonly end: number
  /** The row and the column say what the claim speaks of: the word may stand elsewhere as well. */
  readonly placed?: true
}

/** Besides the odd words, this share of the stretch must stand in the quote: more where one word alone is odd. */
const otherwiseSame = { alone: 0.8, besideOthers: 0.72 }
/** So many other words may differ: a like word, another turn of phrase; never a number or a name. */
const mostOthers = 2
/** A quote elsewhere that has the word and this share of the rest is what the claim is about. */
const saidElsewhere = 0.55
const months = new Set('januari februari march april mai june juli august septemb octob novemb decemb'.split(' '))
const units = new Set('thousand million billion trillion kw mw gw kwh mwh gwh w wh kg g mg t ton tonn kilogram gram pound km m cm mm mile meter metr foot inch yard litr liter l ml gallon hour hr minut min second sec day week month year percent degre celsiu fahrenheit dollar euro pound yen won hz mhz ghz kb mb gb tb volt v amp a bar pa kpa mpa acr hectar ha'.split(' '))

export type Placed = { readonly word: MatchedWord; readonly i: number }

/** @param stretches offsets in the claim's text within which all but one word must match: the claim itself and its parts */
export function findClash(match: ClaimMatch, index: EvidenceIndex, knowledge: WordKnowledge, stretches: readonly { start: number; end: number }[]): FoundClash | undefined {
  const record = match.records.find((finding) => finding.outcome === 'conflicts' && finding.sure)
  if (record !== undefined) return recordClash(match.text, index, record)
  const cell = match.cells.some(({ outcome }) => outcome === 'agrees') ? undefined : match.cells.find(({ outcome }) => outcome === 'conflicts')
  if (cell !== undefined) return { clash: { kind: cell.kind, claim: match.text.slice(cell.start, cell.end), source: cell.value }, statement: cell.statement, start: cell.start, end: cell.end, placed: true }
  for (const { start, end } of stretches) {
    const words = match.words.map((word, i) => ({ word, i })).filter(({ word }) => word.start >= start && word.end <= end)
    if (words.length < 2 || (words.length === 2 && !words.some(({ word }) => word.is === 'number'))) continue
    for (const { at } of match.best.slice(0, 6)) {
      const found = clashIn(words, at, match, index, knowledge, { start, end })
      if (found !== undefined) return found
    }
  }
  return measureClash(match, index)
}

function clashIn(words: readonly Placed[], at: number, match: ClaimMatch, index: EvidenceIndex, knowledge: WordKnowledge, stretch: { start: number; end: number }): FoundClash | undefined {
  const statement = index.statements[at]!
  if (statement.value !== undefined) return undefined
  const same = (placed: readonly Placed[], where = at): number => placed.reduce((sum, { word, i }) => sum + word.weight * (match.strengthAt(where, i) === 1 ? 1 : 0.5 * match.strengthAt(where, i)), 0)
  const weight = (placed: readonly Placed[]): number => placed.reduce((sum, { word }) => sum + word.weight, 0) || 1
  const missing = words.filter(({ i }) => match.strengthAt(at, i) < 0.6)
  // The same digits with another unit: the unit is what clashes.
  const [digits, unit] = missing
  const unitAlone = missing.length === 2 && digits!.word.is === 'number' && units.has(unit!.word.key) && unit!.i === digits!.i + 1 && index.tokens.slice(statement.from, statement.to).some(({ key }) => key === digits!.word.key)
  const odd = unitAlone ? [unit!] : missing
  if (odd.length === 0) return same(words) / weight(words) >= 0.95 ? negationClash(words, at, match, index, stretch) : undefined
  const theirs = index.tokens.slice(statement.from, statement.to).filter((token) => !token.stop)
  const clashes = odd.flatMap((placed) => {
    const rest = words.filter((other) => other !== placed && !(unitAlone && other === digits))
    const slot = sameSlot(words, placed.i, theirs, match, odd.length === 1)
    const kind = slot === undefined || match.words.some((other) => other.key === slot.key) ? undefined : kindOf(placed.word, slot, statement, match, index, knowledge)
    return slot === undefined || kind === undefined ? [] : [{ placed, rest, slot, kind }]
  })
  if (clashes.length !== 1) return undefined
  const [{ placed, rest, slot, kind }] = clashes as [(typeof clashes)[number]]
  const others = odd.filter((other) => other !== placed)
  if (others.length > mostOthers || (others.length > 0 && rest.length - others.length < 3)) return undefined
  if (others.some(({ word, i }) => word.is === 'number' || (word.name && !standsBeside(i, at, match, index)))) return undefined
  if (same(rest) / weight(rest) < (others.length === 0 ? otherwiseSame.alone : otherwiseSame.besideOthers)) return undefined
  // Where the word itself stands amid much the same words, that place is what the claim speaks of.
  const elsewhere = match.holding(placed.i).filter((other) => index.statements[other]!.source === statement.source)
  if (elsewhere.some((other) => Math.abs(other - at) < 2 || other === at || (kind === 'name' || kind === 'negation') || same(rest, other) / weight(rest) >= saidElsewhere)) return undefined
  const { word } = placed
  const said = statement.text.slice(slot.start - statement.start, slot.end - statement.start)
  return { clash: { kind, claim: match.text.slice(word.start, word.end), source: said }, statement: at, start: word.start, end: word.end }
}

function kindOf(word: MatchedWord, slot: Token, statement: { readonly text: string; readonly start: number }, match: ClaimMatch, index: EvidenceIndex, knowledge: WordKnowledge): Clash['kind'] | undefined {
  if (slot.start < 0) return undefined
  if (word.is === 'number' && slot.is === 'number') {
    if (bothRight(match.text, word, statement.text, { key: slot.key, start: slot.start - statement.start, end: slot.end - statement.start })) return undefined
    return isYear(word.key) && isYear(slot.key) ? 'date' : 'number'
  }
  if (months.has(word.key) && months.has(slot.key)) return 'date'
  if (units.has(word.key) && units.has(slot.key) && /\d\s*$/u.test(match.text.slice(0, word.start))) return 'unit'
  // "Unfit" and "not fit" are one.
  if (knowledge.opposites(word.key)?.has(slot.key) === true) return deniedAt(index, slot) === word.denied ? 'negation' : undefined
  // Abbreviations, headings in capitals and months are no names to be exchanged.
  const [ours, theirs] = [match.text.slice(word.start, word.end), statement.text.slice(slot.start - statement.start, slot.end - statement.start)]
  const initials = ours.length < 3 || theirs.length < 3 || months.has(word.key) || isCapitals(ours) !== isCapitals(theirs)
  return word.name && slot.capital && slot.is === 'word' && word.found === 0 && !initials ? 'name' : undefined
}

const isCapitals = (word: string): boolean => word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase()

function deniedAt(index: EvidenceIndex, slot: Token): boolean {
  return index.places(slot.key).some((place) => index.tokens[place] === slot && index.denied(place))
}

const isYear = (key: string): boolean => /^(?:1[5-9]|20)\d\d$/u.test(key)

/** Whether the word stands in a statement before or after, as a subject does that the quote only points back to. */
function standsBeside(i: number, at: number, match: ClaimMatch, index: EvidenceIndex): boolean {
  const { run } = index.statements[at]!
  return [-3, -2, -1, 1].some((step) => index.statements[at + step]?.run === run && match.strengthAt(at + step, i) >= 0.6)
}

/** The word of the quote that stands between the same neighbours as the odd word does in the claim. */
function sameSlot(words: readonly Placed[], odd: number, theirs: readonly Token[], match: ClaimMatch, alone: boolean): Token | undefined {
  const place = words.findIndex(({ i }) => i === odd)
  const word = match.words[odd]!
  const before = words[place - 1]?.word.key
  const after = words[place + 1]?.word.key
  const numeric = word.is === 'number'
  const found = theirs.filter((token, k) => {
    const left = before !== undefined && theirs[k - 1]?.key === before
    const right = after !== undefined && theirs[k + 1]?.key === after
    if (token.is !== word.is) return false
    if (left && right) return true
    // At an edge of the stretch, or before a unit, one neighbour is enough; a name needs both.
    if (word.name && !alone) return false
    return (left && (after === undefined || numeric)) || (right && (before === undefined || numeric))
  })
  return found.length === 1 ? found[0] : undefined
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
