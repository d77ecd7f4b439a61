/** Notes as a table that Excel and every other spreadsheet opens: RFC 4180, one row a note, and no cell that is taken for a formula. */
import type { ExportedNote } from '../../../shared/model/export.ts'

/** Excel takes a file for UTF-8 only when it says so with its first character. */
export const CSV_HEAD_MARK = '\uFEFF'

/** Lists stand in one cell, an entry a line. */
export const csvColumns = {
  id: ({ id }) => id,
  statement: ({ statement }) => statement,
  verdict: ({ stands }) => stands.verdict,
  by: ({ stands }) => stands.by,
  status: ({ stands }) => stands.status,
  in_words: ({ verdict, caution }) => (caution === undefined ? verdict : `${verdict}. ${caution}`),
  confidence: ({ confidence }) => (confidence === undefined ? '' : String(confidence)),
  topic: ({ topic }) => topic,
  tags: ({ tags }) => tags.join('\n'),
  reasons: ({ reasons }) => reasons.map(({ says, place }) => `${says} (${place})`).join('\n'),
  quotes: ({ quotes }) => quotes.map(({ stance, quote, title, place }) => `${stance}: “${quote}” (${title}, ${place})`).join('\n'),
  sources: ({ quotes }) => [...new Set(quotes.map(({ title }) => title))].join('\n'),
  links: ({ links }) => links.map(({ says, statement }) => `${says}: ${statement}`).join('\n'),
  question: ({ from }) => from.question,
  answered_by: ({ from }) => from.by,
  as_of: ({ from }) => from.asOf,
  checker: ({ from }) => from.checker,
  created: ({ created }) => created,
  updated: ({ updated }) => updated,
  checked: ({ checked }) => checked,
} as const satisfies Record<string, (note: ExportedNote) => string>

/**
 * What a spreadsheet would run as a formula, in its usual or full width, after any apostrophes.
 * From the OWASP page on CSV injection: `=`, `+`, `-`, `@`, tab, carriage return, line feed at the beginning of a cell.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u

/** With an apostrophe before what would be a formula, so that `plainCell` can take it away again from any text. */
export const harmlessCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)
export const plainCell = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell)

/** Every cell in quotes: no separator of any country's Excel can cut it. */
const row = (cells: readonly string[]): string => `${cells.map((cell) => `"${harmlessCell(cell).replaceAll('"', '""')}"`).join(',')}\r\n`

export const csvHead = (): string => CSV_HEAD_MARK + row(Object.keys(csvColumns))
export const csvRow = (note: ExportedNote): string => row(Object.values(csvColumns).map((cell) => cell(note).toWellFormed()))
