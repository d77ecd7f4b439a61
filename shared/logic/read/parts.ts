/** Reads what can be read of a sentence whose other clauses cannot, where that is safe. */
import type { SentenceReading } from '../decision.ts'
import type { Formula } from '../formula.ts'
import { markAt, normAt, type Chart } from './chart.ts'
import { clauseAt, type Clause } from './clause.ts'
import { looksPlural, verbReadings } from './inflection.ts'
import type { Found } from './meaning.ts'
import { hasPronoun } from './sentence.ts'
import { parseUnit } from '../units.ts'
import { namesAt } from './vocabulary.ts'
import { BE, DANGER, DO, HAVE, MODALS } from './wordLists.ts'

type Part = SentenceReading['parts'][number]
interface Cut { readonly from: number; readonly to: number; readonly best?: readonly Found<Clause>[] }

/** A word between clauses that asserts both, and the index after it. */
function separatorAt(chart: Chart, at: number): number | undefined {
  const from = /^[,;.]$/.test(markAt(chart, at)) ? at + 1 : at
  if (normAt(chart, from) === 'so' && from > at && !chart.tokens[from + 1]?.glued) return from + 1
  if (/^(?:and|but|while|whereas|although|though|because|yet)$/.test(normAt(chart, from))) return from + 1
  return /^[;.]$/.test(markAt(chart, at)) ? at + 1 : undefined
}

/** Whether the tokens hold a verb of their own, so that they are no more than another statement; "painted blue" is one after "is …". */
function hasVerb(chart: Chart, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const token = chart.tokens[at]!
    if (BE.has(token.norm) || HAVE.has(token.norm) || DO.has(token.norm)) return true
    // "plays the violin", "hums loudly": a verb by what follows it.
    if (at === from && token.kind === 'word' && /[^s]s$/.test(token.norm) && at + 1 < to && (/^(?:the|a|an|his|her|its|their|every|no|all|any|some|each)$/.test(normAt(chart, at + 1)) || /ly$/.test(normAt(chart, at + 1)))) return true
    if (at > from && token.kind === 'word' && verbReadings(token.norm).some((reading) => reading.form !== 'base' && reading.form !== 'ing' && chart.vocabulary.verbs.has(reading.lemma))) return true
  }
  return from > 0 && ((/ed$/.test(chart.tokens[from]!.norm) && isOf(chart, from)) || looksVerbal(chart, from, to))
}

/** "likes cheese", "won the cup": a finite form in small letters with something behind it, and neither a thing nor a unit that the rules know. */
function looksVerbal(chart: Chart, from: number, to: number): boolean {
  const token = chart.tokens[from]!
  if (token.kind !== 'word' || (to - from < 2 && !/[^s]s$/.test(token.norm)) || !/^\p{Ll}{3,}/u.test(token.text) || parseUnit(token.text) || namesAt(chart.vocabulary, chart.tokens, from).length > 0) return false
  return /[^s]s$/.test(token.norm) || /ed$/.test(token.norm) || MODALS.has(token.norm) || token.norm === 'never' || (verbReadings(token.norm).some((reading) => reading.form === 'past') && !/^[a-z]+(?:ing|ly)$/.test(token.norm))
}

/** Whether the clause before the joiner at `from - 1` has a form of "be" for its verb and does not end in a name. */
function isOf(chart: Chart, from: number): boolean {
  const before = chart.tokens.slice(0, from - 1)
  return before.some((token) => BE.has(token.norm)) && !before.some((token) => HAVE.has(token.norm) || DO.has(token.norm))
}

/** Whether a further predicate of the same subject could only add to the formula: no denial, no condition on what is said. */
function spreads(formula: Formula): boolean {
  switch (formula.kind) {
    case 'atom':
    case 'same':
    case 'compare':
    case 'within':
    case 'true':
      return true
    case 'and':
      return formula.of.every(spreads)
    case 'exists':
      return spreads(formula.body)
    case 'forall':
      return spreads(formula.body.kind === 'implies' ? formula.body.right : formula.body)
    default:
      return false
  }
}

/** "Rosa is not in quarantine": behind it a verb of its own ("and eats hay") cannot be denied with it. */
const deniedOnce = (formula: Formula): boolean => formula.kind === 'not' && /^(?:atom|compare|within|same)$/.test(formula.of.kind)

const surelyVerbal = (chart: Chart, at: number): boolean => {
  const { norm, text } = chart.tokens[at]!
  return BE.has(norm) || HAVE.has(norm) || DO.has(norm) || MODALS.has(norm) || /^\p{Lu}/u.test(text) || /^(?:the|a|an|it|he|she|they)$/.test(norm)
}

/** Whether a number is said of something. */
function counts(formula: Formula): boolean {
  switch (formula.kind) {
    case 'compare': case 'within': return true
    case 'not': return counts(formula.of)
    case 'and': case 'or': return formula.of.some(counts)
    case 'forall': case 'exists': return counts(formula.body)
    case 'implies': return counts(formula.right)
    default: return false
  }
}

/** Whether the clause at `from` begins with a subject of its own. */
function hasSubject(chart: Chart, from: number): boolean {
  const { text, norm } = chart.tokens[from]!
  return !BE.has(norm) && !HAVE.has(norm) && !DO.has(norm) && (/^(?:the|a|an|this|that|these|those|its|his|her|their|our|it|he|she|they|we|every|each|all|some)$/.test(norm) || /^\p{Lu}/u.test(text))
}

const FRAME = new Set(['in', 'on', 'at', 'during', 'until', 'since', 'within', 'tomorrow', 'today', 'now', 'alone', 'twice', 'once', 'again', 'tonight', 'together', 'too'])

/** "… and plays the violin in winter": a frame behind a predicate without a subject of its own may hold for what was said before as well. */
function framed(chart: Chart, from: number, to: number): boolean {
  const first = normAt(chart, from)
  if (first === 'was' || (!/^(?:is|are|has|have|does|do)$/.test(first) && !/[^s]s$/.test(first))) return false
  return chart.tokens.slice(from + 1, to).some((token) => FRAME.has(token.norm))
}

/** In the last of several statements these reach no further than itself. */
const OWN = /^(?:not|no|never|without|must|may|can|will|shall|could|should|might)$/

/** The parts, or nothing where reading a half alone could say what the whole does not. */
export function partsOf(chart: Chart, make: (best: readonly Found<Clause>[]) => Part[]): Part[] | undefined {
  const { tokens } = chart
  const cuts: Cut[] = []
  let at = 0
  while (at < tokens.length && cuts.length < 20) {
    const complete = clauseAt(chart, at).filter((one) => !one.hedge && !hasPronoun(one.value.formula) && (one.end === tokens.length || separatorAt(chart, one.end) !== undefined))
    const longest = Math.max(...complete.map((one) => one.end))
    const score = Math.max(...complete.filter((one) => one.end === longest).map((one) => one.score))
    const best = complete.filter((one) => one.end === longest && one.score === score)
    let to = longest
    if (best.length === 0) for (to = at + 1; to < tokens.length && separatorAt(chart, to) === undefined;) to += 1
    cuts.push({ from: at, to, ...(best.length > 0 ? { best } : {}) })
    const next = to < tokens.length ? separatorAt(chart, to) : undefined
    // A joiner that joins nothing leaves the sentence broken off.
    if (next !== undefined && next >= tokens.length) return undefined
    at = next ?? tokens.length
  }
  if (!cuts.some((cut) => cut.best) || at < tokens.length) return undefined
  const unread = cuts.filter((cut) => !cut.best)
  const safe = unread.every((cut) => {
    const behind = cuts.indexOf(cut) > 0 && cut.to === tokens.length
    for (let index = cut.from; index < cut.to; index++) if ((DANGER.has(tokens[index]!.norm) && !(behind && OWN.test(tokens[index]!.norm))) || /^[,:()"“”]$/.test(tokens[index]!.text)) return false
    // "No probe is nuclear and …": what is said of none together is not said of each apart.
    const before = cuts[cuts.indexOf(cut) - 1]?.best
    const finite = /[^s]s$/.test(normAt(chart, cut.from)) && chart.tokens[cut.from]!.kind === 'word'
    const apart = !before || before.every((one) => spreads(one.value.formula) || (finite && deniedOnce(one.value.formula))) || hasSubject(chart, cut.from)
    // "50 employees and contractors": what looks like a verb may be counted as well.
    const counted = before?.some((one) => counts(one.value.formula)) === true && !surelyVerbal(chart, cut.from) && (cut.to - cut.from < 2 || looksPlural(normAt(chart, (cuts[cuts.indexOf(cut) - 1] as Cut).to - 1)))
    return apart && !counted && hasVerb(chart, cut.from, cut.to) && !(cut.to === tokens.length && framed(chart, cut.from, cut.to))
  })
  if (!safe) return undefined
  const parts: Part[] = []
  for (const cut of cuts) {
    if (cut.best) for (const part of make(cut.best)) parts.push(parts.length === 0 || part.start >= tokens[cut.from]!.start ? part : { ...part, start: tokens[cut.from]!.start })
    else parts.push({ start: tokens[cut.from]!.start, end: tokens[cut.to - 1]!.end, alternatives: [] })
    // That one holds because of the other is more than that both hold.
    for (let index = cut.to; index < (separatorAt(chart, cut.to) ?? cut.to); index++) if (normAt(chart, index) === 'because') parts.push({ start: tokens[index]!.start, end: tokens[index]!.end, alternatives: [] })
  }
  return parts
}
