/** The commands use the rule sets of the workspace: those that are switched on, as the files are, unless a text brings its own. */
import { deepEqual, match } from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openCore } from '../openCore.ts'
import { runCli } from './runCli.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-cli-rules-'))
const workspace = join(folder, 'workspace')
after(() => rmSync(folder, { recursive: true, force: true }))

const RULES = 'ruleset "Cooling"\ntype Place\nentity North : Place\nquantity pue(Place) says "PUE of {1}"\nrule floor "PUE can never be below 1" severity block: pue(P) >= 1\nwording sure "No guarantees": avoid "guaranteed"\n'
const TEXT = 'The PUE of North is guaranteed. The PUE of North is 0.95.'
interface Row {
  readonly verdict: string
  readonly claims: readonly { readonly logic: { readonly verdict: string; readonly because: readonly { readonly id: string; readonly version?: number }[] } }[]
  readonly findings?: readonly { readonly id: string; readonly text: string }[]
  readonly held?: readonly { readonly id: string }[]
}
async function check(...words: string[]): Promise<unknown[]> {
  const { out } = await runCli(['check', '-', '--json', '--workspace', workspace, ...words], { stdin: TEXT })
  const { verdict, claims, findings, held } = JSON.parse(out) as Row
  return [verdict, claims.at(-1)?.logic.because.map(({ id, version }) => [id, version]), findings?.map(({ id, text }) => [id, text]), held?.map(({ id }) => id)]
}

test('a file in a workspace that no app has seen decides, and nothing is written', async () => {
  mkdirSync(join(workspace, 'rules'), { recursive: true })
  writeFileSync(join(workspace, 'rules', 'cooling.rules'), RULES)
  deepEqual(await check(), ['contradicted', [['floor', undefined]], [['sure', 'guaranteed']], ['floor']])
  const { out } = await runCli(['check', '-', '--workspace', workspace], { stdin: TEXT })
  match(out, /\nyour wording sure, line 6: No guarantees: says “guaranteed”\nheld back by your rule floor\ncontradicted: /)
  deepEqual(existsSync(join(workspace, 'data.sqlite')), false)
})

test('a kept set decides with its version; one that is switched off, or beside given rules and sources, does not', async () => {
  const core = await openCore(workspace, { log: 'info', checker: 'embedded' }, { env: {} })
  const { sets } = await core.client.ruleSet.list({})
  await core.close()
  deepEqual(await check(), ['contradicted', [['floor', 1]], [['sure', 'guaranteed']], ['floor']])
  writeFileSync(join(folder, 'source.txt'), 'Nothing of the kind.')
  writeFileSync(join(folder, 'own.rules'), 'relation p(Thing)\n')
  deepEqual(await check('--source', join(folder, 'source.txt')), ['unverified', [], undefined, undefined])
  deepEqual(await check('--rules', join(folder, 'own.rules')), ['unverified', [], undefined, undefined])
  const again = await openCore(workspace, { log: 'info', checker: 'embedded' }, { env: {} })
  await again.client.ruleSet.switch({ id: sets[0]!.id, on: false })
  await again.close()
  deepEqual(await check(), ['unverified', [], undefined, undefined])
})

test('lines of a batch that bring sources are held against those alone', async () => {
  const other = join(folder, 'other')
  mkdirSync(join(other, 'rules'), { recursive: true })
  writeFileSync(join(other, 'rules', 'cooling.rules'), RULES)
  const lines = [{ id: 1, answer: TEXT }, { id: 2, answer: TEXT, sources: [] }, { id: 3, answer: TEXT, rules: 'relation p(Thing)' }].map((line) => JSON.stringify(line))
  const { out } = await runCli(['check', '--batch', '-', '--workspace', other], { stdin: lines.join('\n') })
  deepEqual(out.trim().split('\n').map((line) => (JSON.parse(line) as Row).verdict), ['contradicted', 'unverified', 'unverified'])
})

test('rules check with no file checks the workspace’s sets; with none there it says what to do', async () => {
  const other = join(folder, 'third')
  mkdirSync(join(other, 'rules'), { recursive: true })
  writeFileSync(join(other, 'rules', 'a.rules'), `${RULES}test "below one": "The PUE of North is 0.95" is refuted by floor\n`)
  writeFileSync(join(other, 'rules', 'b.rules'), 'rule floor "Another": pue(P) >= 2\n')
  const { code, out } = await runCli(['rules', 'check', '--json', '--workspace', other])
  const { diagnostics, tests } = JSON.parse(out) as { diagnostics: { file: string; message: string }[]; tests: { pass: boolean }[] }
  deepEqual([code, diagnostics.map(({ file, message }) => [file, message]), tests.map(({ pass }) => pass)], [1, [['b.rules', 'The id “floor” is taken, in a.rules, on line 5.']], [true]])
  const none = await runCli(['rules', 'check', '--workspace', join(folder, 'nowhere')])
  deepEqual([none.code, none.out], [2, ''])
  match(none.err, /Name one or more \.rules files; the workspace has none/)
})

test('ask decides by the workspace’s rules, and says what holds its answer back', async () => {
  const other = join(folder, 'third')
  rmSync(join(other, 'rules', 'b.rules'))
  writeFileSync(join(other, 'rules', 'a.rules'), `${RULES}fact pue(North) = 1.3\npolicy two "PUE needs a source" severity block: claims about "PUE" need 1 source\n`)
  const { code, out } = await runCli(['ask', 'What is the PUE of North?', '--json', '--workspace', other])
  const { answer, claims, held } = JSON.parse(out) as { answer: string } & Row
  deepEqual([code, answer, claims.map(({ logic }) => logic.verdict), held?.map(({ id }) => id)], [0, 'The PUE of North is 1.3.', ['proved'], ['two']])
})

test('doctor says how many sets hold, and the first mistake in them', async () => {
  const other = join(folder, 'fourth')
  mkdirSync(join(other, 'rules'), { recursive: true })
  const doctor = async () => (JSON.parse((await runCli(['doctor', '--json', '--workspace', other])).out) as { check: string; ok: boolean; say: string }[]).filter(({ check }) => check === 'rules').map(({ ok, say }) => [ok, say])
  deepEqual(await doctor(), [])
  writeFileSync(join(other, 'rules', 'a.rules'), RULES)
  deepEqual(await doctor(), [[true, '1 rule set holds, without a mistake.']])
  writeFileSync(join(other, 'rules', 'b.rules'), 'rule floor "Another": pue(P) >= 2\n')
  deepEqual(await doctor(), [[false, '2 rule sets hold, with 1 mistake that is left out of what holds. The first: b.rules:1: The id “floor” is taken, in a.rules, on line 5. Give this one another id.']])
})
