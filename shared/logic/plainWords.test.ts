/** Declarations in plain words: one case a line, from the text of a rule to the sentence. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { parseRules } from './parseRules.ts'
import { parseSurface } from './parseSurface.ts'
import { sayDeclaration } from './plainWords.ts'

const VOCABULARY = `type Rack
type Site
entity a12 : Rack also "rack A12"
entity North : Site
relation liquid_cooled(Rack) says "{1} is liquid-cooled"
relation located_in(Rack, Site) says "{1} is in {2}"
relation has_chillers(Site) says "{1} has chillers"
relation near(Rack, Rack)
quantity density(Rack) in kW says "power density of {1}"
quantity pue(Site) says "PUE of {1}" | "{1} has a PUE of {value}"
quantity opened(Site) in date says "{1} opened on {value}"
`

const CASES: readonly (readonly [string, string])[] = [
  ['rule: pue(S) >= 1', 'The PUE of every site is at least 1.'],
  ['rule: density(R) > 40 kW implies liquid_cooled(R)', 'If the power density of a rack is above 40 kW, then the rack is liquid-cooled.'],
  ['rule: liquid_cooled(R) implies not has_chillers(S)', 'For every rack and every site: if the rack is liquid-cooled, then the site does not have chillers.'],
  ['rule: near(A, B) implies near(B, A)', 'If near holds for a rack A and a rack B, then near holds for rack B and rack A.'],
  ['rule: normally liquid_cooled(R) unless density(R) < 20 kW', 'As a rule, every rack is liquid-cooled, unless the power density of the rack is below 20 kW.'],
  ['rule: for every r: Rack, some s: Site such that located_in(r, s)', 'For every rack, there is a site such that the rack is in the site.'],
  ['rule: opened(S) < 2026-07-01 implies pue(S) <= 1.5', 'If the opened of a site is before 2026-07-01, then the PUE of the site is at most 1.5.'],
  ['fact density(a12) = 52 kW from "Survey" on 2026-03-14', 'The power density of rack A12 is 52 kW (from “Survey”, 2026-03-14).'],
  ['fact not liquid_cooled(a12)', 'Rack A12 is not liquid-cooled.'],
  ['fact located_in(a12, North) valid 2026-01-01 to open', 'Rack A12 is in North, from 2026-01-01.'],
  ['policy m: claims about "dose", "drug" need 2 sources, tier reviewed', 'Claims about “dose” or “drug” need 2 sources and of the tier reviewed or better.'],
  ['wording w: avoid "guaranteed" unless sourced', 'Answers avoid “guaranteed”, unless a source supports them.'],
  ['closed located_in', 'What is not stated of located in is false.'],
]

test('a declaration is said in the phrases of its vocabulary', () => {
  const said = CASES.map(([text]) => {
    const base = parseRules([{ file: 'v', text: VOCABULARY + text }])
    const [declaration] = parseSurface('r', text).declarations
    return [text, declaration && sayDeclaration(declaration, base)]
  })
  deepEqual(said, CASES)
})

/** Rules that mean different things, some of them but for brackets or for where "every" stands. */
const DIFFERENT: readonly string[] = [
  'near(A, B) or near(B, A) and near(A, A)', '(near(A, B) or near(B, A)) and near(A, A)', 'liquid_cooled(R) implies near(R, R)', '(liquid_cooled(R) implies near(R, R)) and near(a12, R)',
  'not (liquid_cooled(R) and near(R, R))', 'not liquid_cooled(R) and near(R, R)', 'not (for every r: Rack, liquid_cooled(r))', 'for every r: Rack, not liquid_cooled(r)', 'not (some r: Rack such that liquid_cooled(r))',
  'density(R) = (density(a12) + 1 kW) * 2', 'density(R) = density(a12) + 1 kW * 2', 'density(R) = density(a12) - (density(R) - 1 kW)', 'density(R) = density(a12) - density(R) - 1 kW',
  'liquid_cooled(R) iff near(R, R) and near(R, a12)', '(liquid_cooled(R) iff near(R, R)) and near(R, a12)', 'liquid_cooled(R) implies (near(R, R) implies near(a12, R))', '(liquid_cooled(R) implies near(R, R)) implies near(a12, R)',
  'liquid_cooled(R) xor near(R, R)', 'liquid_cooled(R) or near(R, R)', 'near(A, B) implies near(B, A)', 'near(A, B) implies near(A, B)', '30 kW < density(R) <= 40 kW', '30 kW <= density(R) <= 40 kW', '30 kW <= density(R) < 40 kW',
  'for every r: Rack, some s: Site such that located_in(r, s)', 'some s: Site such that for every r: Rack, located_in(r, s)', 'normally liquid_cooled(R)', 'liquid_cooled(R)', 'not liquid_cooled(R)', 'normally liquid_cooled(R) implies near(R, R)', 'normally liquid_cooled(R) unless near(R, R)',
  'opened(S) <= 2026-07-01', 'opened(S) < 2026-07-01', 'opened(S) >= 2026-07-01', 'not opened(S) < 2026-07-01', 'density(R) = about 30 kW', 'density(R) = 30 kW', 'density(R) != 30 kW',
]

test('rules that mean different things are never said alike: what a person confirms is what they get', () => {
  const said = new Map<string, string>()
  for (const rule of DIFFERENT) {
    const base = parseRules([{ file: 'v', text: `${VOCABULARY}rule x: ${rule}` }])
    deepEqual([rule, base.diagnostics.filter((one) => one.severity === 'error')], [rule, []])
    const words = sayDeclaration(parseSurface('r', `rule x: ${rule}`).declarations[0]!, base)
    deepEqual([rule, said.get(words)], [rule, undefined])
    said.set(words, rule)
  }
})
