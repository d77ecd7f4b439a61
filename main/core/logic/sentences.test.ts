/** Sentences with their verdicts, end to end: `fixtures/logic/sentences/*.txt` hold a rule base, a line of dashes, and `verdict sentence` lines. */
import { deepStrictEqual } from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { compiledBases } from './compiledBases.ts'
import { decideClaim } from './decideClaim.ts'
import { readClaim } from './readClaim.ts'

const folder = new URL('../../../fixtures/logic/sentences/', import.meta.url)
const solver = createSolver()
after(() => solver.close())

for (const name of readdirSync(folder).sort()) {
  test(`verdicts on sentences of ${name}`, async () => {
    const [rules = '', lines = ''] = readFileSync(new URL(name, folder), 'utf8').split(/^-----\n/m)
    const compiled = compiledBases().of([{ file: name, text: rules }])
    deepStrictEqual(compiled.base.diagnostics.filter((d) => d.severity === 'error').map((d) => d.message), [])
    const wanted = lines.split('\n').filter((line) => line !== '')
    const got: string[] = []
    for (const line of wanted) {
      const sentence = line.slice(10)
      const { verdict } = await decideClaim(compiled, sentence, { asOf: '2026-11-23', solver, read: readClaim })
      got.push(`${verdict.padEnd(9)} ${sentence}`)
    }
    deepStrictEqual(got, wanted)
  })
}
