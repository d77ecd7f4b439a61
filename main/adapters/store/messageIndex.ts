/** Puts the messages of turns into their word index: short ones with the event that brings them, long ones a piece at a time. */
import type { TurnId } from '../../../shared/model/ids.ts'
import type { KeptTurnEvent } from '../../../shared/model/turn.ts'
import { foldAll } from '../../../shared/turn/foldTurn.ts'
import type { WriteConnection } from './connections.ts'
import { pairsOf, wordsOf } from './searchTerms.ts'
import { readPayload } from './upcast.ts'

export type MessagePart = 'question' | 'answer' | 'text'

/** UTF-16 units of one row of the index: some milliseconds of work. */
const PIECE = 8000
/** A piece ends at white space, if there is some this near to its end. */
const NEAR = 200
/** Rows that one turn may have, first those of its question, then those of its answer: a row's number tells turn and piece, and later turns stand later. */
const ROWS = 1024

/** What a message consists of, and where the pieces of it begin; the last entry is its length. */
function pieceAt(text: string, piece: number): { text: string; last: boolean } {
  let from = 0
  for (let at = 0; ; at++) {
    let to = Math.min(text.length, from + PIECE)
    if (to < text.length) {
      const space = text.slice(to - NEAR, to).search(/\s\S*$/)
      if (space >= 0) to = to - NEAR + space
    }
    const last = to >= text.length || at >= ROWS / 2 - 1
    if (at === piece || last) return { text: at === piece ? text.slice(from, to) : '', last }
    from = to
  }
}

export interface MessageIndex {
  /** What a turn's event brought: its question, its answer once it has ended, an answer that was let through. */
  take(turn: TurnId, part: MessagePart): void
  /** Indexes up to `most` pieces of what is due, latest turns first; how many turns' messages are still due. */
  step(most: number): number
  /** Everything of an erased turn; its words leave the index when that is merged. */
  drop(turn: string): void
}

/** Every function runs within the caller's transaction. */
export function messageIndex(db: WriteConnection): MessageIndex {
  const events = db.prepare("SELECT seq, at, kind, v, payload FROM history WHERE stream = ? AND kind IN ('turn.started', 'text', 'answer.revised', 'answer.held', 'answer.released') ORDER BY seq")
  const firstSeq = db.prepare('SELECT first_seq FROM turn WHERE id = ?').pluck()
  const add = db.prepare('INSERT OR REPLACE INTO message (id, turn, part, text) VALUES (?, ?, ?, ?)')
  const addWords = db.prepare('INSERT OR REPLACE INTO message_fts (rowid, words, pairs) VALUES (?, ?, ?)')
  const plan = db.prepare('INSERT INTO message_due (turn, part, piece) VALUES (@turn, @part, @piece) ON CONFLICT (turn, part) DO UPDATE SET piece = @piece')
  const done = db.prepare('DELETE FROM message_due WHERE turn = ? AND part = ?')
  const due = db.prepare('SELECT turn, part, piece FROM message_due ORDER BY turn DESC LIMIT 1')
  const left = db.prepare('SELECT count(*) FROM message_due').pluck()
  const dropWords = db.prepare('DELETE FROM message_fts WHERE rowid IN (SELECT id FROM message WHERE turn = ?)')
  const dropTexts = db.prepare('DELETE FROM message WHERE turn = ?')
  const dropDue = db.prepare('DELETE FROM message_due WHERE turn = ?')

  /** The words as they stand now: of an answer, its latest revision; nothing of one that is held back. */
  const textOf = (turn: TurnId, part: MessagePart): string => {
    const kept: KeptTurnEvent[] = []
    for (const row of events.iterate(`turn:${turn}`) as Iterable<{ seq: number; at: string; kind: string; v: number; payload: string | null }>) {
      const event = readPayload(row.kind, row.v, row.payload)
      if (event) kept.push({ seq: row.seq, at: row.at, event } as KeptTurnEvent)
    }
    const { started, answer, held } = foldAll(turn, kept)
    if (part !== 'answer') return started?.question ?? ''
    return held ? '' : answer
  }
  const indexPiece = (turn: TurnId, part: MessagePart, piece: number): boolean => {
    const found = firstSeq.get(turn) as number | undefined
    if (found === undefined) return true
    const { text, last } = pieceAt(textOf(turn, part), piece)
    if (text.trim() !== '') {
      const id = found * ROWS + (part === 'answer' ? ROWS / 2 : 0) + piece
      add.run(id, turn, part, text)
      addWords.run(id, wordsOf(text.normalize('NFKC')), pairsOf(text).join(' '))
    }
    return last
  }
  return {
    take: (turn, part) => {
      if (!indexPiece(turn, part, 0)) plan.run({ turn, part, piece: 1 })
    },
    step: (most) => {
      for (let pieces = 0; pieces < most; pieces++) {
        const next = due.get() as { turn: TurnId; part: MessagePart; piece: number } | undefined
        if (!next) return 0
        if (indexPiece(next.turn, next.part, next.piece)) done.run(next.turn, next.part)
        else plan.run({ ...next, piece: next.piece + 1 })
      }
      return left.get() as number
    },
    drop: (turn) => {
      dropWords.run(turn)
      dropTexts.run(turn)
      dropDue.run(turn)
    },
  }
}
