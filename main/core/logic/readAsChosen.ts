/** Reads sentences as the person said they are to be read; all others as the vocabulary reads them. */
import { parseFormula } from '../../../shared/logic/parseFormula.ts'
import type { ReadingChoice } from '../../../shared/model/turn.ts'
import type { ReadSentence } from './decideClaim.ts'
import { readClaim } from './readClaim.ts'

/**
 * `choices` by the resolved sentence. A formula that the base no longer understands is forgotten for that reading: the sentence is
 * then read as any other. A `line` needs nothing here: it stands in a rule set and reads by itself.
 */
export function readAsChosen(choices: ReadonlyMap<string, ReadingChoice>): ReadSentence {
  if (choices.size === 0) return readClaim
  return (sentence, compiled, asOf) => {
    const choice = choices.get(sentence)
    if (choice === undefined || choice.kind === 'line') return readClaim(sentence, compiled, asOf)
    const place = { start: 0, end: sentence.length }
    if (choice.kind === 'none') {
      const note = { file: '', line: 1, column: 1, ...place, severity: 'note' as const, code: 'chosen-none', message: 'You said that this sentence says nothing that your rules speak of.', mend: 'Choose a reading, if it does.' }
      return { parts: [{ ...place, alternatives: [] }], diagnostics: [note] }
    }
    const parsed = parseFormula(choice.printed, compiled.base)
    return 'formula' in parsed ? { parts: [{ ...place, alternatives: [parsed] }], diagnostics: [] } : readClaim(sentence, compiled, asOf)
  }
}
