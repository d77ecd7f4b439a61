/** The core's `Logic` port on the rule engine's worker; with no rules nothing is started. */
import { SILENT } from '../../../shared/model/verdict.ts'
import { ENGINE } from '../../core/logic/engineVersion.ts'
import type { Logic } from '../../core/ports.ts'
import type { RulesThread } from './rulesThread.ts'

export function threadLogic(thread: RulesThread): Logic {
  return {
    decide: async (base, claim, asOf, signal, choices) => {
      const by = { base: base.version, asOf, engine: ENGINE }
      if (base.texts.length === 0) return { ...SILENT, ...by }
      const choice = choices?.get(claim.resolved)
      return thread.run('decide', base, { claim: claim.resolved, asOf, ...(choice === undefined ? {} : { choice }) }, signal)
    },
    describe: (base, file, before) => thread.run('describe', base, { file }, undefined, before),
    counts: async (base) => (base.texts.length === 0 ? {} : thread.run('counts', base, null)),
    speaking: async (base) => (base.texts.length === 0 ? { policies: [], wordings: [], judges: [] } : thread.run('speaking', base, null)),
    relevant: async (base, question, asOf) => (base.texts.length === 0 ? [] : thread.run('relevant', base, { question, asOf })),
    derive: async (base, question, asOf, signal) => (base.texts.length === 0 ? [] : thread.run('derive', base, { question, asOf }, signal)),
  }
}
