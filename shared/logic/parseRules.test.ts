/** What a person can write wrong: each slip has its place, its code and its mend, and the other declarations stand. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseRules } from './parseRules.ts'

const read = (text: string, file = 'a.rules') => parseRules([{ file, text }])
const slips = (text: string): string[] => read(text).diagnostics.map((one) => `${one.line}:${one.column} ${one.severity} ${one.code}${one.replacement === undefined ? '' : ` -> ${one.replacement}`}`)

const HEAD = `type Rack
type Hall
entity a12 : Rack also "rack A12"
entity north : Hall
relation hot(Rack)
relation in_hall(Rack, Hall)
quantity load(Rack) in kW
quantity share(Rack) in %
quantity opened(Hall) in date
quantity heat(Rack) in °C
`

/** One declaration after HEAD, which has ten lines, and its diagnostics. */
const SLIPS: readonly (readonly [string, readonly string[]])[] = [
  ['fact hott(a12)', ['11:6 error unknown-name -> hot']],
  ['fact hot(a13)', ['11:10 error unknown-name -> a12']],
  ['fact hot(north)', ['11:10 error wrong-type']],
  ['fact hot(a12, a12)', ['11:6 error wrong-arity']],
  ['fact load(a12) = 5', ['11:18 error units-do-not-fit -> 5 kW']],
  ['fact load(a12) = 5 kg', ['11:6 error units-do-not-fit']],
  ['fact load(a12) = 5 kWw', ['11:18 error unknown-unit']],
  ['fact load(a12) > 5 kW', ['11:6 error not-a-literal']],
  ['fact hot(X)', ['11:6 error not-a-literal']],
  ['fact hot(a12) and hot(a12)', ['11:6 error not-a-literal']],
  ['fact opened(north) = 2026-13-01', ['11:22 error bad-date']],
  ['fact opened(north) = 2026-1-1', ['11:22 error bad-date']],
  ['fact hot(a12) valid 2026-02-30 to open', ['11:21 error bad-date']],
  ['fact hot(a12) valid 2027-01-01 to 2026-01-01', ['11:15 error range-reversed']],
  ['fact hot(a12) valid 2026-01-01 to 2026-01-01', ['11:15 error range-reversed']],
  ['fact hot(a12) from "survey" on 2026-99-01', ['11:32 error bad-date']],
  ['rule r: hot(Rack_A12)', ['11:13 error near-entity -> a12']],
  ['rule r: hot(A13)', []],
  ['rule r: hot(A12)', ['11:13 error near-entity -> a12']],
  ['rule r: hot(R) implies load(R) > 40', ['11:34 error units-do-not-fit -> 40 kW']],
  ['rule r: load(R) / 0 > 1 kW', ['11:19 error division-by-zero']],
  ['rule r: load(R) / (2 - 2) > 1 kW', ['11:20 error division-by-zero']],
  ['rule r: heat(R) - heat(a12) > 5 K', []],
  ['rule r: heat(R) - heat(a12) > 5 °C', ['11:9 error units-do-not-fit']],
  ['rule r: heat(R) + heat(a12) > 5 °C', ['11:9 error units-do-not-fit']],
  ['rule r: hot(R) and in_hall(R, R)', ['11:31 error wrong-type']],
  ['rule r: for every x: Rak, hot(x)', ['11:22 error unknown-name -> Rack', '11:31 error wrong-type']],
  ['rule r: X = a12', ['11:1 warning untyped-variable']],
  ['rule r: hot(R)\nrule r: not hot(R)', ['12:6 error duplicate-id']],
  ['fact f1: hot(a12)\nrule f1: hot(R)', ['12:6 error duplicate-id']],
  ['entity a12 : Hall', ['11:8 error duplicate-id']],
  ['relation hot(Hall)', ['11:10 error duplicate-id']],
  ['relation hot(Rack) says "{1} is hot"', []],
  ['define: load(R) = 2 * load(R)', ['11:1 error cyclic-definition']],
  ['define: hot(R) iff not hot(R)', ['11:1 warning cyclic-definition']],
  ['define: hot(R)', ['11:9 error not-a-definition']],
  ['define: hot(R) iff in_hall(R, H)', ['11:9 error not-a-definition']],
  ['closed hott', ['11:8 error unknown-name -> hot']],
  ['test: hot(a12) is prooved', ['11:19 error unknown-name -> proved']],
  ['rule warm: hot(R)\ntest: hot(a12) is proved by warn', ['12:29 error unknown-rule -> warm']],
  ['test: hot(a12) is proved by "fact:hot(a12)"', ['11:29 error unknown-rule']],
  ['fact hot(a12)\ntest: hot(a12) is proved by "fact:hot(a12)"', []],
  ['test: cold(a12) is silent', []],
  ['rule r severity blok: hot(R)', ['11:17 error unknown-name -> block']],
  ['policy p: claims need 2 sources, tier reveiwed', ['11:39 error unknown-name -> reviewed']],
  ['policy p: claims need newer than 5 kW', ['11:34 error units-do-not-fit']],
  ['quantity queue(Hall) in tickets', ['11:25 warning unknown-unit']],
  ['quantity cost(Hall) in EUR, at least 5, at most 2', ['11:1 error range-reversed']],
  ['quantity cost(Hall) in EUR, at least 5 kW', ['11:29 error units-do-not-fit']],
  ['entity c1 : Rak', ['11:13 error unknown-name -> Rack']],
  ['rule r: hot(R) implies', ['11:22 error syntax']],
  ['rule r: (hot(R) implies hot(R)', ['11:30 error syntax']],
  ['rule r "unclosed: hot(R)', ['11:8 error syntax']],
  ['fcat hot(a12)', ['11:1 error unknown-declaration -> fact']],
  ['rule r hot(R)', ['11:8 error syntax']],
]

test('slips', () => {
  const found = SLIPS.map(([text]) => [text, slips(`${HEAD}${text}\n`)])
  deepStrictEqual(found, SLIPS)
})

test('a broken declaration stops no other', () => {
  for (const [text] of SLIPS) {
    const base = read(`${HEAD}${text}\nfact last: hot(a12)\nrule last_rule: hot(R)\n`)
    deepStrictEqual([base.facts.at(-1)?.id, base.rules.at(-1)?.id], ['last', 'last_rule'], text)
  }
})

test('every diagnostic says what is wrong and how to mend it', () => {
  for (const [text] of SLIPS) {
    for (const { message, mend } of read(`${HEAD}${text}`).diagnostics) ok(/[.?]$/.test(message) && /[.?…]$/.test(mend), `${message} | ${mend}`)
  }
})

test('line ends, byte order mark and Unicode forms change nothing', () => {
  const text = readFileSync(new URL('../../fixtures/logic/cooling.rules', import.meta.url), 'utf8')
  const base = read(text)
  deepStrictEqual(base.diagnostics, [])
  for (const other of [text.replaceAll('\n', '\r\n'), `\uFEFF${text}`, text.normalize('NFD'), text.replace(/#.*/g, ''), text.replace(/ {2,}/g, ' ')]) {
    const again = read(other)
    deepStrictEqual(again.diagnostics, [])
    strictEqual(again.version, base.version)
  }
  strictEqual(read(text.replace('52 kW', '53 kW')).version === base.version, false)
})

test('several files share one vocabulary, in any order', () => {
  const base = parseRules([{ file: 'b.rules', text: 'fact hot(a12)\nfact cold(a12)' }, { file: 'a.rules', text: 'entity a12\nrelation hot(Thing)' }])
  deepStrictEqual([base.facts.map((one) => one.id), base.diagnostics.map((one) => `${one.file}:${one.line} ${one.code}`)], [['fact:hot(a12)'], ['b.rules:2 unknown-name']])
})

test('plain first-order text without declarations is understood, with warnings', () => {
  const base = read('fact Dog(rex)\nrule: for every x, (Dog(x) implies Animal(x))\nrule: for every x, y, (Likes(x, y) xor Hates(x, y))\nfact Likes(rex, Max)')
  deepStrictEqual(base.diagnostics.map((one) => one.code), ['undeclared-name', 'undeclared-name', 'undeclared-name', 'undeclared-name', 'undeclared-name', 'undeclared-name'])
  deepStrictEqual([[...base.relations.keys()].sort(), [...base.entities.keys()].sort(), base.rules.length, base.facts.length], [['Animal', 'Dog', 'Hates', 'Likes'], ['Max', 'rex'], 2, 2])
})

test('ids', () => {
  const base = read(`${HEAD}fact not hot(a12)\nfact load(a12) = about 5 kW\nfact f17: in_hall(a12, north)\ndefine "x": share(R) = load(R) / 10 kW\ndefine d2: hot(R) iff load(R) > 3 kW\nclosed in_hall\nrule: hot(R)\nentity b1 : Rack\nfact a12 same as b1\nrule usual: normally hot(R) implies in_hall(R, north) unless load(R) > 1 kW`)
  deepStrictEqual([base.diagnostics, base.facts.map((one) => one.id), base.definitions.map((one) => one.id), base.closures.map((one) => one.id), base.defaults.map((one) => one.id)], [
    [], ['fact:not hot(a12)', 'fact:load(a12)', 'f17', 'fact:a12 same as b1'], ['define:share', 'd2'], ['closed:in_hall'], ['usual'],
  ])
})

test('what two files clash in is said with the name of the other file; the same rule in both is only noted', () => {
  const base = parseRules([
    { file: 'a.rules', text: 'type Rack\nentity a12 : Rack\nrelation hot(Rack)\nrule r: hot(R)\nrule s: not hot(R)\n' },
    { file: 'b.rules', text: 'type Site\nentity a12 : Site\nrule r:   hot(R)\nrule s: hot(R)\n' },
  ])
  deepStrictEqual(base.diagnostics.map(({ file, line, severity, message }) => `${file}:${line} ${severity} ${message}`), [
    'b.rules:2 error “a12” is already declared, as a Rack, in a.rules.',
    'b.rules:3 note The id “r” is taken, in a.rules, on line 4.',
    'b.rules:4 error The id “s” is taken, in a.rules, on line 5.',
  ])
})
