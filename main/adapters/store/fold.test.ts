/** By property: what the store gives back folds to the same state as what was appended. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ClaimId, TurnId } from '../../../shared/model/ids.ts'
import type { KeptTurnEvent, TurnEvent, TurnUpdate } from '../../../shared/model/turn.ts'
import { emptyTurn, foldAll, foldTurn, foldTurnAll } from '../../../shared/turn/foldTurn.ts'
import { openStore } from './openStore.ts'
import { conversationCreated, countedIds, quiet, tickingClock, withFolder } from './testing.ts'

const seed = { seed: 20261123, numRuns: 40 }
const anyText = fc.string({ unit: 'binary', maxLength: 30 })
const claim = (id: number, text: string) => ({ id: `c${id}` as ClaimId, text, start: 0, end: text.length, kind: 'fact' as const, resolved: text, parts: [] })

/** The events of one turn in an order that can happen: claims are judged only after they were found. */
const turn = fc.array(fc.tuple(anyText, fc.constantFrom('text', 'claims', 'logic', 'sources', 'judged'), fc.nat(20)), { maxLength: 25 }).map((steps): TurnEvent[] => {
  const events: TurnEvent[] = [
    { kind: 'turn.started', conversation: null, mode: 'ask', question: steps[0]?.[0] ?? 'q', answerer: { kind: 'library' }, checker: 'embedded', asOf: '2026-11-23' },
  ]
  let [length, claims] = [0, 0]
  for (const [text, what, n] of steps) {
    const id = `c${n % Math.max(1, claims)}` as ClaimId
    if (what === 'text' || claims === 0) {
      const at = Math.max(0, length - (n % 3))
      events.push({ kind: 'text', at, text })
      length = Math.max(length, at + text.length)
    }
    if (what === 'claims') events.push({ kind: 'claim.found', claims: [claim(claims++, text), claim(claims++, text)] })
    if (claims === 0) continue
    if (what === 'logic') events.push({ kind: 'rule.decided', claim: id, logic: { verdict: 'silent', reading: [text], because: [] } })
    if (what === 'sources') events.push({ kind: 'source.found', claim: id, sources: { verdict: 'supported', support: 0.9, evidence: [{ source: 's', quote: text, start: n, end: n + text.length, stance: 'supports', score: 0.9 }] }, parts: [] })
    if (what === 'judged') events.push({ kind: 'claim.judged', claim: id, verdict: 'verified', by: 'embedded' })
  }
  return events
})

test('what the store gives back folds to the same as what was appended, in this process and the next', () =>
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 3 }), (turns) =>
      withFolder((folder) => {
        const newId = countedIds()
        const around = { clock: tickingClock(), log: quiet }
        const store = openStore(folder, around)
        store.write.append([conversationCreated(newId(), 'A')])
        const appended = turns.map((events) => ({ id: newId() as TurnId, events, kept: [] as KeptTurnEvent[] }))
        // Turns grow side by side, as they do while two windows ask.
        for (let i = 0; i < 30; i++) {
          for (const { id, events, kept } of appended) {
            const event = events[i]
            if (!event) continue
            const [place] = store.write.append([{ stream: `turn:${id}`, event }])
            kept.push({ ...place!, event })
          }
        }
        const folded = (read = store.read) => appended.map(({ id }) => foldAll(id, read.turnEvents(id, 0)))
        const expected = appended.map(({ id, kept }) => foldAll(id, kept))
        deepEqual(folded(), expected)
        store.close()
        const again = openStore(folder, around)
        deepEqual(folded(again.read), expected)
        deepEqual(new Set(again.read.openTurns()), new Set(appended.map(({ id }) => id)))
        again.close()
      }),
    ),
    seed,
  ))

test('one by one, all at once, twice, in two halves, and with deltas between: every fold is the same', () =>
  fc.assert(
    fc.property(turn, fc.nat(30), (events, cut) => {
      const id = 'T' as TurnId
      const kept = events.map((event, index): KeptTurnEvent => ({ seq: index + 1, at: '2026-11-23T12:00:00.000Z', event }))
      const whole = foldAll(id, kept)
      const withDeltas = kept.flatMap((update): TurnUpdate[] => (update.event.kind === 'text' ? [{ delta: { at: update.event.at, text: update.event.text.slice(0, 3) } }, update] : [update]))
      deepEqual(kept.reduce(foldTurn, emptyTurn(id)), whole)
      deepEqual(foldTurnAll(emptyTurn(id), [...kept, ...kept]), whole)
      deepEqual(foldTurnAll(foldAll(id, kept.slice(0, cut)), kept), whole)
      deepEqual(foldTurnAll(emptyTurn(id), withDeltas), whole)
    }),
    seed,
  ))

test('a fold changes no state that was given out before', () =>
  fc.assert(
    fc.property(turn, fc.nat(30), (events, cut) => {
      const kept = events.map((event, index): KeptTurnEvent => ({ seq: index + 1, at: '', event }))
      const early = foldAll('T' as TurnId, kept.slice(0, cut))
      const copy = structuredClone(early)
      foldTurnAll(early, kept)
      deepEqual(early, copy)
    }),
    seed,
  ))
