/** The tables are a fold over the history and nothing else: folding it again from the beginning gives the same tables. */
import { deepEqual, ok } from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { HistoryEvent } from '../../../shared/model/history.ts'
import type { Stream } from '../../core/ports.ts'
import { openWriting, type WriteConnection } from './connections.ts'
import { migrateTo, NEWEST } from './migrate.ts'
import { DATABASE, openStore } from './openStore.ts'
import { projections } from './projections.ts'
import { quiet, tickingClock, withFolder } from './testing.ts'
import { readPayload } from './upcast.ts'

const TABLES = { conversation: 'id', turn: 'id', source: 'id', note: 'id', rule_set: 'id', rule_version: 'rule_set, number', reading_choice: 'sentence', settings: 'id', note_line: 'number', note_of: 'kind, id, number', note_count: 'topic, status, verdict, by', note_leans: 'kind, id, note, owner', knowledge_due: 'kind, id', growth_day: 'day, what', contradiction: 'id', keeping: 'id', note_apart: 'meaning, note' }
const dump = (db: WriteConnection): unknown => Object.fromEntries(Object.entries(TABLES).map(([table, order]) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all()]))

const claim = { text: 'a', start: 0, end: 1, kind: 'fact', resolved: 'a', parts: [], logic: { verdict: 'silent', reading: [], because: [] }, sources: { verdict: 'not-found', support: 0, evidence: [] }, verdict: 'unverified', by: 'none' }
const note = (id: string, text: string) => ({ id, statement: text, status: 'current', topic: text, tags: [text], created: '', updated: '', claim, provenance: { turn: 'T', claim: 'c0', question: text, by: 'library', asOf: '', checker: 'embedded' } })
const source = (id: string, text: string) => ({ id, title: text, path: text, format: 'text', sha256: 'a'.repeat(64), textSha256: 'b'.repeat(64), bytes: 1, length: 1, passages: 0, tier: 'unknown', importedAt: '', version: 1, sample: false })

/** The events that rule sets and chosen readings add, by a small number. */
function ruleEventOf(what: number, id: string, text: string, versions: Map<string, number>): [Stream, HistoryEvent] {
  const event = (value: unknown, stream = `ruleSet:${id}`): [Stream, HistoryEvent] => [stream, value as HistoryEvent]
  const number = (versions.get(id) ?? 0) + 1
  if (number === 1 || what % 8 === 0) {
    versions.set(id, number)
    const broken = text.length > 6 ? { brokenSeals: [text] } : {}
    return event({ kind: 'ruleSet.saved', id, file: `${id}.rules`, title: text, text, number, version: 'a'.repeat(64), by: what % 2 === 0 ? 'person' : 'outside', summary: text, counts: { rules: what, facts: 0, errors: 0, warnings: 0 }, ...broken })
  }
  if (what % 8 === 1) return event({ kind: 'ruleSet.renamed', id, file: `${text}.rules` })
  if (what % 8 === 2) return event({ kind: 'ruleSet.switched', id, on: text.length % 2 === 0 })
  if (what % 8 === 3) return event({ kind: 'ruleSet.sealed', id, rule: text, sealed: text.length % 2 === 0 })
  if (what % 8 === 4) return event({ kind: 'conversation.ruleSetsChosen', id: 'conversation0', sets: text === '' ? null : [id] }, 'conversation:conversation0')
  if (what % 8 === 5) return event({ kind: 'reading.chosen', claim: 'c0', sentence: text, choice: { kind: 'none' } }, `turn:turn${id.at(-1)}`)
  return event({ kind: what % 8 === 6 ? 'ruleSet.deleted' : 'ruleSet.restored', id })
}

/** Which thing an event is about, by a small number, so that the same one is changed again and again. */
const step = fc.tuple(fc.nat(21), fc.nat(3), fc.string({ unit: 'grapheme', maxLength: 12 }))
type Step = readonly [what: number, which: number, text: string]

/** The event of a step; a thing is made before anything else happens to it. */
function eventOf([what, which, text]: Step, made: Set<string>): [Stream, HistoryEvent] | undefined {
  const noun = (['conversation', 'turn', 'source', 'note'] as const)[what % 4]!
  const id = `${noun}${which}`
  const stream = `${noun}:${id}`
  const first = !made.has(id)
  made.add(id)
  const event = (value: unknown): [Stream, HistoryEvent] => [stream, value as HistoryEvent]
  if (what > 11) return ['settings', { kind: 'settings.changed', settings: { appearance: 'dark', answerer: { kind: 'model', server: text, model: text }, servers: [] } }]
  if (noun === 'turn') {
    if (first) return event({ kind: 'turn.started', conversation: made.has('conversation0') ? 'conversation0' : null, mode: 'ask', question: text, answerer: { kind: 'library' }, checker: 'embedded', asOf: '' })
    return event(what === 1 ? { kind: 'turn.ended', outcome: 'done', verdict: 'mixed', unsupported: 0, tally: { verified: 0, contradicted: 0, unverified: 0, notCheckable: 0 }, ms: { draft: 0, split: 0, logic: 0, sources: 0, total: 0 } } : { kind: 'text', at: 0, text })
  }
  if (noun === 'conversation' && (first || what === 0)) return event(first ? { kind: 'conversation.created', id, title: text } : { kind: 'conversation.renamed', id, title: text })
  if (noun === 'note' && (first || what === 3)) return event({ kind: first ? 'note.kept' : 'note.edited', note: note(id, text) })
  if (noun === 'source' && (first || what === 2)) return first ? event({ kind: 'source.imported', source: source(id, text), ...(which > 0 && made.has('source0') ? { replaces: 'source0' } : {}) }) : undefined
  return event({ kind: `${noun}.${what < 8 ? 'deleted' : 'restored'}`, id })
}

test('the tables are what folding the whole history gives', () =>
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) =>
      withFolder((folder) => {
        const store = openStore(folder, { clock: tickingClock(), log: quiet })
        const made = new Set<string>()
        const versions = new Map<string, number>()
        for (const one of steps) {
          const found = one[0] > 13 ? ruleEventOf(one[0], `rules${one[1]}`, one[2], versions) : eventOf(one, made)
          if (found) store.write.append([{ stream: found[0], event: found[1] }])
        }
        store.close()
        const db = openWriting(join(folder, DATABASE))
        const again = openWriting(join(folder, 'again.sqlite'))
        migrateTo(again, NEWEST)
        const fold = projections(again)
        const rows = db.prepare('SELECT seq, at, stream, kind, v, payload FROM history ORDER BY seq').all() as { seq: number; at: string; stream: string; kind: string; v: number; payload: string }[]
        for (const row of rows) fold(row.seq, row.at, row.stream, readPayload(row.kind, row.v, row.payload)!)
        deepEqual(dump(again), dump(db))
        ok(rows.length > 0)
        db.close()
        again.close()
      }),
    ),
    { seed: 11, numRuns: 40 },
  ))
