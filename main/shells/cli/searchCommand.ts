/** `plumbline search`: passages of the library, best first; with `--messages` what was asked, answered and checked, latest first. */
import { withReader } from '../openReader.ts'
import { badInput, type Command, countOf, jsonLine } from './command.ts'
import { oneLine } from './oneLine.ts'

const MOST = 1000

export const searchCommand: Command = {
  run: async ({ words, values, config, io }) => {
    const query = words.join(' ')
    if (query.trim() === '') throw badInput('search for what? Give the words in quotes')
    const limit = countOf(values, 'k', 1, MOST, 20)
    if (values['messages'] === true) {
      const found = await withReader(config, (read) => read.searchMessages(query, { limit, archived: true }))
      if (values['json'] === true) await io.out(jsonLine(found))
      else for (const { title, at, part, snippet } of found) await io.out(`${[oneLine(title), part, at.slice(0, 10)].join(' · ')}\n    ${oneLine(snippet)}\n`)
      if (found.length === 0 && values['json'] !== true) io.say('No message holds these words.')
      return 0
    }
    const hits = await withReader(config, (read) => read.searchPassages(query, limit))
    if (values['json'] === true) {
      await io.out(jsonLine(hits.map(({ source, title, path, text, start, end, score }) => ({ source, title, path, quote: text, start, end, score }))))
      return 0
    }
    for (const { title, page, heading, text } of hits) {
      const place = [title, page === undefined ? undefined : `page ${page}`, heading].filter((part) => part !== undefined).map(oneLine).join(' · ')
      await io.out(`${place}\n    ${oneLine(text)}\n`)
    }
    if (hits.length === 0) io.say('Nothing in the library speaks of this.')
    return 0
  },
}
