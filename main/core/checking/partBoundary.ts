/** Describes each gap between two words of a claim, so that trained trees can say whether a new part begins there. */

export interface SplitWord {
  readonly text: string
  readonly lower: string
  readonly start: number
  readonly end: number
}

const wordPattern = /[\p{L}\p{N}\p{M}]+(?:['’.-][\p{L}\p{N}\p{M}]+)*/gu

export function splitWords(text: string): SplitWord[] {
  return Array.from(text.matchAll(wordPattern), (match) => ({ text: match[0], lower: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length }))
}

const openers = ['and', 'or', 'but', 'who', 'which', 'where', 'when', 'that', 'while', 'in', 'on', 'at', 'for', 'with', 'as', 'by', 'from', 'to', 'of', 'including', 'such', 'before', 'after', 'during', 'the', 'a', 'an', 'having', 'because', 'although', 'throughout', 'born']
const pronouns = new Set(['he', 'she', 'it', 'they', 'his', 'her', 'its', 'their', 'him', 'them', 'we', 'you', 'i'])
const auxiliaries = new Set(['is', 'are', 'was', 'were', 'has', 'have', 'had', 'will', 'would', 'can', 'could', 'may', 'might', 'should', 'do', 'does', 'did', 'be', 'been'])
const small = new Set([...openers, ...pronouns, ...auxiliaries, 'also', 'not', 'this', 'these', 'those', 'into', 'over', 'than', 'then', 'so', 'if'])
const verbal = (word: string): boolean => auxiliaries.has(word) || /^[\p{Ll}]{3,}ed$/u.test(word) || ['won', 'made', 'became', 'began', 'wrote', 'led', 'went', 'left', 'held', 'took', 'gave', 'met', 'sold', 'grew', 'said'].includes(word)
const starts = (word: SplitWord | undefined): number => (word === undefined ? 0 : /^\p{Lu}/u.test(word.text) ? 1 : 0)

/** What does not depend on the cuts made so far, once for the claim. */
export interface SplitView {
  readonly words: readonly SplitWord[]
  readonly gaps: readonly string[]
  readonly inQuote: readonly boolean[]
  readonly inParen: readonly boolean[]
  readonly nextBreak: readonly number[]
  readonly verbAhead: readonly boolean[]
  readonly commas: number
  readonly ands: number
}

export function splitView(text: string): SplitView {
  const words = splitWords(text)
  const gaps = words.map((word, i) => (i === 0 ? '' : text.slice(words[i - 1]!.end, word.start)))
  const inQuote: boolean[] = []
  const inParen: boolean[] = []
  let [quote, paren] = [false, false]
  gaps.forEach((gap) => {
    for (const c of gap) {
      if (c === '"') quote = !quote
      else if (c === '“') quote = true
      else if (c === '”') quote = false
      else if (c === '(') paren = true
      else if (c === ')') paren = false
    }
    inQuote.push(quote)
    inParen.push(paren)
  })
  const breaks = (i: number): boolean => /[,;:—]/u.test(gaps[i]!) || words[i]!.lower === 'and' || words[i]!.lower === 'or'
  const nextBreak = new Array<number>(words.length).fill(0)
  const verbAhead = new Array<boolean>(words.length).fill(false)
  let next = words.length
  for (let i = words.length - 1; i >= 0; i--) {
    nextBreak[i] = next - i
    verbAhead[i] = verbal(words[i]!.lower) || (i + 1 < next && (verbAhead[i + 1] ?? false))
    if (breaks(i)) next = i
  }
  return { words, gaps, inQuote, inParen, nextBreak, verbAhead, commas: gaps.filter((gap) => gap.includes(',')).length, ands: words.filter((word) => word.lower === 'and').length }
}

/** @param i the word before which a part may begin, 1 or more; @param last where the open part began; @param verbSeen whether that part has a verb yet */
export function boundaryFeatures({ words, gaps, inQuote, inParen, nextBreak, verbAhead, commas, ands }: SplitView, i: number, last: number, verbSeen: boolean): Float64Array {
  const gap = gaps[i]!
  const [word, before, after, after2] = [words[i]!, words[i - 1]!, words[i + 1], words[i + 2]]
  const opener = openers.indexOf(word.lower)
  return Float64Array.from([
    gap.includes(',') ? 1 : 0, gap.includes('(') ? 1 : 0, gap.includes(')') ? 1 : 0, /["“”]/u.test(gap) ? 1 : 0, /[;:—–]|\s-\s/u.test(gap) ? 1 : 0, inQuote[i] === true ? 1 : 0, inParen[i] === true ? 1 : 0,
    opener, word.lower === 'and' ? 1 : 0, word.lower === 'in' ? 1 : 0, word.lower === 'as' ? 1 : 0, /^(?:who|which|where|when|that)$/u.test(word.lower) ? 1 : 0, word.lower === 'including' || word.lower === 'such' ? 1 : 0,
    pronouns.has(word.lower) ? 1 : 0, small.has(word.lower) ? 1 : 0, /ing$/u.test(word.lower) ? 1 : 0, verbal(word.lower) ? 1 : 0, /^\d/u.test(word.text) ? 1 : 0, starts(word),
    starts(before), /^\d/u.test(before.text) ? 1 : 0, small.has(before.lower) ? 1 : 0, before.lower === 'and' || before.lower === 'or' ? 1 : 0, openers.indexOf(before.lower),
    starts(after), after !== undefined && /^\d/u.test(after.text) ? 1 : 0, after !== undefined && verbal(after.lower) ? 1 : 0, after !== undefined && small.has(after.lower) ? 1 : 0, after !== undefined && /^\d/u.test(after2?.text ?? '') ? 1 : 0, starts(after2),
    Math.min(30, i - last), Math.min(30, words.length - i), Math.min(30, nextBreak[i]!), verbSeen ? 1 : 0, verbAhead[i] === true ? 1 : 0, Math.min(9, commas), Math.min(5, ands), Math.min(40, words.length), last === 0 ? 1 : 0,
  ])
}

export { verbal }
