/**
 * Knowledge at size: search over 100,000 notes, 10,000 dependents of one source judged again beside a person who types, growth and history at 100,000 rows.
 * `node bench/speed/knowledge/run.ts [NOTES] [DEPENDENTS]` writes knowledge.json beside this folder. Notes are made up, seeded.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testCore } from '../../../fixtures/core/testCore.ts'
import { judgedFields } from '../../../main/core/notes/judgedFields.ts'
import type { NewEvent } from '../../../main/core/ports.ts'
import type { NoteId, SourceId, TurnId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import { quantile, report, round } from '../../report.ts'

const NOTES = Number(process.argv[2] ?? 100_000)
const DEPENDENTS = Number(process.argv[3] ?? 10_000)
const BATCH = 200
const QUERIES = 200
const WORDS = 'pump chiller rack tower fan coil valve loop meter sensor filter battery breaker cable duct floor hall aisle row zone grid feed load heat water air power cooling energy usage ratio total average annual limit target audit survey report permit 냉각 전력 서버 온도'.split(' ')

let state = 12345
const next = (): number => {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) / 2 ** 32
}
const word = (): string => WORDS[Math.floor(next() ** 1.6 * WORDS.length)]!
const SOURCE = '01ARYZ6S41000000000000000A' as SourceId
const factOf = (index: number): string => `Unit ${index} has a ${word()} ${word()} of ${Math.floor(next() * 900) + 100} kW.`

const folder = mkdtempSync(join(tmpdir(), 'plumbline-knowledge-'))
const facts = Array.from({ length: DEPENDENTS }, (_, index) => factOf(index))
// One long source with every dependent's quote, cut into passages as an import cuts it.
const core = testCore(folder)
const { store, newId } = core.ports
const text = facts.join(' ')
store.write.addSourceText(SOURCE, text, [])
const starts: number[] = []
for (let at = 0, index = 0; index < facts.length; at += facts[index]!.length + 1, index++) starts.push(at)
for (let index = 0; index < facts.length; index += 10 * BATCH) {
  store.write.addPassages(SOURCE, Array.from({ length: Math.ceil(Math.min(10 * BATCH, facts.length - index) / 10) }, (_, row) => {
    const from = index + row * 10
    const last = Math.min(from + 9, facts.length - 1)
    return { start: starts[from]!, end: starts[last]! + facts[last]!.length, text: text.slice(starts[from]!, starts[last]! + facts[last]!.length) }
  }))
}
store.write.append([{ stream: `source:${SOURCE}`, event: { kind: 'source.imported', source: { id: SOURCE, title: 'Units', path: 'units.txt', format: 'text', sha256: '0'.repeat(64) as never, textSha256: '0'.repeat(64) as never, bytes: text.length, length: text.length, passages: 1, tier: 'primary', importedAt: '', version: 1, sample: false } } }])

function note(index: number): NewEvent {
  const leans = index < DEPENDENTS
  const statement = leans ? facts[index]! : `Site ${index % 5000} of ${word()} ${word()} keeps its ${word()} ${word()} at ${Math.floor(next() * 1000)} in ${2000 + (index % 25)}.`
  const id = newId() as NoteId
  const claim: Note['claim'] = {
    text: statement, start: 0, end: statement.length, kind: 'quantity', resolved: statement, parts: [], logic: { verdict: 'silent', reading: [], because: [] }, verdict: leans ? 'verified' : 'unverified', by: leans ? 'embedded' : 'none',
    sources: leans ? { verdict: 'supported', support: 0.98, evidence: [{ source: SOURCE, quote: statement, start: starts[index]!, end: starts[index]! + statement.length, stance: 'supports', score: 0.98, title: 'Units', path: 'units.txt' }] } : { verdict: 'not-found', support: 0, evidence: [] },
  }
  const at = '2026-11-23T12:00:00.000Z'
  const made: Note = { id, statement, status: 'current', topic: `topic ${index % 40}`, tags: [`t${index % 100}`], created: at, updated: at, claim, provenance: { turn: newId() as TurnId, claim: 'c0' as never, question: `What of ${word()}?`, by: 'library', asOf: '2026-11-23', checker: 'embedded' } }
  return { stream: `note:${id}`, event: { kind: 'note.kept', note: { ...made, ...judgedFields(statement, claim, store.read) } } }
}

const filled = performance.now()
for (let at = 0; at < NOTES; at += BATCH) {
  store.write.append(Array.from({ length: Math.min(BATCH, NOTES - at) }, (_, row) => note(at + row)))
}
const fillSeconds = (performance.now() - filled) / 1000

const timed = (work: () => unknown): number => {
  const began = performance.now()
  work()
  return performance.now() - began
}
const queries = Array.from({ length: QUERIES }, (_, index) => (index % 4 === 0 ? word() : index % 4 === 1 ? `${word()} ${word()}` : index % 4 === 2 ? `unit ${Math.floor(next() * DEPENDENTS)} ${word()}` : `${word()} ${word().slice(0, 2)}`))
const searches = queries.map((query) => timed(() => store.read.notePage({ query }, 0, 50)))
const filters = [{}, { status: ['current' as const] }, { verdict: ['verified' as const] }, { topic: 'topic 7' }, { tag: 't3' }, { source: SOURCE }, { topic: 'topic 7', query: 'pump' }, { verdict: ['verified' as const], query: 'cooling' }]
const pages = [0, 50, NOTES / 2].flatMap((offset) => filters.map((filter) => timed(() => store.read.notePage(filter, offset, 50))))
const relevant = queries.map((query) => timed(() => store.read.searchNotes(`What is the ${query} of the site in total?`, 40)))

// The queue still holds what was kept: it is worked off before anything is measured beside it.
const settled = performance.now()
// Notes were written past the handlers, which would have told: one edit wakes the queue.
await core.client.note.file({ ids: store.read.noteIds({ topic: 'topic 7' }).slice(0, 1), addTags: ['looked at'] })
while (store.read.due(1).length > 0) await new Promise((resolve) => setTimeout(resolve, 50))
const settleSeconds = (performance.now() - settled) / 1000

/** The longest that another question waited meanwhile: what a person would feel. */
async function beside(work: Promise<unknown>): Promise<number[]> {
  const waits: number[] = []
  let over = false
  void work.finally(() => (over = true))
  while (!over) {
    const began = performance.now()
    await core.client.note.page({ filter: { topic: 'topic 7' } })
    waits.push(performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  return waits
}
const staleBegan = performance.now()
await core.client.source.remove({ id: SOURCE })
await beside((async () => {
  while (store.read.notePage({ status: ['stale'] }, 0, 1).total < DEPENDENTS) await new Promise((resolve) => setTimeout(resolve, 50))
})())
const staleSeconds = (performance.now() - staleBegan) / 1000
await core.client.source.restore({ id: SOURCE })
while (store.read.notePage({ status: ['stale'] }, 0, 1).total > 0) await new Promise((resolve) => setTimeout(resolve, 50))

const ids = store.read.noteIds({ source: SOURCE })
const verifyBegan = performance.now()
const { job } = await core.client.note.verify({ ids: ids.slice(0, 10_000) })
let last: unknown
const waits = await beside((async () => {
  for await (const update of await core.client.note.followVerify({ job })) last = update
})())
const verifySeconds = (performance.now() - verifyBegan) / 1000
const growths = Array.from({ length: 5 }, () => 0)
for (const index of growths.keys()) {
  const began = performance.now()
  await core.client.growth.get({})
  growths[index] = performance.now() - began
}
const histories = Array.from({ length: 20 }, (_, index) => timed(() => store.read.historyRows({ before: 1 + index * 4000 }, 50)))
const days = timed(() => store.read.historyDays(0, 50))
report(join(import.meta.dirname, '..', 'knowledge.json'), {
  notes: NOTES, dependents: DEPENDENTS, historyRows: store.read.counts().history, fillSeconds: round(fillSeconds), queueAfterFillSeconds: round(settleSeconds),
  searchP50ms: round(quantile(searches, 0.5)), searchP95ms: round(quantile(searches, 0.95)), searchWorstMs: round(Math.max(...searches)),
  pageP95ms: round(quantile(pages, 0.95)), pageWorstMs: round(Math.max(...pages)), relevantP95ms: round(quantile(relevant, 0.95)),
  dependentsStaleSeconds: round(staleSeconds), verifySeconds: round(verifySeconds), verified: JSON.stringify(last),
  besideP95ms: round(quantile(waits, 0.95)), besideWorstMs: round(Math.max(...waits)),
  growthMs: round(quantile(growths, 0.5)), historyPageP95ms: round(quantile(histories, 0.95)), historyDaysMs: round(days),
})
await core.close()
rmSync(folder, { recursive: true, force: true })
