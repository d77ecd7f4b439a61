/** Many turns in one lane: never more at once than allowed, and each gets its turn. */
import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import type { ClaimId } from '../../../shared/model/ids.ts'
import { claimQueue } from './claimQueue.ts'
import { createLane } from './lane.ts'

/** A member with so many pieces, each of which ends when it is told to. */
function member(name: string, pieces: number, begun: string[], ends: (() => void)[]) {
  let left = pieces
  return () => {
    if (left === 0) return undefined
    left--
    return () => {
      begun.push(name)
      return new Promise<void>((resolve) => ends.push(resolve))
    }
  }
}

test('a turn with much to do leaves every second piece to one with little', async () => {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const lane = createLane(1)
  lane.join(member('long', 5, begun, ends)).wake()
  lane.join(member('short', 2, begun, ends)).wake()
  for (let end = ends.shift(); end; end = ends.shift()) {
    equal(lane.running, 1)
    end()
    await new Promise(setImmediate)
  }
  deepEqual(begun, ['long', 'short', 'long', 'short', 'long', 'long', 'long'])
})

test('never more at once than the lane is wide, and all are done', async () => {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const lane = createLane(3)
  const seats = ['a', 'b', 'c', 'd'].map((name) => lane.join(member(name, 4, begun, ends)))
  seats.forEach((seat) => seat.wake())
  let most = 0
  while (ends.length > 0) {
    most = Math.max(most, lane.running)
    ends.shift()!()
    seats[begun.length % 4]!.wake()
    await new Promise(setImmediate)
  }
  deepEqual([most, begun.length, lane.running], [3, 16, 0])
})

test('work that comes after the lane ran empty is begun at once', async () => {
  const begun: string[] = []
  const lane = createLane(1)
  let work: string[] = []
  const seat = lane.join(() => {
    const next = work.shift()
    return next === undefined ? undefined : () => Promise.resolve(void begun.push(next))
  })
  for (const one of ['a', 'b']) {
    work = [one]
    seat.wake()
    deepEqual(begun.at(-1), one)
    await new Promise(setImmediate)
  }
})

test('claims come in order, those that are looked at first, each once', () => {
  const queue = claimQueue<string>()
  const ids = Array.from({ length: 8 }, (_, i) => `c${i}` as ClaimId)
  ids.slice(0, 6).forEach((id) => queue.push(id, id))
  const taken = [queue.take()]
  queue.prefer([ids[4]!, ids[0]!, ids[5]!])
  taken.push(queue.take(), queue.take(), queue.take())
  ids.slice(6).forEach((id) => queue.push(id, id))
  for (let next = queue.take(); next; next = queue.take()) taken.push(next)
  deepEqual(taken, ['c0', 'c4', 'c5', 'c1', 'c2', 'c3', 'c6', 'c7'])
  queue.push(ids[1]!, 'again')
  deepEqual([queue.take(), queue.take()], ['again', undefined])
})
