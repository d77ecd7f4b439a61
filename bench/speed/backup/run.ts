/**
 * What a backup costs, and whom it keeps waiting: appends beside it, its time and room, and the steps in which an erasure leaves the word index.
 * Run: node bench/speed/backup/run.ts [SOURCES]; writes bench/speed/backup.json.
 */
import Database from 'better-sqlite3'
import { copyFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { seeded } from '../../../fixtures/demo/demoId.ts'
import { createBackups } from '../../../main/adapters/store/backup/createBackups.ts'
import { DATABASE, openStore } from '../../../main/adapters/store/openStore.ts'
import { conversationCreated, countedIds, quiet, withFolder } from '../../../main/adapters/store/testing.ts'
import type { Sha256, SourceId } from '../../../shared/model/ids.ts'
import { quantile, report, round } from '../../report.ts'

const [sources = 40] = process.argv.slice(2).map(Number)
/** Passages of a source, and words of a passage. */
const PASSAGES = 600
const WORDS = 90

const spread = (values: readonly number[]) => ({ p50: round(quantile(values, 0.5), 2), p95: round(quantile(values, 0.95), 2), max: round(Math.max(...values), 2) })
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

await withFolder(async (folder) => {
  const random = seeded(7)
  const words = Array.from({ length: 30_000 }, (_, n) => `w${n.toString(36)}${'aeiou'[n % 5]}`)
  const word = (): string => words[Math.floor(random() ** 2 * words.length)]!
  const clock = { now: () => new Date() }
  const newId = countedIds()
  const store = openStore(folder, { clock, log: quiet })
  mkdirSync(join(folder, 'sources'))
  const ids: SourceId[] = []
  for (let s = 0; s < sources; s++) {
    const id = newId() as SourceId
    const texts = Array.from({ length: PASSAGES }, () => Array.from({ length: WORDS }, word).join(' '))
    const text = texts.join('\n')
    const sha256 = createHash('sha256').update(text).digest('hex') as Sha256
    writeFileSync(join(folder, 'sources', sha256), text)
    store.write.addSourceText(id, text, [])
    let at = 0
    for (let p = 0; p < texts.length; p += 200) store.write.addPassages(id, texts.slice(p, p + 200).map((one) => ({ start: at, end: (at += one.length + 1) - 1, text: one })))
    store.write.append([{ stream: `source:${id}`, event: { kind: 'source.imported', source: { id, title: `${s}`, path: `${s}.txt`, format: 'text', sha256, textSha256: sha256, bytes: text.length, length: text.length, passages: PASSAGES, tier: 'unknown', importedAt: '', version: 1, sample: false } } }])
    ids.push(id)
  }
  const append = (): number => {
    const began = performance.now()
    store.write.append([conversationCreated(newId(), 'a title')])
    return performance.now() - began
  }
  const alone: number[] = []
  for (let i = 0; i < 1500; i++) {
    alone.push(append())
    await turn()
  }
  const backups = createBackups({ workspace: folder, app: 'bench' })
  const timed = async (hour: number): Promise<{ ms: number; beside: number[] }> => {
    const began = performance.now()
    let done = false
    const making = backups.make('hourly', new Date(Date.UTC(2026, 10, 23, hour)), {}).finally(() => (done = true))
    const beside: number[] = []
    while (!done) {
      beside.push(append())
      await turn()
    }
    await making
    return { ms: performance.now() - began, beside }
  }
  const first = await timed(0)
  const one = backups.bytes()
  const later: number[] = []
  for (let hour = 1; hour <= 10; hour++) later.push((await timed(hour)).ms)
  const eleven = backups.bytes()

  // The word index after a quarter of the sources was erased: as one statement on a copy, and in steps.
  for (const id of ids.slice(0, sources / 4)) store.write.append([{ stream: `source:${id}`, event: { kind: 'source.deleted', id } }])
  const steps: number[] = []
  const cpu: number[] = []
  const erasing = store.write.eraseDeleted(new Date(Date.now() + 1000).toISOString())[Symbol.iterator]()
  for (;;) {
    const used = process.cpuUsage()
    const began = performance.now()
    const { done } = erasing.next()
    steps.push(performance.now() - began)
    cpu.push((process.cpuUsage(used).user + process.cpuUsage(used).system) / 1000)
    if (done) break
  }
  await backups.close()
  store.close()
  const copy = join(folder, 'copy.sqlite')
  copyFileSync(join(folder, DATABASE), copy)
  const db = new Database(copy)
  db.pragma('journal_mode = WAL')
  for (let id = 1; id <= PASSAGES; id++) db.prepare('DELETE FROM passage_fts WHERE rowid = (SELECT id FROM passage ORDER BY id LIMIT 1 OFFSET ?)').run(id)
  const began = performance.now()
  db.exec("INSERT INTO passage_fts (passage_fts) VALUES ('optimize')")
  const optimize = performance.now() - began
  db.close()

  report(join(import.meta.dirname, '..', 'backup.json'), {
    passages: sources * PASSAGES,
    databaseMB: round(statSync(join(folder, DATABASE)).size / 1e6),
    firstBackupMs: round(first.ms, 0),
    laterBackupMs: round(quantile(later, 0.5), 0),
    oneBackupMB: round(one / 1e6),
    elevenBackupsMB: round(eleven / 1e6),
    elevenToOne: round(eleven / one, 2),
    appendAloneMs: spread(alone),
    appendBesideABackupMs: spread(first.beside),
    appendBesideToAloneP95: round(quantile(first.beside, 0.95) / quantile(alone, 0.95), 2),
    eraseSteps: steps.length,
    eraseStepMs: spread(steps),
    eraseStepCpuMs: spread(cpu),
    indexInOneStatementMs: round(optimize, 0),
  })
})
