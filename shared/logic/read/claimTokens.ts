/** Leaves out what stands around a claim without being part of it: end marks, bullets, footnote numbers, quotes around a name. */
import type { Token } from './tokens.ts'
import { namesAt, type Vocabulary } from './vocabulary.ts'

const OPENING = /^["“„«‘'’]$/
const CLOSING = /^["”“»’']$/

/** "[1]", "[2, 3]", "[^4]" from `at`: the index after it. */
function footnoteEnd(tokens: readonly Token[], at: number): number | undefined {
  if (tokens[at]?.text !== '[') return undefined
  for (let index = at + 1; index < Math.min(tokens.length, at + 10); index++) {
    const token = tokens[index]!
    if (token.text === ']') return index > at + 1 ? index + 1 : undefined
    if (token.kind !== 'number' && !/^[,^-]$/.test(token.text)) return undefined
  }
  return undefined
}

/** The tokens of the claim itself. */
export function claimTokens(tokens: readonly Token[], vocabulary: Vocabulary): Token[] {
  const kept: Token[] = []
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!
    const footnote = footnoteEnd(tokens, index)
    if (footnote !== undefined) {
      index = footnote - 1
      continue
    }
    if (OPENING.test(token.text)) {
      // Quotes around a name say no more than the name.
      const name = namesAt(vocabulary, tokens, index + 1).find(({ end }) => CLOSING.test(tokens[end]?.text ?? ''))
      if (name) {
        kept.push(...tokens.slice(index + 1, name.end))
        index = name.end
        continue
      }
    }
    kept.push(token)
  }
  let end = kept.length
  while (end > 0 && /^[.!;:…"”'’)\]]$/.test(kept[end - 1]!.text)) end -= 1
  let start = 0
  while (start < end && /^[-•·"“‘>—–]$/.test(kept[start]!.text) && kept[start + 1]?.kind !== 'number') start += 1
  // "3. North has …" in a numbered list.
  if (kept[start]?.kind === 'number' && /^[.)]$/.test(kept[start + 1]?.text ?? '') && kept[start + 1]!.glued && start + 2 < end) start += 2
  return kept.slice(start, end).map((token, index, all) => {
    // "its own mother" is "itself's mother".
    const own = /^(?:its|his|her|their)$/.test(token.norm) && all[index + 1]?.norm === 'own'
    if (own) return { ...token, norm: 'itself', canon: 'itself' }
    return token.norm === 'own' && index > 0 && /^(?:its|his|her|their)$/.test(all[index - 1]!.norm) ? { ...token, norm: "'s", canon: "'s" } : token
  })
}
