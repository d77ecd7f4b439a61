/** Policies that keep notes by themselves: listed, saved, tried on past answers, switched on and removed. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { KeepPolicyId } from '../../../shared/model/ids.ts'
import type { KeepPolicy } from '../../../shared/model/note.ts'
import type { Core } from '../../core/core.ts'

export type PolicyDraft = Omit<KeepPolicy, 'id' | 'tried'> & { readonly id?: KeepPolicyId }
export type Trial = Awaited<ReturnType<Core['connection']['client']['keeping']['try']>>

export interface Policies {
  /** Missing until they were read. */
  readonly store: StoreApi<{ readonly policies: readonly KeepPolicy[] | undefined }>
  read(): Promise<void>
  /** Missing where it did not work; what went wrong is told. */
  save(draft: PolicyDraft): Promise<KeepPolicy | undefined>
  /** What it would have kept of past answers. */
  try(id: KeepPolicyId): Promise<Trial | undefined>
  turn(policy: KeepPolicy, on: boolean): Promise<void>
  remove(policy: KeepPolicy): Promise<void>
}

export function createPolicies(core: Core): Policies {
  const { keeping } = core.connection.client
  const store = createStore<{ policies: readonly KeepPolicy[] | undefined }>(() => ({ policies: undefined }))
  const read = async (): Promise<void> => store.setState({ policies: await keeping.list({}) })
  const tried = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      const result = await work()
      await read()
      return result
    } catch (error) {
      core.notices.fail(error)
      return undefined
    }
  }
  const save = ({ id, name, on, when, topic, tags }: PolicyDraft) => tried(() => keeping.save({ name, on, when, topic, tags, ...(id === undefined ? {} : { id }) }))
  return {
    store,
    read: async () => void (await tried(async () => undefined)),
    save,
    try: (id) => tried(() => keeping.try({ id })),
    turn: async (policy, on) => void (await save({ ...policy, on })),
    remove: async (policy) => {
      await tried(async () => {
        await keeping.remove({ id: policy.id })
        core.notices.say(`The policy “${policy.name}” was removed. What it kept stays.`, { label: 'Undo', run: () => void tried(() => keeping.restore({ id: policy.id })) })
      })
    },
  }
}
