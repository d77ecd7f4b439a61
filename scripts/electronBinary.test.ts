/** `npm start` never hangs on a closed network, and says in words why there is no window. */
import { deepEqual, equal } from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { canReach, electronProgram, readyElectron } from './electronBinary.mjs'
import { openDesktop } from './openDesktop.mjs'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-electron-binary-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('a program that was not fetched is not there, and nothing is fetched by looking', () => {
  equal(electronProgram(folder), undefined)
})

test('a server that refuses, and one that takes the call and says nothing, are both given up', async () => {
  const silent = createServer((socket) => void socket.on('error', () => undefined).resume())
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  equal(await canReach(`http://127.0.0.1:${port}/`, 100), false)
  await new Promise((resolve) => silent.close(resolve))
  equal(await canReach(`http://127.0.0.1:${port}/`, 100), false)
})

const reasons: [name: string, env: Record<string, string>, surroundings: { uid?: number; platform: NodeJS.Platform }, why: RegExp][] = [
  ['no display', {}, { uid: 1000, platform: 'linux' }, /no display/],
  ['the root user', { DISPLAY: ':0' }, { uid: 0, platform: 'linux' }, /root user/],
  ['a closed network', { WAYLAND_DISPLAY: 'wayland-0' }, { uid: 1000, platform: 'linux' }, /could not be fetched/],
]
for (const [name, env, surroundings, why] of reasons) {
  test(`with ${name} it is said in words`, async (t) => {
    if (electronProgram() !== undefined && name === 'a closed network') return t.skip('Electron is here: nothing is to be fetched')
    const found = await readyElectron(env, { ...surroundings, fetchIt: () => Promise.resolve(false) })
    equal('why' in found && why.test(found.why), true)
  })
}

test('a window that fails before it is there gives way to the browser; one that was there ends as it ends', async () => {
  const app = (text: string): string => {
    const path = join(folder, `app${text.length}.mjs`)
    writeFileSync(path, text)
    return path
  }
  const node = process.execPath
  deepEqual(
    [
      await openDesktop(node, [], { app: app('process.exit(7)') }),
      await openDesktop(node, [], { app: app('console.log("ready here"); process.exit(7)') }),
      await openDesktop(node, [], { app: app('setInterval(() => {}, 1e6)'), patience: 300 }),
      await openDesktop(node, [], { app: app('//') }),
      await openDesktop(join(folder, 'nothing'), [], { app: folder }),
    ],
    [undefined, 7, undefined, 0, undefined],
  )
})
