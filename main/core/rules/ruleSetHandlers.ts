/** Rule sets as the contract offers them. */
import type { RuleSetId } from '../../../shared/model/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Implementer } from '../edge.ts'
import type { Ports } from '../ports.ts'
import type { RuleSets } from './ruleSets.ts'

export function ruleSetHandlers(os: Implementer, { store }: Pick<Ports, 'store'>, sets: RuleSets) {
  const known = (id: RuleSetId): void => {
    if (!store.read.ruleSet(id)) throw new Problem('not-found')
  }
  return {
    list: os.ruleSet.list.handler(() => sets.list()),
    open: os.ruleSet.open.handler(({ input }) => sets.open(input.id)),
    save: os.ruleSet.save.handler(({ input }) => sets.save(input)),
    create: os.ruleSet.create.handler(({ input: { file, text, imported } }) => sets.create(file, text, imported ? 'import' : 'person')),
    rename: os.ruleSet.rename.handler(({ input }) => sets.rename(input.id, input.file)),
    remove: os.ruleSet.remove.handler(async ({ input }) => {
      await sets.remove(input.id)
      return {}
    }),
    restore: os.ruleSet.restore.handler(({ input }) => sets.restore(input.id)),
    switch: os.ruleSet.switch.handler(({ input }) => sets.switch(input.id, input.on)),
    versions: os.ruleSet.versions.handler(({ input }) => {
      known(input.id)
      return store.read.ruleVersions(input.id)
    }),
    version: os.ruleSet.version.handler(({ input }) => {
      const text = store.read.ruleText(input.id, input.number)
      if (text === undefined) throw new Problem('not-found')
      return { text }
    }),
    seal: os.ruleSet.seal.handler(({ input: { id, rule, sealed, reason } }) => sets.seal(id, rule, sealed, reason)),
  }
}
