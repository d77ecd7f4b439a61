/** Differences of bases and unreached rules. */
import { deepStrictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import { diffBases } from './diffBases.ts'
import { unreachedRules } from './reachability.ts'

const read = (text: string) => parseRules([{ file: 'a.rules', text }])
const HEAD = 'entity a, b\nrelation p(Thing)\nrelation q(Thing)\nrelation r(Thing)\n'

/** before, after -> added, removed, changed. */
const DIFFS: readonly (readonly [string, string, readonly string[], readonly string[], readonly string[]])[] = [
  ['rule r1: p(X)\nfact q(a)', 'fact q(a)\n\n# moved\nrule r1:   p(X)', [], [], []],
  ['rule r1: p(X)', 'rule r1: not p(X)\nfact q(a)', ['fact:q(a)'], [], ['r1']],
  ['fact q(a)\nfact q(b)', 'fact q(b)', [], ['fact:q(a)'], []],
  ['fact q(a) valid 2026-01-01 to open', 'fact q(a) valid 2027-01-01 to open', [], [], ['fact:q(a)']],
  ['entity c', 'entity c also "the c"', [], [], ['entity:c']],
  ['closed p', 'quantity size(Thing) in m', ['quantity:size'], ['closed:p'], ['relation:p']],
]

test('what changed between two bases', () => {
  deepStrictEqual(DIFFS.map(([before, after]) => {
    const { added, removed, changed } = diffBases(read(HEAD + before), read(HEAD + after))
    return [before, after, added, removed, changed]
  }), DIFFS)
})

/** rules -> those that nothing reaches. */
const UNREACHED: readonly (readonly [string, readonly string[]])[] = [
  ['rule one: p(X) implies q(X)', []],
  ['fact r(a)\nrule one: p(X) implies q(X)', ['one']],
  ['fact r(a)\nfact not q(b)\nrule one: p(X) implies q(X)', []],
  ['fact r(a)\nrule one: p(X) implies q(X)\nrule two: r(X) implies p(X)', []],
  ['fact r(a)\nrule one: p(X) and r(X) implies q(X)', ['one']],
  ['fact r(a)\nrule one: p(X) or r(X) implies q(X)', []],
  ['fact r(a)\nrule one: not r(X) implies q(X)', ['one']],
  ['fact r(a)\nclosed r\nrule one: not r(X) implies q(X)', []],
  ['fact r(a)\nrule one: p(X) implies p(X)', ['one']],
  ['fact r(a)\nrule usual: normally r(X) implies p(X)\nrule one: p(X) implies q(X)', []],
  ['fact r(a)\ndefine: p(X) iff r(X)\nrule one: p(X) implies q(X)', []],
]

test('rules that nothing reaches', () => {
  deepStrictEqual(UNREACHED.map(([text]) => [text, [...unreachedRules(read(HEAD + text))]]), UNREACHED)
})
