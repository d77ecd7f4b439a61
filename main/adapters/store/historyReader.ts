/** What is read from the history and the tables folded from it, on a read-only connection. */
import type { Deleted } from '../../../shared/contract/contract.ts'
import type { Conversation } from '../../../shared/model/conversation.ts'
import type { ConversationId, NoteId, Sha256, SourceId, TurnId } from '../../../shared/model/ids.ts'
import { NamedAnswerer } from '../../../shared/model/namedAnswerer.ts'
import { Settings } from '../../../shared/model/settings.ts'
import type { Source } from '../../../shared/model/source.ts'
import type { KeptTurnEvent, TurnEvent } from '../../../shared/model/turn.ts'
import type { HistoryReader } from '../../core/ports.ts'
import type { ReadConnection } from './connections.ts'
import { verifyChain } from './history.ts'
import { readHead } from './historyHead.ts'
import { knowledgeReader } from './knowledgeReader.ts'
import { messageSearch } from './messageSearch.ts'
import { ruleReader } from './ruleReader.ts'
import { toNote } from './toNote.ts'
import { readPayload } from './upcast.ts'

type Row = Record<string, unknown>
interface LinksRow {
  readonly id: TurnId
  /** The kind of JSON at `after`: null where it says nothing, `'null'` where it says that it begins. */
  readonly placed: string | null
  readonly after: TurnId | null
  readonly editOf: TurnId | null
  readonly retryOf: TurnId | null
  readonly compared: string | null
}

/** A row's columns under the model's names: absent where NULL. */
const optional = (row: Row, columns: Readonly<Record<string, string>>): Row =>
  Object.fromEntries(Object.entries(columns).flatMap(([name, column]) => (row[column] === null ? [] : [[name, row[column]]])))

const toConversation = (row: Row): Conversation =>
  ({ id: row['id'], title: row['title'], created: row['created'], updated: row['updated'], turns: row['turns'], ...(typeof row['rule_sets'] === 'string' ? { ruleSets: JSON.parse(row['rule_sets']) as unknown } : {}), ...(row['archived'] === 1 ? { archived: true } : {}), ...optional(row, { folder: 'folder', deletedAt: 'deleted_at' }) }) as Conversation

const toSource = (row: Row): Source => {
  const { text_sha256, imported_at, sample, local_only, attached, replaced_by: _replaced, pages: _pages, published: _published, deleted_at: _deleted, ...same } = row
  const rest = optional(row, { pages: 'pages', published: 'published', deletedAt: 'deleted_at' })
  return { ...same, textSha256: text_sha256, importedAt: imported_at, sample: sample === 1, ...(local_only === 1 ? { localOnly: true } : {}), ...(attached === 1 ? { attached: true } : {}), ...rest } as Source
}

/** The words as a LIKE pattern: any of SQL's wildcards in them is meant literally. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

function turnReader(db: ReadConnection): Pick<HistoryReader, 'turnsOf' | 'turnEvents' | 'turnLinks' | 'hasAttachments' | 'openTurns' | 'liveTurns' | 'checks' | 'checkDeleted'> {
  const events = db.prepare('SELECT seq, at, kind, v, payload FROM history WHERE stream = ? AND seq > ? ORDER BY seq')
  const lastTurns = db.prepare('SELECT id FROM turn WHERE conversation = ? AND first_seq < ? ORDER BY first_seq DESC LIMIT ?')
  const links = db.prepare(
    `SELECT t.id, json_type(h.payload, '$.after') AS placed, h.payload ->> 'after' AS after, h.payload ->> 'editOf' AS editOf, h.payload ->> 'retryOf' AS retryOf, h.payload ->> '$.compare.group' AS compared
     FROM turn t JOIN history h ON h.seq = t.first_seq WHERE t.conversation = ? AND h.payload IS NOT NULL ORDER BY t.first_seq`,
  )
  const attached = db.prepare('SELECT 1 FROM attachment a JOIN turn t ON t.id = a.turn WHERE t.conversation = ? LIMIT 1').pluck()
  const firstSeq = db.prepare('SELECT first_seq FROM turn WHERE id = ?').pluck()
  const open = db.prepare('SELECT id FROM turn WHERE outcome IS NULL ORDER BY first_seq').pluck()
  const live = db.prepare('SELECT t.id FROM turn t LEFT JOIN conversation c ON c.id = t.conversation WHERE c.deleted_at IS NULL AND t.deleted_at IS NULL ORDER BY t.first_seq DESC LIMIT ?').pluck()
  const checks = db.prepare("SELECT id AS turn, at, beginning FROM turn WHERE mode = 'check' AND deleted_at IS NULL ORDER BY first_seq DESC LIMIT ?")
  const checkDeleted = db.prepare("SELECT deleted_at FROM turn WHERE id = ? AND mode = 'check'").pluck()
  const turnEvents = (id: TurnId, afterSeq: number): KeptTurnEvent[] => {
    const kept: KeptTurnEvent[] = []
    for (const row of events.iterate(`turn:${id}`, afterSeq) as Iterable<{ seq: number; at: string; kind: string; v: number; payload: string | null }>) {
      const event = readPayload(row.kind, row.v, row.payload) as TurnEvent | undefined
      if (event) kept.push({ seq: row.seq, at: row.at, event })
    }
    return kept
  }
  return {
    turnEvents,
    turnsOf: (id, limit, before) => {
      const until = before === undefined ? Number.MAX_SAFE_INTEGER : Number(firstSeq.get(before) ?? 0)
      const ids = (lastTurns.all(id, until, limit + 1) as { id: TurnId }[]).map((row) => row.id)
      const turns = ids.slice(0, limit).reverse().map((turn) => ({ id: turn, events: turnEvents(turn, 0) }))
      return { turns, more: ids.length > limit }
    },
    turnLinks: (id) =>
      (links.all(id) as LinksRow[]).map((row) => ({
        id: row.id,
        ...(row.placed === null ? {} : { after: row.after }),
        ...(row.editOf === null ? {} : { editOf: row.editOf }),
        ...(row.retryOf === null ? {} : { retryOf: row.retryOf }),
        ...(row.compared === null ? {} : { compare: { group: row.compared } }),
      })),
    hasAttachments: (id) => attached.get(id) !== undefined,
    openTurns: () => open.all() as TurnId[],
    checkDeleted: (id) => checkDeleted.get(id) as string | null | undefined,
    liveTurns: (limit) => live.all(limit) as TurnId[],
    checks: (limit) => checks.all(limit) as { turn: TurnId; at: string; beginning: string }[],
  }
}

function sourceReader(db: ReadConnection): Pick<HistoryReader, 'sources' | 'source' | 'sourceByHash' | 'sourceByPath' | 'attachedByHash' | 'isAttached'> {
  const live = 'deleted_at IS NULL AND replaced_by IS NULL AND attached = 0'
  const attachedByHash = db.prepare('SELECT * FROM source WHERE sha256 = ? AND attached = 1 AND deleted_at IS NULL ORDER BY id DESC LIMIT 1')
  const isAttached = db.prepare('SELECT 1 FROM attachment WHERE sha256 = ? LIMIT 1').pluck()
  const all = db.prepare(`SELECT * FROM source WHERE ${live} ORDER BY id`)
  const one = db.prepare('SELECT * FROM source WHERE id = ?')
  const byHash = db.prepare(`SELECT * FROM source WHERE sha256 = ? AND ${live} ORDER BY id DESC LIMIT 1`)
  const byPath = db.prepare(`SELECT * FROM source WHERE path = ? AND ${live} ORDER BY id DESC LIMIT 1`)
  const found = (row: unknown): Source | undefined => (row ? toSource(row as Row) : undefined)
  return {
    sources: () => (all.all() as Row[]).map(toSource),
    source: (id: SourceId) => found(one.get(id)),
    sourceByHash: (sha256: Sha256) => found(byHash.get(sha256)),
    attachedByHash: (sha256: Sha256) => found(attachedByHash.get(sha256)),
    isAttached: (sha256: Sha256) => isAttached.get(sha256) !== undefined,
    sourceByPath: (path) => found(byPath.get(path)),
  }
}

function noteReader(db: ReadConnection): Pick<HistoryReader, 'notes' | 'note' | 'notesOf'> {
  const one = db.prepare('SELECT * FROM note WHERE id = ?')
  const ofTurn = db.prepare("SELECT * FROM note WHERE deleted_at IS NULL AND turn = ? ORDER BY id")
  const list = db.prepare(
    `SELECT * FROM note WHERE deleted_at IS NULL
       AND (@words IS NULL OR statement LIKE @words ESCAPE '\\' OR topic LIKE @words ESCAPE '\\' OR tags LIKE @words ESCAPE '\\')
       AND (@topic IS NULL OR topic = @topic) AND (@status IS NULL OR status = @status)
     ORDER BY id DESC`,
  )
  return {
    note: (id: NoteId) => {
      const row = one.get(id)
      return row ? toNote(row as Row) : undefined
    },
    notesOf: (turn) => (ofTurn.all(turn) as Row[]).map(toNote),
    notes: ({ query, topic, status }) =>
      (list.all({ words: query?.trim() ? containing(query.trim()) : null, topic: topic ?? null, status: status ?? null }) as Row[]).map(toNote),
  }
}

/** `folder` is where the head of the history is kept beside the database. */
export function historyReader(db: ReadConnection, folder: string): HistoryReader {
  const conversations = db.prepare('SELECT * FROM conversation WHERE deleted_at IS NULL ORDER BY updated DESC, id DESC')
  const conversation = db.prepare('SELECT * FROM conversation WHERE id = ?')
  const deleted = db.prepare(
    `SELECT 'conversation' AS noun, id, title AS name, deleted_at AS deletedAt FROM conversation WHERE deleted_at IS NOT NULL
     UNION ALL SELECT 'source', id, title, deleted_at FROM source WHERE deleted_at IS NOT NULL AND replaced_by IS NULL AND attached = 0
     UNION ALL SELECT 'note', id, statement, deleted_at FROM note WHERE deleted_at IS NOT NULL
     UNION ALL SELECT 'check', id, beginning, deleted_at FROM turn WHERE deleted_at IS NOT NULL
     UNION ALL SELECT 'answerer', id, name, deleted_at FROM answerer WHERE deleted_at IS NOT NULL
     UNION ALL SELECT 'ruleSet', id, title, deleted_at FROM rule_set WHERE deleted_at IS NOT NULL
     ORDER BY deletedAt DESC, id DESC LIMIT ?`,
  )
  const answerers = db.prepare('SELECT value FROM answerer WHERE deleted_at IS NULL ORDER BY name').pluck()
  const answerer = db.prepare('SELECT value, deleted_at FROM answerer WHERE id = ?')
  const settings = db.prepare('SELECT value FROM settings WHERE id = 1').pluck()
  const counts = db.prepare(
    `SELECT (SELECT count(*) FROM conversation WHERE deleted_at IS NULL) AS conversations,
            (SELECT count(*) FROM source WHERE deleted_at IS NULL AND replaced_by IS NULL AND attached = 0) AS sources,
            (SELECT coalesce(sum(notes), 0) FROM note_count) AS notes,
            (SELECT coalesce(max(seq), 0) FROM history) AS history`,
  )
  return {
    ...turnReader(db),
    ...sourceReader(db),
    ...noteReader(db),
    ...knowledgeReader(db),
    ...ruleReader(db),
    ...messageSearch(db),
    answerers: () => (answerers.all() as string[]).map((value) => NamedAnswerer.parse(JSON.parse(value))),
    answerer: (id) => {
      const row = answerer.get(id) as { value: string; deleted_at: string | null } | undefined
      return row && { ...NamedAnswerer.parse(JSON.parse(row.value)), ...(row.deleted_at === null ? {} : { deletedAt: row.deleted_at }) }
    },
    conversations: () => (conversations.all() as Row[]).map(toConversation),
    conversation: (id: ConversationId) => {
      const row = conversation.get(id)
      return row ? toConversation(row as Row) : undefined
    },
    deleted: (limit) => deleted.all(limit) as Deleted[],
    settings: () => {
      const value = settings.get() as string | undefined
      const read = Settings.safeParse(value === undefined ? {} : JSON.parse(value))
      return read.success ? read.data : Settings.parse({})
    },
    counts: () => counts.get() as ReturnType<HistoryReader['counts']>,
    verifyHistory: () => {
      // Read before the walk: the database may then be ahead of the head, never behind.
      const head = readHead(folder)
      return verifyChain(db, head)
    },
  }
}
