/** The whole base: consistent or not, with the smallest conflicts, and rules that follow from others. */
import { deepStrictEqual } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import { createSolver } from '../../../adapters/solver/createSolver.ts'
import { compileBase } from '../compileBase.ts'
import { readClaim } from '../readClaim.ts'
import { engineFor } from './engineFor.ts'

const solver = createSolver()
after(() => solver.close())
const engineOf = (text: string) => engineFor(compileBase(parseRules([{ file: 'a.rules', text }])), { asOf: '2026-11-23', solver, read: readClaim })

/** rules, consistent, conflicts as ids in the order of the text. */
const BASES: readonly (readonly [string, boolean, readonly string[]])[] = [
  ['entity a\nrelation p(Thing)\nfact p(a)', true, []],
  ['entity a\nrelation p(Thing)\nfact p(a)\nfact not p(a)', false, ['fact:p(a) fact:not p(a)']],
  ['entity a\nrelation p(Thing)\nfact p(a) valid open to 2026-01-01\nfact not p(a)', true, []],
  ['entity a\nrelation p(Thing)\nrelation q(Thing)\nrule up: p(X1) implies q(X1)\nrule down: p(X1) implies not q(X1)', true, []],
  ['entity a\nrelation p(Thing)\nrelation q(Thing)\nrule up: p(X1) implies q(X1)\nrule down: p(X1) implies not q(X1)\nfact p(a)', false, ['up down fact:p(a)']],
  ['entity a\nquantity n(Thing) in m, at least 0\nfact n(a) = -1 m', false, ['define:n fact:n(a)']],
  ['relation p(Thing)\nrule some_p: some x such that p(x)\nrule no_p: for every x, not p(x)', false, ['some_p no_p']],
]
test('consistency and the smallest conflicts', async () => {
  const found: (readonly [string, boolean | null, readonly string[]])[] = []
  for (const [text] of BASES) {
    const { consistent, conflicts } = await engineOf(text).consistency()
    found.push([text, consistent, conflicts.map((c) => c.join(' '))])
  }
  deepStrictEqual(found, BASES)
})

test('all conflicts of a base with many, each once', async () => {
  const text = readFileSync(new URL('../../../../fixtures/logic/engine/conflicts.rules', import.meta.url), 'utf8')
  deepStrictEqual((await engineOf(text).consistency()).conflicts.map((c) => c.join(' ')), [
    'fact:p(a) fact:not p(a)', 'fact:p(g) fact:not p(g)', 'fact:n(f) fact:n(f)', 'floor fact:n(e)', 'pq fact:p(c) fact:not q(c)', 'sq fact:not q(c) fact:s(c)', 'tu tnu fact:t(d)',
  ])
})

test('a rule is decided without itself', async () => {
  const base = parseRules([{ file: 'a.rules', text: 'relation p(Thing)\nrelation q(Thing)\nrelation r(Thing)\nrule pq: p(X1) implies q(X1)\nrule qr: q(X1) implies r(X1)\nrule pr: p(X1) implies r(X1)' }])
  const engine = engineFor(compileBase(base), { asOf: '2026-11-23', solver, read: readClaim })
  const verdicts: string[] = []
  for (const rule of base.rules) verdicts.push(`${rule.id} ${(await engine.decideWithout(new Set([rule.id]), rule.formula, { closures: true })).verdict}`)
  deepStrictEqual(verdicts, ['pq possible', 'qr possible', 'pr proved'])
})
