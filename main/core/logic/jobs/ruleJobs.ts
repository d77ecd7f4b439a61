/** Everything that the engine is asked by its port, each on a base that is parsed and compiled once. Runs in a worker, or in place in a test. */
import type { RuleBase } from '../../../../shared/logic/base.ts'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import type { RuleCounts } from '../../../../shared/model/ruleSet.ts'
import type { ReadingChoice } from '../../../../shared/model/turn.ts'
import { type LogicResult, SILENT } from '../../../../shared/model/verdict.ts'
import type { Derived, DescribedRules, ItemAt, RuleInWords, RuleTexts, SpeakingRules } from '../../ports.ts'
import { compileBase } from '../compileBase.ts'
import type { CompiledBase } from '../compiled.ts'
import { ENGINE } from '../engineVersion.ts'
import type { Solver } from '../solver.ts'
import { decideAsRead } from './decideAsRead.ts'
import { deriveAnswers } from './deriveAnswers.ts'
import { hashesOf } from './hashesOf.ts'
import { countsOf, describeRules } from './describeRules.ts'
import { logicResult, reasonsIn } from './logicResult.ts'
import { relevantRules } from './relevantRules.ts'

/** Bases that are kept: the one in force, the one before, and a conversation's or a draft. */
const KEPT = 4

export interface PreparedBase {
  readonly texts: RuleTexts['texts']
  readonly base: RuleBase
  compiled(): CompiledBase
}

export interface JobContext {
  readonly solver: Solver
  /** The base of these texts, by their key. */
  prepared(texts: RuleTexts): PreparedBase
}

export function jobContext(solver: Solver): JobContext {
  const kept = new Map<string, PreparedBase>()
  const prepare = ({ texts }: RuleTexts): PreparedBase => {
    const base = parseRules(texts)
    let compiled: CompiledBase | undefined
    return { texts, base, compiled: () => (compiled ??= compileBase(base)) }
  }
  return {
    solver,
    prepared: (texts) => {
      const found = kept.get(texts.key) ?? prepare(texts)
      kept.delete(texts.key)
      kept.set(texts.key, found)
      if (kept.size > KEPT) kept.delete(kept.keys().next().value as string)
      return found
    },
  }
}

export interface Asked<T> {
  readonly base: RuleTexts
  readonly ask: T
}

/** Each job: the base and what is asked of it; `signal` ends what is no longer wanted between two steps. */
export const ruleJobs = {
  decide: async ({ base, ask }: Asked<{ claim: string; asOf: string; choice?: ReadingChoice }>, context: JobContext, signal: AbortSignal): Promise<LogicResult> => {
    signal.throwIfAborted()
    const by = { base: base.version, asOf: ask.asOf, engine: ENGINE }
    if (base.texts.length === 0) return { ...SILENT, ...by }
    const { texts, compiled } = context.prepared(base)
    const decision = await decideAsRead(compiled(), ask.claim, ask.choice, { asOf: ask.asOf, solver: context.solver })
    return { ...logicResult(decision, reasonsIn(compiled(), texts, decision.because), compiled(), texts), ...by }
  },
  describe: ({ base, ask }: Asked<{ file: string; before: RuleTexts }>, context: JobContext): DescribedRules => {
    // The base before is as a rule the one in force, prepared already.
    const before = context.prepared(ask.before).base
    return describeRules(context.prepared(base).base, base.texts, ask.file, before)
  },
  counts: ({ base }: Asked<null>, context: JobContext): Record<string, RuleCounts> => countsOf(context.prepared(base).base, base.texts.map(({ file }) => file)),
  hashes: ({ base, ask }: Asked<{ items: readonly ItemAt[] }>, context: JobContext): string[][] => hashesOf(context.prepared(base).base, ask.items),
  speaking: ({ base }: Asked<null>, context: JobContext): SpeakingRules => {
    const { policies, wordings, judges } = context.prepared(base).base
    return { policies, wordings, judges }
  },
  relevant: ({ base, ask }: Asked<{ question: string; asOf: string }>, context: JobContext): RuleInWords[] => relevantRules(context.prepared(base).base, base.texts, ask.question),
  derive: ({ base, ask }: Asked<{ question: string; asOf: string }>, context: JobContext, signal: AbortSignal): Promise<Derived[]> => {
    const { texts, compiled } = context.prepared(base)
    return deriveAnswers(compiled(), texts, ask.question, { asOf: ask.asOf, solver: context.solver }, signal)
  },
}
export type RuleJobs = typeof ruleJobs
export type RuleJobName = keyof RuleJobs
