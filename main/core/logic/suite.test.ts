/** The suite of claims, natural and formal, over whole rule sets: `fixtures/logic/*.claims.jsonl`, each line with the verdict that the specification gives it, through the path that the command line takes. */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { compiledBases } from './compiledBases.ts'
import { decideClaim } from './decideClaim.ts'
import { readClaim } from './readClaim.ts'

interface SuiteClaim {
  readonly rules: string
  readonly claim: string
  readonly asOf: string
  readonly verdict: string
  /** Ids, in any order; absent where more than one smallest set carries the verdict. */
  readonly because?: readonly string[]
}

const folder = new URL('../../../fixtures/logic/', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const claims = readdirSync(folder).filter((name) => name.endsWith('.claims.jsonl')).sort()
  .flatMap((name) => read(name).trim().split('\n').map((line) => JSON.parse(line) as SuiteClaim))
const solver = createSolver()
after(() => solver.close())

test('three hundred claims over six rule sets, and every verdict but the one for running out of time', () => {
  ok(claims.length >= 300, `${claims.length} claims`)
  ok(new Set(claims.map((one) => one.rules)).size >= 6)
  deepStrictEqual([...new Set(claims.map((one) => one.verdict))].sort(), ['ambiguous', 'inconsistent', 'possible', 'presumed', 'proved', 'refuted', 'silent'])
})

const bases = compiledBases(20)
for (const rules of new Set(claims.map((one) => one.rules))) {
  const compiled = bases.of([{ file: rules, text: read(rules) }])
  test(`${rules} has no mistake`, () => deepStrictEqual(compiled.base.diagnostics.filter((one) => one.severity === 'error'), []))
  for (const { claim, asOf, verdict, because } of claims.filter((one) => one.rules === rules)) {
    test(`${rules} as of ${asOf}: ${claim}`, async () => {
      const decision = await decideClaim(compiled, claim, { asOf, solver, read: readClaim })
      const ids = because === undefined ? [] : decision.because.map((one) => one.id).sort()
      deepStrictEqual([decision.verdict, ...ids], [verdict, ...(because ?? []).toSorted()], `read as ${decision.reading.join(' ; ')}`)
    })
  }
}
