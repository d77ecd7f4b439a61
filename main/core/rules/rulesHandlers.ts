/** What a person may ask about their rules before and beside saving them: a try, the health of the whole, what a change would do. */
import type { Tried } from '../../../shared/contract/ruleContract.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Implementer } from '../edge.ts'
import { placedIn } from '../logic/desk/ruleText.ts'
import type { Ports, RuleText } from '../ports.ts'
import type { TriedClaim } from '../logic/desk/tryClaim.ts'
import { deskBase } from './deskBase.ts'
import { diagnosticsOf } from './diagnosticsOf.ts'
import { fromClaim } from './fromClaim.ts'
import { followHealth } from './healthOfRules.ts'
import { followImpact } from './impactOfDraft.ts'
import { followProposals, type ProposeAsker } from './proposeRules.ts'
import { starterOf } from './starters.ts'

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

export function rulesHandlers(os: Implementer, ports: ProposeAsker & Pick<Ports, 'ruleFiles'>) {
  const { desk } = ports
  return {
    try: os.rules.try.handler(async ({ input, signal }) => {
      const base = await deskBase(ports, input)
      return triedOf(await desk.ask('try', { ...base, text: input.text, counterModel: input.counterModel === true }, signal), base.texts)
    }),
    health: os.rules.health.handler(({ input, signal }) => followHealth(ports, input.draft, signal)),
    impact: os.rules.impact.handler(({ input, signal }) => followImpact(ports, input, signal)),
    propose: os.rules.propose.handler(({ input, signal }) => followProposals(ports, input, signal)),
    fromClaim: os.rules.fromClaim.handler(async ({ input, signal }) => ({ proposals: await fromClaim(ports, input, signal) })),
    merge: os.rules.merge.handler(async ({ input: { text, into }, signal }) => {
      const { info, text: own } = await ports.ruleSets.open(into)
      const { texts } = await deskBase(ports)
      const merged = await desk.ask('merge', { texts, into: { file: info.file, set: info.id, text: own }, text }, signal)
      return { ...merged, clashes: [...merged.clashes], diagnostics: diagnosticsOf(merged.diagnostics, texts) }
    }),
    samples: os.rules.samples.handler(async () => (await ports.ruleFiles.starters()).map(starterOf).map(({ text: _text, file: _file, ...about }) => about)),
    sample: os.rules.sample.handler(async ({ input }) => {
      const found = (await ports.ruleFiles.starters()).map(starterOf).find(({ name }) => name === input.name)
      if (!found) throw new Problem('rules.sample', input.name)
      return { title: found.title, file: found.file, text: found.text }
    }),
  }
}
