/** A sentence as a pattern of `says`: what it speaks of becomes slots, the rest stays as it is said. */
import type { Chart } from '../chart.ts'
import type { Token } from '../tokens.ts'
import { DO } from '../wordLists.ts'

const LEADING = new Set(['however', 'also', 'currently', 'moreover', 'furthermore', 'additionally', 'indeed', 'thus', 'therefore', 'today', 'now', 'overall', 'notably', 'and', 'but', 'so', ','])
export const NEGATIONS = new Set(['not', 'never', 'no'])

/** "rely" as it is written of one: "relies". */
const ofOne = (verb: string): string => (/[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : /(?:s|x|z|ch|sh|o)$/.test(verb) ? `${verb}es` : `${verb}s`)

/** The words of a pattern: spans become slots; denial (unless it is kept), comparison and what opens a sentence are left to the reader. */
export function patternText(chart: Chart, slots: ReadonlyMap<number, { readonly to: number; readonly text: string }>, keepsDenial: boolean): string {
  const words: string[] = []
  let bare = false
  for (let at = 0; at < chart.tokens.length; at++) {
    const token = chart.tokens[at] as Token
    const slot = slots.get(at)
    if (slot) {
      words.push(slot.text)
      at = slot.to - 1
      continue
    }
    if (words.length === 0 && LEADING.has(token.norm)) continue
    if (NEGATIONS.has(token.norm) && !keepsDenial) {
      bare = DO.has(chart.tokens[at - 1]?.norm ?? '')
      if (bare) words.pop()
      continue
    }
    if (token.kind === 'mark' && !/^[%/&+]$/.test(token.text)) continue
    const written = at === 0 && /^\p{Lu}\p{Ll}+$/u.test(token.text) ? token.text.toLowerCase() : token.text
    if (token.norm === "'s" && words.length > 0) words[words.length - 1] += token.text
    else words.push(bare ? ofOne(written) : written)
    bare = false
  }
  return words.join(' ')
}
