/** The sentences of recalled passages, each with what stands around it: the heading above, the neighbours, the place in its section. */
import type { FoundPassage } from '../checking/checker.ts'
import { proseStatements } from '../checking/statements.ts'
import { type Token, tokens } from '../checking/token.ts'
import { pairsOf } from './questionWords.ts'

export interface Candidate {
  readonly passage: FoundPassage
  /** Place of the passage in the search's order, from 0. */
  readonly rank: number
  /** Place in the passage's own text, and the sentence itself, literally. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly tokens: readonly Token[]
  /** Keys of its content words, in order. */
  readonly keys: readonly string[]
  /** The same with the single characters of Chinese and Japanese. */
  readonly own: ReadonlySet<string>
  /** Keys of the heading and title above, of the sentences before and after, and of the whole passage. */
  readonly heading: ReadonlySet<string>
  /** Keys of the question in the text that it answers, in a list of questions and answers. */
  readonly asked: ReadonlySet<string>
  readonly title: ReadonlySet<string>
  readonly near: ReadonlySet<string>
  readonly around: ReadonlySet<string>
  /** 0 for the first sentence below a heading or a question. */
  readonly position: number
  /** A line without a verb's company: a heading, a caption, a name in a list. */
  readonly label: boolean
  readonly isQuestion: boolean
}

/** Bullets and numbers before a list item belong to the layout. */
const bullet = /^(?:[-*+•◦▪‣·–—]|\(?\d{1,3}[.)]|#{1,6})\s+/u
/** Emphasis marks that open or close around the sentence, alone: half of a pair says nothing. */
const openMark = /^(?:\*{1,3}|_{1,3})(?=\S)/u
const closeMark = /(?<=\S)(?:\*{1,3}|_{1,3})$/u
const leaders = /(?:\.\s?){5,}|…{3,}|(?:_\s?){5,}/u
const ended = /[.!?。！？:：;][\])"'”’」』）]*$/u
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
/** Sentences that a question or label in the text stands over. */
const REACH = { question: 8, label: 2 } as const

const nothing: ReadonlySet<string> = new Set()
const cjkRun = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu
/** Words as the checker compares them; scripts without spaces as pairs with their endings, as questions are read. */
const contentOf = (all: readonly Token[], text: string): string[] => [...all.filter((token) => !token.stop && token.is !== 'cjk').map((token) => token.key), ...(text.match(cjkRun) ?? []).flatMap(pairsOf)]
const withCharacters = (keys: readonly string[], text: string): Set<string> => new Set([...keys, ...(text.match(/\p{Script=Han}/gu) ?? [])])
const keysOf = (text: string): Set<string> => withCharacters(contentOf(tokens(text), text), text)
const lastHeading = (heading: string): string => heading.split(' › ').at(-1) ?? ''
const comparable = (text: string): string => text.replace(/[\s\p{P}]+/gu, '').toLowerCase()

function fromPassage(passage: FoundPassage, rank: number): Candidate[] {
  const found = proseStatements(passage.text, 0, passage.text.length)
    .map(({ start, end }) => {
      const skipped = bullet.exec(passage.text.slice(start, end))?.[0].length ?? 0
      const raw = passage.text.slice(start + skipped, end)
      const opened = openMark.exec(raw)?.[0] ?? ''
      const closed = closeMark.exec(raw)?.[0] ?? ''
      const half = (opened === '') !== (closed === '')
      const from = start + skipped + (half ? opened.length : 0)
      const to = end - (half ? closed.length : 0)
      const text = passage.text.slice(from, to)
      const all = tokens(text)
      return { start: from, end: to, text, tokens: all, keys: contentOf(all, text) }
    })
    .filter(({ text, keys }) => keys.length > 0 && !leaders.test(text))
  const heading = keysOf(passage.heading ?? '')
  const title = keysOf(passage.title ?? '')
  const around = withCharacters(found.flatMap(({ keys }) => keys), passage.text)
  const own = comparable(lastHeading(passage.heading ?? ''))
  let position = 0
  let above: { keys: ReadonlySet<string>; left: number; isQuestion: boolean } = { keys: nothing, left: 0, isQuestion: false }
  return found.map((sentence, i): Candidate => {
    const isHeading = own !== '' && comparable(sentence.text) === own
    const isQuestion = /[?？][\])"'”’」』）]*$/.test(sentence.text)
    const short = CJK.test(sentence.text) ? sentence.text.length < 12 : sentence.keys.length < 4
    const label = isHeading || (short && !ended.test(sentence.text))
    const standsOver = above.left-- > 0 ? above.keys : nothing
    const asked = above.isQuestion ? standsOver : nothing
    if (isQuestion || (label && !isHeading)) {
      above = { keys: new Set(sentence.keys), left: isQuestion ? REACH.question : REACH.label, isQuestion }
      position = 0
    }
    return {
      passage, rank, ...sentence, title, around, label, isQuestion, asked,
      own: withCharacters(sentence.keys, sentence.text),
      heading: standsOver.size > 0 ? new Set([...heading, ...standsOver]) : heading,
      near: new Set([...(found[i - 1]?.keys ?? []), ...(found[i + 1]?.keys ?? [])]),
      position: isHeading || isQuestion || label ? 0 : position++,
    }
  })
}

export const candidates = (passages: readonly FoundPassage[]): Candidate[] => passages.flatMap(fromPassage)
