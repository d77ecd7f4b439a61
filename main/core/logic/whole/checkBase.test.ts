/** The health of whole bases, with the real engine; and the sample that the app brings along passes its own tests. */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import { createSolver } from '../../../adapters/solver/createSolver.ts'
import { compileBase } from '../compileBase.ts'
import { readClaim } from '../readClaim.ts'
import { checkBase, type BaseCheck } from './checkBase.ts'
import { engineFor } from './engineFor.ts'

const solver = createSolver()
after(() => solver.close())

function check(text: string): Promise<BaseCheck> {
  const base = parseRules([{ file: 'a.rules', text }])
  return checkBase(base, engineFor(compileBase(base), { asOf: '2026-11-23', solver, read: readClaim }), { budgetMs: 60_000, now: () => performance.now() })
}

const HEAD = 'entity a, b\nrelation p(Thing) says "{1} is plain"\nrelation q(Thing)\nrelation r(Thing)\nquantity size(Thing) in m, at least 0\n'

/** rules -> conflicts, entailed, unreachable. */
const CASES: readonly (readonly [string, readonly (readonly string[])[], readonly string[], readonly string[]])[] = [
  ['rule one: p(X) implies q(X)\nrule two: q(X) implies r(X)', [], [], []],
  ['rule one: p(X) implies q(X)\nrule two: q(X) implies r(X)\nrule three: p(X) implies r(X)', [], ['three'], []],
  ['rule one: p(X) implies q(X)\nfact p(a)\nfact not q(a)', [['one', 'fact:p(a)', 'fact:not q(a)']], [], []],
  ['fact size(a) = 3 m\nfact size(a) = 4 m\nfact p(b)', [['fact:size(a)', 'fact:size(a)']], [], []],
  ['fact p(a)\nfact not p(a) valid 2027-01-01 to open', [], [], []],
  ['rule one: size(X) < 0 m implies q(X)', [], ['one'], ['one']],
  ['rule one: size(X) > 5 m implies q(X)\nrule two: size(X) > 4 m implies q(X)', [], ['one'], []],
  ['rule one: p(X) and not p(X) implies q(X)', [], ['one'], ['one']],
  ['fact q(a)\nrule one: p(X) implies q(X)', [], [], ['one']],
  ['fact q(a)\nclosed q\nrule one: q(X) and q(Y) implies X = Y', [], [], []],
]

test('conflicts, rules that add nothing, rules that nothing reaches', async () => {
  const found = []
  for (const [text] of CASES) {
    const { conflicts, entailed, unreachable } = await check(HEAD + text)
    found.push([text, conflicts, entailed, unreachable])
  }
  deepStrictEqual(found, CASES)
})

test('a test of the base says what came instead', async () => {
  const { tests } = await check(`${HEAD}rule one: p(X) implies q(X)\nfact p(a)\ntest "t1": q(a) is proved by one\ntest "t2": q(b) is proved\ntest "t3": q(a) is proved by "fact:p(a)", one\ntest "t4": "b is plain" is possible\ntest "t5": zz(a) is silent\nrule two: p(X) implies r(X)\ntest "t6": q(a) is proved by two`)
  deepStrictEqual(tests.map(({ title, got, pass }) => `${title} ${pass} ${got}`), ['t1 true proved', 't2 false possible', 't3 true proved', 't4 true possible', 't5 true silent', 't6 false proved, not by two'])
})

test('the sample has twenty rules, no mistake, no conflict, and passes its own tests', async () => {
  const text = readFileSync(new URL('../../../../assets/sample/data-centre.rules', import.meta.url), 'utf8')
  const { rules, defaults } = parseRules([{ file: 'a.rules', text }])
  const { diagnostics, consistent, unreachable, tests } = await check(text)
  deepStrictEqual([rules.length + defaults.length, diagnostics, consistent, unreachable, tests.filter((one) => !one.pass)], [20, [], true, [], []])
  ok(tests.length >= 20)
})
