/** Diagnostics as they cross: with the set that they stand in. */
import type { RuleDiagnostic } from '../../../shared/contract/ruleContract.ts'
import type { Diagnostic } from '../../../shared/logic/base.ts'
import type { RuleSetId } from '../../../shared/model/ids.ts'
import { placedIn } from '../logic/desk/ruleText.ts'
import type { RuleText } from '../ports.ts'

export const diagnosticsOf = (diagnostics: readonly Diagnostic[], texts: readonly RuleText[]): RuleDiagnostic[] =>
  diagnostics.map((one) => {
    const { version: _version, set, ...same } = placedIn(one, texts)
    return { ...same, ...(set === undefined ? {} : { set: set as RuleSetId }) }
  })
