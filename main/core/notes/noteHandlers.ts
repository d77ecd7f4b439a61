/** Notes: kept, found, edited, judged again, linked, merged, deleted, brought back and written out. */
import type { LinkedNote } from '../../../shared/contract/noteContract.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { Implementer } from '../edge.ts'
import { type BulkJobs, idsOf } from './bulkJobs.ts'
import { cascadeOf } from './cascade.ts'
import type { Inbox } from './contradictions.ts'
import { editNote, linkNotes, reinstateNote, retractNote, tidyTags, vouchFor } from './editNote.ts'
import { keepClaims } from './keepClaims.ts'
import { duplicates, leaveApart, mergeNotes, sameAs, unmergeNotes } from './mergeNotes.ts'
import type { NoteDesk } from './noteDesk.ts'
import type { VerifyJobs } from './verifyJobs.ts'
import { whyNote } from './whyNote.ts'

/** Notes that lean on one note and are named with it. */
const LEANERS = 200

export function noteHandlers(os: Implementer, desk: NoteDesk, inbox: Inbox, jobs: VerifyJobs, bulk: BulkJobs) {
  const { ports, changes, found, append } = desk
  const { store } = ports
  const { read } = store
  const leanersOf = (note: Note) => {
    const ids = read.leaning('note', note.id, '', LEANERS)
    return read.noteRows(ids).map((row) => ({ note: row, kind: read.note(row.id)?.links?.find(({ to }) => to === note.id)?.kind ?? 'supported-by' }))
  }
  /** From it, then to it. */
  const linksOf = (note: Note): LinkedNote[] => {
    const rowOf = (id: NoteId) => (read.note(id)?.deletedAt === undefined ? read.noteRows([id])[0] : undefined)
    const from = (note.links ?? []).map(({ kind, to }) => ({ from: note.id, kind, to, id: to }))
    const towards = read.linkedFrom(note.id, LEANERS).flatMap((id) => (read.note(id)?.links ?? []).filter(({ to }) => to === note.id).map(({ kind, to }) => ({ from: id, kind, to, id })))
    return [...from, ...towards].map(({ id, ...link }) => {
      const other = rowOf(id)
      return other ? { ...link, other } : link
    })
  }
  const there = (ids: readonly NoteId[], deleted: boolean): NoteId[] => [...new Set(ids)].filter((id) => {
    const note = read.note(id)
    return note !== undefined && (note.deletedAt !== undefined) === deleted
  })
  const mark = (ids: readonly NoteId[], kind: 'note.deleted' | 'note.restored'): void => append(ids.map((id) => ({ stream: `note:${id}`, event: { kind, id } })))
  return {
    keep: os.note.keep.handler(({ input }) => {
      const notes = keepClaims(input.turn, input.claims, input.topic, ports)
      changes.tell('notes')
      inbox.afterNotes(notes)
      return notes
    }),
    list: os.note.list.handler(({ input }) => read.notes({ ...(input.query === undefined ? {} : { query: input.query }), ...(input.topic === undefined ? {} : { topic: input.topic }) })),
    page: os.note.page.handler(({ input }) => read.notePage(input.filter, input.offset, input.limit)),
    get: os.note.get.handler(({ input }) => {
      const note = found(input.id)
      return { note, leaners: leanersOf(note), same: sameAs(desk, note), links: linksOf(note) }
    }),
    ids: os.note.ids.handler(({ input: { filter, offset, limit, among } }) => ({ ids: among ? read.notesAmong(filter, among) : read.noteStretch(filter, offset, limit) })),
    place: os.note.place.handler(({ input }) => {
      const index = read.notePlace(input.filter, input.id)
      return index === undefined ? {} : { index }
    }),
    tags: os.note.tags.handler(({ input }) => read.noteTags(input.limit)),
    topics: os.note.topics.handler(() => read.noteTopics()),
    kept: os.note.kept.handler(({ input }) => read.keptClaims(input.turns)),
    edit: os.note.edit.handler(async ({ input: { id, ...change } }) => {
      const before = found(id)
      const note = await editNote(desk, id, change)
      if (note.statement !== before.statement) inbox.afterNotes([note])
      return note
    }),
    vouch: os.note.vouch.handler(({ input }) => vouchFor(desk, input.id, input.reason)),
    retract: os.note.retract.handler(({ input }) => retractNote(desk, input.id, input.reason)),
    reinstate: os.note.reinstate.handler(({ input }) => reinstateNote(desk, input.id)),
    cascade: os.note.cascade.handler(({ input }) => cascadeOf(found(input.id).id, read)),
    link: os.note.link.handler(({ input }) => linkNotes(desk, input.from, input.kind, input.to, input.on)),
    remove: os.note.remove.handler(({ input: { id } }) => {
      mark([found(id).id], 'note.deleted')
      return {}
    }),
    removeMany: os.note.removeMany.handler(({ input }) => {
      const removed = there(input.ids, false)
      mark(removed, 'note.deleted')
      return { removed }
    }),
    restore: os.note.restore.handler(({ input: { id } }) => {
      mark([found(id, true).id], 'note.restored')
      return found(id)
    }),
    restoreMany: os.note.restoreMany.handler(({ input }) => {
      mark(there(input.ids, true), 'note.restored')
      return {}
    }),
    file: os.note.file.handler(({ input: { ids, topic, addTags } }) => {
      const at = desk.now()
      desk.save(there(ids, false).map((id): Note => {
        const note = found(id)
        return { ...note, topic: topic?.trim() ?? note.topic, tags: tidyTags([...note.tags, ...(addTags ?? [])]), updated: at }
      }))
      return {}
    }),
    duplicates: os.note.duplicates.handler(({ input }) => duplicates(desk, input.limit)),
    apart: os.note.apart.handler(({ input }) => ({ ids: leaveApart(desk, input.ids, input.apart) })),
    merge: os.note.merge.handler(({ input }) => mergeNotes(desk, input.ids, input.into)),
    unmerge: os.note.unmerge.handler(({ input }) => unmergeNotes(desk, input.id)),
    verify: os.note.verify.handler(({ input }) => ({ job: input.except?.length ? jobs.start(idsOf(input, read), undefined) : jobs.start(input.ids, input.filter) })),
    followVerify: os.note.followVerify.handler(({ input, signal }) => jobs.follow(input.job, signal)),
    pauseVerify: os.note.pauseVerify.handler(({ input }) => {
      jobs.pause(input.job, input.paused)
      return {}
    }),
    cancelVerify: os.note.cancelVerify.handler(({ input }) => {
      jobs.cancel(input.job)
      return {}
    }),
    bulk: os.note.bulk.handler(({ input: { what, ...chosen } }) => ({ job: bulk.start(chosen, what) })),
    undoBulk: os.note.undoBulk.handler(({ input }) => ({ job: bulk.undo(input.job) })),
    followBulk: os.note.followBulk.handler(({ input, signal }) => bulk.follow(input.job, signal)),
    pauseBulk: os.note.pauseBulk.handler(({ input }) => {
      bulk.pause(input.job, input.paused)
      return {}
    }),
    cancelBulk: os.note.cancelBulk.handler(({ input }) => {
      bulk.cancel(input.job)
      return {}
    }),
    why: os.note.why.handler(({ input, signal }) => whyNote(found(input.id), ports, signal)),
    stale: os.note.stale.handler(({ input }) => input.ids.flatMap((id) => {
      const note = read.note(id)
      return note ? [{ id, reasons: note.stale ?? [] }] : []
    })),
  }
}
