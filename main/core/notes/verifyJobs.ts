/** Judging notes again: one, some or all, a few at a time, so that the app stays usable; it can be followed, paused and stopped. */
import type { VerifyUpdate } from '../../../shared/contract/noteContract.ts'
import type { NoteFilter } from '../../../shared/model/noteFilter.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import { acceptedVerdict, type Note, type Recheck, type StaleReason } from '../../../shared/model/note.ts'
import { Problem } from '../../../shared/problem.ts'
import { type Channel, channel } from '../channel.ts'
import type { NewEvent } from '../ports.ts'
import { judgedFields } from './judgedFields.ts'
import { edited, type NoteDesk, resolvedStatement } from './noteDesk.ts'
import { staleReasons } from './staleReasons.ts'
import { worldOf } from './world.ts'

/** Notes that are judged and written together. */
const STEP = 20
/** Ended jobs that can still be followed. */
const REMEMBERED = 20
/** Milliseconds between two looks of those who watch the list. */
const TELL = 500

export interface VerifyJobs {
  start(ids: readonly NoteId[] | undefined, filter: NoteFilter | undefined): string
  follow(job: string, signal?: AbortSignal): Channel<VerifyUpdate>
  pause(job: string, paused: boolean): void
  cancel(job: string): void
  close(): Promise<void>
}

interface Job {
  readonly ids: readonly NoteId[]
  readonly stop: AbortController
  readonly listeners: Set<Channel<VerifyUpdate>>
  done: number
  stale: number
  fresh: number
  paused: boolean
  resume: (() => void) | undefined
  ended: boolean
}

const states: Record<string, string> = { verified: 'verified', contradicted: 'contradicted', unverified: 'unverified', 'not-checkable': 'not checkable' }

/** The note with a new judgement: with the verdict that was accepted it is fresh, a settled one that comes out otherwise says so; what was open may only gain. */
export function judgedAgain(note: Note, recheck: Recheck): Note {
  const { verdict } = recheck.claim
  const accepted = acceptedVerdict(note)
  const wasOpen = accepted === 'unverified' || accepted === 'not-checkable'
  const otherwise: StaleReason[] = verdict === accepted || wasOpen ? [] : [{ kind: 'judged-otherwise', id: '', says: `checked again on ${recheck.asOf}, it is ${states[verdict]}, no longer ${states[accepted]}` }]
  return { ...note, recheck, stale: otherwise, updated: recheck.at, ...(wasOpen && verdict !== accepted ? { accepted: verdict } : {}) }
}

export function createVerifyJobs(desk: NoteDesk): VerifyJobs {
  const { ports, ruleSets, changes } = desk
  const { store, clock } = ports
  const jobs = new Map<string, Job>()
  let last: Promise<void> = Promise.resolve()
  const found = (id: string): Job => {
    const job = jobs.get(id)
    if (!job) throw new Problem('not-found')
    return job
  }
  const state = ({ done, ids, stale, fresh, paused }: Job): VerifyUpdate => ({ kind: 'progress', done, total: ids.length, paused, stale, fresh })
  const tell = (job: Job, update: VerifyUpdate = state(job)): void => {
    for (const listener of job.listeners) listener.push(update)
  }
  const step = async (job: Job, ids: readonly NoteId[]): Promise<void> => {
    const notes = ids.flatMap((id) => store.read.note(id) ?? []).filter(({ deletedAt }) => deletedAt === undefined)
    const rechecks = await desk.judge(notes.map((note) => ({ statement: resolvedStatement(note) })), job.stop.signal)
    job.stop.signal.throwIfAborted()
    const judged = notes.map((note, index) => judgedAgain(store.read.note(note.id) ?? note, rechecks[index]!))
    const world = await worldOf(judged, () => ruleSets.base(), ports)
    const events = judged.flatMap((note): NewEvent[] => {
      const reasons = staleReasons(note, world)
      if (reasons.length > 0) job.stale += 1
      else job.fresh += 1
      const { stale: _stale, staleBecause: _because, quotes: _quotes, confidence: _confidence, ...rest } = note
      const status = note.status === 'retracted' || note.status === 'disputed' ? note.status : reasons.length > 0 ? 'stale' : 'current'
      const next: Note = { ...rest, status, ...judgedFields(note.statement, note.recheck!.claim, store.read) }
      return [edited(next), ...(reasons.length > 0 ? [{ stream: `note:${note.id}`, event: { kind: 'note.staled' as const, id: note.id, reasons } }] : [])]
    })
    if (events.length > 0) store.write.append(events)
  }
  const run = async (job: Job): Promise<void> => {
    let told = clock.elapsed()
    try {
      for (let at = 0; at < job.ids.length; at += STEP) {
        if (job.paused) await new Promise<void>((resolve) => (job.resume = resolve))
        job.stop.signal.throwIfAborted()
        const ids = job.ids.slice(at, at + STEP)
        await step(job, ids)
        job.done += ids.length
        tell(job)
        if (clock.elapsed() - told > TELL) {
          changes.tell('notes')
          told = clock.elapsed()
        }
        await new Promise((resolve) => setTimeout(resolve, 0))
      }
    } catch (error) {
      if (!job.stop.signal.aborted) {
        for (const listener of job.listeners) listener.fail(error instanceof Error ? error : new Error(String(error)))
        job.listeners.clear()
        throw error
      }
    } finally {
      job.ended = true
      changes.tell('notes')
      const { done, ids, stale, fresh } = job
      tell(job, { kind: 'ended', done, total: ids.length, cancelled: job.stop.signal.aborted, stale, fresh })
      for (const listener of job.listeners) listener.end()
      for (const [id, old] of jobs) if (jobs.size > REMEMBERED && old.ended) jobs.delete(id)
    }
  }
  return {
    start: (ids, filter) => {
      const chosen = ids ?? store.read.noteIds(filter ?? {})
      const job: Job = { ids: chosen, stop: new AbortController(), listeners: new Set(), done: 0, stale: 0, fresh: 0, paused: false, resume: undefined, ended: false }
      const id = ports.newId()
      jobs.set(id, job)
      last = last.then(() => run(job)).catch((error: unknown) => ports.log.write('error', 'knowledge.verify', { message: error instanceof Error ? error.message : String(error) }))
      return id
    },
    follow: (id, signal) => {
      const job = found(id)
      const end = (): void => listener.end()
      const listener: Channel<VerifyUpdate> = channel<VerifyUpdate>(
        () => {
          job.listeners.delete(listener)
          signal?.removeEventListener('abort', end)
        },
        (before, next) => (before.kind === 'progress' && next.kind === 'progress' ? next : undefined),
      )
      if (job.ended) {
        const { done, ids, stale, fresh } = job
        listener.push({ kind: 'ended', done, total: ids.length, cancelled: job.stop.signal.aborted, stale, fresh })
        listener.end()
      } else {
        listener.push(state(job))
        job.listeners.add(listener)
        signal?.addEventListener('abort', end)
      }
      return listener
    },
    pause: (id, paused) => {
      const job = found(id)
      job.paused = paused
      if (!paused) job.resume?.()
      tell(job)
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
      await last
    },
  }
}
