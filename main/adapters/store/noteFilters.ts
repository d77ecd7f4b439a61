/** What of the narrow rows of notes a filter asks for, as SQL: driven by whatever has the fewest rows, the rest looked up by number. */
import type { NoteFilter } from '../../../shared/contract/noteContract.ts'
import { queryTerms } from './searchTerms.ts'

export interface Clause {
  readonly sql: string
  readonly values: readonly string[]
}

/** A column that an index leads to. */
export interface ColumnFilter {
  readonly column: 'status' | 'verdict' | 'by' | 'topic'
  readonly values: readonly string[]
}

/** Something that many notes belong to: a tag, a policy, a source or a rule set. */
export interface Belonging {
  readonly kind: string
  readonly id: string
}

export interface Asked {
  /** A MATCH expression; `undefined` without words. */
  readonly match: string | undefined
  /** Words were given and nothing of them can be looked for. */
  readonly nothing: boolean
  readonly columns: readonly ColumnFilter[]
  readonly belongs: readonly Belonging[]
}

/** The last word may be still being typed: its beginning is enough. */
function matchOf(query: string): string | undefined {
  const terms = queryTerms(query).map(({ match }) => match)
  if (terms.length === 0) return undefined
  const open = /[\p{L}\p{N}]$/u.test(query) && !terms.at(-1)!.endsWith('*')
  return terms.map((term, index) => (open && index === terms.length - 1 && /^"[\p{Script=Latin}\p{N}]+"$/u.test(term) ? `(${term} OR ${term} *)` : term)).join(' AND ')
}

export function askedOf({ query, status = [], verdict = [], by = [], topic, tag, policy, source, set }: NoteFilter): Asked {
  const words = query?.trim() ?? ''
  const match = words === '' ? undefined : matchOf(words)
  const columns: ColumnFilter[] = [
    { column: 'status' as const, values: [...new Set(status)] },
    { column: 'verdict' as const, values: [...new Set(verdict)] },
    { column: 'by' as const, values: [...new Set(by)] },
    { column: 'topic' as const, values: topic === undefined ? [] : [topic] },
  ].filter(({ values }) => values.length > 0)
  const belongs = Object.entries({ tag, policy, source, set }).flatMap(([kind, id]): Belonging[] => (id === undefined ? [] : [{ kind, id }]))
  return { match, nothing: words !== '' && match === undefined, columns, belongs }
}

/** `driving`: an index leads to it; otherwise the rows are there already and are only looked at. */
export const isOneOf = ({ column, values }: ColumnFilter, driving = false): Clause => ({ sql: `${driving ? '' : '+'}n.${column} IN (${values.map(() => '?').join(', ')})`, values })

const belongsTo = ({ kind, id }: Belonging, number: string): Clause => ({ sql: `EXISTS (SELECT 1 FROM note_of b NOT INDEXED WHERE b.kind = ? AND b.id = ? AND b.number = ${number})`, values: [kind, id] })

export interface From {
  /** Everything from FROM on; `number` is what it is ordered by. */
  readonly sql: string
  readonly values: readonly string[]
  readonly number: string
}

/** `driver`: which column or belonging to begin with, where there are no words; none walks the list. */
export function fromOf({ match, columns, belongs }: Asked, driver?: ColumnFilter | Belonging): From {
  const rest = belongs.filter((one) => match !== undefined || one !== driver)
  const joined = columns.length > 0 || match !== undefined
  const begin: { from: string; number: string; clauses: Clause[] } =
    match !== undefined ? { from: 'note_fts f CROSS JOIN note_line n ON n.number = f.rowid', number: 'f.rowid', clauses: [{ sql: 'note_fts MATCH ?', values: [match] }] }
    : driver !== undefined && 'kind' in driver ? { from: joined ? 'note_of o CROSS JOIN note_line n ON n.number = o.number' : 'note_of o', number: 'o.number', clauses: [{ sql: 'o.kind = ? AND o.id = ?', values: [driver.kind, driver.id] }] }
    : { from: 'note_line n', number: 'n.number', clauses: [] }
  const all = [...begin.clauses, ...columns.map((one) => isOneOf(one, one === driver)), ...rest.map((one) => belongsTo(one, begin.number))]
  return { sql: `FROM ${begin.from}${all.length === 0 ? '' : ` WHERE ${all.map(({ sql }) => sql).join(' AND ')}`}`, values: all.flatMap(({ values }) => values), number: begin.number }
}
