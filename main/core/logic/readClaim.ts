/** Reads a sentence in the vocabulary of a compiled base; the vocabulary is prepared once a base. */
import { readSentence } from '../../../shared/logic/read/readSentence.ts'
import { compileVocabulary, type Vocabulary } from '../../../shared/logic/read/vocabulary.ts'
import type { CompiledBase } from './compiled.ts'
import type { ReadSentence } from './decideClaim.ts'

const vocabularies = new WeakMap<CompiledBase, Vocabulary>()

export const readClaim: ReadSentence = (sentence, compiled, asOf) => {
  let vocabulary = vocabularies.get(compiled)
  if (!vocabulary) vocabularies.set(compiled, (vocabulary = compileVocabulary(compiled.base)))
  return readSentence(sentence, vocabulary, { asOf })
}
