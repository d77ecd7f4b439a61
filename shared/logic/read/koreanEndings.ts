/** Korean particles and verb endings: the forms that one written in a pattern may take in a sentence, affirmed and denied. */

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const CLASSES: readonly (readonly string[])[] = [['은', '는', '이', '가', '도'], ['을', '를'], ['와', '과', '하고', '랑'], ['으로', '로'], ['에서'], ['에게', '한테', '께'], ['에'], ['의'], ['보다']]

/** A particle at the head of `text` and what is left; the particle as a regular expression of its kin. */
export function particleOf(text: string): { source: string; rest: string } | undefined {
  for (const kin of CLASSES) {
    const own = [...kin].sort((a, b) => b.length - a.length).find((particle) => text === particle || text.startsWith(`${particle} `))
    if (own !== undefined) return { source: `(?:${kin.join('|')})`, rest: text.slice(own.length) }
  }
  return undefined
}

/** The syllable without its final consonant, where that is ㄴ ("쓴" is "쓰"). */
function withoutN(syllable: string): string | undefined {
  const code = syllable.charCodeAt(0) - 0xac00
  return code >= 0 && code < 11172 && code % 28 === 4 ? String.fromCharCode(0xac00 + code - 4) : undefined
}
const withP = (syllable: string): string => String.fromCharCode(syllable.charCodeAt(0) + 17)
const endsOpen = (text: string): boolean => {
  const code = text.charCodeAt(text.length - 1) - 0xac00
  return code >= 0 && code < 11172 && code % 28 === 0
}
/** Vowels that the past has drawn together with its own, and what the stem had. */
const VOWELS: Readonly<Record<number, readonly number[]>> = { 0: [0], 1: [1], 4: [18, 4], 5: [5], 6: [20], 9: [8], 10: [11], 14: [13] }

/** "빌렸다" is of "빌리", "잡았다" of "잡": the stems that the past may be of, and its own endings. */
function pastStems(text: string): { stems: string[]; forms: string[] } | undefined {
  const found = /^(.*?)(.)(?:다|습니다)$/s.exec(text)
  const code = (found?.[2]?.charCodeAt(0) ?? 0) - 0xac00
  if (!found || code < 0 || code >= 11172 || code % 28 !== 20 || /[있겠]/.test(found[2]!)) return undefined
  const head = found[1]!
  const [initial, vowel] = [Math.floor(code / 588), Math.floor((code % 588) / 28)]
  const joined = /[았었]/.test(found[2]!) && head !== '' ? [head] : (VOWELS[vowel] ?? []).map((own) => head + String.fromCharCode(0xac00 + initial * 588 + own * 28))
  return { stems: joined, forms: [`${head}${found[2]}다`, `${head}${found[2]}습니다`, `${head}${found[2]}어요`, `${head}${found[2]}음`] }
}

const source = (text: string): string => escape(text).replace(/\s+/g, '\\s*')

/**
 * Regular expressions for a pattern's closing words: as affirmed and as denied. Only the plain, polite and noun endings are known,
 * so that conjecture, hearsay and plans ("일 것이다", "라고 한다", "할 예정이다") match neither.
 */
export function endingOf(text: string): { yes: string; no: string } {
  const trimmed = text.trim()
  const all = (...forms: string[]): string => `(?:${forms.map(source).join('|')})`
  if (/(?:이다|입니다|이에요|예요)$/.test(trimmed) || trimmed === '다') {
    const stem = trimmed.replace(/(?:이다|입니다|이에요|예요|다)$/, '')
    return { yes: all(`${stem}이다`, `${stem}입니다`, `${stem}이에요`, `${stem}예요`, `${stem}임`, ...(stem === '' || endsOpen(stem) ? [`${stem}다`] : [])), no: all(`${stem}이 아니다`, `${stem}가 아니다`, `${stem}이 아닙니다`, `${stem}가 아닙니다`, `${stem}은 아니다`, `${stem}는 아니다`, `${stem}이 아님`) }
  }
  if (/(?:했다|했습니다)$/.test(trimmed)) {
    const stem = trimmed.replace(/(?:했다|했습니다)$/, '')
    return { yes: all(`${stem}했다`, `${stem}했습니다`, `${stem}하였다`, `${stem}함`), no: all(`${stem}하지 않았다`, `${stem}하지 않았습니다`, `${stem}하지 않음`) }
  }
  const past = pastStems(trimmed)
  if (past) return {
    yes: all(...past.forms), no: all(...past.stems.flatMap((stem) => [`${stem}지 않았다`, `${stem}지 않았습니다`, `${stem}지 않았음`, `${stem}지 못했다`, `${stem}지 못했습니다`, `${stem}지 않은 상태이다`])),
  }
  const plain = /^(.*?)(.)(?:는다|다|습니다)$/s.exec(trimmed)
  if (!plain) return { yes: source(trimmed), no: '(?!)' }
  const [, head = '', last = ''] = plain
  if (/있$/.test(last)) return { yes: all(`${head}있다`, `${head}있습니다`, `${head}있어요`, `${head}있음`), no: all(`${head}없다`, `${head}없습니다`, `${head}있지 않다`, `${head}있지 않습니다`, `${head}없음`) }
  const open = withoutN(last)
  const stem = head + (open ?? last)
  const polite = open ? `${head}${withP(open)}니다` : endsOpen(last) ? `${head}${withP(last)}니다` : `${stem}습니다`
  return {
    yes: all(trimmed, polite, `${stem}고 있다`, `${stem}고 있습니다`, ...(open ? [`${head}${last}다`] : [`${stem}는다`, `${stem}다`]), ...(stem.endsWith('하') ? [`${stem.slice(0, -1)}함`, `${stem.slice(0, -1)}해요`] : []), ...(stem.endsWith('되') ? [`${stem}어 있다`, `${stem.slice(0, -1)}돼 있다`, `${stem}어 있습니다`] : [])),
    no: all(`${stem}지 않는다`, `${stem}지 않다`, `${stem}지 않습니다`, `${stem}지 않음`, `${stem}고 있지 않다`, `${stem}고 있지 않습니다`, `${stem}지 못한다`),
  }
}
