/** Lists of notes: the same as filtering every note by hand, after any edits, at any offset; and no statement that goes through all notes or all of the history. */
import { deepEqual, ok } from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { NoteFilter } from '../../../shared/contract/noteContract.ts'
import type { HistoryEvent } from '../../../shared/model/history.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import { type Note, standing } from '../../../shared/model/note.ts'
import { openReading, type ReadConnection } from './connections.ts'
import { historyReader } from './historyReader.ts'
import { DATABASE, openStore } from './openStore.ts'
import { quiet, tickingClock, withFolder } from './testing.ts'

const WORDS = ['pump', 'chiller', 'rack', '냉각수', '전력량', '冷却塔']
const STATUSES = ['current', 'stale', 'disputed', 'retracted'] as const
const VERDICTS = ['verified', 'unverified', 'contradicted'] as const
const id = (index: number): NoteId => `01ARYZ6S410000000000000N${String(index).padStart(2, '0')}` as NoteId
const SOURCE = '01ARYZ6S410000000000000SA0'
const SET = '01ARYZ6S4100000000000000R0'

function made(index: number, a: number, b: number): Note {
  const statement = `${WORDS[a % 6]} ${WORDS[b % 6]} ${index}`
  const verdict = VERDICTS[b % 3]!
  return {
    id: id(index), statement, status: STATUSES[a % 4]!, topic: `topic ${a % 2}`, tags: b % 2 === 0 ? ['even', `t${a % 3}`] : [], created: 'a', updated: 'b',
    claim: {
      text: statement, start: 0, end: statement.length, kind: 'fact', resolved: statement, parts: [], verdict, by: verdict === 'verified' ? 'embedded' : 'none',
      logic: { verdict: 'silent', reading: [], because: a % 5 === 0 ? [{ id: 'floor', kind: 'rule', line: 1, set: SET, says: 'x' }] : [] },
      sources: { verdict: 'not-found', support: 0, evidence: b % 3 === 0 ? [{ source: SOURCE, quote: 'q', start: 0, end: 1, stance: 'supports', score: 1 }] : [] },
    },
    provenance: { turn: '01ARYZ6S41000000000000000T' as never, claim: 'c0' as never, question: '', by: 'library', asOf: '', checker: 'embedded' },
    ...(a % 7 === 0 ? { vouched: { reason: 'I know', at: 'a' } } : {}),
    ...(b % 4 === 1 ? { keptBy: { policy: '01ARYZ6S4100000000000000P0' as never, name: 'all' } } : {}),
    ...(a % 9 === 8 ? { mergedInto: id(0) } : {}),
  }
}

const step = fc.tuple(fc.constantFrom('save', 'save', 'save', 'stale', 'deleted', 'restored'), fc.nat(29), fc.nat(20), fc.nat(20))
const filter = fc.record({
  query: fc.constantFrom('pump', 'pump chil', '냉각', '전', 'pump 冷却', 'nothing', '?'),
  status: fc.subarray([...STATUSES], { minLength: 1 }), verdict: fc.subarray([...VERDICTS], { minLength: 1 }), by: fc.subarray(['person', 'embedded', 'none'] as const, { minLength: 1 }),
  topic: fc.constantFrom('topic 0', 'topic 1', 'none'), tag: fc.constantFrom('even', 't1'), policy: fc.constant('01ARYZ6S4100000000000000P0'), source: fc.constant(SOURCE), set: fc.constant(SET),
}, { requiredKeys: [] }) as fc.Arbitrary<NoteFilter>

/** Knowing nothing of indexes: every note by hand. */
function fits(note: Note, { query, status, verdict, by, topic, tag, policy, source, set }: NoteFilter): boolean {
  const { verdict: now, by: whom } = standing(note)
  const words: Record<string, boolean> = { pump: /pump/.test(note.statement), 'pump chil': /pump/.test(note.statement) && /chil/.test(note.statement), 냉각: /냉각/.test(note.statement), 전: /전/.test(note.statement), 'pump 冷却': /pump/.test(note.statement) && /冷却/.test(note.statement) }
  const { logic, sources } = note.claim
  return note.deletedAt === undefined && note.mergedInto === undefined && (query === undefined || words[query] === true) && (status?.includes(note.status) ?? true) && (verdict?.includes(now) ?? true) && (by?.includes(whom) ?? true) &&
    (topic === undefined || note.topic === topic) && (tag === undefined || note.tags.includes(tag)) && (policy === undefined || note.keptBy?.policy === policy) &&
    (source === undefined || (!note.vouched && sources.evidence.length > 0)) && (set === undefined || (!note.vouched && logic.because.length > 0))
}

test('pages, totals, ids and topics are those of every note looked at by hand', () =>
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), fc.array(fc.tuple(filter, fc.nat(25), fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 12 }), (steps, asked) =>
      withFolder((folder) => {
        const store = openStore(folder, { clock: tickingClock(), log: quiet })
        const order: NoteId[] = []
        for (const [what, index, a, b] of steps) {
          const known = order.includes(id(index))
          if (what !== 'save' && !known) continue
          if (what === 'save' && !known) order.push(id(index))
          const event = what === 'save' ? { kind: known ? 'note.edited' : 'note.kept', note: made(index, a, b) } : what === 'stale' ? { kind: 'note.staled', id: id(index), reasons: a % 2 === 0 ? [] : [{ kind: 'expired', id: '', says: 'x' }] } : { kind: `note.${what}`, id: id(index) }
          store.write.append([{ stream: `note:${id(index)}`, event: event as HistoryEvent }])
        }
        const newest = [...order].reverse().map((one) => store.read.note(one)!)
        for (const [wanted, offset, limit] of asked) {
          const all = newest.filter((note) => fits(note, wanted)).map((note) => note.id)
          const { rows, total } = store.read.notePage(wanted, offset, limit)
          deepEqual({ ids: rows.map((row) => row.id), total, all: store.read.noteIds(wanted) }, { ids: all.slice(offset, offset + limit), total: all.length, all: [...all].reverse() })
        }
        const live = newest.filter((note) => fits(note, {}))
        deepEqual(store.read.noteTopics(), ['topic 0', 'topic 1'].flatMap((topic) => {
          const notes = live.filter((note) => note.topic === topic).length
          return notes === 0 ? [] : [{ topic, notes }]
        }))
        deepEqual(store.read.searchNotes('pump', 50).map((note) => note.id).sort(), live.filter((note) => /pump/.test(note.statement)).map((note) => note.id).sort())
        deepEqual(new Set(store.read.searchNotes('pump', 50, 'standing').map((note) => note.id)), new Set(live.filter((note) => /pump/.test(note.statement) && note.status === 'current' && standing(note).verdict === 'verified').map((note) => note.id)))
        store.close()
      }),
    ),
    { seed: 9, numRuns: 40 },
  ))

/** Tables that grow with the notes or with the history, under their names and short names. */
const LARGE = /^SCAN (?:note|note_\w+|[nolb]|history|h)\b/
/** What may be walked in order, because a page stops after its rows: the narrow rows, a word's places, the index of days. */
const WALKED = /^SCAN n$|^SCAN note_line$|^SCAN note_count|^SCAN n USING (?:COVERING )?INDEX note_count|^SCAN history USING COVERING INDEX history_day$|VIRTUAL TABLE/

/** The list of all notes whole is for exports, which write them all. */
const WHOLE = 'LIKE @words ESCAPE'

test('no statement of lists, growth or history goes through all notes or all of the history', () =>
  withFolder((folder) => {
    const store = openStore(folder, { clock: tickingClock(), log: quiet })
    for (let index = 0; index < 30; index++) store.write.append([{ stream: `note:${id(index)}`, event: { kind: 'note.kept', note: made(index, index, index * 7) } }])
    store.close()
    const db = openReading(join(folder, DATABASE))
    const asked: string[] = []
    const heard = new Proxy(db, { get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (name !== 'prepare') return typeof value === 'function' ? (value.bind(target) as unknown) : value
      return (sql: string) => {
        asked.push(sql)
        return target.prepare(sql)
      }
    } }) as ReadConnection
    const read = historyReader(heard, folder)
    const before = asked.length
    const facets: NoteFilter[] = [{}, { status: ['current'] }, { status: ['stale', 'disputed'] }, { verdict: ['verified'] }, { by: ['person'] }, { topic: 'topic 1' }, { tag: 'even' }, { source: SOURCE as never }, { set: SET as never }, { policy: '01ARYZ6S4100000000000000P0' as never }]
    const combined = facets.flatMap((one) => facets.map((other) => ({ ...one, ...other })))
    for (const wanted of [...combined, ...combined.map((one) => ({ ...one, query: 'pump' })), { query: '냉' }]) {
      read.notePage(wanted, 0, 3)
      read.notePage(wanted, 10, 3)
      read.noteIds(wanted)
    }
    ok(asked.length > before + 50)
    const plans = [...new Set(asked)].filter((sql) => /\b(?:note\w*|history|growth_day)\b/.test(sql) && !sql.includes(WHOLE)).map((sql) => ({
      sql,
      scans: (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array.from(/@\w/.test(sql) ? [] : [...sql.matchAll(/\?/g)], () => 'x'), ...(/@\w/.test(sql) ? [Object.fromEntries(Array.from(sql.matchAll(/@(\w+)/g), ([, name]) => [name, 'x']))] : [])) as { detail: string }[])
        .map(({ detail }) => detail).filter((detail) => LARGE.test(detail) && !WALKED.test(detail)),
    }))
    deepEqual(plans.filter(({ scans }) => scans.length > 0), [])
    db.close()
  }))
