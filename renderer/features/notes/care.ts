/** What a person does to keep notes true: checks them again, words them anew, vouches, retracts, settles contradictions. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Cascade, NoteRow, VerifyUpdate, Why } from '../../../shared/contract/noteContract.ts'
import type { Contradiction } from '../../../shared/model/contradiction.ts'
import type { ContradictionId, NoteId } from '../../../shared/model/ids.ts'
import type { ChosenNotes } from '../../../shared/model/noteFilter.ts'
import type { NoteLink } from '../../../shared/model/note.ts'
import type { Core } from '../../core/core.ts'

export interface NoteCareState {
  /** The job that is running, if one is. */
  readonly verifying: { readonly job: string; readonly update: VerifyUpdate } | undefined
  readonly inbox: readonly Contradiction[]
  readonly waiting: number
}

export interface NoteCare {
  readonly core: Core
  readonly store: StoreApi<NoteCareState>
  /** Judges these again; all stale ones when none are named. */
  verify(notes?: ChosenNotes): Promise<void>
  pause(paused: boolean): Promise<void>
  stop(): Promise<void>
  /** True when it was done; what went wrong is told. */
  reword(id: NoteId, statement: string): Promise<boolean>
  vouch(id: NoteId, reason: string): Promise<boolean>
  retract(id: NoteId, reason: string): Promise<boolean>
  reinstate(id: NoteId): Promise<boolean>
  cascade(id: NoteId): Promise<Cascade | undefined>
  why(id: NoteId): Promise<Why | undefined>
  link(from: NoteId, kind: NoteLink['kind'], to: NoteId, on: boolean): Promise<boolean>
  /** Other notes that hold all of these words, newest first; with no words the newest. */
  find(words: string, except: NoteId): Promise<NoteRow[] | undefined>
  /** From this day (YYYY-MM-DD) on it is stale; `null`: never. */
  expire(id: NoteId, day: string | null): Promise<boolean>
  decide(id: ContradictionId, what: NonNullable<Contradiction['decision']>['what'], reason?: string): Promise<boolean>
}

/** Notes that are offered to link to. */
const FOUND = 12

export function createNoteCare(core: Core): NoteCare {
  const { client } = core.connection
  const store = createStore<NoteCareState>(() => ({ verifying: undefined, inbox: [], waiting: 0 }))
  const readInbox = async (): Promise<void> => {
    const { rows, total } = await client.inbox.list({ limit: 50 })
    store.setState({ inbox: rows, waiting: total })
  }
  core.changes.keep('inbox', readInbox)
  const tried = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      core.notices.fail(error)
      return undefined
    }
  }
  const done = async (work: () => Promise<unknown>): Promise<boolean> => (await tried(async () => {
    await work()
    return true
  })) === true
  const running = async (work: (job: string) => Promise<unknown>): Promise<void> => {
    const { verifying } = store.getState()
    if (verifying) await done(() => work(verifying.job))
  }
  return {
    core,
    store,
    verify: async (notes = { filter: { status: ['stale'] } }) => {
      await tried(async () => {
        const { job } = await client.note.verify(notes)
        for await (const update of await client.note.followVerify({ job })) {
          store.setState({ verifying: update.kind === 'ended' ? undefined : { job, update } })
          if (update.kind !== 'ended') continue
          const { done: count, fresh, stale, cancelled } = update
          core.notices.say(`${count} ${count === 1 ? 'note' : 'notes'} checked again: ${fresh} stand, ${stale} stay stale${cancelled ? '; then it was stopped' : ''}.`)
        }
      })
      store.setState({ verifying: undefined })
    },
    pause: (paused) => running((job) => client.note.pauseVerify({ job, paused })),
    stop: () => running((job) => client.note.cancelVerify({ job })),
    reword: (id, statement) => done(() => client.note.edit({ id, statement })),
    vouch: (id, reason) => done(() => client.note.vouch({ id, reason })),
    retract: (id, reason) => done(() => client.note.retract({ id, reason })),
    reinstate: (id) => done(() => client.note.reinstate({ id })),
    cascade: (id) => tried(() => client.note.cascade({ id })),
    why: (id) => tried(() => client.note.why({ id })),
    link: (from, kind, to, on) => done(() => client.note.link({ from, kind, to, on })),
    find: (words, except) => tried(async () => {
      const { rows } = await client.note.page({ filter: words.trim() ? { query: words } : {}, limit: FOUND })
      return rows.filter(({ id }) => id !== except)
    }),
    expire: (id, expires) => done(() => client.note.edit({ id, expires })),
    decide: (id, what, reason) => done(async () => {
      await client.inbox.decide({ id, what, ...(reason ? { reason } : {}) })
      if (what === 'later') return
      const undo = async (): Promise<void> => {
        await done(() => client.inbox.reopen({ id }))
      }
      core.notices.say('The decision was kept.', { label: 'Undo', run: () => void undo() })
    }),
  }
}
