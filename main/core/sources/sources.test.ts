/** Sources through the contract, on a real store, real files and the real parser. */
import { deepEqual, equal, ok, rejects } from 'node:assert/strict'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildPdf, pageOf } from '../../../fixtures/files/buildPdf.ts'
import { importPaths } from '../../../fixtures/core/importPaths.ts'
import { realCore, realPorts } from '../../../fixtures/core/realCore.ts'
import type { ImportId, UploadId } from '../../../shared/model/ids.ts'
import type { ImportEvent, ImportResult } from '../../../shared/model/source.ts'
import { withFolder } from '../../adapters/store/testing.ts'

type Core = ReturnType<typeof realCore>

const withCore = (work: (core: Core, folder: string) => Promise<void>, changed?: Parameters<typeof realCore>[1]): Promise<void> =>
  withFolder(async (folder) => {
    const core = realCore(folder, changed)
    try {
      await work(core, folder)
    } finally {
      await core.close()
    }
  })

async function upload({ client }: Core, name: string, content: string | Uint8Array): Promise<UploadId> {
  const bytes = Buffer.from(content)
  const { upload: id } = await client.upload.begin({ name, bytes: bytes.length })
  const half = Math.ceil(bytes.length / 2)
  if (bytes.length > 0) for (const piece of [bytes.subarray(0, half), bytes.subarray(half)]) await client.upload.append({ upload: id, base64: piece.toString('base64') })
  return id
}

async function follow({ client }: Core, id: ImportId): Promise<ImportEvent[]> {
  const events: ImportEvent[] = []
  for await (const event of await client.import.follow({ import: id })) events.push(event)
  return events
}

async function importAll(core: Core, files: Record<string, string | Uint8Array>): Promise<ImportResult[]> {
  const uploads: UploadId[] = []
  for (const [name, content] of Object.entries(files)) uploads.push(await upload(core, name, content))
  const { import: id } = await core.client.import.start({ uploads })
  return (await follow(core, id)).flatMap((event) => (event.kind === 'result' ? [event.result] : []))
}

const brief = (results: readonly ImportResult[]) => results.map(({ path, status, passages }) => [path, status, passages])

test('uploads become sources: read, searched, found at their place, and nothing of an upload is left', () =>
  withCore(async (core, folder) => {
    const results = await importAll(core, { 'pue.md': '# PUE\n\nThe PUE of North is 1.32.', 'manual.pdf': buildPdf([pageOf(['Pumps move the water through the racks.'])], { title: 'Pumps' }) })
    deepEqual(brief(results), [['pue.md', 'imported', 1], ['manual.pdf', 'imported', 1]])
    const [first, second] = await core.client.source.list({})
    deepEqual([first!.title, first!.format, first!.version, second!.title, second!.pages], ['PUE', 'markdown', 1, 'Pumps', 1])
    const [hit] = await core.client.source.search({ query: 'North' })
    const { text } = await core.client.source.text({ id: hit!.source, start: hit!.start, end: hit!.end })
    deepEqual([hit!.source, text, hit!.text], [first!.id, '# PUE\n\nThe PUE of North is 1.32.', text])
    const [other] = await core.client.source.search({ query: 'pump' })
    equal(core.ports.store.read.sourceText(second!.id)!.slice(other!.start, other!.end), other!.text)
    deepEqual((await core.client.source.get({ id: first!.id })).landmarks.map((mark) => mark.label), ['PUE'])
    deepEqual(await readdir(join(folder, 'uploads')), [])
    deepEqual((await readdir(join(folder, 'sources'))).sort(), [first!.sha256, second!.sha256].sort())
  }))

test('the same bytes are unchanged; other bytes under the same name and title are a new version, under another title a new source', () =>
  withCore(async (core) => {
    await importAll(core, { 'a.md': '# Site\n\nPUE 1.5' })
    deepEqual(brief(await importAll(core, { 'b.md': '# Site\n\nPUE 1.5', 'a.md': '# Site\n\nPUE 1.4' })), [['b.md', 'unchanged', 1], ['a.md', 'new-version', 1]])
    deepEqual(brief(await importAll(core, { 'a.md': '# Another\n\nthing' })), [['a.md', 'imported', 1]])
    deepEqual((await core.client.source.list({})).map(({ title, version }) => [title, version]), [['Site', 2], ['Another', 1]])
    deepEqual((await core.client.source.search({ query: 'PUE' })).map((hit) => hit.text), ['# Site\n\nPUE 1.4'])
  }))

test('what is refused says why, and the others go on', () =>
  withCore(async (core) => {
    const results = await importAll(core, { 'empty.txt': '', 'x.docx': 'PK\u0003\u0004', 'locked.pdf': buildPdf([pageOf(['x'])], { encrypted: true }), 'pua.txt': '\ue000\ue001'.repeat(50) + 'abc', 'fine.txt': 'Fine.' })
    deepEqual(results.map(({ status, reason }) => [status, reason?.split(/[;,]/)[0]]), [
      ['refused', 'This file is empty'],
      ['refused', 'This kind of file cannot be read yet'],
      ['refused', 'This file is protected by a password'],
      ['refused', 'The text encoding of this file could not be told'],
      ['imported', undefined],
    ])
    equal((await core.client.source.list({})).length, 1)
  }))

test('a removed source is not found until it is restored', () =>
  withCore(async (core) => {
    const [result] = await importAll(core, { 'a.txt': 'heat' })
    const id = result!.source!
    await core.client.source.remove({ id })
    deepEqual([await core.client.source.list({}), await core.client.source.search({ query: 'heat' })], [[], []])
    equal((await core.client.source.restore({ id })).deletedAt, undefined)
    equal((await core.client.source.search({ query: 'heat' })).length, 1)
  }))

test('a stopped import keeps what was reported and nothing of the file it was in', () => {
  let stop: (() => void) | undefined
  return withCore(
    async (core, folder) => {
      const uploads = [await upload(core, 'one.txt', 'one heat'), await upload(core, 'two.txt', 'two heat'), await upload(core, 'three.txt', 'three heat')]
      const { import: id } = await core.client.import.start({ uploads })
      stop = () => void core.client.import.cancel({ import: id })
      const events = await follow(core, id)
      deepEqual(events.filter((event) => event.kind !== 'progress').map((event) => (event.kind === 'result' ? event.result.path : event)), ['one.txt', { kind: 'ended', cancelled: true }])
      deepEqual((await core.client.source.search({ query: 'heat' })).map((hit) => hit.text), ['one heat'])
      deepEqual([(await readdir(join(folder, 'uploads'))).length, (await follow(core, id)).at(-1)], [0, { kind: 'ended', cancelled: true }])
    },
    ({ store }) => ({
      store: {
        ...store,
        write: {
          ...store.write,
          addSourceText: (source, text, landmarks) => {
            if (text.startsWith('two')) stop!()
            store.write.addSourceText(source, text, landmarks)
          },
        },
      },
    }),
  )
})

test('an import that was killed half way leaves nothing, and its file can be imported again', () =>
  withFolder(async (folder) => {
    const first = realPorts(folder)
    const id = first.newId() as never
    first.store.write.addSourceText(id, 'half heat', [])
    first.store.write.addPassages(id, [{ start: 0, end: 9, text: 'half heat' }])
    await first.files.beginUpload('half.txt')
    first.store.close()
    const core = realCore(folder)
    deepEqual(await core.client.source.search({ query: 'heat' }), [])
    deepEqual(brief(await importAll(core, { 'half.txt': 'half heat' })), [['half.txt', 'imported', 1]])
    equal((await core.client.source.search({ query: 'heat' })).length, 1)
    equal((await readdir(join(folder, 'uploads'))).length, 0)
    await core.close()
  }))

test('the sample is put in once and taken out whole', () =>
  withCore(async (core) => {
    await core.client.import.sample({ install: true })
    const { counts, sampleInstalled } = await core.client.core.info({})
    ok(sampleInstalled && counts.sources >= 5)
    await core.client.import.sample({ install: true })
    equal((await core.client.core.info({})).counts.sources, counts.sources)
    await core.client.import.sample({ install: false })
    deepEqual([(await core.client.core.info({})).counts.sources, (await core.client.source.search({ query: 'PUE' })).length], [0, 0])
  }))

test('uploads that are incomplete, oversized or unknown are refused', () =>
  withCore(async (core) => {
    const { client } = core
    const code = (expected: string) => (error: unknown) => (error as { data?: { code?: string } }).data?.code === expected
    await rejects(client.upload.begin({ name: 'huge', bytes: 500 * 1024 * 1024 }), code('source.too-large'))
    const { upload: id } = await client.upload.begin({ name: 'a', bytes: 4 })
    await client.upload.append({ upload: id, base64: 'YWJj' })
    await rejects(client.import.start({ uploads: [id] }), code('input.invalid'))
    await rejects(client.upload.append({ upload: id, base64: 'YWJj' }), code('input.invalid'))
    await rejects(client.import.start({ uploads: [id] }), code('not-found'))
    await rejects(client.import.follow({ import: id as never }), code('not-found'))
  }))

test('of files with a path, other bytes are a new version whatever their title', () =>
  withFolder(async (folder) => {
    const docs = join(folder, 'docs')
    await mkdir(docs)
    await writeFile(join(docs, 'a.md'), '# A\n\nheat')
    await writeFile(join(docs, 'b.txt'), '')
    const ports = realPorts(join(folder, 'space'))
    const results = await importPaths([docs, join(folder, 'none')], ports)
    deepEqual(results.map(({ path, status }) => [path.slice(folder.length + 1), status]), [['none', 'refused'], ['docs/a.md', 'imported'], ['docs/b.txt', 'refused']])
    await writeFile(join(docs, 'a.md'), '# Quite another\n\nheat')
    deepEqual(brief(await importPaths([join(docs, 'a.md')], ports)), [[join(docs, 'a.md'), 'new-version', 1]])
    await ports.parser.close()
    ports.store.close()
    await rm(docs, { recursive: true })
  }))
