/** The rule sets that a question is about, with a draft laid over them, the day, and the readings that the person chose. */
import type { DraftSet } from '../../../shared/contract/ruleContract.ts'
import type { RuleSetId } from '../../../shared/model/ids.ts'
import type { DeskBase } from '../logic/desk/jobs.ts'
import { withDraft } from '../logic/desk/ruleText.ts'
import type { Ports } from '../ports.ts'
import type { RuleSets } from './ruleSets.ts'

/** What every question about rules needs. */
export type RuleAsker = Pick<Ports, 'store' | 'clock' | 'desk' | 'logic'> & { readonly ruleSets: RuleSets }

/** Of these sets, or of those that are switched on; a draft of a set that is switched off counts too: the person is looking at it. */
export async function deskBase(asker: RuleAsker, asked: { sets?: readonly RuleSetId[] | undefined; draft?: DraftSet | undefined; asOf?: string | undefined } = {}): Promise<DeskBase & { readonly version: string }> {
  const { draft } = asked
  const own = draft?.set === undefined ? undefined : asker.store.read.ruleSet(draft.set)
  const { texts, version } = await asker.ruleSets.base(asked.sets)
  return {
    texts: withDraft(texts, draft, own?.file),
    version,
    asOf: asked.asOf ?? asker.clock.now().toISOString().slice(0, 10),
    choices: [...asker.store.read.readingChoices()],
  }
}
