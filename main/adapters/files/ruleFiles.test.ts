/** Rule files on a real disk: written whole, names that are no names refused, changes from outside told once they have settled. */
import { deepEqual, equal } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Problem } from '../../../shared/problem.ts'
import { createRuleFiles } from './ruleFiles.ts'

async function withFiles(work: (files: ReturnType<typeof createRuleFiles>, folder: string) => Promise<void>): Promise<void> {
  const workspace = mkdtempSync(join(tmpdir(), 'plumbline-rulefiles-'))
  try {
    await work(createRuleFiles({ workspace, sampleFolder: join(import.meta.dirname, '../../../assets/sample'), settleMs: 10, lookAgainMs: 60_000 }), join(workspace, 'rules'))
  } finally {
    rmSync(workspace, { recursive: true, force: true })
  }
}
const problem = (work: Promise<unknown>): Promise<string> => work.then(() => 'fine', (error: unknown) => (error instanceof Problem ? error.code : String(error)))

test('with no folder there is nothing, and nothing is made', () =>
  withFiles(async (files, folder) => {
    deepEqual([await files.list(), await files.read('a.rules')], [undefined, undefined])
    mkdirSync(folder)
    deepEqual(await files.list(), [])
  }))

test('what is written is read, renamed and removed; what else lies there is left alone', () =>
  withFiles(async (files, folder) => {
    await files.write('a.rules', 'type 랙\n')
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    mkdirSync(join(folder, 'folder.rules'))
    symlinkSync(join(folder, 'gone'), join(folder, 'dangling.rules'))
    deepEqual([(await files.list())?.map(({ file, bytes }) => [file, bytes]), await files.read('a.rules')], [[['a.rules', 9]], 'type 랙\n'])
    await files.rename('a.rules', 'b.rules')
    await files.remove('b.rules')
    await files.remove('b.rules')
    deepEqual(readdirSync(folder).sort(), ['dangling.rules', 'folder.rules', 'notes.txt'])
  }))

test('a byte order mark is no part of the text, and bytes that are no UTF-8 are still read', () =>
  withFiles(async (files, folder) => {
    mkdirSync(folder)
    writeFileSync(join(folder, 'a.rules'), Buffer.from([0xef, 0xbb, 0xbf, 0x23, 0xff, 0x0a]))
    equal(await files.read('a.rules'), '#\ufffd\n')
  }))

test('a name that leaves the folder is refused', () =>
  withFiles(async (files) => {
    const names = ['../a.rules', '/etc/a.rules', 'a/b.rules', 'a\\b.rules', '.a.rules', 'a.txt', 'a\u0000.rules', '.rules']
    deepEqual(await Promise.all(names.map((name) => problem(files.write(name, '')))), names.map(() => 'input.invalid'))
    deepEqual(await Promise.all(names.map((name) => problem(files.read(name)))), names.map(() => 'input.invalid'))
  }))

test('what a killed save left is taken away, and never taken for a rule set', () =>
  withFiles(async (files, folder) => {
    mkdirSync(folder)
    writeFileSync(join(folder, '.0b0e9c1e-7a51-4f0a-9d0e-0123456789ab.part'), 'half')
    deepEqual([await files.list(), readdirSync(folder)], [[], []])
  }))

/** Ways in which editors write a file. */
const EDITS: readonly (readonly [string, (folder: string) => void])[] = [
  ['in place', (folder) => writeFileSync(join(folder, 'a.rules'), 'type B\n')],
  ['beside and renamed over it', (folder) => {
    writeFileSync(join(folder, 'a.rules~'), 'type C\n')
    renameSync(join(folder, 'a.rules~'), join(folder, 'a.rules'))
  }],
  ['removed and written again', (folder) => {
    rmSync(join(folder, 'a.rules'))
    writeFileSync(join(folder, 'a.rules'), 'type D\n')
  }],
  ['a new file', (folder) => writeFileSync(join(folder, 'b.rules'), '')],
]
for (const [name, edit] of EDITS) {
  test(`an edit from outside is told: ${name}`, { timeout: 20_000 }, () =>
    withFiles(async (files, folder) => {
      let told: () => void = () => undefined
      const stop = files.watch(() => told())
      await files.write('a.rules', 'type A\n')
      await files.list()
      const before = JSON.stringify(await files.list())
      await new Promise<void>((resolve) => {
        told = () => void files.list().then((now) => (JSON.stringify(now) === before ? undefined : resolve()))
        edit(folder)
      })
      stop()
    }))
}

test('a folder that comes to be later is watched from then on', { timeout: 20_000 }, () =>
  withFiles(async (files, folder) => {
    let told: () => void = () => undefined
    const stop = files.watch(() => told())
    await new Promise<void>((resolve) => {
      told = () => void files.list().then((now) => (now?.length === 1 ? resolve() : undefined))
      mkdirSync(folder)
      writeFileSync(join(folder, 'a.rules'), '')
    })
    stop()
  }))

test('the sample brings its rule set', () =>
  withFiles(async (files) => {
    deepEqual((await files.samples()).map(({ file, text }) => [file, text.startsWith('ruleset "')]), [['data-centre.rules', true]])
  }))
