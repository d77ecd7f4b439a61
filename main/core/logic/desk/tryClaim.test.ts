/** Claims as a person tries them: verdict, steps, graph, and what would decide them; also on broken, empty and strange input. */
import { deepStrictEqual, equal, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import { createSolver } from '../../../adapters/solver/createSolver.ts'
import { compileBase } from '../compileBase.ts'
import { readAsChosen } from '../readAsChosen.ts'
import { readClaim } from '../readClaim.ts'
import { tryClaim } from './tryClaim.ts'

const solver = createSolver()
after(() => solver.close())
const SAMPLE = readFileSync(new URL('../../../../assets/sample/data-centre.rules', import.meta.url), 'utf8')
const compiled = (text: string) => compileBase(parseRules([{ file: 'a.rules', text }]))
const sample = compiled(SAMPLE)
const tried = (text: string, base = sample, counterModel = false) => tryClaim(base, text, { asOf: '2026-11-23', solver, read: readClaim, counterModel })

/** claim -> verdict and the steps of its proof. */
const STEPS: readonly (readonly [claim: string, verdict: string, steps: readonly string[]])[] = [
  ['North has a PUE of 0.95', 'refuted', ['“PUE can never be below 1”: so the PUE of North site is at least 1.', 'So it cannot be that the PUE of North site is 0.95.']],
  ['Rack A12 is air-cooled', 'refuted', [
    'The power density of rack A12 is 52 kW; “Racks above 40 kW need liquid cooling”: so Rack A12 is liquid-cooled.',
    'Rack A12 is liquid-cooled; “A rack is not cooled both ways”: so Rack A12 is not air-cooled.',
    'So it cannot be that Rack A12 is air-cooled.',
  ]],
  ['liquid_cooled(a12)', 'proved', ['The power density of rack A12 is 52 kW; “Racks above 40 kW need liquid cooling”: so Rack A12 is liquid-cooled.']],
  ['The sky is blue', 'silent', []],
  ['efficient(Harbour)', 'possible', []],
]

test('a proof in plain steps', async () => {
  const found = []
  for (const [claim] of STEPS) found.push(await tried(claim).then(({ verdict, proof }) => [claim, verdict, proof.steps]))
  deepStrictEqual(found, STEPS)
})

test('every proof of the sample is a graph in which all reasons lead to the end, and nothing runs in circles', async () => {
  let proofs = 0
  for (const { claim } of parseRules([{ file: 'a.rules', text: SAMPLE }]).tests) {
    const { because, proof, verdict } = await tried('sentence' in claim ? claim.sentence : claim.printed)
    if (because.length === 0) continue
    proofs++
    const end = verdict === 'refuted' ? 'clash' : 'claim'
    deepStrictEqual(proof.nodes.flatMap((node) => node.because ?? []).sort((a, b) => a - b), because.map((_, at) => at))
    const ids = new Set(proof.nodes.map((node) => node.id))
    ok(proof.edges.every(({ from, to }) => ids.has(from) && ids.has(to) && from !== to))
    for (const { id } of proof.nodes) {
      const seen = new Set<string>()
      const walk = (at: string): void => {
        for (const { from, to } of proof.edges) if (from === at && !seen.has(to)) {
          seen.add(to)
          walk(to)
        }
      }
      walk(id)
      ok(!seen.has(id), `${id} leads back to itself`)
      ok(id === end || seen.has(end), `${id} leads nowhere in ${JSON.stringify(proof)}`)
    }
    ok(proof.steps.length > 0)
  }
  ok(proofs > 10)
})

test('what would decide it is a line to add, and doing so has the effect that is told', async () => {
  const { wouldDecide } = await tried('Harbour is efficient')
  deepStrictEqual(wouldDecide.map(({ fact, denied, says }) => [fact, denied, says]), [
    ['fact pue(Harbour) = ?', undefined, 'Between 1 and 1.2 the claim is proved; above 1.5 the claim is refuted.'],
    ['fact efficient(Harbour)', 'fact not efficient(Harbour)', 'If it is so, the claim is proved; if it is not so, the claim is refuted.'],
  ])
  const after = async (line: string) => (await tried('Harbour is efficient', compiled(`${SAMPLE}\n${line}\n`))).verdict
  deepStrictEqual([await after('fact pue(Harbour) = 1.1'), await after('fact pue(Harbour) = 1.6'), await after('fact not efficient(Harbour)')], ['proved', 'refuted', 'refuted'])
})

test('an ambiguous claim shows each reading with its verdict; a world in which a claim fails is shown on request', async () => {
  const base = compiled('entity a also "the unit"\nentity b also "the unit"\nrelation hot(Thing) says "{1} is hot"\nfact hot(a)\nfact not hot(b)')
  const { verdict, readings } = await tried('The unit is hot.', base)
  deepStrictEqual([verdict, readings], ['ambiguous', [{ printed: 'hot(a)', verdict: 'proved' }, { printed: 'hot(b)', verdict: 'refuted' }]])
  ok((await tried('efficient(Harbour)', sample, true)).counterModel!.some((line) => line.startsWith('pue(Harbour) = ')))
})

/** Bad input: [what, base, claim, verdict]. */
const BAD: readonly (readonly [what: string, base: string, claim: string, verdict: string])[] = [
  ['an empty base', '', 'North has a PUE of 0.95', 'silent'],
  ['a broken draft', `${SAMPLE}\nrule ( (: pue(S >`, 'North has a PUE of 0.95', 'refuted'],
  ['nothing but errors', 'rule rule rule\nfact (', 'a is b', 'silent'],
  ['a claim of 100 KB', SAMPLE, 'North has a PUE of 0.95 and '.repeat(4000), 'silent'],
  ['a formula of 100 KB', SAMPLE, `pue(North) = 0.95${' and pue(North) > 0'.repeat(5000)}`, 'refuted'],
  ['brackets without end', SAMPLE, '('.repeat(50_000), 'silent'],
  ['marks only', SAMPLE, '\u0000\u202e{1}{value}', 'silent'],
]

for (const [what, base, claim, verdict] of BAD) test(`tried: ${what}`, async () => equal((await tried(claim, compiled(base))).verdict, verdict))

test('a sentence is read as the person chose', async () => {
  const read = readAsChosen(new Map([['North is quick.', { kind: 'reading' as const, printed: 'pue(North) = 0.95' }], ['North has a PUE of 0.95', { kind: 'none' as const }], ['gone', { kind: 'reading' as const, printed: 'nowhere(North)' }]]))
  const verdicts = []
  for (const text of ['North is quick.', 'North has a PUE of 0.95', 'gone', 'North has a PUE of 0.9']) verdicts.push((await tryClaim(sample, text, { asOf: '2026-11-23', solver, read })).verdict)
  deepStrictEqual(verdicts, ['refuted', 'silent', 'silent', 'refuted'])
})
