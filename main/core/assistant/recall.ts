/** Finds what the person already has on a question: passages of their sources, notes they have verified. What must stay here is left out for a model that is elsewhere. */
import type { SourceId } from '../../../shared/model/ids.ts'
import { judgedNow, type Note } from '../../../shared/model/note.ts'
import type { PassageHit, Source } from '../../../shared/model/source.ts'
import type { Attachment } from '../../../shared/model/turn.ts'
import type { StoreReader } from '../ports.ts'
import { notesFor } from '../notes/notesFor.ts'

/** Passages handed to a model, and notes. */
const PASSAGES = 8
const NOTES = 8
/** Characters of a question that are searched with; a pasted megabyte has said by then what it is about. */
const SEARCHED = 4000
/** Share of a question's words that a note must say to go along. */
const SHARED = 0.3
/** UTF-16 units of an attached text that is given whole; of a longer one the passages that speak of the question. */
const WHOLE = 24_000

export type RecallReader = Pick<StoreReader, 'searchPassages' | 'sources' | 'source' | 'sourceText' | 'searchNotes'>

/** A passage before it has its number. */
export type Unnumbered = Omit<PassageHit, 'score' | 'path'>

export interface Recalled {
  /** What was attached first, then the library's, best first. */
  readonly passages: readonly Unnumbered[]
  readonly notes: readonly Note[]
  /** What would have been given, had the model been on this machine. */
  readonly kept: { readonly passages: readonly SourceId[]; readonly notes: number; readonly attachments: readonly SourceId[] }
}

const plain = ({ score: _score, path: _path, ...passage }: PassageHit): Unnumbered => passage

/** Whether what a note says stands in a source that must stay here. */
const leansOn = (note: Note, ids: ReadonlySet<string>): boolean => judgedNow(note).sources.evidence.some(({ source, stance }) => stance !== 'related' && ids.has(source))

export interface RecallAsked {
  readonly question: string
  /** Only these sources. */
  readonly within?: readonly SourceId[] | undefined
  readonly attachments?: readonly Attachment[] | undefined
  /** Where the model is that it will be sent to. */
  readonly place: 'here' | 'cloud'
}

/** The ids of sources that are never sent to a cloud model. */
export const localOnlySources = (read: Pick<StoreReader, 'sources'>): Set<SourceId> => new Set(read.sources().filter((source) => source.localOnly === true).map(({ id }) => id))

function attachedPassages(source: Source, question: string, read: RecallReader): Unnumbered[] {
  if (source.length > WHOLE) return read.searchPassages(question, PASSAGES, [source.id]).map(plain)
  const text = read.sourceText(source.id, 0, source.length) ?? ''
  return text.trim() === '' ? [] : [{ source: source.id, start: 0, end: text.length, text, title: source.title }]
}

export function recall({ question, within, attachments = [], place }: RecallAsked, read: RecallReader): Recalled {
  const searched = question.slice(0, SEARCHED)
  const stays = place === 'cloud' ? localOnlySources(read) : new Set<SourceId>()
  const attached = attachments.flatMap(({ source }) => (source === undefined ? [] : [read.source(source)])).filter((source) => source !== undefined)
  const own = new Set(attached.map(({ id }) => id))
  const given = attached.filter((source) => source.localOnly !== true || place === 'here')
  const found = read.searchPassages(searched, PASSAGES, within).filter(({ source }) => !own.has(source))
  const allowed = stays.size === 0 ? found : read.searchPassages(searched, PASSAGES, (within ?? read.sources().map(({ id }) => id)).filter((id) => !stays.has(id))).filter(({ source }) => !own.has(source))
  const notes = notesFor(searched, read, NOTES, SHARED).map(({ note }) => note)
  return {
    passages: [...given.flatMap((source) => attachedPassages(source, searched, read)), ...allowed.map(plain)],
    notes: notes.filter((note) => !leansOn(note, stays)),
    kept: {
      passages: found.filter(({ source }) => stays.has(source)).map(({ source }) => source),
      notes: notes.filter((note) => leansOn(note, stays)).length,
      attachments: attached.filter((source) => !given.includes(source)).map(({ id }) => id),
    },
  }
}
