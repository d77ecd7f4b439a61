/** Mistakes as one-click mends: what to press, and the change it makes to the text. Pure. */
import type { Mistake } from '../language/analysis.ts'

export interface Mend {
  readonly label: string
  readonly change: { readonly from: number; readonly to: number; readonly insert: string }
}

/** The mend of a mistake whose place is now `from` to `to` in `text`; `undefined` where only a person can mend it. */
export function mendOf(mistake: Mistake, text: string, from = mistake.start, to = mistake.end): Mend | undefined {
  if (mistake.replacement !== undefined) return { label: `Use ${mistake.replacement}`, change: { from, to, insert: mistake.replacement } }
  const declare = /^Declare it: (.+?)\.(?: |$)/.exec(mistake.mend)?.[1]
  if (declare !== undefined) {
    const at = declarationStart(text, from)
    return { label: `Declare ${declare.replace(/^(?:entity|relation|quantity|type) /, '')}`, change: { from: at, to: at, insert: `${declare}\n` } }
  }
  if (mistake.mend === 'Add the missing ")".') return { label: 'Add )', change: { from: to, to, insert: ')' } }
  if (mistake.mend === 'Add the missing quotation mark.') {
    const line = text.indexOf('\n', from)
    const end = line < 0 ? text.length : line
    return { label: 'Close the quotation', change: { from: end, to: end, insert: '"' } }
  }
  return undefined
}

/** Where the declaration around an offset begins: before it stands what it needs to know. */
function declarationStart(text: string, offset: number): number {
  const starts = /^[ \t]*(?:ruleset|type|entity|relation|quantity|rule|define|fact|closed|policy|wording|judge|test)\b/gm
  let found = text.lastIndexOf('\n', offset - 1) + 1
  for (const match of text.matchAll(starts)) {
    if (match.index > offset) break
    found = match.index
  }
  return found
}
