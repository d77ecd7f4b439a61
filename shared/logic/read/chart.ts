/** The state of reading one sentence: tokens, what was already parsed from where, and a budget of steps. */
import type { Term } from '../formula.ts'
import type { Found, Comparing, Measure, Nominal, Noun, Predicate, Span } from './meaning.ts'
import type { Token } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'
import { HARMLESS, HEDGES, STRONGER } from './wordLists.ts'

/** The parsers that call one another in a circle; they are handed in here so that their files need not import each other. */
export interface Grammar {
  noun(chart: Chart, at: number, role: 'subject' | 'object'): readonly Found<Noun>[]
  predicate(chart: Chart, at: number): readonly Found<Predicate>[]
  /** What may follow "is", "has", or nothing ("in North", "with a PUE of 1.3"): a predicate without its verb. */
  complement(chart: Chart, main: 'be' | 'have', at: number): readonly Found<Predicate>[]
  /** A participle that stands for a relative clause: "drawing 52 kW". */
  participle(chart: Chart, at: number): readonly Found<Predicate>[]
  comparing(chart: Chart, at: number): readonly Found<Comparing>[]
  measure(chart: Chart, at: number): readonly Found<Measure>[]
  /** A date told by what happens then: "it starts", "the lease ends". */
  moment(chart: Chart, at: number): readonly Found<Measure>[]
  nominal(chart: Chart, at: number): readonly Found<Nominal>[]
}

export interface Chart {
  readonly text: string
  readonly tokens: readonly Token[]
  /** The canonical words of the tokens, to pass over patterns with a word that is not there. */
  readonly words: ReadonlySet<string>
  readonly vocabulary: Vocabulary
  /** Days since 1970-01-01. */
  readonly asOf: number
  readonly grammar: Grammar
  readonly memo: Map<string, unknown>
  steps: number
}

/** More parser calls than any sentence of a page needs; past it the sentence is left unread. */
export const STEP_LIMIT = 60_000

/** Remembers a parser's answer at a position; a parser that calls itself at the same position gets none. */
export function remembered<T>(chart: Chart, name: string, at: number, make: () => readonly Found<T>[]): readonly Found<T>[] {
  const key = `${name}@${at}`
  const known = chart.memo.get(key)
  if (known) return known as readonly Found<T>[]
  chart.memo.set(key, [])
  chart.steps += 1
  if (chart.steps > STEP_LIMIT) return []
  const found = make()
  chart.memo.set(key, found)
  return found
}

export const normAt = (chart: Chart, at: number): string => chart.tokens[at]?.norm ?? ''
export const markAt = (chart: Chart, at: number): string => chart.tokens[at]?.text ?? ''

/** The index after the phrase if it stands at `at`. */
export function phraseAt(chart: Chart, at: number, words: readonly string[]): number | undefined {
  for (let index = 0; index < words.length; index++) if (normAt(chart, at + index) !== words[index]) return undefined
  return at + words.length
}

type Kind = 'harmless' | 'stronger' | 'hedge'
const ADVERBS: ReadonlyMap<string, readonly { words: readonly string[]; kind: Kind }[]> = (() => {
  const map = new Map<string, { words: readonly string[]; kind: Kind }[]>()
  for (const [kind, list] of [['harmless', HARMLESS], ['stronger', STRONGER], ['hedge', HEDGES]] as const) {
    for (const words of list) map.set(words[0]!, [...(map.get(words[0]!) ?? []), { words, kind }])
  }
  return map
})()

const INVERTED = /^(?:is|are|was|were|has|have|had|do|does|did|can|will|would|must|may|might|could|should)$/

export interface Skipped {
  readonly end: number
  readonly hedge?: string
  readonly beyond?: readonly Span[]
}

/** The ways to pass over adverbs at `at`, none first; each says what passing over them costs. */
export function adverbsAt(chart: Chart, at: number): readonly Skipped[] {
  const ways: Skipped[] = [{ end: at }]
  for (let index = 0; index < ways.length && index < 4; index++) {
    const way = ways[index]!
    const from = way.end
    const comma = markAt(chart, from) === ',' ? 1 : 0
    for (const { words, kind } of ADVERBS.get(normAt(chart, from + comma)) ?? []) {
      const end = phraseAt(chart, from + comma, words)
      if (end === undefined || (comma === 1 && markAt(chart, end) !== ',')) continue
      // "and so is B7" is an ellipsis, not an adverb.
      if (words[0] === 'so' && INVERTED.test(normAt(chart, end))) continue
      const after = markAt(chart, end) === ',' && (comma === 1 || at === 0) ? end + 1 : end
      const hedge = kind === 'hedge' ? words.join(' ') : way.hedge
      const beyond = kind === 'stronger' ? [...(way.beyond ?? []), { from: from + comma, to: end }] : way.beyond
      ways.push({ end: after, ...(hedge ? { hedge } : {}), ...(beyond ? { beyond } : {}) })
      break
    }
  }
  return ways
}

/** Joins what two neighbours cost. */
export function together(...parts: readonly { readonly hedge?: string | undefined; readonly beyond?: readonly Span[] | undefined }[]): { hedge?: string; beyond?: readonly Span[] } {
  const hedge = parts.find((part) => part.hedge)?.hedge
  const beyond = parts.flatMap((part) => part.beyond ?? [])
  return { ...(hedge ? { hedge } : {}), ...(beyond.length > 0 ? { beyond } : {}) }
}

/** A variable named for the place where it is bound; names for people are given at the end. */
export const variableAt = (at: number, tag = ''): Term & { kind: 'variable' } => ({ kind: 'variable', name: `#${at}${tag}` })
