/** How alike two wordings are: shared words in any inflection, then shared pairs of letters. */
import { tokenize } from '../tokens.ts'
import { ARTICLES, BE, DO, HAVE, MODALS, PREPOSITIONS } from '../wordLists.ts'

const EMPTY = new Set(['and', 'or', 'not', 'that', 'which', "'s", 'it', 'there'])
export const isEmptyWord = (norm: string): boolean => [ARTICLES, BE, DO, HAVE, MODALS, PREPOSITIONS, EMPTY].some((set) => set.has(norm))

/** The words that carry the meaning, in one spelling. */
export const contentWords = (text: string): string[] => tokenize(text.replaceAll('_', ' ').replace(/\{\s*\w+\s*\}/g, ' ')).filter((token) => token.kind === 'word' && (!isEmptyWord(token.norm) || /^\p{Lu}{2,}$/u.test(token.text))).map((token) => token.canon)

/** Long words that begin alike belong together: "cooled" and "cooling". */
const related = (a: string, b: string): boolean => a === b || (a.length >= 5 && b.length >= 5 && a.slice(0, Math.max(4, Math.min(a.length, b.length) - 3)) === b.slice(0, Math.max(4, Math.min(a.length, b.length) - 3)))

function pairs(text: string): Map<string, number> {
  const found = new Map<string, number>()
  const letters = [...text]
  for (let at = 0; at + 1 < letters.length; at++) found.set(`${letters[at]}${letters[at + 1]}`, (found.get(`${letters[at]}${letters[at + 1]}`) ?? 0) + 1)
  return found
}

/** Dice's coefficient over pairs of letters, 0 to 1. */
export function letterLikeness(a: string, b: string): number {
  const [left, right] = [pairs(a.toLowerCase()), pairs(b.toLowerCase())]
  let shared = 0
  let total = 0
  for (const count of left.values()) total += count
  for (const [pair, count] of right) {
    total += count
    shared += Math.min(count, left.get(pair) ?? 0)
  }
  return total === 0 ? 0 : (2 * shared) / total
}

/** 0 to 1: mostly the share of words in common, letters deciding between equals. */
export function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const shared = a.filter((word) => b.some((other) => related(word, other))).length
  return 0.75 * (shared / Math.min(a.length, b.length)) + 0.25 * letterLikeness(a.join(' '), b.join(' '))
}
