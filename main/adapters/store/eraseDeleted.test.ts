/** What is erased is gone from every file of the workspace, the rest stays, and the chain still holds. */
import { deepEqual, equal } from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ConversationId, NoteId, RuleSetId, Sha256, SourceId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { NewEvent, Store } from '../../core/ports.ts'
import { openStore } from './openStore.ts'
import { conversationCreated, countedIds, quiet, textEvent, tickingClock, turnStarted, withFolder } from './testing.ts'

const newId = countedIds()
const [gone, kept, turn, keptTurn, note] = [newId(), newId(), newId(), newId(), newId()]
const [source, twin] = [newId() as SourceId, newId() as SourceId]
const ruleSet = newId() as RuleSetId
const clock = tickingClock()

const imported = (id: SourceId, hash: string): NewEvent => ({
  stream: `source:${id}`,
  event: {
    kind: 'source.imported',
    source: { id, title: `title ${hash}`, path: 'a.txt', format: 'text', sha256: hash.repeat(64) as Sha256, textSha256: hash.repeat(64) as Sha256, bytes: 9, length: 9, passages: 1, tier: 'unknown', importedAt: '', version: 1, sample: false },
  },
})
const noteOf = (statement: string): Note => ({
  id: note as NoteId, statement, status: 'current', topic: '', tags: [], created: '', updated: '',
  claim: { text: statement, start: 0, end: 1, kind: 'fact', resolved: statement, parts: [], logic: { verdict: 'silent', reading: [], because: [] }, sources: { verdict: 'not-found', support: 0, evidence: [] }, verdict: 'unverified', by: 'none' },
  provenance: { turn: turn as never, claim: 'c0' as never, question: '', by: 'library', asOf: '', checker: 'embedded' },
})

/** Everything that a person deleted says `secret`; everything else does not. */
function fill(store: Store): void {
  store.write.append([conversationCreated(gone, 'secret title'), conversationCreated(kept, 'open')])
  store.write.append([turnStarted(turn, gone, 'secret question'), turnStarted(keptTurn, kept, 'question')])
  for (let i = 0; i < 450; i++) store.write.append([textEvent(turn, i, `secret ${i}`)])
  for (const [id, hash] of [[source, 'a'], [twin, 'b']] as const) {
    store.write.addSourceText(id, 'secret source', [])
    store.write.addPassages(id, [{ start: 0, end: 9, text: 'secret source' }])
    store.write.append([imported(id, hash)])
  }
  store.write.append([{ stream: `note:${note}`, event: { kind: 'note.kept', note: noteOf('secret note') } }])
  for (const number of [1, 2]) {
    const text = `secret rules ${number}`
    store.write.append([{ stream: `ruleSet:${ruleSet}`, event: { kind: 'ruleSet.saved', id: ruleSet, file: 'a.rules', title: 'secret set', text, number, version: 'c'.repeat(64) as Sha256, by: 'person', summary: 'secret', counts: { rules: 1, facts: 0, errors: 0, warnings: 0 } } }])
  }
}
const deletions: NewEvent[] = [
  { stream: `ruleSet:${ruleSet}`, event: { kind: 'ruleSet.deleted', id: ruleSet } },
  { stream: `conversation:${gone}`, event: { kind: 'conversation.deleted', id: gone as ConversationId } },
  { stream: `note:${note}`, event: { kind: 'note.deleted', id: note as NoteId } },
  ...[source, twin].map((id): NewEvent => ({ stream: `source:${id}`, event: { kind: 'source.deleted', id } })),
]

const erasedBy = (store: Store, before: string): Sha256[] => [...store.write.eraseDeleted(before)].filter((original) => original !== undefined)
const filesWith = (folder: string, word: string): string[] => readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(word))

test('before its time nothing is erased, and it can be brought back', () =>
  withFolder((folder) => {
    const store = openStore(folder, { clock, log: quiet })
    fill(store)
    const before = clock.now().toISOString()
    store.write.append(deletions)
    deepEqual(erasedBy(store, before), [])
    store.write.append([{ stream: `conversation:${gone}`, event: { kind: 'conversation.restored', id: gone as ConversationId } }])
    deepEqual([store.read.conversations().length, store.read.turnsOf(gone as ConversationId, 9).turns[0]?.events.length], [2, 451])
    store.close()
  }))

test('after its time it is gone from every file, the rest stays, and the history is whole', () =>
  withFolder((folder) => {
    const store = openStore(folder, { clock, log: quiet })
    fill(store)
    store.write.append(deletions)
    deepEqual(erasedBy(store, clock.now().toISOString()).toSorted(), ['a'.repeat(64), 'b'.repeat(64)])
    deepEqual(filesWith(folder, 'secret'), [])
    const { whole, say } = store.read.verifyHistory()
    deepEqual([whole, say], [true, undefined])
    deepEqual([store.read.conversation(gone as ConversationId), store.read.note(note as NoteId), store.read.source(source), store.read.ruleSet(ruleSet), store.read.ruleText(ruleSet, 1)], [undefined, undefined, undefined, undefined, undefined])
    deepEqual(store.read.ruleVersions(ruleSet), [])
    equal(store.read.turnsOf(kept as ConversationId, 9).turns[0]?.events.length, 1)
    deepEqual([erasedBy(store, clock.now().toISOString()), store.read.searchPassages('secret', 5)], [[], []])
    store.close()
  }))
