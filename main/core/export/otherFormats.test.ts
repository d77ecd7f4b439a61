/** Tests of the formats that other programs read: table, cards, citations, reviews; each read back by a reader that is not ours. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import Database from 'better-sqlite3'
import { parse as parseCsv } from 'csv-parse/sync'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { parseHTML } from 'linkedom'
import { z } from 'zod'
import { KEPT, storeWithNotes, SURVEY } from '../../../fixtures/notes/keptNotes.ts'
import type { ExportedNote } from '../../../shared/model/export.ts'
import type { Note } from '../../../shared/model/note.ts'
import { ankiPackage } from '../../adapters/store/anki/ankiPackage.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import { ankiCard, gapIn } from './ankiDeck.ts'
import { bibtexEntry, type CitedSource, citationKey, createCitations, datePartsOf } from './citedSources.ts'
import { csvColumns, csvHead, csvRow, harmlessCell, plainCell } from './csv.ts'
import { exportedNote } from './exportedNote.ts'
import { exportNotes, type FileFormat } from './exportNotes.ts'

const at = new Date('2026-11-24T12:00:00Z')
const statementOf = (id: string) => KEPT.find((note) => note.id === id)?.statement
const EXPORTED = KEPT.map((note) => exportedNote(note, statementOf))

const bytesOf = (format: FileFormat, notes: readonly Note[] = KEPT): Promise<Uint8Array> =>
  withFolder(async (folder) => {
    const store = storeWithNotes(folder, notes)
    try {
      const written: Uint8Array[] = []
      const world = { read: store.read, elapsed: () => 0, print: () => Promise.reject(new Error('not printed here')), anki: ankiPackage }
      for await (const piece of exportNotes({ format, ids: notes.map(({ id }) => id), name: `notes.${format}`, at }, world)) written.push(typeof piece === 'string' ? Buffer.from(piece) : piece)
      return new Uint8Array(Buffer.concat(written))
    } finally {
      store.close()
    }
  })
const textOf = async (format: FileFormat, notes?: readonly Note[]): Promise<string> => strFromU8(await bytesOf(format, notes))

/** A note whose every text is this one. */
const saying = (text: string): ExportedNote => ({
  ...EXPORTED[0]!, statement: text, topic: text, tags: [text, 'b'], verdict: `Verified by you: ${text}`, origin: text, from: { question: text, by: text, asOf: text, checker: text },
  quotes: [{ stance: 'Supports', quote: text, title: text, place: 'characters 1–2', source: SURVEY }], reasons: [{ says: text, place: text }],
})

test('the table is UTF-8 with a mark, a row a note, and a strict CSV reader finds equal fields', async () => {
  const bytes = await bytesOf('csv')
  deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  const rows = parseCsv(bytes, { bom: true, columns: true, record_delimiter: '\r\n' }).map((row) => Object.fromEntries(Object.entries(row as Record<string, string>).map(([name, cell]) => [name, plainCell(cell)])))
  deepEqual(rows, EXPORTED.map((note) => Object.fromEntries(Object.entries(csvColumns).map(([name, cell]) => [name, cell(note)]))))
  deepEqual([rows.length, rows[2]!['statement'], rows[0]!['tags']], [KEPT.length, '북쪽 부지의 전력효율지수는 1.32이다.', 'PUE\ndata centre\n2026'])
})

test('no cell is a formula, whatever a note says, and every cell can be taken back', () => {
  const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', "'=1", "''=1", "'plain", '＝1', '=HYPERLINK("http://a","b")', 'a"b,c;d\r\ne', '']
  const cells = hostile.map((text) => parseCsv(csvHead() + csvRow(saying(text)), { bom: true, columns: true })[0] as unknown as Record<string, string>)
  for (const cell of cells.flatMap((row) => Object.values(row))) ok(!/^[=+\-@\t\r\n＝＋－＠]/u.test(cell), JSON.stringify(cell))
  deepEqual(cells.map((row) => plainCell(row['statement']!)), hostile)
  fc.assert(fc.property(fc.stringMatching(/^['=+@\-\t a]{0,6}$/u), (text) => plainCell(harmlessCell(text)) === text && !/^[=+\-@\t\r\n]/u.test(harmlessCell(text))), { seed: 7, numRuns: 500 })
})

/** What search engines ask of a ClaimReview, and what schema.org allows. */
const Review = z.object({
  '@type': z.literal('ClaimReview'),
  claimReviewed: z.string().min(1),
  datePublished: z.iso.date(),
  author: z.object({ '@type': z.enum(['Person', 'Organization']), name: z.string().min(1) }),
  reviewRating: z.object({ '@type': z.literal('Rating'), alternateName: z.string().min(1), ratingExplanation: z.string().min(1), ratingValue: z.int().optional(), bestRating: z.int().optional(), worstRating: z.int().optional() }),
  itemReviewed: z.object({ '@type': z.literal('Claim'), text: z.string() }),
  citation: z.array(z.object({ '@type': z.literal('Quotation'), text: z.string() })),
})

test('reviews have what a ClaimReview needs, and a number only where the app has a verdict to give', async () => {
  const contradicted: Note = { ...KEPT[0]!, id: KEPT[0]!.id.replace(/...$/u, '007') as Note['id'], claim: { ...KEPT[0]!.claim, verdict: 'contradicted' } }
  const text = await textOf('claimreview', [...KEPT, contradicted])
  const { '@context': context, '@graph': graph } = JSON.parse(text) as { '@context': string; '@graph': unknown[] }
  equal(context, 'https://schema.org')
  const reviews = z.array(Review).parse(graph)
  deepEqual(
    reviews.map(({ reviewRating: { ratingValue, bestRating, worstRating, alternateName } }) => [ratingValue, ratingValue === undefined ? undefined : [worstRating, bestRating], alternateName]),
    [[5, [1, 5], 'Verified by a source'], [5, [1, 5], 'Verified by your rules'], [5, [1, 5], 'Verified by a source'], [undefined, undefined, 'Vouched for, not proved'], [undefined, undefined, 'Verified by a source (stale)'], [undefined, undefined, 'Retracted'], [1, [1, 5], 'Contradicted by a source']],
  )
  ok(!text.includes('"url"') && !text.includes('</'), 'no address is made up, and no text ends a script')
  deepEqual(JSON.parse(await textOf('claimreview', [])), { '@context': 'https://schema.org', '@graph': [] })
})

test('BibTeX is read by Citation.js: one entry a source, whole titles in every script, dates, and the notes that cite it', async () => {
  const text = await textOf('bibtex')
  const [entry, ...others] = new Cite(text).data as Record<string, unknown>[]
  deepEqual([others, entry!['title'], entry!['id']], [[], 'Survey', `survey-${SURVEY.slice(-10).toLowerCase()}`])
  ok(text.includes('Cited by 3 notes.') && text.includes('북쪽 부지의'), text)
  equal(await textOf('bibtex', []), '')
})

test('what LaTeX takes for its own is written out, and no text ends a field early', () => {
  const titles = ['50 % & more_ #1 ~ ^ $x$', 'unbalanced } {{ {', '\\input{/etc/passwd}', '데이터 센터의 전력 효율', 'データ', 'كفاءة الطاقة', 'Ångström “quoted” <tag> | pipe', 'a\u0000b\nc', 'ends with \\']
  const source = (title: string, n: number): CitedSource => ({ id: citationKey(`01ARYZ6S4100000000000000${String(n).padStart(2, '0')}`, title, 2025), type: 'webpage', title, issued: { 'date-parts': [[2025, 3, 1]] }, accessed: { 'date-parts': [[2026, 1, 2]] }, URL: 'https://example.org/a_b?c={d}&e=50%25#f', note: 'n', annote: title })
  const text = titles.map((title, n) => bibtexEntry(source(title, n))).join('\n')
  const read = new Cite(text).data as { id: string; title: string; URL: string; issued: { 'date-parts': number[][] } }[]
  const plain = (title: string): string => title.replaceAll('\u0000', '').replace(/\s+/gu, ' ')
  deepEqual(read.map(({ title }) => title.replace(/<\/?span[^>]*>/gu, '')), titles.map(plain))
  equal(new Set(read.map(({ id }) => id)).size, titles.length)
  deepEqual([read[0]!.URL, read[0]!.issued['date-parts'][0]], ['https://example.org/a_b?c=%7Bd%7D&e=50%25#f', [2025, 3]])
})

test('citation data are CSL-JSON: keys that stay, dates where there are any, deleted sources under the name that the note knew', async () => {
  const entries = JSON.parse(await textOf('csl')) as CitedSource[]
  deepEqual(entries.map(({ id, type, title, accessed, issued }) => ({ id, type, title, accessed, issued })), [{ id: `survey-${SURVEY.slice(-10).toLowerCase()}`, type: 'document', title: 'Survey', accessed: { 'date-parts': [[2026, 3, 14]] }, issued: undefined }])
  deepEqual((new Cite(JSON.stringify(entries)).data as { title: string }[]).map(({ title }) => title), ['Survey'])
  const gone = createCitations({ source: () => undefined })
  for (const note of EXPORTED) gone.add(note)
  deepEqual(gone.entries().map(({ title, note }) => [title, note.startsWith('No longer in the library')]), [['Survey: “A/B” <2026>', true]])
  deepEqual(['2025', '2025-03', '2025-03-01', '2025-03-01T10:00:00Z', '2025-13-01', 'March 2025', '', undefined].map((one) => datePartsOf(one)), [[2025], [2025, 3], [2025, 3, 1], [2025, 3, 1], undefined, undefined, undefined, undefined])
})

interface AnkiRow { id: number; guid: string; mid: number; mod: number; tags: string; flds: string; csum: number; queue: number }
async function ankiRows(notes: readonly Note[]): Promise<{ rows: AnkiRow[]; models: Record<string, { flds: unknown[] }>; ver: number; whole: unknown }> {
  const parts = unzipSync(await bytesOf('apkg', notes))
  deepEqual(Object.keys(parts).sort(), ['collection.anki2', 'media'])
  deepEqual(JSON.parse(strFromU8(parts['media']!)), {})
  const db = new Database(Buffer.from(parts['collection.anki2']!))
  try {
    const { models, ver } = db.prepare('SELECT models, ver FROM col').get() as { models: string; ver: number }
    const rows = db.prepare('SELECT n.id, n.guid, n.mid, n.mod, n.tags, n.flds, n.csum, c.queue FROM notes n JOIN cards c ON c.nid = n.id ORDER BY n.id').all() as AnkiRow[]
    return { rows, models: JSON.parse(models) as Record<string, { flds: unknown[] }>, ver, whole: db.pragma('integrity_check', { simple: true }) }
  } finally {
    db.close()
  }
}

test('the deck is an Anki collection of schema 11 that holds a card a note, known again by the note’s id', async () => {
  const { rows, models, ver, whole } = await ankiRows(KEPT)
  deepEqual([ver, whole, rows.map(({ guid }) => guid)], [11, 'ok', KEPT.map(({ id }) => id)])
  for (const { mid, flds, tags } of rows) {
    equal(flds.split('\u001f').length, models[mid]!.flds.length)
    match(tags, /^ (?:\S+ )+$/u)
  }
  deepEqual(rows.map(({ queue }) => queue), [0, 0, 0, 0, -1, -1], 'what is stale or retracted is not asked for')
  const [front, filled, verdict, evidence] = rows[0]!.flds.split('\u001f')
  const text = (html: string): string => parseHTML(`<!doctype html><html><body>${html}</body></html>`).document.body.textContent
  deepEqual([text(front!), text(filled!), text(verdict!)], ['The annual PUE of North was ….', 'The annual PUE of North was 1.32.', 'Verified by a source'])
  ok(text(evidence!).includes('Its annual PUE was 1.32 & its racks are <cool>.'))
  equal(rows[0]!.tags, ' plumbline plumbline::verified Efficiency PUE data_centre 2026 ')
  // The first 32 bits of `printf 'Does this hold?There is none.' | sha1sum`.
  const [known] = (await ankiRows([{ ...KEPT[5]!, statement: 'There is none.' }])).rows
  equal(known!.csum, 0xeee4f267)
})

test('exported again after a change the card has the same ids and a later time, so that Anki updates it', async () => {
  const before = await ankiRows(KEPT)
  const after = await ankiRows(KEPT.map((note) => (note === KEPT[0] ? { ...note, statement: 'It has no number now.', updated: '2026-10-01T00:00:00.000Z' } : note)))
  deepEqual(after.rows.map(({ id, guid, mid }) => [id, guid, mid]), before.rows.map(({ id, guid, mid }) => [id, guid, mid]))
  deepEqual([after.rows[0]!.mod > before.rows[0]!.mod, after.rows[0]!.flds.includes('Does this hold?')], [true, true])
})

test('nothing in a note becomes HTML, a gap, a sound, a formula or a field of Anki', () => {
  const card = ankiCard(saying('<img src=x onerror=alert(1)> {{c1::gap}} [sound:a.mp3] [latex]x[/latex] \\(y\\) {{Front}}'))
  const html = [card.front, card.verdict, card.evidence, card.origin].join('')
  ok(!/<img|\{\{|\[sound|\[latex|\\[([]/u.test(html), html)
})

const gaps: readonly (readonly [statement: string, quote: string, gap: string | undefined])[] = [
  ['The annual PUE of North was 1.32 in 2024.', '', '1.32'],
  ['CO2 fell by 12,5 % at site A-7.', '', '12,5 %'],
  ['It was founded in 1998.', '', '1998'],
  ['Two of 40 racks use 5 kW.', 'uses 5 kW', '5'],
  ['북쪽 부지의 전력효율지수는 1.32이다.', '', '1.32'],
  ['The train leaves at 10:45 from 3.', '', '10:45'],
  ['There is no number.', '', undefined],
  ['See version 1.2.3-beta and IPv6.', '', '1.2.3'],
]
for (const [statement, quote, gap] of gaps) {
  test(`the gap in “${statement}”`, () => {
    const found = gapIn({ statement, quotes: [{ stance: 'Supports', quote, title: '', place: '', source: '' }] })
    equal(found && statement.slice(found.start, found.end), gap)
  })
}
