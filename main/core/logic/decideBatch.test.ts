/** `rules decide --batch` line by line: formats, order, sentences, bad input. */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { decideBatch, type BatchAnswer } from './decideBatch.ts'
import { readClaim } from './readClaim.ts'
import type { Solver } from './solver.ts'

const solver = createSolver()
after(() => solver.close())
const rules = readFileSync(new URL('../../../fixtures/logic/engine/cooling.rules', import.meta.url), 'utf8')

async function run(lines: readonly string[], by: Solver = solver): Promise<BatchAnswer[]> {
  const answers: BatchAnswer[] = []
  for await (const answer of decideBatch(lines, { solver: by, read: readClaim, today: '2026-11-23' })) answers.push(answer)
  return answers
}

test('one answer a line, in order, whatever the line holds', async () => {
  const answers = await run(['{"id":1,"claim":"p(a)","rules":"entity a\\nrelation p(Thing)\\nfact p(a)"}', '', 'no json', '[]', '{"id":"x"}', '{"id":"y","claim":3}', '{"id":"z","claim":"p","asOf":"soon"}', '{"claim":"nothing"}'])
  deepStrictEqual(answers.map((a) => [a.id, 'error' in a ? 'error' : a.verdict]), [[1, 'proved'], [null, 'error'], [null, 'error'], ['x', 'error'], ['y', 'error'], ['z', 'error'], [null, 'silent']])
})

test('an answer has the shape that others rely on', async () => {
  const [answer] = await run([JSON.stringify({ id: 'p1', rules, claim: 'North has a PUE of 0.95' })])
  ok(answer && 'verdict' in answer)
  const { ms, ...rest } = answer
  ok(ms >= 0)
  deepStrictEqual(rest, {
    id: 'p1', verdict: 'refuted', reading: ['pue(North) = 0.95'], wouldDecide: [], diagnostics: [],
    because: [{ id: 'pue_floor', kind: 'rule', line: 22, file: 'rules', says: 'PUE can never be below 1 (pue(North) ≈ 0.95)' }],
  })
})

/** claim, verdict, ids; the sentences are read without a model. */
const SENTENCES: readonly (readonly [string, string, readonly string[]])[] = [
  ['A12 is in North and is liquid-cooled.', 'proved', ['fact:located_in(a12, North)', 'fact:density(a12)', 'dense']],
  ['A12 is in North and draws 30 kW.', 'refuted', ['fact:density(a12)']],
  ['A12 is liquid-cooled and painted blue.', 'possible', []],
  ['C1 is air-cooled.', 'presumed', ['usual']],
  ['C1 is not air-cooled.', 'possible', []],
  ['A12 may be liquid-cooled.', 'possible', []],
  ['According to the vendor, A12 is liquid-cooled.', 'possible', []],
  ['A12 draws about 50 kW.', 'proved', ['fact:density(a12)']],
  ['A12 draws 50 kW.', 'refuted', ['fact:density(a12)']],
  ['Every rack above 50 kW is liquid-cooled.', 'proved', ['dense']],
  ['No rack is in South.', 'proved', ['closed:located_in']],
  ['The sky is blue.', 'silent', []],
  ['A13 is liquid-cooled.', 'silent', []],
  ['liquid_cooled(A12)', 'silent', []],
  ['density(a12) > 3 m', 'silent', []],
]
test('sentences and formulas', async () => {
  const answers = await run(SENTENCES.map(([claim], id) => JSON.stringify({ id, rules, claim })))
  deepStrictEqual(answers.map((a, at) => ('verdict' in a ? [SENTENCES[at]?.[0], a.verdict, a.because.map((b) => b.id)] : a)), SENTENCES)
})

/** rules, claim, verdict: what must neither hang nor throw. */
const HARD: readonly (readonly [string, string, string, string])[] = [
  ['deep nesting', '', `${'('.repeat(5000)}p(a)${')'.repeat(5000)}`, 'silent'],
  ['a claim of 100 KB', '', Array(7000).fill('p(a)').join(' and '), 'possible'],
  ['a claim of 1 MB', '', 'p(a) '.repeat(200_000), 'silent'],
  ['many xor', Array.from({ length: 40 }, (_, i) => `entity e${i}`).join('\n'), Array.from({ length: 40 }, (_, i) => `p(e${i})`).join(' xor '), 'possible'],
  ['arithmetic that only creeps', 'rule: x(A1) = y(A1) / 2\nrule: y(A1) = x(A1) / 2\nrule: x(A1) >= 0', 'x(a) > 0', 'refuted'],
  ['division by a fact that is zero', 'define: x(A1) = y(A1) / z(A1)\nfact y(a) = 1\nfact z(a) = 0', 'x(a) = 1', 'possible'],
  ['only infinite worlds', 'relation r(Thing, Thing)\nrule: for every k, some l such that r(k, l)\nrule: for every k, l, m, r(k, l) and r(l, m) implies r(k, m)\nrule: for every k, not r(k, k)', 'some k such that r(k, a)', 'possible'],
  ['facts that contradict each other', 'fact p(a)\nfact not p(a)', 'p(a)', 'inconsistent'],
  ['a conflict elsewhere', 'entity b\nfact p(a)\nfact not p(a)\nfact p(b)', 'p(b)', 'proved'],
  ['a unit that does not fit, in one fact of two', 'quantity d(Thing) in kW\nfact d(a) = 5 kg\nfact d(a) = 3 kW', 'd(a) = 3 kW', 'proved'],
  ['a unit that does not fit, in the claim', 'quantity d(Thing) in kW\nfact d(a) = 3 kW', 'd(a) = 3 kg', 'silent'],
  ['definitions in a circle', 'define: x(A1) = y(A1) + 1\ndefine: y(A1) = x(A1) + 1', 'x(a) = 2', 'possible'],
  ['names in any script', 'entity Ünïcode\nentity 한국\nrelation größer(Thing, Thing)\nfact größer(Ünïcode, 한국)', 'größer(Ünïcode, 한국)', 'proved'],
  ['a name nobody knows', '', 'p(b)', 'silent'],
  ['ten megabytes of rules', Array.from({ length: 90_000 }, (_, i) => `rule r${i} "A title to fill the space, for the rule with the number ${i}, which says little": p(a) implies p(a)\n`).join(''), 'p(a)', 'possible'],
  ['Windows line ends and a byte order mark', '\r\nfact p(a)\r\n', 'p(a)', 'proved'],
]
test('hard input is answered', async () => {
  const head = '\ufeffentity a\nrelation p(Thing)\nquantity x(Thing)\nquantity y(Thing)\nquantity z(Thing)\n'
  const answers = await run(HARD.map(([id, more, claim]) => JSON.stringify({ id, rules: head + more, claim })))
  deepStrictEqual(answers.map((a) => [a.id, 'verdict' in a ? a.verdict : a.error]), HARD.map(([id, , , verdict]) => [id, verdict]))
})

test('arithmetic that the solver gives up on is never proved or refuted', async () => {
  const rules = 'quantity x()\nquantity y()\nquantity z()\nrule: x() * x() * x() + y() * y() * y() + z() * z() * z() = 42\nrule: x() > 1 and y() > 1'
  const [answer] = await run([JSON.stringify({ rules, claim: 'z() * y() * x() > x() * x() + 7 * y()' })])
  ok(answer && 'verdict' in answer && ['undecided', 'possible'].includes(answer.verdict))
})

test('a solver that fails leaves the claim undecided, and others unharmed', async () => {
  const broken: Solver = { run: () => Promise.resolve({ kind: 'failed', why: 'crash' }), close: () => Promise.resolve() }
  const lines = [{ id: 1, claim: 'x(a) + x(b) = 2' }, { id: 2, claim: 'p(a)' }].map((l) =>
    JSON.stringify({ ...l, rules: 'entity a\nentity b\nrelation p(Thing)\nquantity x(Thing)\nrule: x(a) * x(a) + x(b) * x(b) = 2\nrule: x(a) + x(b) > 1.999999\nrule: x(a) * x(b) > 0.999999\nfact p(a)' }))
  const answers = await run(lines, broken)
  deepStrictEqual(answers.map((a) => ('verdict' in a ? a.verdict : a.error)), ['undecided', 'proved'])
})
