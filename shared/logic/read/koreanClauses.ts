/** Cuts Korean sentences of two statements ("빌렸고 성인이다", "크지만 비싸다") and gives the second the subject it leaves out. */

const FINAL_N = 4

/** The syllable with a final ㄴ, if it has no final consonant. */
function withN(syllable: string): string | undefined {
  const code = syllable.charCodeAt(0) - 0xac00
  return code >= 0 && code < 11172 && code % 28 === 0 ? String.fromCharCode(0xac00 + code + FINAL_N) : undefined
}

/** What the stem before "고" or "지만" would be as a sentence of its own. */
function closed(stem: string): string[] {
  const last = stem.slice(-1)
  const open = withN(last)
  return [`${stem}다`, ...(open ? [`${stem.slice(0, -1)}${open}다`] : [`${stem}는다`])]
}

/** The two statements, in every way the sentence may be cut; the first in forms of which one should be readable. */
export function koreanClauses(sentence: string): { first: readonly string[]; second: readonly string[]; cut: number }[] {
  const text = sentence.trim().replace(/[.。!]+$/u, '')
  const found: { first: readonly string[]; second: readonly string[]; cut: number }[] = []
  for (const match of text.matchAll(/(고|지만|으며|며|으나)(,?\s+)/gu)) {
    const end = match.index + match[0].length
    const stem = text.slice(0, match.index).trim()
    // "소장하고 있다" is one verb.
    if (stem === '' || /^(?:있|없)/u.test(text.slice(end))) continue
    const second = text.slice(end).replace(/^(?:그리고|하지만)\s+/u, '')
    const subject = /^(.+?(?:은|는|이|가))\s/u.exec(stem)?.[1]
    found.push({ first: closed(stem), second: subject ? [second, `${subject} ${second}`] : [second], cut: end })
  }
  return found
}
