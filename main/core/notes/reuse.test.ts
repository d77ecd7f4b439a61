/** Verified notes are used again: they answer first, are told to models as what they are, and are counted where they helped; what no longer stands is never used. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { scripted, testCore } from '../../../fixtures/core/testCore.ts'
import type { ClaimId, SourceId, TurnId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import { followToEnd } from '../assistant/followToEnd.ts'
import type { ModelRequest } from '../ports.ts'

const A = '01ARYZ6S41000000000000000A' as SourceId
const B = '01ARYZ6S41000000000000000B' as SourceId
const texts = { [A]: 'The annual PUE of the North site was 1.32 in 2024.', [B]: 'The South site has two chillers.' }
const STATEMENT = 'In 2024 the annual PUE of the North site was 1.32.'
const QUESTION = 'What was the annual PUE of the North site in 2024?'
type Core = ReturnType<typeof testCore>

async function keep(core: Core): Promise<Note> {
  const { turn } = await core.client.check.start({ text: STATEMENT })
  await followToEnd(turn, await core.client.turn.follow({ turn }))
  return (await core.client.note.keep({ turn, claims: ['c0' as ClaimId] }))[0]!
}
const played = (pieces: readonly string[]) => {
  const asked: ModelRequest[] = []
  const says = scripted(pieces)
  return { asked, models: { ...says, stream: (request: ModelRequest, signal: AbortSignal) => (asked.push(request), says.stream(request, signal)) } }
}
const answerer = { kind: 'model', server: 'local', model: 'm' } as const
async function ask(core: Core, by: typeof answerer | { readonly kind: 'library' }) {
  const { turn } = await core.client.turn.start({ question: QUESTION, answerer: by })
  return followToEnd(turn, await core.client.turn.follow({ turn }))
}
const withCore = (models: ReturnType<typeof played>['models'], work: (core: Core) => Promise<void>): Promise<void> =>
  withFolder(async (folder) => {
    const core = testCore(folder, texts, { models })
    await core.client.settings.set({ servers: [{ name: 'local', protocol: 'ollama', baseUrl: 'http://127.0.0.1:9' }], repairs: 0 })
    try {
      await work(core)
    } finally {
      await core.close()
    }
  })
const helped = async (core: Core, { id }: Note) => (await core.client.note.get({ id })).note.helped ?? 0

test('the library answers from it first, with no model asked; age and status are kept with the answer, and it is counted once an answer', () => {
  const { models, asked } = played(['x'])
  return withCore(models, async (core) => {
    const note = await keep(core)
    const state = await ask(core, { kind: 'library' })
    deepEqual(state.notes.map(({ id, status, verifiedAt, vouched }) => [id, status, verifiedAt !== '', vouched]), [[note.id, 'current', true, undefined]])
    ok(state.answer.startsWith(STATEMENT))
    deepEqual([state.claims[0]?.verdict, await helped(core, note), asked.length], ['verified', 1, 0])
    await ask(core, { kind: 'library' })
    equal(await helped(core, note), 2)
  })
})

/** [what the model writes, how often the note has helped then] */
const writes: readonly [string, number][] = [
  ['The annual PUE of the North site was 1.32 in 2024.', 1],
  ['The annual PUE of the North site was 1.52 in 2024.', 0],
  ['The North site is cooled by air.', 0],
]
for (const [text, times] of writes) {
  test(`a model is told of it as verified, and it ${times ? 'helped' : 'did not help'} where it writes “${text}”`, () => {
    const { models, asked } = played([text])
    return withCore(models, async (core) => {
      const note = await keep(core)
      const state = await ask(core, answerer)
      match(asked[0]!.messages.at(-1)!.text, /\| note \(verified, current, kept \d{4}-\d\d-\d\d, today\): In 2024 the annual PUE of the North site was 1\.32\./)
      deepEqual([state.notes.map(({ id }) => id), await helped(core, note)], [[note.id], times])
    })
  })
}

const notSoon = '2999-01-01'
/** [what became of it, whether it is still used, and as what] */
const fates: readonly [what: string, become: (core: Core, note: Note) => Promise<unknown>, used: 'verified' | 'own word' | undefined][] = [
  ['nothing happened to it', () => Promise.resolve(), 'verified'],
  ['it is good for a long time', (core, { id }) => core.client.note.edit({ id, expires: notSoon }), 'verified'],
  ['its day has come', (core, { id }) => core.client.note.edit({ id, expires: '2020-01-01' }), undefined],
  ['it was retracted', (core, { id }) => core.client.note.retract({ id, reason: 'wrong' }), undefined],
  ['it was deleted', (core, { id }) => core.client.note.remove({ id }), undefined],
  ['it was reworded into what is contradicted', (core, { id }) => core.client.note.edit({ id, statement: STATEMENT.replace('1.32', '1.52') }), undefined],
  ['it was reworded into what nothing shows', (core, { id }) => core.client.note.edit({ id, statement: 'In 2024 the annual PUE of the North site was praised by many.' }), undefined],
  ['its source is gone', async (core, { id }) => {
    await core.client.source.remove({ id: A })
    for (let tries = 0; tries < 200 && (await core.client.note.get({ id })).note.status === 'current'; tries++) await new Promise((resolve) => setImmediate(resolve))
  }, undefined],
  ['the person vouches for it', (core, { id }) => core.client.note.vouch({ id, reason: 'measured it' }), 'own word'],
]
for (const [what, become, used] of fates) {
  test(`${what}: it is ${used === undefined ? 'not used' : `used as ${used}`}`, () => {
    const { models, asked } = played(['Nothing is known of it.'])
    return withCore(models, async (core) => {
      const note = await keep(core)
      await become(core, note)
      const [byModel, byLibrary] = [await ask(core, answerer), await ask(core, { kind: 'library' })]
      const told = asked[0]!.messages.at(-1)!.text
      const as = told.includes('| note (verified, current') ? 'verified' : told.includes('| note (the person’s own word') ? 'own word' : undefined
      // The person's own word is context for a model, and no answer of the library.
      deepEqual([as, byModel.notes.length, byLibrary.notes.length], [used, used ? 1 : 0, used === 'verified' ? 1 : 0])
      deepEqual(byModel.notes.map(({ vouched }) => vouched === true), used ? [used === 'own word'] : [])
    })
  })
}

test('an answer that was stopped has been helped by nothing', () => {
  const gate = Promise.withResolvers<void>()
  const says = scripted(['The annual PUE of the North site was 1.32 in 2024. ', 'And more is ', 'to come.'], (index) => (index === 2 ? gate.promise : undefined))
  return withCore(says, async (core) => {
    const note = await keep(core)
    const { turn } = await core.client.turn.start({ question: QUESTION, answerer })
    for await (const update of await core.client.turn.follow({ turn })) if ('event' in update && update.event.kind === 'claim.judged') break
    await core.client.turn.cancel({ turn: turn as TurnId })
    const state = await followToEnd(turn, await core.client.turn.follow({ turn }))
    gate.resolve()
    deepEqual([state.status, await helped(core, note)], ['cancelled', 0])
  })
})
