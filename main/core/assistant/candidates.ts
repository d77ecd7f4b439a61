/** The sentences of recalled passages, each with what stands around it: the heading above, the neighbours, the place in its section. */
import type { FoundPassage } from '../checking/checker.ts'
import { proseStatements } from '../checking/statements.ts'
import { tokens } from '../checking/token.ts'

export interface Candidate {
  readonly passage: FoundPassage
  /** Place of the passage in the search's order, from 0. */
  readonly rank: number
  /** Place in the passage's own text, and the sentence itself, literally. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly keys: readonly string[]
  /** Keys of the heading and title above, of the sentences before and after, and of the whole passage. */
  readonly heading: ReadonlySet<string>
  readonly title: ReadonlySet<string>
  readonly near: ReadonlySet<string>
  readonly around: ReadonlySet<string>
  /** 0 for the first sentence below a heading. */
  readonly position: number
  /** A line without a verb's company: a heading, a caption, a table of contents. */
  readonly label: boolean
}

/** Bullets and numbers before a list item belong to the layout. */
const bullet = /^(?:[-*+•◦▪‣·–—]|\(?\d{1,3}[.)]|#{1,6})\s+/u
const leaders = /(?:\.\s?){5,}|…{3,}|(?:_\s?){5,}/u
const ended = /[.!?。！？:：;][\])"'”’」』）]*$/u
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

const keysOf = (text: string): string[] => tokens(text).filter((token) => !token.stop).map((token) => token.key)

/** The last of the headings, and those above it. */
const lastHeading = (heading: string): string => heading.split(' › ').at(-1) ?? ''

const comparable = (text: string): string => text.replace(/[\s\p{P}]+/gu, '').toLowerCase()

export function candidates(passages: readonly FoundPassage[]): Candidate[] {
  return passages.flatMap((passage, rank) => {
    const found = proseStatements(passage.text, 0, passage.text.length)
      .map(({ start, end }) => {
        const skipped = bullet.exec(passage.text.slice(start, end))?.[0].length ?? 0
        const text = passage.text.slice(start + skipped, end)
        return { start: start + skipped, end, text, keys: keysOf(text) }
      })
      .filter(({ text, keys }) => keys.length > 0 && !leaders.test(text))
    const heading = new Set(keysOf(passage.heading ?? ''))
    const title = new Set(keysOf(passage.title ?? ''))
    const around = new Set(found.flatMap(({ keys }) => keys))
    const own = comparable(lastHeading(passage.heading ?? ''))
    let position = 0
    return found.map((sentence, i): Candidate => {
      const isHeading = own !== '' && comparable(sentence.text) === own
      const short = CJK.test(sentence.text) ? sentence.text.length < 12 : sentence.keys.length < 4
      const label = isHeading || (short && !ended.test(sentence.text))
      return {
        passage, rank, ...sentence, heading, title, around, label,
        near: new Set([...(found[i - 1]?.keys ?? []), ...(found[i + 1]?.keys ?? [])]),
        position: isHeading ? 0 : position++,
      }
    })
  })
}
