/** Decides a claim as the person wants it read: as a formula they chose, not at all, or as the reader reads it. */
import { parseFormula } from '../../../../shared/logic/parseFormula.ts'
import type { ReadingChoice } from '../../../../shared/model/turn.ts'
import type { CompiledBase } from '../compiled.ts'
import { decideClaim } from '../decideClaim.ts'
import { decideFormula, type DecideOptions, type FormulaDecision } from '../decideFormula.ts'
import { readClaim } from '../readClaim.ts'

const NOT_READ: FormulaDecision = { verdict: 'silent', reading: [], because: [], wouldDecide: [], diagnostics: [], ms: 0 }

/** A chosen formula that no longer fits the vocabulary is forgotten: the sentence is read afresh. */
export async function decideAsRead(compiled: CompiledBase, claim: string, choice: ReadingChoice | undefined, options: DecideOptions): Promise<FormulaDecision> {
  if (choice?.kind === 'none') return NOT_READ
  if (choice?.kind === 'reading') {
    const parsed = parseFormula(choice.printed, compiled.base)
    if ('formula' in parsed) return { ...(await decideFormula(compiled, parsed.formula, options)), reading: [parsed.printed] }
  }
  return decideClaim(compiled, claim, { ...options, read: readClaim })
}
