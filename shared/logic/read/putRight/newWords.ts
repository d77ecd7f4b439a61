/** Words for a sentence that speaks of nothing the base knows: the individual, relation or quantity that it would take to read it. */
import { dayOfIso } from '../../dates.ts'
import { quote } from '../../printSurface.ts'
import type { Chart } from '../chart.ts'
import { claimTokens } from '../claimTokens.ts'
import { chartOf, type ReadOptions } from '../readSentence.ts'
import { tokenize } from '../tokens.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { BE, DO, HAVE, MODALS } from '../wordLists.ts'
import { patternText } from './patternText.ts'
import { contentWords } from './similar.ts'
import { thingSpans, valueSpans, type ThingSpan } from './spans.ts'

const MOST_TOKENS = 40
const LONGEST_NAME = 40
const RESERVED = new Set(`ruleset type entity relation quantity rule define fact closed policy wording judge test and or not implies iff xor for every some such that normally unless same as about is in also says valid from to on open priority severity`.split(' '))

/** A name of the language made of words; another one where it is taken. */
function identifier(words: readonly string[], taken: (name: string) => boolean, fallback: string): string {
  const stem = words.join('_').replace(/[^\p{L}\p{N}_]+/gu, '_').replace(/^[_\p{N}]+|_+$/gu, '').slice(0, LONGEST_NAME) || fallback
  let name = RESERVED.has(stem) ? `${stem}_` : stem
  for (let count = 2; taken(name); count++) name = `${stem}_${count}`
  return name
}

/** The tokens before the verb, articles left out, as something that is spoken of but not known. */
function subjectSpan(chart: Chart): { from: number; to: number } | undefined {
  const { tokens } = chart
  const verb = tokens.findIndex((token, at) => at > 0 && (BE.has(token.norm) || HAVE.has(token.norm) || DO.has(token.norm) || MODALS.has(token.norm)))
  // Without one of these verbs only a name in capitals shows where the subject ends.
  let to = verb
  if (verb < 0) {
    to = 0
    while (to < tokens.length - 1 && (/^\p{Lu}/u.test(tokens[to]?.text ?? '') || tokens[to]?.kind === 'number')) to++
  }
  let from = 0
  while (from < to && /^(?:the|a|an|our|this)$/.test(tokens[from]?.norm ?? '')) from++
  return to > from && to - from <= 6 && tokens.slice(from, to).some((token) => token.kind === 'word') ? { from, to } : undefined
}

/** The declarations, one a text, in the order in which they lean on each other; empty where nothing can be made of the sentence. */
export function newWords(sentence: string, vocabulary: Vocabulary, options: ReadOptions): string[] {
  const { base } = vocabulary
  const tokens = claimTokens(tokenize(sentence), vocabulary)
  if (tokens.length < 2 || tokens.length > MOST_TOKENS || /\?\s*$/.test(sentence)) return []
  const chart = chartOf(sentence, tokens, vocabulary, dayOfIso(options.asOf) ?? 0)
  const taken = (name: string): boolean => base.entities.has(name) || base.relations.has(name) || base.quantities.has(name) || base.types.has(name)
  const lines: string[] = []
  let things: (ThingSpan & { readonly type: string })[] = thingSpans(chart).filter(({ bare }) => !bare).map((span) => ({ ...span, type: span.types[0] ?? 'Thing' }))
  if (things.length === 0) {
    const subject = subjectSpan(chart)
    if (subject === undefined) return []
    const written = sentence.slice(tokens[subject.from]!.start, tokens[subject.to - 1]!.end)
    const name = identifier(tokens.slice(subject.from, subject.to).map((token) => token.text), taken, 'thing')
    lines.push(`entity ${name}${name.replaceAll('_', ' ') === written ? '' : ` also ${quote(written)}`}`)
    things = [{ from: 0, to: subject.to, types: ['Thing'], type: 'Thing', bare: false }]
  }
  if (things.length > 3) return []
  const [value] = valueSpans(chart, things)
  const amount = value === undefined ? undefined : chart.grammar.comparing(chart, value.from).find(({ end }) => end === value.to)?.value
  const unit = amount !== undefined && 'amount' in amount ? amount.amount.unit?.symbol : amount?.kind === 'between' ? amount.low.unit?.symbol : undefined
  const slots = new Map(things.map(({ from, to }, at) => [from, { to, text: `{${at + 1}}` }]))
  const preposition = value?.date === true && /^(?:in|on|at|during|since|before|after|by)$/.test(tokens[value.from]?.norm ?? '')
  if (value) slots.set(value.from, { to: value.to, text: preposition ? 'on {value}' : '{value}' })
  const pattern = patternText(chart, slots, false)
  const words = contentWords(pattern)
  if (words.length === 0) return []
  const name = identifier(words.slice(0, 4), taken, 'holds')
  const parameters = `(${things.map(({ type }) => type).join(', ')})`
  lines.push(value ? `quantity ${name}${parameters}${value.date ? ' in date' : unit === undefined ? '' : ` in ${unit}`} says ${quote(pattern)}` : `relation ${name}${parameters} says ${quote(pattern)}`)
  return lines
}
