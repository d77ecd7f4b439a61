/** Originals, uploads and folders on a real disk. */
import { deepEqual, equal, ok, rejects } from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Sha256 } from '../../../shared/model/ids.ts'
import { Problem, type ProblemCode } from '../../../shared/problem.ts'
import { expandPath } from './expandPath.ts'
import { createLocalFiles } from './localFiles.ts'

const isProblem = (code: ProblemCode) => (error: unknown) => error instanceof Problem && error.code === code

async function inFolder(work: (folder: string, files: ReturnType<typeof createLocalFiles>) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-files-'))
  try {
    await work(folder, createLocalFiles({ workspace: join(folder, 'space'), sampleFolder: join(folder, 'sample') }))
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('an original lies under its hash, once, and is what was hashed', () =>
  inFolder(async (folder, files) => {
    const path = join(folder, 'a.txt')
    await writeFile(path, 'abc')
    const { sha256, bytes } = await files.hash(path)
    deepEqual([sha256, bytes], ['ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 3])
    await files.keepOriginal(path, sha256)
    await files.keepOriginal(path, sha256)
    deepEqual(await readdir(join(folder, 'space', 'sources')), [sha256])
    equal(await readFile(join(folder, 'space', 'sources', sha256), 'utf8'), 'abc')
  }))

test('a file that changed since it was hashed leaves nothing under the hash', () =>
  inFolder(async (folder, files) => {
    const path = join(folder, 'a.txt')
    await writeFile(path, 'abd')
    await rejects(files.keepOriginal(path, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' as Sha256), isProblem('source.unreadable'))
    deepEqual(await readdir(join(folder, 'space', 'sources')), [])
  }))

test('an upload grows piece by piece and is swept with what else a killed run left', () =>
  inFolder(async (folder, files) => {
    const { path } = await files.beginUpload('report.pdf')
    deepEqual([await files.appendUpload(path, 'YWJj'), await files.appendUpload(path, 'ZGU=')], [3, 5])
    equal(await readFile(path, 'utf8'), 'abcde')
    await mkdir(join(folder, 'space', 'sources'))
    await writeFile(join(folder, 'space', 'sources', 'half.part'), 'x')
    await files.sweep()
    deepEqual([await readdir(join(folder, 'space')), await readdir(join(folder, 'space', 'sources'))], [['sources'], []])
  }))

test('an upload is written nowhere else, and only as base64', () =>
  inFolder(async (folder, files) => {
    const { path } = await files.beginUpload('a')
    await rejects(files.appendUpload(join(folder, 'elsewhere'), 'YWJj'), isProblem('not-found'))
    await rejects(files.appendUpload(`${path}/../../../elsewhere`, 'YWJj'), isProblem('not-found'))
    await rejects(files.appendUpload(path, 'not base64!'), isProblem('input.invalid'))
    await rejects(files.dropUpload(folder), isProblem('not-found'))
  }))

test('a folder gives its documents in order; hidden files, pictures and links that lead out are passed over', () =>
  inFolder(async (folder) => {
    const root = join(folder, 'docs')
    await mkdir(join(root, 'more'), { recursive: true })
    await mkdir(join(root, '.git'))
    for (const name of ['b2.md', 'b10.md', 'a.docx', 'logo.png', '.secret.txt', 'more/c.html', '.git/d.txt', 'README']) await writeFile(join(root, name), name)
    await writeFile(join(folder, 'outside.txt'), 'outside')
    await symlink(join(folder, 'outside.txt'), join(root, 'out.txt'))
    await symlink(join(root, 'b2.md'), join(root, 'same.md'))
    await symlink(root, join(root, 'more', 'loop'))
    const found = await expandPath(root)
    deepEqual(found.map(({ path, bytes }) => [path.slice(root.length + 1), bytes]), [['a.docx', 6], ['b2.md', 5], ['b10.md', 6], ['more/c.html', 11], ['README', 6]])
    deepEqual((await expandPath(join(root, 'b2.md'))).map(({ name }) => name), ['b2.md'])
    await rejects(expandPath(join(root, 'none')), isProblem('file.missing'))
  }))

test('the sample is what lies in its folder', () =>
  inFolder(async (folder, files) => {
    await mkdir(join(folder, 'sample'))
    await writeFile(join(folder, 'sample', 'b.md'), 'b')
    await writeFile(join(folder, 'sample', 'a.md'), 'a')
    deepEqual((await files.sampleFiles()).map(({ name }) => name), ['a.md', 'b.md'])
    ok((await files.sampleFiles()).every(({ path }) => path.startsWith(folder)))
  }))
