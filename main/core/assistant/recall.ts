/** Finds what the person already has on a question: passages of their sources, notes they have verified. What must stay here is left out for a model that is elsewhere. */
import type { SourceId } from '../../../shared/model/ids.ts'
import { judgedNow, type Note } from '../../../shared/model/note.ts'
import type { PassageHit, Source } from '../../../shared/model/source.ts'
import type { Attachment } from '../../../shared/model/turn.ts'
import { notesFor } from '../notes/notesFor.ts'
import type { StoreReader } from '../ports.ts'
import { stayingSources } from '../sources/stayingSources.ts'
import { tokensOf } from './window.ts'

/** Passages handed to a model, and notes. */
const PASSAGES = 8
const NOTES = 8
/** Characters of a question that are searched with; a pasted megabyte has said by then what it is about. */
const SEARCHED = 4000
/** Share of a question's words that a note must say to go along. */
const SHARED = 0.3
/** Share of the room up to which an attached text is given whole; of a longer one the passages that speak of the question. */
const WHOLE_SHARE = 0.4

export type RecallReader = Pick<StoreReader, 'searchPassages' | 'sources' | 'source' | 'sourceByPath' | 'sourceText' | 'searchNotes'>

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
const leansOn = (note: Note, stays: (source: string) => boolean): boolean => judgedNow(note).sources.evidence.some(({ source, stance }) => stance !== 'related' && stays(source))

export interface RecallAsked {
  readonly question: string
  /** Only these sources. */
  readonly within?: readonly SourceId[] | undefined
  readonly attachments?: readonly Attachment[] | undefined
  /** Where the model is that it will be sent to. */
  readonly place: 'here' | 'cloud'
  /** The day that is asked about. */
  readonly asOf: string
  /** Tokens that the request may take. */
  readonly room: number
}

function attachedPassages(source: Source, question: string, room: number, read: RecallReader): Unnumbered[] {
  // A character is reckoned with at least a quarter of a token: a long text need not be read to know that it is too long.
  const text = source.length > room * 4 ? undefined : (read.sourceText(source.id, 0, source.length) ?? '')
  if (text === undefined || tokensOf(text) > room) return read.searchPassages(question, PASSAGES, [source.id]).map(plain)
  return text.trim() === '' ? [] : [{ source: source.id, start: 0, end: text.length, text, title: source.title }]
}

export function recall({ question, within, attachments = [], place, room, asOf }: RecallAsked, read: RecallReader): Recalled {
  const searched = question.slice(0, SEARCHED)
  const stays = place === 'cloud' ? stayingSources(read) : () => false
  const attached = attachments.flatMap(({ source }) => (source === undefined ? [] : [read.source(source)])).filter((source) => source !== undefined)
  const own = new Set(attached.map(({ id }) => id))
  const given = attached.filter(({ id }) => !stays(id))
  const found = read.searchPassages(searched, PASSAGES, within).filter(({ source }) => !own.has(source))
  const kept = found.filter(({ source }) => stays(source))
  const allowed = kept.length === 0 ? found : read.searchPassages(searched, PASSAGES, (within ?? read.sources().map(({ id }) => id)).filter((id) => !stays(id))).filter(({ source }) => !own.has(source))
  const notes = notesFor(searched, read, NOTES, SHARED, asOf).map(({ note }) => note)
  return {
    passages: [...given.flatMap((source) => attachedPassages(source, searched, (room * WHOLE_SHARE) / given.length, read)), ...allowed.map(plain)],
    notes: notes.filter((note) => !leansOn(note, stays)),
    kept: {
      passages: kept.map(({ source }) => source),
      notes: notes.filter((note) => leansOn(note, stays)).length,
      attachments: attached.filter((source) => !given.includes(source)).map(({ id }) => id),
    },
  }
}
