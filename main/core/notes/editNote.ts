/** What a person does with one note: words it anew, files it, vouches for it, retracts it, links it. */
import type { NoteId } from '../../../shared/model/ids.ts'
import type { linkKinds, Note } from '../../../shared/model/note.ts'
import { Problem } from '../../../shared/problem.ts'
import { hashOf, judgedFields } from './judgedFields.ts'
import type { NoteDesk } from './noteDesk.ts'

/** Trimmed, each once, in the order given. */
export const tidyTags = (tags: readonly string[]): string[] => [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))]

export interface NoteEdit {
  readonly statement?: string | undefined
  readonly topic?: string | undefined
  readonly tags?: readonly string[] | undefined
  readonly expires?: string | null | undefined
}

/** The note without these fields. */
function without<K extends keyof Note>(note: Note, ...names: K[]): Omit<Note, K> {
  return Object.fromEntries(Object.entries(note).filter(([name]) => !names.includes(name as K))) as Omit<Note, K>
}

/** A changed wording is judged again before anything is written; the note as it was stays in the history. Its vouching was for other words, and goes. */
export async function editNote(desk: NoteDesk, id: NoteId, { statement, topic, tags, expires }: NoteEdit): Promise<Note> {
  const words = statement?.trim()
  if (words === '') throw new Problem('input.invalid', 'a note needs a statement')
  const first = desk.found(id)
  const reworded = words !== undefined && words !== first.statement
  const recheck = reworded ? (await desk.judge([{ statement: words }], new AbortController().signal))[0]! : undefined
  // It may have changed while it was judged: what was not edited here stays as it is now.
  const note = desk.found(id)
  const at = desk.now()
  let next: Note = { ...note, topic: topic?.trim() ?? note.topic, tags: tags ? tidyTags(tags) : note.tags, updated: at }
  if (expires === null) next = without(next, 'expires')
  else if (expires !== undefined) next = { ...next, expires }
  if (recheck && words !== undefined) {
    const bare = without(next, 'vouched', 'quotes', 'confidence', 'meaning')
    const reasons = (next.stale ?? []).filter(({ kind }) => kind !== 'judged-otherwise')
    next = { ...bare, statement: words, reworded: at, recheck, accepted: recheck.claim.verdict, stale: reasons, ...judgedFields(words, recheck.claim, desk.ports.store.read) }
  }
  desk.save([next])
  return desk.found(id)
}

export function vouchFor(desk: NoteDesk, id: NoteId, reason: string): Note {
  const note = desk.found(id)
  const why = reason.trim()
  if (why === '' && !note.vouched) throw new Problem('input.invalid', 'to vouch for a note, say why')
  const at = desk.now()
  const next: Note = why === '' ? without(note, 'vouched') : { ...note, vouched: { reason: why, at } }
  desk.save([{ ...next, updated: at }])
  return desk.found(id)
}

export function retractNote(desk: NoteDesk, id: NoteId, reason: string): Note {
  const note = desk.found(id)
  const at = desk.now()
  desk.save([{ ...note, status: 'retracted', retracted: { reason: reason.trim(), at }, updated: at }])
  return desk.found(id)
}

export function reinstateNote(desk: NoteDesk, id: NoteId): Note {
  const note = desk.found(id)
  if (note.status !== 'retracted' && note.status !== 'disputed') return note
  desk.save([{ ...without(note, 'retracted'), status: (note.stale ?? []).length > 0 ? 'stale' : 'current', updated: desk.now() }])
  return desk.found(id)
}

/** Whom a link makes lean on whom; a contradiction makes nobody lean. */
const leans = (from: NoteId, kind: (typeof linkKinds)[number], to: NoteId): readonly [leaner: NoteId, ground: NoteId] | undefined =>
  kind === 'contradicts' ? undefined : kind === 'supports' ? [to, from] : [from, to]

function reaches(desk: NoteDesk, from: NoteId, to: NoteId): boolean {
  const seen = new Set<string>([from])
  const open: NoteId[] = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true
    for (const { kind, id: next } of desk.ports.store.read.leansOn(id)) {
      if (kind !== 'note' || seen.has(next)) continue
      seen.add(next)
      open.push(next as NoteId)
    }
  }
  return false
}

/** A note cannot lean on itself, over however many others: nothing could then be told from anything. */
export function linkNotes(desk: NoteDesk, from: NoteId, kind: (typeof linkKinds)[number], to: NoteId, on: boolean): Note {
  const note = desk.found(from)
  const others = (note.links ?? []).filter((link) => link.kind !== kind || link.to !== to)
  if (!on) {
    if (others.length !== (note.links ?? []).length) desk.save([{ ...note, links: others, updated: desk.now() }])
    return desk.found(from)
  }
  const other = desk.found(to)
  if (from === to) throw new Problem('input.invalid', 'a note cannot be linked to itself')
  const pair = leans(from, kind, to)
  if (pair && reaches(desk, pair[1], pair[0])) throw new Problem('input.invalid', 'this would be a circle: the other note leans on this one already')
  const ground = pair === undefined ? undefined : pair[1] === to ? other : note
  desk.save([{ ...note, links: [...others, { kind, to, ...(ground ? { said: hashOf(ground.statement) } : {}) }], updated: desk.now() }])
  return desk.found(from)
}
