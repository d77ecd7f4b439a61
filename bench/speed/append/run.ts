/**
 * How long it takes until an event is on disk: through the store (hash chain, tables, head) and as a bare insert, alone and beside an import.
 * `node bench/speed/append/run.ts [APPENDS]` writes append.json beside this folder; ratios are against the bare insert.
 */
import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../../main/adapters/store/openStore.ts'
import { systemClock, ulids } from '../../../main/adapters/system.ts'
import type { SourceId, TurnId } from '../../../shared/model/ids.ts'
import { foldAll } from '../../../shared/turn/foldTurn.ts'
import { quantile, report, round } from '../../report.ts'

const appends = Number(process.argv[2] ?? 2000)
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
const newId = ulids(systemClock)
const text = 'The annual PUE of the North site was 1.32 in 2024, as measured at the meter. '

/** Milliseconds. */
interface Spread extends Readonly<Record<string, number>> {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

const spread = (times: number[]): Spread => ({ p50: round(quantile(times, 0.5), 3), p95: round(quantile(times, 0.95), 3), p99: round(quantile(times, 0.99), 3) })

/** Runs the works in turn, so that whatever else the machine does hits all of them alike. */
function timed(count: number, ...works: readonly ((index: number) => void)[]): Spread[] {
  const times: number[][] = works.map(() => [])
  for (let i = 0; i < count; i++) {
    works.forEach((work, which) => {
      const began = performance.now()
      work(i)
      times[which]!.push(performance.now() - began)
    })
  }
  return times.map(spread)
}

const bare = new Database(join(folder, 'bare.sqlite'))
bare.pragma('journal_mode = WAL')
bare.pragma('synchronous = FULL')
bare.exec('CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT')
const insert = bare.prepare('INSERT INTO line (text) VALUES (?)')

const store = openStore(folder, { clock: systemClock, log: { write: () => undefined } })
const turn = newId() as TurnId
store.write.append([
  { stream: `turn:${turn}`, event: { kind: 'turn.started', conversation: null, mode: 'ask', question: 'What?', answerer: { kind: 'library' }, checker: 'embedded', asOf: '2026-11-23' } },
])
const append = (index: number): void => void store.write.append([{ stream: `turn:${turn}`, event: { kind: 'text', at: index * text.length, text } }])

// Warm: the first calls compile and fill caches.
timed(100, () => insert.run(text), append)
const [insertAlone, appendAlone] = timed(appends, () => insert.run(text), (index) => append(index + 100)) as [Spread, Spread]

const source = newId() as SourceId
store.write.addSourceText(source, text.repeat(100), [])
const passages = Array.from({ length: 200 }, (_, i) => ({ start: i * 10, end: i * 10 + text.length, text: `${text} ${i}` }))
const [batch] = timed(40, () => store.write.addPassages(source, passages))

const beganReading = performance.now()
const state = foldAll(turn, store.read.turnEvents(turn, 0))
const readAndFold = performance.now() - beganReading
const beganVerifying = performance.now()
const verified = store.read.verifyHistory()
const verify = performance.now() - beganVerifying
store.close()
bare.close()
rmSync(folder, { recursive: true, force: true })

if (!verified.whole || state.answer.length !== (appends + 100) * text.length) throw new Error('what was appended is not what was read')
report(join(import.meta.dirname, '../append.json'), {
  appends,
  appendMs: appendAlone,
  bareInsertMs: insertAlone,
  appendToBareInsertP50: round(appendAlone.p50 / insertAlone.p50, 2),
  appendToBareInsertP95: round(appendAlone.p95 / insertAlone.p95, 2),
  batchOf200PassagesMs: batch!,
  readAndFoldPerEventUs: round((readAndFold * 1000) / appends),
  verifyPerRowUs: round((verify * 1000) / verified.count),
})
