/** Every kind of event that the history keeps. A table is only a fold over these; payloads carry `v` and old ones are upcast on reading. */
import { z } from 'zod'
import { AnswererId, ConversationId, NoteId, SourceId, TurnId } from './ids.ts'
import { knowledgeEvents } from './contradiction.ts'
import { NamedAnswerer } from './namedAnswerer.ts'
import { KeepPolicy, Note, StaleReason } from './note.ts'
import { ruleSetEvents } from './ruleSet.ts'
import { Settings } from './settings.ts'
import { Source } from './source.ts'
import { TurnEvent } from './turn.ts'

const gone = <K extends string, I extends z.ZodType>(kind: K, id: I) => z.object({ kind: z.literal(kind), id })

export const HistoryEvent = z.discriminatedUnion('kind', [
  ...TurnEvent.options,
  z.object({ kind: z.literal('conversation.created'), id: ConversationId, title: z.string() }),
  z.object({ kind: z.literal('conversation.renamed'), id: ConversationId, title: z.string() }),
  /** `null`: out of every folder. A folder is there as long as a conversation is in it. */
  z.object({ kind: z.literal('conversation.moved'), id: ConversationId, folder: z.string().nullable() }),
  z.object({ kind: z.literal('conversation.archived'), id: ConversationId, archived: z.boolean() }),
  gone('conversation.deleted', ConversationId),
  gone('conversation.restored', ConversationId),
  gone('check.deleted', TurnId),
  gone('check.restored', TurnId),
  /** The text itself is not in the history: its hash is, and the original is kept by hash. */
  z.object({ kind: z.literal('source.imported'), source: Source, replaces: SourceId.optional() }),
  /** Never sent to a cloud model, or allowed again. */
  z.object({ kind: z.literal('source.marked'), id: SourceId, localOnly: z.boolean() }),
  /** What went along with a question is a source of the library from now on. */
  gone('source.adopted', SourceId),
  gone('source.deleted', SourceId),
  gone('source.restored', SourceId),
  z.object({ kind: z.literal('note.kept'), note: Note }),
  z.object({ kind: z.literal('note.edited'), note: Note }),
  /** What it leans on changed, or came back: all reasons why it is stale from now on. */
  z.object({ kind: z.literal('note.staled'), id: NoteId, reasons: z.array(StaleReason) }),
  /** It was part of an answer. */
  z.object({ kind: z.literal('note.helped'), id: NoteId, turn: TurnId }),
  /** Topic and tags from now on, where nothing else of the note changed. */
  z.object({ kind: z.literal('note.filed'), id: NoteId, topic: z.string(), tags: z.array(z.string()) }),
  gone('note.deleted', NoteId),
  gone('note.restored', NoteId),
  z.object({ kind: z.literal('keeping.changed'), policies: z.array(KeepPolicy) }),
  /** Everything that leaned on these was looked at, as far as the row `upTo`. */
  z.object({ kind: z.literal('knowledge.settled'), upTo: z.int().nonnegative(), what: z.array(z.object({ kind: z.enum(['source', 'set', 'note']), id: z.string() })) }),
  ...knowledgeEvents,
  z.object({ kind: z.literal('answerer.saved'), answerer: NamedAnswerer }),
  gone('answerer.deleted', AnswererId),
  gone('answerer.restored', AnswererId),
  ...ruleSetEvents,
  z.object({ kind: z.literal('settings.changed'), settings: Settings }),
  /** The payloads of these rows of a stream are gone for good; the rows stay, as tombstones of the chain. `last`: nothing of it is left. */
  z.object({ kind: z.literal('history.erased'), stream: z.string(), seqs: z.array(z.int().positive()), last: z.boolean() }),
  /** At a start the history was shorter than its head outside the database had said: rows were cut off. */
  z.object({ kind: z.literal('history.cut'), expected: z.int().nonnegative(), found: z.int().nonnegative() }),
  /** At a start there were rows and no head outside the database: whether rows were cut off cannot be told, until the person says that it is right. */
  z.object({ kind: z.literal('history.headMissing'), found: z.int().nonnegative() }),
  /** The person said that the history is right as it stands. */
  z.object({ kind: z.literal('history.anchored'), count: z.int().nonnegative() }),
  /** The workspace was put back to a backup: `at` is when that was taken, `count` the row that it ended with. */
  z.object({ kind: z.literal('history.restored'), at: z.string(), count: z.int().nonnegative() }),
])
export type HistoryEvent = z.infer<typeof HistoryEvent>

/** What `plumbline log verify --json` prints. `firstBroken` is the `seq` of the first row that does not hold. */
export const LogReport = z.object({
  whole: z.boolean(),
  count: z.int(),
  head: z.string(),
  firstBroken: z.int().nullable(),
  /** What is wrong there, in words. */
  say: z.string().optional(),
})
export type LogReport = z.infer<typeof LogReport>
