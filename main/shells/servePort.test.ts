/** Frames that a hostile page could send down its port: whoever does not speak the protocol is cut off at once, and nobody else is. */
import { deepEqual, equal } from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { MessageChannel } from 'node:worker_threads'
import { os } from '@orpc/server'
import { contractServer, MAX_FRAME } from './serveContract.ts'

const router = { core: { info: os.handler(() => 'here') } }
const GOOD = '{"i":"1","p":{"u":"/core/info","b":{}}}'

const bad: [name: string, make: () => unknown][] = [
  ['no JSON', () => 'hello'],
  ['null', () => null],
  ['an object', () => ({ i: '1', p: { u: '/core/info' } })],
  ['a polluting object', () => JSON.parse('{"__proto__":{"polluted":1},"i":"1"}') as unknown],
  ['bytes', () => new Uint8Array([1, 2, 3])],
  ['a path that is an address', () => '{"i":"1","p":{"u":"http://evil.example/"}}'],
  ['a path that goes up', () => '{"i":"1","p":{"u":"/core/../info"}}'],
  ['an unknown kind', () => '{"i":"1","t":9}'],
  ['one character too long', () => 'x'.repeat(MAX_FRAME + 1)],
  ['100 MB', () => 'x'.repeat(100 * 1024 * 1024)],
]
for (const [name, make] of bad) {
  test(`a frame that is ${name} closes its port`, async () => {
    const server = contractServer(router)
    const [evil, good] = [new MessageChannel(), new MessageChannel()]
    for (const { port1 } of [evil, good]) {
      server.servePort(port1 as never)
      port1.start()
    }
    const closed = once(evil.port2, 'close')
    evil.port2.postMessage(make())
    await closed
    good.port2.postMessage(GOOD)
    const [answer] = (await once(good.port2, 'message')) as [string]
    deepEqual([JSON.parse(answer), ({} as { polluted?: number }).polluted], [{ i: '1', p: { b: { json: 'here' } } }, undefined])
    good.port1.close()
  })
}

test('a path into the prototype is no procedure', async () => {
  const channel = new MessageChannel()
  contractServer(router).servePort(channel.port1 as never)
  channel.port1.start()
  channel.port2.postMessage('{"i":"1","p":{"u":"/core/__proto__/constructor","b":{}}}')
  const [answer] = (await once(channel.port2, 'message')) as [string]
  equal(/"code":"not-found"/.test(answer), true)
  channel.port1.close()
})
