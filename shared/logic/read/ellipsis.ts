/** Fills in what a second statement leaves out: "A12 draws 52 kW and B7 30", "North is certified, but South is not", "and so does B7". */
import { normAt, type Chart } from './chart.ts'
import { verbReadings } from './inflection.ts'
import { readNumber } from './numbers.ts'
import type { Token } from './tokens.ts'
import { BE, DO, HAVE, MODALS, PRONOUNS } from './wordLists.ts'

/** A statement made whole, and the token of the sentence with which what was written of it begins. */
export interface Filled { readonly tokens: readonly Token[]; readonly from: number; readonly to: number }

const MOST_TRIED = 60
const JOINERS = new Set(['and', 'but', 'while', 'whereas', 'yet'])
const isAuxiliary = (norm: string): boolean => BE.has(norm) || HAVE.has(norm) || DO.has(norm) || MODALS.has(norm)
const word = (norm: string, like: Token): Token => ({ ...like, text: norm, norm, canon: norm, kind: 'word' })

/** The index after a joiner between statements ("and", ", but", ";", "," in a list), and where the statement before it ends. */
function joints(tokens: readonly Token[]): { to: number; from: number }[] {
  const found: { to: number; from: number }[] = []
  for (let at = 1; at < tokens.length - 1; at++) {
    const mark = tokens[at]!.text === ',' || tokens[at]!.text === ';'
    const next = mark ? at + 1 : at
    if (JOINERS.has(tokens[next]!.norm)) found.push({ to: at, from: next + 1 })
    else if (mark) found.push({ to: at, from: at + 1 })
    if (mark && JOINERS.has(tokens[next]!.norm)) at = next
  }
  return found
}

/** The predicate denied, or without the denial that it has. */
function turned(predicate: readonly Token[]): Token[] | undefined {
  const [first, second] = predicate
  if (!first) return undefined
  if (second?.norm === 'not') return [first, ...predicate.slice(2)]
  if (predicate.some((token) => /^(?:not|never|no)$/.test(token.norm))) return undefined
  if (isAuxiliary(first.norm) && !(HAVE.has(first.norm) && !verbReadings(second?.norm ?? '').some((r) => r.form === 'participle'))) return [first, word('not', first), ...predicate.slice(1)]
  const reading = verbReadings(first.norm).find((r) => r.form === 's' || r.form === 'past' || r.form === 'base')
  const lemma = HAVE.has(first.norm) ? 'have' : reading?.lemma
  return lemma === undefined ? undefined : [word(reading?.form === 'past' ? 'did' : 'does', first), word('not', first), word(lemma, first), ...predicate.slice(1)]
}

/** "South is not", "South does too", "so does South", "nor is South", with the first statement's predicate put in. */
function echoed(subject: readonly Token[], predicate: readonly Token[], rest: readonly Token[]): Token[][] {
  const norms = rest.map((token) => token.norm)
  // "…, nor is it climate-controlled".
  if (/^(?:neither|nor)$/.test(norms[0] ?? '') && isAuxiliary(norms[1] ?? '') && PRONOUNS.has(norms[2] ?? '') && rest.length > 3) return [[...subject, rest[1]!, word('not', rest[1]!), ...rest.slice(3)]]
  if (/^(?:so|as|neither|nor)$/.test(norms[0] ?? '') && isAuxiliary(norms[1] ?? '') && rest.length > 2) {
    const denied = /^(?:neither|nor)$/.test(norms[0]!)
    return predicate.some((token) => /^(?:not|never|no)$/.test(token.norm)) === denied ? [[...rest.slice(2), ...predicate]] : []
  }
  let end = rest.length
  if (/^(?:too|either)$/.test(norms[end - 1] ?? '')) end -= 1
  else if (norms[end - 2] === 'as' && norms[end - 1] === 'well') end -= 2
  const not = norms[end - 1] === 'not'
  const auxiliary = not ? end - 2 : end - 1
  if (auxiliary < 1 || !isAuxiliary(norms[auxiliary]!)) return []
  const denied = predicate.some((token) => /^(?:not|never|no)$/.test(token.norm))
  const own = rest.slice(0, auxiliary)
  if (not === denied) return [[...own, ...predicate]]
  const other = turned(predicate)
  return other ? [[...own, ...other]] : []
}

/** "B7 30", "South in 2021", "Emil room 102", with the verb put in; a bare number borrows the first one's unit. */
function gapped(chart: Chart, first: readonly Token[], subjectEnd: number, rest: readonly Token[], part: Chart): Token[][] {
  if (first.slice(subjectEnd).some((token) => /^(?:not|never|no)$/.test(token.norm))) return []
  const found: Token[][] = []
  for (const subject of chart.grammar.noun(part, 0, 'subject')) {
    const possessive = part.tokens[subject.end]?.norm === "'s"
    const at = possessive ? subject.end + 1 : subject.end
    if (at >= rest.length) continue
    const values = chart.grammar.comparing(part, at).some((one) => one.end === rest.length)
    const things = chart.grammar.noun(part, at, 'object').some((one) => one.end === rest.length)
    for (let from = subjectEnd + 1; from < first.length; from++) {
      const alike = (values && chart.grammar.comparing(chart, from).some((one) => one.end >= first.length || readNumber(first, one.end - 1) !== undefined)) || (things && chart.grammar.noun(chart, from, 'object').some((one) => one.end >= first.length))
      const number = values ? readNumber(first, from) : undefined
      if (!alike && !number) continue
      const whole = [...rest.slice(0, at), ...first.slice(subjectEnd, from), ...rest.slice(at)]
      found.push(whole)
      for (const end of new Set(values ? chart.grammar.comparing(chart, from).map((one) => one.end) : [])) if (end < first.length) found.push([...whole, ...first.slice(end)])
      const own = readNumber(rest, rest.length - 1)
      for (let end = from + 1; own && end < first.length; end++) if (readNumber(first, end - 1) && !readNumber(first, end)) found.push([...whole, ...first.slice(end)])
    }
  }
  return found
}

/**
 * The statements of a sentence whose later ones lean on the first, each made whole in every way that might be
 * meant, likeliest first; undefined where the sentence has no such joints. `reads` tells how many
 * of the first tokens make a whole statement with this subject.
 */
export function ellipses(chart: Chart, make: (tokens: readonly Token[]) => Chart): { first: readonly Token[]; later: readonly (readonly Filled[])[] }[] {
  const { tokens } = chart
  const cuts = joints(tokens)
  const found: { first: readonly Token[]; later: readonly (readonly Filled[])[] }[] = []
  for (const [index, cut] of cuts.entries()) {
    const first = tokens.slice(0, cut.to)
    const own = make(first)
    const ends = new Set([...chart.grammar.noun(own, 0, 'subject').filter((subject) => chart.grammar.predicate(own, subject.end).some((p) => p.end === first.length)).map((subject) => subject.end),
      ...chart.grammar.measure(own, 0).map((measure) => measure.end).filter((end) => /^(?:is|are|was|were|exceeds?|equals?)$/.test(normAt(own, end)))])
    if (ends.size === 0) continue
    const starts = [cut.from, ...cuts.slice(index + 1).map((next) => next.from)]
    const stops = [...cuts.slice(index + 1).map((next) => next.to), tokens.length]
    const later = starts.map((from, at): Filled[] => {
      const to = stops[at]!
      const rest = tokens.slice(from, to)
      if (rest.length === 0) return []
      const part = make(rest)
      const made = [...ends].flatMap((end) => [...echoed(first.slice(0, end), first.slice(end), rest), ...gapped(own, first, end, rest, part)])
      return made.slice(0, MOST_TRIED).map((filled) => ({ tokens: filled, from, to }))
    })
    if (later.every((ways) => ways.length > 0)) found.push({ first, later })
  }
  return found
}
