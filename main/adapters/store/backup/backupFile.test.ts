/** A backup as one file: there and back, sealed or open; and every way in which such a file can be broken or wicked is refused with nothing left behind. */
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { extract, pack } from 'tar-stream'
import { Problem } from '../../../../shared/problem.ts'
import type { Backups } from '../../../core/ports.ts'
import { openStore } from '../openStore.ts'
import { conversationCreated, countedIds, quiet, tickingClock, withFolder } from '../testing.ts'
import { createBackups } from './createBackups.ts'

const around = { clock: tickingClock(), log: quiet }
const NOW = new Date('2026-11-23T21:00:00Z')

interface Entry {
  name: string
  content: Buffer
  type?: 'file' | 'symlink' | 'directory'
  linkname?: string
}

async function unpacked(file: string): Promise<Entry[]> {
  const entries: Entry[] = []
  const tar = extract()
  tar.end(gunzipSync(readFileSync(file)))
  for await (const entry of tar) {
    const pieces: Buffer[] = []
    for await (const piece of entry as AsyncIterable<Buffer>) pieces.push(piece)
    entries.push({ name: entry.header.name, content: Buffer.concat(pieces) })
  }
  return entries
}

async function packed(entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack()
  for (const { name, content, type = 'file', linkname } of entries) {
    const header = { name, type, ...(linkname ? { linkname } : {}) }
    if (type === 'file') tar.entry(header, content)
    else tar.entry(header)
  }
  tar.finalize()
  const pieces: Buffer[] = []
  for await (const piece of tar as AsyncIterable<Buffer>) pieces.push(piece)
  return gzipSync(Buffer.concat(pieces))
}

interface Index {
  facts: { format: number; schema: number; head: { count: number; hash: string } }
  files: { path: string; bytes: number; sha256: string }[]
}
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** One good file of a workspace with a conversation, a rule and a source, and an empty workspace to bring it to. */
async function inTwo(work: (file: string, place: string, to: Backups) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const from = join(folder, 'from')
    const place = join(folder, 'to')
    const store = openStore(from, around)
    store.write.append([conversationCreated(countedIds()(), 'kept')])
    mkdirSync(join(from, 'rules'))
    writeFileSync(join(from, 'rules', 'own.rules'), 'ruleset own\n')
    const backups = createBackups({ workspace: from, app: '1' })
    const made = await backups.make('by-hand', NOW, {})
    const file = join(folder, 'backup.tar.gz')
    await backups.writeFile(made!.name, file, undefined, {})
    await backups.writeFile(made!.name, `${file}.age`, 'correct horse', {})
    await backups.close()
    store.close()
    mkdirSync(place)
    const to = createBackups({ workspace: place, app: '1' })
    await work(file, place, to)
    await to.close()
  })
}

test('there and back into an empty workspace, open and sealed', () =>
  inTwo(async (file, place, to) => {
    for (const [path, passphrase] of [[file, undefined], [`${file}.age`, 'correct horse']] as const) {
      const { staged, then } = await to.stageFile(path, passphrase, {})
      deepEqual(then, { conversations: 1, sources: 0, notes: 0, rules: 1, history: 1 })
      to.decide(staged)
      const store = openStore(place, around)
      deepEqual([store.read.conversations().map(({ title }) => title), store.read.verifyHistory().whole, readFileSync(join(place, 'rules', 'own.rules'), 'utf8')], [['kept'], true, 'ruleset own\n'])
      store.close()
    }
    match(readFileSync(`${file}.age`, 'latin1'), /^age-encryption\.org\/v1\n-> scrypt /)
  }))

/** What is done to the good file; the code of the refusal; and what its words say. */
const broken: readonly [name: string, code: string, says: RegExp, make: (good: Buffer, entries: Entry[], index: Index) => Buffer | Promise<Buffer>][] = [
  ['nothing', 'backup.damaged', /another kind/, () => Buffer.alloc(0)],
  ['something else', 'backup.damaged', /another kind/, () => Buffer.from('PK\x03\x04 a zip')],
  ['noise that begins like gzip', 'backup.damaged', /./, () => Buffer.concat([Buffer.from([0x1f, 0x8b]), randomBytes(5000)])],
  ['half of it', 'backup.damaged', /./, (good) => good.subarray(0, good.length / 2)],
  ['all but the last byte', 'backup.damaged', /./, (good) => good.subarray(0, good.length - 1)],
  ['a byte changed in the middle', 'backup.damaged', /./, (good) => good.map((byte, at) => (at === Math.floor(good.length / 2) ? byte ^ 0x40 : byte)) as Buffer],
  ['a tar without a table of contents', 'backup.damaged', /no table of contents/, (_good, entries) => packed(entries.slice(1))],
  ['a file that is missing', 'backup.damaged', /history\.head is missing/, (_good, entries) => packed(entries.filter(({ name }) => name !== 'history.head'))],
  ['a file that nobody named', 'backup.damaged', /not in its table/, (_good, entries) => packed([...entries, { name: 'rules/more.rules', content: Buffer.from('x') }])],
  ['a path out of the workspace', 'backup.damaged', /belongs to no workspace/, (_good, entries, index) => withFile(entries, index, '../escaped.rules')],
  ['an absolute path', 'backup.damaged', /belongs to no workspace/, (_good, entries, index) => withFile(entries, index, '/tmp/escaped.rules')],
  ['a path through the rules', 'backup.damaged', /belongs to no workspace/, (_good, entries, index) => withFile(entries, index, 'rules/../../escaped.rules')],
  ['a file of keys', 'backup.damaged', /belongs to no workspace/, (_good, entries, index) => withFile(entries, index, 'keys.json')],
  ['a link', 'backup.damaged', /no plain file/, (_good, entries) => packed([entries[0]!, { name: 'rules/own.rules', content: Buffer.alloc(0), type: 'symlink', linkname: '/etc/passwd' }, ...entries.slice(1)])],
  ['two files of one name', 'backup.damaged', /two files of one name/, (_good, entries, index) => withFile(entries, index, 'rules/own.rules')],
  ['other bytes under a name', 'backup.damaged', /not what it was/, (_good, entries) => packed(entries.map((entry) => (entry.name === 'rules/own.rules' ? { ...entry, content: Buffer.from('ruleset owl\n') } : entry)))],
  ['an original under another hash', 'backup.damaged', /belongs to no workspace/, (_good, entries, index) => withFile(entries, index, `sources/${'a'.repeat(64)}`)],
  ['a later format', 'backup.newer', /format 2/, (_good, entries, index) => reindexed(entries, { ...index, facts: { ...index.facts, format: 2 } })],
  ['a head of another history', 'backup.damaged', /history/, (_good, entries, index) => reindexed(entries, { ...index, facts: { ...index.facts, head: { count: 1, hash: 'b'.repeat(64) } } })],
  ['a database that is none', 'backup.damaged', /./, (_good, entries, index) => replaced(entries, index, 'data.sqlite', Buffer.alloc(8192, 'x'))],
  ['a table of contents without end', 'backup.damaged', /too long/, () => packed([{ name: 'plumbline-backup.json', content: Buffer.alloc(65 * 1024 * 1024, ' ') }])],
  ['more than any disk holds', 'disk.full', /needed/, (_good, entries, index) => reindexed(entries, { ...index, files: [...index.files, { path: 'rules/large.rules', bytes: 2 ** 52, sha256: 'c'.repeat(64) }] })],
]
const reindexed = (entries: Entry[], index: Index): Promise<Buffer> => packed([{ name: 'plumbline-backup.json', content: Buffer.from(JSON.stringify(index)) }, ...entries.slice(1)])
function withFile(entries: Entry[], index: Index, path: string): Promise<Buffer> {
  const content = Buffer.from('escaped')
  return reindexed([...entries, { name: path, content }], { ...index, files: [...index.files, { path, bytes: content.length, sha256: sha256(content) }] })
}
const replaced = (entries: Entry[], index: Index, path: string, content: Buffer): Promise<Buffer> =>
  reindexed(entries.map((entry) => (entry.name === path ? { ...entry, content } : entry)), { ...index, files: index.files.map((file) => (file.path === path ? { path, bytes: content.length, sha256: sha256(content) } : file)) })

test('what is broken or wicked is refused in one sentence, and nothing of it stays', () =>
  inTwo(async (file, place, to) => {
    const good = readFileSync(file)
    const entries = await unpacked(file)
    const index = JSON.parse(entries[0]!.content.toString()) as Index
    for (const [name, code, says, make] of broken) {
      const path = join(place, '..', 'broken')
      writeFileSync(path, await make(good, entries, structuredClone(index)))
      await rejects(to.stageFile(path, undefined, {}), (error) => {
        ok(error instanceof Problem, `${name}: ${String(error)}`)
        equal(error.code, code, `${name}: ${error.message}`)
        match(error.detail ?? error.code, says, name)
        return true
      })
      deepEqual([readdirSync(place), existsSync(join(place, '..', 'escaped.rules')), existsSync('/tmp/escaped.rules')], [[], false, false], name)
    }
  }))

test('a sealed file needs its passphrase, and one that was cut or changed does not open', () =>
  inTwo(async (file, place, to) => {
    const sealed = `${file}.age`
    const has = (code: string) => (error: unknown) => error instanceof Problem && error.code === code
    await rejects(to.stageFile(sealed, undefined, {}), has('backup.passphrase'))
    await rejects(to.stageFile(sealed, 'wrong', {}), has('backup.passphrase'))
    const bytes = readFileSync(sealed)
    writeFileSync(sealed, bytes.subarray(0, bytes.length - 2000))
    await rejects(to.stageFile(sealed, 'correct horse', {}), has('backup.damaged'))
    bytes[bytes.length - 3000]! ^= 1
    writeFileSync(sealed, bytes)
    await rejects(to.stageFile(sealed, 'correct horse', {}), has('backup.damaged'))
    deepEqual(readdirSync(place), [])
  }))
