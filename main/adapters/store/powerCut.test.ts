/** A power cut, played: the write-ahead log of a recorded session is cut at every frame and within, and each time everything that was reported as saved is there and the history holds. */
import { deepEqual, ok } from 'node:assert/strict'
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { SourceId } from '../../../shared/model/ids.ts'
import { HEAD_FILE } from './historyHead.ts'
import { DATABASE, openStore } from './openStore.ts'
import { conversationCreated, countedIds, quiet, textEvent, tickingClock, turnStarted, withFolder } from './testing.ts'

/** The header of the log, and of each frame before its page: SQLite's file format, section 4.1. */
const LOG_HEADER = 32
const FRAME_HEADER = 24

interface Reported {
  /** Bytes of the log when the append returned. */
  readonly log: number
  readonly events: number
  readonly head: string
}

test('the log cut at every frame: nothing reported as saved is missing, and the history is whole', () =>
  withFolder((folder) => {
    const session = join(folder, 'session')
    const log = join(session, `${DATABASE}-wal`)
    const newId = countedIds()
    // A first run ends cleanly: what is cut afterwards is one log over a whole database.
    openStore(session, { clock: tickingClock(), log: quiet }).close()
    const before = join(folder, 'before')
    mkdirSync(before)
    copyFileSync(join(session, DATABASE), join(before, DATABASE))
    const emptyHead = readFileSync(join(session, HEAD_FILE), 'latin1')
    const store = openStore(session, { clock: tickingClock(), log: quiet })
    const reported: Reported[] = []
    const append = (events: Parameters<typeof store.write.append>[0]): void => {
      const at = store.write.append(events)
      reported.push({ log: statSync(log).size, events: at.at(-1)!.seq, head: readFileSync(join(session, HEAD_FILE), 'latin1') })
    }
    const conversation = newId()
    append([conversationCreated(conversation, 'North')])
    for (let i = 0; i < 12; i++) {
      const turn = newId()
      append([turnStarted(turn, conversation, `question ${i} ${'long '.repeat(i * 60)}`)])
      append([textEvent(turn, 0, `answer ${i}`), textEvent(turn, 9, 'and more of it '.repeat(80))])
      const source = newId() as SourceId
      store.write.addSourceText(source, `text ${i} `.repeat(200), [])
      store.write.addPassages(source, [{ start: 0, end: 7, text: `text ${i}` }])
    }
    const whole = readFileSync(log)
    const page = whole.readUInt32BE(8)
    const frames = Math.floor((whole.length - LOG_HEADER) / (FRAME_HEADER + page))
    const boundaries = Array.from({ length: frames + 1 }, (_, n) => LOG_HEADER + n * (FRAME_HEADER + page))
    ok(frames > 60 && reported.every((one) => boundaries.includes(one.log)), `${frames} frames`)

    const missing: string[] = []
    for (const cut of boundaries.flatMap((boundary) => [boundary, boundary + FRAME_HEADER + 100])) {
      if (cut > whole.length) continue
      const place = join(folder, `cut-${cut}`)
      mkdirSync(place)
      copyFileSync(join(before, DATABASE), join(place, DATABASE))
      writeFileSync(join(place, `${DATABASE}-wal`), whole.subarray(0, cut))
      const last = reported.findLast((one) => one.log <= cut)
      writeFileSync(join(place, HEAD_FILE), last?.head ?? emptyHead)
      const opened = openStore(place, { clock: tickingClock(), log: quiet })
      const { whole: holds, count, say } = opened.read.verifyHistory()
      if (!holds) missing.push(`cut at ${cut}: ${say}`)
      if (count < (last?.events ?? 0)) missing.push(`cut at ${cut}: ${count} events of ${last?.events}`)
      if (last && opened.read.conversations().length !== 1) missing.push(`cut at ${cut}: the conversation`)
      opened.close()
    }
    store.close()
    deepEqual(missing, [])
  }))
