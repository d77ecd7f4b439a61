/** Claims as formulas: what they are printed as once read, or the code of what is wrong with them. */
import { deepStrictEqual } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseFormula } from './parseFormula.ts'
import { parseRules } from './parseRules.ts'

const text = readFileSync(new URL('../../fixtures/logic/cooling.rules', import.meta.url), 'utf8')
const base = parseRules([{ file: 'cooling.rules', text }])

/** claim -> printed form, or `!code@column`. */
const CASES: readonly (readonly [string, string])[] = [
  ['density(a12) = 52000 W', 'density(a12) = 52 kW'],
  ['density(a12) > 40', '!units-do-not-fit@16'],
  ['density(a12) > 0', 'density(a12) > 0 kW'],
  ['density(a12) = 3 m', '!units-do-not-fit@1'],
  ['density(a12) = 3 kWw', '!unknown-unit@16'],
  ['pue(F) < 1', 'pue(F) < 1'],
  ['pue(North) = 0.95', 'pue(North) = 0.95'],
  ['pue(North) = 95 %', 'pue(North) = 0.95'],
  ['Liquid_cooled(a12)', '!unknown-name@1'],
  ['liquid_cooled(A12)', '!near-entity@15'],
  ['liquid_cooled(Nort)', '!near-entity@15'],
  ['pue(NORTH) > 1', '!near-entity@5'],
  ['liquid_cooled(R)', 'liquid_cooled(R)'],
  ['liquid_cooled(c9)', '!unknown-name@15'],
  ['pue(b7) > 1', '!wrong-type@5'],
  ['liquid_cooled(R) and pue(R) > 1', '!wrong-type@26'],
  ['located_in(a12)', '!wrong-arity@1'],
  ['density(a12)', '!wrong-type@1'],
  ['liquid_cooled(a12) > 3', '!wrong-type@1'],
  ['commissioned(North) = 2026-02-30', '!bad-date@23'],
  ['commissioned(North) + 2 years < 2026-03-14', 'commissioned(North) + 2 years < 2026-03-14'],
  ['commissioned(North) + 45 days <= 2026-03-14', 'commissioned(North) + 45 days <= 2026-03-14'],
  ['commissioned(North) - 2025-01-01 > 30 days', 'commissioned(North) - 2025-01-01 > 30 d'],
  ['commissioned(North) + commissioned(North) > 2026-01-01', '!units-do-not-fit@1'],
  ['density(a12) / 0 > 1 kW', '!division-by-zero@16'],
  ['a12 = b7', 'a12 = b7'],
  ['a12 != b7', 'a12 != b7'],
  ['b7 same as b7_old', 'b7 = b7_old'],
  ['some x such that liquid_cooled(x)', 'some x: Rack such that liquid_cooled(x)'],
  ['for every x, y: Facility, located_in(x, y) implies pue(y) > 1', 'for every x: Rack, y: Facility, located_in(x, y) implies pue(y) > 1'],
  ['for all x (liquid_cooled(x) or air_cooled(x))', 'for every x: Rack, liquid_cooled(x) or air_cooled(x)'],
  ['∀x (liquid_cooled(x) → ¬air_cooled(x))', 'for every x: Rack, liquid_cooled(x) implies not air_cooled(x)'],
  ['∃x liquid_cooled(x) ∧ air_cooled(x)', 'some x: Rack such that liquid_cooled(x) and air_cooled(x)'],
  ['~liquid_cooled(a12) -> air_cooled(a12) & located_in(a12,North)', 'not liquid_cooled(a12) implies air_cooled(a12) and located_in(a12, North)'],
  ['liquid_cooled(a12) <-> !air_cooled(a12) | air_cooled(b7)', 'liquid_cooled(a12) iff not air_cooled(a12) or air_cooled(b7)'],
  ['not liquid_cooled(a12) and air_cooled(a12)', 'not liquid_cooled(a12) and air_cooled(a12)'],
  ['not (liquid_cooled(a12) and air_cooled(a12))', 'not (liquid_cooled(a12) and air_cooled(a12))'],
  ['liquid_cooled(a12) implies air_cooled(a12) implies air_cooled(b7)', 'liquid_cooled(a12) implies air_cooled(a12) implies air_cooled(b7)'],
  ['(liquid_cooled(a12) implies air_cooled(a12)) implies air_cooled(b7)', '(liquid_cooled(a12) implies air_cooled(a12)) implies air_cooled(b7)'],
  ['30 kW < density(a12) <= 40 kW', '30 kW < density(a12) and density(a12) <= 40 kW'],
  ['total_power(F) <= 2 * it_power(F) + 3 MW', 'total_power(F) <= 2 * it_power(F) + 3 MW'],
  ['10 kW / 2 < density(a12)', '10 kW / 2 < density(a12)'],
  ['density(a12) = about 50 kW', 'density(a12) = about 50 kW'],
  ['-density(a12) < -5 kW', '-density(a12) < -5 kW'],
  ['The rack is hot', '!syntax@5'],
  ['liquid_cooled(a12', '!syntax@17'],
  ['', '!syntax@1'],
]

test('formulas of a claim', () => {
  const answers = CASES.map(([claim]) => {
    const parsed = parseFormula(claim, base)
    const [first] = 'diagnostics' in parsed ? parsed.diagnostics : []
    return [claim, 'printed' in parsed ? parsed.printed : `!${first?.code}@${first?.column}`]
  })
  deepStrictEqual(answers, CASES)
})

test('ten thousand brackets are refused, not overflowed', () => {
  const opened = `${'('.repeat(10_000)}pue(North) > 1${')'.repeat(10_000)}`
  const claims = [opened, `${'not '.repeat(10_000)}liquid_cooled(a12)`, `${'liquid_cooled(a12) implies '.repeat(10_000)}liquid_cooled(a12)`, `pue(North) > ${'1 + '.repeat(10_000)}1`]
  for (const claim of claims) {
    const parsed = parseFormula(claim, base)
    deepStrictEqual('diagnostics' in parsed ? parsed.diagnostics.map((one) => one.code) : [], ['too-deep'])
  }
})

test('a list of ten thousand is long, not deep', () => {
  const parsed = parseFormula(`${'liquid_cooled(a12) and '.repeat(10_000)}liquid_cooled(b7)`, base)
  deepStrictEqual('formula' in parsed && parsed.formula.kind === 'and' ? parsed.formula.of.length : parsed, 10_001)
})
