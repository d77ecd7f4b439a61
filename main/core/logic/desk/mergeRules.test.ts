/** Merging rule sets: what is added, what is there already, what clashes; and that merging again changes nothing. */
import { deepEqual } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import { mergeRules } from './mergeRules.ts'

const MINE = `ruleset "Mine"
type Rack
entity a12 : Rack   # the old one
relation cooled(Rack) says "{1} is cooled"
quantity density(Rack) in kW
rule dense "Dense racks": density(R) > 40 kW implies cooled(R)
fact density(a12) = 52 kW
`
const merge = (theirs: string, mine = MINE, others: { file: string; text: string }[] = []) => mergeRules({ file: 'mine.rules', text: mine }, theirs, [{ file: 'mine.rules', text: mine }, ...others])

/** theirs -> added, same, clashes as kind and name, and the lines that are new in the result. */
const CASES: readonly (readonly [string, number, number, readonly string[], readonly string[]])[] = [
  ['', 0, 0, [], []],
  [MINE, 0, 6, [], []],
  ['ruleset "Theirs"\ntype Rack\nentity b7 : Rack\nfact cooled(b7)', 2, 1, [], ['entity b7 : Rack', 'fact cooled(b7)']],
  ['rule dense "Dense racks": density(R) > 60 kW implies cooled(R)', 0, 0, ['same-id dense'], []],
  ['fact density(a12) = 53 kW', 0, 0, ['same-fact density(a12)'], []],
  ['fact not cooled(a12)\nfact cooled(a12)', 1, 0, ['same-fact cooled(a12)'], ['fact not cooled(a12)']],
  ['entity a12 : Site', 0, 0, ['same-name a12'], []],
  ['quantity density(Rack) in W', 0, 0, ['same-name density'], []],
  ['relation cooled(Rack) says "{1} is chilled"', 0, 0, ['says cooled'], ['relation cooled(Rack) says "{1} is cooled" | "{1} is chilled"']],
  ['entity a12 : Rack also "rack A12"', 0, 0, ['says a12'], ['entity a12 : Rack also "rack A12"   # the old one']],
  ['rule broken: (\nentity c3 : Rack', 1, 0, [], ['entity c3 : Rack']],
]

for (const [theirs, added, same, clashes, lines] of CASES) {
  test(`merge: ${theirs.split('\n')[0] === '' ? 'nothing' : theirs.split('\n').at(-1)}`, () => {
    const merged = merge(theirs)
    const before = MINE.split('\n')
    deepEqual([merged.added, merged.same, merged.clashes.map(({ kind, name }) => `${kind} ${name}`), merged.text.split('\n').filter((line) => line !== '' && !before.includes(line))], [added, same, clashes, lines])
    const again = merge(theirs, merged.text)
    deepEqual([again.text, again.added], [merged.text, 0], 'merging again changes nothing')
  })
}

test('what another rule set declares is not declared twice, and a mistake in theirs is told', () => {
  const others = [{ file: 'other.rules', text: 'type Site\nentity North : Site\n' }]
  const merged = merge('type Site\nentity North : Site\nentity South : Site\nfact cooled(South)\nrule (', MINE, others)
  deepEqual([merged.added, merged.same, merged.diagnostics.map(({ code, file }) => [code, file])], [2, 2, [['syntax', 'theirs'], ['wrong-type', 'mine.rules']]])
})

test('the sets to start from live side by side and merge into one another: no name is taken twice', () => {
  const files = ['sample/data-centre.rules', 'rules/units-and-physics.rules', 'rules/writing-policy.rules']
  const texts = files.map((file) => ({ file, text: readFileSync(new URL(`../../../../assets/${file}`, import.meta.url), 'utf8') }))
  deepEqual(parseRules(texts).diagnostics, [])
  const [into, ...others] = texts.map(({ text }) => text) as [string, string, string]
  for (const other of others) {
    const { clashes, diagnostics, text } = merge(other, into)
    deepEqual([clashes, diagnostics, text.startsWith(into.trimEnd())], [[], [], true])
  }
})
