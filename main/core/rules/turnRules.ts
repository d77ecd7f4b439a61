/** The rules of one turn: the base that was in force when it began decides all of its claims, and acts on its answer. */
import type { RuleSetId } from '../../../shared/model/ids.ts'
import type { FoundClaim } from '../../../shared/model/turn.ts'
import type { Because, Finding, LogicResult, SourcesResult, UnmetPolicy } from '../../../shared/model/verdict.ts'
import { supportingSources, unmetPolicies, type PolicyEvidence } from '../logic/unmetPolicies.ts'
import { wordingFindings } from '../logic/wordingFindings.ts'
import type { Derived, Ports, RuleInWords, RuleText, SpeakingRules } from '../ports.ts'
import type { RuleSets } from './ruleSets.ts'

export interface TurnRules {
  decide(claim: FoundClaim, signal: AbortSignal): Promise<LogicResult>
  /** Policies that ask for more than these sources give the claim. */
  unmet(claim: FoundClaim, sources: SourcesResult): Promise<UnmetPolicy[]>
  /** Phrases of the claim that a wording wants avoided; places are those of the answer. */
  wordings(claim: FoundClaim, sources: SourcesResult): Promise<Finding[]>
  judges(): Promise<SpeakingRules['judges']>
  /** What stands where a declaration of this file stands. */
  placeOf(file: string): Pick<Because, 'set' | 'version'>
  relevant(question: string): Promise<readonly RuleInWords[]>
  derive(question: string, signal: AbortSignal): Promise<readonly Derived[]>
}

type Surroundings = Pick<Ports, 'store' | 'logic'>

/** `chosen`: the sets of the conversation; those that are switched on when it is left out. */
export async function turnRules(ruleSets: Pick<RuleSets, 'base'>, chosen: readonly RuleSetId[] | undefined, asOf: string, { store, logic }: Surroundings): Promise<TurnRules> {
  const base = await ruleSets.base(chosen)
  const choices = store.read.readingChoices()
  let spoken: Promise<SpeakingRules> | undefined
  const speaking = (): Promise<SpeakingRules> => (spoken ??= logic.speaking(base))
  const textOf = (file: string): RuleText | undefined => base.texts.find((text) => text.file === file)
  const placeOf = (file: string): Pick<Because, 'set' | 'version'> => {
    const text = textOf(file)
    return { ...(text?.set === undefined ? {} : { set: text.set }), ...(text?.version === undefined ? {} : { version: text.version }) }
  }
  return {
    decide: (claim, signal) => logic.decide(base, claim, asOf, signal, choices),
    unmet: async (claim, sources) => {
      const { policies } = await speaking()
      if (policies.length === 0) return []
      const evidence = supportingSources(sources, (id): Omit<PolicyEvidence, 'source'> => {
        const source = store.read.source(id as Parameters<typeof store.read.source>[0])
        return { tier: source?.tier ?? 'unknown', ...(source?.published === undefined ? {} : { published: source.published }) }
      })
      return unmetPolicies({ policies }, claim.resolved, evidence, asOf).map(({ id, severity, because: { file, line, says } }) => ({ id, severity, line, says, file, ...placeOf(file) }))
    },
    wordings: async (claim, sources) => {
      const { wordings } = await speaking()
      if (wordings.length === 0) return []
      const found = wordingFindings({ wordings }, claim.text, () => sources.verdict === 'supported')
      return found.map(({ id, severity, start, end, text, because: { file, line, says } }) => ({
        kind: 'wording', id, severity, line, file, says, text, start: claim.start + start, end: claim.start + end, ...placeOf(file),
      }))
    },
    judges: async () => (await speaking()).judges,
    placeOf,
    relevant: (question) => logic.relevant(base, question, asOf),
    derive: (question, signal) => logic.derive(base, question, asOf, signal),
  }
}
