/** Search in all messages: what is found, how it is marked, and that what is deleted is not; an older workspace is indexed step by step. */
import { deepEqual, equal } from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ConversationId } from '../../../shared/model/ids.ts'
import type { TurnEvent } from '../../../shared/model/turn.ts'
import type { NewEvent, Store } from '../../core/ports.ts'
import { openWriting } from './connections.ts'
import { migrateTo, NEWEST } from './migrate.ts'
import { DATABASE, openStore } from './openStore.ts'
import { conversationCreated, countedIds, quiet, textEvent, tickingClock, turnStarted, withFolder } from './testing.ts'

const BEFORE = 6
const ended: TurnEvent = { kind: 'turn.ended', outcome: 'done', verdict: 'mixed', unsupported: 0, tally: { verified: 0, contradicted: 0, unverified: 0, notCheckable: 0 }, ms: { draft: 0, split: 0, logic: 0, sources: 0, total: 0 } }
const turnOf = (id: string, conversation: string | null, question: string, answer: string, more: TurnEvent[] = []): NewEvent[] => [
  turnStarted(id, conversation, question),
  ...(answer === '' ? [] : [textEvent(id, 0, answer)]),
  ...[...more, ended].map((event) => ({ stream: `turn:${id}`, event })),
]
const search = (store: Store, query: string, filter: { archived?: boolean; conversation?: ConversationId } = {}): string[] =>
  store.read.searchMessages(query, { limit: 50, archived: true, ...filter }).map(({ snippet, marks }) => marks.reduceRight((text, { start, end }) => `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`, snippet))

const withStore = (work: (store: Store, newId: () => string, folder: string) => void): void =>
  withFolder((folder) => {
    const store = openStore(folder, { clock: tickingClock(), log: quiet })
    work(store, countedIds(), folder)
    store.close()
  })

const found: [query: string, text: string, marked: string | undefined][] = [
  ['effic', 'Cooling efficiency matters.', 'Cooling [effic]iency matters.'],
  ['pu', 'The PUE is 1.2.', 'The [PU]E is 1.2.'],
  ['a', 'I had an apple, and a pear.', 'I had an apple, and [a] pear.'],
  ['냉각', '데이터센터의 냉각수를 줄인다.', '데이터센터의 [냉각]수를 줄인다.'],
  ['전력효율', '전력효율지수는 낮다.', '[전력효율]지수는 낮다.'],
  ['전력지수', '전력효율지수는 낮다.', undefined],
  ['水冷', '新型水冷系统更好。', '新型[水冷]系统更好。'],
  ['データ', 'このデータは古い。', 'この[データ]は古い。'],
  ['PUE는', 'PUE는 낮다.', '[PUE][는] 낮다.'],
  ['cafe', 'Le Café est fermé.', 'Le [Café] est fermé.'],
  ['cooling water', 'Water was used for cooling.', '[Water] was used for [cooling].'],
  ['cooling steam', 'Water was used for cooling.', undefined],
  ['مركز', 'كفاءة مركز البيانات', 'كفاءة [مركز] البيانات'],
  ['1.2', 'The PUE is 1.2 now.', 'The PUE is [1].[2] now.'],
  ['"OR" -x*', 'or x', '[or] [x]'],
  ['?!', 'What?!', undefined],
]
for (const [query, text, marked] of found) {
  test(`“${query}” in “${text}”`, () =>
    withStore((store, newId) => {
      const conversation = newId()
      store.write.append([conversationCreated(conversation, 'a'), ...turnOf(newId(), conversation, text, '')])
      deepEqual(search(store, query), marked === undefined ? [] : [marked])
    }))
}

test('answers as revised, checked texts, and latest first', () =>
  withStore((store, newId) => {
    const conversation = newId()
    store.write.append([conversationCreated(conversation, 'a')])
    store.write.append(turnOf(newId(), conversation, 'first apples', 'Apples are blue.', [{ kind: 'answer.revised', round: 1, model: 'm', changes: [{ start: 11, end: 15, text: 'red', withdrawn: [] }] }]))
    store.write.append(turnOf(newId(), null, 'Apples in a checked text.', ''))
    deepEqual(
      [search(store, 'apples'), search(store, 'blue'), search(store, 'red'), search(store, 'apples', { conversation: conversation as ConversationId })],
      [['[Apples] in a checked text.', '[Apples] are red.', 'first [apples]'], [], ['Apples are [red].'], ['[Apples] are red.', 'first [apples]']],
    )
  }))

test('an answer that is held back is found once it was let through', () =>
  withStore((store, newId) => {
    const [conversation, turn] = [newId(), newId()]
    const held: TurnEvent = { kind: 'answer.held', by: [{ id: 'r', kind: 'wording', says: 'no' }] } as unknown as TurnEvent
    store.write.append([conversationCreated(conversation, 'a'), ...turnOf(turn, conversation, 'question', 'forbidden fruit', [held])])
    const before = search(store, 'forbidden')
    store.write.append([{ stream: `turn:${turn}`, event: { kind: 'answer.released' } }])
    deepEqual([before, search(store, 'forbidden')], [[], ['[forbidden] fruit']])
  }))

test('a long message is one hit, wherever in it the words are', () =>
  withStore((store, newId) => {
    const conversation = newId()
    const long = `${'filler words '.repeat(3000)}needle ${'filler words '.repeat(3000)}needle`
    store.write.append([conversationCreated(conversation, 'a'), ...turnOf(newId(), conversation, long, '')])
    while (store.write.indexMessages(3) > 0);
    deepEqual([search(store, 'needle').length, search(store, 'needle')[0]!.includes('[needle]'), store.read.messagesDue()], [1, true, 0])
  }))

test('archived conversations are found unless they are left out; deleted ones at once no more, and again when brought back', () =>
  withStore((store, newId) => {
    const id = newId() as ConversationId
    const stream = `conversation:${id}`
    store.write.append([conversationCreated(id, 'a'), ...turnOf(newId(), id, 'apples', '')])
    store.write.append([{ stream, event: { kind: 'conversation.archived', id, archived: true } }])
    const archived = [search(store, 'apples').length, search(store, 'apples', { archived: false }).length]
    store.write.append([{ stream, event: { kind: 'conversation.deleted', id } }])
    const gone = search(store, 'apples').length
    store.write.append([{ stream, event: { kind: 'conversation.restored', id } }])
    deepEqual([archived, gone, search(store, 'apples').length], [[1, 0], 0, 1])
  }))

test('the words of what is erased leave every file, those of the rest stay', () =>
  withFolder((folder) => {
    const clock = tickingClock()
    const store = openStore(folder, { clock, log: quiet })
    const newId = countedIds()
    const [gone, kept, check] = [newId() as ConversationId, newId(), newId()]
    store.write.append([conversationCreated(gone, 'a'), conversationCreated(kept, 'b')])
    for (let i = 0; i < 30; i++) store.write.append(turnOf(newId(), gone, `xylophone ${i}`, `zyzzyva ${i}`))
    store.write.append([...turnOf(newId(), kept, 'marimba', ''), ...turnOf(check, null, 'glockenspiel', '')])
    store.write.append([{ stream: `conversation:${gone}`, event: { kind: 'conversation.deleted', id: gone } }, { stream: `check:${check}`, event: { kind: 'check.deleted', id: check as never } }])
    for (const step of store.write.eraseDeleted('2027-01-01')) equal(step, undefined)
    const left = search(store, 'marimba')
    store.close()
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(folder, entry.name)).toString('latin1'))
    const holding = ['xylophone', 'zyzzyva', 'glockenspiel', 'xylo', 'zyzz'].filter((word) => files.some((text) => text.includes(word)))
    deepEqual([left, holding], [['[marimba]'], []])
  }))

test('an older workspace of 2,000 turns opens at once and is indexed step by step, latest first, as if it had been so from the beginning', () =>
  withFolder((folder) => {
    const store = openStore(folder, { clock: tickingClock(), log: quiet })
    const newId = countedIds()
    const conversation = newId()
    store.write.append([conversationCreated(conversation, 'a')])
    for (let i = 0; i < 20; i++) store.write.append(Array.from({ length: 100 }, (_, j) => turnOf(newId(), conversation, `question ${i * 100 + j}`, `answer ${i * 100 + j}`)).flat())
    store.close()
    const db = openWriting(join(folder, DATABASE))
    const before = db.prepare('SELECT * FROM message ORDER BY id').all()
    // The workspace as the schema before knew it.
    db.exec('DROP TABLE message; DROP TABLE message_fts; DROP TABLE message_due')
    db.pragma(`user_version = ${BEFORE}`)
    migrateTo(db, BEFORE + 1)
    // What came after is there already.
    db.pragma(`user_version = ${NEWEST}`)
    const rows = db.prepare('SELECT (SELECT count(*) FROM message) AS indexed, (SELECT count(*) FROM message_due) AS due').get()
    db.close()
    const again = openStore(folder, { clock: tickingClock(), log: quiet })
    again.write.indexMessages(4)
    const first = [search(again, 'question').length > 0, search(again, 'question')[0], again.read.messagesDue() > 3900]
    while (again.write.indexMessages(200) > 0);
    again.close()
    const after = openWriting(join(folder, DATABASE))
    deepEqual([rows, first, after.prepare('SELECT * FROM message ORDER BY id').all()], [{ indexed: 0, due: 4000 }, [true, '[question] 1999', true], before])
    after.close()
  }))
