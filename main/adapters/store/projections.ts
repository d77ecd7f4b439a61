/** Folds each event of the history into the tables that lists are read from, within the transaction that appends it. */
import type { HistoryEvent } from '../../../shared/model/history.ts'
import type { TurnId } from '../../../shared/model/ids.ts'
import type { Source } from '../../../shared/model/source.ts'
import type { TurnEvent } from '../../../shared/model/turn.ts'
import type { WriteConnection } from './connections.ts'
import { apartProjection, contradictionProjection, dueProjection, growthProjection, keepingProjection } from './knowledgeProjections.ts'
import { messageIndex } from './messageIndex.ts'
import { noteProjections } from './noteProjections.ts'
import { choiceProjection, ruleProjections } from './ruleProjections.ts'

/** Characters of a question kept in the table for lists; the whole is in the history. */
const BEGINNING = 200

export type Fold = (seq: number, at: string, stream: string, event: HistoryEvent) => void

function turnFold(db: WriteConnection): (seq: number, at: string, id: string, event: TurnEvent) => void {
  const choose = choiceProjection(db)
  const messages = messageIndex(db)
  const attach = db.prepare('INSERT INTO attachment (turn, n, sha256, source) VALUES (?, ?, ?, ?)')
  const ended = db.prepare("SELECT 1 FROM turn WHERE id = ? AND mode = 'ask' AND outcome IS NOT NULL").pluck()
  const index = (id: string): void => {
    if (ended.get(id) !== undefined) messages.take(id as TurnId, 'answer')
  }
  const begin = db.prepare('INSERT INTO turn (id, conversation, mode, at, beginning, first_seq) VALUES (?, ?, ?, ?, ?, ?)')
  const end = db.prepare('UPDATE turn SET outcome = ? WHERE id = ?')
  const grow = db.prepare('UPDATE conversation SET turns = turns + 1, updated = ? WHERE id = ?')
  return (seq, at, id, event) => {
    if (event.kind === 'turn.started') {
      begin.run(id, event.conversation, event.mode, at, event.question.slice(0, BEGINNING), seq)
      if (event.conversation !== null) grow.run(at, event.conversation)
      event.attachments?.forEach(({ sha256, source }, n) => attach.run(id, n, sha256, source ?? null))
      messages.take(id as TurnId, event.mode === 'check' ? 'text' : 'question')
    } else if (event.kind === 'turn.ended') {
      end.run(event.outcome, id)
      index(id)
    } else if (event.kind === 'answer.released') index(id)
    else if (event.kind === 'reading.chosen') choose(at, id, event)
  }
}

function sourceFold(db: WriteConnection): (source: Source, replaces: string | undefined) => void {
  const insert = db.prepare(
    `INSERT INTO source (id, title, path, format, sha256, text_sha256, bytes, length, passages, pages, tier, published, imported_at, version, sample, attached)
     VALUES (@id, @title, @path, @format, @sha256, @textSha256, @bytes, @length, @passages, @pages, @tier, @published, @importedAt, @version, @sample, @attached)`,
  )
  const replace = db.prepare('UPDATE source SET replaced_by = ? WHERE id = ?')
  return (source, replaces) => {
    insert.run({ ...source, pages: source.pages ?? null, published: source.published ?? null, sample: source.sample ? 1 : 0, attached: source.attached ? 1 : 0 })
    if (replaces !== undefined) replace.run(source.id, replaces)
  }
}

type Erased = Extract<HistoryEvent, { kind: 'history.erased' }>

function erasedFold(db: WriteConnection): (event: Erased) => void {
  const empty = db.prepare('UPDATE history SET payload = NULL WHERE seq = ? AND stream = ?')
  const drop = (table: string) => db.prepare(`DELETE FROM ${table} WHERE id = ?`)
  const rows = new Map(['conversation', 'turn', 'source', 'note', 'answerer', 'contradiction'].map((table) => [table, drop(table)]))
  rows.set('ruleSet', drop('rule_set'))
  const ofNote = (table: string) => db.prepare(`DELETE FROM ${table} = (SELECT number FROM note WHERE id = ?)`)
  const noteRows = [ofNote('note_fts WHERE rowid'), db.prepare('DELETE FROM note_leans WHERE owner = ?'), db.prepare('DELETE FROM note_apart WHERE note = ?')]
  const versions = db.prepare('DELETE FROM rule_version WHERE rule_set = ?')
  const choices = db.prepare('DELETE FROM reading_choice WHERE turn = ?')
  const messages = messageIndex(db)
  const attached = db.prepare('DELETE FROM attachment WHERE turn = ?')
  return ({ stream, seqs, last }) => {
    for (const seq of seqs) empty.run(seq, stream)
    const [table, id] = stream.split(':')
    if (!last) return
    if (table === 'note') for (const one of noteRows) one.run(id)
    rows.get(table ?? '')?.run(id)
    if (table === 'ruleSet') versions.run(id)
    if (table === 'turn') {
      choices.run(id)
      messages.drop(id ?? '')
      attached.run(id)
    }
  }
}

/** One statement prepared per table and kind; the function that is returned runs within the caller's transaction. */
export function projections(db: WriteConnection): Fold {
  const turn = turnFold(db)
  const source = sourceFold(db)
  const note = noteProjections(db)
  const contradicted = contradictionProjection(db)
  const apart = apartProjection(db)
  const keeping = keepingProjection(db)
  const due = dueProjection(db)
  const growth = growthProjection(db)
  const erased = erasedFold(db)
  const rules = ruleProjections(db)
  const mark = (table: 'conversation' | 'turn' | 'source' | 'answerer') => db.prepare(`UPDATE ${table} SET deleted_at = ? WHERE id = ?`)
  const deleted = { conversation: mark('conversation'), turn: mark('turn'), source: mark('source'), answerer: mark('answerer') }
  const createConversation = db.prepare('INSERT INTO conversation (id, title, created, updated, turns) VALUES (?, ?, ?, ?, 0)')
  const rename = db.prepare('UPDATE conversation SET title = ?, updated = ? WHERE id = ?')
  const move = db.prepare('UPDATE conversation SET folder = ? WHERE id = ?')
  const archive = db.prepare('UPDATE conversation SET archived = ? WHERE id = ?')
  const adopt = db.prepare('UPDATE source SET attached = 0 WHERE id = ?')
  const markSource = db.prepare('UPDATE source SET local_only = ? WHERE id = ?')
  const saveAnswerer = db.prepare('INSERT INTO answerer (id, name, value) VALUES (@id, @name, @value) ON CONFLICT (id) DO UPDATE SET name = @name, value = @value')
  const setSettings = db.prepare('INSERT INTO settings (id, value) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value')
  const one: Fold = (seq, at, stream, event) => {
    switch (event.kind) {
      case 'conversation.created':
        return void createConversation.run(event.id, event.title, at, at)
      case 'conversation.renamed':
        return void rename.run(event.title, at, event.id)
      case 'conversation.moved':
        return void move.run(event.folder, event.id)
      case 'conversation.archived':
        return void archive.run(event.archived ? 1 : 0, event.id)
      case 'conversation.deleted':
        return void deleted.conversation.run(at, event.id)
      case 'conversation.restored':
        return void deleted.conversation.run(null, event.id)
      case 'check.deleted':
        return void deleted.turn.run(at, event.id)
      case 'check.restored':
        return void deleted.turn.run(null, event.id)
      case 'source.imported':
        return source(event.source, event.replaces)
      case 'source.marked':
        return void markSource.run(event.localOnly ? 1 : 0, event.id)
      case 'source.adopted':
        return void adopt.run(event.id)
      case 'source.deleted':
        return void deleted.source.run(at, event.id)
      case 'source.restored':
        return void deleted.source.run(null, event.id)
      case 'note.kept':
      case 'note.edited':
      case 'note.staled':
      case 'note.filed':
      case 'note.helped':
      case 'note.deleted':
      case 'note.restored':
        return note(at, event)
      case 'contradiction.found':
      case 'contradiction.decided':
      case 'contradiction.reopened':
        return contradicted(at, event)
      case 'notes.leftApart':
        return apart(event)
      case 'keeping.changed':
        return keeping(event)
      case 'knowledge.settled':
        return
      case 'ruleSet.saved':
      case 'ruleSet.renamed':
      case 'ruleSet.switched':
      case 'ruleSet.sealed':
      case 'ruleSet.deleted':
      case 'ruleSet.restored':
      case 'conversation.ruleSetsChosen':
        return rules(seq, at, event)
      case 'answerer.saved':
        return void saveAnswerer.run({ id: event.answerer.id, name: event.answerer.name, value: JSON.stringify(event.answerer) })
      case 'answerer.deleted':
        return void deleted.answerer.run(at, event.id)
      case 'answerer.restored':
        return void deleted.answerer.run(null, event.id)
      case 'settings.changed':
        return void setSettings.run(JSON.stringify(event.settings))
      case 'history.erased':
        return erased(event)
      case 'history.cut':
      case 'history.headMissing':
      case 'history.anchored':
      case 'history.restored':
        return
      default:
        return turn(seq, at, stream.slice('turn:'.length), event)
    }
  }
  return (seq, at, stream, event) => {
    const before = growth.measure(event)
    one(seq, at, stream, event)
    growth.count(at, event, before)
    due(seq, event)
  }
}
