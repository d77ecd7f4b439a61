/** Picks the stretches of a very long document that could speak of the claims, so that only they are indexed. */
import type { GivenDocument } from './checker.ts'

/** Documents up to this many UTF-16 units are indexed whole. */
export const indexedWhole = 3_000_000
const stretch = 4096
/** At most so many units of one long document are indexed. */
const mostIndexed = 1_500_000
/** So many units are looked through before others get their turn. */
const step = 8_000_000

/**
 * Counts in each stretch how many different words of the claims it holds, and keeps the richest.
 * @param words as written, lower case; only the longest and those with digits are looked for
 */
export async function richStretches(document: GivenDocument, words: readonly string[], signal?: AbortSignal): Promise<{ from: number; to: number }[]> {
  const { text } = document
  const wanted = [...new Set(words)].filter((word) => word.length > 3 || /\d/u.test(word)).sort((a, b) => b.length - a.length).slice(0, 60)
  if (wanted.length === 0) return [{ from: 0, to: safe(text, mostIndexed) }]
  const pattern = new RegExp(wanted.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|'), 'giu')
  const score = new Map<number, Set<string>>()
  for (let begin = 0; begin < text.length; begin += step) {
    signal?.throwIfAborted()
    for (const match of text.slice(begin, begin + step).matchAll(pattern)) {
      const at = Math.floor((begin + match.index) / stretch)
      const seen = score.get(at)
      if (seen === undefined) score.set(at, new Set([match[0].toLowerCase()]))
      else seen.add(match[0].toLowerCase())
    }
    await new Promise((resume) => setTimeout(resume, 0))
  }
  const rich = [...score].sort((a, b) => b[1].size - a[1].size || a[0] - b[0]).slice(0, Math.floor(mostIndexed / stretch)).map(([at]) => at).sort((a, b) => a - b)
  const out: { from: number; to: number }[] = []
  for (const at of rich) {
    const from = wordStart(text, Math.max(0, at * stretch - 200))
    const to = safe(text, Math.min(text.length, (at + 1) * stretch + 200))
    const last = out.at(-1)
    if (last !== undefined && from <= last.to) last.to = to
    else out.push({ from, to })
  }
  return out
}

/** Not between the halves of a surrogate pair. */
function safe(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : Math.min(at, text.length)
}

function wordStart(text: string, at: number): number {
  for (let i = at; i > 0 && i > at - 100; i--) if (/\s/u.test(text[i - 1]!)) return i
  return safe(text, at)
}
