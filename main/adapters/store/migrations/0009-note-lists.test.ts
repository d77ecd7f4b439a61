/** Going from schema 8 to 9 keeps every note, and lists show the live ones by what they are and what they belong to. */
import { deepEqual } from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { openWriting } from '../connections.ts'
import { migrateTo } from '../migrate.ts'
import { withFolder } from '../testing.ts'

test('notes of schema 8 are in the lists of schema 9, but for those deleted or merged', () =>
  withFolder((folder) => {
    const db = openWriting(join(folder, 'data.sqlite'))
    migrateTo(db, 8)
    const add = db.prepare("INSERT INTO note (id, number, statement, status, topic, tags, created, updated, claim, provenance, verdict, by, meaning, more, deleted_at, merged_into) VALUES (?, ?, 's', ?, ?, ?, 'a', 'b', '{}', '{}', ?, ?, ?, ?, ?, ?)")
    add.run('A', 1, 'current', 'energy', '["pue","site"]', 'verified', 'rules', 'm', '{"keptBy":{"policy":"P","name":"all"}}', null, null)
    add.run('B', 2, 'stale', 'energy', '["pue"]', 'verified', 'embedded', null, '{}', null, null)
    add.run('C', 3, 'current', 'energy', '["pue"]', 'verified', 'embedded', null, '{}', 'now', null)
    add.run('D', 4, 'current', 'energy', '["pue"]', 'verified', 'embedded', null, '{}', null, 'A')
    add.run('E', 5, 'stale', 'energy', '[]', 'verified', 'embedded', null, '{}', null, null)
    for (const [kind, id, note] of [['source', 'S', 'B'], ['source', 'S', 'C'], ['set', 'R', 'A'], ['rule', 'R/floor', 'A'], ['note', 'A', 'B'], ['source', 'S', 'gone']]) db.prepare('INSERT INTO note_leans (kind, id, note, owner) VALUES (?, ?, ?, ?)').run(kind, id, note, note)
    const notes = db.prepare('SELECT * FROM note').all()
    migrateTo(db, 9)
    const all = (sql: string) => db.prepare(sql).raw().all()
    deepEqual(
      [db.prepare('SELECT * FROM note').all(), all('SELECT number, id, status, verdict, by, topic, meaning FROM note_line'), all('SELECT kind, id, number FROM note_of ORDER BY kind, id, number'), all('SELECT topic, status, verdict, by, notes FROM note_count')],
      [
        notes,
        [[1, 'A', 'current', 'verified', 'rules', 'energy', 'm'], [2, 'B', 'stale', 'verified', 'embedded', 'energy', null], [5, 'E', 'stale', 'verified', 'embedded', 'energy', null]],
        [['policy', 'P', 1], ['set', 'R', 1], ['source', 'S', 2], ['tag', 'pue', 1], ['tag', 'pue', 2], ['tag', 'site', 1]],
        [['energy', 'current', 'verified', 'rules', 1], ['energy', 'stale', 'verified', 'embedded', 2]],
      ],
    )
    db.close()
  }))
