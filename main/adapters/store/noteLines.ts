/** Keeps what lists of notes are read from: live notes as narrow rows, what each belongs to, and how many there are of each kind. */
import type { WriteConnection } from './connections.ts'

export interface NoteLines {
  /** Brings the line of a note up to its row, which was written before: gone when it is deleted or merged. `belongs`: its tags, policy or grounds may be others. */
  follow(id: string, belongs: boolean): void
}

interface Line {
  readonly number: number
  readonly topic: string
  readonly status: string
  readonly verdict: string
  readonly by: string
  readonly meaning: string | null
}

const LIVE = 'n.deleted_at IS NULL AND n.merged_into IS NULL'

/** Runs within the caller's transaction. */
export function noteLines(db: WriteConnection): NoteLines {
  const numberOf = db.prepare('SELECT number FROM note WHERE id = ?').pluck()
  const lineOf = db.prepare('SELECT number, topic, status, verdict, by, meaning FROM note_line WHERE number = ?')
  const now = db.prepare(`SELECT number, topic, status, verdict, by, meaning FROM note n WHERE id = ? AND ${LIVE}`)
  const put = db.prepare(
    `INSERT INTO note_line (number, id, status, verdict, by, topic, meaning) VALUES (@number, @id, @status, @verdict, @by, @topic, @meaning)
     ON CONFLICT (number) DO UPDATE SET status = @status, verdict = @verdict, by = @by, topic = @topic, meaning = @meaning`,
  )
  const drop = db.prepare('DELETE FROM note_line WHERE number = ?')
  const leave = db.prepare('DELETE FROM note_of WHERE number = ?')
  const belong = db.prepare(
    `INSERT OR IGNORE INTO note_of (kind, id, number)
     SELECT 'tag', t.value, n.number FROM note n, json_each(n.tags) t WHERE n.id = @id
     UNION ALL SELECT 'policy', n.more ->> '$.keptBy.policy', n.number FROM note n WHERE n.id = @id AND n.more ->> '$.keptBy.policy' IS NOT NULL
     UNION ALL SELECT 'link', l.value ->> '$.to', n.number FROM note n, json_each(n.more, '$.links') l WHERE n.id = @id
     UNION ALL SELECT l.kind, l.id, @number FROM note_leans l WHERE l.owner = @id AND l.note = @id AND l.kind IN ('source', 'set')`,
  )
  const count = db.prepare(
    `INSERT INTO note_count (topic, status, verdict, by, notes) VALUES (@topic, @status, @verdict, @by, @change)
     ON CONFLICT (topic, status, verdict, by) DO UPDATE SET notes = notes + excluded.notes`,
  )
  const none = db.prepare('DELETE FROM note_count WHERE topic = @topic AND status = @status AND verdict = @verdict AND by = @by AND notes = 0')
  const same = (a: Line, b: Line): boolean => a.topic === b.topic && a.status === b.status && a.verdict === b.verdict && a.by === b.by
  return {
    follow: (id, belongs) => {
      const number = numberOf.get(id) as number | undefined
      if (number === undefined) return
      const before = lineOf.get(number) as Line | undefined
      const after = now.get(id) as Line | undefined
      if (after && !(before && same(before, after) && before.meaning === after.meaning)) put.run({ ...after, id })
      if (before && !after) drop.run(number)
      if (!(before && after && same(before, after))) {
        if (after) count.run({ ...after, change: 1 })
        if (before) {
          count.run({ ...before, change: -1 })
          none.run(before)
        }
      }
      if (!belongs && (before === undefined) === (after === undefined)) return
      if (before) leave.run(number)
      if (after) belong.run({ id, number })
    },
  }
}
