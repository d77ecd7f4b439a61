/** Turns that a crash broke off are judged and ended at the next start. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { testCore } from '../../../fixtures/core/testCore.ts'
import type { TurnId } from '../../../shared/model/ids.ts'
import type { FoundClaim, TurnEvent } from '../../../shared/model/turn.ts'
import { openStore } from '../../adapters/store/openStore.ts'
import { conversationCreated, countedIds, quiet, tickingClock, withFolder } from '../../adapters/store/testing.ts'
import { splitClaims } from '../checking/splitClaims.ts'
import { followToEnd } from './followToEnd.ts'

const PUE = '01ARYZ6S41000000000000000A'
const texts = { [PUE]: 'The annual PUE of the North site was 1.32 in 2024. The PUE of the South site was 1.51 in 2024.' }
const text = 'The annual PUE of the North site was 1.32 in 2024. The PUE of the South site was 1.11 in 2024. And then the'
const found = splitClaims(text).map((claim, index) => ({ ...claim, id: `c${index}` }) as FoundClaim)

const started = (mode: 'ask' | 'check', conversation: string | null): TurnEvent =>
  ({ kind: 'turn.started', conversation, mode, question: mode === 'ask' ? 'What?' : text, answerer: { kind: 'library' }, checker: 'embedded', asOf: '2026-11-23' }) as TurnEvent

const judged: TurnEvent = { kind: 'claim.judged', claim: found[0]!.id, verdict: 'verified', by: 'embedded' }

/** What the process that died had kept, and what stands at the end: status, problem, answer, verdict of each claim. */
const cases: readonly [name: string, events: TurnEvent[], end: unknown[]][] = [
  ['before any text, when the library is asked again', [started('ask', 'C')], ['done', undefined, 'Your library does not say.', []]],
  ['with text and no claims', [started('ask', 'C'), { kind: 'text', at: 0, text }], ['failed', 'model.cut-off', text, ['verified', 'contradicted', 'unverified']]],
  [
    'with claims half judged',
    [started('ask', 'C'), { kind: 'text', at: 0, text }, { kind: 'claim.found', claims: found.slice(0, 2) }, judged],
    ['failed', 'model.cut-off', text, ['verified', 'contradicted', 'unverified']],
  ],
  ['of a check, which is then done', [started('check', null), { kind: 'claim.found', claims: found.slice(0, 1) }], ['done', undefined, text, ['verified', 'contradicted', 'unverified']]],
]
for (const [name, events, end] of cases) {
  test(`a turn broken off by a crash ${name} is judged and ended at the next start, once`, () =>
    withFolder(async (folder) => {
      const newId = countedIds()
      const [conversation, turn] = [newId(), newId() as TurnId]
      const before = openStore(folder, { clock: tickingClock(), log: quiet })
      before.write.append([conversationCreated(conversation, 'A')])
      before.write.append(events.map((event) => ({ stream: `turn:${turn}`, event: 'conversation' in event && event.conversation ? ({ ...event, conversation } as TurnEvent) : event })))
      before.close()

      const core = testCore(folder, texts)
      const state = await followToEnd(turn, await core.client.turn.follow({ turn }))
      deepEqual([state.status, state.problem?.code, state.answer, state.claims.map((claim) => claim.verdict)], end)
      await core.close()

      const again = testCore(folder, texts)
      deepEqual(await followToEnd(turn, await again.client.turn.follow({ turn })), state)
      await again.close()
    }))
}
