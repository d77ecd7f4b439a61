/** Opening a workspace: beside others, after a kill, damaged, newer, read-only and full. */
import { deepEqual, equal, throws } from 'node:assert/strict'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import { Problem } from '../../../shared/problem.ts'
import { openWriting } from './connections.ts'
import { historyWriter } from './historyWriter.ts'
import { migrateTo, NEWEST } from './migrate.ts'
import { DATABASE, openStore, openStoreForReading } from './openStore.ts'
import { conversationCreated, countedIds, quiet, tickingClock, withFolder } from './testing.ts'

const around = { clock: tickingClock(), log: quiet }
const hasCode = (code: string) => (error: unknown) => error instanceof Problem && error.code === code

test('what was appended is read by another connection at once, and after a restart', () =>
  withFolder((folder) => {
    const id = countedIds()()
    const store = openStore(folder, around)
    const beside = openStoreForReading(folder, around)
    store.write.append([conversationCreated(id, 'Efficiency')])
    const titles = () => beside.read.conversations().map((conversation) => conversation.title)
    deepEqual(titles(), ['Efficiency'])
    store.close()
    const again = openStore(folder, around)
    deepEqual(again.read.conversations(), beside.read.conversations())
    again.close()
    beside.close()
  }))

test('a second writer is refused, a reader is not', () =>
  withFolder((folder) => {
    const store = openStore(folder, around)
    throws(() => openStore(folder, around), hasCode('workspace.locked'))
    openStoreForReading(folder, around).close()
    store.close()
    openStore(folder, around).close()
  }))

test('the lock of a process that was killed locks nobody out', () =>
  withFolder(async (folder) => {
    const holder = spawn(process.execPath, ['--input-type=module', '-e', `import { lockWorkspace } from ${JSON.stringify(join(import.meta.dirname, 'workspaceLock.ts'))}; lockWorkspace(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000)`])
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    throws(() => openStore(folder, around), hasCode('workspace.locked'))
    const ended = new Promise((resolve) => holder.once('exit', resolve))
    holder.kill('SIGKILL')
    await ended
    openStore(folder, around).close()
  }))

test('reading a folder without a workspace gives nothing and writes nothing', () =>
  withFolder((folder) => {
    const reader = openStoreForReading(folder, around)
    deepEqual([reader.read.counts(), reader.read.verifyHistory().whole], [{ conversations: 0, sources: 0, notes: 0, history: 0 }, true])
    reader.close()
    deepEqual(readdirSync(folder), [])
  }))

/** Each makes a folder unusable in its own way; the bytes must be the same after the refusal. */
const refused: readonly [name: string, code: string, make: (path: string) => void][] = [
  ['a file that is no database', 'workspace.corrupt', (path) => writeFileSync(path, 'hello, this is not a database at all')],
  ['a database cut off after its first page', 'workspace.corrupt', (path) => (openWith(path), writeFileSync(path, readFileSync(path).subarray(0, 5000)))],
  ['a database with a page overwritten', 'workspace.corrupt', (path) => (openWith(path), writeFileSync(path, overwritten(readFileSync(path))))],
  ['an empty file beside a log', 'workspace.corrupt', (path) => (writeFileSync(path, ''), writeFileSync(`${path}-wal`, 'something'))],
  ['a newer schema', 'workspace.newer', (path) => newer(path)],
]
function openWith(path: string): void {
  const store = openStore(join(path, '..'), around)
  const newId = countedIds()
  store.write.append(Array.from({ length: 200 }, (_, i) => conversationCreated(newId(), `Conversation ${i}`)))
  store.close()
}
const overwritten = (bytes: Buffer): Buffer => bytes.fill(0xff, 4096, 8192 * 2)
function newer(path: string): void {
  const db = new Database(path)
  db.exec('CREATE TABLE later (x)')
  db.pragma(`user_version = ${NEWEST + 1}`)
  db.close()
}
for (const [name, code, make] of refused) {
  test(`${name} is refused and left as it is`, () =>
    withFolder((folder) => {
      const path = join(folder, DATABASE)
      make(path)
      const before = readFileSync(path)
      throws(() => openStore(folder, around), hasCode(code))
      throws(() => openStoreForReading(folder, around), hasCode(code))
      deepEqual(readFileSync(path), before)
    }))
}

test('nobody else on the machine may read the database', { skip: process.platform === 'win32' && 'there are no such modes' }, () =>
  withFolder((folder) => {
    const store = openStore(folder, around)
    store.write.append([conversationCreated(countedIds()(), 'A')])
    const modes = readdirSync(folder).filter((name) => name.startsWith(DATABASE) || name === 'history.head').map((name) => [name, statSync(join(folder, name)).mode & 0o777])
    deepEqual(modes, [DATABASE, `${DATABASE}-shm`, `${DATABASE}-wal`, 'history.head'].map((name) => [name, 0o600]))
    store.close()
  }))

test('a place where no folder can be made is a problem in words', () =>
  withFolder((folder) => {
    writeFileSync(join(folder, 'file'), '')
    throws(() => openStore(join(folder, 'file', 'workspace'), around), hasCode('disk.read-only'))
  }))

test('a folder that may not be written to is a problem in words', { skip: process.getuid?.() === 0 && 'root may write everywhere' }, () =>
  withFolder((folder) => {
    const closed = join(folder, 'closed')
    mkdirSync(closed)
    chmodSync(closed, 0o500)
    throws(() => openStore(closed, around), hasCode('disk.read-only'))
  }))

test('a full disk is a problem, what was saved stays, and writing goes on when there is space', () =>
  withFolder((folder) => {
    const db = openWriting(join(folder, DATABASE))
    migrateTo(db, NEWEST)
    const writer = historyWriter(db, folder, around.clock, undefined)
    const newId = countedIds()
    const kept: string[] = []
    const keep = (title: string): void => {
      writer.append([conversationCreated(newId(), title)])
      kept.push(title)
    }
    db.pragma('max_page_count = 60')
    throws(() => {
      for (let i = 0; i < 60; i++) keep(`${i}`.repeat(5000))
    }, hasCode('disk.full'))
    db.pragma('max_page_count = 1000000')
    keep('after')
    writer.close()
    db.close()
    const store = openStore(folder, around)
    deepEqual(new Set(store.read.conversations().map((conversation) => conversation.title)), new Set(kept))
    equal(store.read.verifyHistory().whole, true)
    store.close()
  }))
