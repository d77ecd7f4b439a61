/** Going from schema 7 to 8 keeps the sources as they were, in the library, and nothing is attached yet. */
import { deepEqual } from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { openWriting } from '../connections.ts'
import { migrateTo } from '../migrate.ts'
import { withFolder } from '../testing.ts'

test('sources of schema 7 stay in the library', () =>
  withFolder((folder) => {
    const db = openWriting(join(folder, 'data.sqlite'))
    migrateTo(db, 7)
    db.exec("INSERT INTO source (id, title, path, format, sha256, text_sha256, bytes, length, passages, tier, imported_at, version, sample) VALUES ('S', 't', 'p', 'text', 'a', 'b', 1, 1, 1, 'unknown', 'now', 1, 0)")
    const before = db.prepare('SELECT * FROM source').get() as Record<string, unknown>
    migrateTo(db, 8)
    deepEqual([db.prepare('SELECT * FROM source').all(), db.prepare('SELECT * FROM attachment').all()], [[{ ...before, attached: 0 }], []])
    db.close()
  }))
