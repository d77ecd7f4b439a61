/** What a person may ask about their rules before and beside saving them: a try, the health of the whole, what a change would do. */
import type { RuleDiagnostic, Tried } from '../../../shared/contract/ruleContract.ts'
import type { RuleSetId } from '../../../shared/model/ids.ts'
import type { Diagnostic } from '../../../shared/logic/base.ts'
import type { Implementer } from '../edge.ts'
import { placedIn, type RuleText } from '../logic/desk/ruleText.ts'
import type { TriedClaim } from '../logic/desk/tryClaim.ts'
import type { Ports } from '../ports.ts'
import { deskBase } from './deskBase.ts'

/** Diagnostics as they cross: with the set that they stand in. */
export const diagnosticsOf = (diagnostics: readonly Diagnostic[], texts: readonly RuleText[]): RuleDiagnostic[] =>
  diagnostics.map((one) => {
    const { version: _version, set, ...same } = placedIn(one, texts)
    return { ...same, ...(set === undefined ? {} : { set: set as RuleSetId }) }
  })

function triedOf(tried: TriedClaim, texts: readonly RuleText[]): Tried {
  const { proof, counterModel, presumedFalse } = tried
  return {
    verdict: tried.verdict,
    reading: [...tried.reading],
    readings: [...tried.readings],
    because: tried.because.map((entry) => placedIn(entry, texts)),
    proof: { nodes: [...proof.nodes], edges: [...proof.edges], steps: [...proof.steps] },
    wouldDecide: [...tried.wouldDecide],
    diagnostics: diagnosticsOf(tried.diagnostics, texts),
    ms: tried.ms,
    ...(presumedFalse === undefined ? {} : { presumedFalse }),
    ...(counterModel === undefined ? {} : { counterModel: [...counterModel] }),
  }
}

export function rulesHandlers(os: Implementer, ports: Ports) {
  const { desk } = ports
  return {
    try: os.rules.try.handler(async ({ input, signal }) => {
      const base = deskBase(ports, input)
      return triedOf(await desk.ask('try', { ...base, text: input.text, counterModel: input.counterModel === true }, signal), base.texts)
    }),
  }
}
