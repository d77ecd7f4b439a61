/** The engine behind the commands that decide in their own process: rule texts in, decisions on claims out. */
import { createSolver } from '../adapters/solver/createSolver.ts'
import type { RowRules } from '../core/checking/checkBatch.ts'
import { compiledBases } from '../core/logic/compiledBases.ts'
import { decideClaim } from '../core/logic/decideClaim.ts'
import { logicResult, reasonsIn } from '../core/logic/jobs/logicResult.ts'
import { readClaim } from '../core/logic/readClaim.ts'
import { unmetPolicies } from '../core/logic/unmetPolicies.ts'
import { wordingFindings } from '../core/logic/wordingFindings.ts'
import type { RuleText } from '../core/ports.ts'

export interface RulesLogic {
  /** Compiled once for the same texts. */
  of(texts: readonly RuleText[]): Required<RowRules>
  /** Mistakes in these texts, one sentence each, with their places. */
  mistakes(texts: readonly RuleText[]): string[]
  close(): Promise<void>
}

/** The solver's worker starts with the first claim that needs it, and keeps no process alive. */
export function rulesLogic(): RulesLogic {
  const solver = createSolver()
  const bases = compiledBases()
  return {
    of: (texts) => ({
      decide: async (claim, asOf, signal) => {
        signal?.throwIfAborted()
        const compiled = bases.of(texts)
        const decision = await decideClaim(compiled, claim.resolved, { asOf, solver, read: readClaim })
        return logicResult(decision, reasonsIn(compiled, texts, decision.because), compiled, texts)
      },
      unmet: (claim, supporting, asOf) => unmetPolicies(bases.of(texts).base, claim.resolved, supporting, asOf),
      wordings: (text, sourced) => wordingFindings(bases.of(texts).base, text, sourced),
    }),
    mistakes: (texts) => bases.of(texts).base.diagnostics.filter(({ severity }) => severity === 'error').map((d) => `${d.file}:${d.line}:${d.column}: ${d.message} ${d.mend}`),
    close: () => solver.close(),
  }
}
