/** The health of bases: conflicts with ways out that end them, superfluous rules, tests; broken, empty and large bases. */
import { deepStrictEqual, equal, ok } from 'node:assert/strict'
import { after, test } from 'node:test'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import { createSolver } from '../../../adapters/solver/createSolver.ts'
import { compileBase } from '../compileBase.ts'
import { readClaim } from '../readClaim.ts'
import { type BaseHealth, healthOf } from './health.ts'

const solver = createSolver()
after(() => solver.close())

const health = (text: string, more: Partial<Parameters<typeof healthOf>[2]> = {}): Promise<BaseHealth> =>
  healthOf(compileBase(parseRules([{ file: 'a.rules', text }])), [{ file: 'a.rules', text }], { asOf: '2026-11-23', solver, read: readClaim, signal: new AbortController().signal, progress: () => undefined, ...more })

const HEAD = `type Rack
entity a12 : Rack
entity b7 : Rack
relation liquid_cooled(Rack) says "{1} is liquid-cooled"
relation air_cooled(Rack) says "{1} is air-cooled"
relation housed(Rack)
quantity density(Rack) in kW
`

/** items -> the conflicts as ids. */
const CONFLICTS: readonly (readonly [items: string, conflicts: readonly (readonly string[])[]])[] = [
  ['fact housed(a12)', []],
  ['fact housed(a12)\nfact not housed(a12)', [['fact:housed(a12)', 'fact:not housed(a12)']]],
  ['fact density(a12) = 52 kW   # measured\n\n# another one\nfact density(a12) = 14 kW', [['fact:density(a12)', 'fact:density(a12)']]],
  ['rule dense "Dense racks need liquid": density(R) > 40 kW implies liquid_cooled(R)\nfact density(a12) = 52 kW\nfact not liquid_cooled(a12)\nfact housed(b7)', [['dense', 'fact:density(a12)', 'fact:not liquid_cooled(a12)']]],
  ['rule all: for every r: Rack, housed(r)\nrule none: not housed(a12)', [['all', 'none']]],
  ['closed housed\nrule both: housed(a12) or housed(b7)', [['closed:housed', 'both']]],
  ['rule broken: density(R >> 3\nrule all: housed(R)\nfact not housed(b7)', [['all', 'fact:not housed(b7)']]],
  ['', []],
]

for (const [items, conflicts] of CONFLICTS) {
  test(`conflicts of: ${items.split('\n')[0]}`, async () => {
    const found = await health(HEAD + items)
    deepStrictEqual(found.conflicts.map((one) => one.entries.map(({ id }) => id)), conflicts)
    equal(found.consistent, conflicts.length === 0)
  })
  for (const at of conflicts.keys()) {
    test(`each way out ends conflict ${at + 1} of: ${items.split('\n')[0]}`, async () => {
      const text = HEAD + items
      const { entries, ways } = (await health(text)).conflicts[at]!
      ok(ways.length >= entries.length, 'there is a way for each entry')
      for (const way of ways) {
        const entry = entries.find(({ id, line }) => id === way.id && line === way.line)!
        equal(text.split(entry.text).length, 2, entry.text)
        const mended = await health(text.replace(entry.text, way.text))
        deepStrictEqual([way.say, mended.conflicts.length, mended.diagnostics.filter((one) => one.severity === 'error').length], [way.say, conflicts.length - 1, items.includes('broken') ? 1 : 0])
      }
    })
  }
}

test('what a way out says and writes', async () => {
  const { conflicts } = await health(HEAD + CONFLICTS[3]![0])
  deepStrictEqual(conflicts[0]!.ways.map(({ say, text }) => [say, text]), [
    ['Let “Dense racks need liquid” hold as a rule only, with exceptions.', 'rule dense "Dense racks need liquid":\n  normally density(R) > 40 kW implies liquid_cooled(R)'],
    ['Limit “Dense racks need liquid”: everything but a12.', 'rule dense "Dense racks need liquid":\n  density(R) > 40 kW and R != a12 implies liquid_cooled(R)'],
    ['Drop “Dense racks need liquid”.', ''],
    ['Drop “density(a12) = 52 kW”.', ''],
    ['Let “density(a12) = 52 kW” end: it held until 2026-11-23.', 'fact density(a12) = 52 kW valid open to 2026-11-23'],
    ['Drop “not liquid_cooled(a12)”.', ''],
    ['Let “not liquid_cooled(a12)” end: it held until 2026-11-23.', 'fact not liquid_cooled(a12) valid open to 2026-11-23'],
  ])
})

test('superfluous and unreachable rules, and tests with their places', async () => {
  const found = await health(`${HEAD}rule a: housed(R) implies air_cooled(R)\nrule b: housed(R) and density(R) > 3 kW implies air_cooled(R)\nrule c: liquid_cooled(R) implies air_cooled(R)\nfact housed(a12)\ntest "t": "A12 is air-cooled" is refuted\n`)
  deepStrictEqual([found.entailed.map(({ id }) => id), found.unreachable.map(({ id }) => id), found.tests.map(({ title, got, pass, line }) => [title, got, pass, line])], [['b'], ['c'], [['t', 'proved', false, 12]]])
})

test('5,000 rules: it tells how far it is, and stops when it is told to', async () => {
  const many = `${HEAD}${Array.from({ length: 5000 }, (_, at) => `relation r${at}(Rack)\nrule n${at}: density(R) > ${at} kW implies r${at}(R)`).join('\n')}\nfact density(a12) = 52 kW\n`
  const stop = new AbortController()
  const told: string[] = []
  const going = health(many, { budget: { conflicts: 500, rules: 20_000 }, signal: stop.signal, progress: ({ doing, done, total }) => {
    told.push(`${doing} ${done}/${total}`)
    if (done >= 2) stop.abort()
  } })
  await going.then(() => ok(false, 'it went on'), (error: Error) => equal(error.name, 'AbortError'))
  ok(told.includes('Looking for rules that add nothing 2/5000'), String(told.at(-1)))
})
