/** The engine behind a check and behind the core's logic port: rule texts in, decisions on claims out. */
import type { LogicResult } from '../../shared/model/verdict.ts'
import { createSolver } from '../adapters/solver/createSolver.ts'
import type { RowRules } from '../core/checking/checkBatch.ts'
import { compiledBases } from '../core/logic/compiledBases.ts'
import { decideClaim } from '../core/logic/decideClaim.ts'
import type { FormulaDecision } from '../core/logic/decideFormula.ts'
import { readClaim } from '../core/logic/readClaim.ts'
import { unmetPolicies } from '../core/logic/unmetPolicies.ts'

export interface RulesFile {
  readonly file: string
  readonly text: string
}

export interface RulesLogic {
  /** Compiled once for the same files. */
  of(files: readonly RulesFile[]): Required<RowRules>
  /** Mistakes in these files, one sentence each, with their places. */
  mistakes(files: readonly RulesFile[]): string[]
  close(): Promise<void>
}

/** Only what is kept and printed: diagnostics and times of a decision stay behind. */
function asResult({ verdict, reading, because, wouldDecide, presumedFalse }: FormulaDecision): LogicResult {
  return {
    verdict,
    reading: [...reading],
    because: because.map((entry) => ({ ...entry })),
    ...(wouldDecide.length === 0 ? {} : { wouldDecide: [...wouldDecide] }),
    ...(presumedFalse === undefined ? {} : { presumedFalse }),
  }
}

/** The solver's worker starts with the first claim that needs it, and keeps no process alive. */
export function rulesLogic(): RulesLogic {
  const solver = createSolver()
  const bases = compiledBases()
  return {
    of: (files) => ({
      decide: async (claim, asOf, signal) => {
        signal?.throwIfAborted()
        return asResult(await decideClaim(bases.of(files), claim.resolved, { asOf, solver, read: readClaim }))
      },
      unmet: (claim, supporting, asOf) => unmetPolicies(bases.of(files).base, claim.resolved, supporting, asOf),
    }),
    mistakes: (files) => bases.of(files).base.diagnostics.filter(({ severity }) => severity === 'error').map((d) => `${d.file}:${d.line}:${d.column}: ${d.message} ${d.mend}`),
    close: () => solver.close(),
  }
}
