/** Reads a sentence against a rule base without any model: parts with exact offsets, every reading of each, and what was not understood. */
import type { Diagnostic } from '../base.ts'
import { dayOfIso } from '../dates.ts'
import type { Reading, SentenceReading } from '../decision.ts'
import { printFormula } from '../printFormula.ts'
import type { Formula } from '../formula.ts'
import { STEP_LIMIT, type Chart } from './chart.ts'
import type { Clause } from './clause.ts'
import { comparingAt } from './comparing.ts'
import { ellipses } from './ellipsis.ts'
import { hedgedForms } from './hedged.ts'
import type { Found, Span } from './meaning.ts'
import { koreanClauses } from './koreanClauses.ts'
import { measureAt, momentAt } from './measure.ts'
import { hedgedKorean, readKorean } from './korean.ts'
import { nominalAt } from './nominal.ts'
import { nounAt } from './nounPhrase.ts'
import { partsOf } from './parts.ts'
import { complementAt, participleAt, predicateAt } from './predicate.ts'
import { nameVariables } from './rewrite.ts'
import { hasPronoun, sentenceAt } from './sentence.ts'
import { claimTokens } from './claimTokens.ts'
import { tokenize, type Token } from './tokens.ts'
import { unread } from './unread.ts'
import type { Vocabulary } from './vocabulary.ts'
import { BE, DANGER, DO, HAVE } from './wordLists.ts'

export interface ReadOptions {
  /** ISO date; gives "today" and dates without a year their meaning. */
  readonly asOf: string
}

/** Longer sentences are left unread as a whole. */
const TOKEN_LIMIT = 160
const TEXT_LIMIT = 20_000

/** A fresh chart over these tokens. `asOf`: days since 1970-01-01. */
export function chartOf(text: string, tokens: readonly Token[], vocabulary: Vocabulary, asOf: number): Chart {
  const grammar: Chart['grammar'] = { noun: nounAt, predicate: predicateAt, complement: complementAt, participle: participleAt, comparing: comparingAt, measure: measureAt, moment: momentAt, nominal: (chart, at) => nominalAt(chart, at) }
  return { text, tokens, words: new Set(tokens.map((token) => token.canon)), vocabulary, asOf, grammar, memo: new Map(), steps: 0 }
}

/** The best complete clauses over the chart, all that tie; empty if nothing covers it. */
function bestOf(chart: Chart, found: readonly Found<Clause>[]): Found<Clause>[] {
  if (chart.steps > STEP_LIMIT) return []
  const whole = found.filter((one) => one.end === chart.tokens.length && !hasPronoun(one.value.formula))
  const worth = (one: Found<Clause>): number => one.score - (one.hedge ? 1000 : 0) - (one.beyond ? 100 : 0)
  const best = Math.max(...whole.map(worth))
  return whole.filter((one) => worth(one) === best)
}

/** One way to say the formula: variables named, closed, printed. */
export function reading(formula: Formula, vocabulary: Vocabulary): Reading {
  const named = nameVariables(formula, (name) => vocabulary.base.entities.has(name))
  return { formula: named, printed: printFormula(named, vocabulary.base) }
}

type Part = SentenceReading['parts'][number]

/** "Lena trusts Marc and manages Main Street", where only what comes second can be read: it has the same subject. */
function unreadFirst(chart: Chart, make: (tokens: readonly Token[]) => Chart): Part[] | undefined {
  const { tokens } = chart
  const joint = tokens.findIndex((token, at) => at > 1 && token.norm === 'and' && at + 1 < tokens.length)
  if (joint < 0 || tokens.slice(joint + 1).some((token) => token.norm === 'and')) return undefined
  for (const subject of chart.grammar.noun(chart, 0, 'subject')) {
    const verb = tokens[subject.end]
    const first = tokens.slice(subject.end, joint)
    const plain = verb?.kind === 'word' && /^\p{Ll}{2,}[^s]s$/u.test(verb.text) && first.length > 1 && !BE.has(verb.norm) && !HAVE.has(verb.norm) && !DO.has(verb.norm)
    if (subject.value.shape !== 'one' || subject.end >= joint || !plain || first.some((token) => DANGER.has(token.norm) || token.norm === 'that' || token.kind === 'mark')) continue
    const whole = make([...tokens.slice(0, subject.end), ...tokens.slice(joint + 1)])
    const best = bestOf(whole, sentenceAt(whole, 0))
    if (best.length === 0 || best.some((one) => one.hedge)) continue
    const start = tokens[joint + 1]!.start
    return [
      { start: tokens[0]!.start, end: tokens[joint - 1]!.end, alternatives: [] },
      { start, end: tokens[tokens.length - 1]!.end, alternatives: distinct(best.map((one) => reading(one.value.formula, chart.vocabulary))) },
    ]
  }
  return undefined
}

/** Two statements in Korean, each read by itself. */
function joinedKorean(chart: Chart, make: (text: string, tokens: readonly Token[]) => Chart): Part[] | undefined {
  const one = (texts: readonly string[]): Omit<Part, 'start' | 'end'> | undefined => {
    for (const text of texts) {
      const plain = readKorean(chart, text, make)
      const hedged = plain.length > 0 ? undefined : hedgedKorean(chart, text, make)
      const formulas = hedged?.formulas ?? plain
      if (formulas.length > 0) return { alternatives: distinct(formulas.map((formula) => reading(formula, chart.vocabulary))), ...(hedged ? { hedge: hedged.reason } : {}) }
    }
    return undefined
  }
  for (const { first, second, cut } of koreanClauses(chart.text)) {
    const [left, right] = [one(first), one(second)]
    if (!left) continue
    const end = chart.text.trimEnd().length
    // A hedge at the end may reach over both.
    if (right) return [{ start: 0, end: Math.min(cut, end), ...left, ...(right.hedge ? { hedge: right.hedge } : {}) }, { start: Math.min(cut, end), end, ...right }]
  }
  return undefined
}

/** A sentence whose later statements lean on the first: each is read with what it leaves out filled in. */
function elliptic(chart: Chart, make: (tokens: readonly Token[]) => Chart): Part[] | undefined {
  for (const { first, later } of ellipses(chart, make)) {
    const own = make(first)
    const best = bestOf(own, sentenceAt(own, 0))
    if (best.length === 0) continue
    const parts = asParts(own, best)
    for (const ways of later) {
      for (const { tokens, from, to } of ways) {
        const inner = make(tokens)
        const read = bestOf(inner, sentenceAt(inner, 0))
        if (read.length === 0) continue
        const hedge = read.find((one) => one.hedge)?.hedge ?? best.find((one) => one.hedge)?.hedge
        parts.push({ start: chart.tokens[from]!.start, end: chart.tokens[to - 1]!.end, alternatives: distinct(read.map((one) => reading(one.value.formula, chart.vocabulary))), ...(hedge ? { hedge } : {}) })
        break
      }
    }
    if (parts.length >= later.length + 1) return parts
  }
  return undefined
}

function unreadPart(sentence: string, hedge?: string): Part {
  const start = sentence.length - sentence.trimStart().length
  return { start, end: Math.max(start, sentence.trimEnd().length), alternatives: [], ...(hedge ? { hedge } : {}) }
}

/**
 * Reads `sentence` in the words of the vocabulary. Every part's alternatives are closed formulas with their printed form; a part
 * that says more, or something else, than a formula could say has none. Deterministic; work is capped, so that a text of any
 * length answers quickly.
 */
export function readSentence(sentence: string, vocabulary: Vocabulary, options: ReadOptions): SentenceReading {
  if (sentence.length > TEXT_LIMIT) return { parts: [unreadPart(sentence)], diagnostics: [note(sentence, 'too-long', 'The sentence is too long to be read.', 'Split it into sentences of one statement each.')] }
  const all = tokenize(sentence)
  const tokens = claimTokens(all, vocabulary)
  if (tokens.length === 0) return { parts: [unreadPart(sentence)], diagnostics: [] }
  if (all.some((token) => token.text === '?')) return { parts: [unreadPart(sentence)], diagnostics: [note(sentence, 'question', 'A question claims nothing.', 'Write it as a statement.')] }
  if (tokens.length > TOKEN_LIMIT) return { parts: [unreadPart(sentence)], diagnostics: [note(sentence, 'too-long', 'The sentence is too long to be read.', 'Split it into sentences of one statement each.')] }
  const asOf = dayOfIso(options.asOf) ?? 0
  const chart = chartOf(sentence, tokens, vocabulary, asOf)
  const best = bestOf(chart, sentenceAt(chart, 0))
  if (best.length > 0) return { parts: asParts(chart, best), diagnostics: [] }
  const leaning = elliptic(chart, (own) => chartOf(sentence, own, vocabulary, asOf))
  if (leaning) return { parts: leaning, diagnostics: [] }
  if (vocabulary.korean.length > 0 && /\p{Script=Hangul}/u.test(sentence)) {
    const korean = readKorean(chart, sentence, (text, own) => chartOf(text, own, vocabulary, asOf))
    const conjecture = korean.length > 0 ? undefined : hedgedKorean(chart, sentence, (text, own) => chartOf(text, own, vocabulary, asOf))
    if (conjecture) return { parts: [{ ...unreadPart(sentence, conjecture.reason), alternatives: distinct(conjecture.formulas.map((formula) => reading(formula, vocabulary))) }], diagnostics: [] }
    const joined = korean.length > 0 || conjecture ? undefined : joinedKorean(chart, (text, own) => chartOf(text, own, vocabulary, asOf))
    if (joined) return { parts: joined, diagnostics: [] }
    if (korean.length > 0) return { parts: [{ ...unreadPart(sentence), alternatives: distinct(korean.map((formula) => reading(formula, vocabulary))) }], diagnostics: [] }
  }
  const hedged = hedgedForms(sentence, tokens, (form) => {
    const inner = chartOf(sentence, form, vocabulary, asOf)
    return bestOf(inner, sentenceAt(inner, 0)).map((one) => one.value.formula)
  })
  if (hedged && hedged.formulas.length > 0) return { parts: [{ ...unreadPart(sentence, hedged.reason), alternatives: distinct(hedged.formulas.map((formula) => reading(formula, vocabulary))) }], diagnostics: [] }
  const diagnostics = unread(chart)
  const behind = hedged ? undefined : unreadFirst(chart, (own) => chartOf(sentence, own, vocabulary, asOf))
  if (behind) return { parts: behind, diagnostics }
  const pieces = hedged ? undefined : partsOf(chart, (one) => asParts(chart, one))
  return { parts: pieces ?? [unreadPart(sentence, hedged?.reason)], diagnostics }
}

/** What formulas are the same by, whatever the order of their conjuncts. */
const keyOf = (formula: Formula): string => (formula.kind === 'and' || formula.kind === 'or' ? `${formula.kind}(${formula.of.map(keyOf).sort().join()})`
  : formula.kind === 'not' ? `not(${keyOf(formula.of)})`
    : formula.kind === 'implies' ? `implies(${keyOf(formula.left)},${keyOf(formula.right)})`
      : formula.kind === 'forall' || formula.kind === 'exists' ? `${formula.kind}(${formula.variables.map(({ name, type }) => `${name}:${type}`).join()},${keyOf(formula.body)})`
        : JSON.stringify(formula, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))

function distinct(readings: readonly Reading[]): Reading[] {
  const seen = new Set<string>()
  return readings.filter((one) => !seen.has(keyOf(one.formula)) && seen.add(keyOf(one.formula)))
}

/** A conjunct's own hedge; an adverb in front of all hedges all, as does one whose reach is not told. */
function pieceHedge(best: readonly Found<Clause>[], index: number, whole: string | undefined): { hedge?: string } {
  const pieces = best.map((one) => one.value.pieces![index]!)
  if (whole === undefined || pieces.every((piece) => piece.plain)) return {}
  return { hedge: pieces.find((piece) => piece.hedge)?.hedge ?? whole }
}

/** The parts of clauses that cover the same tokens: piecewise where all are cut alike, else as one. */
function asParts(chart: Chart, best: readonly Found<Clause>[], from = 0): Part[] {
  const { tokens, vocabulary } = chart
  const offsets = (span: Span): { start: number; end: number } => ({ start: tokens[span.from]!.start, end: tokens[Math.max(span.from, span.to - 1)]!.end })
  const first = best[0]!
  const hedge = best.find((one) => one.hedge)?.hedge
  const cuts = (one: Found<Clause>): string => (one.value.pieces ?? []).map(({ span }) => `${span.from}-${span.to}`).join()
  const alike = first.value.pieces && best.every((one) => cuts(one) === cuts(first))
  const parts: Part[] = alike
    ? first.value.pieces.map(({ span }, index) => ({ ...offsets(span), alternatives: distinct(best.map((one) => reading(one.value.pieces![index]!.formula, vocabulary))), ...pieceHedge(best, index, hedge) }))
    : [{ ...offsets({ from, to: first.end }), alternatives: distinct(best.map((one) => reading(one.value.formula, vocabulary))), ...(hedge ? { hedge } : {}) }]
  const beyond = best.find((one) => one.beyond)?.beyond ?? []
  return [...parts, ...beyond.map((span) => ({ ...offsets(span), alternatives: [] }))]
}

function note(sentence: string, code: string, message: string, mend: string): Diagnostic {
  return { file: '', line: 1, column: 1, start: 0, end: sentence.length, severity: 'note', code, message, mend }
}

