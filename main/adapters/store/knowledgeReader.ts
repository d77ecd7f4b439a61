/** What is read of knowledge: who leans on what, what is to be looked at, contradictions, the history by day, growth. */
import type { HistoryRow } from '../../../shared/contract/noteContract.ts'
import type { Contradiction } from '../../../shared/model/contradiction.ts'
import type { ClaimId, ContradictionId, NoteId, SourceId, TurnId } from '../../../shared/model/ids.ts'
import type { KeepPolicy, Leaning } from '../../../shared/model/note.ts'
import type { KnowledgeReader } from '../../core/ports.ts'
import type { ReadConnection } from './connections.ts'
import { describeEvent } from './describeEvent.ts'
import { noteSearch } from './noteSearch.ts'
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
  const days = db.prepare('SELECT substr(at, 1, 10) AS day, count(*) AS events FROM history GROUP BY 1 ORDER BY 1 DESC LIMIT ? OFFSET ?')
  const columns = 'seq, at, stream, kind, v, payload'
  const all = db.prepare(`SELECT ${columns} FROM history WHERE seq < ? ORDER BY seq DESC LIMIT ?`)
  const ofDay = db.prepare(`SELECT ${columns} FROM history WHERE substr(at, 1, 10) = ? AND seq < ? ORDER BY seq DESC LIMIT ?`)
  const ofStream = db.prepare(`SELECT ${columns} FROM history WHERE stream = ? AND seq < ? ORDER BY seq DESC LIMIT ?`)
  const growth = db.prepare('SELECT day, what, change FROM growth_day ORDER BY day, what')
  type Row = { seq: number; at: string; stream: string; kind: string; v: number; payload: string | null }
  return {
    historyDays: (offset, limit) => days.all(limit, offset) as { day: string; events: number }[],
    historyRows: ({ day, streams, before = Number.MAX_SAFE_INTEGER }, limit) => {
      const rows = (streams !== undefined
        ? streams.flatMap((stream) => ofStream.all(stream, before, limit) as Row[]).sort((a, b) => b.seq - a.seq).slice(0, limit)
        : day !== undefined ? ofDay.all(day, before, limit) : all.all(before, limit)) as Row[]
      return rows
        .filter(({ at }) => streams === undefined || day === undefined || at.startsWith(day))
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
  const topics = db.prepare(`SELECT topic, count(*) AS notes FROM note WHERE ${LIVE} GROUP BY topic ORDER BY topic`)
  const kept = db.prepare(`SELECT turn, provenance ->> 'claim' AS claim, id AS note FROM note WHERE turn = ? AND deleted_at IS NULL`)
  const meaning = db.prepare(`SELECT id FROM note WHERE meaning = ? AND ${LIVE} ORDER BY number`).pluck()
  const meanings = db.prepare(`SELECT meaning FROM note WHERE meaning IS NOT NULL AND ${LIVE} GROUP BY meaning HAVING count(*) > 1 ORDER BY max(number) DESC LIMIT ?`).pluck()
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
    searchNotes: search.search,
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
