/**
 * Conclusions of small stories, told as untitled rules over undeclared names: true, false or unknown. `fixtures/logic/conclusions/*.txt`
 * hold the premises, a line of dashes and `label conclusion` lines; plain Z3 confirms each label as far as it knows.
 */
import { deepStrictEqual, ok } from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { plainScripts } from '../../../fixtures/logic/plainZ3.ts'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { compiledBases } from './compiledBases.ts'
import { decideClaim } from './decideClaim.ts'
import { readClaim } from './readClaim.ts'

const folder = new URL('../../../fixtures/logic/conclusions/', import.meta.url)
const solver = createSolver()
after(() => solver.close())

interface Story { readonly name: string; readonly rules: string; readonly premises: readonly string[]; readonly conclusions: readonly (readonly [label: string, text: string])[] }

const stories = readdirSync(folder).sort().map((name): Story => {
  const [rules = '', lines = ''] = readFileSync(new URL(name, folder), 'utf8').split(/^-----\n/m)
  return {
    name, rules, premises: rules.split('\n').flatMap((line) => /^rule: (.*)$/.exec(line)?.[1] ?? []),
    conclusions: lines.split('\n').filter((line) => line !== '').map((line) => [line.slice(0, 7).trim(), line.slice(8)] as const),
  }
})

/** What a label asks of the two sides, where Z3 knows them. */
const SIDES: Readonly<Record<string, readonly [denied: string, held: string]>> = { true: ['unsat', 'sat'], false: ['sat', 'unsat'], unknown: ['sat', 'sat'] }
const VERDICTS: Readonly<Record<string, string>> = { true: 'proved', false: 'refuted', unknown: 'possible' }

test('more than 120 conclusions, every label among them', () => {
  const labels = stories.flatMap(({ conclusions }) => conclusions.map(([label]) => label))
  ok(labels.length > 120, `${labels.length}`)
  deepStrictEqual([...new Set(labels)].sort(), ['false', 'true', 'unknown'])
})

for (const { name, rules, premises, conclusions } of stories) {
  test(`the labels of ${name} are those of plain Z3`, async () => {
    const ask = async (script: string): Promise<string> => {
      const answer = await solver.run(script, { steps: 120_000 })
      return answer.kind === 'output' ? answer.text.trim() : answer.why
    }
    const wrong: string[] = []
    for (const [label, text] of conclusions) {
      const scripts = plainScripts(premises, text)
      const [denied, held] = [await ask(scripts.denied), await ask(scripts.held)]
      const [wantDenied, wantHeld] = SIDES[label] ?? ['', '']
      if ((denied !== 'unknown' && denied !== wantDenied) || (held !== 'unknown' && held !== wantHeld)) wrong.push(`${label} ${text}: ${denied} ${held}`)
    }
    deepStrictEqual(wrong, [])
  })

  test(`the conclusions of ${name}`, async () => {
    const compiled = compiledBases().of([{ file: name, text: rules }])
    const got: string[] = []
    for (const [, text] of conclusions) got.push(`${(await decideClaim(compiled, text, { asOf: '2026-11-23', solver, read: readClaim })).verdict} ${text}`)
    deepStrictEqual(got, conclusions.map(([label, text]) => `${VERDICTS[label]} ${text}`))
  })
}
