/** Finds the statement inside attribution ("the vendor says that …", "according to …", "is listed as …"); what is found is never read as plain. */
import { verbReadings } from './inflection.ts'
import type { Token } from './tokens.ts'
import type { Formula } from '../formula.ts'
import { SAYING } from './wordLists.ts'

const word = (norm: string, like: Token): Token => ({ ...like, text: norm, norm, canon: norm, kind: 'word' })
const isSaying = (token: Token): boolean => verbReadings(token.norm).some((reading) => SAYING.has(reading.lemma))

interface Form { readonly tokens: Token[]; readonly reason: string }

/** The statements that the sentence may attribute to someone. */
function forms(tokens: readonly Token[]): Form[] {
  const found: Form[] = []
  const norms = tokens.map((token) => token.norm)
  for (const [index, norm] of norms.entries()) {
    if (norm === 'that' && index > 0 && found.length < 4) found.push({ tokens: tokens.slice(index + 1), reason: tokens.slice(0, index + 1).map((token) => token.text).join(' ') })
    if (norm === 'according' && norms[index + 1] === 'to') {
      const comma = tokens.findIndex((token, at) => at > index && token.text === ',')
      if (index === 0 && comma > 0) found.push({ tokens: tokens.slice(comma + 1), reason: 'according to' })
      if (index > 0) found.push({ tokens: tokens.slice(0, tokens[index - 1]!.text === ',' ? index - 1 : index), reason: 'according to' })
    }
    // "the vendor lists A12 as liquid-cooled", "considers A12 liquid-cooled"
    if (index > 0 && isSaying(tokens[index]!)) {
      const as = norms.indexOf('as', index)
      if (as > index + 1) found.push({ tokens: [...tokens.slice(index + 1, as), word('is', tokens[as]!), ...tokens.slice(norms[as + 1] === 'being' ? as + 2 : as + 1)], reason: `${tokens[index]!.text} … as` })
    }
    if (/^(?:says|said|claims|claimed|reports|reported|believes|thinks|estimates|suggests|states|argues|assumes|writes|wrote|think|believe|guess|suspect|assume|suppose|hope|expect|fear|doubt)$/.test(norm) && norms[index + 1] !== 'that') {
      found.push({ tokens: tokens.slice(index + 1), reason: tokens[index]!.text })
      if (index > 1 && tokens.some((token) => token.text === ',')) {
        const comma = tokens.map((token) => token.text).lastIndexOf(',')
        if (comma > 0 && comma < index) found.push({ tokens: tokens.slice(0, comma), reason: tokens[index]!.text })
      }
    }
  }
  const comma = tokens.findIndex((token) => token.text === ',')
  // "In the vendor's view, …", "Per the datasheet, …".
  if (comma > 0 && /^(?:per|in|by|from|under|for|as|on|to|with|at)$/.test(norms[0]!)) found.push({ tokens: tokens.slice(comma + 1), reason: tokens.slice(0, comma).map((token) => token.text).join(' ') })
  return found
}

/** The first of those forms that can be read whole; `formulas` is empty where there is attribution but nothing readable in it. */
export function hedgedForms(_sentence: string, tokens: readonly Token[], read: (tokens: readonly Token[]) => Formula[]): { formulas: Formula[]; reason: string } | undefined {
  const found = forms(tokens)
  for (const form of found.slice(0, 8)) {
    if (form.tokens.length === 0) continue
    const formulas = read(form.tokens)
    if (formulas.length > 0) return { formulas, reason: form.reason }
  }
  return undefined
}
