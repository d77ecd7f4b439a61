/** Going from schema 5 to 6 keeps every note, and fills its words, tags and leanings, and growth, from what was there. */
import { deepEqual } from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { openWriting } from '../connections.ts'
import { migrateTo, NEWEST } from '../migrate.ts'
import { withFolder } from '../testing.ts'

const claim = {
  text: 's', start: 0, end: 1, kind: 'fact', resolved: 's', parts: [], verdict: 'verified', by: 'rules',
  logic: { verdict: 'proved', reading: [], because: [{ id: 'floor', kind: 'rule', line: 1, set: 'R', says: 'x' }] },
  sources: { verdict: 'supported', support: 0.9, evidence: [{ source: 'S', quote: 's', start: 0, end: 1, stance: 'supports', score: 1 }, { source: 'T', quote: 's', start: 0, end: 1, stance: 'related', score: 1 }] },
}
const note = { id: 'N', statement: 'The 서울 site', status: 'stale', staleBecause: 'why', topic: 'energy', tags: ['pue'], created: 'a', updated: 'b', claim, provenance: { turn: 'T', claim: 'c0', question: 'How?', by: 'library', asOf: '', checker: 'embedded' } }

test('a note of schema 5 is as it was, and is found by words, tags and what it leans on', () =>
  withFolder((folder) => {
    const db = openWriting(join(folder, 'data.sqlite'))
    migrateTo(db, 5)
    db.prepare('INSERT INTO note (id, statement, status, topic, tags, created, updated, claim, provenance, stale_because) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      note.id, note.statement, note.status, note.topic, JSON.stringify(note.tags), 'a', 'b', JSON.stringify(claim), JSON.stringify(note.provenance), note.staleBecause)
    const kept = (seq: number, at: string, kind: string, payload: unknown) =>
      db.prepare("INSERT INTO history (seq, at, stream, kind, v, payload, payload_hash, prev_hash, hash) VALUES (?, ?, 'note:N', ?, 1, ?, '', '', '')").run(seq, at, kind, JSON.stringify(payload))
    kept(1, '2026-11-20T10:00:00.000Z', 'note.kept', { kind: 'note.kept', note: { ...note, status: 'current' } })
    kept(2, '2026-11-21T10:00:00.000Z', 'note.edited', { kind: 'note.edited', note })
    migrateTo(db, NEWEST)
    const all = (sql: string) => db.prepare(sql).raw().all()
    deepEqual(
      {
        note: all('SELECT id, number, statement, status, topic, verdict, by, turn, stale_because, merged_into, helped FROM note'),
        tags: all("SELECT id, number FROM note_of WHERE kind = 'tag'"),
        leans: all('SELECT kind, id, note FROM note_leans ORDER BY kind, id'),
        found: ['site', '"서울"', 'energy', 'absent'].map((words) => db.prepare('SELECT rowid FROM note_fts WHERE note_fts MATCH ?').pluck().all(words)),
        growth: all('SELECT day, what, change FROM growth_day ORDER BY day, what'),
        unfinished: all('SELECT * FROM unfinished'),
      },
      {
        note: [['N', 1, 'The 서울 site', 'stale', 'energy', 'verified', 'rules', 'T', 'why', null, 0]],
        tags: [['pue', 1]],
        leans: [['rule', 'R/floor', 'N'], ['set', 'R', 'N'], ['source', 'S', 'N']],
        found: [[1], [1], [1], []],
        growth: [['2026-11-20', 'notes', 1], ['2026-11-20', 'verified', 1], ['2026-11-21', 'verified', -1]],
        unfinished: [],
      },
    )
    db.close()
  }))
