/** A queue between one who tells and one who listens, in every order of the two. */
import { deepEqual, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { channel } from './channel.ts'

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const heard: T[] = []
  for await (const value of values) heard.push(value)
  return heard
}

test('what was pushed before and after the listener came is heard in order, then the end', async () => {
  const told = channel<number>()
  told.push(1)
  const heard = all(told)
  told.push(2)
  told.push(3)
  told.end()
  told.push(4)
  deepEqual(await heard, [1, 2, 3])
})

test('leaving while waiting ends the wait at once and is told once', async () => {
  let left = 0
  const told = channel<number>(() => (left += 1))
  const waiting = told.next()
  await told.return!()
  told.push(1)
  told.end()
  deepEqual([await waiting, await told.next(), left], [{ done: true, value: undefined }, { done: true, value: undefined }, 1])
})

test('values that still wait are joined, one that is being heard is not', async () => {
  const told = channel<string>(undefined, (last, next) => (last.length < 3 ? last + next : undefined))
  const first = told.next()
  for (const letter of 'abcde') told.push(letter)
  told.end()
  deepEqual([(await first).value, await all(told)], ['a', ['bcd', 'e']])
})

test('a failure is heard after what was queued, and by one who waits at once', async () => {
  const queued = channel<number>()
  queued.push(1)
  queued.fail(new Error('full'))
  deepEqual((await queued.next()).value, 1)
  await rejects(queued.next(), /full/)
  deepEqual((await queued.next()).done, true)
  const waited = channel<number>()
  const waiting = waited.next()
  waited.fail(new Error('full'))
  await rejects(waiting, /full/)
})
