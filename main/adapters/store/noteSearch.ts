/** Pages of notes by filters and words: ids come from covering indexes and the word index, and only the rows that are shown are read. */
import type { NoteFilter, NoteRow } from '../../../shared/contract/noteContract.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { ReadConnection } from './connections.ts'
import { queryTerms } from './searchTerms.ts'
import { toNote } from './toNote.ts'

/** Characters of a statement that a list shows. */
const SHOWN = 600
const LIVE = 'n.deleted_at IS NULL AND n.merged_into IS NULL'
/** Terms of a text that notes are looked for with: the first ones of a long question say what it is about. */
const MOST_TERMS = 24
/** Matches that are counted; a list says "more than" beyond. */
const COUNTED = 100_000

const COLUMNS = `n.id, substr(n.statement, 1, ${SHOWN}) AS statement, n.status, n.topic, n.tags, n.created, n.updated, n.verdict, n.by, n.stale_because AS staleBecause, n.more ->> '$.keptBy.name' AS keptBy, n.helped`

function toRow(row: Record<string, unknown>): NoteRow {
  const { tags, staleBecause, keptBy, ...same } = row
  return { ...same, tags: JSON.parse(String(tags)) as string[], ...(staleBecause === null ? {} : { staleBecause }), ...(keptBy === null ? {} : { keptBy }) } as unknown as NoteRow
}

/** The last word may be still being typed: its beginning is enough. */
function matchOf(query: string): string | undefined {
  const terms = queryTerms(query).map(({ match }) => match)
  if (terms.length === 0) return undefined
  const open = /[\p{L}\p{N}]$/u.test(query) && !terms.at(-1)!.endsWith('*')
  return terms.map((term, index) => (open && index === terms.length - 1 && /^"[\p{Script=Latin}\p{N}]+"$/u.test(term) ? `(${term} OR ${term} *)` : term)).join(' AND ')
}

interface Clause {
  readonly sql: string
  readonly values: unknown[]
}

const anyOf = (column: string, values: readonly string[] | undefined): Clause[] =>
  values === undefined || values.length === 0 ? [] : [{ sql: `${column} IN (${values.map(() => '?').join(', ')})`, values: [...values] }]

function clausesOf({ status, verdict, by, topic, tag, policy, source, set }: NoteFilter): Clause[] {
  const leans = (kind: string, id: string | undefined): Clause[] => (id === undefined ? [] : [{ sql: 'n.id IN (SELECT note FROM note_leans WHERE kind = ? AND id = ?)', values: [kind, id] }])
  return [
    ...anyOf('n.status', status),
    ...anyOf('n.verdict', verdict),
    ...anyOf('n.by', by),
    ...(topic === undefined ? [] : [{ sql: 'n.topic = ?', values: [topic] }]),
    ...(tag === undefined ? [] : [{ sql: 'n.number IN (SELECT number FROM note_tag WHERE tag = ?)', values: [tag] }]),
    ...(policy === undefined ? [] : [{ sql: "n.more ->> '$.keptBy.policy' = ?", values: [policy] }]),
    ...leans('source', source),
    ...leans('set', set),
  ]
}

export interface NoteSearch {
  page(filter: NoteFilter, offset: number, limit: number): { rows: NoteRow[]; total: number }
  ids(filter: NoteFilter): NoteId[]
  rows(ids: readonly NoteId[]): NoteRow[]
  search(text: string, limit: number): Note[]
}

export function noteSearch(db: ReadConnection): NoteSearch {
  const prepared = new Map<string, ReturnType<ReadConnection['prepare']>>()
  const statement = (sql: string) => {
    const known = prepared.get(sql)
    if (known) return known
    const made = db.prepare(sql)
    // Combinations of filters are few; queries are bound, never written into the text.
    if (prepared.size > 200) prepared.clear()
    prepared.set(sql, made)
    return made
  }
  const one = db.prepare(`SELECT ${COLUMNS} FROM note n WHERE n.id = ?`)
  const whole = db.prepare(`SELECT * FROM note n WHERE n.number = ? AND ${LIVE}`)
  const best = db.prepare('SELECT rowid FROM note_fts WHERE note_fts MATCH ? ORDER BY rank LIMIT ?').pluck()
  const found = (filter: NoteFilter): { from: string; where: string; values: unknown[]; nothing: boolean } => {
    const clauses = clausesOf(filter)
    const words = filter.query?.trim() ?? ''
    const match = words === '' ? undefined : matchOf(words)
    const where = [LIVE, ...clauses.map(({ sql }) => sql)]
    const values = clauses.flatMap((clause) => clause.values)
    if (match !== undefined) return { from: 'note_fts f CROSS JOIN note n ON n.number = f.rowid', where: ['note_fts MATCH ?', ...where].join(' AND '), values: [match, ...values], nothing: false }
    return { from: 'note n', where: where.join(' AND '), values, nothing: words !== '' }
  }
  const rows = (ids: readonly NoteId[]): NoteRow[] => ids.flatMap((id) => {
    const row = one.get(id)
    return row ? [toRow(row as Record<string, unknown>)] : []
  })
  /** Totals cost as much as the whole list: the one of the latest filter is remembered until a note changes. */
  let counted: { key: string; total: number } | undefined
  const version = db.prepare('PRAGMA data_version').pluck()
  return {
    rows,
    page: (filter, offset, limit) => {
      const { from, where, values, nothing } = found(filter)
      if (nothing) return { rows: [], total: 0 }
      const order = from.startsWith('note_fts') ? 'f.rowid' : 'n.number'
      const ids = statement(`SELECT n.id FROM ${from} WHERE ${where} ORDER BY ${order} DESC LIMIT ? OFFSET ?`).pluck().all(...values, limit, offset) as NoteId[]
      const key = JSON.stringify([version.get(), filter])
      const total = ids.length < limit && (offset === 0 || ids.length > 0) ? offset + ids.length
        : counted?.key === key ? counted.total
        : Number(statement(`SELECT count(*) FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ${COUNTED})`).pluck().get(...values))
      counted = { key, total }
      return { rows: rows(ids), total }
    },
    ids: (filter) => {
      const { from, where, values, nothing } = found(filter)
      return nothing ? [] : (statement(`SELECT n.id FROM ${from} WHERE ${where} ORDER BY n.number`).pluck().all(...values) as NoteId[])
    },
    search: (text, limit) => {
      const terms = queryTerms(text).slice(0, MOST_TERMS)
      if (terms.length === 0) return []
      const numbers = best.all(terms.map(({ match }) => match).join(' OR '), limit * 3) as number[]
      return numbers.flatMap((number) => {
        const row = whole.get(number)
        return row ? [toNote(row as Record<string, unknown>)] : []
      }).slice(0, limit)
    },
  }
}
