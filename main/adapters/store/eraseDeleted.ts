/** Erases for good what the person deleted long enough ago; the chain keeps a tombstone for every row. */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Sha256, SourceId } from '../../../shared/model/ids.ts'
import type { HistoryWriter } from '../../core/ports.ts'
import { PUT_ASIDE } from './backup/finishRestore.ts'
import { BACKUPS } from './migrate.ts'
import type { WriteConnection } from './connections.ts'
import { toStoreProblem } from './storeProblem.ts'

/** Rows of one transaction. */
const BATCH = 200
/** What is left to do of an erasure, by the word index that still holds words of what is gone. */
const UNTIDY = { passage_fts: 'word index', note_fts: 'word index of notes', message_fts: 'word index of messages' } as const
type WordIndex = keyof typeof UNTIDY
/** Percent of deleted rows from which FTS5 merges by itself: its default. */
const USUAL = 10n
/** Pages of the word index that one step merges: some milliseconds. */
const MERGE = 16

/** Copies that were put aside before a migration hold what was deleted since, so they go with it. */
function dropOldCopies(folder: string, before: string): void {
  let names: string[] = []
  try {
    names = readdirSync(join(folder, BACKUPS)).filter((name) => name.startsWith('before-schema-') || name.startsWith(PUT_ASIDE))
  } catch {
    return
  }
  for (const name of names) {
    const path = join(folder, BACKUPS, name)
    if (statSync(path).mtime.toISOString() < before) rmSync(path, { recursive: true, force: true })
  }
}

export function deletedEraser(db: WriteConnection, folder: string, append: HistoryWriter['append'], dropText: (id: SourceId) => Iterable<undefined>): HistoryWriter['eraseDeleted'] {
  const rowsOf = db.prepare('SELECT seq FROM history WHERE stream = ? AND payload IS NOT NULL ORDER BY seq').pluck()
  const turnsOf = db.prepare('SELECT id FROM turn WHERE conversation = ? ORDER BY first_seq').pluck()
  const deleted = (table: 'conversation' | 'turn' | 'note' | 'source' | 'rule_set' | 'answerer') => db.prepare(`SELECT id FROM ${table} WHERE deleted_at < ? ORDER BY id`).pluck()
  const conversations = deleted('conversation')
  const checks = deleted('turn')
  const notes = deleted('note')
  const sources = deleted('source')
  const ruleSets = deleted('rule_set')
  const answerers = deleted('answerer')
  const originalOf = db.prepare('SELECT sha256 FROM source WHERE id = ?').pluck()
  const command = (what: string) => ({
    passage_fts: db.prepare(`INSERT INTO passage_fts (passage_fts, rank) VALUES ('${what}', ?)`),
    note_fts: db.prepare(`INSERT INTO note_fts (note_fts, rank) VALUES ('${what}', ?)`),
    message_fts: db.prepare(`INSERT INTO message_fts (message_fts, rank) VALUES ('${what}', ?)`),
  })
  const merge = command('merge')
  const mergeWhileDeleting = command('deletemerge')
  const contradictionsOf = db.prepare('SELECT id FROM contradiction WHERE note = @id OR other_note = @id OR turn = @id').pluck()
  const changes = db.prepare('SELECT total_changes()').pluck()
  const begun = db.prepare('INSERT OR IGNORE INTO unfinished (what) VALUES (?)')
  const isUntidy = db.prepare('SELECT 1 FROM unfinished WHERE what = ?').pluck()
  const done = db.prepare('DELETE FROM unfinished WHERE what = ?')
  const uses = db.prepare('SELECT (SELECT count(*) FROM source WHERE sha256 = @hash) + (SELECT count(*) FROM attachment WHERE sha256 = @hash AND source IS NULL AND turn <> @turn)').pluck()
  const imagesOf = db.prepare('SELECT DISTINCT sha256 FROM attachment WHERE turn = ? AND source IS NULL').pluck()
  const leftAttached = db.prepare('SELECT id FROM source WHERE attached = 1 AND imported_at < ? AND id NOT IN (SELECT source FROM attachment WHERE source IS NOT NULL) ORDER BY id').pluck()

  /** In batches; the row of the table goes with the last one, so that a crash between two is taken up at the next start. */
  function* erase(stream: string): Generator<undefined> {
    const seqs = rowsOf.all(stream) as number[]
    for (let at = 0; at === 0 || at < seqs.length; at += BATCH) {
      const batch = seqs.slice(at, at + BATCH)
      append([{ stream: 'history', event: { kind: 'history.erased', stream, seqs: batch, last: at + BATCH >= seqs.length } }])
      yield
    }
  }
  /** A word index marks what is deleted and forgets it when its parts are merged: all of them into one, some pages at a time. */
  function* forgetWords(index: WordIndex): Generator<undefined> {
    for (let pages = -MERGE; ; pages = MERGE) {
      const before = changes.get() as number
      merge[index].run(pages)
      // What SQLite's documentation says of 'merge': fewer than two changed rows mean that nothing is left to do.
      if ((changes.get() as number) - before < 2) return
      yield
    }
  }
  function begin(index: WordIndex): void {
    begun.run(UNTIDY[index])
    // Or SQLite would begin to merge by itself, in one long step, while rows go.
    mergeWhileDeleting[index].run(0n)
  }
  function* eraseContradictions(id: string): Generator<undefined> {
    for (const one of contradictionsOf.all({ id }) as string[]) yield* erase(`contradiction:${one}`)
  }
  function* steps(before: string): Generator<Sha256 | undefined> {
    let erased = 0
    for (const id of conversations.all(before) as string[]) {
      begin('message_fts')
      for (const turn of turnsOf.all(id) as string[]) {
        yield* eraseContradictions(turn)
        for (const image of imagesOf.all(turn) as Sha256[]) if (uses.get({ hash: image, turn }) === 0) yield image
        yield* erase(`turn:${turn}`)
      }
      yield* erase(`conversation:${id}`)
      erased += 1
    }
    for (const id of checks.all(before) as string[]) {
      begin('message_fts')
      yield* eraseContradictions(id)
      yield* erase(`turn:${id}`)
      erased += 1
    }
    for (const id of notes.all(before) as string[]) {
      begin('note_fts')
      yield* eraseContradictions(id)
      yield* erase(`note:${id}`)
      erased += 1
    }
    for (const id of ruleSets.all(before) as string[]) {
      yield* erase(`ruleSet:${id}`)
      erased += 1
    }
    for (const id of answerers.all(before) as string[]) {
      yield* erase(`answerer:${id}`)
      erased += 1
    }
    for (const id of [...sources.all(before), ...leftAttached.all(before)] as SourceId[]) {
      const original = originalOf.get(id) as Sha256
      begin('passage_fts')
      // The original goes first: cut off here, the next round finds the source again and goes on.
      if (uses.get({ hash: original, turn: '' }) === 1) yield original
      yield* erase(`source:${id}`)
      yield* dropText(id)
      erased += 1
    }
    // Also where an earlier run was cut off in the middle of it.
    for (const index of ['passage_fts', 'note_fts', 'message_fts'] as const) {
      if (isUntidy.get(UNTIDY[index]) === undefined) continue
      yield* forgetWords(index)
      mergeWhileDeleting[index].run(USUAL)
      done.run(UNTIDY[index])
      erased += 1
    }
    dropOldCopies(folder, before)
    // Until then the write-ahead log still holds the pages as they were.
    if (erased > 0) db.pragma('wal_checkpoint(TRUNCATE)')
  }
  return function* (before) {
    try {
      yield* steps(before)
    } catch (error) {
      throw toStoreProblem(error)
    }
  }
}
