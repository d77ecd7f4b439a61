/** The declaration under the cursor is let go as soon as the cursor leaves it, and a late answer for an older place is dropped. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { Text } from '@codemirror/state'
import { type UnderCursor, watchCursor } from './underCursor.ts'

const TEXT = 'rule one "One": a\nrule two "Two": b\n'
const ONE = { from: 0, to: 17, says: 'One.' }
const TWO = { from: 18, to: 35, says: 'Two.' }

function watched(context: { mock: typeof import('node:test').mock }) {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  let place = { doc: Text.of(TEXT.split('\n')), head: 3, understood: true }
  let call = (): void => undefined
  const asked: { at: number; answer: (said: typeof ONE | undefined) => void }[] = []
  const told: UnderCursor[] = []
  const watch = watchCursor(
    {
      place: () => place,
      onPlace: (listener) => ((call = listener), () => undefined),
      say: (at) => new Promise((answer) => asked.push({ at, answer })),
    },
    (known) => told.push(known),
  )
  return {
    watch,
    asked,
    told,
    go(to: Partial<typeof place>) {
      place = { ...place, ...to }
      call()
    },
    rest: () => context.mock.timers.tick(150),
    async answer(said: typeof ONE | undefined) {
      asked.shift()?.answer(said)
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}

test('it holds while the cursor stays within it, and not from the moment that it leaves', async (context) => {
  const { told, go, rest, answer, asked, watch } = watched(context)
  rest()
  await answer(ONE)
  const one = { ...ONE, id: 'one' }
  deepEqual(told.splice(0), [{ here: one, holds: true }])
  go({ head: 10 })
  deepEqual([told, watch.holds()], [[], true])
  go({ head: 20 })
  deepEqual([told.splice(0), watch.holds()], [[{ here: one, holds: false }], false])
  rest()
  deepEqual(asked.map(({ at }) => at), [20])
  await answer(TWO)
  deepEqual(told, [{ here: { ...TWO, id: 'two' }, holds: true }])
})

test('a late answer for an older place is dropped', async (context) => {
  const { told, go, rest, answer } = watched(context)
  rest()
  go({ head: 20 })
  rest()
  await answer(ONE)
  deepEqual(told, [])
  await answer(TWO)
  deepEqual(told, [{ here: { ...TWO, id: 'two' }, holds: true }])
})

test('a change of the text lets it go, and nothing is asked until the new text is understood', async (context) => {
  const { told, go, rest, answer, asked } = watched(context)
  rest()
  await answer(ONE)
  told.length = 0
  go({ doc: Text.of(`# x\n${TEXT}`.split('\n')), head: 7, understood: false })
  rest()
  deepEqual([told.splice(0).map(({ holds }) => holds), asked.length], [[false], 0])
  go({ understood: true })
  rest()
  await answer({ ...ONE, from: 4, to: 21 })
  deepEqual(told, [{ here: { ...ONE, from: 4, to: 21, id: 'one' }, holds: true }])
})

test('an empty place is told as one, and nothing is told after the end', async (context) => {
  const { told, go, rest, answer, watch } = watched(context)
  rest()
  await answer(ONE)
  go({ head: 36 })
  rest()
  told.length = 0
  await answer(undefined)
  deepEqual(told.splice(0), [{ here: undefined, holds: true }])
  go({ head: 20 })
  rest()
  watch.stop()
  told.length = 0
  await answer(TWO)
  deepEqual(told, [])
})
