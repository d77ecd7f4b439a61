/** `plumbline rules check`: mistakes, contradictions, rules that are superfluous or never apply, and the base's own tests. */
import { createSolver } from '../../adapters/solver/createSolver.ts'
import { systemClock } from '../../adapters/system.ts'
import { compiledBases } from '../../core/logic/compiledBases.ts'
import { readClaim } from '../../core/logic/readClaim.ts'
import { checkBase, type BaseCheck } from '../../core/logic/whole/checkBase.ts'
import { engineFor } from '../../core/logic/whole/engineFor.ts'
import { localDate } from '../localDate.ts'
import { badInput, type Command, dateOf, type ExitCode, jsonLine } from './command.ts'
import { workspaceRules } from '../workspaceRules.ts'
import { readRules } from './readRules.ts'

const BUDGET_MS = 20_000

function printCheck(check: BaseCheck): string {
  const lines = check.diagnostics.map((d) => `${d.file}:${d.line}:${d.column}: ${d.severity}: ${d.message} ${d.mend}`)
  lines.push(check.consistent === true ? 'consistent' : check.consistent === false ? 'NOT consistent' : 'consistency not settled in time')
  for (const conflict of check.conflicts) lines.push(`  conflict: ${conflict.join(' / ')}`)
  for (const id of check.entailed) lines.push(`  follows from the others: ${id}`)
  for (const id of check.unreachable) lines.push(`  nothing can reach: ${id}`)
  for (const { title, expected, got, pass } of check.tests) lines.push(`  ${pass ? 'pass' : 'FAIL'}: ${title}${pass ? '' : ` (expected ${expected}, got ${got})`}`)
  return `${lines.join('\n')}\n`
}

export const rulesCheckCommand: Command = {
  run: async ({ values, words, config, io }): Promise<ExitCode> => {
    const texts = words.length === 0 ? await workspaceRules(config) : await readRules(words)
    if (texts.length === 0) throw badInput('rules check what? Name one or more .rules files; the workspace has none that is switched on')
    const asOf = dateOf(values, 'as-of') ?? localDate(systemClock.now())
    const compiled = compiledBases().of(texts)
    const solver = createSolver()
    try {
      const engine = engineFor(compiled, { asOf, solver, read: readClaim })
      const check = await checkBase(compiled.base, engine, { budgetMs: BUDGET_MS, now: () => systemClock.elapsed() })
      await io.out(values['json'] === true ? jsonLine(check) : printCheck(check))
      return check.diagnostics.some((d) => d.severity === 'error') || check.tests.some((t) => !t.pass) ? 1 : 0
    } finally {
      await solver.close()
    }
  },
}
