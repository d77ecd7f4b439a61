/** What is read of knowledge beside the notes themselves: pages of them, who leans on what, contradictions, history by day, growth. */
import type { HistoryRow, NoteRow } from '../../../shared/contract/noteContract.ts'
import type { NoteFilter } from '../../../shared/model/noteFilter.ts'
import type { Contradiction } from '../../../shared/model/contradiction.ts'
import type { ClaimId, ContradictionId, NoteId, SourceId, TurnId } from '../../../shared/model/ids.ts'
import type { KeepPolicy, Leaning, Note } from '../../../shared/model/note.ts'

/** Something that changed and whose dependents have not been looked at yet. */
export interface Due {
  readonly kind: 'source' | 'set' | 'note'
  readonly id: string
  readonly seq: number
}

export interface HistoryFilter {
  readonly day?: string | undefined
  /** Rows of these streams. */
  readonly streams?: readonly string[] | undefined
  readonly before?: number | undefined
}

export interface KnowledgeReader {
  /** Newest first. `offset` counts rows that match. */
  notePage(filter: NoteFilter, offset: number, limit: number): { rows: NoteRow[]; total: number }
  /** Ids of all live notes that match, oldest first. */
  noteIds(filter: NoteFilter): NoteId[]
  /** Ids of those that match, newest first: a stretch of the list. */
  noteStretch(filter: NoteFilter, offset: number, limit: number): NoteId[]
  /** Those of these that match. */
  notesAmong(filter: NoteFilter, ids: readonly NoteId[]): NoteId[]
  /** How many of those that match are newer than this one, which need not match; missing for one that never was. */
  notePlace(filter: NoteFilter, id: NoteId): number | undefined
  /** Tags of live notes, the most used first. */
  noteTags(limit: number): { tag: string; notes: number }[]
  noteRows(ids: readonly NoteId[]): NoteRow[]
  noteTopics(): { topic: string; notes: number }[]
  keptClaims(turns: readonly TurnId[]): { turn: TurnId; claim: ClaimId; note: NoteId }[]
  /** Live notes whose words fit best, deleted and merged ones left out. Any of the words is enough; `standing`: only current ones that are verified. */
  searchNotes(text: string, limit: number, among?: 'all' | 'standing'): Note[]
  /** The newest ones. */
  staleNotes(limit: number): Note[]
  /** Live notes that link to this one, oldest first. */
  linkedFrom(id: NoteId, limit: number): NoteId[]
  /** Those of these notes that are left apart from the others of this meaning. */
  notesApart(meaning: string): NoteId[]
  /** Live notes of this meaning, oldest first; and the meanings that more than one live note has, not all of them left apart, latest first. */
  notesMeaning(meaning: string): NoteId[]
  sharedMeanings(limit: number): string[]
  /** Oldest first. */
  due(limit: number): Due[]
  /** Notes that lean on it, after this one by id. */
  leaning(kind: Leaning['kind'], id: string, after: string, limit: number): NoteId[]
  /** What this note leans on, by whomever it was said. */
  leansOn(id: NoteId): Leaning[]
  /** Live notes whose last day has come and which do not say so yet. */
  expired(today: string): NoteId[]
  /** The version that took a source's place, at the end of the row of replacements; itself where there is none. */
  newestOf(id: SourceId): SourceId | undefined
  /** This source and every version that it took the place of. */
  versionsUpTo(id: SourceId): SourceId[]
  contradiction(id: ContradictionId): Contradiction | undefined
  contradictions(open: boolean, offset: number, limit: number): { rows: Contradiction[]; total: number }
  /** Pairs that were found before, decided or not. */
  contradictionKnown(note: NoteId, other: { note: NoteId } | { turn: TurnId; claim: ClaimId }): boolean
  keepPolicies(): KeepPolicy[]
  historyDays(offset: number, limit: number): { day: string; events: number }[]
  historyRows(filter: HistoryFilter, limit: number): HistoryRow[]
  /** Changes by day and kind, in order of days. */
  growthDays(): { day: string; what: string; change: number }[]
}
