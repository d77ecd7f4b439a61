/** Finds the passages of the library that speak of the question and numbers them for citing. */
import type { RecalledPassage } from '../../../shared/model/turn.ts'
import type { StoreReader } from '../ports.ts'

/** Passages handed to a model. */
const PASSAGES = 8
/** Characters of a question that are searched with; a pasted megabyte has said by then what it is about. */
const SEARCHED = 4000

export const recall = (question: string, read: Pick<StoreReader, 'searchPassages'>): RecalledPassage[] =>
  read.searchPassages(question.slice(0, SEARCHED), PASSAGES).map(({ score: _score, path: _path, ...passage }, index) => ({ ...passage, n: index + 1 }))
