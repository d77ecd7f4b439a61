/** The rule sets of the workspace as a list: shown in Rules, chosen per conversation, and where a rule of a verdict is found. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RuleSetInfo } from '../../shared/model/ruleSet.ts'
import type { Changes } from './changes.ts'
import type { Connection } from './client.ts'

export interface RuleSets {
  /** `sets` is missing until the list was read; `unread` are files that cannot be taken. */
  readonly store: StoreApi<{ sets: readonly RuleSetInfo[] | undefined; baseVersion: string; unread: readonly { file: string; why: string }[] }>
  read(): Promise<void>
}

export function createRuleSets(connection: Connection, changes: Changes): RuleSets {
  const store = createStore<ReturnType<RuleSets['store']['getState']>>(() => ({ sets: undefined, baseVersion: '', unread: [] }))
  const read = async (): Promise<void> => store.setState(await connection.client.ruleSet.list({}))
  changes.keep('rules', read)
  return { store, read }
}

/** Where a rule stands: its set in the editor, at its line. A rule that was decided before sets were kept is looked for by its file. */
export function ruleHref({ set, file, line, id }: { set?: string | undefined; file?: string | undefined; line?: number | undefined; id?: string | undefined }): string {
  const query = new URLSearchParams()
  if (line) query.set('line', String(line))
  if (id) query.set('rule', id)
  if (!set && file) query.set('file', file)
  return `#/rules${set ? `/${set}` : ''}${query.size ? `?${query.toString()}` : ''}`
}
