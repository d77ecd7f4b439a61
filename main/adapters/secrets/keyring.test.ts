/** Keys in the system's keyring: a real one where the machine has the programs for it, one that hangs, and none. */
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Problem } from '../../../shared/problem.ts'
import type { Secrets } from '../../core/ports.ts'
import { createSecrets } from './createSecrets.ts'
import { type Keyring, systemKeyring } from './keyring.ts'
import { keyringSecrets } from './keyringSecrets.ts'

const base = mkdtempSync(join(tmpdir(), 'plumbline-keyring-'))
after(() => rmSync(base, { recursive: true, force: true }))
const KEY = 'sk-planted-0123456789'

let made = 0
function secretsIn(keyring: Keyring, env: Record<string, string> = {}): { secrets: Secrets; folder: string; told: string[]; again: () => Secrets } {
  const folder = join(base, String(++made))
  const told: string[] = []
  const log = { write: () => undefined }
  const open = (): Secrets => {
    const kept = createSecrets({ env, file: join(folder, 'keys.json'), log, onSecret: (key) => told.push(key) })
    return keyringSecrets({ keyring, kept, file: join(folder, 'keyring.json'), log, onSecret: (key) => told.push(key) })
  }
  return { secrets: open(), folder, told, again: open }
}
const filesWith = (folder: string, text: string): string[] => readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text))

/** A keyring in memory that can be made to fail. */
function playedKeyring(): Keyring & { kept: Map<string, string>; locked: boolean } {
  const kept = new Map<string, string>()
  const played = {
    kept,
    locked: false,
    name: 'the played keyring',
    trouble: () => Promise.resolve(played.locked ? 'it is locked' : undefined),
    get: (account: string) => (played.locked ? Promise.reject(new Error('it is locked')) : Promise.resolve(kept.get(account) ?? null)),
    set: (account: string, key: string) => (played.locked ? Promise.reject(new Error('it is locked')) : Promise.resolve(void kept.set(account, key))),
    delete: (account: string) => (played.locked ? Promise.reject(new Error('it is locked')) : Promise.resolve(void kept.delete(account))),
  }
  return played
}

test('a key goes into the keyring and not onto the disk; a new start finds it; it is told to the log', async () => {
  const keyring = playedKeyring()
  const { secrets, folder, told, again } = secretsIn(keyring)
  deepEqual(await secrets.set('mine', KEY), { where: 'the played keyring' })
  deepEqual([await again().get('mine'), await again().list(), filesWith(folder, KEY), told.includes(KEY)], [KEY, [{ server: 'mine', where: 'the played keyring' }], [], true])
  deepEqual([await secrets.set('mine', ''), await secrets.get('mine'), [...keyring.kept]], [{ where: 'nowhere' }, undefined, []])
})

test('keys of the file are moved on request, and stay where the keyring does not take them', async () => {
  const keyring = playedKeyring()
  keyring.locked = true
  const { secrets, folder } = secretsIn(keyring)
  match((await secrets.set('mine', KEY)).warning!, /not encrypted.*cannot be used: it is locked/)
  await secrets.set('other', `${KEY}-2`)
  await rejects(async () => secrets.moveToKeyring!(), (error) => error instanceof Problem && error.code === 'keyring.unreachable')
  deepEqual([await secrets.get('mine'), filesWith(folder, KEY)], [KEY, ['keys.json']])
  keyring.locked = false
  deepEqual([await secrets.moveToKeyring!(), filesWith(folder, KEY), await secrets.get('mine'), await secrets.get('other')], [['mine', 'other'], [], KEY, `${KEY}-2`])
})

test('a keyring that is locked later loses nothing: it is said, a removal is refused, and a new key goes into the file', async () => {
  const keyring = playedKeyring()
  const { secrets, again } = secretsIn(keyring)
  await secrets.set('mine', KEY)
  keyring.locked = true
  const unreachable = (error: unknown): boolean => error instanceof Problem && error.code === 'keyring.unreachable'
  await rejects(async () => again().get('mine'), unreachable)
  await rejects(async () => again().set('mine', ''), unreachable)
  await again().set('mine', `${KEY}-new`)
  equal(await again().get('mine'), `${KEY}-new`)
  keyring.locked = false
  equal(await again().get('mine'), `${KEY}-new`)
})

test('the environment wins over the keyring', async () => {
  const { secrets } = secretsIn(playedKeyring(), { PLUMBLINE_KEY_MINE: 'from-the-environment' })
  match((await secrets.set('mine', KEY)).warning!, /PLUMBLINE_KEY_MINE is set/)
  deepEqual([await secrets.get('mine'), await secrets.list()], ['from-the-environment', [{ server: 'mine', where: 'PLUMBLINE_KEY_MINE' }]])
})

test('without a desktop session there is no keyring, which is known at once', async () => {
  match((await systemKeyring({ env: {}, platform: 'linux' }).trouble())!, /no desktop session/)
})

test('a bus that takes calls and never answers is given up in time', { skip: process.platform !== 'linux' && 'D-Bus is of Linux' }, async () => {
  const path = join(base, 'bus')
  const server = createServer(() => undefined)
  await new Promise<void>((resolve) => server.listen(path, resolve))
  try {
    match((await systemKeyring({ env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }, platform: 'linux', probeMs: 1500 }).trouble())!, /did not answer within 2 seconds/)
  } finally {
    server.close()
  }
})

const programs = ['dbus-run-session', 'gnome-keyring-daemon'].filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0)
const missing = process.platform !== 'linux' ? 'the Secret Service is of Linux' : programs.length > 0 && `NOT TRIED WITH A REAL KEYRING: ${programs.join(' and ')} missing (apt-get install dbus gnome-keyring)`

/** A desktop session of its own with an unlocked keyring; ends with `close`. */
async function session(): Promise<{ env: Record<string, string>; close(): Promise<void> }> {
  const home = mkdtempSync(join(base, 'home-'))
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: home }
  const script = 'printf test | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1; echo "$DBUS_SESSION_BUS_ADDRESS"; cat >/dev/null'
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', script], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (piece: Buffer) => resolve(piece.toString().trim()))
    child.once('exit', () => reject(new Error('the session did not begin')))
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    env: { ...env, DBUS_SESSION_BUS_ADDRESS: address },
    close: () => {
      child.stdin.end()
      return gone
    },
  }
}

test('the real keyring of a desktop session keeps, gives, moves and forgets keys', { skip: missing }, async () => {
  const { env, close } = await session()
  try {
    const keyring = systemKeyring({ env, platform: 'linux' })
    equal(await keyring.trouble(), undefined)
    const { secrets, folder, again } = secretsIn(keyring)
    const odd = 'schlüssel-ключ-鍵 "\'`$(x)'
    deepEqual([await secrets.set('mine', KEY), await secrets.set('__proto__', odd)], [{ where: 'the system’s keyring' }, { where: 'the system’s keyring' }])
    deepEqual([await again().get('mine'), await again().get('__proto__'), await again().get('nobody'), filesWith(folder, KEY)], [KEY, odd, undefined, []])
    writeFileSync(join(folder, 'keys.json'), JSON.stringify([['later', 'a-key-of-the-file']]), { mode: 0o600 })
    deepEqual([await again().moveToKeyring!(), await again().get('later'), filesWith(folder, 'a-key-of-the-file')], [['later'], 'a-key-of-the-file', []])
    await secrets.set('mine', '')
    equal(await again().get('mine'), undefined)
    ok((statSync(join(folder, 'keyring.json')).mode & 0o077) === 0)
  } finally {
    await close()
  }
})
