/** The core's `Logic` port on the rule engine's worker; with no rules nothing is started, and a worker that fails leaves claims undecided. */
import { SILENT } from '../../../shared/model/verdict.ts'
import { Problem } from '../../../shared/problem.ts'
import { ENGINE } from '../../core/logic/engineVersion.ts'
import type { Log, Logic, RuleTexts } from '../../core/ports.ts'
import type { RulesThread } from './rulesThread.ts'

const SAYS_NOTHING = { policies: [], wordings: [], judges: [] }

export function threadLogic(thread: RulesThread, log: Log): Logic {
  /** With no texts, `none` at once; a fault of the engine is logged and must not cost the person their answer. */
  const asked = async <T>(what: string, base: RuleTexts, none: T, failed: T, run: () => Promise<T>): Promise<T> => {
    if (base.texts.length === 0) return none
    try {
      return await run()
    } catch (error) {
      if (error instanceof Problem && error.code === 'cancelled') throw error
      log.write('error', 'rules.failed', { what, base: base.version, message: error instanceof Error ? error.message : String(error) })
      return failed
    }
  }
  return {
    decide: (base, claim, asOf, signal, choices) => {
      const by = { base: base.version, asOf, engine: ENGINE }
      const choice = choices?.get(claim.resolved)
      const ask = { claim: claim.resolved, asOf, ...(choice === undefined ? {} : { choice }) }
      return asked('decide', base, { ...SILENT, ...by }, { verdict: 'undecided', reading: [], because: [], ...by }, () => thread.run('decide', base, ask, signal))
    },
    // Whoever saves handles a failure: the text is kept all the same.
    describe: (base, file, before) => thread.run('describe', base, { file }, undefined, before),
    counts: (base) => asked('counts', base, {}, {}, () => thread.run('counts', base, null)),
    // Whoever asks handles a failure: what is not known must not look as if it were gone.
    hashes: (base, items) => (base.texts.length === 0 ? Promise.resolve(items.map(() => [])) : thread.run('hashes', base, { items })),
    speaking: (base) => asked('speaking', base, SAYS_NOTHING, SAYS_NOTHING, () => thread.run('speaking', base, null)),
    relevant: (base, question, asOf) => asked('relevant', base, [], [], () => thread.run('relevant', base, { question, asOf })),
    derive: (base, question, asOf, signal) => asked('derive', base, [], [], () => thread.run('derive', base, { question, asOf }, signal)),
  }
}
