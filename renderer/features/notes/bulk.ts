/** What is done to several notes at once, to as many as there are: filed and removed, followed, stopped, and each with its undo. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { BulkChange, BulkUpdate } from '../../../shared/contract/noteContract.ts'
import type { ChosenNotes } from '../../../shared/model/noteFilter.ts'
import type { Core } from '../../core/core.ts'

export interface Filing {
  /** Missing: each keeps its own. */
  readonly topic?: string
  readonly addTags: string[]
}

export interface BulkNotes {
  /** The job that is running, if one is, and what it does. */
  readonly store: StoreApi<{ readonly working: { readonly job: string; readonly says: string; readonly update: BulkUpdate } | undefined }>
  /** True when it was done; what went wrong is told. */
  file(notes: ChosenNotes, filing: Filing): Promise<boolean>
  remove(notes: ChosenNotes): Promise<boolean>
  pause(paused: boolean): Promise<void>
  stop(): Promise<void>
}

const counted = (count: number): string => (count === 1 ? 'One note was' : `${count.toLocaleString('en')} notes were`)

export function createBulkNotes(core: Core): BulkNotes {
  const { note: client } = core.connection.client
  const store: BulkNotes['store'] = createStore(() => ({ working: undefined }))
  const follow = async (job: string, says: string): Promise<BulkUpdate | undefined> => {
    let last: BulkUpdate | undefined
    try {
      for await (const update of await client.followBulk({ job })) {
        last = update
        store.setState({ working: update.kind === 'ended' ? undefined : { job, says, update } })
      }
    } finally {
      store.setState({ working: undefined })
    }
    return last
  }
  const takeBack = async (job: string): Promise<void> => {
    try {
      const undo = await client.undoBulk({ job })
      await follow(undo.job, 'Taking back')
    } catch (error) {
      core.notices.fail(error)
    }
  }
  const change = async (notes: ChosenNotes, what: BulkChange, says: string, did: string): Promise<boolean> => {
    try {
      const { job } = await client.bulk({ ...notes, what })
      const end = await follow(job, says)
      if (!end) return false
      const stopped = end.kind === 'ended' && end.cancelled ? ' Then it was stopped.' : ''
      if (end.changed === 0) core.notices.say(`Nothing had to be changed.${stopped}`)
      else core.notices.say(`${counted(end.changed)} ${did}.${stopped}`, { label: 'Undo', run: () => void takeBack(job) })
      return true
    } catch (error) {
      core.notices.fail(error)
      return false
    }
  }
  const running = async (work: (job: string) => Promise<unknown>): Promise<void> => {
    const { working } = store.getState()
    try {
      if (working) await work(working.job)
    } catch (error) {
      core.notices.fail(error)
    }
  }
  return {
    store,
    file: (notes, { topic, addTags }) => change(notes, { kind: 'file', addTags, ...(topic === undefined ? {} : { topic }) }, 'Filing', 'filed'),
    remove: (notes) => change(notes, { kind: 'remove' }, 'Removing', 'removed'),
    pause: (paused) => running((job) => client.pauseBulk({ job, paused })),
    stop: () => running((job) => client.cancelBulk({ job })),
  }
}
