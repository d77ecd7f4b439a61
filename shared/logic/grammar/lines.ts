/** Where a declaration begins: a declaration keyword at the start of a line, told apart from a name that only looks like one. */

/** The UTF-16 code at an offset from the place looked at; -1 outside the text. */
export type Peek = (offset: number) => number

const DECLARATION_WORDS = new Set(['ruleset', 'type', 'entity', 'relation', 'quantity', 'rule', 'define', 'fact', 'closed', 'policy', 'wording', 'judge', 'test'])
/** After one of these a word at a line start was a name inside a formula (`open_door or\n test and …`). */
const OPERATOR_WORDS = new Set(['and', 'or', 'implies', 'iff', 'xor'])

const LETTER = /[\p{L}\p{M}\p{Nl}]/u
const LETTER_OR_DIGIT = /[\p{L}\p{M}\p{N}]/u

const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff
/** Superscript digits are powers of a unit, not parts of a name. */
const isPower = (code: number): boolean => code === 0xb2 || code === 0xb3 || code === 0xb9 || (code >= 0x2070 && code <= 0x207f)

export function isNameStart(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95
  return isSurrogate(code) || LETTER.test(String.fromCharCode(code))
}

export function isNamePart(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57)
  if (isPower(code)) return false
  return isSurrogate(code) || LETTER_OR_DIGIT.test(String.fromCharCode(code))
}

/** The name or word at an offset; empty if none begins there. */
export function wordAt(peek: Peek, from: number): string {
  if (!isNameStart(peek(from))) return ''
  let text = ''
  for (let at = from; isNamePart(peek(at)); at++) text += String.fromCharCode(peek(at))
  return text
}

/** The declaration keyword at offset 0 if one stands there, at the start of its line and followed by what may follow it. */
export function declarationAt(peek: Peek): string | undefined {
  const first = peek(0)
  if (first < 99 || first > 119) return undefined
  let back = -1
  while (peek(back) === 32 || peek(back) === 9 || peek(back) === 0xa0 || peek(back) === 0xfeff) back--
  const before = peek(back)
  if (before !== -1 && before !== 10 && before !== 13) return undefined
  const word = wordAt(peek, 0)
  if (!DECLARATION_WORDS.has(word)) return undefined
  let next = word.length
  while (peek(next) === 32 || peek(next) === 9 || peek(next) === 0xa0) next++
  const code = peek(next)
  if (code === 34 || code === 58 || code === 0x201c || code === -1) return word
  if (word === 'fact' && (code === 40 || code === 126 || code === 33 || code === 0xac)) return word
  if (!isNameStart(code)) return undefined
  return OPERATOR_WORDS.has(wordAt(peek, next)) ? undefined : word
}
