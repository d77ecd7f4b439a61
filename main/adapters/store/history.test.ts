/** Every way to tamper with the history, and the row that verifying names. */
import { deepEqual, equal } from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import type { LogReport } from '../../../shared/model/history.ts'
import { HEAD_FILE } from './historyHead.ts'
import { DATABASE, openStore, openStoreForReading } from './openStore.ts'
import { conversationCreated, countedIds, quiet, textEvent, tickingClock, turnStarted, withFolder } from './testing.ts'

const around = { clock: tickingClock(), log: quiet }

/** Ten rows: a conversation, a turn and eight texts. */
function fill(folder: string): void {
  const store = openStore(folder, around)
  const newId = countedIds()
  const [conversation, turn] = [newId(), newId()]
  store.write.append([conversationCreated(conversation, 'A'), turnStarted(turn, conversation, 'What is PUE?')])
  for (let i = 0; i < 8; i++) store.write.append([textEvent(turn, i, String(i))])
  store.close()
}

function tamper(folder: string, sql: string): void {
  const db = new Database(join(folder, DATABASE))
  db.exec(sql)
  db.close()
}

function verify(folder: string): LogReport {
  const reader = openStoreForReading(folder, around)
  const report = reader.read.verifyHistory()
  reader.close()
  return report
}

test('an untouched history is whole, and its head is the last row', () =>
  withFolder((folder) => {
    fill(folder)
    const { head, ...report } = verify(folder)
    deepEqual(report, { whole: true, count: 10, firstBroken: null })
    equal(readFileSync(join(folder, HEAD_FILE), 'latin1'), `10 ${head}\n`)
  }))

const cases: readonly [name: string, sql: string, firstBroken: number][] = [
  ['a changed payload', "UPDATE history SET payload = replace(payload, '2', '9') WHERE seq = 5", 5],
  ['a payload taken away', 'UPDATE history SET payload = NULL WHERE seq = 5', 5],
  ['a changed time', "UPDATE history SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 6", 6],
  ['a changed kind', "UPDATE history SET kind = 'turn.ended' WHERE seq = 7", 7],
  ['a changed stream', "UPDATE history SET stream = 'turn:x' WHERE seq = 7", 7],
  ['a changed hash', "UPDATE history SET hash = '00' WHERE seq = 4", 4],
  ['a changed payload hash', "UPDATE history SET payload_hash = '00' WHERE seq = 4", 4],
  ['the first row removed', 'DELETE FROM history WHERE seq = 1', 1],
  ['a row removed', 'DELETE FROM history WHERE seq = 5', 5],
  ['a row removed and the rest moved up', 'DELETE FROM history WHERE seq = 5; UPDATE history SET seq = -(seq - 1) WHERE seq > 5; UPDATE history SET seq = -seq WHERE seq < 0', 5],
  ['two rows exchanged', 'UPDATE history SET seq = -1 WHERE seq = 5; UPDATE history SET seq = 5 WHERE seq = 6; UPDATE history SET seq = 6 WHERE seq = -1', 5],
  ['a row put in between', 'UPDATE history SET seq = -(seq + 1) WHERE seq > 5; UPDATE history SET seq = -seq WHERE seq < 0; INSERT INTO history SELECT 6, at, stream, kind, v, payload, payload_hash, prev_hash, hash FROM history WHERE seq = 5', 6],
  ['a row put in at the end', "INSERT INTO history SELECT 11, at, stream, kind, v, payload, payload_hash, hash, '00' FROM history WHERE seq = 10", 11],
  ['the last row cut off', 'DELETE FROM history WHERE seq = 10', 10],
  ['the last four rows cut off', 'DELETE FROM history WHERE seq > 6', 7],
  ['all rows cut off', 'DELETE FROM history', 1],
]
for (const [name, sql, firstBroken] of cases) {
  test(`verify finds ${name} and names its place`, () =>
    withFolder((folder) => {
      fill(folder)
      tamper(folder, sql)
      const report = verify(folder)
      deepEqual([report.whole, report.firstBroken], [false, firstBroken])
    }))
}

test('a cut that a later start has written over is still found, and is logged at that start', () =>
  withFolder((folder) => {
    fill(folder)
    tamper(folder, 'DELETE FROM history WHERE seq > 6')
    const logged: string[] = []
    const store = openStore(folder, { ...around, log: { write: (level, event) => void logged.push(`${level} ${event}`) } })
    deepEqual(logged, ['warn history.cut'])
    for (const name of 'ABCDEFGH') store.write.append([conversationCreated(name, name)])
    store.close()
    const report = verify(folder)
    deepEqual([report.whole, report.firstBroken], [false, 7])
  }))

test('a crash between the commit and the head is not a cut', () =>
  withFolder((folder) => {
    fill(folder)
    const before = readFileSync(join(folder, HEAD_FILE))
    const store = openStore(folder, around)
    store.write.append([conversationCreated('X', 'B')])
    store.close()
    writeFileSync(join(folder, HEAD_FILE), before)
    equal(verify(folder).whole, true)
    openStore(folder, around).close()
    deepEqual([verify(folder).whole, verify(folder).count], [true, 11])
  }))

const UNANCHORED = /the head outside the database was missing.*plumbline log anchor/
for (const [name, spoil] of [
  ['gone', (path: string) => rmSync(path)],
  ['empty', (path: string) => writeFileSync(path, '')],
  ['damaged', (path: string) => writeFileSync(path, 'something else\n')],
] as const) {
  test(`a head file that is ${name} is said, also after later writes, until the person accepts the history`, () =>
    withFolder((folder) => {
      fill(folder)
      spoil(join(folder, HEAD_FILE))
      const wrong = (): boolean => {
        const { whole, say, firstBroken } = verify(folder)
        return !whole && firstBroken === null && UNANCHORED.test(say ?? '')
      }
      equal(wrong(), true)
      const store = openStore(folder, around)
      store.write.append([conversationCreated('X', 'later')])
      equal(wrong(), true)
      store.write.append([{ stream: 'history', event: { kind: 'history.anchored', count: 12 } }])
      store.close()
      deepEqual([verify(folder).whole, verify(folder).say], [true, undefined])
      openStore(folder, around).close()
      equal(verify(folder).whole, true)
    }))
}
