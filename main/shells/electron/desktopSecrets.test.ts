/** Keys of the desktop app: encrypted where the system can, announced where it cannot, and never deleted because they cannot be read. */
import { deepEqual, equal, match } from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { createSecrets } from '../../adapters/secrets/createSecrets.ts'
import { createDesktopSecrets, type SafeStorage } from './desktopSecrets.ts'

/** Turns bytes around with a secret number; another number reads nothing. */
const keyring = (secret: number, { backend = 'gnome_libsecret', available = true } = {}): SafeStorage => ({
  isEncryptionAvailable: () => available,
  getSelectedStorageBackend: () => backend,
  encryptString: (text) => Buffer.from([secret, ...Buffer.from(text)].map((byte, index) => (index === 0 ? byte : byte ^ secret))),
  decryptString: (sealed) => {
    if (sealed[0] !== secret) throw new Error('wrong secret')
    return Buffer.from(sealed.subarray(1).map((byte) => byte ^ secret)).toString()
  },
})

function setUp(t: TestContext, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-desktop-keys-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'desktop', 'keys.json')
  const plain = join(folder, 'keys.json')
  const told: string[] = []
  const logged: string[] = []
  const log = { write: (_level: string, event: string) => void logged.push(event) }
  const open = (safeStorage: SafeStorage) => createDesktopSecrets({ file, safeStorage, otherwise: createSecrets({ env, file: plain, log, onSecret: () => undefined }), log, onSecret: (key) => told.push(key) })
  return { file, plain, told, logged, open }
}

test('a key is encrypted, kept for its owner only, read again, and told to the log’s redaction', async (t) => {
  const { file, open, told } = setUp(t)
  const secrets = open(keyring(7))
  deepEqual(await secrets.set('local', 'sk-planted'), { where: 'the protected storage of this system' })
  equal(await open(keyring(7)).get('local'), 'sk-planted')
  deepEqual(await secrets.list(), [{ server: 'local', where: 'the protected storage of this system' }])
  equal(readFileSync(file, 'utf8').includes('planted'), false)
  deepEqual([statSync(file).mode & 0o777, told.includes('sk-planted')], [0o600, true])
})

test('a key that cannot be decrypted is told of and stays, also when a new one takes its place or it is taken away', async (t) => {
  const { file, open, logged } = setUp(t)
  await open(keyring(7)).set('local', 'sk-first')
  const lost = open(keyring(9))
  equal(await lost.get('local'), undefined)
  match((await lost.list())[0]!.where, /cannot read it any more/)
  equal(logged.includes('secrets.undecryptable'), true)
  await lost.set('local', 'sk-second')
  equal(await lost.get('local'), 'sk-second')
  const { setAside } = JSON.parse(readFileSync(file, 'utf8')) as { setAside: [string, string][] }
  deepEqual(setAside.map(([server, sealed]) => [server, keyring(7).decryptString(Buffer.from(sealed, 'base64'))]), [['local', 'sk-first']])
  const lostAgain = open(keyring(11))
  await lostAgain.set('local', '')
  equal((JSON.parse(readFileSync(file, 'utf8')) as { setAside: unknown[] }).setAside.length, 2)
})

for (const [name, safeStorage] of [['basic_text', keyring(7, { backend: 'basic_text' })], ['an unknown one', keyring(7, { backend: 'unknown' })], ['none', keyring(7, { available: false })]] as const) {
  test(`with ${name} for a keyring it is said so, and the key is kept the plain way`, async (t) => {
    const { plain, open } = setUp(t)
    const secrets = open(safeStorage)
    const { where, warning } = await secrets.set('local', 'sk-plain')
    equal(where, plain)
    match(warning!, /no keyring.*not encrypted/)
    equal(await secrets.get('local'), 'sk-plain')
    // Once there is a keyring, the key moves into it and leaves the plain file.
    const better = open(keyring(7))
    equal(await better.get('local'), 'sk-plain')
    await better.set('local', 'sk-plain')
    equal(readFileSync(plain, 'utf8').includes('sk-plain'), false)
    equal(await better.get('local'), 'sk-plain')
  })
}

test('the environment wins, and it is said', async (t) => {
  const { open } = setUp(t, { PLUMBLINE_KEY_LOCAL: 'sk-of-env' })
  const secrets = open(keyring(7))
  match((await secrets.set('local', 'sk-kept')).warning!, /PLUMBLINE_KEY_LOCAL is set and is used instead/)
  equal(await secrets.get('local'), 'sk-of-env')
})

test('an emptied key is gone everywhere', async (t) => {
  const { open } = setUp(t)
  const secrets = open(keyring(7))
  await secrets.set('local', 'sk-x')
  deepEqual(await secrets.set('local', ''), { where: 'nowhere' })
  deepEqual([await secrets.get('local'), await secrets.list()], [undefined, []])
})

test('a damaged file is put aside and not overwritten', async (t) => {
  const { file, open } = setUp(t)
  const secrets = open(keyring(7))
  await secrets.set('local', 'sk-x')
  writeFileSync(file, '{ half')
  equal(await secrets.get('local'), undefined)
  await secrets.set('other', 'sk-y')
  equal(readFileSync(`${file}.damaged`, 'utf8'), '{ half')
})
