/** Texts and search on a real database: exact slices, live sources only, short and long queries, four scripts. */
import { deepEqual, equal, throws } from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { SourceId } from '../../../shared/model/ids.ts'
import type { Source } from '../../../shared/model/source.ts'
import type { Store } from '../../core/ports.ts'
import { openWriting } from './connections.ts'
import { migrateTo } from './migrate.ts'
import { DATABASE, openStore } from './openStore.ts'
import { expressions } from './wordCounts.ts'
import { countedIds, quiet, tickingClock, withFolder } from './testing.ts'

const sourceOf = (id: SourceId, text: string, passages: number): Source => ({
  id, title: `Title of ${id}`, path: `${id}.txt`, format: 'text', sha256: '0'.repeat(64) as Source['sha256'], textSha256: '0'.repeat(64) as Source['textSha256'],
  bytes: text.length, length: text.length, passages, tier: 'unknown', importedAt: '2026-11-23T12:00:00.000Z', version: 1, sample: false,
})

/** Paragraphs become passages; with `keep` false the import stays unfinished. */
function add(store: Store, id: SourceId, paragraphs: readonly string[], keep = true, replaces?: SourceId): string {
  const text = paragraphs.join('\n\n')
  let start = 0
  store.write.addSourceText(id, text, [{ kind: 'heading', label: 'Top', level: 1, start: 0 }])
  store.write.addPassages(
    id,
    paragraphs.map((paragraph) => {
      const passage = { start, end: start + paragraph.length, text: paragraph, page: 1, heading: 'Top' }
      start += paragraph.length + 2
      return passage
    }),
  )
  if (keep) store.write.append([{ stream: `source:${id}`, event: { kind: 'source.imported', source: sourceOf(id, text, paragraphs.length), ...(replaces ? { replaces } : {}) } }])
  return text
}

const withStore = (work: (store: Store, ids: () => SourceId, folder: string) => void): void =>
  withFolder((folder) => {
    const store = openStore(folder, { clock: tickingClock(), log: quiet })
    const next = countedIds()
    try {
      work(store, () => next() as SourceId, folder)
    } finally {
      store.close()
    }
  })

const hits = (store: Store, query: string, within?: SourceId[]): string[] => store.read.searchPassages(query, 10, within).map((hit) => hit.text)

test('any slice of a long text comes back as it was, pairs and all', () =>
  withStore((store, ids) => {
    const text = add(store, ids(), ['전력 😀'.repeat(9000), 'tail'])
    const { id } = store.read.sources()[0]!
    equal(store.read.sourceText(id), text)
    for (const [start, end] of [[0, 1], [8190, 8200], [16383, 16390], [40_000, 40_100], [text.length - 4, text.length + 100], [99_999_999, 100_000_000]]) equal(store.read.sourceText(id, start, end), text.slice(start, end))
    deepEqual(store.read.landmarks(id), [{ kind: 'heading', label: 'Top', level: 1, start: 0 }])
    equal(store.read.sourceText(ids()), undefined)
  }))

const library = [
  'Liquid cooling moves heat better than air.',
  'The reading of 0.95 was wrong; a read-only copy is kept.',
  '서버실의 냉각은 전력을 많이 씁니다. 물로 식힙니다.',
  'データセンターの冷却には多くの電力が必要です。',
  '数据中心的冷却需要大量电力。',
  'Debian의 패키지는 안정적입니다.',
]
const queries: [query: string, expected: number[]][] = [
  ['cooled by liquids', [0]],
  ['read-only', [1]],
  ['0.95', [1]],
  ['What is the heat?', [0]],
  ['냉각', [2]],
  ['서버', [2]],
  ['물', [2]],
  ['冷却', [4, 3]],
  ['電力', [3]],
  ['debian', [5]],
  ['데이터', []],
  ['"heat" AND NEAR(', [0]],
  ['***', []],
  ['', []],
]
for (const [query, expected] of queries) {
  test(`search finds ${JSON.stringify(query)} in ${expected.length} passages`, () =>
    withStore((store, ids) => {
      add(store, ids(), library)
      deepEqual(hits(store, query), expected.map((i) => library[i]!))
    }))
}

test('a hit says where it stands', () =>
  withStore((store, ids) => {
    const id = ids()
    const text = add(store, id, library)
    const [hit] = store.read.searchPassages('冷却 データ', 1)
    deepEqual({ ...hit, score: 0 }, { source: id, start: text.indexOf('データ'), end: text.indexOf('\n\n数据'), text: library[3], page: 1, heading: 'Top', title: `Title of ${id}`, path: `${id}.txt`, score: 0 })
  }))

test('deleted, replaced and unfinished sources are not found, and a restored one is', () =>
  withStore((store, ids) => {
    const [deleted, old, fresh, unfinished] = [ids(), ids(), ids(), ids()]
    add(store, deleted, ['heat one'])
    add(store, old, ['heat two'])
    add(store, fresh, ['heat three'], true, old)
    add(store, unfinished, ['heat four'], false)
    store.write.append([{ stream: `source:${deleted}`, event: { kind: 'source.deleted', id: deleted } }])
    deepEqual(hits(store, 'heat'), ['heat three'])
    store.write.append([{ stream: `source:${deleted}`, event: { kind: 'source.restored', id: deleted } }])
    deepEqual(hits(store, 'heat').sort(), ['heat one', 'heat three'])
    deepEqual(hits(store, 'heat', [deleted]), ['heat one'])
    deepEqual(hits(store, 'heat', []), [])
  }))

test('many deleted hits do not hide a live one', () =>
  withStore((store, ids) => {
    const gone = ids()
    add(store, gone, Array.from({ length: 300 }, () => 'heat'))
    store.write.append([{ stream: `source:${gone}`, event: { kind: 'source.deleted', id: gone } }])
    add(store, ids(), ['some heat that is said in more words and so ranks lower'])
    equal(hits(store, 'heat').length, 1)
  }))

test('unfinished imports are dropped with all their rows; a kept source cannot be', () =>
  withStore((store, ids, folder) => {
    const [kept, one, two] = [ids(), ids(), ids()]
    add(store, kept, ['kept heat'])
    add(store, one, Array.from({ length: 450 }, (_, i) => `heat ${i}`), false)
    add(store, two, ['heat'], false)
    store.write.dropUnfinishedSource(one)
    store.write.dropUnfinishedSources()
    const db = openWriting(join(folder, DATABASE))
    const count = (table: string): unknown => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
    deepEqual(['source_text', 'source_outline', 'passage', 'passage_fts'].map(count), [1, 1, 1, 1])
    db.close()
    deepEqual(hits(store, 'heat'), ['kept heat'])
    throws(() => store.write.dropUnfinishedSource(kept))
  }))

test('a claim of common words is narrowed by its rarest ones', () => {
  const term = (text: string, count: number) => ({ text, match: `"${text}"`, count })
  deepEqual(expressions([term('a', 10), term('b', 20), term('c', 0)], 100), ['("a" OR "b")'])
  deepEqual(expressions([term('x', 900), term('a', 10), term('y', 500), term('b', 20)], 100), ['("a" OR "b") AND ("y")', '("a" OR "b")'])
  deepEqual(expressions([term('x', 900), term('y', 500)], 100), ['"y" AND "x"', '("y" OR "x")'])
  deepEqual(expressions([], 100), [])
})

test('migration 2 leaves what was there and adds an empty index', () =>
  withFolder((folder) => {
    const db = openWriting(join(folder, DATABASE))
    migrateTo(db, 1)
    db.exec("INSERT INTO note (id, statement, status, topic, tags, created, updated, claim, provenance) VALUES ('n', 's', 'current', '', '[]', '', '', '{}', '{}')")
    migrateTo(db, 2)
    deepEqual([db.prepare('SELECT id FROM note').pluck().all(), db.prepare("SELECT rowid FROM passage_fts WHERE passage_fts MATCH 'heat'").all()], [['n'], []])
    db.close()
  }))
