/** Pages of notes by filters and words: numbers come from narrow rows, their indexes and the word index, and only the notes that are shown are read. */
import type { NoteRow } from '../../../shared/contract/noteContract.ts'
import type { NoteFilter } from '../../../shared/model/noteFilter.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { KnowledgeReader } from '../../core/ports.ts'
import type { ReadConnection } from './connections.ts'
import { askedOf, type Asked, type Belonging, type ColumnFilter, fromOf, isOneOf } from './noteFilters.ts'
import { queryTerms } from './searchTerms.ts'
import { toNote } from './toNote.ts'
import { expressions, wordCounts } from './wordCounts.ts'

/** Characters of a statement that a list shows. */
const SHOWN = 600
/** Terms of a text that notes are looked for with: the first ones of a long question say what it is about. */
const MOST_TERMS = 24
/** Index entries that the ranking of one text may touch: some milliseconds. */
const BUDGET = 12_000
/** Notes that are ranked for one expression: the newest ones of those that fit. */
const MOST_RANKED = 6000
/** Totals and statements that are remembered. */
const MOST_TOTALS = 200
const MOST_PREPARED = 200

const COLUMNS = `n.id, substr(n.statement, 1, ${SHOWN}) AS statement, n.status, n.topic, n.tags, n.created, n.updated, n.verdict, n.by, n.stale_because AS staleBecause, n.more ->> '$.keptBy.name' AS keptBy, n.helped`

function toRow(row: Record<string, unknown>): NoteRow {
  const { tags, staleBecause, keptBy, ...same } = row
  return { ...same, tags: JSON.parse(String(tags)) as string[], ...(staleBecause === null ? {} : { staleBecause }), ...(keptBy === null ? {} : { keptBy }) } as unknown as NoteRow
}

export interface NoteSearch {
  page(filter: NoteFilter, offset: number, limit: number): { rows: NoteRow[]; total: number }
  ids(filter: NoteFilter): NoteId[]
  stretch(filter: NoteFilter, offset: number, limit: number): NoteId[]
  among(filter: NoteFilter, ids: readonly NoteId[]): NoteId[]
  place(filter: NoteFilter, id: NoteId): number | undefined
  rows(ids: readonly NoteId[]): NoteRow[]
  search: KnowledgeReader['searchNotes']
}

export function noteSearch(db: ReadConnection): NoteSearch {
  const prepared = new Map<string, ReturnType<ReadConnection['prepare']>>()
  const statement = (sql: string) => {
    const known = prepared.get(sql)
    if (known) return known
    const made = db.prepare(sql).pluck()
    // Combinations of filters are few; queries are bound, never written into the text.
    if (prepared.size > MOST_PREPARED) prepared.clear()
    prepared.set(sql, made)
    return made
  }
  const numberOf = db.prepare('SELECT number FROM note WHERE id = ?').pluck()
  const byId = db.prepare(`SELECT ${COLUMNS} FROM note n WHERE n.id = ?`)
  const byNumber = db.prepare(`SELECT ${COLUMNS} FROM note n WHERE n.number = ?`)
  const whole = db.prepare('SELECT * FROM note n WHERE n.number = ?')
  const rows = (ids: readonly NoteId[]): NoteRow[] => ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [toRow(row as Record<string, unknown>)] : []
  })
  const version = db.prepare('PRAGMA data_version').pluck()
  const totals = new Map<string, number>()
  let countedAt: unknown
  /** Remembered until anything is written. */
  const remembered = (key: string, count: () => number): number => {
    const now = version.get()
    if (now !== countedAt || totals.size >= MOST_TOTALS) totals.clear()
    countedAt = now
    const known = totals.get(key) ?? count()
    totals.set(key, known)
    return known
  }
  /** Of these columns alone: sums of a small table. */
  const countColumns = (columns: readonly ColumnFilter[]): number => {
    const clauses = columns.map((one) => isOneOf(one, true))
    const where = clauses.length === 0 ? '' : ` WHERE ${clauses.map(({ sql }) => sql).join(' AND ')}`
    return remembered(`columns ${JSON.stringify(columns)}`, () => Number(statement(`SELECT coalesce(sum(n.notes), 0) FROM note_count n${where}`).get(...clauses.flatMap(({ values }) => values))))
  }
  const countBelonging = ({ kind, id }: Belonging): number => remembered(`${kind} ${id}`, () => Number(statement('SELECT count(*) FROM note_of WHERE kind = ? AND id = ?').get(kind, id)))
  const least = <T>(all: readonly T[], count: (one: T) => number): T | undefined => all.map((one) => ({ one, notes: count(one) })).sort((a, b) => a.notes - b.notes)[0]?.one
  const totalOf = (asked: Asked): number => {
    if (asked.nothing) return 0
    if (asked.match === undefined && asked.belongs.length === 0) return countColumns(asked.columns)
    const { sql, values } = fromOf(asked, least(asked.belongs, countBelonging))
    return remembered(JSON.stringify(asked), () => Number(statement(`SELECT count(*) ${sql}`).get(...values)))
  }
  /** What has the fewest rows leads to the others; several values of one column lead to rows out of order, so that the list is walked instead where many of its rows fit. */
  const driverOf = ({ columns, belongs }: Asked, total: number, rowsAway: number): ColumnFilter | Belonging | undefined => {
    if (belongs.length > 0) return least(belongs, countBelonging)
    const walked = total === 0 ? 0 : (rowsAway * countColumns([])) / total
    const costs = columns.map((one) => {
      const notes = countColumns([one])
      return { one, cost: one.values.length > 1 ? notes * 2 : total === 0 ? 0 : (rowsAway * notes) / total }
    }).sort((a, b) => a.cost - b.cost)
    return costs[0] && costs[0].cost <= walked ? costs[0].one : undefined
  }
  const weigh = wordCounts(db, 'note_term')
  const newest = db.prepare('SELECT coalesce(max(number), 0) FROM note_line').pluck()
  const floor = db.prepare('SELECT rowid FROM note_fts WHERE note_fts MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?').pluck()
  const best = (among: string) => db.prepare(`SELECT n.number FROM note_fts f CROSS JOIN note_line n ON n.number = f.rowid WHERE note_fts MATCH ? AND f.rowid >= ?${among} ORDER BY bm25(note_fts) LIMIT ?`).pluck()
  const fitting = { all: best(''), standing: best(" AND +n.status = 'current' AND +n.verdict = 'verified'") }
  /** Numbers of a stretch of the list, newest first, counted from whichever end is nearer. */
  const stretchOf = (asked: Asked, total: number, offset: number, limit: number): number[] => {
    if (offset >= total) return []
    const fromEnd = offset + limit > total / 2
    const [skip, take] = fromEnd ? [Math.max(0, total - offset - limit), Math.min(limit, total - offset)] : [offset, limit]
    const { sql, values, number } = fromOf(asked, driverOf(asked, total, skip + take))
    const numbers = statement(`SELECT ${number} ${sql} ORDER BY ${number} ${fromEnd ? 'ASC' : 'DESC'} LIMIT ? OFFSET ?`).all(...values, take, skip) as number[]
    return fromEnd ? numbers.reverse() : numbers
  }
  const idOf = db.prepare('SELECT id FROM note_line WHERE number = ?').pluck()
  /** With one condition more on the numbers. */
  const narrowed = (asked: Asked, what: string, condition: string, ...values: unknown[]) => {
    const { sql, values: before, number } = fromOf(asked)
    return statement(`SELECT ${what.replace('#', number)} ${sql} ${sql.includes(' WHERE ') ? 'AND' : 'WHERE'} ${number} ${condition}`).all(...before, ...values)
  }
  return {
    rows,
    page: (filter, offset, limit) => {
      const asked = askedOf(filter)
      const total = totalOf(asked)
      return { rows: stretchOf(asked, total, offset, limit).flatMap((one) => {
        const row = byNumber.get(one)
        return row ? [toRow(row as Record<string, unknown>)] : []
      }), total }
    },
    stretch: (filter, offset, limit) => {
      const asked = askedOf(filter)
      return stretchOf(asked, totalOf(asked), offset, limit).map((one) => idOf.get(one) as NoteId)
    },
    among: (filter, ids) => {
      const asked = askedOf(filter)
      if (asked.nothing) return []
      const numbers = ids.flatMap((id) => (numberOf.get(id) as number | undefined) ?? [])
      return (narrowed(asked, '#', 'IN (SELECT value FROM json_each(?))', JSON.stringify(numbers)) as number[]).map((one) => idOf.get(one) as NoteId)
    },
    place: (filter, id) => {
      const number = numberOf.get(id) as number | undefined
      if (number === undefined) return undefined
      const asked = askedOf(filter)
      return asked.nothing ? 0 : Number(narrowed(asked, 'count(*)', '> ?', number)[0])
    },
    ids: (filter) => {
      const asked = askedOf(filter)
      if (asked.nothing) return []
      if (asked.match === undefined && asked.columns.length + asked.belongs.length === 0) return statement('SELECT id FROM note_line ORDER BY number').all() as NoteId[]
      const total = asked.match === undefined ? totalOf(asked) : 0
      const { sql, values, number } = fromOf(asked, driverOf(asked, total, total))
      return statement(`SELECT i.id FROM note_line i WHERE i.number IN (SELECT ${number} ${sql}) ORDER BY i.number`).all(...values) as NoteId[]
    },
    search: (text, limit, among = 'all') => {
      const found = new Set<number>()
      const terms = weigh(queryTerms(text).slice(0, MOST_TERMS), Number(newest.get()))
      for (const expression of expressions(terms, BUDGET)) {
        if (found.size >= limit) break
        // Of very many that fit as well as each other, the newest are looked at.
        const from = Number(floor.get(expression, MOST_RANKED) ?? 0)
        for (const number of fitting[among].all(expression, from, limit) as number[]) if (found.size < limit) found.add(number)
      }
      return [...found].flatMap((number): Note[] => {
        const row = whole.get(number)
        return row ? [toNote(row as Record<string, unknown>)] : []
      })
    },
  }
}
