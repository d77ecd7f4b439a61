/** Reads who is called at the beginning of a question: `@name`, or `@"a model's name"`. The core resolves it, the screen completes it. */

export interface Mention {
  /** What was typed after `@`, without quotation marks. */
  readonly name: string
  /** It can only be meant as a call: it is quoted, or has the form of an answerer's name. Else it may be the text's own, such as `@angular/core`. */
  readonly sure: boolean
  /** The question that follows. */
  readonly rest: string
}

/** Marks of direction that an input method puts before the first letter. */
const lead = /^[\s\u200e\u200f\u2066-\u2069]*[@＠]/u
const quoted = /^(?:"([^"\n]{1,300})"|“([^”\n]{1,300})”|«([^»\n]{1,300})»|「([^」\n]{1,300})」)/u
const bare = /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}_./:-]*[\p{L}\p{M}\p{N}_-])?/u
const plainName = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}_-]*$/u
/** What may stand between the name and the question. */
const after = /^(?:[\s,:;،؛，：；、。]+|$)/u

/** `undefined` where the text calls nobody. */
export function mentionOf(question: string): Mention | undefined {
  const begins = lead.exec(question)
  if (begins === null) return undefined
  const text = question.slice(begins[0].length)
  const inQuotes = quoted.exec(text)
  const found = inQuotes ?? bare.exec(text)
  if (found === null) return undefined
  const name = (inQuotes ? (inQuotes[1] ?? inQuotes[2] ?? inQuotes[3] ?? inQuotes[4] ?? '') : found[0]).trim()
  const rest = text.slice(found[0].length)
  const between = after.exec(rest)
  if (between === null || name === '') return undefined
  return { name, sure: inQuotes !== null || (plainName.test(name) && name.length <= 40), rest: rest.slice(between[0].length) }
}

/** The same name to a reader, whatever its case and however its letters are composed. */
export const sameName = (one: string, other: string): boolean => folded(one) === folded(other)
const folded = (name: string): string => name.normalize('NFKC').toLocaleLowerCase('und')

/** A call as it is typed: models and everything else that is no plain name stand in quotation marks. */
export const callOf = (name: string): string => (plainName.test(name) ? `@${name}` : `@"${name}"`)
