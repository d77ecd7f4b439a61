/**
 * Search over many passages: SQLite's full text index as the store uses it, beside MiniSearch holding the same passages in memory.
 * `node bench/speed/search/run.ts [PASSAGES]` (100,000) writes search.json beside this folder. Each engine runs in a process of its own; text is made up, seeded, with words as common as in real text.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../../main/adapters/store/openStore.ts'
import { systemClock, ulids } from '../../../main/adapters/system.ts'
import type { Source } from '../../../shared/model/source.ts'
import { quantile, report, round } from '../../report.ts'

const WORDS = 80
const VOCABULARY = 60_000
const QUERIES = 120
const PER_SOURCE = 2000

/** Marsaglia's xorshift: the same passages in every process. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

const syllables = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ')
const spelled = (rank: number): string => {
  let word = ''
  for (let rest = rank + 20; rest > 0; rest = Math.floor(rest / 20)) word += syllables[rest % 20]!
  return word
}

/** Zipf's law by the inverse of its distribution: rank r has a share of about 1/r. */
const wordBy = (share: number): string => spelled(Math.floor(Math.exp(share * Math.log(VOCABULARY))) - 1)

function* passages(count: number): Generator<string> {
  const next = random(7)
  for (let i = 0; i < count; i++) yield Array.from({ length: WORDS }, () => wordBy(next())).join(' ')
}

/** Queries with the passage each was made from: three of its words, or a claim of thirty. */
function queries(count: number): { text: string; from: number; long: boolean }[] {
  const next = random(11)
  const wanted = new Map(Array.from({ length: QUERIES }, (_, i) => [Math.floor(next() * count), i % 2 === 1]))
  const made: { text: string; from: number; long: boolean }[] = []
  let at = 0
  for (const passage of passages(count)) {
    const long = wanted.get(at)
    if (long !== undefined) {
      const words = passage.split(' ')
      const start = Math.floor(next() * (WORDS - 30))
      // Short queries name rather rare things, as people do.
      const rare = [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, 3)
      made.push({ from: at, long, text: long ? words.slice(start, start + 30).join(' ') : rare.join(' ') })
    }
    at++
  }
  return made
}

interface Engine {
  /** The ten best passages; their numbers are found out later, outside the time taken. */
  readonly search: (text: string) => () => number[]
  readonly bytesOnDisk: number
}

async function openMiniSearch(count: number): Promise<Engine> {
  const { default: MiniSearch } = await import('minisearch')
  const index = new MiniSearch({ fields: ['text'], storeFields: ['text'] })
  let id = 0
  for (const text of passages(count)) index.add({ id: id++, text })
  return {
    search: (text) => {
      const hits = index.search(text).slice(0, 10)
      return () => hits.map((hit) => hit.id as number)
    },
    bytesOnDisk: 0,
  }
}

function openPassages(count: number, folder: string): Engine {
  const newId = ulids(systemClock)
  const store = openStore(folder, { clock: systemClock, log: { write: () => undefined } })
  let batch: string[] = []
  let sources = 0
  const flush = (): void => {
    const id = newId() as Source['id']
    const text = batch.join('\n')
    let start = 0
    store.write.addSourceText(id, text, [])
    store.write.addPassages(
      id,
      batch.map((passage) => {
        const place = { start, end: start + passage.length, text: passage }
        start += passage.length + 1
        return place
      }),
    )
    const source: Source = {
      id, title: String(sources++), path: `${id}.txt`, format: 'text', sha256: '0'.repeat(64) as Source['sha256'], textSha256: '0'.repeat(64) as Source['textSha256'],
      bytes: text.length, length: text.length, passages: batch.length, tier: 'unknown', importedAt: '2026-01-01T00:00:00.000Z', version: 1, sample: false,
    }
    store.write.append([{ stream: `source:${id}`, event: { kind: 'source.imported', source } }])
    batch = []
  }
  for (const passage of passages(count)) {
    batch.push(passage)
    if (batch.length === PER_SOURCE) flush()
  }
  if (batch.length > 0) flush()
  return {
    search: (text) => {
      const hits = store.read.searchPassages(text, 10)
      return () => hits.map((hit) => Number(hit.title) * PER_SOURCE + (store.read.sourceText(hit.source, 0, hit.start)?.match(/\n/g)?.length ?? 0))
    },
    bytesOnDisk: statSync(join(folder, 'data.sqlite')).size + statSync(join(folder, 'data.sqlite-wal')).size,
  }
}

async function measure(which: string, count: number): Promise<void> {
  const asked = queries(count)
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  const before = process.memoryUsage.rss()
  const began = performance.now()
  const engine = which === 'minisearch' ? await openMiniSearch(count) : openPassages(count, folder)
  const seconds = (performance.now() - began) / 1000
  const times: Record<'short' | 'long', number[]> = { short: [], long: [] }
  const found = { short: 0, long: 0 }
  for (const { text } of asked.slice(0, 10)) engine.search(text)
  for (const { text, from, long } of asked) {
    const kind = long ? 'long' : 'short'
    const start = performance.now()
    const hits = engine.search(text)
    times[kind].push(performance.now() - start)
    if (hits().includes(from)) found[kind]++
  }
  const spread = (kind: 'short' | 'long') => ({ p50: round(quantile(times[kind], 0.5), 2), p95: round(quantile(times[kind], 0.95), 2), foundItsPassage: round(found[kind] / times[kind].length, 3) })
  globalThis.gc?.()
  console.log(JSON.stringify({ indexSeconds: round(seconds, 1), memoryMegabytes: round((process.memoryUsage.rss() - before) / 1e6), diskMegabytes: round(engine.bytesOnDisk / 1e6), short: spread('short'), long: spread('long') }))
  rmSync(folder, { recursive: true })
}

interface Figures extends Readonly<Record<string, unknown>> {
  readonly memoryMegabytes: number
  readonly indexSeconds: number
  readonly short: { readonly p50: number; readonly p95: number }
  readonly long: { readonly p50: number; readonly p95: number }
}

const [first, second] = process.argv.slice(2)
if (first === 'store' || first === 'minisearch') await measure(first, Number(second))
else {
  const count = Number(first ?? 100_000)
  const run = (which: string): Figures =>
    JSON.parse(execFileSync(process.execPath, ['--expose-gc', '--max-old-space-size=8192', import.meta.filename, which, String(count)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })) as Figures
  const [store, minisearch] = [run('store'), run('minisearch')]
  const ratios = {
    'short query, p50, store to MiniSearch': round(store.short.p50 / minisearch.short.p50, 3),
    'long claim, p50, store to MiniSearch': round(store.long.p50 / minisearch.long.p50, 3),
    'memory, store to MiniSearch': round(store.memoryMegabytes / minisearch.memoryMegabytes, 3),
    'indexing, store to MiniSearch': round(store.indexSeconds / minisearch.indexSeconds, 3),
  }
  const flat = (figures: Figures): Record<string, number> =>
    Object.fromEntries(Object.entries(figures).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : Object.entries(value as Record<string, number>).map(([part, inner]) => [`${name}Query_${part}`, inner]))))
  // Times of a query are milliseconds.
  report(join(import.meta.dirname, '..', 'search.json'), { passages: count, wordsOfAPassage: WORDS, store: flat(store), minisearch: flat(minisearch), ratios })
}
