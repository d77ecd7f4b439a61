/** A contradicted sentence goes back to the model with its reason, in rounds, in the open, and only while that helps. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { testCore } from '../../../fixtures/core/testCore.ts'
import { Problem } from '../../../shared/problem.ts'
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import type { ModelRequest, Models } from '../ports.ts'
import { followToEnd } from './followToEnd.ts'

const PUE = '01ARYZ6S41000000000000000A'
const texts = { [PUE]: 'The annual PUE of the North site was 1.32 in 2024. The PUE of the South site was 1.51 in 2024. The West site opened in 2015.' }
const servers = [{ name: 'local', protocol: 'ollama' as const, baseUrl: 'http://127.0.0.1:9' }]
const north = 'The annual PUE of the North site was 1.32 in 2024.'
const south = (pue: string): string => `The PUE of the South site was ${pue} in 2024.`

type Said = string | Problem | ((request: ModelRequest, signal: AbortSignal) => string | Promise<string>)

/** A model that drafts with the first and repairs with the others, in order; the last again and again. */
function saying(...answers: readonly Said[]): { models: Models; asked: ModelRequest[] } {
  const asked: ModelRequest[] = []
  return {
    asked,
    models: {
      list: () => Promise.resolve([]),
      async *stream(request, signal) {
        asked.push(request)
        const answer = answers[Math.min(asked.length, answers.length) - 1]!
        if (answer instanceof Problem) throw answer
        yield { kind: 'text', text: typeof answer === 'string' ? answer : await answer(request, signal) }
      },
    },
  }
}
const json = (...replacements: readonly [claim: string, text: string][]): string => JSON.stringify({ replacements: replacements.map(([claim, text]) => ({ claim, text })) })

async function ended(folder: string, models: Models, settings: object = {}): Promise<{ state: TurnState; kinds: string[] }> {
  const core = testCore(folder, texts, { models })
  await core.client.settings.set({ servers, answerer: { kind: 'model', server: 'local', model: 'm' }, ...settings })
  const { turn } = await core.client.turn.start({ question: 'What was the PUE of the sites?' })
  const state = await followToEnd(turn, await core.client.turn.follow({ turn }))
  const kinds = core.ports.store.read.turnEvents(turn, 0).map(({ event }) => event.kind)
  await core.close()
  return { state, kinds }
}

const draft = `${north} ${south('1.11')} The West site opened in 2015.`
const shown = ({ status, answer, claims, withdrawn }: TurnState): unknown => ({
  status,
  answer,
  claims: claims.map(({ id, start, end, verdict, stubborn }) => [id, answer.slice(start, end), verdict, ...(stubborn ? [stubborn] : [])]),
  withdrawn: withdrawn.map(({ claim, round, replacedBy }) => [claim.id, claim.verdict, round, replacedBy]),
})

/** [what the model does, its answers, how many were asked for, current answer, claims, withdrawn] */
const cases: readonly [name: string, said: Said[], asked: number, answer: string, claims: unknown[], withdrawn: unknown[]][] = [
  ['puts it right', [draft, json(['c1', south('1.51')])], 2, draft.replace('1.11', '1.51'), [['c0', north, 'verified'], ['c3', south('1.51'), 'verified'], ['c2', 'The West site opened in 2015.', 'verified']], [['c1', 'contradicted', 1, south('1.51')]]],
  ['answers in a fence, with talk around it', [draft, `Here you are.\n\`\`\`json\n${json(['c1', south('1.51')])}\n\`\`\`\nDone.`], 2, draft.replace('1.11', '1.51'), [['c0', north, 'verified'], ['c3', south('1.51'), 'verified'], ['c2', 'The West site opened in 2015.', 'verified']], [['c1', 'contradicted', 1, south('1.51')]]],
  ['names it in a line', [draft, `c1: ${south('1.51')}`], 2, draft.replace('1.11', '1.51'), [['c0', north, 'verified'], ['c3', south('1.51'), 'verified'], ['c2', 'The West site opened in 2015.', 'verified']], [['c1', 'contradicted', 1, south('1.51')]]],
  ['writes the sentence alone', [draft, `"${south('1.51')}"`], 2, draft.replace('1.11', '1.51'), [['c0', north, 'verified'], ['c3', south('1.51'), 'verified'], ['c2', 'The West site opened in 2015.', 'verified']], [['c1', 'contradicted', 1, south('1.51')]]],
  [
    'meddles with sentences that were fine, and with some that are not there',
    [draft, json(['c0', 'North is 9.'], ['c1', south('1.51')], ['c7', 'Nothing.'], ['c1', 'Twice.'])], 2, draft.replace('1.11', '1.51'),
    [['c0', north, 'verified'], ['c3', south('1.51'), 'verified'], ['c2', 'The West site opened in 2015.', 'verified']], [['c1', 'contradicted', 1, south('1.51')]],
  ],
  [
    'is wrong again, and right then',
    [draft, json(['c1', south('1.22')]), json(['c3', south('1.51')])], 3, draft.replace('1.11', '1.51'),
    [['c0', north, 'verified'], ['c4', south('1.51'), 'verified'], ['c2', 'The West site opened in 2015.', 'verified']],
    [['c1', 'contradicted', 1, south('1.22')], ['c3', 'contradicted', 2, south('1.51')]],
  ],
  [
    'is wrong each time',
    [draft, json(['c1', south('1.22')]), json(['c3', south('1.33')]), json(['c4', south('1.44')])], 3, draft.replace('1.11', '1.33'),
    [['c0', north, 'verified'], ['c4', south('1.33'), 'contradicted', 'rounds'], ['c2', 'The West site opened in 2015.', 'verified']],
    [['c1', 'contradicted', 1, south('1.22')], ['c3', 'contradicted', 2, south('1.33')]],
  ],
  ['insists', [draft, json(['c1', south('1.11')])], 2, draft, [['c0', north, 'verified'], ['c1', south('1.11'), 'contradicted', 'same'], ['c2', 'The West site opened in 2015.', 'verified']], []],
  ['goes in a circle', [draft, json(['c1', south('1.22')]), json(['c3', south('1.11')])], 3, draft.replace('1.11', '1.22'), [['c0', north, 'verified'], ['c3', south('1.22'), 'contradicted', 'no-progress'], ['c2', 'The West site opened in 2015.', 'verified']], [['c1', 'contradicted', 1, south('1.22')]]],
  [
    'says the same in other words',
    [draft, json(['c1', 'In 2024 the PUE of the South site was 1.11.'])], 2, draft.replace(south('1.11'), 'In 2024 the PUE of the South site was 1.11.'),
    [['c0', north, 'verified'], ['c3', 'In 2024 the PUE of the South site was 1.11.', 'contradicted', 'no-progress'], ['c2', 'The West site opened in 2015.', 'verified']],
    [['c1', 'contradicted', 1, 'In 2024 the PUE of the South site was 1.11.']],
  ],
  ['takes it out', [draft, json(['c1', ''])], 2, `${north} The West site opened in 2015.`, [['c0', north, 'verified'], ['c2', 'The West site opened in 2015.', 'verified']], [['c1', 'contradicted', 1, '']]],
  ['writes its whole answer again', [draft, draft.replace('1.11', '1.51')], 2, draft, [['c0', north, 'verified'], ['c1', south('1.11'), 'contradicted', 'unreadable'], ['c2', 'The West site opened in 2015.', 'verified']], []],
  ['writes nothing that can be read', [draft, 'I am sorry, I would rather not.'], 2, draft, [['c0', north, 'verified'], ['c1', south('1.11'), 'contradicted', 'unreadable'], ['c2', 'The West site opened in 2015.', 'verified']], []],
  ['writes nothing', [draft, ''], 2, draft, [['c0', north, 'verified'], ['c1', south('1.11'), 'contradicted', 'unreadable'], ['c2', 'The West site opened in 2015.', 'verified']], []],
  ['fails', [draft, new Problem('model.unreachable', 'no')], 2, draft, [['c0', north, 'verified'], ['c1', south('1.11'), 'contradicted', 'failed'], ['c2', 'The West site opened in 2015.', 'verified']], []],
  ['throws something strange', [draft, () => Promise.reject(new Error('odd'))], 2, draft, [['c0', north, 'verified'], ['c1', south('1.11'), 'contradicted', 'failed'], ['c2', 'The West site opened in 2015.', 'verified']], []],
  ['is right at once', [draft.replace('1.11', '1.51')], 1, draft.replace('1.11', '1.51'), [['c0', north, 'verified'], ['c1', south('1.51'), 'verified'], ['c2', 'The West site opened in 2015.', 'verified']], []],
]
for (const [name, said, asked, answer, claims, withdrawn] of cases) {
  test(`a model that ${name}`, () =>
    withFolder(async (folder) => {
      const played = saying(...said)
      const { state } = await ended(folder, played.models)
      deepEqual(shown(state), { status: 'done', answer, claims, withdrawn })
      equal(played.asked.length, asked)
      deepEqual(state.calls.map((call) => [call.asked.purpose, call.answered !== undefined]), played.asked.map((_, i) => [i === 0 ? 'draft' : 'repair', true]))
    }))
}

test('the model is sent the sentence with the quote that says otherwise, as marked data, word for word as it is kept', () =>
  withFolder(async (folder) => {
    const played = saying(draft, json(['c1', south('1.51')]))
    const { state, kinds } = await ended(folder, played.models)
    const sent = played.asked[1]!.messages
    deepEqual(state.calls[1]!.asked.messages, sent.map(({ role, text }) => ({ role, text })))
    const mark = `#${state.id.slice(-10)}`
    ok(sent[1]!.text.includes(`${mark} sentence c1\n${mark}| ${south('1.11')}\n${mark} passage [1] from “Source A” says otherwise: it says 1.51 where the sentence says 1.11\n${mark}| ${south('1.51')}`), sent[1]!.text)
    match(sent[0]!.text, /never instructions/)
    const order = kinds.filter((kind) => /^(?:model|answer|repair|turn)/.test(kind))
    deepEqual(order, ['turn.started', 'model.asked', 'model.answered', 'model.asked', 'model.answered', 'answer.revised', 'turn.timed', 'turn.ended'])
  }))

test('with no rounds allowed nothing is sent back, and what is contradicted stays marked', () =>
  withFolder(async (folder) => {
    const played = saying(draft, json(['c1', south('1.51')]))
    const { state, kinds } = await ended(folder, played.models, { repairs: 0 })
    deepEqual([state.answer, state.verdict, played.asked.length, kinds.includes('repair.given-up')], [draft, 'contradicted', 1, false])
  }))

test('stopping during repair leaves the answer as it stood', () =>
  withFolder(async (folder) => {
    let begun: (() => void) | undefined
    const repairing = new Promise<void>((resolve) => (begun = resolve))
    const core = testCore(folder, texts, {
      models: saying(draft, () => {
        begun!()
        return new Promise(() => undefined)
      }).models,
    })
    await core.client.settings.set({ servers, answerer: { kind: 'model', server: 'local', model: 'm' } })
    const { turn } = await core.client.turn.start({ question: 'What?' })
    await repairing
    await core.client.turn.cancel({ turn })
    const state = await followToEnd(turn, await core.client.turn.follow({ turn }))
    deepEqual([state.status, state.answer, state.verdict, state.withdrawn, state.calls[1]?.answered?.problem], ['cancelled', draft, 'contradicted', [], { code: 'cancelled' }])
    await core.close()
  }))
