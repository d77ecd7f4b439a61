/** The language of a piece of text, as far as its script tells: for its voice in a screen reader, its glyphs and its line breaks. */

/** Only the beginning is read: a block is in one language, or in none that could be named. */
const READ = 400

const scripts: readonly (readonly [language: string, script: RegExp])[] = [
  // Kana before Han: Japanese is written in both.
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
]

/** A quarter of the letters: a name or a term quoted in another script does not make a text foreign. */
const SHARE = 0.25

/** @returns A BCP 47 tag, or undefined for Latin and other scripts that many languages share. */
export function langOf(text: string): string | undefined {
  const beginning = text.slice(0, READ)
  // ASCII and Latin letters alone are the common case.
  if (!/[\u0590-\u06ff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(beginning)) return undefined
  const letters = beginning.match(/\p{L}/gu)?.length ?? 0
  for (const [language, script] of scripts) {
    if ((beginning.match(script)?.length ?? 0) >= letters * SHARE) return language
  }
  return undefined
}
