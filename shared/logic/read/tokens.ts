/** Cuts a sentence, an alias or a `says` pattern into tokens that keep their exact offsets. */
import { canonical } from './inflection.ts'

export interface Token {
  /** As written. */
  readonly text: string
  /** NFC, lower case, without apostrophes and hyphens: what closed-class words are compared by. */
  readonly norm: string
  /** `norm` in the singular and in one spelling: what aliases and pattern words are compared by. */
  readonly canon: string
  /** UTF-16 offsets in the original text, half open. */
  readonly start: number
  readonly end: number
  /** No space before it. */
  readonly glued: boolean
  readonly kind: 'word' | 'number' | 'mark'
}

const HANGUL = '\\p{Script=Hangul}'
const SCANNER = new RegExp(
  [
    '(?<number>\\d{1,3}(?:,\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?(?:[eE][-+−]?\\d{1,3}(?![\\p{L}\\d]))?)',
    `(?<hangul>${HANGUL}+)`,
    `(?<word>(?:(?!${HANGUL})\\p{L})(?:(?!${HANGUL})[\\p{L}\\p{M}\\p{N}])*)`,
    '(?<space>[\\s_]+)',
    '(?<mark>.)',
  ].join('|'),
  'gsu',
)
const NEGATED: ReadonlyMap<string, string> = new Map([['ca', 'can'], ['wo', 'will'], ['sha', 'shall'], ['ai', 'is']])
const CLITICS: ReadonlyMap<string, string> = new Map([['re', 'are'], ['ve', 'have'], ['ll', 'will'], ['m', 'am'], ['d', 'would']])
const APOSTROPHE = /['’‘ʼ`´]/
const HYPHEN = /^[-‐‑–]$/
const MINUS = /^[−‐‑–—﹣-]$/
/** Emphasis, quotes' typographic kin of Markdown: carries no meaning of its own. */
const DECORATION = /^[*`#]$/

interface Raw { text: string; start: number; end: number; kind: 'word' | 'number' | 'mark' | 'space' }

function scan(text: string): Raw[] {
  const found: Raw[] = []
  for (const match of text.matchAll(SCANNER)) {
    const groups = match.groups ?? {}
    const kind = groups['number'] !== undefined ? 'number' : groups['space'] !== undefined ? 'space' : groups['mark'] !== undefined ? 'mark' : 'word'
    found.push({ text: match[0], start: match.index, end: match.index + match[0].length, kind })
  }
  return found
}

/** Tokens of `text` in order. Decoration and hyphens inside words are dropped; contractions are opened ("isn't" is "is", "not"). */
export function tokenize(text: string): Token[] {
  const raw = scan(text)
  const tokens: Token[] = []
  let glued = false
  const push = (written: string, norm: string, start: number, end: number, kind: Token['kind']): void => {
    const lower = norm.normalize('NFC').toLowerCase()
    tokens.push({ text: written, norm: lower, canon: kind === 'word' ? canonical(lower) : lower, start, end, glued, kind })
    glued = true
  }
  for (let index = 0; index < raw.length; index++) {
    const piece = raw[index]!
    const before = raw[index - 1]
    const after = raw[index + 1]
    if (piece.kind === 'space') {
      glued = false
      continue
    }
    if (piece.kind === 'word' || piece.kind === 'number') {
      if (piece.kind === 'word' && piece.text.toLowerCase() === 'cannot') {
        push(piece.text.slice(0, 3), 'can', piece.start, piece.start + 3, 'word')
        push(piece.text.slice(3), 'not', piece.start + 3, piece.end, 'word')
        continue
      }
      if (piece.kind === 'word' && /n$/i.test(piece.text) && after && APOSTROPHE.test(after.text) && raw[index + 2]?.text.toLowerCase() === 't') {
        const stem = piece.text.slice(0, -1)
        push(stem, NEGATED.get(stem.toLowerCase()) ?? stem, piece.start, piece.end - 1, 'word')
        push(text.slice(piece.end - 1, raw[index + 2]!.end), 'not', piece.end - 1, raw[index + 2]!.end, 'word')
        index += 2
        continue
      }
      push(piece.text, piece.kind === 'number' ? piece.text.replace(/,/g, '').replace('−', '-') : piece.text, piece.start, piece.end, piece.kind)
      continue
    }
    if (APOSTROPHE.test(piece.text) && before && before.kind !== 'space' && before.kind !== 'mark') {
      const tail = after?.kind === 'word' ? after.text.toLowerCase() : ''
      if (tail === 's' || CLITICS.has(tail)) {
        push(text.slice(piece.start, after!.end), tail === 's' ? "'s" : CLITICS.get(tail)!, piece.start, after!.end, 'word')
        index += 1
        continue
      }
      if (/s$/i.test(before.text) && (!after || after.kind !== 'word')) {
        push(piece.text, "'s", piece.start, piece.end, 'word')
        continue
      }
      // An apostrophe inside a name (O'Neill): the two halves stand side by side, in alias and sentence alike.
      continue
    }
    if (HYPHEN.test(piece.text) && before && after && before.kind !== 'space' && after.kind !== 'space' && before.kind !== 'mark' && after.kind !== 'mark' && !(before.kind === 'number' && after.kind === 'number')) continue
    if (DECORATION.test(piece.text) && !(piece.text === '#' && after?.kind === 'number') && !(before?.kind === 'space' && after?.kind === 'space')) continue
    if (/\p{Zs}|\p{Cf}|\p{Cc}/u.test(piece.text)) continue
    const mark = MINUS.test(piece.text) ? '-' : piece.text
    push(mark, mark, piece.start, piece.end, 'mark')
  }
  return tokens
}
