/** What can wait shares a transaction with what comes next, in order; when it fails everyone hears. */
import { deepEqual, throws } from 'node:assert/strict'
import { test } from 'node:test'
import type { TurnEvent } from '../../../shared/model/turn.ts'
import type { NewEvent } from '../ports.ts'
import { createCommits, type Entry } from './commits.ts'

function world() {
  let clock = 0
  const transactions: string[][] = []
  const heard: string[] = []
  let full = false
  const append = (events: readonly NewEvent[]) => {
    if (full) throw new Error('disk full')
    transactions.push(events.map(({ stream, event }) => `${stream}${'text' in event ? event.text : ''}`))
    clock += 10
    return events.map((_, i) => ({ seq: i + 1, at: '' }))
  }
  const entry = (stream: string, ...texts: string[]): Entry => ({
    stream,
    events: texts.map((text): TurnEvent => ({ kind: 'text', at: 0, text })),
    fold: (events) => heard.push(`${stream} folds ${events.map(({ seq }) => seq).join()}`),
    kept: () => heard.push(`${stream}${texts.join('')} kept`),
    failed: (error) => heard.push(`${stream}${texts.join('')} ${(error as Error).message}`),
  })
  return { commits: createCommits({ append }, { elapsed: () => clock }), transactions, heard, entry, fill: () => (full = true), pass: (ms: number) => (clock += ms) }
}

test('the first is kept at once; those that follow share one with what cannot wait, each folded once', () => {
  const { commits, transactions, heard, entry } = world()
  commits.soon(entry('a', '1'))
  commits.soon(entry('a', '2'))
  commits.soon(entry('b', '3', '4'))
  commits.soon(entry('a', '5'))
  commits.now(entry('b', '6'))
  deepEqual(transactions, [['a1'], ['a2', 'b3', 'b4', 'a5', 'b6']])
  deepEqual(heard, ['a folds 1', 'a1 kept', 'a folds 1,4', 'b folds 2,3,5', 'a2 kept', 'b34 kept', 'a5 kept', 'b6 kept'])
})

test('the pause is four times as long as a transaction took, and ends early when much waits or somebody asks', () => {
  const { commits, transactions, entry, pass } = world()
  commits.soon(entry('a', '1'))
  pass(39)
  commits.soon(entry('a', '2'))
  pass(1)
  commits.soon(entry('a', '3'))
  commits.soon(entry('a', ...Array.from({ length: 200 }, () => 'x')))
  commits.soon(entry('a', '4'))
  commits.flush()
  commits.flush()
  deepEqual(transactions.map((events) => events.length), [1, 2, 200, 1])
})

test('what could not be kept is heard of by those who waited, and thrown at the one who did not', () => {
  const { commits, heard, entry, fill } = world()
  commits.soon(entry('a', '1'))
  commits.soon(entry('a', '2'))
  fill()
  throws(() => commits.now(entry('b', '3')), /disk full/)
  commits.soon(entry('a', '4'))
  commits.flush()
  deepEqual(heard, ['a folds 1', 'a1 kept', 'a2 disk full', 'a4 disk full'])
})
