/** Forms write text that parses without a mistake, and read it back to the same fields. */
import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import { Analyst, type KnownNames } from '../language/analysis.ts'
import { emptyForms, type Form, noStatement, symbolName, typeName } from './form.ts'
import { readForm } from './readForm.ts'
import { writeForm } from './writeForm.ts'

const VOCABULARY = `type Rack
type Site
entity a12 : Rack
entity North : Site
relation liquid_cooled(Rack) says "{1} is liquid-cooled"
relation air_cooled(Rack)
relation located_in(Rack, Site)
quantity density(Rack) in kW
quantity pue(Site)
quantity opened(Site) in date
quantity total_power(Site) in MW
quantity it_power(Site) in MW
`
const namesOf = (text: string): KnownNames => new Analyst().analyse({ file: 'v', text }).names ?? { types: [], entities: [], relations: [], quantities: [], ids: [] }
const names = namesOf(VOCABULARY)
const dense = { ...noStatement, symbol: 'density', value: '40 kW' }
const liquid = { ...noStatement, symbol: 'liquid_cooled' }

const CASES: readonly (readonly [form: Form, text: string])[] = [
  [{ ...emptyForms.limit, quantity: 'pue', of: 'Site', value: '1', title: 'PUE can never be below 1', severity: 'block', id: 'floor' }, 'rule floor "PUE can never be below 1" severity block:\n  pue(S) >= 1'],
  [{ ...emptyForms.ifThen, id: 'dense', conditions: [dense, { ...noStatement, symbol: 'located_in', other: 'North' }], conclusion: liquid }, 'rule dense:\n  density(R) > 40 kW and located_in(R, North) implies liquid_cooled(R)'],
  [{ ...emptyForms.usually, id: 'usual', conclusion: { ...noStatement, symbol: 'air_cooled' }, unless: [dense], priority: '2' }, 'rule usual priority 2:\n  normally air_cooled(R) unless density(R) > 40 kW'],
  [{ ...emptyForms.exclusion, id: 'ways', one: 'liquid_cooled', other: 'air_cooled' }, 'rule ways:\n  liquid_cooled(R) implies not air_cooled(R)'],
  [{ ...emptyForms.definition, quantity: 'pue', expression: 'total_power(S) / it_power(S)', title: 'PUE' }, 'define "PUE":\n  pue(S) = total_power(S) / it_power(S)'],
  [{ ...emptyForms.fact, symbol: 'density', things: ['a12'], value: '52 kW', from: 'Site survey', on: '2026-03-14' }, 'fact density(a12) = 52 kW from "Site survey" on 2026-03-14'],
  [{ ...emptyForms.fact, symbol: 'located_in', not: true, things: ['a12', 'North'], validFrom: '2026-01-01' }, 'fact not located_in(a12, North) valid 2026-01-01 to open'],
  [{ ...emptyForms.policy, id: 'dose', topics: 'dose, drug', sources: '2', tier: 'reviewed', newer: '5 years' }, 'policy dose:\n  claims about "dose", "drug" need 2 sources, tier reviewed, newer than 5 years'],
  [{ ...emptyForms.wording, id: 'sure', avoid: 'guaranteed, always works' }, 'wording sure:\n  avoid "guaranteed", "always works" unless sourced'],
  [{ ...emptyForms.thing, name: 'b7', of: 'Rack', also: 'rack B7, B7번 랙' }, 'entity b7 : Rack also "rack B7", "B7번 랙"'],
  [{ ...emptyForms.property, name: 'hot', of: 'Rack', says: '{1} is hot' }, 'relation hot(Rack) says "{1} is hot"'],
  [{ ...emptyForms.quantity, name: 'inlet', of: 'Rack', unit: '°C', says: 'inlet of {1}' }, 'quantity inlet(Rack) in °C says "inlet of {1}"'],
]

test('each form writes its text, without a mistake in it', () => {
  const written = CASES.map(([form]) => writeForm(form, names))
  deepEqual(written, CASES.map(([, text]) => ({ text })))
  const faulty = CASES.map(([, text]) => parseRules([{ file: 'a', text: VOCABULARY }, { file: 'b', text }]).diagnostics).filter((list) => list.length)
  deepEqual(faulty, [])
})

test('each text is read back to the same form', () => {
  deepEqual(CASES.map(([, text]) => readForm(text, names)), CASES.map(([form]) => form))
})

test('what is richer than a form stays text', () => {
  const rich = ['rule: for every r: Rack, some s: Site such that located_in(r, s)', 'rule: density(R) > 40 kW or air_cooled(R) implies liquid_cooled(R)', 'fact f: density(a12) = 1 kW', 'rule: density(R) > density(S) implies liquid_cooled(R)', 'closed located_in']
  deepEqual(rich.map((text) => readForm(text, names)), rich.map(() => undefined))
})

test('on an empty base a limit makes the names it needs, and nothing is wrong with them', () => {
  const none = namesOf('')
  const written = writeForm({ ...emptyForms.limit, quantity: 'PUE', of: 'site', value: '1', things: 'North, South' }, none)
  deepEqual(written, { text: 'type Site\nentity North : Site\nentity South : Site\nquantity pue(Site) says "PUE of {1}" | "{1} has a PUE of {value}"\nrule pue_floor:\n  pue(S) >= 1' })
  const analysis = new Analyst().analyse({ file: 'a', text: 'text' in written ? written.text : '' })
  deepEqual(analysis.mistakes, [])
})

test('names are made from words in any script', () => {
  deepEqual([symbolName('the power density'), symbolName('PUE'), symbolName('전력 밀도'), typeName('a data centre'), symbolName('4th place')], ['power_density', 'pue', '전력_밀도', 'Data_centre', 'n4th_place'])
})
