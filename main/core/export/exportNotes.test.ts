/** Tests of what an export writes: every format whole, read back by another reader where there is one. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { parseHTML } from 'linkedom'
import { unzipSync, strFromU8 } from 'fflate'
import { KEPT, storeWithNotes } from '../../../fixtures/notes/keptNotes.ts'
import type { Note } from '../../../shared/model/note.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import { bundleData, type BundleData, canonical, hashOf } from './bundle/bundleData.ts'
import { proofBundle } from './bundle/proofBundle.ts'
import { verifyBundle } from './bundle/verifyBundle.ts'
import { readDatasetLine } from './dataset.ts'
import { exportNotes, type ExportEnd, type FileFormat } from './exportNotes.ts'
import { ankiPackage } from '../../adapters/store/anki/ankiPackage.ts'

const at = new Date('2026-11-24T12:00:00Z')
const noPrinter = () => Promise.reject(new Error('not printed here'))
const exported = (format: FileFormat, notes: readonly Note[] = KEPT) =>
  withFolder(async (folder) => {
    const store = storeWithNotes(folder, notes)
    try {
      const pieces = exportNotes({ format, ids: notes.map(({ id }) => id), name: `notes.${format}`, at }, { read: store.read, elapsed: () => 0, print: noPrinter, anki: ankiPackage })
      const written: Uint8Array[] = []
      for (;;) {
        const { done, value } = await pieces.next()
        if (done) return { content: new Uint8Array(Buffer.concat(written)), ...(value as ExportEnd) }
        written.push(typeof value === 'string' ? Buffer.from(value) : (value as Uint8Array))
      }
    } finally {
      store.close()
    }
  })
const textOf = (content: Uint8Array): string => strFromU8(content)

test('the page holds every note, runs nothing and loads nothing', async () => {
  const page = textOf((await exported('html')).content)
  const { document } = parseHTML(page)
  deepEqual([...document.querySelectorAll('h3')].map((heading) => heading.textContent), ['The annual PUE of North was 1.32.', KEPT[1]!.statement, KEPT[4]!.statement, KEPT[5]!.statement, KEPT[2]!.statement, KEPT[3]!.statement])
  deepEqual([document.querySelectorAll('script, img, link, iframe').length, document.querySelector('blockquote')?.textContent], [0, 'Its annual PUE was 1.32 & its racks are <cool>.'])
  match(page, /default-src 'none'/u)
})

test('the data set reads back as the very same notes, and its card counts them', async () => {
  const { content, card } = await exported('jsonl')
  const lines = textOf(content).trim().split('\n')
  deepEqual(lines.map(readDatasetLine), KEPT)
  const one = JSON.parse(lines[0]!) as { verdict: string; features: Record<string, number> }
  deepEqual([one.verdict, one.features['quotesSupporting'], one.features['numbersQuoted']], ['verified', 1, 1])
  match(card ?? '', /\| verified \| 5 \|/u)
})

test('the Word document is whole: headings, quotes in any script, and a footnote for each source and rule', async () => {
  const parts = unzipSync((await exported('docx')).content)
  const body = strFromU8(parts['word/document.xml']!)
  const notes = strFromU8(parts['word/footnotes.xml']!)
  for (const { statement } of KEPT) ok(body.includes(statement.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')), statement)
  equal(body.match(/<w:footnoteReference /gu)?.length, 4)
  ok(notes.includes('Survey: “A/B”') && notes.includes('fact:total_power(North)'))
})

test('a note of a megabyte and no notes at all are written in every format', async () => {
  const statement = `${'가나다 </w:t> '.repeat(60_000)}end.`
  for (const format of ['md', 'html', 'docx', 'jsonl', 'bundle'] as const) {
    ok((await exported(format, [{ ...KEPT[3]!, statement }])).content.length > 1000)
    await exported(format, [])
  }
})

const digest = (text: string): Promise<string> => Promise.resolve(hashOf(text))
let made: Promise<{ data: BundleData; text: string; fingerprint: string }> | undefined
const bundleOf = async (): Promise<{ data: BundleData; text: string; fingerprint: string }> => {
  made ??= makeBundle()
  return structuredClone(await made)
}
const makeBundle = () =>
  withFolder((folder) => {
    const store = storeWithNotes(folder)
    const data = bundleData(KEPT, store.read, at)
    store.close()
    const { page, fingerprint } = proofBundle(data)
    return Promise.resolve({ data, text: /<script type="application\/json" id="data">(.*?)<\/script>/su.exec(page)![1]!, fingerprint })
  })

test('a proof bundle holds, with every quote in its place', async () => {
  const { text, fingerprint, data } = await bundleOf()
  deepEqual(await verifyBundle(text, fingerprint, digest), { whole: true, faults: [], fingerprint, counts: { notes: 6, quotes: 3, rules: 0 } })
  ok(data.notes[0]!.evidence[0]!.context!.text.includes('surveyed in March'))
})

/** Each changes one thing; with `knowing`, whoever did it made new hashes and a new fingerprint as well. */
const tampering: readonly (readonly [name: string, change: (data: BundleData) => void, knowing?: true])[] = [
  ['a word of a statement', (data) => void (data.notes[0]!.statement = 'The annual PUE of North was 1.23.')],
  ['a verdict', (data) => void (data.notes[5]!.verdict = 'verified')],
  ['a letter of a quote', (data) => void (data.notes[0]!.evidence[0]!.quote = data.notes[0]!.evidence[0]!.quote.replace('1.32', '1.23'))],
  ['the place of a quote', (data) => void (data.notes[0]!.evidence[0]!.start += 1)],
  ['the name of a source', (data) => void (Object.values(data.sources)[0]!.title = 'The Law')],
  ['a note that was left out', (data) => void data.notes.pop()],
  ['a note that was put in', (data) => void data.notes.push({ ...data.notes[0]!, id: '01ARYZ6S410000000000000999' })],
  ['a status', (data) => void (data.notes[4]!.status = 'current')],
  ['a hash', (data) => void (data.hashes.notes[data.notes[0]!.id] = '0'.repeat(64))],
  ['the day it was made', (data) => void (data.made = '2020-01-01T00:00:00.000Z')],
  ['a reason that was taken out', (data) => void (data.notes[1]!.because = [])],
  ['a verdict, knowingly', (data) => void (data.notes[5]!.verdict = 'verified'), true],
  ['a quote, knowingly', (data) => void (data.notes[0]!.evidence[0]!.quote = data.notes[0]!.evidence[0]!.quote.replace('1.32', '1.23')), true],
  ['the only quote taken out, knowingly', (data) => void (data.notes[0]!.evidence = []), true],
]
for (const [name, change, knowing] of tampering) {
  test(`a bundle is refused for ${name}`, async () => {
    const { data, fingerprint } = await bundleOf()
    change(data)
    if (knowing) for (const note of data.notes) data.hashes.notes[note.id] = hashOf(canonical(note))
    const text = JSON.stringify(data).replaceAll('<', String.raw`\u003c`)
    const { whole, faults } = await verifyBundle(text, knowing ? hashOf(text) : fingerprint, digest)
    deepEqual([whole, faults.length > 0], [false, true])
    if (knowing) ok(faults.some((fault) => !fault.includes('list of hashes')), `found by what it says, not only by a hash: ${faults.join(' ')}`)
  })
}
