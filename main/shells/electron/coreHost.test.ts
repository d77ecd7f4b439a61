/** The core's process from main's side: started again when it dies, a few times and no more; asked for keys one at a time. */
import { deepEqual, equal, rejects } from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import type { UtilityProcess } from 'electron'
import type { Secrets } from '../../core/ports.ts'
import { createCoreHost } from './coreHost.ts'
import type { FromCore, ToCore } from './coreMessages.ts'

class Child extends EventEmitter {
  readonly heard: ToCore[] = []
  readonly stdout = null
  readonly stderr = null
  killed = false
  postMessage(message: ToCore): void {
    this.heard.push(message)
  }
  kill(): boolean {
    this.killed = true
    return true
  }
  say(message: FromCore | { kind: string }): void {
    this.emit('message', message)
  }
}

function setUp(secrets: Partial<Secrets> = {}) {
  const children: Child[] = []
  const told: unknown[] = []
  const clock = { now: 0 }
  const host = createCoreHost({
    fork: () => {
      const child = new Child()
      children.push(child)
      return child as unknown as UtilityProcess
    },
    open: { folder: 'w', log: 'info', checker: 'embedded' },
    secrets: { get: () => undefined, set: () => ({ where: '' }), list: () => [], ...secrets },
    log: { write: () => undefined },
    elapsed: () => clock.now,
    onReady: () => told.push('ready'),
    onGone: (how) => told.push(how),
    onRefused: (problem) => told.push(problem.code),
  })
  return { host, children, told, clock, die: (code = 1) => children.at(-1)!.emit('exit', code) }
}

test('it is started again three times, then given up until somebody asks', () => {
  const { host, children, told, die } = setUp()
  host.start()
  for (let n = 0; n < 4; n++) die()
  deepEqual([told, children.length], [['again', 'again', 'again', 'given up'], 4])
  host.start()
  equal(children.length, 5)
  die()
  equal(told.at(-1), 'again')
})

test('deaths that lie far apart are not counted together', () => {
  const { host, told, clock, die } = setUp()
  host.start()
  for (let n = 0; n < 10; n++) {
    clock.now += 3 * 60_000
    die()
  }
  equal(told.includes('given up'), false)
})

test('a core that ends in order, as after a restore, is opened again, and that is no death', () => {
  const { host, children, told, die } = setUp()
  host.start()
  for (let n = 0; n < 6; n++) die(0)
  deepEqual([new Set(told), children.length], [new Set(['planned']), 7])
})

test('a workspace that cannot be opened is no death', () => {
  const { host, children, told } = setUp()
  host.start()
  children[0]!.say({ kind: 'refused', problem: { code: 'workspace.newer' } })
  children[0]!.emit('exit', 0)
  deepEqual([told, children.length, children[0]!.killed], [['workspace.newer'], 1, true])
})

test('keys are answered by server, a failure of the keyring as a problem, and what is no message as nothing', async () => {
  const { host, children } = setUp({ get: (server) => (server === 'a' ? Promise.resolve('sk-a') : undefined), set: () => Promise.reject(new Error('a private detail')) })
  host.start()
  const child = children[0]!
  child.say({ kind: 'ask', id: 1, what: { of: 'key.get', server: 'a' } })
  child.say({ kind: 'ask', id: 2, what: { of: 'key.get', server: '__proto__' } })
  child.say({ kind: 'ask', id: 3, what: { of: 'key.set', server: 'a', key: 'sk-b' } })
  child.say({ kind: 'evaluate' })
  await new Promise((resolve) => setImmediate(resolve))
  deepEqual(child.heard.slice(1), [
    { kind: 'answer', id: 1, value: 'sk-a' },
    { kind: 'answer', id: 2, value: undefined },
    { kind: 'answer', id: 3, value: undefined, problem: { code: 'fault' } },
  ])
})

test('an import under way when it dies is told as a lost connection, and none begins before it is ready', async () => {
  const { host, children, die } = setUp()
  host.start()
  await rejects(host.importPaths(['x']), { code: 'connection.lost' })
  children[0]!.say({ kind: 'ready' })
  const begun = host.importPaths(['x'])
  die()
  await rejects(begun, { code: 'connection.lost' })
})

test('closing asks it to end and does not start it again', async () => {
  const { host, children, told } = setUp()
  host.start()
  const closing = host.close()
  deepEqual(children[0]!.heard.at(-1), { kind: 'close' })
  children[0]!.emit('exit', 0)
  await closing
  deepEqual([told, children.length], [[], 1])
})
