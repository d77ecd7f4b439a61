/** Sentences and how they are read, as data: `cases/*.txt` hold a rule base, a line of dashes, and `sentence => reading` lines. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseRules } from '../parseRules.ts'
import { readSentence } from './readSentence.ts'
import { compileVocabulary, type Vocabulary } from './vocabulary.ts'

const folder = new URL('cases/', import.meta.url)
const options = { asOf: '2026-11-23' }

/** `-` is unread, ` || ` sets alternatives apart, ` ;; ` parts, `~` opens the reason of a hedge. */
function written(sentence: string, vocabulary: Vocabulary): string {
  return readSentence(sentence, vocabulary, options)
    .parts.map((part) => `${part.alternatives.length === 0 ? '-' : part.alternatives.map((one) => one.printed).join(' || ')}${part.hedge === undefined ? '' : ` ~${part.hedge}`}`)
    .join(' ;; ')
}

for (const name of readdirSync(folder).filter((file) => file.endsWith('.txt')).sort()) {
  test(`sentences of ${name}`, () => {
    const place = new URL(name, folder)
    const text = readFileSync(place, 'utf8')
    const [rules = '', lines = ''] = text.split(/^-----\n/m)
    const base = parseRules([{ file: name, text: rules }])
    assert.deepEqual(base.diagnostics.filter((one) => one.severity === 'error').map((one) => one.message), [])
    const vocabulary = compileVocabulary(base)
    const read = lines.split('\n').map((line) => {
      const sentence = line.split(' => ')[0]!
      return sentence.trim() === '' || line.startsWith('#') ? line : `${sentence} => ${written(sentence, vocabulary)}`
    })
    if (process.env['UPDATE'] === '1') writeFileSync(place, `${rules}-----\n${read.join('\n')}`)
    else assert.deepEqual(read, lines.split('\n'))
  })
}
