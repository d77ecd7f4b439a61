/** New versions: nothing is loaded or asked before the person turns it on, and turning it off holds what was fetched. */
import { deepEqual, equal, match } from 'node:assert/strict'
import { test } from 'node:test'
import { createUpdates, type Updater } from './updates.ts'

function setUp(packaged: boolean, check: () => Promise<{ updateInfo: { version: string } } | null> = () => Promise.resolve(null)) {
  const did: string[] = []
  const listeners = new Map<string, (given: never) => void>()
  const updater: Updater = {
    autoDownload: false,
    autoInstallOnAppQuit: false,
    on: (event: string, listener: (given: never) => void) => listeners.set(event, listener),
    checkForUpdates: () => {
      did.push('asked')
      return check()
    },
  }
  const updates = createUpdates({
    packaged,
    log: { write: (_level, event) => did.push(event) },
    load: () => {
      did.push('loaded')
      return Promise.resolve(updater)
    },
    onChange: () => did.push('told'),
  })
  return { updates, updater, did, arrive: (version: string) => listeners.get('update-downloaded')?.({ version } as never) }
}
const settled = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve))

test('off, nothing is loaded and no server is asked', async () => {
  const { updates, did } = setUp(true)
  updates.set(false)
  await settled()
  deepEqual([did, updates.say()], [[], 'Off: no server is asked for new versions.'])
})

test('a copy that runs from its sources asks nobody, on or off', async () => {
  const { updates, did } = setUp(false)
  updates.set(true)
  await settled()
  deepEqual(did, [])
  match(updates.say(), /from its sources/)
})

test('on, it looks once, says what has come, and off again does not put it in', async () => {
  const { updates, updater, did, arrive } = setUp(true)
  updates.set(true)
  updates.set(true)
  await settled()
  deepEqual(did, ['loaded', 'asked'])
  arrive('2.0.0')
  equal(updates.say(), 'Version 2.0.0 is here and is put in when you quit.')
  updates.set(false)
  await settled()
  equal(updater.autoInstallOnAppQuit, false)
})

test('a feed that does not answer is said in words and logged', async () => {
  const { updates, did } = setUp(true, () => Promise.reject(new Error('ENOTFOUND')))
  updates.set(true)
  await settled()
  updates.set(false)
  updates.set(true)
  await settled()
  match(updates.say(), /found no answer/)
  equal(did.includes('update.failed'), true)
  updates.set(false)
})
