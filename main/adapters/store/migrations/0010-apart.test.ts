/** Going from schema 9 to 10 keeps the notes as they were; none is left apart yet. */
import { deepEqual } from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { openWriting } from '../connections.ts'
import { migrateTo } from '../migrate.ts'
import { withFolder } from '../testing.ts'

test('notes of schema 9 stay as they were, and none is left apart', () =>
  withFolder((folder) => {
    const db = openWriting(join(folder, 'data.sqlite'))
    migrateTo(db, 9)
    db.exec("INSERT INTO note (id, number, statement, status, topic, tags, created, updated, claim, provenance, meaning) VALUES ('N', 1, 's', 'current', 't', '[]', 'now', 'now', '{}', '{}', 'm')")
    const before = db.prepare('SELECT * FROM note').all()
    migrateTo(db, 10)
    deepEqual([db.prepare('SELECT * FROM note').all(), db.prepare('SELECT * FROM note_apart').all()], [before, []])
    db.close()
  }))
