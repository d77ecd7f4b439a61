/** Where a phrase of a policy or a wording stands in a text: whole words, any case, any spacing, plural or possessive. */

const SPECIAL = /[.*+?^${}()|[\]\\]/g
/** Scripts written without spaces between words have no word ends to look for. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

function pattern(phrase: string): RegExp {
  const words = phrase.normalize('NFC').trim().split(/\s+/).map((word) => word.replace(SPECIAL, '\\$&').replace(/['’]/g, "['’]"))
  const body = words.join('\\s+')
  if (UNSPACED.test(phrase)) return new RegExp(body, 'giu')
  return new RegExp(`(?<![\\p{L}\\p{N}_])${body}(?:['’]?s|es)?(?![\\p{L}\\p{N}_])`, 'giu')
}

/** UTF-16 ranges, half open, in order; none for an empty phrase. */
export function placesOf(phrase: string, text: string): { start: number; end: number }[] {
  if (phrase.trim() === '') return []
  return [...text.matchAll(pattern(phrase))].map((found) => ({ start: found.index, end: found.index + found[0].length }))
}
