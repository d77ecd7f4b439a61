/** Turns the bytes of a text file into a string: the declared or evident encoding, never a guess that leaves garbage. */
import { Problem } from '../../../shared/problem.ts'

export interface DecodedText {
  readonly text: string
  readonly encoding: string
}

/** Bytes that are looked at to tell an encoding; enough for a few pages of any script. */
const SAMPLE = 200_000

const decodeWhole = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The everyday letters of each script: what real text is full of and wrongly decoded text is not. */
const KOREAN = new Set('이다는의에을를가은하고로한기서사지자도')
const CHINESE = new Set('的一是不了在人有我他这中大来上个国到说们为和用时会可以')
const isKana = (char: string): boolean => char >= 'ぁ' && char <= 'ヿ'

/** Share of the characters beyond ASCII that `everyday` holds for. */
function shareOf(text: string, everyday: (char: string) => boolean): number {
  let beyond = 0
  let hits = 0
  for (const char of text) {
    if (char < '\u0080') continue
    beyond++
    if (everyday(char)) hits++
  }
  return beyond === 0 ? 0 : hits / beyond
}

/** Each old encoding with the share of everyday letters below which a text is not believed to be in it. */
const legacy: readonly { encoding: string; least: number; everyday: (char: string) => boolean }[] = [
  { encoding: 'euc-kr', least: 0.15, everyday: (char) => KOREAN.has(char) },
  { encoding: 'shift_jis', least: 0.25, everyday: isKana },
  { encoding: 'euc-jp', least: 0.25, everyday: isKana },
  { encoding: 'gb18030', least: 0.08, everyday: (char) => CHINESE.has(char) },
]

/** Western text is mostly ASCII, and what is not is letters inside words or typographic marks. */
function isPlausiblyWestern(text: string): boolean {
  let beyond = 0
  let good = 0
  for (const char of text) {
    if (char < '\u0080') continue
    beyond++
    if (/[\p{L}‘’“”–—…•€£§©®°«»¿¡·\u00a0²³½¼ªº]/u.test(char)) good++
  }
  return beyond <= text.length * 0.25 && good >= beyond * 0.9
}

function decodeLegacy(bytes: Uint8Array): DecodedText | undefined {
  let best: DecodedText | undefined
  let bestRatio = 1
  for (const { encoding, least, everyday } of legacy) {
    const text = decodeWhole(bytes, encoding)
    if (text === undefined) continue
    const ratio = shareOf(text.slice(0, SAMPLE), everyday) / least
    if (ratio >= bestRatio) [best, bestRatio] = [{ text, encoding }, ratio]
  }
  if (best) return best
  const western = new TextDecoder('windows-1252').decode(bytes)
  return isPlausiblyWestern(western.slice(0, SAMPLE)) ? { text: western, encoding: 'windows-1252' } : undefined
}

/** UTF-16 without a mark shows as zeros in every other byte. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length & ~1, 4096)
  if (length < 8) return undefined
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  const pairs = length / 2
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'utf-16le'
  return even > pairs * 0.4 && odd < pairs * 0.05 ? 'utf-16be' : undefined
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
}

/** A stray NUL would cut texts short in C code downstream: it is shown as the replacement mark instead. */
const withoutNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text)

/**
 * `declared` is what the document says of itself (an HTML charset); it is believed when it decodes without a fault.
 * Line ends become `\n`. Rejects with `source.encoding` when no encoding gives plausible text.
 */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  const decoded = decodeFirst(bytes, declared)
  if (!decoded) throw new Problem('source.encoding')
  const text = withoutNul(decoded.text).replace(/\r\n?/g, '\n')
  return { text, encoding: decoded.encoding }
}

function decodeFirst(bytes: Uint8Array, declared: string | undefined): DecodedText | undefined {
  for (const encoding of [markedEncoding(bytes), unmarkedUtf16(bytes), 'utf-8', declared]) {
    if (encoding === undefined) continue
    const text = decodeWhole(bytes, encoding)
    if (text !== undefined) return { text, encoding }
  }
  return decodeLegacy(bytes)
}
