/** Patterns for words without slots: an identifier with `_` as space, or a bare `also`. */
import type { QuantitySymbol, RelationSymbol } from '../base.ts'
import { isParticiple } from './inflection.ts'
import { BE, DO, HAVE, MODALS, PREPOSITIONS } from './wordLists.ts'

export type PatternSymbol = { readonly kind: 'relation'; readonly of: RelationSymbol } | { readonly kind: 'quantity'; readonly of: QuantitySymbol }

const FINAL_PREPOSITION = new RegExp(`(?:^| )(?:${[...PREPOSITIONS].join('|')}|than)$`)

function ofQuantity(words: string, arity: number): string[] {
  if (arity === 0) return [words]
  if (arity === 1) return [`${words} of {1}`]
  if (arity !== 2) return []
  if (FINAL_PREPOSITION.test(words)) return [`${words} {1} and {2}`]
  return [`${words} of {1} for {2}`, `${words} of {1} in {2}`, `${words} of {1} at {2}`, `${words} of {1} to {2}`, `${words} from {1} to {2}`, `${words} between {1} and {2}`]
}

function ofUnary(words: string, verbal: boolean): string[] {
  if (verbal) return [`{1} ${words}`]
  const first = words.split(' ')[0] ?? ''
  return !words.includes(' ') || /[^s]s$/.test(first) ? [`{1} is a ${words}`, `{1} ${words}`] : [`{1} is a ${words}`]
}

/** A bare noun ("owner") runs from the first to the second; where the types differ they tell the direction, and both are given. */
function ofBinary(words: string, verbal: boolean, parameters: readonly string[]): string[] {
  const first = words.split(' ')[0] ?? ''
  if (verbal || /[^s]s$/.test(first)) return [`{1} ${words} {2}`]
  if (isParticiple(first) || PREPOSITIONS.has(first) || / than$/.test(words)) return [`{1} is ${words} {2}`, ...(words.includes(' ') ? [] : [`{1} ${words} {2}`])]
  if (words.endsWith(' of')) return [`{1} is a ${words} {2}`]
  if (FINAL_PREPOSITION.test(words)) return [`{1} ${words} {2}`]
  return [`{1} ${words} {2}`, `{1} is a ${words} of {2}`, ...(parameters[0] !== parameters[1] ? [`{2} is a ${words} of {1}`] : [])]
}

/** What a sentence may say for a symbol without patterns of its own, the words taken for a noun, an adjective or a verb by their form. */
export function fallbackTexts(name: string, symbol: PatternSymbol): string[] {
  const words = name.replace(/_/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').trim()
  const { parameters } = symbol.of
  if (symbol.kind === 'quantity') return ofQuantity(words, parameters.length)
  const first = words.toLowerCase().split(' ')[0] ?? ''
  const verbal = BE.has(first) || HAVE.has(first) || DO.has(first) || MODALS.has(first)
  if (parameters.length === 1) return ofUnary(words, verbal)
  if (parameters.length === 2) return ofBinary(words.toLowerCase(), verbal, parameters)
  return parameters.length === 0 ? [`it is ${words}`, `${words} holds`] : [`{1} ${words} ${Array.from({ length: parameters.length - 1 }, (_, index) => `{${index + 2}}`).join(' ')}`]
}
