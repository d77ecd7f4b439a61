/** The rule sets that a question is about, with a draft laid over them, the day, and the readings that the person chose. */
import type { DraftSet } from '../../../shared/contract/ruleContract.ts'
import type { RuleSetId } from '../../../shared/model/ids.ts'
import type { DeskBase } from '../logic/desk/jobs.ts'
import { type RuleText, withDraft } from '../logic/desk/ruleText.ts'
import type { Ports } from '../ports.ts'

/** The texts of these sets; of all that are switched on when none is named. */
export function ruleTexts({ store }: Pick<Ports, 'store'>, sets?: readonly RuleSetId[]): RuleText[] {
  return store.read.ruleSets().flatMap(({ id, file, number, on }) => {
    if (sets === undefined ? !on : !sets.includes(id)) return []
    const text = store.read.ruleText(id, number)
    return text === undefined ? [] : [{ set: id, file, text, version: number }]
  })
}

/** A draft of a set that is switched off counts too: the person is looking at it. */
export function deskBase(ports: Pick<Ports, 'store' | 'clock'>, asked: { sets?: readonly RuleSetId[] | undefined; draft?: DraftSet | undefined; asOf?: string | undefined } = {}): DeskBase {
  const { draft } = asked
  const own = draft?.set === undefined ? undefined : ports.store.read.ruleSet(draft.set)
  return {
    texts: withDraft(ruleTexts(ports, asked.sets), draft, own?.file),
    asOf: asked.asOf ?? ports.clock.now().toISOString().slice(0, 10),
    choices: [...ports.store.read.readingChoices()],
  }
}
