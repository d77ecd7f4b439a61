/** Waiting that a signal ends: what is left behind must not come back as an unheard rejection. */
import { deepEqual, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { untilAborted } from './untilAborted.ts'

const unheard: unknown[] = []
process.on('unhandledRejection', (reason) => unheard.push(reason))
const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve))

for (const [name, abortedBefore] of [['before', true], ['while waiting', false]] as const) {
  test(`work that fails after its signal was aborted ${name} is heard of by nobody`, async () => {
    const stopping = new AbortController()
    const reason = new Error('stop')
    let fail = (_error: Error): void => undefined
    const work = new Promise<never>((_resolve, reject) => (fail = reject))
    if (abortedBefore) stopping.abort(reason)
    const waiting = rejects(untilAborted(work, stopping.signal), reason)
    stopping.abort(reason)
    await waiting
    fail(new Error('late'))
    await turnOfTheLoop()
    deepEqual(unheard, [])
  })
}
