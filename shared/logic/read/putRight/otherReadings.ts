/** Every way to read a sentence, not only the best: what a person may choose from when the app read it wrong. */
import { dayOfIso } from '../../dates.ts'
import type { Reading } from '../../decision.ts'
import { claimTokens } from '../claimTokens.ts'
import { hedgedForms } from '../hedged.ts'
import { chartOf, reading, readSentence, type ReadOptions } from '../readSentence.ts'
import { hasPronoun, sentenceAt } from '../sentence.ts'
import { tokenize } from '../tokens.ts'
import type { Vocabulary } from '../vocabulary.ts'

const MOST = 8
const LONGEST = 20_000
const MOST_TOKENS = 160

/** Readings in the order of their worth: those that the reader takes first, then the ones it passed over, each once. */
export function otherReadings(sentence: string, vocabulary: Vocabulary, options: ReadOptions): Reading[] {
  const found = new Map<string, Reading>()
  const add = (one: Reading): void => {
    if (found.size < MOST && !found.has(one.printed)) found.set(one.printed, one)
  }
  const taken = readSentence(sentence, vocabulary, options)
  if (taken.parts.length === 1) for (const one of taken.parts[0]?.alternatives ?? []) add(one)
  else if (taken.parts.every((part) => part.alternatives.length > 0)) add(reading({ kind: 'and', of: taken.parts.map((part) => part.alternatives[0]!.formula) }, vocabulary))
  if (sentence.length > LONGEST) return [...found.values()]
  const tokens = claimTokens(tokenize(sentence), vocabulary)
  if (tokens.length === 0 || tokens.length > MOST_TOKENS) return [...found.values()]
  const asOf = dayOfIso(options.asOf) ?? 0
  const whole = (form: typeof tokens): Reading[] => {
    const chart = chartOf(sentence, form, vocabulary, asOf)
    return sentenceAt(chart, 0)
      .filter((one) => one.end === form.length && !hasPronoun(one.value.formula))
      .sort((a, b) => b.score - a.score)
      .map((one) => reading(one.value.formula, vocabulary))
  }
  for (const one of whole(tokens)) add(one)
  // What is said to be so, as if it were said plainly.
  hedgedForms(sentence, tokens, (form) => {
    for (const one of whole([...form])) add(one)
    return []
  })
  // A name that is nearly known, taken for the known one.
  for (const { code, replacement, start, end } of taken.diagnostics) {
    if (code !== 'unknown-name' || replacement === undefined || found.size >= MOST) continue
    for (const part of readSentence(`${sentence.slice(0, start)}${replacement}${sentence.slice(end)}`, vocabulary, options).parts) for (const one of part.alternatives) add(one)
  }
  return [...found.values()]
}
