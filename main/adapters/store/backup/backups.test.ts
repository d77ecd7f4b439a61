/** Backups beside a running store: what they hold, what they leave out, how they are proven, and that a restore brings all of it back. */
import { deepEqual, equal, ok, rejects, throws } from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Sha256, SourceId } from '../../../../shared/model/ids.ts'
import { Problem } from '../../../../shared/problem.ts'
import type { Backups, NewEvent, Store } from '../../../core/ports.ts'
import { openDamagedStore, openStore } from '../openStore.ts'
import { conversationCreated, countedIds, quiet, tickingClock, withFolder } from '../testing.ts'
import { createBackups } from './createBackups.ts'
import { piecesFolder } from './manifest.ts'
import { openPieces } from './pieces.ts'

const around = { clock: tickingClock(), log: quiet }
const hasCode = (code: string) => (error: unknown) => error instanceof Problem && error.code === code
const at = (hours: number): Date => new Date(Date.UTC(2026, 10, 23, 12) + hours * 3_600_000)
const newId = countedIds()

function importSource(store: Store, folder: string, text: string): Sha256 {
  const sha256 = createHash('sha256').update(text).digest('hex') as Sha256
  mkdirSync(join(folder, 'sources'), { recursive: true })
  writeFileSync(join(folder, 'sources', sha256), text)
  const id = newId() as SourceId
  store.write.addSourceText(id, text, [])
  store.write.addPassages(id, [{ start: 0, end: text.length, text }])
  const source = { id, title: text.slice(0, 20), path: `${id}.txt`, format: 'text' as const, sha256, textSha256: sha256, bytes: text.length, length: text.length, passages: 1, tier: 'unknown' as const, importedAt: '', version: 1, sample: false }
  store.write.append([{ stream: `source:${id}`, event: { kind: 'source.imported', source } }])
  return sha256
}

const conversation = (title: string): NewEvent => conversationCreated(newId(), title)
const titles = (store: Store): string[] => store.read.conversations().map(({ title }) => title).sort()

/** A workspace with one of everything, and keys that no backup may hold. */
function fill(folder: string): Store {
  const store = openStore(folder, around)
  store.write.append([conversation('first')])
  importSource(store, folder, 'The PUE of North is 1.32.')
  mkdirSync(join(folder, 'rules'))
  writeFileSync(join(folder, 'rules', 'own.rules'), 'ruleset own\n')
  writeFileSync(join(folder, 'config.json'), '{"port":7000}')
  writeFileSync(join(folder, 'keys.json'), '[["openai","sk-planted-key"]]')
  return store
}

interface World {
  readonly folder: string
  readonly backups: Backups
  store: Store
}
async function inWorld(work: (world: World) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const world: World = { folder, store: fill(folder), backups: createBackups({ workspace: folder, app: '1.0.0' }) }
    try {
      await work(world)
    } finally {
      await world.backups.close()
      world.store.close()
    }
  })
}
const reopen = (world: World): void => {
  world.store.close()
  world.store = openStore(world.folder, around)
}
async function restore(world: World, staged: string): Promise<void> {
  world.backups.decide(staged)
  reopen(world)
  await Promise.resolve()
}

test('a backup is proven, a restore brings everything back, and the history tells of it', () =>
  inWorld(async (world) => {
    const { folder, backups } = world
    const made = await backups.make('by-hand', at(0), {})
    ok(made?.proven)
    deepEqual([made.counts, made.fault], [{ conversations: 1, sources: 1, notes: 0, rules: 1, history: 2 }, undefined])
    world.store.write.append([conversation('second')])
    const original = readdirSync(join(folder, 'sources'))[0]!
    rmSync(join(folder, 'sources', original))
    writeFileSync(join(folder, 'rules', 'own.rules'), 'ruleset changed\n')
    writeFileSync(join(folder, 'rules', 'later.rules'), 'ruleset later\n')
    writeFileSync(join(folder, 'config.json'), '{"port":8000}')
    const preview = await backups.stage(made.name, {})
    deepEqual(preview.goes, [{ noun: 'conversation', name: 'second' }, { noun: 'rule set', name: 'later.rules' }, { noun: 'rule set', name: 'own.rules' }])
    deepEqual([titles(world.store), preview.comes], [['first', 'second'], [{ noun: 'rule set', name: 'own.rules' }]])
    await restore(world, preview.staged)
    deepEqual(titles(world.store), ['first'])
    deepEqual(readdirSync(join(folder, 'rules')), ['own.rules'])
    deepEqual([readFileSync(join(folder, 'rules', 'own.rules'), 'utf8'), readFileSync(join(folder, 'config.json'), 'utf8')], ['ruleset own\n', '{"port":7000}'])
    equal(readFileSync(join(folder, 'sources', original), 'utf8'), 'The PUE of North is 1.32.')
    equal(readFileSync(join(folder, 'keys.json'), 'utf8'), '[["openai","sk-planted-key"]]')
    const report = world.store.read.verifyHistory()
    deepEqual([report.whole, report.count, world.store.read.searchPassages('North', 5).length], [true, 3, 1])
    deepEqual(readdirSync(folder).filter((name) => name.startsWith('.')), [])
  }))

test('what did not change is kept once: thirty backups take little more than one', () =>
  inWorld(async ({ folder, store, backups }) => {
    for (let i = 0; i < 5; i++) importSource(store, folder, Array.from({ length: 4000 }, (_, n) => createHash('sha512').update(`${i} ${n}`).digest('base64')).join(' '))
    await backups.make('by-hand', at(0), {})
    const first = backups.bytes()
    for (let hour = 1; hour <= 30; hour++) {
      store.write.append([conversation(`hour ${hour}`)])
      await backups.make('hourly', at(hour), {})
    }
    const { backups: kept } = backups.state()
    const bytes = backups.bytes()
    ok(kept.length >= 24 && kept.every(({ fault, proven }) => fault === undefined && proven !== undefined))
    ok(bytes < first * 1.5, `${bytes} bytes for ${kept.length} backups, ${first} for one`)
    equal(await backups.make('hourly', at(40), {}), undefined)
    equal((await backups.make('by-hand', at(41), {}))?.fault, undefined)
  }))

test('keys, logs and uploads are in no backup; a link in the rules is not followed', () =>
  inWorld(async ({ folder, backups }) => {
    symlinkSync(join(folder, 'keys.json'), join(folder, 'rules', 'keys.rules'))
    mkdirSync(join(folder, 'logs'))
    writeFileSync(join(folder, 'logs', 'plumbline.log'), 'sk-planted-key')
    const made = await backups.make('by-hand', at(0), {})
    const files = JSON.parse(readFileSync(join(folder, 'backups', `${made!.name}.files`), 'utf8')) as { path: string; pieces: string[]; bytes: number; sha256: string }[]
    deepEqual(files.map(({ path }) => path.replace(/[0-9a-f]{64}/, 'HASH')), ['data.sqlite', 'history.head', 'config.json', 'rules/own.rules', 'sources/HASH'])
    const pieces = openPieces(piecesFolder(folder))
    for (const file of files) equal(Buffer.concat([...pieces.read(file)]).includes('sk-planted-key'), false)
  }))

test('writes while a backup is taken are not kept waiting, and the backup is of one moment', () =>
  inWorld(async ({ folder, store, backups }) => {
    for (let i = 0; i < 300; i++) importSource(store, folder, `${i} `.repeat(4000))
    let done = false
    const making = backups.make('by-hand', at(0), {}).finally(() => (done = true))
    let written = 0
    for (; !done; written++) {
      store.write.append([conversation(`while ${written}`)])
      await new Promise((resolve) => setImmediate(resolve))
    }
    const made = await making
    ok(made?.proven && made.fault === undefined && written > 10)
    ok(made.counts.conversations <= written + 1)
    equal(store.read.verifyHistory().whole, true)
  }))

test('a piece that was changed or lost is found: by the full check, by staging, and never restored', () =>
  inWorld(async ({ folder, backups }) => {
    const made = await backups.make('by-hand', at(0), {})
    deepEqual((await backups.check(at(1), {})).ok, true)
    const shelf = join(piecesFolder(folder), readdirSync(piecesFolder(folder))[0]!)
    const piece = join(shelf, readdirSync(shelf)[0]!)
    const bytes = readFileSync(piece)
    bytes[bytes.length - 1]! ^= 0xff
    writeFileSync(piece, bytes)
    await rejects(backups.stage(made!.name, {}), hasCode('backup.damaged'))
    const check = await backups.check(at(2), {})
    deepEqual([check.ok, /The newest backup is damaged/.test(check.say), readdirSync(folder).filter((name) => name.startsWith('.'))], [false, true, []])
    deepEqual(backups.state().check, check)
  }))

test('a lost original is said, and a backup taken before it was lost brings it back', () =>
  inWorld(async (world) => {
    await world.backups.make('by-hand', at(0), {})
    const name = readdirSync(join(world.folder, 'sources'))[0]!
    rmSync(join(world.folder, 'sources', name))
    equal((await world.backups.check(at(1), {})).say, '1 original is missing or damaged.')
    world.store.write.append([conversation('later')])
    const later = await world.backups.make('by-hand', at(2), {})
    equal(later?.fault, undefined)
    await restore(world, (await world.backups.stage(later!.name, {})).staged)
    deepEqual([titles(world.store), existsSync(join(world.folder, 'sources', name))], [['first', 'later'], true])
  }))

test('a damaged database is put aside whole when a backup takes its place', () =>
  inWorld(async (world) => {
    const { folder, backups } = world
    const made = await backups.make('by-hand', at(0), {})
    world.store.close()
    const path = join(folder, 'data.sqlite')
    const damaged = readFileSync(path).fill(0x55, 4096, 12288)
    writeFileSync(path, damaged)
    throws(() => openStore(folder, around), hasCode('workspace.corrupt'))
    world.store = openDamagedStore(folder, 'damaged')
    throws(() => world.store.write.append([conversation('no')]), hasCode('workspace.corrupt'))
    deepEqual([world.store.read.conversations(), readFileSync(path).equals(damaged)], [[], true])
    const preview = await backups.stage(made!.name, {})
    equal(preview.now, undefined)
    await restore(world, preview.staged)
    deepEqual(titles(world.store), ['first'])
    const aside = readdirSync(join(folder, 'backups')).find((name) => name.startsWith('replaced-'))!
    equal(readFileSync(join(folder, 'backups', aside, 'data.sqlite')).equals(damaged), true)
  }))

test('a full check that finds damage closes the store for writing', () =>
  withFolder(async (folder) => {
    const store = fill(folder)
    // Large enough that a start looks at a part of it only.
    for (let i = 0; i < 350; i++) importSource(store, folder, Array.from({ length: 900 }, (_, n) => createHash('sha256').update(`${i} ${n}`).digest('base64')).join(' '))
    store.close()
    ok(statSync(join(folder, 'data.sqlite')).size > 17_000_000)
    const again = openStore(folder, around)
    const backups = createBackups({ workspace: folder, app: '1', onDamage: again.refuseWrites })
    const path = join(folder, 'data.sqlite')
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0x55, bytes.length - 40_960, bytes.length - 8_192))
    equal((await backups.check(at(0), {})).ok, false)
    throws(() => again.write.append([conversation('no')]), hasCode('workspace.corrupt'))
    await backups.close()
    again.close()
    const before = readFileSync(path)
    throws(() => openStore(folder, around), hasCode('workspace.corrupt'))
    equal(readFileSync(path).equals(before), true)
  }))

test('a restore that is cut off at any step is finished by the next start', () =>
  inWorld(async (world) => {
    const { folder, backups } = world
    const made = await backups.make('by-hand', at(0), {})
    world.store.write.append([conversation('second')])
    writeFileSync(join(folder, 'rules', 'later.rules'), 'ruleset later\n')
    // What the steps leave, in their order: the log gone, the database gone, the new one in place, the head in place.
    const cuts: (() => void)[] = [
      () => undefined,
      () => rmSync(join(folder, 'data.sqlite-wal'), { force: true }),
      () => rmSync(join(folder, 'data.sqlite')),
      () => renameSync(join(folder, '.restore-ready', 'data.sqlite'), join(folder, 'data.sqlite')),
      () => renameSync(join(folder, '.restore-ready', 'history.head'), join(folder, 'history.head')),
    ]
    for (let last = 0; last < cuts.length; last++) {
      world.backups.decide((await backups.stage(made!.name, {})).staged)
      world.store.close()
      for (const cut of cuts.slice(0, last + 1)) cut()
      world.store = openStore(folder, around)
      deepEqual([titles(world.store), readdirSync(join(folder, 'rules')), world.store.read.verifyHistory().whole], [['first'], ['own.rules'], true], `cut ${last}`)
      world.store.write.append([conversation('second')])
    }
  }))

test('a backup that is stopped leaves nothing, and what a kill left is swept', () =>
  inWorld(async ({ folder, store, backups }) => {
    for (let i = 0; i < 200; i++) importSource(store, folder, `${i} `.repeat(4000))
    const stop = new AbortController()
    await rejects(backups.make('by-hand', at(0), { signal: stop.signal, tell: () => stop.abort() }), hasCode('cancelled'))
    backups.sweep()
    deepEqual(backups.state().backups, [])
    deepEqual(readdirSync(join(folder, 'backups')).filter((name) => name !== 'pieces'), [])
    ok((await backups.make('by-hand', at(1), {}))?.proven)
  }))

test('nobody else on the machine may read a backup', { skip: process.platform === 'win32' && 'there are no such modes' }, () =>
  inWorld(async ({ folder, backups }) => {
    const made = await backups.make('by-hand', at(0), {})
    const file = join(folder, 'out.tar.gz')
    await backups.writeFile(made!.name, file, undefined, {})
    const modes = (name: string): number => statSync(join(folder, name)).mode & 0o077
    deepEqual(['backups', 'backups/pieces', `backups/${made!.name}.json`, `backups/${made!.name}.files`, 'out.tar.gz'].map(modes), [0, 0, 0, 0, 0])
  }))
