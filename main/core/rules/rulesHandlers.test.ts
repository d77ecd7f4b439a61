/** Trying, health, impact and readings through the real core: store, rule files, engine and desk. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { type RuleCore, withRuleCore } from '../../../fixtures/core/ruleCore.ts'
import type { Health, Impact } from '../../../shared/contract/ruleContract.ts'
import type { ClaimId, TurnId } from '../../../shared/model/ids.ts'
import { followToEnd } from '../assistant/followToEnd.ts'

const RULES = `ruleset "Cooling"
type Rack
entity a12 : Rack also "rack A12"
entity b7 : Rack
relation liquid_cooled(Rack) says "{1} is liquid-cooled"
relation loud(Rack) says "{1} is loud"
quantity density(Rack) in kW says "{1} draws {value}"
rule dense "Racks above 40 kW need liquid cooling": density(R) > 40 kW implies liquid_cooled(R)
rule quiet "Liquid-cooled racks are quiet": liquid_cooled(R) implies not loud(R)
fact density(a12) = 52 kW
test "dense": "A12 is liquid-cooled" is proved by dense
`
const problem = (work: Promise<unknown>): Promise<string> => work.then(() => 'fine', (error: unknown) => (error as { data?: { code?: string } }).data?.code ?? String(error))
const make = (core: RuleCore, text = RULES) => core.client.ruleSet.create({ file: 'cooling', text })

async function check(core: RuleCore, text: string) {
  const { turn } = await core.client.check.start({ text })
  return { turn, state: await followToEnd(turn, await core.client.turn.follow({ turn })) }
}

async function last<T extends { kind: string }>(updates: AsyncIterable<T>): Promise<{ result: Extract<T, { kind: 'result' }>; told: number }> {
  let told = 0
  for await (const update of updates) {
    told++
    if (update.kind === 'result') return { result: update as Extract<T, { kind: 'result' }>, told }
  }
  throw new Error('it ended without a result')
}
const healthOf = async (core: RuleCore, draft?: { text: string }): Promise<Health> => (await last(await core.client.rules.health(draft === undefined ? {} : { draft }))).result.health
const impactOf = async (core: RuleCore, draft: Parameters<RuleCore['client']['rules']['impact']>[0]): Promise<Impact> => (await last(await core.client.rules.impact(draft))).result.impact

test('a claim is tried against what is saved, with set and version; a draft stands in for its set', () =>
  withRuleCore(async (core) => {
    const { id } = await make(core)
    const { verdict, because, proof } = await core.client.rules.try({ text: 'Rack A12 is loud.' })
    deepEqual([verdict, because.map((entry) => [entry.id, entry.set, entry.version])], ['refuted', [['fact:density(a12)', id, 1], ['dense', id, 1], ['quiet', id, 1]]])
    ok(proof.steps.length === 3 && proof.nodes.some(({ kind }) => kind === 'clash'))
    const drafted = await core.client.rules.try({ text: 'Rack A12 is loud.', draft: { set: id, text: RULES.replace('40 kW implies', '60 kW implies') } })
    deepEqual([drafted.verdict, (await core.client.rules.try({ text: 'Rack A12 is loud.', sets: [] })).verdict], ['possible', 'silent'])
    const broken = await core.client.rules.try({ text: 'Rack A12 is loud.', draft: { set: id, text: `${RULES}rule (: ` } })
    equal(broken.verdict, 'refuted')
    deepEqual((await core.client.ruleSet.versions({ id })).length, 1, 'nothing is saved')
  }))

test('health names what is never used once something was decided, and counts uses', () =>
  withRuleCore(async (core) => {
    const { id } = await make(core, `${RULES}fact loud(b7)\nfact liquid_cooled(b7)\n`)
    const before = await healthOf(core)
    deepEqual([before.consistent, before.conflicts.map(({ entries }) => entries.map((entry) => [entry.id, entry.set])), before.neverUsed, before.tests.map(({ pass, set }) => [pass, set])],
      [false, [[['quiet', id], ['fact:loud(b7)', id], ['fact:liquid_cooled(b7)', id]]], [], [[true, id]]])
    await check(core, 'A12 is liquid-cooled.')
    const after = await healthOf(core)
    deepEqual([after.neverUsed.map((one) => one.id), after.uses], [['quiet'], [{ id: 'dense', count: 1, set: id }]])
    equal((await healthOf(core, { text: 'fact loud(nobody)' })).diagnostics[0]?.code, 'unknown-name')
  }))

test('impact: notes that lose their proof and answers that flip, before anything is saved', () =>
  withRuleCore(async (core) => {
    const { id } = await make(core)
    const { turn } = await check(core, 'A12 is liquid-cooled. A12 is loud. B7 draws 3 kW. It is a nice day.')
    const [note] = await core.client.note.keep({ turn, claims: ['c0' as ClaimId] })
    await core.client.ruleSet.seal({ id, rule: 'dense', sealed: true })
    const text = RULES.replace('implies liquid_cooled(R)\nrule', 'implies not liquid_cooled(R)\nrule')
    const impact = await impactOf(core, { set: id, text })
    deepEqual(impact, {
      notes: [{ note: note!.id, statement: 'A12 is liquid-cooled.', change: 'flips', before: 'proved', after: 'refuted' }],
      claims: [
        { turn, claim: 'c0', at: impact.claims[0]!.at, text: 'A12 is liquid-cooled.', before: 'proved', after: 'refuted' },
        { turn, claim: 'c1', at: impact.claims[0]!.at, text: 'A12 is loud.', before: 'refuted', after: 'possible' },
      ],
      checked: 4, total: 5, unchecked: 0, sealed: ['dense'],
    })
    deepEqual((await impactOf(core, { set: id, text: `${RULES}# a remark\n` })).checked, 0)
    deepEqual((await impactOf(core, { set: id, text: '' })).notes.map(({ change, after }) => [change, after]), [['loses', 'silent']], 'an empty text stands for removing the set')
    deepEqual((await impactOf(core, { text: 'relation new(Rack) says "{1} is a nice day"' })).checked, 0)
    await core.client.ruleSet.save({ id, text, reason: 'so it is' })
    equal((await core.client.note.list({}))[0]!.claim.logic.verdict, 'proved', 'what was kept is not touched by asking')
  }))

test('leaving an impact stops it, and the next one is answered', () =>
  withRuleCore(async (core) => {
    const { id } = await make(core)
    await check(core, Array.from({ length: 200 }, (_, at) => `Rack A12 draws ${at} kW.`).join(' '))
    for await (const _ of await core.client.rules.impact({ set: id, text: RULES.replace('52', '53') })) break
    equal((await impactOf(core, { set: id, text: RULES.replace('52', '53') })).claims.length, 2)
  }))

test('a reading is put right by a line: it is saved as a version, remembered, and told what else it changed', () =>
  withRuleCore(async (core) => {
    const { id } = await make(core)
    await check(core, 'B7 consumes 50 kW.')
    const { turn } = await check(core, 'A12 consumes 20 kW. A12 consumes 20 kW.')
    const { text, lines } = await core.client.reading.choices({ turn, claim: 'c0' as ClaimId })
    const line = lines[0]!
    deepEqual([text, line.kind, line.symbol, line.reading, line.verdict, line.also.map((one) => [one.text, one.beforeVerdict, one.afterVerdict])],
      ['A12 consumes 20 kW.', 'says', 'density', 'density(a12) = 20 kW', 'refuted', [['B7 consumes 50 kW.', 'silent', 'possible']]])
    const { events } = await core.client.reading.choose({ turn, claim: 'c0' as ClaimId, choice: { kind: 'line', set: id, line: line.line } })
    deepEqual(events.map(({ event }) => event.kind), ['reading.chosen', 'rule.decided', 'claim.judged', 'reading.chosen', 'rule.decided', 'claim.judged'])
    const [version] = await core.client.ruleSet.versions({ id })
    deepEqual([version!.number, version!.reason], [2, 'To read “A12 consumes 20 kW.”'])
    equal((await core.client.ruleSet.open({ id })).text, RULES.replace('says "{1} draws {value}"', 'says "{1} draws {value}" | "{1} consumes {value}"'))
    const again = await check(core, 'B7 consumes 20 kW.')
    deepEqual([again.state.claims[0]!.logic!.reading, (await core.client.check.open({ turn })).events.length > 0], [['density(b7) = 20 kW'], true])
  }))

test('another reading, or none, is kept for the same sentence from then on', () =>
  withRuleCore(async (core) => {
    await make(core, RULES.replace('entity b7 : Rack', 'entity b7 : Rack also "the rack"\nentity c3 : Rack also "the rack"\nfact loud(b7)\nfact not loud(c3)'))
    const { turn, state } = await check(core, 'The rack is loud.')
    equal(state.claims[0]!.logic!.verdict, 'ambiguous')
    const { readings } = await core.client.reading.choices({ turn, claim: 'c0' as ClaimId })
    deepEqual(readings, [{ printed: 'loud(b7)', verdict: 'proved' }, { printed: 'loud(c3)', verdict: 'refuted' }])
    const choose = (printed: string) => core.client.reading.choose({ turn, claim: 'c0' as ClaimId, choice: { kind: 'reading', printed } })
    await choose('loud(c3)')
    equal((await core.client.rules.try({ text: 'The rack is loud.' })).verdict, 'refuted')
    deepEqual((await healthOf(core)).uses.length, 0, 'a fact carried it, and no rule')
    equal((await check(core, 'The rack is loud.')).state.claims[0]!.verdict, 'contradicted')
    equal((await core.client.rules.try({ text: 'The rack is loud.' })).verdict, 'refuted')
    await core.client.reading.choose({ turn, claim: 'c0' as ClaimId, choice: { kind: 'none' } })
    deepEqual([(await core.client.reading.choices({ turn, claim: 'c0' as ClaimId })).chosen, (await check(core, 'The rack is loud.')).state.claims[0]!.logic!.verdict], [{ kind: 'none' }, 'silent'])
    deepEqual([await problem(choose('nowhere(c3)')), await problem(choose('loud(')), await problem(core.client.reading.choices({ turn, claim: 'c9' as ClaimId })), await problem(core.client.reading.choices({ turn: '01ARYZ6S41000000000000000Z' as TurnId, claim: 'c0' as ClaimId }))],
      ['input.invalid', 'input.invalid', 'not-found', 'not-found'])
  }))
