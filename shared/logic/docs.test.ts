/** The examples in the guide to the rule language are in the language. */
import { deepStrictEqual } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseRules } from './parseRules.ts'

test('every example of docs/rules.md parses, all of them together', () => {
  const guide = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8')
  const examples = [...guide.matchAll(/```\n([\s\S]*?)```/g)].map((found) => found[1] ?? '')
  const rest = 'type Site\nentity North : Site\nentity b7, b7_old : Rack\nrelation air_cooled(Rack)\nrelation overloaded(Rack)\nrelation located_in(Rack, Site)\nquantity pue(Site)\nquantity total_power(Site) in MW\nquantity it_power(Site) in MW\nrule pue_floor: pue(S) >= 1\n'
  deepStrictEqual(examples.length, 4)
  deepStrictEqual(parseRules([{ file: 'rules.md', text: rest + examples.join('') }]).diagnostics, [])
})
