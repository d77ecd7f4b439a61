/** The impact of a change is what deciding everything again from scratch shows, over random bases, edits and claims. */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { randomBase, rulesText } from '../../../../fixtures/logic/randomBase.ts'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import { createSolver } from '../../../adapters/solver/createSolver.ts'
import { compileBase } from '../compileBase.ts'
import { decideClaim } from '../decideClaim.ts'
import { readClaim } from '../readClaim.ts'
import { impactOf, type PastClaim } from './impact.ts'

const solver = createSolver()
after(() => solver.close())
const compiled = (text: string) => compileBase(parseRules([{ file: 'a.rules', text }]))
const options = { solver, read: readClaim, signal: new AbortController().signal, progress: () => undefined }

/** What a person may do to a base: each takes the lines and gives them back changed. */
const EDITS: readonly ((lines: string[], pick: (of: number) => number, other: readonly string[]) => string[])[] = [
  (lines, pick) => lines.filter((_, at) => at !== pick(lines.length)),
  (lines, _pick, other) => [...lines, ...other.slice(0, 1).map((line) => line.replace(/^rule r/, 'rule extra'))],
  (lines, pick) => lines.map((line, at) => (at === pick(lines.length) && line.startsWith('rule') ? line.replace(/: (.*)$/, ': not ($1)') : line)),
  (lines) => [...lines, 'entity d'],
  (lines) => [...lines, 'closed p'],
  (lines) => [...lines, 'fact a same as b'],
  (lines) => [...lines, 'rule usual: normally q(X) implies r(X)'],
  (lines) => [...lines, 'relation lone(Thing) says "{1} is lone"', 'fact lone(a)'],
  (lines, pick) => lines.map((line, at) => (at === pick(lines.length) && line.startsWith('fact not') ? line.replace('fact not', 'fact') : line)),
]

test('random edits: the same changes as from scratch, and never more work', async () => {
  let skipped = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), fc.constantFrom({}, { equality: true }, { numbers: true }), fc.integer({ min: 0, max: EDITS.length - 1 }), async (seed, features, edit) => {
      const base = randomBase(seed, features)
      const others = [1, 2, 3, 4].map((add) => randomBase(seed + add * 7919, features))
      const lines = rulesText(base).split('\n')
      // A part of the vocabulary that no rule of the other part speaks of, so that something can be left alone.
      const apart = ['relation far(Thing)', 'relation near(Thing)', 'rule far_near: far(X) implies near(X)', 'fact far(a)']
      const edited = EDITS[edit]!([...lines], (of) => seed % of, randomBase(seed + 1, features).items)
      const [was, is] = [compiled([...lines, ...apart].join('\n')), compiled([...edited, ...apart].join('\n'))]
      const claims: PastClaim[] = ['near(a)', 'far(b)', 'a is lone', 'a is far', ...others.map((one) => one.claim)].map((text, at) => ({ key: String(at), text, asOf: '2026-01-01' }))
      const verdicts = async (on: typeof was) => Promise.all(claims.map(async ({ text }) => (await decideClaim(on, text, { asOf: '2026-01-01', solver, read: readClaim })).verdict))
      const [first, second] = [await verdicts(was), await verdicts(is)]
      const expected = claims.flatMap(({ key }, at) => (first[at] === second[at] ? [] : [{ key, before: first[at], after: second[at] }]))
      const found = await impactOf(was, is, claims, options)
      skipped += found.total - found.checked
      deepStrictEqual(found.changes, expected)
      const stored = claims.map((claim, at) => ({ ...claim, verdict: first[at]! }))
      deepStrictEqual((await impactOf(was, is, stored, options)).changes, expected)
    }),
    { numRuns: 60, seed: 20261123 },
  )
  ok(skipped > 100, `only ${skipped} claims were left alone`)
})

const BASE = `type Rack
entity a12 : Rack
entity b7 : Rack
relation liquid_cooled(Rack) says "{1} is liquid-cooled"
relation loud(Rack) says "{1} is loud"
quantity density(Rack) in kW says "{1} draws {value}"
rule dense: density(R) > 40 kW implies liquid_cooled(R)
fact density(a12) = 52 kW
fact loud(b7)
`
const CLAIMS: readonly PastClaim[] = ['A12 is liquid-cooled', 'B7 is loud', 'A12 is noisy', 'Rack A12 draws 52 kW', 'It is nice here.'].map((text, at) => ({ key: `c${at}`, text, asOf: '2026-11-23' }))

/** edit -> what changes, and how many claims had to be decided again. */
const CASES: readonly (readonly [name: string, edited: string, changes: readonly string[], checked: number])[] = [
  ['nothing', `${BASE}# a remark\n`, [], 0],
  ['another limit', BASE.replace('40 kW', '60 kW'), ['c0 proved possible'], 2],
  ['a rule goes', BASE.replace(/rule dense.*\n/, ''), ['c0 proved possible'], 2],
  ['a fact goes', BASE.replace('fact loud(b7)\n', ''), ['c1 proved possible'], 1],
  ['a fact is denied', BASE.replace('fact loud', 'fact not loud'), ['c1 proved refuted'], 1],
  ['another wording', BASE.replace('says "{1} is loud"', 'says "{1} is loud" | "{1} is noisy"'), ['c2 silent possible'], 1],
  ['a word goes', BASE.replace('says "{1} is loud"', 'says "{1} roars"').replace('loud', 'loudness').replace('fact loud', 'fact loudness'), ['c1 proved silent'], 1],
  ['a wording rule acts on answers, not on claims', `${BASE}wording w: avoid "nice"\n`, [], 0],
]

for (const [name, edited, changes, checked] of CASES) {
  test(`impact: ${name}`, async () => {
    const found = await impactOf(compiled(BASE), compiled(edited), CLAIMS, options)
    deepStrictEqual([found.changes.map((one) => `${one.key} ${one.before} ${one.after}`), found.checked, found.total], [changes, checked, CLAIMS.length])
  })
}

test('an impact that is no longer wanted stops', async () => {
  const stop = new AbortController()
  const many = Array.from({ length: 3000 }, (_, at): PastClaim => ({ key: String(at), text: `density(a12) > ${at} kW`, asOf: '2026-11-23' }))
  let told = 0
  const going = impactOf(compiled(BASE), compiled(BASE.replace('52', '53')), many, { ...options, signal: stop.signal, progress: ({ done }) => {
    told++
    if (done >= 100) stop.abort()
  } })
  await going.then(() => ok(false, 'it went on'), (error: Error) => deepStrictEqual([error.name, told], ['AbortError', 6]))
})

test('what time does not allow is said, not guessed', async () => {
  const found = await impactOf(compiled(BASE), compiled(BASE.replace('52', '53')), CLAIMS, { ...options, budgetMs: -1 })
  deepStrictEqual([found.unchecked, found.changes], [CLAIMS.length, []])
})
