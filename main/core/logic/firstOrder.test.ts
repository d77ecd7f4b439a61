/** Random first-order problems against a plain translation for Z3: never a verdict that Z3 contradicts, hardly ever one left out. `bench/quality/logic` runs thousands. */
import { deepStrictEqual } from 'node:assert/strict'
import { after, test } from 'node:test'
import { KINDS, problemRules, problemSmt, randomProblem, sentenceText } from '../../../fixtures/logic/firstOrderProblem.ts'
import { parseFormula } from '../../../shared/logic/parseFormula.ts'
import { parseRules } from '../../../shared/logic/parseRules.ts'
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { compileBase } from './compileBase.ts'
import { decideFormula } from './decideFormula.ts'

const solver = createSolver()
after(() => solver.close())

async function plain(script: string): Promise<string> {
  const answer = await solver.run(script, { steps: 200_000 })
  return answer.kind === 'output' ? answer.text.trim() : answer.why
}

/** What `denied` (the premises with the claim negated) and `held` (with the claim) allow a verdict to be, the base being consistent. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'unsat sat': ['proved'], 'sat unsat': ['refuted'], 'sat sat': ['possible'], 'sat unknown': ['possible', 'refuted', 'undecided'],
  'unknown sat': ['possible', 'proved', 'undecided'], 'unknown unknown': ['possible', 'proved', 'refuted', 'undecided'],
}

for (const kind of KINDS) {
  test(`forty random problems (${kind})`, async () => {
    const wrong: string[] = []
    for (let seed = 5001; seed <= 5040; seed++) {
      const problem = randomProblem(seed, kind)
      const base = parseRules([{ file: 'problem.rules', text: problemRules(problem) }])
      const parsed = parseFormula(sentenceText(problem.claim), base)
      if (!('formula' in parsed)) throw new Error(`${kind} ${seed}: ${parsed.diagnostics[0]?.message}`)
      const { verdict } = await decideFormula(compileBase(base), parsed.formula, { asOf: '2026-01-01', solver })
      const sides = `${await plain(problemSmt(problem, problem.claim, true))} ${await plain(problemSmt(problem, problem.claim))}`
      const allowed = ALLOWED[sides]
      if (allowed && !allowed.includes(verdict)) wrong.push(`${seed}: ${verdict}, Z3 ${sides}`)
    }
    deepStrictEqual(wrong, [])
  })
}
