/** Rule sets over a real store, real files and the real engine: versions, edits from outside, seals, clashes of edits, deletion and undo. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ruleCore, type RuleCore, withRuleCore } from '../../../fixtures/core/ruleCore.ts'
import { followToEnd } from '../assistant/followToEnd.ts'

const HEAD = 'type Place\nentity North : Place\nquantity pue(Place) says "PUE of {1}"\n'
const FLOOR = `ruleset "Cooling"\n${HEAD}rule floor "PUE can never be below 1": pue(P) >= 1\n`
const CLAIM = 'The PUE of North is 0.95.'

const fileOf = ({ folder }: RuleCore, name: string): string => join(folder, 'rules', name)
const problem = (work: Promise<unknown>): Promise<string> => work.then(() => 'fine', (error: unknown) => (error as { data?: { code?: string } }).data?.code ?? String(error))
const textOf = async (core: RuleCore, id: Parameters<RuleCore['client']['ruleSet']['open']>[0]['id']): Promise<string> => (await core.client.ruleSet.open({ id })).text

async function judged(core: RuleCore, text = CLAIM) {
  const { turn } = await core.client.check.start({ text })
  return followToEnd(turn, await core.client.turn.follow({ turn }))
}

test('a save is a version: file, history and list say the same, and its rules decide from then on', () =>
  withRuleCore(async (core) => {
    const made = await core.client.ruleSet.create({ file: 'cooling', text: FLOOR })
    deepEqual([made.file, made.title, made.number, made.rules, made.facts, made.errors, made.by], ['cooling.rules', 'Cooling', 1, 1, 0, 0, 'person'])
    equal(readFileSync(fileOf(core, 'cooling.rules'), 'utf8'), FLOOR)
    const saved = await core.client.ruleSet.save({ id: made.id, text: FLOOR.replace('>= 1', '>= 1.1').replace('never be below 1', 'never be below 1.1'), basedOn: made.version })
    deepEqual([saved.number, (await core.client.ruleSet.versions({ id: made.id })).map(({ number, by, summary }) => [number, by, summary])], [
      2, [[2, 'person', 'changed floor'], [1, 'person', 'added entity:North, floor, quantity:pue, type:Place']],
    ])
    deepEqual([(await core.client.ruleSet.version({ id: made.id, number: 1 })).text, await textOf(core, made.id) === FLOOR], [FLOOR, false])
    const { logic, verdict } = (await judged(core)).claims[0]!
    const { sets, baseVersion } = await core.client.ruleSet.list({})
    deepEqual([verdict, logic?.verdict, logic?.base, logic?.engine, logic?.because.map(({ id, set, version, severity }) => [id, set, version, severity])], ['contradicted', 'refuted', baseVersion, 1, [['floor', made.id, 2, 'warn']]])
    equal(sets.length, 1)
  }))

test('an edit from outside is a version, found before the next claim is decided', () =>
  withRuleCore(async (core) => {
    mkdirSync(join(core.folder, 'rules'))
    writeFileSync(fileOf(core, 'own.rules'), FLOOR)
    equal((await judged(core)).claims[0]!.verdict, 'contradicted')
    const [set] = (await core.client.ruleSet.list({})).sets
    writeFileSync(fileOf(core, 'own.rules'), FLOOR.replace('>= 1', '>= 0.5'))
    equal((await judged(core)).claims[0]!.verdict, 'unverified')
    deepEqual((await core.client.ruleSet.versions({ id: set!.id })).map(({ number, by }) => [number, by]), [[2, 'outside'], [1, 'outside']])
  }))

test('an edit from outside is told to every screen without being asked for', () =>
  withRuleCore(async (core) => {
    const { id } = await core.client.ruleSet.create({ file: 'a', text: FLOOR })
    const changes = await core.client.core.changes({})
    writeFileSync(fileOf(core, 'a.rules'), `${FLOOR}# by hand\n`)
    for await (const { topic } of changes) if (topic === 'rules') break
    equal((await core.client.ruleSet.versions({ id }))[0]!.by, 'outside')
  }))

test('renamed and deleted from outside: the same set, and one that can be brought back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-rules-'))
  try {
    let core = ruleCore(folder)
    const { id } = await core.client.ruleSet.create({ file: 'a', text: FLOOR })
    renameSync(fileOf(core, 'a.rules'), fileOf(core, 'b.rules'))
    deepEqual((await core.client.ruleSet.list({})).sets.map((set) => [set.id, set.file, set.number]), [[id, 'b.rules', 1]])
    await core.close()
    // What happens while the app is closed is found at its start.
    rmSync(fileOf(core, 'b.rules'))
    writeFileSync(fileOf(core, 'c.rules'), 'ruleset "C"\n')
    core = ruleCore(folder)
    deepEqual([(await core.client.ruleSet.list({})).sets.map(({ file }) => file), (await core.client.core.deleted({})).map(({ noun, name }) => [noun, name])], [['c.rules'], [['ruleSet', 'Cooling']]])
    const back = await core.client.ruleSet.restore({ id })
    deepEqual([back.file, back.number, readFileSync(fileOf(core, 'b.rules'), 'utf8')], ['b.rules', 1, FLOOR])
    await core.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a file that was away for long and comes back goes on as the same set, with its versions and seals', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-rules-'))
  try {
    let core = ruleCore(folder)
    const { id } = await core.client.ruleSet.create({ file: 'a', text: FLOOR })
    await core.client.ruleSet.seal({ id, rule: 'floor', sealed: true })
    await core.close()
    rmSync(fileOf(core, 'a.rules'))
    core = ruleCore(folder)
    deepEqual((await core.client.ruleSet.list({})).sets, [])
    writeFileSync(fileOf(core, 'a.rules'), `${FLOOR}# back\n`)
    deepEqual((await core.client.ruleSet.list({})).sets.map((set) => [set.id, set.number, set.sealed, set.by]), [[id, 2, ['floor'], 'outside']])
    deepEqual(await core.client.core.deleted({}), [])
    await core.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a file that is away for a moment, as editors replace it, is not a deletion', () =>
  withRuleCore(async (core) => {
    const { id } = await core.client.ruleSet.create({ file: 'a', text: FLOOR })
    rmSync(fileOf(core, 'a.rules'))
    equal((await judged(core)).claims[0]!.verdict, 'contradicted')
    writeFileSync(fileOf(core, 'a.rules'), FLOOR)
    deepEqual((await core.client.ruleSet.list({})).sets.map((set) => [set.id, set.number]), [[id, 1]])
  }))

test('saving over an edit from outside is refused, and both texts are there', () =>
  withRuleCore(async (core) => {
    const made = await core.client.ruleSet.create({ file: 'a', text: FLOOR })
    const theirs = `${FLOOR}# theirs\n`
    writeFileSync(fileOf(core, 'a.rules'), theirs)
    equal(await problem(core.client.ruleSet.save({ id: made.id, text: `${FLOOR}# mine\n`, basedOn: made.version })), 'rules.changed-outside')
    const open = await core.client.ruleSet.open({ id: made.id })
    deepEqual([open.text, readFileSync(fileOf(core, 'a.rules'), 'utf8')], [theirs, theirs])
    equal((await core.client.ruleSet.save({ id: made.id, text: `${FLOOR}# mine\n`, basedOn: open.info.version })).number, 3)
  }))

test('a sealed rule needs a reason to be changed; an edit from outside that breaks a seal says so', () =>
  withRuleCore(async (core) => {
    const { id } = await core.client.ruleSet.create({ file: 'a', text: FLOOR })
    equal((await core.client.ruleSet.seal({ id, rule: 'floor', sealed: true })).sealedRules, 1)
    const save = (text: string, reason?: string) => core.client.ruleSet.save({ id, text, ...(reason === undefined ? {} : { reason }) })
    deepEqual([await problem(save(HEAD)), await problem(save(FLOOR.replace('>= 1', '>= 2'))), await problem(save(FLOOR.replace('>= 1', '>= 2'), '  '))], ['rules.sealed', 'rules.sealed', 'rules.sealed'])
    equal((await save(`# moved down\n\n${FLOOR}`)).number, 2)
    equal((await save(FLOOR.replace('>= 1', '>= 2'), 'measured again')).number, 3)
    writeFileSync(fileOf(core, 'a.rules'), HEAD)
    await core.client.ruleSet.list({})
    const versions = await core.client.ruleSet.versions({ id })
    deepEqual(versions.map(({ number, by, reason, brokenSeals }) => [number, by, reason, brokenSeals]), [
      [4, 'outside', undefined, ['floor']], [3, 'person', 'measured again', undefined], [2, 'person', undefined, undefined], [1, 'person', undefined, undefined],
    ])
    equal(await problem(core.client.ruleSet.seal({ id, rule: 'floor', sealed: false })), 'rules.sealed')
    equal((await core.client.ruleSet.seal({ id, rule: 'floor', sealed: false, reason: 'no longer a law' })).sealedRules, 0)
  }))

test('a set that is switched off decides nothing, and a conversation has its own', () =>
  withRuleCore(async (core) => {
    const floor = await core.client.ruleSet.create({ file: 'a', text: FLOOR })
    const other = await core.client.ruleSet.create({ file: 'b', text: `${HEAD.replaceAll('pue', 'wue').replace('PUE', 'WUE')}` })
    const { baseVersion } = await core.client.ruleSet.list({})
    await core.client.ruleSet.switch({ id: floor.id, on: false })
    deepEqual([(await judged(core)).claims[0]!.logic?.verdict, (await core.client.ruleSet.list({})).baseVersion === baseVersion], ['silent', false])
    const { conversation } = await core.client.turn.start({ question: 'Is it so?' })
    const chosen = await core.client.conversation.ruleSets({ id: conversation, sets: [floor.id, other.id] })
    deepEqual([chosen.ruleSets, (await core.client.conversation.ruleSets({ id: conversation, sets: null })).ruleSets], [[floor.id, other.id], undefined])
  }))

test('a file broken in the middle: the rest works; two sets that use one id: said, with names', () =>
  withRuleCore(async (core) => {
    await core.client.ruleSet.create({ file: 'a', text: FLOOR.replace('rule floor', 'rule broken: pue(P >= \n  and\nrule floor') })
    equal((await judged(core)).claims[0]!.verdict, 'contradicted')
    await core.client.ruleSet.create({ file: 'b', text: 'rule floor "Another": pue(P) >= 3\n' })
    const { sets } = await core.client.ruleSet.list({})
    deepEqual(sets.map(({ file, errors }) => [file, errors > 0]), [['a.rules', true], ['b.rules', true]])
  }))

test('names: taken, impossible, and of every system', () =>
  withRuleCore(async (core) => {
    const { id } = await core.client.ruleSet.create({ file: 'Cooling', text: '' })
    deepEqual(
      await Promise.all(['cooling', '../up', 'a/b', '.hidden', 'con', '', 'x'.repeat(200)].map((file) => problem(core.client.ruleSet.create({ file })))),
      ['rules.name-taken', 'input.invalid', 'input.invalid', 'input.invalid', 'input.invalid', 'input.invalid', 'input.invalid'],
    )
    equal((await core.client.ruleSet.rename({ id, file: '데이터센터' })).file, '데이터센터.rules')
    deepEqual([existsSync(fileOf(core, 'Cooling.rules')), existsSync(fileOf(core, '데이터센터.rules'))], [false, true])
  }))

test('a removed set takes its file along and comes back whole; what is kept folds again to the same', () =>
  withRuleCore(async (core) => {
    const { id } = await core.client.ruleSet.create({ file: 'a', text: FLOOR })
    await core.client.ruleSet.remove({ id })
    deepEqual([existsSync(fileOf(core, 'a.rules')), (await core.client.ruleSet.list({})).sets], [false, []])
    await core.client.ruleSet.create({ file: 'a', text: HEAD })
    equal((await core.client.ruleSet.restore({ id })).file, 'a 2.rules')
    equal(readFileSync(fileOf(core, 'a 2.rules'), 'utf8'), FLOOR)
    ok(core.ports.store.read.verifyHistory().whole)
  }))

test('a note whose rule is gone goes stale and says why, and is current again when the rule is back', () =>
  withRuleCore(async (core) => {
    const { id } = await core.client.ruleSet.create({ file: 'a', text: `${FLOOR}fact pue(North) = 1.3\n` })
    const state = await judged(core, 'The PUE of North is 1.3.')
    equal(state.claims[0]!.verdict, 'verified')
    const [note] = await core.client.note.keep({ turn: state.id, claims: ['c0' as never] })
    const changes = await core.client.core.changes({})
    const noted = async () => {
      // It goes stale at once, and says what the rules make of it when they were asked.
      for await (const { topic } of changes) if (topic === 'notes' && (await core.client.note.list({}))[0]!.staleBecause?.includes('your rules now say') === true) break
      return (await core.client.note.list({})).map(({ status, staleBecause }) => [status, staleBecause])
    }
    await core.client.ruleSet.save({ id, text: FLOOR })
    deepEqual(await noted(), [['stale', '“pue(North) = 1.3” was removed in the rule set “Cooling”; your rules now say possible where they said proved.']])
    const again = await core.client.core.changes({})
    await core.client.ruleSet.save({ id, text: `${FLOOR}fact pue(North) = 1.3\n` })
    for await (const { topic } of again) if (topic === 'notes' && (await core.client.note.list({}))[0]!.status === 'current') break
    deepEqual((await core.client.note.list({})).map(({ id: one, status, staleBecause }) => [one, status, staleBecause]), [[note!.id, 'current', undefined]])
  }))
