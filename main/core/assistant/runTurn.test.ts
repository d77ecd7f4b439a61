/** A turn from question to verdicts, with models that behave and models that do not. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { scripted, testCore } from '../../../fixtures/core/testCore.ts'
import type { TurnId } from '../../../shared/model/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { foldAll, type TurnState } from '../../../shared/turn/foldTurn.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import type { Models } from '../ports.ts'
import { followToEnd } from './followToEnd.ts'

const PUE = '01ARYZ6S41000000000000000A'
const texts = { [PUE]: 'The annual PUE of the North site was 1.32 in 2024. The PUE of the South site was 1.51 in 2024.' }
const model = { kind: 'model', server: 'local', model: 'scripted' } as const
const servers = [{ name: 'local', protocol: 'ollama' as const, baseUrl: 'http://127.0.0.1:9' }]

async function asked(folder: string, models: Models, question = 'What was the PUE of the North site?') {
  const core = testCore(folder, texts, { models })
  await core.client.settings.set({ servers, answerer: model })
  const { turn, conversation } = await core.client.turn.start({ question })
  return { ...core, turn, conversation }
}
const end = async ({ client, turn }: { client: ReturnType<typeof testCore>['client']; turn: TurnId }): Promise<TurnState> => followToEnd(turn, await client.turn.follow({ turn }))

test('an answer is streamed, cut into claims, checked against the library and kept', () =>
  withFolder(async (folder) => {
    const core = await asked(folder, scripted(['The annual PUE of the North site ', 'was 1.32 in 2024. The PUE of the ', 'South site was 1.11 in 2024. Is that ', 'good?']))
    const state = await end(core)
    equal(state.answer, 'The annual PUE of the North site was 1.32 in 2024. The PUE of the South site was 1.11 in 2024. Is that good?')
    deepEqual(
      state.claims.map((claim) => [state.answer.slice(claim.start, claim.end) === claim.text, claim.verdict, claim.sources?.evidence[0]?.title]),
      [
        [true, 'verified', 'Source A'],
        [true, 'contradicted', 'Source A'],
        [true, 'not-checkable', state.claims[2]?.sources?.evidence[0]?.title],
      ],
    )
    deepEqual([state.status, state.verdict, state.passages.map((passage) => passage.n)], ['done', 'contradicted', [1]])
    deepEqual(foldAll(core.turn, core.ports.store.read.turnEvents(core.turn, 0)), state)
    await core.close()
  }))

test('the verdict of a sentence is there while the next is still being written', () =>
  withFolder(async (folder) => {
    let release: (() => void) | undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    const core = await asked(folder, scripted(['The annual PUE of the North site was 1.32 in 2024. The ', 'rest follows.'], (index) => (index === 1 ? gate : undefined)))
    for await (const update of await core.client.turn.follow({ turn: core.turn })) {
      if ('event' in update && update.event.kind === 'claim.judged') break
    }
    release!()
    equal((await end(core)).answer, 'The annual PUE of the North site was 1.32 in 2024. The rest follows.')
    await core.close()
  }))

test('with no model the library answers, and nothing is verified where it has nothing', () =>
  withFolder(async (folder) => {
    const core = testCore(folder, texts)
    const verdictOf = async (question: string) => {
      const { turn } = await core.client.turn.start({ question })
      const state = await end({ ...core, turn })
      return [state.status, state.answer.includes('1.32'), state.claims.some((claim) => claim.verdict === 'verified')]
    }
    deepEqual([await verdictOf('What was the PUE of the North site?'), await verdictOf('Wer schrieb Faust?')], [['done', true, true], ['done', false, false]])
    await core.close()
  }))

/** [what the model does, pieces it says first, what it fails with, answer, outcome, problem] */
const failures: readonly [name: string, pieces: string[], failure: unknown, claims: number, status: string, problem: string | undefined][] = [
  ['says nothing', [], undefined, 0, 'failed', 'model.empty'],
  ['says only blanks', [' \n', ' '], undefined, 0, 'failed', 'model.empty'],
  ['breaks off', ['The PUE was 1.32 in 2024. And', ' th'], new Problem('model.cut-off'), 2, 'failed', 'model.cut-off'],
  ['cannot be reached', [], new Problem('model.unreachable', 'local'), 0, 'failed', 'model.unreachable'],
  ['meets a bug of ours', ['One is two. '], new Error('boom'), 1, 'failed', 'fault'],
]
for (const [name, pieces, failure, claims, status, problem] of failures) {
  test(`a model that ${name}: what arrived is kept and judged, and the turn ends with a problem`, () =>
    withFolder(async (folder) => {
      const failing: Models = {
        list: () => Promise.resolve([]),
        async *stream(request, signal) {
          yield* scripted(pieces).stream(request, signal)
          if (failure) throw failure as Error
        },
      }
      const core = await asked(folder, failing)
      const state = await end(core)
      deepEqual([state.answer, state.claims.length, state.claims.every((claim) => claim.verdict !== undefined), state.status, state.problem?.code], [pieces.join(''), claims, true, status, problem])
      equal(core.lines.filter((line) => line.level === 'error').length, problem === 'fault' ? 1 : 0)
      if (problem === 'fault') equal(core.lines.find((line) => line.level === 'error')?.fields?.['id'], state.problem?.detail)
      await core.close()
    }))
}

test('a model whose server is not in the settings is a problem, and the question is kept', () =>
  withFolder(async (folder) => {
    const core = testCore(folder)
    const { turn } = await core.client.turn.start({ question: 'Hello?', answerer: model })
    const state = await end({ ...core, turn })
    deepEqual([state.started?.question, state.problem], ['Hello?', { code: 'model.none', detail: 'local' }])
    await core.close()
  }))

test('a turn stops at once when it is cancelled, even with a model that does not listen, and keeps its text', () =>
  withFolder(async (folder) => {
    const core = await asked(folder, scripted(['Some words', ' never'], (index) => (index === 1 ? new Promise(() => undefined) : undefined)))
    for await (const update of await core.client.turn.follow({ turn: core.turn })) if ('delta' in update) break
    await core.client.turn.cancel({ turn: core.turn })
    const state = await end(core)
    deepEqual([state.status, state.answer, state.problem], ['cancelled', 'Some words', undefined])
    await core.close()
  }))

test('a follower who leaves stops nothing, and one who comes back resumes after what he has', () =>
  withFolder(async (folder) => {
    let release: (() => void) | undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    const core = await asked(folder, scripted(['The first is one. The second ', 'is two.'], (index) => (index === 1 ? gate : undefined)))
    let seen = 0
    for await (const update of await core.client.turn.follow({ turn: core.turn })) {
      if (!('event' in update)) continue
      seen = update.seq
      if (update.event.kind === 'claim.found') break
    }
    const resumed = await core.client.turn.follow({ turn: core.turn, afterSeq: seen })
    release!()
    const kinds: string[] = []
    for await (const update of resumed) {
      if (!('event' in update)) continue
      ok(update.seq > seen)
      kinds.push(update.event.kind)
    }
    equal(kinds.at(-1), 'turn.ended')
    equal((await end(core)).answer, 'The first is one. The second is two.')
    await core.close()
  }))
