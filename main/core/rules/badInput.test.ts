/** Every question about rules on bad input: an empty base, broken drafts, 5,000 rules, a claim of 100 KB, sets that are not there. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { type RuleCore, withRuleCore } from '../../../fixtures/core/ruleCore.ts'
import type { RuleSetId } from '../../../shared/model/ids.ts'
import { followToEnd } from '../assistant/followToEnd.ts'

const NOBODY = '01ARYZ6S41000000000000000Z' as RuleSetId
const code = (work: Promise<unknown>): Promise<string> => work.then(() => 'fine', (error: unknown) => (error as { data?: { code?: string } }).data?.code ?? String(error))

async function result<T extends { kind: string }>(updates: AsyncIterable<T>): Promise<Extract<T, { kind: 'result' }>> {
  for await (const update of updates) if (update.kind === 'result') return update as Extract<T, { kind: 'result' }>
  throw new Error('it ended without a result')
}

async function check(core: RuleCore, text: string) {
  const { turn } = await core.client.check.start({ text })
  return followToEnd(turn, await core.client.turn.follow({ turn }))
}

test('an empty base answers everything with nothing', () =>
  withRuleCore(async ({ client, ...core }) => {
    const { id: turn, claims } = await check({ client, ...core }, 'North has a PUE of 0.95.')
    equal((await client.rules.try({ text: 'North has a PUE of 0.95.' })).verdict, 'silent')
    const { health } = await result(await client.rules.health({}))
    deepEqual([health.consistent, health.conflicts, health.tests, health.neverUsed], [true, [], [], []])
    const { impact } = await result(await client.rules.impact({ text: 'entity North\nquantity pue(Thing) says "{1} has a PUE of {value}"\nrule floor: pue(S) >= 1' }))
    deepEqual(impact.claims.map(({ before, after }) => [before, after]), [['silent', 'refuted']])
    const choices = await client.reading.choices({ turn, claim: claims[0]!.id })
    deepEqual([choices.readings, choices.lines], [[], []])
  }))

const BROKEN = ['', '   \n\n', '# only a remark', 'rule', 'rule x: (((((', 'fact p(a', 'entity : :', '"', '\u0000\u202e', 'ruleset "a" ruleset "b"', 'rule a: p(X)\nrule a: not p(X)', 'test: "x" is wonderful', `fact ${'('.repeat(20_000)}`, 'relation r(Nope) says "{9}"', `entity ${'é'.repeat(5000)}`]

test('broken drafts stop neither a try, nor health, nor an impact, nor a merge', () =>
  withRuleCore(async ({ client }) => {
    const { id } = await client.ruleSet.create({ file: 'mine', text: 'entity North\nquantity pue(Thing) says "{1} has a PUE of {value}"\nrule floor: pue(S) >= 1\n' })
    for (const text of BROKEN) {
      equal((await client.rules.try({ text: 'North has a PUE of 0.95.', draft: { text } })).verdict, 'refuted', text.slice(0, 40))
      ok((await result(await client.rules.health({ draft: { text } }))).health.consistent !== undefined)
      equal((await result(await client.rules.impact({ set: id, text }))).impact.total, 0)
      const merged = await client.rules.merge({ into: id, text })
      ok(merged.text.startsWith('entity North'), text.slice(0, 40))
    }
    deepEqual([await code(client.rules.merge({ into: NOBODY, text: '' })), await code(client.rules.try({ text: '' })), await code(client.rules.try({ text: 'x'.repeat(100_000) }))], ['not-found', 'input.invalid', 'input.invalid'])
    equal((await client.rules.try({ text: 'North has a PUE of 0.95.', sets: [NOBODY], draft: { set: NOBODY, text: 'entity North' } })).verdict, 'silent')
  }))

test('5,000 rules, and a sentence of 100 KB: tried, read otherwise, merged and weighed in time', () =>
  withRuleCore(async (core) => {
    const { client } = core
    const rules = Array.from({ length: 5000 }, (_, at) => `relation r${at}(Site)\nrule n${at}: pue(S) > ${at + 1} implies r${at}(S)`).join('\n')
    const text = `type Site\nentity North : Site\nquantity pue(Site) says "{1} has a PUE of {value}"\n${rules}\nfact pue(North) = 1.2\n`
    const { id, errors } = await client.ruleSet.create({ file: 'large', text })
    const long = `North has a PUE of 0.95 ${'and a PUE of 1.2 '.repeat(6000)}.`
    const { id: turn, claims } = await check(core, `North shows a PUE of 1.2. ${long}`)
    const { verdict } = await client.rules.try({ text: 'North has a PUE of 0.95.' })
    const choices = await client.reading.choices({ turn, claim: claims[0]!.id })
    const none = await client.reading.choices({ turn, claim: claims.at(-1)!.id })
    const { impact } = await result(await client.rules.impact({ set: id, text: text.replace('= 1.2\n', '= 1.3\n') }))
    const merged = await client.rules.merge({ into: id, text: 'entity South : Site' })
    deepEqual([errors, verdict, choices.lines[0]?.line, none.lines, impact.unchecked, merged.added],
      [0, 'refuted', 'quantity pue(Site) says "{1} has a PUE of {value}" | "{1} shows a PUE of {value}"', [], 0, 1])
  }))
