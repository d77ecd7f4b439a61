/** Several asked the same question side by side: begun at once, none waits for another, compared when all have ended, honest after a kill. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { scripted, testCore } from '../../../fixtures/core/testCore.ts'
import type { ConversationId, TurnId } from '../../../shared/model/ids.ts'
import type { TurnEvent } from '../../../shared/model/turn.ts'
import { Problem } from '../../../shared/problem.ts'
import { foldAll, type TurnState } from '../../../shared/turn/foldTurn.ts'
import { openStore } from '../../adapters/store/openStore.ts'
import { conversationCreated, countedIds, quiet, tickingClock, withFolder } from '../../adapters/store/testing.ts'
import type { ModelRequest, Models } from '../ports.ts'
import { followToEnd } from './followToEnd.ts'

const texts = { '01ARYZ6S41000000000000000A': 'The annual PUE of the North site was 1.32 in 2024. The hall has 12 racks.' }
const servers = [{ name: 'local', protocol: 'ollama' as const, baseUrl: 'http://127.0.0.1:9' }]
const says: Readonly<Record<string, string[]>> = {
  right: ['The annual PUE of the North site was 1.32 in 2024. ', 'The hall has 12 racks.'],
  wrong: ['The hall has 12 racks. ', 'The annual PUE of the North site was 1.11 in 2024.'],
}
const by = (name: string) => ({ answerer: { kind: 'model' as const, server: 'local', model: name } })

interface Played { readonly sent: ModelRequest[]; readonly models: Models }
function played(wait: (model: string) => unknown = () => undefined): Played {
  const sent: ModelRequest[] = []
  const models: Models = {
    list: () => Promise.resolve(Object.keys(says)),
    stream: (request, signal) => {
      sent.push(request)
      if (request.model === 'broken') throw new Problem('model.unreachable', 'local')
      return scripted(says[request.model] ?? ['Nothing is known of it.'], () => wait(request.model)).stream(request, signal)
    },
  }
  return { sent, models }
}

type TestCore = ReturnType<typeof testCore>
async function begun(folder: string, { models }: Played): Promise<TestCore> {
  const core = testCore(folder, texts, { models })
  await core.client.settings.set({ servers, repairs: 0 })
  return core
}
const end = async ({ client }: TestCore, turns: readonly TurnId[]): Promise<TurnState[]> => Promise.all(turns.map(async (turn) => followToEnd(turn, await client.turn.follow({ turn }))))
/** What is kept, once the comparison is. */
const compared = async ({ client }: TestCore, turn: TurnId): Promise<TurnState[]> => (await client.turn.compared({ turn })).turns.map(({ id, events }) => foldAll(id, events))
const refusal = async (asked: Promise<unknown>): Promise<string> => asked.then(() => 'not refused', (error: { data?: { code: string; detail?: string } }) => `${error.data?.code}: ${error.data?.detail}`)
const question = 'What was the PUE of the North site?'

test('answers are compared claim by claim; verdicts stay as they were, and each side’s claim was checked', () =>
  withFolder(async (folder) => {
    const core = await begun(folder, played())
    const { turns } = await core.client.turn.compare({ question, with: [by('right'), by('wrong')] })
    const ended = await end(core, turns)
    const [first, second] = await compared(core, turns[1]!)
    deepEqual(first!.pairs, [
      { here: 'c0', turn: turns[1], there: 'c1', says: 'differs', clash: [{ kind: 'number', claim: '1.32', source: '1.11' }] },
      { here: 'c1', turn: turns[1], there: 'c0', says: 'same' },
    ])
    deepEqual([first!.claims[0]?.verdict, second!.claims[1]?.verdict], ['verified', 'contradicted'])
    deepEqual([first!.claims, second!.claims, first!.verdict, second!.verdict], [ended[0]!.claims, ended[1]!.claims, ended[0]!.verdict, ended[1]!.verdict])
    deepEqual(turns.map((_, index) => ended[index]!.started?.compare), [{ group: turns[0], index: 0, of: 2 }, { group: turns[0], index: 1, of: 2 }])
    await core.close()
  }))

test('they run at once: the second ends while the first waits; one that fails or is stopped is only missing', () =>
  withFolder(async (folder) => {
    let release: (() => void) | undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    const core = await begun(folder, played((model) => (model === 'right' ? gate : undefined)))
    const { turns } = await core.client.turn.compare({ question, with: [by('right'), by('wrong'), by('broken')] })
    const [, wrong, broken] = turns as [TurnId, TurnId, TurnId]
    deepEqual((await end(core, [wrong, broken])).map(({ status, problem }) => [status, problem?.code]), [['done', undefined], ['failed', 'model.unreachable']])
    deepEqual((await compared(core, wrong)).map(({ status, pairs }) => [status, pairs.length]), [['running', 0], ['done', 0], ['failed', 0]])
    release!()
    await end(core, turns)
    deepEqual((await compared(core, wrong))[0]!.pairs.map(({ says: said, turn }) => [said, turn === wrong]), [['differs', true], ['same', true]])
    await core.close()
  }))

test('all of them go on from the same turn, and none is told what the others say', () =>
  withFolder(async (folder) => {
    const { sent, models } = played()
    const core = await begun(folder, { sent, models })
    const before = await core.client.turn.start({ question: 'And before?', ...by('other') })
    await end(core, [before.turn])
    const { turns } = await core.client.turn.compare({ conversation: before.conversation, question, with: [by('right'), by('wrong')] })
    const states = await end(core, turns)
    deepEqual(states.map(({ started }) => started?.after), [before.turn, before.turn])
    for (const { messages } of sent.slice(1)) equal(messages.some(({ role, text }) => role === 'assistant' && text.includes('PUE')), false)
    const next = await core.client.turn.start({ conversation: before.conversation, question: 'Why?', after: turns[1]!, ...by('other') })
    await end(core, [next.turn])
    const told = sent.at(-1)!.messages.filter(({ role }) => role === 'assistant').map(({ text }) => text)
    deepEqual([told.length, told[1]!.includes('1.11')], [2, true])
    await core.close()
  }))

test('an answer that is there is compared with others beside it, and with more later', () =>
  withFolder(async (folder) => {
    const core = await begun(folder, played())
    const first = await core.client.turn.start({ question, ...by('wrong') })
    await end(core, [first.turn])
    const { turns } = await core.client.turn.compare({ beside: first.turn, with: [by('right')] })
    await end(core, turns)
    deepEqual((await compared(core, first.turn))[0]!.pairs.map(({ says: said }) => said).sort(), ['differs', 'same'])
    const more = await core.client.turn.compare({ beside: turns[1]!, with: [{ as: 'library' }] })
    deepEqual(more.turns.slice(0, 2), turns)
    await end(core, more.turns)
    await core.close()
    const again = await begun(folder, played())
    ok((await compared(again, more.turns[2]!))[0]!.pairs.some(({ of }) => of !== undefined))
    match(await refusal(again.client.turn.compare({ beside: first.turn, with: [by('right')] })), /the same expert or model is named twice/)
    await again.close()
  }))

/** [what is asked, why it is refused] */
const refused: readonly [asked: Parameters<TestCore['client']['turn']['compare']>[0], says: RegExp][] = [
  [{ question, with: [by('right')] }, /choose 2 to 6 to compare; these are 1/],
  [{ question, with: [by('right'), by('right')] }, /named twice/],
  [{ question, with: [by('right'), { as: 'nobody' }] }, /no expert “nobody”/],
  [{ with: [by('right'), by('wrong')] }, /there is no question/],
  [{ question: '  ', with: [by('right'), by('wrong')] }, /there is no text/],
  [{ question, conversation: '01ARYZ6S41000000000000000Z' as ConversationId, with: [by('right'), by('wrong')] }, /not-found/],
  [{ beside: '01ARYZ6S41000000000000000Z' as TurnId, with: [by('right')] }, /not-found/],
]
test('what cannot be compared is refused in a sentence, and nothing is begun', () =>
  withFolder(async (folder) => {
    const core = await begun(folder, played())
    for (const [asked, why] of refused) match(await refusal(core.client.turn.compare(asked)), why)
    deepEqual(await core.client.conversation.list({}), [])
    await core.close()
  }))

test('a comparison that was broken off is ended and compared at the next start', () =>
  withFolder(async (folder) => {
    const newId = countedIds()
    const [conversation, one, other] = [newId() as ConversationId, newId() as TurnId, newId() as TurnId]
    const before = openStore(folder, { clock: tickingClock(), log: quiet })
    before.write.append([conversationCreated(conversation, 'A')])
    for (const [index, id] of [one, other].entries()) {
      const compare = { group: one, index, of: 2 }
      const text = says[index === 0 ? 'right' : 'wrong']!.join('')
      const { answerer } = by(index === 0 ? 'right' : 'wrong')
      const events: TurnEvent[] = [{ kind: 'turn.started', conversation, mode: 'ask', question, answerer, checker: 'embedded', asOf: '2026-11-24', after: null, compare }, { kind: 'text', at: 0, text }]
      before.write.append(events.map((event) => ({ stream: `turn:${id}`, event })))
    }
    before.close()
    const core = await begun(folder, played())
    const states = await end(core, [one, other])
    deepEqual(states.map(({ status, problem }) => [status, problem?.code]), [['failed', 'model.cut-off'], ['failed', 'model.cut-off']])
    deepEqual((await compared(core, one))[0]!.pairs.map(({ says: said }) => said), ['differs', 'same'])
    await core.close()
  }))
