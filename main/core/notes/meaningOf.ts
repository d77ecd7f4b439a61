/** What a statement says, by code: its words by their stems, its numbers, what is denied, and in which order names and numbers stand. */
import { denials } from '../checking/denials.ts'
import { tokens } from '../checking/token.ts'

/** Statements of more words are not compared: they are texts. */
const MOST_WORDS = 400
const LONGEST = 20_000
const isYear = (key: string): boolean => /^(?:1[5-9]|20)\d\d$/.test(key)

/**
 * Equal for two statements only where words, numbers and negations are the same and names and numbers come in the same order,
 * so that who does what to whom is not lost ("North has 5, South has 6"). One year may stand anywhere. `undefined` where nothing is said.
 */
export function meaningOf(statement: string): string | undefined {
  if (statement.length > LONGEST) return undefined
  const all = tokens(statement)
  const denied = denials(statement, all)
  const content = all.map((token, at) => ({ ...token, mark: `${denied[at] === 1 ? '!' : ''}${token.key}` })).filter(({ stop }) => !stop)
  if (content.length === 0 || content.length > MOST_WORDS) return undefined
  const years = content.filter(({ key }) => isYear(key)).length
  // The first word of a sentence tells nothing by its capital; scripts without spaces keep their order whole.
  const inOrder = content.filter(({ is, key, capital, start }) => is === 'cjk' || (is === 'number' ? years !== 1 || !isYear(key) : capital && start > 0)).map(({ key }) => key)
  return JSON.stringify([content.map(({ mark }) => mark).sort(), inOrder])
}
