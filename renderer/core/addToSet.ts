/** Puts lines at the end of a rule set, as a new version of it, or begins one with them. */
import type { RuleSetId } from '../../shared/model/ids.ts'
import type { RuleSetInfo } from '../../shared/model/ruleSet.ts'
import type { Core } from './core.ts'

/** Stands for a set that is not there yet. */
export const NEW_SET = 'new'

/** The set as it is then; the list of sets is read again. Rejects with the core's Problem. */
export async function addToSet(core: Core, target: string, text: string): Promise<RuleSetInfo> {
  const { ruleSet } = core.connection.client
  let saved: RuleSetInfo
  if (target === NEW_SET) saved = await ruleSet.create({ file: 'rules', text: `${text}\n` })
  else {
    const open = await ruleSet.open({ id: target as RuleSetId })
    saved = await ruleSet.save({ id: open.info.id, text: `${open.text.trimEnd()}\n${open.text.trim() ? '\n' : ''}${text}\n`, basedOn: open.info.version })
  }
  await core.ruleSets.read()
  return saved
}
