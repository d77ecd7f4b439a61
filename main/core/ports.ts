/** The world as the core sees it: everything it may touch arrives as one of these, and a shell decides what stands behind each. */
import type { Backup, BackupName, BackupProgress, BackupReason, BackupState, FullCheck, RestorePreview } from '../../shared/model/backup.ts'
import type { Deleted } from '../../shared/contract/contract.ts'
import type { AnswererId, ConversationId, NoteId, Sha256, SourceId, TurnId } from '../../shared/model/ids.ts'
import type { RuleBase } from '../../shared/logic/base.ts'
import type { Claim } from '../../shared/model/claim.ts'
import type { Conversation } from '../../shared/model/conversation.ts'
import type { HistoryEvent, LogReport } from '../../shared/model/history.ts'
import type { MessageHit } from '../../shared/model/messageHit.ts'
import type { NamedAnswerer } from '../../shared/model/namedAnswerer.ts'
import type { Note } from '../../shared/model/note.ts'
import type { RuleCounts } from '../../shared/model/ruleSet.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { Landmark, PassageHit, Source, SourceFormat } from '../../shared/model/source.ts'
import type { KeptTurnEvent, ReadingChoice } from '../../shared/model/turn.ts'
import type { Because, LogicResult } from '../../shared/model/verdict.ts'
import type { TurnLinks } from '../../shared/turn/branches.ts'
import type { Checker } from './checking/checker.ts'
import type { Models } from './models/modelPorts.ts'
import type { AnkiPackage, PrintPdf } from './export/exportPorts.ts'
import type { KnowledgeReader } from './notes/knowledgeReader.ts'
import type { RuleReader } from './rules/ruleReader.ts'
import type { DeskJob, DeskJobs, DeskProgress } from './logic/desk/jobs.ts'

export type { KnowledgeReader, RuleReader }
export type { ModelImage, ModelMessage, ModelRequest, ModelPiece, ModelFacts, ServerTrial, Models } from './models/modelPorts.ts'

export interface Clock {
  now(): Date
  /** Milliseconds that only grow, for durations. */
  elapsed(): number
}

export interface Log {
  /** One line of JSON; `fields` are redacted by key name and by value before they are written. */
  write(level: 'debug' | 'info' | 'warn' | 'error', event: string, fields?: Readonly<Record<string, unknown>>): void
}

/** The stream an event belongs to: `turn:ID`, `conversation:ID`, `source:ID`, `note:ID`, `check:ID`, `ruleSet:ID`, `settings`. */
export type Stream = string

export interface NewEvent {
  readonly stream: Stream
  readonly event: HistoryEvent
}

/** The history and the tables folded from it. Reading never writes: these run on read-only connections. */
export interface HistoryReader extends RuleReader, KnowledgeReader {
  conversations(): Conversation[]
  conversation(id: ConversationId): Conversation | undefined
  /** Turns of a conversation, oldest first, with all their events. */
  turnsOf(id: ConversationId, limit: number, before?: TurnId): { turns: { id: TurnId; events: KeptTurnEvent[] }[]; more: boolean }
  turnEvents(id: TurnId, afterSeq: number): KeptTurnEvent[]
  /** How the turns of a conversation hang together, in the order in which they were begun. */
  turnLinks(id: ConversationId): TurnLinks[]
  /** Whether a file ever went along with one of its questions. */
  hasAttachments(id: ConversationId): boolean
  /** Messages that hold all the words (or begin words with them), latest first; those of deleted conversations are not found. */
  searchMessages(query: string, filter: { limit: number; archived: boolean; conversation?: ConversationId | undefined }): MessageHit[]
  /** Messages that are not in the word index yet. */
  messagesDue(): number
  /** Turns that have begun and not ended: what a crash left behind. */
  openTurns(): TurnId[]
  /** Turns of live conversations, and checks; latest first. */
  liveTurns(limit: number): TurnId[]
  /** Texts that were checked and are not deleted, latest first. */
  checks(limit: number): { turn: TurnId; at: string; beginning: string }[]
  /** When a checked text was deleted; `null` when it was not, `undefined` when there is none. */
  checkDeleted(id: TurnId): string | null | undefined
  sources(): Source[]
  source(id: SourceId): Source | undefined
  /** The newest live source with these original bytes, or under this name or path. */
  sourceByHash(sha256: Sha256): Source | undefined
  sourceByPath(path: string): Source | undefined
  /** One with these bytes that is there only for questions it goes along with. */
  attachedByHash(sha256: Sha256): Source | undefined
  /** Whether a question went with a file of these bytes. */
  isAttached(sha256: Sha256): boolean
  notes(filter: { query?: string; topic?: string; status?: string }): Note[]
  note(id: NoteId): Note | undefined
  /** The live notes that were kept from a turn. */
  notesOf(turn: TurnId): Note[]
  /** Those that are not deleted, by name. */
  answerers(): NamedAnswerer[]
  answerer(id: AnswererId): NamedAnswerer | undefined
  /** What was deleted and not erased yet, latest first. */
  deleted(limit: number): Deleted[]
  settings(): Settings
  counts(): { conversations: number; sources: number; notes: number; history: number }
  verifyHistory(): LogReport
}

/** The texts of sources and the search over their passages. */
export interface PassageReader {
  sourceText(id: SourceId, start?: number, end?: number): string | undefined
  landmarks(id: SourceId): Landmark[]
  /** Full text search over live sources, best first; short queries and long claims alike. */
  searchPassages(text: string, limit: number, within?: readonly SourceId[]): PassageHit[]
  /** Texts with the same key find the same passages: the key is the terms that are searched for. */
  searchKey(text: string): string
  /** Another value after anything changed that a search could find. */
  libraryState(): number
}

export type StoreReader = HistoryReader & PassageReader

export interface HistoryWriter {
  /** Appends to the hash-chained history and folds into the tables, all or nothing; returns `seq` and time in order. */
  append(events: readonly NewEvent[]): { seq: number; at: string }[]
  /** Puts up to `most` pieces of messages into their word index; how many messages are still due. */
  indexMessages(most: number): number
  /**
   * Erases for good what was deleted before this time: payloads, texts and rows; the chain keeps tombstones.
   * Each step is a short transaction, so that others may write between two; it yields an original that no source needs any more, or nothing.
   */
  eraseDeleted(before: string): Iterable<Sha256 | undefined>
}

export interface PassageWriter {
  /** Text and passages of a source that is being imported; not visible until its `source.imported` is appended. At most 200 passages a call. */
  addSourceText(id: SourceId, text: string, landmarks: readonly Landmark[]): void
  addPassages(id: SourceId, passages: readonly { start: number; end: number; text: string; page?: number; heading?: string }[]): void
  /** Takes back what `addSourceText` and `addPassages` wrote for an import that was refused or cancelled. */
  dropUnfinishedSource(id: SourceId): void
  /** The same for every import that a killed run left unfinished. Called before the first import. */
  dropUnfinishedSources(): void
}

/** The one writing connection. Every call is one transaction and is on disk when it returns. */
export type StoreWriter = HistoryWriter & PassageWriter

export interface Store {
  readonly read: StoreReader
  readonly write: StoreWriter
  /** Called when damage was found in the database: from now on every write is `workspace.corrupt`. */
  refuseWrites(detail: string): void
  close(): void
}

export interface BackupWork {
  readonly tell?: ((progress: BackupProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Backups of the workspace, taken beside the running core, and restores that take effect when the workspace is next opened. Rejections are `backup.*`, `disk.*`, `not-found` or `cancelled`. */
export interface Backups {
  state(): Omit<BackupState, 'bytes'>
  /** Bytes that all of them take together. */
  bytes(): number
  /** `undefined` when the reason was only the hour and nothing has changed. */
  make(reason: BackupReason, now: Date, work: BackupWork): Promise<Backup | undefined>
  /** One file of it at this path; sealed where there is a passphrase. */
  writeFile(name: BackupName, to: string, passphrase: string | undefined, work: BackupWork): Promise<void>
  /** Lays a backup out beside the workspace's files, verifies it and tells what it would change. */
  stage(name: BackupName, work: BackupWork): Promise<RestorePreview>
  stageFile(path: string, passphrase: string | undefined, work: BackupWork): Promise<RestorePreview>
  dropStaged(id: string): void
  /** From now on the staged restore happens when the workspace is opened next: the core must be closed. */
  decide(id: string): void
  remove(name: BackupName): void
  /** Database, history, originals and newest backup, all of them. */
  check(now: Date, work: BackupWork): Promise<FullCheck>
  /** Takes away what killed runs left; called before anything else. */
  sweep(): void
  close(): Promise<void>
}

/** A file to be read: bytes are on disk (an upload or a path the command line named), never all in the core's memory. */
export interface IncomingFile {
  readonly name: string
  readonly path: string
  readonly bytes: number
}

export interface ParsedSource {
  readonly title: string
  readonly format: SourceFormat
  readonly text: string
  readonly landmarks: readonly Landmark[]
  readonly pages?: number
  readonly published?: string
  /** Cut along paragraphs; `text.slice(start, end)` is the passage. */
  readonly passages: readonly { start: number; end: number; page?: number; heading?: string }[]
}

/** Parses in a worker with limits of time and memory. Rejects with a `source.*` Problem. */
export interface SourceParser {
  parse(file: IncomingFile, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<ParsedSource>
  close(): Promise<void>
}

/** The originals of sources, by the hash of their bytes; and the temporary files of uploads. */
export interface Files {
  hash(path: string, signal?: AbortSignal): Promise<{ sha256: Sha256; bytes: number }>
  /** Copies the file under its hash, durably (fsync), once. */
  keepOriginal(path: string, sha256: Sha256): Promise<void>
  /** The bytes of an original as base64. Rejects with `not-found` where there is none, `source.too-large` where it has more than `most`. */
  readOriginal(sha256: Sha256, most: number): Promise<string>
  /** Removes an original that no source needs any more; one that is not there is fine. */
  dropOriginal(sha256: Sha256): Promise<void>
  beginUpload(name: string): Promise<{ path: string }>
  appendUpload(path: string, base64: string): Promise<number>
  dropUpload(path: string): Promise<void>
  /** The bytes of such a temporary file, in pieces of base64. */
  readUpload(path: string): AsyncIterable<string>
  /** Rejects with `disk.full` when there is no room for a file of this size; asked before it is sent. */
  needRoom(bytes: number): Promise<void>
  /** Removes what a killed run left behind: uploads that were never imported, originals that were never whole. Called before the first import. */
  sweep(): Promise<void>
  /** The files of the built-in sample workspace. */
  sampleFiles(): Promise<IncomingFile[]>
}

/** At once, or when another process or the system's keyring has answered. */
type Soon<T> = T | Promise<T>

/** Keys by server name. Reading is for adapters that talk to a server, never for the screen. */
export interface Secrets {
  get(server: string): Soon<string | undefined>
  set(server: string, key: string): Soon<{ where: string; warning?: string }>
  list(): Soon<{ server: string; where: string }[]>
  /** The system's keyring where this shell knows one: why it cannot be used, if so, and whose keys are in a file instead. */
  keyring?(): Soon<{ name: string; trouble?: string; inFile: string[] }>
  /** Moves the keys of the file into the keyring; each is read again from there before it leaves the file. The servers whose key was moved. */
  moveToKeyring?(): Soon<string[]>
}

/** One text of a rule base. `set` and `version` (its number) are missing where it was never saved. */
export interface RuleText {
  readonly file: string
  readonly text: string
  readonly set?: string
  readonly version?: number
}

/** The texts of a base in force. No texts: every claim is silent. */
export interface RuleTexts {
  /** Differs where anything differs, names of files and numbers of versions too: what a prepared base is kept under. */
  readonly key: string
  /** A hash over the hashes of the texts: what is kept with a verdict. */
  readonly version: string
  readonly texts: readonly RuleText[]
}

/** What one text is, read in the vocabulary of the whole base, and the ids by which it differs from what stood there before. */
export interface DescribedRules {
  readonly title?: string
  readonly counts: RuleCounts
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

/** The parts of a base that act on an answer besides its verdicts. */
export type SpeakingRules = Pick<RuleBase, 'policies' | 'wordings' | 'judges'>

/** A rule or fact as a model is told of it: in the person's own words. */
export interface RuleInWords {
  readonly id: string
  readonly kind: 'rule' | 'default' | 'define' | 'fact'
  readonly says: string
}

/** What the base alone gives to a question: the sentence, and what it is derived from. */
export interface Derived {
  readonly says: string
  readonly from: readonly Because[]
}

/** An item of a rule base, by its file and id. */
export interface ItemAt {
  readonly file: string
  readonly id: string
}

/** The engine, off the core's own thread. */
export interface Logic {
  decide(base: RuleTexts, claim: Pick<Claim, 'resolved'>, asOf: string, signal?: AbortSignal, choices?: ReadonlyMap<string, ReadingChoice>): Promise<LogicResult>
  /** `before`: the base as it was without this text. */
  describe(base: RuleTexts, file: string, before: RuleTexts): Promise<DescribedRules>
  /** Counts of every text of a base, by file. */
  counts(base: RuleTexts): Promise<Readonly<Record<string, RuleCounts>>>
  /** The hashes of the items with these ids, each in its file; none where there is no such item. Two facts may share an id. */
  hashes(base: RuleTexts, items: readonly ItemAt[]): Promise<readonly (readonly string[])[]>
  speaking(base: RuleTexts): Promise<SpeakingRules>
  /** The rules and facts that bear on a question, the nearest first. */
  relevant(base: RuleTexts, question: string, asOf: string): Promise<readonly RuleInWords[]>
  derive(base: RuleTexts, question: string, asOf: string, signal?: AbortSignal): Promise<readonly Derived[]>
}

/** The `*.rules` files of the workspace. Names have no folders in them. Every rejection is a Problem. */
export interface RuleFiles {
  /** `stamp` changes with the file; `undefined` when there is no folder at all. */
  list(): Promise<readonly { readonly file: string; readonly stamp: string; readonly bytes: number }[] | undefined>
  /** `undefined` when there is no such file. */
  read(file: string): Promise<string | undefined>
  /** The whole text or nothing, on disk when it returns. */
  write(file: string, text: string): Promise<void>
  remove(file: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Calls back some time after anything in the folder changed. Returns the function that ends it. */
  watch(changed: () => void): () => void
  /** The rule sets of the built-in sample workspace. */
  samples(): Promise<readonly { readonly file: string; readonly text: string }[]>
  /** Every rule set that the app brings to start from, those of the sample among them. */
  starters(): Promise<readonly { readonly file: string; readonly text: string }[]>
}

/** Questions about rules that take longer than a frame, answered off the main thread. Rejects with an AbortError once `signal` is aborted. */
export interface RulesDesk {
  ask<K extends DeskJob>(kind: K, input: DeskJobs[K]['input'], signal?: AbortSignal, onProgress?: (progress: DeskProgress) => void): Promise<DeskJobs[K]['output']>
}

export interface Ports {
  readonly clock: Clock
  /** A fresh ULID. */
  newId(): string
  readonly log: Log
  readonly store: Store
  readonly files: Files
  readonly parser: SourceParser
  readonly models: Models
  readonly secrets: Secrets
  readonly checker: Checker
  readonly logic: Logic
  readonly desk: RulesDesk
  readonly ruleFiles: RuleFiles
  readonly backups: Backups
  readonly printPdf: PrintPdf
  readonly ankiPackage: AnkiPackage
  /** Asks the shell to close this core and open the workspace again. Returns at once. */
  restart(): void
  /** Shown in settings: where the workspace is, and which version this is. */
  readonly about: {
    readonly version: string
    readonly workspace: string
    /** The database is damaged, in words: the store reads as empty and refuses every write. */
    readonly damage?: string
  }
}

