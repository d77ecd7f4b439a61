/** Words, numbers and CJK character pairs of a text, each with its place: what all comparing is done on. */
import { cjkPieces } from './cjkWords.ts'
import { folded, stem } from './foldedWord.ts'

export interface Token {
  /** What is compared: stem, plain number, or CJK pair. */
  readonly key: string
  readonly start: number
  readonly end: number
  readonly is: 'word' | 'number' | 'cjk'
  /** Says little by itself: articles, pronouns, auxiliaries. */
  readonly stop: boolean
  readonly capital: boolean
}

const stopWords = new Set(
  ('a an the this that these those it its he him his she her hers they them their theirs we us our ours you your yours i me my mine who whom whose which what ' +
    'is am are was were be been being do does did doing have has had having will would shall should can could may might must ' +
    'of in on at by for with about against between into through during before after above below to from up down out off over under again further ' +
    'and but or nor so yet if then than because as until while when where why how all any both each few more most other some such only own same too very just also ' +
    "there here not no s t don doesn didn isn wasn aren won wouldn shouldn couldn hasn haven hadn ain ll ve re d m itself himself herself themselves 's 't").split(' '),
)
const numberWords = new Map('zero 0,two 2,three 3,four 4,five 5,six 6,seven 7,eight 8,nine 9,ten 10,eleven 11,twelve 12,thirteen 13,fourteen 14,fifteen 15,sixteen 16,seventeen 17,eighteen 18,nineteen 19,twenty 20,thirty 30,forty 40,fifty 50,sixty 60,seventy 70,eighty 80,ninety 90'.split(',').map((pair) => pair.split(' ') as [string, string]))
/** `18:0`, `6:00 PM`, `6 p.m.`: one moment of the day, one key. */
const clock = /(\d{1,2}):(\d{1,2})(?::\d{2})?(?:\s?([ap])\.?m\b\.?)?|(\d{1,2})\s?([ap])\.?m\b\.?/iuy
const piece =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]+|\p{Nd}{1,3}(?:,\p{Nd}{3})+(?!\p{Nd})(?:\.\p{Nd}+)?|\p{Nd}+(?:\.\p{Nd}+)*|[[\p{L}\p{M}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]](?:[[\p{L}\p{M}\u00ad\u200b-\u200d\u2060\ufeff]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]]|['’ʼ](?=\p{L}))*/gv

/** @returns tokens in order; offsets are UTF-16 in `text` */
export function tokens(text: string): Token[] {
  const out: Token[] = []
  let after = 0
  for (const match of text.matchAll(piece)) {
    const word = match[0]
    const start = match.index
    if (start < after) continue
    const code = word.charCodeAt(0)
    if (code >= 48 && code <= 57 && word.length < 3) {
      clock.lastIndex = start
      const time = clock.exec(text)
      if (time !== null) {
        after = clock.lastIndex
        out.push({ key: clockKey(time), start, end: after, is: 'number', stop: false, capital: false })
        continue
      }
    }
    if (code >= 48 && code <= 57) out.push({ key: plainNumber(word), start, end: start + word.length, is: 'number', stop: false, capital: false })
    else if (code >= 0x1100 && /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]/u.test(word)) for (const { key, start: at, end, stop } of cjkPieces(word)) out.push({ key, start: start + at, end: start + end, is: 'cjk', stop, capital: false })
    else if (/^\p{Nd}/u.test(word)) out.push({ key: plainNumber(word.normalize('NFKC')), start, end: start + word.length, is: 'number', stop: false, capital: false })
    else {
      const plain = folded(word)
      if (plain === '') continue
      const digits = numberWords.get(plain)
      if (digits !== undefined) {
        out.push({ key: digits, start, end: start + word.length, is: 'number', stop: false, capital: false })
        continue
      }
      const capital = word[0] !== word[0]!.toLowerCase()
      const stop = stopWords.has(plain) || /^(?:\w+n't|\w+'(?:ll|ve|re|d|m))$/u.test(plain)
      out.push({ key: stop ? plain : stem(plain), start, end: start + word.length, is: 'word', stop, capital })
    }
  }
  return out
}

function clockKey([, hour, minute, half, bareHour, bareHalf]: RegExpExecArray): string {
  const h = Number(hour ?? bareHour)
  const late = (half ?? bareHalf)?.toLowerCase()
  const full = late === 'p' && h < 12 ? h + 12 : late === 'a' && h === 12 ? 0 : h
  return `${String(full)}:${String(Number(minute ?? '0')).padStart(2, '0')}`
}

/** `1,234.50` and `1234.5` are one number; `1.234.567` is one too. */
export function plainNumber(text: string): string {
  let digits = text
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(digits)) digits = digits.replaceAll(',', '')
  else if (/^\d{1,3}(?:\.\d{3}){2,}$/u.test(digits)) digits = digits.replaceAll('.', '')
  if (/^\d+\.\d+$/u.test(digits)) digits = digits.replace(/0+$/u, '').replace(/\.$/u, '')
  return /^\d+(?:\.\d+)?$/u.test(digits) ? digits.replace(/^0+(?=\d)/u, '') : digits
}
