/** The quick answer that a rule cannot follow is never wrong, and is given for most rules of a large base. */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { randomBase, rulesText } from '../../../../fixtures/logic/randomBase.ts'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import { createSolver } from '../../../adapters/solver/createSolver.ts'
import { compileBase } from '../compileBase.ts'
import { readClaim } from '../readClaim.ts'
import { cannotFollowIn } from './cannotFollow.ts'
import { engineFor } from './engineFor.ts'

const solver = createSolver()
after(() => solver.close())

test('over random bases: what is said not to follow is not proved without the rule', async () => {
  let said = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), fc.constantFrom({}, { equality: true }, { numbers: true }), fc.boolean(), async (seed, features, closed) => {
      const random = randomBase(seed, features)
      const more = ['rule m1: p(X) implies q(X)', 'rule m2: n(X) > 3 implies r(X)', 'rule m3: s(X, Y) and r(Y) implies p(X)', 'relation lone(Thing)', 'rule m4: n(X) > 4 implies lone(X)', ...(closed ? ['closed r'] : [])]
      const compiled = compileBase(parseRules([{ file: 'a', text: [rulesText(random), ...more].join('\n') }]))
      const engine = engineFor(compiled, { asOf: '2026-01-01', solver, read: readClaim })
      const cannot = cannotFollowIn(compiled)
      for (const rule of compiled.base.rules) {
        for (const closures of [true, false]) {
          const without = new Set([rule.id])
          if (!cannot(rule.formula, without, closures)) continue
          said++
          const { verdict } = await engine.decideWithout(without, rule.formula, { closures })
          ok(verdict !== 'proved', `${rule.id} follows: ${rulesText(random)}`)
        }
      }
    }),
    { numRuns: 260, seed: 20261123 },
  )
  ok(said > 100, String(said))
})

const HEAD = 'type Rack\nentity a : Rack\nrelation p(Rack)\nrelation q(Rack)\nrelation r(Rack)\nrelation wet\nquantity d(Rack) in kW\nquantity e(Rack) in kW, at least 0\n'

/** items -> the rules of which it is certain that they do not follow. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['rule a: p(X) implies q(X)', ['a']],
  ['rule a: p(X) implies q(X)\nrule b: p(X) and r(X) implies q(X)', ['a']],
  ['rule a: p(X) implies q(X)\nrule b: q(X) implies r(X)\nrule c: p(X) implies r(X)', ['a', 'b']],
  ['rule a: d(X) > 3 kW implies p(X)\nrule b: d(X) > 5 kW implies q(X)', ['a', 'b']],
  ['rule a: d(X) > 3 kW implies p(X)\nrule b: d(X) <= 9 kW', ['b']],
  ['rule a: e(X) > 3 kW implies p(X)', []],
  ['rule a: wet implies p(X)\nfact not wet', []],
  ['rule a: p(X) implies q(X)\nfact q(a)', ['a']],
  ['rule a: p(X) implies q(X)\nrule one: p(X) implies X = a\nfact q(a)', []],
  ['rule a: p(a) implies q(a)', []],
  ['rule a: p(X) or not p(X)', []],
  ['rule a: d(X) > 3 kW implies d(X) > 2 kW', []],
]

test('which rules cannot follow', () => {
  deepStrictEqual(CASES.map(([items]) => {
    const compiled = compileBase(parseRules([{ file: 'a', text: HEAD + items }]))
    const cannot = cannotFollowIn(compiled)
    return [items, compiled.base.rules.filter((rule) => cannot(rule.formula, new Set([rule.id]), false)).map(({ id }) => id)]
  }), CASES)
})
