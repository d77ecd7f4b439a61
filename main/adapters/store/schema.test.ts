/** The schema and its migrations: written down, whole or not at all, copied before. */
import { deepEqual, equal } from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openWriting, type WriteConnection } from './connections.ts'
import { migrate, migrateTo, NEWEST, versionOf } from './migrate.ts'
import { DATABASE, openStore } from './openStore.ts'
import { conversationCreated, countedIds, quiet, tickingClock, withFolder } from './testing.ts'

const schemaOf = (db: WriteConnection): string =>
  (db.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid").pluck().all() as string[]).map((sql) => `${sql};\n`).join('\n')

test('schema.sql is the schema after all migrations (UPDATE=1 rewrites it)', () =>
  withFolder((folder) => {
    const db = openWriting(join(folder, DATABASE))
    migrateTo(db, NEWEST)
    const made = schemaOf(db)
    db.close()
    const file = join(import.meta.dirname, 'schema.sql')
    if (process.env['UPDATE'] === '1') writeFileSync(file, made)
    equal(made, readFileSync(file, 'utf8'))
  }))

test('a migration that fails leaves the database at the version before, and a copy is put aside first', () =>
  withFolder((folder) => {
    const store = openStore(folder, { clock: tickingClock(), log: quiet })
    store.write.append([conversationCreated(countedIds()(), 'kept')])
    store.close()
    const db = openWriting(join(folder, DATABASE))
    const newest = schemaOf(db)
    // At version 0 the first migration meets tables that are there already, and fails half way.
    db.exec('DROP TABLE settings')
    db.pragma('user_version = 0')
    let failed = false
    try {
      migrate(db, folder)
    } catch {
      failed = true
    }
    deepEqual([failed, versionOf(db), schemaOf(db).length < newest.length], [true, 0, true])
    db.close()
  }))

test('an older database is copied before it is migrated', { skip: NEWEST < 2 && 'there is only one schema so far' }, () =>
  withFolder((folder) => {
    const path = join(folder, DATABASE)
    const old = openWriting(path)
    migrateTo(old, NEWEST - 1)
    old.close()
    const store = openStore(folder, { clock: tickingClock(), log: quiet })
    store.close()
    const copy = join(folder, 'backups', `before-schema-${NEWEST}.sqlite`)
    equal(existsSync(copy), true)
    const db = openWriting(copy)
    equal(versionOf(db), NEWEST - 1)
    db.close()
  }))
