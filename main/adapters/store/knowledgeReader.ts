/** What is read of knowledge: who leans on what, what is to be looked at, contradictions, the history by day, growth. */
import type { HistoryRow } from '../../../shared/contract/noteContract.ts'
import type { Contradiction } from '../../../shared/model/contradiction.ts'
import type { ClaimId, ContradictionId, NoteId, SourceId, TurnId } from '../../../shared/model/ids.ts'
import type { KeepPolicy, Leaning } from '../../../shared/model/note.ts'
import type { KnowledgeReader } from '../../core/ports.ts'
import type { ReadConnection } from './connections.ts'
import { describeEvent } from './describeEvent.ts'
import { noteSearch } from './noteSearch.ts'
import { toNote } from './toNote.ts'
import { readPayload } from './upcast.ts'

interface ContradictionRow {
  readonly at: string
  readonly value: string
  readonly decision: string | null
  readonly decided_at: string | null
}

const toContradiction = ({ at, value, decision, decided_at }: ContradictionRow): Contradiction =>
  ({ ...(JSON.parse(value) as object), at, ...(decision === null ? {} : { decision: { ...(JSON.parse(decision) as object), at: decided_at } }) }) as Contradiction

/** Replacements that are followed: a ring, which nothing writes, must not hang. */
const MOST_REPLACEMENTS = 10_000
const LIVE = 'deleted_at IS NULL AND merged_into IS NULL'

function contradictionReader(db: ReadConnection): Pick<KnowledgeReader, 'contradiction' | 'contradictions' | 'contradictionKnown'> {
  const one = db.prepare('SELECT * FROM contradiction WHERE id = ?')
  const OPEN = "(decision IS NULL OR decision ->> 'what' = 'later')"
  const byState = (open: boolean) => ({
    rows: db.prepare(`SELECT * FROM contradiction WHERE ${open ? OPEN : `NOT ${OPEN}`} ORDER BY ${open ? 'id' : 'decided_at'} DESC LIMIT ? OFFSET ?`),
    total: db.prepare(`SELECT count(*) FROM contradiction WHERE ${open ? OPEN : `NOT ${OPEN}`}`).pluck(),
  })
  const states = { open: byState(true), decided: byState(false) }
  const knownNote = db.prepare('SELECT 1 FROM contradiction WHERE (note = @a AND other_note = @b) OR (note = @b AND other_note = @a)')
  const knownClaim = db.prepare("SELECT 1 FROM contradiction WHERE note = ? AND turn = ? AND value ->> '$.with.claim' = ?")
  return {
    contradiction: (id: ContradictionId) => {
      const row = one.get(id) as ContradictionRow | undefined
      return row && toContradiction(row)
    },
    contradictions: (open, offset, limit) => {
      const { rows, total } = states[open ? 'open' : 'decided']
      return { rows: (rows.all(limit, offset) as ContradictionRow[]).map(toContradiction), total: Number(total.get()) }
    },
    contradictionKnown: (note, other) => ('note' in other ? knownNote.get({ a: note, b: other.note }) : knownClaim.get(note, other.turn, other.claim)) !== undefined,
  }
}

function eventReader(db: ReadConnection): Pick<KnowledgeReader, 'historyDays' | 'historyRows' | 'growthDays'> {
  // From day to day by the index: only the rows of the days that are shown are counted.
  const days = db.prepare(
    `WITH RECURSIVE days (day) AS (
       SELECT (SELECT substr(at, 1, 10) FROM history ORDER BY substr(at, 1, 10) DESC LIMIT 1)
       UNION ALL SELECT (SELECT substr(at, 1, 10) FROM history WHERE substr(at, 1, 10) < days.day ORDER BY substr(at, 1, 10) DESC LIMIT 1) FROM days WHERE days.day IS NOT NULL)
     SELECT day, (SELECT count(*) FROM history WHERE substr(at, 1, 10) = days.day) AS events FROM days WHERE day IS NOT NULL LIMIT ? OFFSET ?`,
  )
  const all = db.prepare('SELECT seq FROM history WHERE seq < ? ORDER BY seq DESC LIMIT ?').pluck()
  const ofDay = db.prepare('SELECT seq FROM history WHERE substr(at, 1, 10) = ? AND seq < ? ORDER BY seq DESC LIMIT ?').pluck()
  const ofStream = db.prepare('SELECT seq FROM history WHERE stream = ? AND seq < ? ORDER BY seq DESC LIMIT ?').pluck()
  const ofStreamOnDay = db.prepare('SELECT seq FROM history INDEXED BY history_stream WHERE stream = ? AND seq < ? AND substr(at, 1, 10) = ? ORDER BY seq DESC LIMIT ?').pluck()
  const one = db.prepare('SELECT seq, at, stream, kind, v, payload FROM history WHERE seq = ?')
  const growth = db.prepare('SELECT day, what, change FROM growth_day ORDER BY day, what')
  type Row = { seq: number; at: string; stream: string; kind: string; v: number; payload: string | null }
  return {
    historyDays: (offset, limit) => days.all(limit, offset) as { day: string; events: number }[],
    historyRows: ({ day, streams, before = Number.MAX_SAFE_INTEGER }, limit) => {
      // Places first: of many streams only the rows that are shown are read, each of which may be long.
      const seqs = (streams !== undefined
        ? streams.flatMap((stream) => (day === undefined ? ofStream.all(stream, before, limit) : ofStreamOnDay.all(stream, before, day, limit)) as number[]).sort((a, b) => b - a).slice(0, limit)
        : day !== undefined ? ofDay.all(day, before, limit) : all.all(before, limit)) as number[]
      return seqs
        .map((seq) => one.get(seq) as Row)
        .map(({ seq, at, stream, kind, v, payload }): HistoryRow => {
          const event = readPayload(kind, v, payload)
          return { seq, at, stream, kind, erased: payload === null, says: event ? describeEvent(event) : '' }
        })
    },
    growthDays: () => growth.all() as { day: string; what: string; change: number }[],
  }
}

export function knowledgeReader(db: ReadConnection): KnowledgeReader {
  const search = noteSearch(db)
  const topics = db.prepare('SELECT topic, sum(notes) AS notes FROM note_count GROUP BY topic ORDER BY topic')
  const kept = db.prepare(`SELECT turn, provenance ->> 'claim' AS claim, id AS note FROM note WHERE turn = ? AND deleted_at IS NULL`)
  const meaning = db.prepare('SELECT id FROM note_line WHERE meaning = ? ORDER BY number').pluck()
  const apart = db.prepare('SELECT note FROM note_apart WHERE meaning = ? ORDER BY note').pluck()
  const meanings = db.prepare(
    `SELECT meaning FROM note_line n WHERE meaning IS NOT NULL GROUP BY meaning
     HAVING count(*) > 1 AND count(*) > (SELECT count(*) FROM note_apart a JOIN note m ON m.id = a.note CROSS JOIN note_line l ON l.number = m.number WHERE a.meaning = n.meaning AND l.meaning = n.meaning)
     ORDER BY max(number) DESC LIMIT ?`,
  ).pluck()
  const stale = db.prepare("SELECT n.* FROM note_line l CROSS JOIN note n ON n.id = l.id WHERE l.status = 'stale' ORDER BY l.number DESC LIMIT ?")
  const tags = db.prepare("SELECT id AS tag, count(*) AS notes FROM note_of WHERE kind = 'tag' GROUP BY id ORDER BY notes DESC, id LIMIT ?")
  const linkedFrom = db.prepare("SELECT l.id FROM note_of o CROSS JOIN note_line l ON l.number = o.number WHERE o.kind = 'link' AND o.id = ? ORDER BY o.number LIMIT ?").pluck()
  const due = db.prepare('SELECT kind, id, seq FROM knowledge_due ORDER BY seq LIMIT ?')
  const leaning = db.prepare('SELECT DISTINCT note FROM note_leans WHERE kind = ? AND id = ? AND note > ? ORDER BY note LIMIT ?').pluck()
  const leansOn = db.prepare('SELECT DISTINCT kind, id, note FROM note_leans WHERE note = ? ORDER BY kind, id')
  const expired = db.prepare(`SELECT id FROM note WHERE expires IS NOT NULL AND expires <= ? AND ${LIVE} AND status IN ('current', 'stale') AND more NOT LIKE '%"kind":"expired"%' ORDER BY id`).pluck()
  const replacedBy = db.prepare('SELECT replaced_by FROM source WHERE id = ?').pluck()
  const upTo = db.prepare('WITH RECURSIVE earlier (id) AS (SELECT ? UNION SELECT s.id FROM source s JOIN earlier e ON s.replaced_by = e.id) SELECT id FROM earlier').pluck()
  const policies = db.prepare('SELECT policies FROM keeping WHERE id = 1').pluck()
  return {
    ...contradictionReader(db),
    ...eventReader(db),
    notePage: search.page,
    noteIds: search.ids,
    noteRows: search.rows,
    noteStretch: search.stretch,
    notesAmong: search.among,
    notePlace: search.place,
    noteTags: (limit) => tags.all(limit) as { tag: string; notes: number }[],
    linkedFrom: (id, limit) => linkedFrom.all(id, limit) as NoteId[],
    notesApart: (one) => apart.all(one) as NoteId[],
    searchNotes: search.search,
    staleNotes: (limit) => (stale.all(limit) as Record<string, unknown>[]).map(toNote),
    noteTopics: () => topics.all() as { topic: string; notes: number }[],
    keptClaims: (turns) => turns.flatMap((turn) => kept.all(turn) as { turn: TurnId; claim: ClaimId; note: NoteId }[]),
    notesMeaning: (one) => meaning.all(one) as NoteId[],
    sharedMeanings: (limit) => meanings.all(limit) as string[],
    due: (limit) => due.all(limit) as ReturnType<KnowledgeReader['due']>,
    leaning: (kind, id, after, limit) => leaning.all(kind, id, after, limit) as NoteId[],
    leansOn: (id) => leansOn.all(id) as Leaning[],
    expired: (today) => expired.all(today) as NoteId[],
    newestOf: (id) => {
      let now: SourceId | undefined = id
      for (let steps = 0; steps < MOST_REPLACEMENTS; steps++) {
        const next = replacedBy.get(now) as string | null | undefined
        if (next === undefined) return undefined
        if (next === null) return now
        now = next as SourceId
      }
      return now
    },
    versionsUpTo: (id) => upTo.all(id) as SourceId[],
    keepPolicies: () => JSON.parse((policies.get() as string | undefined) ?? '[]') as KeepPolicy[],
  }
}
