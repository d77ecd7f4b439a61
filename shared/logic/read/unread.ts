/** Says which words of an unread sentence were not understood, with the nearest known name for each that looks like one. */
import type { Diagnostic } from '../base.ts'
import { nearestName } from '../nearest.ts'
import { parseUnit, sameDimension } from '../units.ts'
import { amountsAt } from './amounts.ts'
import type { Chart } from './chart.ts'
import { ARTICLES, BE, DO, HAVE, MODALS, PREPOSITIONS, PRONOUNS } from './wordLists.ts'
import { verbReadings } from './inflection.ts'
import type { Token } from './tokens.ts'
import { namesAt } from './vocabulary.ts'

const FUNCTION_WORDS = new Set(`and or but not no nor if then than that which who whose every each all any some both either neither more less most least at also only when while unless as so too never there`.split(' '))
const isClosed = (token: Token): boolean => [ARTICLES, BE, DO, HAVE, MODALS, PREPOSITIONS, PRONOUNS, FUNCTION_WORDS].some((set) => set.has(token.norm)) || token.norm === "'s" || token.kind !== 'word'
const MOST = 6

/** A quantity spoken of beside an amount that it is not measured in. */
function misfit(chart: Chart): Diagnostic | undefined {
  for (let at = 0; at < chart.tokens.length; at++) {
    for (const { end, value } of chart.grammar.measure(chart, at)) {
      const { quantity } = value
      for (let next = end; next < Math.min(end + 6, chart.tokens.length); next++) {
        const [amount] = amountsAt(chart, next)
        if (!amount || quantity.date) continue
        const { unit } = amount.amount
        if (unit ? sameDimension(unit.dimension, quantity.dimension) : !quantity.unit) continue
        const { start } = chart.tokens[next]!
        const stop = chart.tokens[amount.end - 1]!.end
        const written = chart.text.slice(start, stop)
        const own = quantity.unit ? `in ${quantity.unit.symbol}` : 'as a plain number'
        return {
          file: '', line: 1, column: start + 1, start, end: stop, severity: 'note', code: 'units-do-not-fit', message: `${quantity.name} is given ${own}; "${written}" ${unit ? 'is not' : 'has no unit'}.`,
          mend: quantity.unit ? `Give it in ${quantity.unit.symbol}, or in a unit of the same kind.` : 'Leave the unit out.',
        }
      }
    }
  }
  return undefined
}

/** Notes on the words that nothing in the vocabulary knows, in their order, a handful at most. */
export function unread(chart: Chart): Diagnostic[] {
  const { text: sentence, tokens, vocabulary } = chart
  const unfit = misfit(chart)
  const found: Diagnostic[] = unfit ? [unfit] : []
  let covered = 0
  for (const [index, token] of tokens.entries()) {
    const [name] = namesAt(vocabulary, tokens, index)
    if (name) covered = Math.max(covered, name.end)
    if (index < covered || isClosed(token) || found.length >= MOST) continue
    if (parseUnit(token.text) || vocabulary.known.has(token.canon) || verbReadings(token.norm).some((reading) => vocabulary.known.has(reading.lemma))) continue
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
