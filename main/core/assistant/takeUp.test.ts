/** A turn that was killed after any of its events is taken up from those alone, and ends as it would have, or says honestly where it broke off. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { testCore } from '../../../fixtures/core/testCore.ts'
import type { TurnId } from '../../../shared/model/ids.ts'
import type { KeptTurnEvent } from '../../../shared/model/turn.ts'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { openStore } from '../../adapters/store/openStore.ts'
import { conversationCreated, quiet, tickingClock, withFolder } from '../../adapters/store/testing.ts'
import type { Models } from '../ports.ts'
import { followToEnd } from './followToEnd.ts'

const PUE = '01ARYZ6S41000000000000000A'
const texts = { [PUE]: 'The annual PUE of the North site was 1.32 in 2024. The PUE of the South site was 1.51 in 2024. The West site opened in 2015.' }
const servers = [{ name: 'local', protocol: 'ollama' as const, baseUrl: 'http://127.0.0.1:9' }]
const south = (pue: string): string => `The PUE of the South site was ${pue} in 2024.`
const draft = `The annual PUE of the North site was 1.32 in 2024 [1]. ${south('1.11')} The West site opened in 2015.`

/** Drafts in pieces; repairs wrongly first, rightly then, by what it is asked about, so that it says the same whoever asks it. */
const models = (asked: string[]): Models => ({
  list: () => Promise.resolve([]),
  async *stream({ messages }) {
    await Promise.resolve()
    const said = messages.at(-1)!.text
    const claim = /sentence (c\d+)\n[^\n]*South/.exec(said)?.[1]
    asked.push(claim === undefined ? 'draft' : 'repair')
    if (claim !== undefined) yield { kind: 'text', text: JSON.stringify({ replacements: [{ claim, text: south(said.includes('was 1.11 in') && !said.includes('was 1.22 in') ? '1.22' : '1.51') }] }) }
    else {
      yield { kind: 'reasoning', text: 'Let me think.' }
      for (const text of draft.match(/[\s\S]{1,20}/g)!) yield { kind: 'text', text }
    }
  },
})

/** What a person sees of a turn. */
const seen = ({ status, problem, answer, claims, withdrawn, verdict }: TurnState): unknown => ({
  status,
  problem: problem?.code,
  answer,
  verdict,
  claims: claims.map(({ start, end, text, verdict: own, stubborn, citations }) => [start, end, text, own, stubborn, citations?.map(({ n, says }) => [n, says])]),
  withdrawn: withdrawn.map(({ claim, replacedBy }) => [claim.text, claim.verdict, replacedBy]),
})

/** Runs a turn to its end in a folder of its own and gives its events. */
async function whole(folder: string, ask: { answerer: object; question: string; mode: 'ask' | 'check' }): Promise<{ id: TurnId; events: KeptTurnEvent[]; state: TurnState }> {
  const core = testCore(folder, texts, { models: models([]) })
  await core.client.settings.set({ servers, answerer: ask.answerer as never })
  const { turn } = ask.mode === 'ask' ? await core.client.turn.start({ question: ask.question }) : await core.client.check.start({ text: ask.question })
  const state = await followToEnd(turn, await core.client.turn.follow({ turn }))
  const events = core.ports.store.read.turnEvents(turn, 0)
  await core.close()
  return { id: turn, events, state }
}

/** The same turn in a new workspace, cut after `count` events, taken up by the next start; and that a further start changes nothing. */
async function cutAt(folder: string, { id, events }: { id: TurnId; events: KeptTurnEvent[] }, count: number, answerer: object): Promise<{ state: TurnState; asked: string[] }> {
  const setUp = testCore(folder, texts, { models: models([]) })
  await setUp.client.settings.set({ servers, answerer: answerer as never })
  await setUp.close()
  const store = openStore(folder, { clock: tickingClock(), log: quiet })
  const conversation = events[0]!.event.kind === 'turn.started' ? events[0]!.event.conversation : null
  if (conversation !== null) store.write.append([conversationCreated(conversation, 'A')])
  store.write.append(events.slice(0, count).map(({ event }) => ({ stream: `turn:${id}`, event })))
  store.close()
  const asked: string[] = []
  const core = testCore(folder, texts, { models: models(asked) })
  const state = await followToEnd(id, await core.client.turn.follow({ turn: id }))
  await core.close()
  const again = testCore(folder, texts, { models: models(asked) })
  deepEqual(await followToEnd(id, await again.client.turn.follow({ turn: id })), state)
  await again.close()
  return { state, asked }
}

const model = { kind: 'model', server: 'local', model: 'm' }
const library = { kind: 'library' }
const kinds = [
  ['a model’s answer with two rounds of repair', { answerer: model, question: 'What was the PUE of the sites?', mode: 'ask' }],
  ['an answer of the library', { answerer: library, question: 'What was the PUE of the North site?', mode: 'ask' }],
  ['an answer of the library that does not say', { answerer: library, question: 'Wer schrieb Faust?', mode: 'ask' }],
  ['a text to check', { answerer: library, question: draft, mode: 'check' }],
] as const
for (const [name, ask] of kinds) {
  test(`${name}, killed after each of its events`, () =>
    withFolder(async (folder) => {
      const full = await whole(join(folder, 'whole'), ask)
      equal(full.state.status, 'done')
      if (ask.answerer === model) deepEqual([full.state.rounds, full.state.answer], [2, draft.replace('1.11', '1.51')])
      for (let count = 1; count <= full.events.length; count++) {
        const place = join(folder, `cut${count}`)
        const { state, asked } = await cutAt(place, full, count, ask.answerer)
        rmSync(place, { recursive: true, force: true })
        const drafted = full.events.slice(0, count).some(({ event }) => event.kind === 'model.answered')
        const at = `after ${count} events, the last ${full.events[count - 1]!.event.kind}`
        // Nobody asks a model the whole question again behind the person's back.
        ok(!asked.includes('draft'), at)
        if (ask.answerer === library || drafted) deepEqual(seen(state), seen(full.state), at)
        else {
          deepEqual([state.status, state.problem?.code, draft.startsWith(state.answer)], ['failed', 'model.cut-off', true], at)
          ok(state.claims.every((claim) => claim.verdict !== undefined && state.answer.slice(claim.start, claim.end) === claim.text), at)
          equal(asked.length, 0, at)
        }
      }
    }))
}

test('a repair that kills the core each time is given up on', () =>
  withFolder(async (folder) => {
    const full = await whole(join(folder, 'whole'), kinds[0][1])
    const asked = full.events.findIndex(({ event }) => event.kind === 'model.asked' && event.purpose === 'repair')
    const events = [...full.events.slice(0, asked + 1), full.events[asked]!]
    const { state, asked: requests } = await cutAt(join(folder, 'cut'), { id: full.id, events }, events.length, model)
    deepEqual([state.status, state.answer, state.claims[1]?.stubborn, requests], ['done', draft, 'failed', []])
  }))
