/** Which names are offered while `@` is typed, and how each is put into the question. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { NamedAnswerer } from '../../../shared/model/namedAnswerer.ts'
import { callersOf, fitting, typedCall } from './callers.ts'

const named = (name: string) => ({ id: name, name, instructions: '', answerer: { kind: 'library' } }) as unknown as NamedAnswerer
const callers = callersOf([named('physicist'), named('물리학자')], { Here: { models: ['gpt-4.1', 'both'] }, Far: { models: ['both'], say: 'x' } })

/** [text with | for the caret, what is typed of a name] */
const typed: readonly [text: string, name: string | undefined][] = [
  ['@|', ''], ['@phy|', 'phy'], ['  @물|', '물'], ['＠p|', 'p'], ['@"gpt 4|', 'gpt 4'], ['@phy| sicist', 'phy'],
  ['@phy what|', undefined], ['what @phy|', undefined], ['|@phy', undefined], ['@"gpt"|', undefined], ['|', undefined],
]
for (const [text, name] of typed) {
  test(`${text} is typing ${name === undefined ? 'no name' : `“${name}”`}`, () => deepEqual(typedCall(text.replace('|', ''), text.indexOf('|')), name))
}

test('experts come first, then the library, then models, which are quoted and told apart by their server where they must be', () => {
  deepEqual(callers.map(({ call }) => call), ['@physicist', '@물리학자', '@library', '@"gpt-4.1"', '@"Here/both"', '@"Far/both"'])
})

test('what begins with the letters goes before what only has them', () => {
  deepEqual([fitting(callers, 'B').map(({ name }) => name), fitting(callers, '물').map(({ name }) => name), fitting(callers, 'zzz')], [['both', 'both', 'library'], ['물리학자'], []])
})
