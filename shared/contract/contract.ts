/** What the screen may ask of the core: one contract, the same over a WebSocket, a MessagePort and in memory. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Conversation } from '../model/conversation.ts'
import { AnswererId, ConversationId, ImportId, NoteId, RuleSetId, Sha256, SourceId, TurnId, UploadId } from '../model/ids.ts'
import { NamedAnswerer } from '../model/namedAnswerer.ts'
import { MessageHit } from '../model/messageHit.ts'
import { Answerer, ModelServer, Settings, SettingsChange } from '../model/settings.ts'
import { ImportEvent, Landmark, PassageHit, Source } from '../model/source.ts'
import { Attachment, KeptTurnEvent, Prompted, TurnUpdate } from '../model/turn.ts'
import { ProblemShape } from '../problem.ts'
import { backupContract } from './backupContract.ts'
import { exportContract } from './exportContract.ts'
import { noteContract } from './noteContract.ts'
import { ruleContract } from './ruleContract.ts'

/** Every failure that crosses is a `Problem`; nothing else does. */
const procedure = oc.errors({ PROBLEM: { data: ProblemShape } })
const none = z.object({})

/** Characters (UTF-16) of a question or of a text to check: 2 million, about a long book. */
export const MAX_TEXT = 2_000_000
/** Bytes of one piece of an upload; pieces are sent in order. */
export const UPLOAD_PIECE = 512 * 1024
/** Bytes of one file: larger ones are refused in words before they are sent. */
export const MAX_FILE = 400 * 1024 * 1024

/** Files of one question. */
export const MAX_ATTACHMENTS = 20

/** Files of earlier questions that are sources of the conversation no more, by the hashes of their bytes. */
const TakenOut = z.array(Sha256).max(1000).optional()

const Text = z.string().min(1).max(MAX_TEXT)
const Base64 = z.string().max(Math.ceil(UPLOAD_PIECE / 3) * 4 + 4)

/** An event that does not read (a damaged row, a field of a future version) is left out: it must not close the whole conversation. */
const KeptTurnEvents = z.array(z.unknown()).transform((events) =>
  events.flatMap((event) => {
    const read = KeptTurnEvent.safeParse(event)
    return read.success ? [read.data] : []
  }),
)
export const TurnRecord = z.object({ id: TurnId, events: KeptTurnEvents })

/** `name` is what the person knows it by. It is brought back by `restore` of its noun, and erased 30 days after `deletedAt`. */
export const Deleted = z.discriminatedUnion('noun', [
  z.object({ noun: z.literal('conversation'), id: ConversationId, name: z.string(), deletedAt: z.string() }),
  z.object({ noun: z.literal('source'), id: SourceId, name: z.string(), deletedAt: z.string() }),
  z.object({ noun: z.literal('note'), id: NoteId, name: z.string(), deletedAt: z.string() }),
  z.object({ noun: z.literal('check'), id: TurnId, name: z.string(), deletedAt: z.string() }),
  z.object({ noun: z.literal('answerer'), id: AnswererId, name: z.string(), deletedAt: z.string() }),
  z.object({ noun: z.literal('ruleSet'), id: RuleSetId, name: z.string(), deletedAt: z.string() }),
])
export type Deleted = z.infer<typeof Deleted>

export const contract = {
  core: {
    info: procedure.input(none).output(
      z.object({
        version: z.string(),
        workspace: z.string(),
        counts: z.object({ conversations: z.int(), sources: z.int(), notes: z.int(), history: z.int() }),
        sampleInstalled: z.boolean(),
        /** The database is damaged, in words: nothing is shown and nothing is written until a backup is restored. */
        damage: z.string().optional(),
      }),
    ),
    /** What was deleted and can still be brought back, latest first. */
    deleted: procedure.input(none).output(z.array(Deleted)),
    /** Wakes whenever a list the screen shows has changed; `topic` says which. */
    changes: procedure.input(none).output(eventIterator(z.object({ topic: z.enum(['conversations', 'sources', 'notes', 'rules', 'checks', 'backups', 'settings', 'answerers', 'inbox']) }))),
  },
  conversation: {
    list: procedure.input(none).output(z.array(Conversation)),
    /** The conversation with every event of its last `limit` turns, oldest first; `before` pages back. */
    open: procedure
      .input(z.object({ id: ConversationId, limit: z.int().min(1).max(2000).default(50), before: TurnId.optional() }))
      .output(z.object({ conversation: Conversation, turns: z.array(TurnRecord), more: z.boolean() })),
    rename: procedure.input(z.object({ id: ConversationId, title: z.string().min(1).max(200) })).output(Conversation),
    /** Into a folder of this name, which is there as long as a conversation is in it; `null`: out of every folder. */
    move: procedure.input(z.object({ id: ConversationId, folder: z.string().trim().min(1).max(100).nullable() })).output(Conversation),
    archive: procedure.input(z.object({ id: ConversationId, archived: z.boolean() })).output(Conversation),
    /** Messages that hold all the words, latest first, checked texts too. `due`: how many older ones are still being indexed. */
    search: procedure
      .input(z.object({ query: z.string().max(2000), limit: z.int().min(1).max(200).default(30), archived: z.boolean().default(true), conversation: ConversationId.optional() }))
      .output(z.object({ hits: z.array(MessageHit), due: z.int().nonnegative() })),
    remove: procedure.input(z.object({ id: ConversationId })).output(none),
    restore: procedure.input(z.object({ id: ConversationId })).output(Conversation),
    /** Only these rule sets hold in it; `null`: those that are switched on in the workspace. */
    ruleSets: procedure.input(z.object({ id: ConversationId, sets: z.array(RuleSetId).max(1000).nullable() })).output(Conversation),
  },
  turn: {
    /**
     * Returns at once; without `conversation` a new one is begun. `answerer` defaults to the settings' one.
     * It goes on from `after` (`null`: it begins the conversation anew), or stands beside what it edits or answers again; otherwise it follows the latest turn.
     * A question that begins with `@name` is answered by whom that names; `as` is such a name without the `@`. Both go before `answerer`.
     */
    start: procedure
      .input(
        z.object({
          conversation: ConversationId.optional(),
          question: Text,
          answerer: Answerer.optional(),
          as: z.string().min(1).max(400).optional(),
          retryOf: TurnId.optional(),
          editOf: TurnId.optional(),
          after: TurnId.nullable().optional(),
          ruleSets: z.array(RuleSetId).max(1000).optional(),
          prompted: Prompted.optional(),
          /** What `attachment.add` gave. Refused with `model.no-images` where the model takes no images. */
          attachments: z.array(Attachment).max(MAX_ATTACHMENTS).optional(),
          without: TakenOut,
        }),
      )
      .output(z.object({ turn: TurnId, conversation: ConversationId })),
    /** All events after `afterSeq`, then live ones until the turn has ended. Leaving stops watching, not working. */
    follow: procedure.input(z.object({ turn: TurnId, afterSeq: z.int().nonnegative().default(0) })).output(eventIterator(TurnUpdate)),
    cancel: procedure.input(z.object({ turn: TurnId })).output(none),
    /** This stretch of the answer is on somebody's screen: its claims are checked first. Nothing is kept of it, and a turn that has ended takes no notice. */
    look: procedure.input(z.object({ turn: TurnId, start: z.int().nonnegative(), end: z.int().nonnegative() })).output(none),
    /**
     * Asks up to six the same question side by side, each in a turn of its own: by a name as after `@`, or by what answers. With `beside`
     * they stand beside that answer, whose question is asked again; otherwise two at least are named. All turns of the comparison, the first first.
     */
    compare: procedure
      .input(
        z.object({
          conversation: ConversationId.optional(),
          question: Text.optional(),
          with: z.array(z.object({ as: z.string().min(1).max(400).optional(), answerer: Answerer.optional() })).min(1).max(6),
          beside: TurnId.optional(),
          after: TurnId.nullable().optional(),
          ruleSets: z.array(RuleSetId).max(1000).optional(),
          prompted: Prompted.optional(),
          /** With all of them. Refused with `model.no-images` where none of them takes images; one that takes none says so in its turn. */
          attachments: z.array(Attachment).max(MAX_ATTACHMENTS).optional(),
          without: TakenOut,
        }),
      )
      .output(z.object({ conversation: ConversationId, turns: z.array(TurnId) })),
    /** The answers that stand beside this one, itself among them, with all their events. The first carries `answers.compared` once all have ended. */
    compared: procedure.input(z.object({ turn: TurnId })).output(z.object({ turns: z.array(TurnRecord) })),
    /** Lets an answer through that a rule of `severity block` holds back. */
    release: procedure.input(z.object({ turn: TurnId })).output(z.object({ events: z.array(KeptTurnEvent) })),
  },
  ...ruleContract,
  ...backupContract,
  ...exportContract,
  check: {
    /** A turn of mode `check`: follow and cancel it as any other. `sources` limits the evidence to those. */
    start: procedure.input(z.object({ text: Text, sources: z.array(SourceId).max(1000).optional() })).output(z.object({ turn: TurnId })),
    /** Latest first: the texts that were checked before. */
    list: procedure.input(none).output(z.array(z.object({ turn: TurnId, at: z.string(), beginning: z.string() }))),
    open: procedure.input(z.object({ turn: TurnId })).output(TurnRecord),
    remove: procedure.input(z.object({ turn: TurnId })).output(none),
    restore: procedure.input(z.object({ turn: TurnId })).output(none),
  },
  source: {
    list: procedure.input(none).output(z.array(Source)),
    get: procedure.input(z.object({ id: SourceId })).output(z.object({ source: Source, landmarks: z.array(Landmark) })),
    /** A slice of the frozen text, at most 200,000 UTF-16 units. */
    text: procedure
      .input(z.object({ id: SourceId, start: z.int().nonnegative(), end: z.int().nonnegative() }))
      .output(z.object({ start: z.int(), end: z.int(), text: z.string() })),
    search: procedure.input(z.object({ query: z.string().max(2000), limit: z.int().min(1).max(100).default(20) })).output(z.array(PassageHit)),
    /** Never sent to a cloud model, in whatever request; or allowed again. */
    mark: procedure.input(z.object({ id: SourceId, localOnly: z.boolean() })).output(Source),
    remove: procedure.input(z.object({ id: SourceId })).output(none),
    restore: procedure.input(z.object({ id: SourceId })).output(Source),
  },
  /** Files that go along with a question: read like a source, or kept as an image. */
  attachment: {
    add: procedure.input(z.object({ upload: UploadId })).output(Attachment),
    image: procedure.input(z.object({ sha256: Sha256 })).output(z.object({ mediaType: z.string(), base64: z.string() })),
    /** Puts what went along with a question into the library. */
    adopt: procedure.input(z.object({ source: SourceId })).output(Source),
  },
  upload: {
    begin: procedure.input(z.object({ name: z.string().min(1).max(1000), bytes: z.int().nonnegative(), for: z.enum(['import', 'backup']).default('import') })).output(z.object({ upload: UploadId })),
    append: procedure.input(z.object({ upload: UploadId, base64: Base64 })).output(z.object({ received: z.int() })),
  },
  import: {
    start: procedure.input(z.object({ uploads: z.array(UploadId).min(1).max(10_000) })).output(z.object({ import: ImportId })),
    follow: procedure.input(z.object({ import: ImportId })).output(eventIterator(ImportEvent)),
    cancel: procedure.input(z.object({ import: ImportId })).output(none),
    /** The sample workspace on data-centre efficiency: put in, or taken out again. */
    sample: procedure.input(z.object({ install: z.boolean() })).output(none),
  },
  /** Named answerers, called by `@name` at the beginning of a question. */
  answerer: {
    list: procedure.input(none).output(z.array(NamedAnswerer)),
    /** Without `id` a new one. Names are unique, whatever their case. */
    save: procedure.input(NamedAnswerer.omit({ id: true, deletedAt: true }).extend({ id: AnswererId.optional() })).output(NamedAnswerer),
    remove: procedure.input(z.object({ id: AnswererId })).output(none),
    restore: procedure.input(z.object({ id: AnswererId })).output(NamedAnswerer),
  },
  ...noteContract,
  settings: {
    get: procedure.input(none).output(Settings),
    set: procedure.input(SettingsChange).output(Settings),
  },
  model: {
    /** Asks the server for its models. */
    list: procedure.input(z.object({ server: z.string() })).output(z.array(z.string())),
    /** Tries a server that need not be saved yet; `say` is one sentence. */
    test: procedure.input(ModelServer).output(z.object({ ok: z.boolean(), say: z.string() })),
  },
  key: {
    /** Write only: a key goes in and never comes back. An empty key removes it. */
    set: procedure.input(z.object({ server: z.string(), key: z.string().max(4000) })).output(z.object({ where: z.string(), warning: z.string().optional() })),
    /** For each server, whether there is a key and where it is kept. */
    list: procedure.input(none).output(z.array(z.object({ server: z.string(), where: z.string() }))),
    /** The system's keyring: why it cannot be used, if so, and the servers whose key is in a file instead. `null` where keys are kept by other means. */
    keyring: procedure.input(none).output(z.object({ name: z.string(), trouble: z.string().optional(), inFile: z.array(z.string()) }).nullable()),
    /** Moves the keys of the file into the keyring; none leaves the file before it was read again from there. */
    move: procedure.input(none).output(z.object({ moved: z.array(z.string()) })),
  },
}
export type Contract = typeof contract
