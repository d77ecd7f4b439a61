/** What holds of every sentence: reading never throws, is deterministic, keeps its offsets, and never reads a frame or a hedge away. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseRules } from '../parseRules.ts'
import { readSentence } from './readSentence.ts'
import { compileVocabulary } from './vocabulary.ts'

const folder = new URL('cases/', import.meta.url)
const options = { asOf: '2026-11-23' }
const FUNCTION_WORDS = 'every all no some not and or , if then unless only neither both that which who with without the a is has does more than at least between of in it they there by about 5 40 kW % € 2026 never except but may will'.split(' ')
/** Around a sentence, each makes it claim something else than it did. */
const FRAMES: readonly ((sentence: string) => string)[] = [
  (s) => `${s} in winter.`, (s) => `${s} on paper.`, (s) => `${s}, unless the moon is full.`, (s) => `If the moon is full, ${s}.`, (s) => `Nobody believes that ${s}.`, (s) => `Perhaps ${s}.`, (s) => `${s}, or so I heard.`,
  (s) => `In 2019, ${s}.`, (s) => `The claim that ${s} is false.`, (s) => `It is unclear whether ${s}.`, (s) => `${s} except on Mondays.`, (s) => `Imagine that ${s}.`, (s) => `${s}?`,
]

function randomOf(seed: number): () => number {
  let state = seed
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
}

const bases = readdirSync(folder).filter((name) => name.endsWith('.txt')).sort().map((name) => {
  const [rules = '', lines = ''] = readFileSync(new URL(name, folder), 'utf8').split(/^-----\n/m)
  return { name, vocabulary: compileVocabulary(parseRules([{ file: name, text: rules }])), sentences: lines.split('\n').map((line) => line.split(' => ')[0]!).filter((line) => line.trim() !== '') }
})

for (const { name, vocabulary, sentences } of bases) {
  test(`any words in the vocabulary of ${name} are read without harm`, () => {
    const random = randomOf(name.length * 7919)
    const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)]!
    const words = sentences.flatMap((sentence) => sentence.split(/\s+/))
    for (let count = 0; count < 30; count++) {
      const mixed = Array.from({ length: 1 + Math.floor(random() * 24) }, () => (random() < 0.4 ? pick(FUNCTION_WORDS) : pick(words))).join(' ')
      const chained = Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(sentences).replace(/[.?]$/, '')).join(pick([' and ', ' or ', ', ', ' if ', '; ', '. ']))
      for (const text of [mixed, chained]) {
        const first = readSentence(text, vocabulary, options)
        assert.deepEqual(readSentence(text, vocabulary, options), first, text)
        for (const { start, end } of first.parts) assert.ok(start >= 0 && start <= end && end <= text.length, text)
      }
    }
  })

  test(`no frame is read away from a sentence of ${name}`, () => {
    const plain = sentences.filter((sentence) => readSentence(sentence, vocabulary, options).parts.every((part) => part.alternatives.length > 0 && part.hedge === undefined))
    for (const sentence of plain) {
      for (const frame of FRAMES) {
        const framed = frame(sentence.replace(/\.$/, ''))
        const { parts } = readSentence(framed, vocabulary, options)
        assert.ok(parts.some((part) => part.alternatives.length === 0 || part.hedge !== undefined), framed)
      }
    }
  })
}

test('a text of 100 KB is left unread at once', () => {
  const { vocabulary } = bases[0]!
  for (const text of ['not '.repeat(25_000), 'a12 is liquid-cooled and '.repeat(4_000), '('.repeat(100_000)]) assert.deepEqual(readSentence(text, vocabulary, options).parts.map((part) => part.alternatives.length), [0])
})
