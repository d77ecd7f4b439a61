/** Answers with the best passages of the library, word for word and cited. */
import type { SourceId } from '../../../shared/model/ids.ts'
import { splitClaims } from '../checking/splitClaims.ts'
import type { LibraryAnswerer } from './draftAnswer.ts'

export const quoteBestPassages: LibraryAnswerer = async (question, search, signal) => {
  const found = (await search.search(question.slice(0, 4000), 3, signal)).map((passage) => ({ ...passage, source: passage.source as SourceId, title: passage.title ?? '' }))
  const passages = found.map(({ source, start, end, text, title }, index) => ({ source, start, end, text, title, n: index + 1 }))
  const lines = passages.map(({ text, n }) => `${splitClaims(text)[0]?.text ?? text} [${n}]`)
  return { passages, text: lines.length === 0 ? 'Your library does not say.' : lines.join('\n\n') }
}
