/** What a person may ask about their rules before and beside saving them: a try, the health of the whole, what a change would do. */
import type { Tried } from '../../../shared/contract/ruleContract.ts'
import type { Implementer } from '../edge.ts'
import { placedIn } from '../logic/desk/ruleText.ts'
import type { RuleText } from '../ports.ts'
import type { TriedClaim } from '../logic/desk/tryClaim.ts'
import { deskBase, type RuleAsker } from './deskBase.ts'
import { diagnosticsOf } from './diagnosticsOf.ts'
import { followHealth } from './healthOfRules.ts'
import { followImpact } from './impactOfDraft.ts'

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

export function rulesHandlers(os: Implementer, ports: RuleAsker) {
  const { desk } = ports
  return {
    try: os.rules.try.handler(async ({ input, signal }) => {
      const base = await deskBase(ports, input)
      return triedOf(await desk.ask('try', { ...base, text: input.text, counterModel: input.counterModel === true }, signal), base.texts)
    }),
    health: os.rules.health.handler(({ input, signal }) => followHealth(ports, input.draft, signal)),
    impact: os.rules.impact.handler(({ input, signal }) => followImpact(ports, input, signal)),
  }
}
