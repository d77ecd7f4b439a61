/** Rules that no finite world obeys: what is open is shown by an endless one, and what no world shows stays undecided. */
import { deepStrictEqual } from 'node:assert/strict'
import { after, test } from 'node:test'
import { parseFormula } from '../../../shared/logic/parseFormula.ts'
import { parseRules } from '../../../shared/logic/parseRules.ts'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { compileBase } from './compileBase.ts'
import { decideFormula } from './decideFormula.ts'
import { readClaim } from './readClaim.ts'
import { engineFor } from './whole/engineFor.ts'

const solver = createSolver()
after(() => solver.close())

const ORDER = 'entity a, b, c\nrule: for every x, y, z, Less(x, y) and Less(y, z) implies Less(x, z)\nrule: for every x, not Less(x, x)\nrule: for every x, some y such that Less(x, y)\nfact Less(a, b)\n'
const DENSE = `${ORDER}rule: for every x, y, Less(x, y) implies some z such that (Less(x, z) and Less(z, y))\n`
/** A pairing that is one-to-one, misses somebody, and so has endless worlds only. */
const DEDEKIND = 'rule: for every x, some y such that Next(x, y)\nrule: for every x, y, z, Next(x, z) and Next(y, z) implies x = y\nrule: for every x, y, z, Next(x, y) and Next(x, z) implies y = z\nrule: for every x, not Next(x, zero)\n'
const TYPED = 'type Person\ntype Form\nentity ada : Person\nentity f1 : Form\nrelation boss(Person, Person)\nrelation above(Person, Person)\nrule: for every x: Person, some y: Person such that boss(y, x)\nrule: boss(X, Y) implies above(X, Y)\nrule: above(X, Y) and above(Y, Z) implies above(X, Z)\nrule: not above(X, X)\nrelation signs(Person, Form)\nrule: for every f: Form, some p: Person such that signs(p, f)\n'

/** rules -> consistent, then claims with their verdicts. */
const CASES: readonly (readonly [name: string, rules: string, claims: Readonly<Record<string, string>>])[] = [
  ['an order without an end', ORDER, {
    'Less(b, a)': 'refuted', 'Less(a, c)': 'possible', 'Less(c, c)': 'refuted', 'some x such that Less(x, a)': 'possible', 'for every x, some y such that Less(y, x)': 'possible',
    'some x such that Less(b, x)': 'proved', 'for every x, y, (x != y implies (Less(x, y) or Less(y, x)))': 'possible', 'some x such that (Less(a, x) and not Less(b, x))': 'proved',
    'for every x, some y, z such that (Less(x, y) and Less(y, z))': 'proved', 'some x such that for every y, (x != y implies Less(x, y))': 'possible',
  }],
  ['a dense order', DENSE, { 'Less(b, a)': 'refuted', 'Less(a, c)': 'undecided' }],
  ['one-to-one and missing somebody', DEDEKIND, { 'Next(zero, zero)': 'refuted', 'some x such that Next(x, x)': 'undecided' }],
  ['a boss above everyone', TYPED, { 'above(ada, ada)': 'refuted', 'some p: Person such that above(ada, p)': 'possible', 'signs(ada, f1)': 'possible', 'some p: Person such that above(p, ada)': 'proved' }],
]

for (const [name, rules, claims] of CASES) {
  test(name, async () => {
    const base = parseRules([{ file: 'a.rules', text: rules }])
    const compiled = compileBase(base)
    const found: Record<string, string> = {}
    for (const claim of Object.keys(claims)) {
      const parsed = parseFormula(claim, base)
      if (!('formula' in parsed)) throw new Error(`${claim}: ${parsed.diagnostics[0]?.message}`)
      found[claim] = (await decideFormula(compiled, parsed.formula, { asOf: '2026-01-01', solver })).verdict
    }
    deepStrictEqual(found, claims)
  })
}

test('consistent is only what a world shows', async () => {
  const whole = async (rules: string): Promise<boolean | null> =>
    (await engineFor(compileBase(parseRules([{ file: 'a.rules', text: rules }])), { asOf: '2026-01-01', solver, read: readClaim }).consistency()).consistent
  deepStrictEqual(await Promise.all([ORDER, TYPED, DENSE].map(whole)), [true, true, null])
})
