/** Going from schema 2 to 3 keeps what was there: conversations hold the workspace's rule sets, notes are stale for no reason yet. */
import { deepEqual } from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { openWriting } from '../connections.ts'
import { migrateTo } from '../migrate.ts'
import { withFolder } from '../testing.ts'

test('conversations and notes of schema 2 are as they were, and the new tables are empty', () =>
  withFolder((folder) => {
    const db = openWriting(join(folder, 'data.sqlite'))
    migrateTo(db, 2)
    db.exec("INSERT INTO conversation (id, title, created, updated, turns) VALUES ('C', 'PUE', 'a', 'b', 1)")
    db.exec("INSERT INTO note (id, statement, status, topic, tags, created, updated, claim, provenance) VALUES ('N', 's', 'current', '', '[]', 'a', 'b', '{}', '{}')")
    const before = ['conversation', 'note'].map((table) => db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[])
    migrateTo(db, 3)
    const after = ['conversation', 'note', 'rule_set', 'rule_version', 'reading_choice'].map((table) => db.prepare(`SELECT * FROM ${table}`).all())
    deepEqual(after, [[{ ...before[0]![0], rule_sets: null }], [{ ...before[1]![0], stale_because: null }], [], [], []])
    db.close()
  }))
