/** Filing and removing as many notes as there are: some at a time, so that the app stays usable; followed, paused, stopped, and taken back. */
import type { BulkChange, BulkUpdate } from '../../../shared/contract/noteContract.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { ChosenNotes } from '../../../shared/model/noteFilter.ts'
import { Problem } from '../../../shared/problem.ts'
import { type Channel, channel } from '../channel.ts'
import type { NewEvent, StoreReader } from '../ports.ts'
import { tidyTags } from './editNote.ts'
import type { NoteDesk } from './noteDesk.ts'

/** Notes of one transaction. */
const STEP = 50
/** Jobs that can still be followed and taken back. */
const REMEMBERED = 20
/** Milliseconds between two looks of those who watch the list. */
const TELL = 500

/** The notes that are meant, oldest first; deleted ones are left out where a filter is given. */
export function idsOf({ ids, filter, except = [] }: ChosenNotes, read: Pick<StoreReader, 'noteIds'>): readonly NoteId[] {
  const all = ids ?? read.noteIds(filter ?? {})
  if (except.length === 0) return all
  const left = new Set<string>(except)
  return all.filter((id) => !left.has(id))
}

/** How a note was filed before and is since. */
interface Filed {
  readonly id: NoteId
  readonly before: { readonly topic: string; readonly tags: readonly string[] }
  readonly after: { readonly topic: string; readonly tags: readonly string[] }
}

/** What a job did to one note, and what would take that back. */
type Done = { readonly kind: 'removed'; readonly id: NoteId } | ({ readonly kind: 'filed' } & Filed)

interface Job {
  readonly total: number
  /** Looks at the notes from `at` on, as many as one step takes, and says what is to be written. */
  readonly step: (at: number) => readonly { readonly event: NewEvent; readonly done?: Done }[]
  readonly stop: AbortController
  readonly listeners: Set<Channel<BulkUpdate>>
  readonly changes: Done[]
  done: number
  changed: number
  paused: boolean
  resume: (() => void) | undefined
  ended: boolean
}

export interface BulkJobs {
  start(chosen: ChosenNotes, what: BulkChange): string
  /** A job that takes that one back. Throws `not-found` for one that is forgotten. */
  undo(job: string): string
  follow(job: string, signal?: AbortSignal): Channel<BulkUpdate>
  pause(job: string, paused: boolean): void
  cancel(job: string): void
  close(): Promise<void>
}

const sameFiling = (a: Filed['before'], b: Filed['before']): boolean => a.topic === b.topic && a.tags.join('\n') === b.tags.join('\n')

export function createBulkJobs(desk: NoteDesk): BulkJobs {
  const { ports, changes } = desk
  const { store, clock } = ports
  const { read } = store
  const jobs = new Map<string, Job>()
  const running = new Set<Promise<void>>()

  const filed = (id: NoteId, { topic, tags }: Filed['before']): NewEvent => ({ stream: `note:${id}`, event: { kind: 'note.filed', id, topic, tags: [...tags] } })
  const gone = (id: NoteId, deleted: boolean): NewEvent => ({ stream: `note:${id}`, event: { kind: deleted ? 'note.deleted' : 'note.restored', id } })
  const changing = (id: NoteId, what: BulkChange): { event: NewEvent; done: Done } | undefined => {
    const note = read.note(id)
    if (!note || note.deletedAt !== undefined) return undefined
    if (what.kind === 'remove') return { event: gone(id, true), done: { kind: 'removed', id } }
    const dropped = new Set(what.dropTags ?? [])
    const before = { topic: note.topic, tags: note.tags }
    const after = { topic: what.topic?.trim() ?? note.topic, tags: tidyTags([...note.tags.filter((tag) => !dropped.has(tag)), ...(what.addTags ?? [])]) }
    return sameFiling(before, after) ? undefined : { event: filed(id, after), done: { kind: 'filed', id, before, after } }
  }
  /** Nothing where it was changed again since. */
  const takingBack = (done: Done): NewEvent | undefined => {
    const note = read.note(done.id)
    if (!note || (note.deletedAt !== undefined) !== (done.kind === 'removed')) return undefined
    if (done.kind === 'removed') return gone(done.id, false)
    return sameFiling({ topic: note.topic, tags: note.tags }, done.after) ? filed(done.id, done.before) : undefined
  }

  const found = (id: string): Job => {
    const job = jobs.get(id)
    if (!job) throw new Problem('not-found')
    return job
  }
  const state = ({ done, total, paused, changed }: Job): BulkUpdate => ({ kind: 'progress', done, total, paused, changed })
  const ending = ({ done, total, changed, stop }: Job): BulkUpdate => ({ kind: 'ended', done, total, cancelled: stop.signal.aborted, changed })
  const run = async (job: Job): Promise<void> => {
    let told = clock.elapsed()
    // Whoever asked gets the job's id before anything of it is done.
    await new Promise((resolve) => setTimeout(resolve, 0))
    try {
      while (job.done < job.total) {
        if (job.paused) await new Promise<void>((resolve) => (job.resume = resolve))
        if (job.stop.signal.aborted) break
        const steps = job.step(job.done)
        if (steps.length > 0) store.write.append(steps.map(({ event }) => event))
        for (const { done } of steps) if (done) job.changes.push(done)
        job.changed += steps.length
        job.done = Math.min(job.done + STEP, job.total)
        for (const listener of job.listeners) listener.push(state(job))
        if (clock.elapsed() - told > TELL) {
          changes.tell('notes')
          told = clock.elapsed()
        }
        await new Promise((resolve) => setTimeout(resolve, 0))
      }
    } catch (error) {
      for (const listener of job.listeners) listener.fail(error instanceof Error ? error : new Error(String(error)))
      job.listeners.clear()
      throw error
    } finally {
      job.ended = true
      changes.tell('notes')
      for (const listener of job.listeners) {
        listener.push(ending(job))
        listener.end()
      }
      for (const [id, old] of jobs) if (jobs.size > REMEMBERED && old.ended) jobs.delete(id)
    }
  }
  const begin = (total: number, step: Job['step']): string => {
    const job: Job = { total, step, stop: new AbortController(), listeners: new Set(), changes: [], done: 0, changed: 0, paused: false, resume: undefined, ended: false }
    const id = ports.newId()
    jobs.set(id, job)
    const work = run(job).catch((error: unknown) => ports.log.write('error', 'knowledge.bulk', { message: error instanceof Error ? error.message : String(error) }))
    running.add(work)
    void work.finally(() => running.delete(work))
    return id
  }
  return {
    start: (chosen, what) => {
      const ids = [...new Set(idsOf(chosen, read))]
      return begin(ids.length, (at) => ids.slice(at, at + STEP).flatMap((id) => changing(id, what) ?? []))
    },
    undo: (id) => {
      const { changes: did } = found(id)
      return begin(did.length, (at) => did.slice(at, at + STEP).flatMap((done) => {
        const event = takingBack(done)
        return event ? [{ event }] : []
      }))
    },
    follow: (id, signal) => {
      const job = found(id)
      const end = (): void => listener.end()
      const listener: Channel<BulkUpdate> = channel<BulkUpdate>(
        () => {
          job.listeners.delete(listener)
          signal?.removeEventListener('abort', end)
        },
        (before, next) => (before.kind === 'progress' && next.kind === 'progress' ? next : undefined),
      )
      listener.push(job.ended ? ending(job) : state(job))
      if (job.ended) listener.end()
      else {
        job.listeners.add(listener)
        signal?.addEventListener('abort', end)
      }
      return listener
    },
    pause: (id, paused) => {
      const job = found(id)
      job.paused = paused
      if (!paused) job.resume?.()
      for (const listener of job.listeners) listener.push(state(job))
    },
    cancel: (id) => {
      const job = found(id)
      job.stop.abort()
      job.resume?.()
    },
    close: async () => {
      for (const job of jobs.values()) {
        job.stop.abort()
        job.resume?.()
      }
      await Promise.all(running)
    },
  }
}
