/** Says which words of an unread sentence were not understood, with the nearest known name for each that looks like one. */
import type { Diagnostic } from '../base.ts'
import { nearestName } from '../nearest.ts'
import { ARTICLES, BE, DO, HAVE, MODALS, PREPOSITIONS, PRONOUNS } from './wordLists.ts'
import { verbReadings } from './inflection.ts'
import type { Token } from './tokens.ts'
import { namesAt, type Vocabulary } from './vocabulary.ts'

const FUNCTION_WORDS = new Set(`and or but not no nor if then than that which who whose every each all any some both either neither more less most least at also only when while unless as so too never there`.split(' '))
const isClosed = (token: Token): boolean => [ARTICLES, BE, DO, HAVE, MODALS, PREPOSITIONS, PRONOUNS, FUNCTION_WORDS].some((set) => set.has(token.norm)) || token.norm === "'s" || token.kind !== 'word'
const MOST = 6

/** Notes on the words that nothing in the vocabulary knows, in their order, a handful at most. */
export function unread(sentence: string, tokens: readonly Token[], vocabulary: Vocabulary): Diagnostic[] {
  const found: Diagnostic[] = []
  let covered = 0
  for (const [index, token] of tokens.entries()) {
    const [name] = namesAt(vocabulary, tokens, index)
    if (name) covered = Math.max(covered, name.end)
    if (index < covered || isClosed(token) || found.length >= MOST) continue
    if (vocabulary.known.has(token.canon) || verbReadings(token.norm).some((reading) => vocabulary.known.has(reading.lemma))) continue
    const near = /\d|^\p{Lu}/u.test(token.text) ? nearestName(token.text, vocabulary.spellings) : undefined
    found.push({
      file: '', line: 1, column: token.start + 1, start: token.start, end: token.end, severity: 'note', code: near ? 'unknown-name' : 'unknown-word',
      message: near ? `No "${token.text}" is known; did you mean ${near}?` : `"${token.text}" is not in the rule base's words.`,
      mend: near ? `Write ${near}, or add an entity for "${token.text}".` : 'Add a pattern that uses it, or say it in the words of the rules.',
      ...(near ? { replacement: near } : {}),
    })
  }
  if (found.length === 0) found.push({ file: '', line: 1, column: 1, start: 0, end: sentence.length, severity: 'note', code: 'no-pattern', message: 'The words are known, but no pattern says them in this order.', mend: 'Add a pattern to "says", or write the claim as a formula.' })
  return found
}
