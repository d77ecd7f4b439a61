/** Claims on their own ways: nothing waits for another, nothing begins after a stop, and what fails for one is lost for that one only. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { silentLogic } from '../../../fixtures/core/noRules.ts'
import { scripted, testCore } from '../../../fixtures/core/testCore.ts'
import type { TurnId } from '../../../shared/model/ids.ts'
import { SILENT } from '../../../shared/model/verdict.ts'
import type { TurnUpdate } from '../../../shared/model/turn.ts'
import { withFolder } from '../../adapters/store/testing.ts'
import type { CheckedClaim, Checker } from '../checking/checker.ts'
import { embeddedChecker } from '../checking/embeddedChecker.ts'
import type { Logic, Models } from '../ports.ts'
import { followToEnd } from './followToEnd.ts'

const never = (): Promise<never> => new Promise(() => undefined)
const nothingFound: CheckedClaim = { sources: { verdict: 'not-found', support: 0, evidence: [] }, parts: [] }
/** What becomes of a claim is said by its text. */
const checkerOf = (check: (text: string) => Promise<CheckedClaim> | CheckedClaim): Checker => ({
  name: 'played',
  check: ({ claims }) => Promise.all(claims.map(async (claim) => check(claim.text))),
  unsupported: () => 0.5,
})
const logicOf = (decide: (text: string) => Promise<void> | undefined): Logic => ({ ...silentLogic, decide: async (_base, claim) => ((await decide(claim.resolved)), SILENT) })
const sentences = (count: number): string => Array.from({ length: count }, (_, i) => `Site number ${i} has ${i} racks.`).join(' ')

type World = ReturnType<typeof testCore>
/** Follows until an event of this kind, of this claim where one is named. */
async function until({ client }: World, turn: TurnId, wanted: (update: TurnUpdate) => boolean): Promise<void> {
  for await (const update of await client.turn.follow({ turn })) if (wanted(update)) return
  throw new Error('it never came')
}
const isJudged = (claim: string) => (update: TurnUpdate) => 'event' in update && update.event.kind === 'claim.judged' && update.event.claim === claim
const isFound = (claim: string) => (update: TurnUpdate) => 'event' in update && update.event.kind === 'claim.found' && update.event.claims.some(({ id }) => id === claim)
const end = async ({ client }: World, turn: TurnId) => followToEnd(turn, await client.turn.follow({ turn }))

test('a claim whose logic takes for ever holds up no other, and a stop ends it all the same', () =>
  withFolder(async (folder) => {
    const core = testCore(folder, {}, { checker: checkerOf(() => nothingFound), logic: logicOf((text) => (text.includes('number 0') ? never() : undefined)) })
    const { turn } = await core.client.check.start({ text: sentences(30) })
    await until(core, turn, isJudged('c29'))
    await core.client.turn.cancel({ turn })
    const state = await end(core, turn)
    deepEqual([state.status, state.claims.filter((claim) => claim.verdict === undefined).map((claim) => claim.id)], ['cancelled', ['c0']])
    await core.close()
  }))

for (const failing of ['sources', 'logic'] as const) {
  test(`when the ${failing} of one claim fail, the others are judged, what is known is kept, and the turn says that it failed`, () =>
    withFolder(async (folder) => {
      const boom = (text: string, where: string): void => {
        if (where === failing && text.includes('number 1 ')) throw new Error('boom')
      }
      const core = testCore(folder, {}, {
        checker: checkerOf((text) => (boom(text, 'sources'), nothingFound)),
        logic: logicOf((text) => (boom(text, 'logic'), undefined)),
      })
      const { turn } = await core.client.check.start({ text: sentences(5) })
      const state = await end(core, turn)
      deepEqual([state.status, state.problem?.code, state.claims.map((claim) => claim.verdict)], ['failed', 'fault', ['unverified', undefined, 'unverified', 'unverified', 'unverified']])
      const { logic, sources } = state.claims[1]!
      deepEqual([logic?.verdict, sources?.verdict], failing === 'sources' ? ['silent', undefined] : [undefined, 'not-found'])
      equal(core.lines.filter((line) => line.level === 'error').length, 1)
      await core.close()
    }))
}

const model = { kind: 'model', server: 'local', model: 'scripted' } as const
const servers = [{ name: 'local', protocol: 'ollama' as const, baseUrl: 'http://127.0.0.1:9' }]
const silentModel: Models = { list: () => Promise.resolve([]), stream: () => ({ [Symbol.asyncIterator]: () => ({ next: never }) }) }
/** Writes this, and answers nothing that it is asked after that. */
function onceThenNever(text: string): Models {
  let asked = 0
  return { list: () => Promise.resolve([]), stream: (request, signal) => (asked++ === 0 ? scripted([text]) : silentModel).stream(request, signal) }
}
const judge = { id: 'kind', severity: 'warn', title: 'be kind', question: 'It is kind.', place: { file: 'a.rules', line: 1, column: 1 } } as unknown as Awaited<ReturnType<Logic['speaking']>>['judges'][number]
const judging: Logic = { ...silentLogic, speaking: () => Promise.resolve({ policies: [], wordings: [], judges: [judge] }) }
const talking = (pieces: string[]): Models => scripted(pieces, (index) => (index === pieces.length - 1 ? never() : undefined))

/** [where it is when the person says stop, what stands there for ever, the event or piece that shows that it is there] */
const stops: readonly [name: string, world: { models?: Models; checker?: Checker; logic?: Logic }, there: string][] = [
  ['waiting for the first word', { models: silentModel }, 'source.recalled'],
  ['in the middle of the answer', { models: talking(['Site number 0 has 0 racks. And ', 'more']) }, 'claim.judged'],
  ['with a checker in a long claim', { models: scripted([sentences(9)]), checker: checkerOf(never) }, 'claim.found'],
  ['with a busy solver', { models: scripted([sentences(9)]), logic: logicOf(never) }, 'claim.found'],
  ['in the middle of a repair', { models: onceThenNever('The PUE of the North site was 1.11 in 2024.') }, 'model.asked repair'],
  ['with a judge who never answers', { models: onceThenNever('The sky is wide.'), logic: judging }, 'model.asked judge'],
  ['waiting for the rules that bear on it', { models: scripted([sentences(9)]), logic: { ...silentLogic, speaking: never } }, 'claim.found'],
]
for (const [name, world, there] of stops) {
  test(`stopped ${name}: it ends though nobody answers, and nothing begins after that`, () =>
    withFolder(async (folder) => {
      let stopped = false
      let late = 0
      const counting = <A extends unknown[], R>(work: (...args: A) => R) => (...args: A): R => {
        if (stopped) late++
        return work(...args)
      }
      const core = testCore(folder, { '01ARYZ6S41000000000000000A': 'The PUE of the North site was 1.32 in 2024.' }, (ports) => {
        const checker = world.checker ?? embeddedChecker
        const logic = world.logic ?? silentLogic
        const { read } = ports.store
        return {
          models: world.models!,
          checker: { ...checker, check: counting(checker.check.bind(checker)) },
          logic: { ...logic, decide: counting(logic.decide) },
          store: { ...ports.store, read: { ...read, searchPassages: counting(read.searchPassages) } },
        }
      })
      await core.client.settings.set({ servers, answerer: model })
      const { turn } = await core.client.turn.start({ question: 'How many racks?' })
      await until(core, turn, (update) => 'event' in update && there === [update.event.kind, ...(update.event.kind === 'model.asked' && update.event.purpose !== 'draft' ? [update.event.purpose] : [])].join(' '))
      stopped = true
      await core.client.turn.cancel({ turn })
      const state = await end(core, turn)
      await new Promise(setImmediate)
      const events = core.ports.store.read.turnEvents(turn, 0)
      deepEqual([state.status, late, events.at(-1)?.event.kind, events.at(-2)?.event.kind], ['cancelled', 0, 'turn.ended', 'turn.timed'])
      // The next turn works.
      equal((await core.client.turn.start({ question: 'Again?', answerer: { kind: 'library' } })).turn === turn, false)
      await core.close()
    }))
}

test('two turns at once are judged by turns, not one after the other', () =>
  withFolder(async (folder) => {
    const order: string[] = []
    let go: (() => void) | undefined
    const gate = new Promise<void>((resolve) => (go = resolve))
    const core = testCore(folder, {}, { checker: checkerOf(async (text) => (order.push(text.includes('Hall') ? 'short' : 'long'), await gate, nothingFound)) })
    const long = await core.client.check.start({ text: sentences(200) })
    const short = await core.client.check.start({ text: 'Hall one is hot. Hall two is cold. Hall three is old.' })
    await until(core, short.turn, isFound('c2'))
    go!()
    await Promise.all([end(core, long.turn), end(core, short.turn)])
    const last = order.lastIndexOf('short')
    ok(last >= 0 && last < 50, `the short one was done after ${last} claims`)
    await core.close()
  }))

test('what somebody looks at is checked first', () =>
  withFolder(async (folder) => {
    const order: string[] = []
    let go: (() => void) | undefined
    const gate = new Promise<void>((resolve) => (go = resolve))
    const core = testCore(folder, {}, { checker: checkerOf(async (text) => (order.push(/\d+/.exec(text)![0]), await gate, nothingFound)) })
    const text = sentences(300)
    const { turn } = await core.client.check.start({ text })
    await until(core, turn, isFound('c299'))
    const start = text.indexOf('Site number 200')
    await core.client.turn.look({ turn, start, end: text.indexOf('Site number 203') })
    go!()
    await end(core, turn)
    deepEqual([order.slice(0, 5), order.length], [['0', '200', '201', '202', '1'], 300])
    // Looking at what has ended, or never was, changes nothing.
    await core.client.turn.look({ turn, start, end: start + 1 })
    await core.close()
  }))

test('in a chat too: what is looked at comes first, also what is written there only later', () =>
  withFolder(async (folder) => {
    const order: string[] = []
    const gates = { text: Promise.withResolvers<void>(), check: Promise.withResolvers<void>() }
    const text = sentences(120)
    const half = text.indexOf('Site number 60 ')
    const models = scripted([text.slice(0, half), text.slice(half)], (index) => (index === 1 ? gates.text.promise : undefined))
    const core = testCore(folder, {}, { models, checker: checkerOf(async (claim) => (order.push(/\d+/.exec(claim)![0]), await gates.check.promise, nothingFound)) })
    await core.client.settings.set({ servers: [{ name: 'local', protocol: 'ollama', baseUrl: 'http://127.0.0.1:9' }] })
    const { turn } = await core.client.turn.start({ question: 'Which sites?', answerer: { kind: 'model', server: 'local', model: 'm' } })
    await until(core, turn, isFound('c58'))
    // From the middle of what is there into what is still to come.
    await core.client.turn.look({ turn, start: text.indexOf('Site number 50 '), end: text.indexOf('Site number 63 ') })
    gates.text.resolve()
    await until(core, turn, isFound('c119'))
    gates.check.resolve()
    await end(core, turn)
    deepEqual(order.slice(0, 16).map(Number), [0, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 1, 2])
    await core.close()
  }))

test('claims that ask the same share their look-ups, and the turn says so', () =>
  withFolder(async (folder) => {
    const A = '01ARYZ6S41000000000000000A'
    const core = testCore(folder, { [A]: 'The PUE of the North site was 1.32 in 2024.' })
    const text = `The PUE of the North site was 1.32 in 2024. ${'**The PUE** of the North site was 1.32 in 2024! '.repeat(9)}`
    const { turn } = await core.client.check.start({ text })
    const { timing, claims } = await end(core, turn)
    deepEqual([claims.length, timing?.lookups.asked, timing?.lookups.made], [10, 10, 1])
    equal(timing?.spans.filter((span) => span.shared).length, 9)
    await core.close()
  }))

test('a claim of 100,000 characters is held against the sources piece by piece, and leaves others their turn', () =>
  withFolder(async (folder) => {
    const order: string[] = []
    let go: (() => void) | undefined
    const gate = new Promise<void>((resolve) => (go = resolve))
    const core = testCore(folder, {}, { checker: checkerOf(async (text) => (order.push(text.includes('Hall') ? 'short' : `${text.length <= 1000}`), await gate, nothingFound)) })
    const long = await core.client.check.start({ text: `${'The site has a pump that moves water and '.repeat(2500)}ends.` })
    const short = await core.client.check.start({ text: 'Hall one is hot. Hall two is cold. Hall three is old.' })
    await until(core, short.turn, isFound('c2'))
    go!()
    const [state] = await Promise.all([end(core, long.turn), end(core, short.turn)])
    deepEqual([state.status, state.claims.length, state.claims[0]?.verdict, order.includes('false')], ['done', 1, 'unverified', false])
    ok(order.length > 100 && order.lastIndexOf('short') < 20, `the short one was done after ${order.lastIndexOf('short')} pieces`)
    await core.close()
  }))
