/** Which language a text is told to be in, by its script: fonts, line breaks and screen readers go by it. */

/** Scripts in order: kana before Han, because Japanese is written in both. */
const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'], [/\p{Script=Hangul}/u, 'ko'], [/\p{Script=Han}/u, 'zh'], [/\p{Script=Arabic}/u, 'ar'], [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Cyrillic}/u, 'ru'], [/\p{Script=Greek}/u, 'el'], [/\p{Script=Thai}/u, 'th'], [/\p{Script=Devanagari}/u, 'hi'],
]
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u
/** UTF-16 units that are looked at. */
const BEGINNING = 400

/** A BCP 47 tag; `undefined` for Latin letters, whose languages look alike. */
export function langOf(text: string): string | undefined {
  const beginning = text.slice(0, BEGINNING)
  const letters = beginning.match(/\p{L}/gu)?.length ?? 0
  // A name in another script does not make the sentence one of that language.
  return scripts.find(([script]) => (beginning.match(new RegExp(script.source, 'gu'))?.length ?? 0) * 4 > letters)?.[1]
}

/** By the first letter, as browsers do for `dir="auto"`. */
export const isRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? '')
