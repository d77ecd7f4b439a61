/** The sentence that a quote stands in, from the text around it. */

/** What stands around the quote in the source's own text. */
export interface QuoteContext {
  readonly before: string
  readonly after: string
}

const FAR = 160

/** The end of the text before a quote, back to where its sentence begins. */
export function sentenceBefore(before: string): string {
  const at = Math.max(before.lastIndexOf('\n'), ...[...before.matchAll(/[.!?。！？]["”’)]?\s/g)].map((found) => found.index + found[0].length - 1))
  const sentence = before.slice(at + 1).trimStart()
  return sentence.length > FAR ? `… ${sentence.slice(-FAR).replace(/^\S*\s/, '')}` : sentence
}

/** The beginning of the text after a quote, to where its sentence ends; nothing when the quote ends its sentence. */
export function sentenceAfter(after: string, quote: string): string {
  if (/[.!?。！？]["”’)]?\s*$/.test(quote)) return ''
  const end = after.search(/[.!?。！？](?:["”’)]?\s|$)|\n/)
  const sentence = end < 0 ? after : after.slice(0, after[end] === '\n' ? end : end + 1)
  return sentence.length > FAR ? `${sentence.slice(0, FAR).replace(/\s\S*$/, '')} …` : sentence
}
