/** What the editor asks about texts: mistakes and their mends, hover, definition and rename over all sets, from texts written as a person writes them. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { mendOf } from '../editor/mends.ts'
import { Analyst, applied, type RuleText } from './analysis.ts'

const OTHER: RuleText = { file: 'other.rules', text: 'fact density(b7) = 15 kW\ntest: "Rack B7 draws 15 kW" is proved by "fact:density(b7)"\n' }
const TEXT = `type Rack
entity a12 : Rack also "rack A12"
entity b7 : Rack
relation liquid_cooled(Rack) says "{1} is liquid-cooled"
quantity density(Rack) in kW says "density of {1}"
rule dense "Racks above 40 kW": density(R) > 40 kW implies liquid_cooled(R)
rule all: for every r: Rack, density(r) >= 0 kW
fact density(a12) = 52 kW
test: liquid_cooled(a12) is proved by dense, "fact:density(a12)"
`

function analystOf(text: string, others: readonly RuleText[] = []): Analyst {
  const analyst = new Analyst()
  analyst.others(others)
  analyst.analyse({ file: 'mine.rules', text })
  return analyst
}
/** The offset of the `|` in a text, and the text without it. */
const marked = (text: string): { at: number; text: string } => ({ at: text.indexOf('|'), text: text.replace('|', '') })
const lineAt = (text: string, at: number): string => text.slice(text.lastIndexOf('\n', at - 1) + 1, text.indexOf('\n', at))

test('a text without mistakes has none, and its names are told once', () => {
  const analyst = new Analyst()
  const first = analyst.analyse({ file: 'a', text: TEXT })
  deepEqual([first.mistakes, first.counts], [[], { rules: 2, facts: 1, tests: 1, errors: 0, warnings: 0 }])
  ok(first.names?.quantities.some(({ name, unit }) => name === 'density' && unit === 'kW'))
  equal(analyst.analyse({ file: 'a', text: `${TEXT}fact density(b7) = 3 kW\n` }).names === undefined, false, 'the new fact has an id')
  equal(analyst.analyse({ file: 'a', text: `${TEXT}fact density(b7) = 4 kW\n` }).names, undefined)
})

const MENDS: readonly (readonly [faulty: string, label: string, mended: string])[] = [
  ['rule x: liquid_coled(R)\n', 'Use liquid_cooled', 'rule x: liquid_cooled(R)\n'],
  ['fact density(c9) = 3 kW\n', 'Declare c9 : Rack', 'entity c9 : Rack\nfact density(c9) = 3 kW\n'],
  ['rule x: (liquid_cooled(R)\n', 'Add )', 'rule x: (liquid_cooled(R))\n'],
  ['rule x "Title: liquid_cooled(R)\n', 'Close the quotation', 'rule x "Title: liquid_cooled(R)"\n'],
  ['rle x: liquid_cooled(R)\n', 'Use rule', 'rule x: liquid_cooled(R)\n'],
]
for (const [faulty, label, mended] of MENDS) {
  test(`“${faulty.trim()}” is mended by one press`, () => {
    const text = TEXT + faulty
    const { mistakes } = new Analyst().analyse({ file: 'a', text })
    const mend = mistakes.map((mistake) => mendOf(mistake, text)).find((one) => one !== undefined)
    ok(mend, JSON.stringify(mistakes))
    const { from, to, insert } = mend.change
    deepEqual([mend.label, (text.slice(0, from) + insert + text.slice(to)).slice(TEXT.length)], [label, mended])
  })
}

test('hover says what a name is and what is known of it, a unit what it measures, a rule what it says', () => {
  const hover = (snippet: string, within: string) => {
    const analyst = analystOf(TEXT, [OTHER])
    return analyst.hover(TEXT.indexOf(within) + within.indexOf(snippet) + 1)
  }
  deepEqual(hover('a12', 'entity a12'), { from: 17, to: 20, title: 'a12, a Rack', lines: ['Also called “rack A12”.', 'Known: density(a12).'] })
  deepEqual(hover('density', 'quantity density')?.lines, ['People write “density of {1}”.', 'Used by 2 rules.', 'Known: density(b7), density(a12).'])
  equal(hover('kW', '52 kW')?.title, 'kW, a unit')
  equal(hover('rule', 'rule dense')?.lines[0], 'If the density of a rack is above 40 kW, then the rack is liquid-cooled.')
  match(hover('R)', 'density(R) >')?.title ?? '', /^R, a variable/)
})

test('a name is defined where it is declared, in whichever file', () => {
  const analyst = analystOf(OTHER.text, [{ file: 'mine', text: TEXT }])
  const target = analyst.definition(OTHER.text.indexOf('density') + 2)
  deepEqual(target && [target.file, TEXT.slice(target.from, target.to), lineAt(TEXT, target.from).slice(0, 16)], ['mine', 'density', 'quantity density'])
})

const RENAMES: readonly (readonly [at: string, name: string, result: string])[] = [
  ['quantity den|sity(Rack)', 'power', 'mine.rules 5, other.rules 2'],
  ['entity a1|2 :', 'a_12', 'mine.rules 4'],
  ['rule den|se', 'thick', 'mine.rules 2'],
  ['type Ra|ck', 'Cabinet', 'mine.rules 6'],
  ['density(R|) >', 'X', 'mine.rules 2'],
  ['for every r|:', 'x', 'mine.rules 2'],
]
for (const [where, name, result] of RENAMES) {
  test(`renaming at “${where}” reaches every place of it and no other`, () => {
    const { at, text } = marked(where)
    const analyst = analystOf(TEXT, [OTHER])
    const renaming = analyst.rename(TEXT.indexOf(text) + at, name)
    ok('files' in renaming, JSON.stringify(renaming))
    equal(renaming.files.map(({ file, edits }) => `${file} ${edits.length}`).sort().join(', '), result)
    const texts = [{ file: 'mine.rules', text: TEXT }, OTHER].map((one) => ({ ...one, text: applied(one.text, renaming.files.find(({ file }) => file === one.file)?.edits ?? [], name) }))
    const after = new Analyst()
    after.others(texts.slice(1))
    deepEqual(after.analyse(texts[0] as RuleText).mistakes, [])
  })
}

const REFUSED: readonly (readonly [at: string, name: string, why: RegExp])[] = [
  ['entity a1|2 :', 'b7', /is taken/],
  ['quantity den|sity(Rack)', 'liquid_cooled', /is taken/],
  ['entity a1|2 :', 'two words', /A name is made of letters/],
  ['entity a1|2 :', 'a12', /its name already/],
  ['density(R|) >', 'A12', /would break a rule/],
]
for (const [where, name, why] of REFUSED) {
  test(`renaming at “${where}” to “${name}” is refused in words`, () => {
    const { at, text } = marked(where)
    const renaming = analystOf(TEXT, [OTHER]).rename(TEXT.indexOf(text) + at, name)
    match('refused' in renaming ? renaming.refused : '', why)
  })
}
