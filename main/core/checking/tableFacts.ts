/** Reads tables against a claim: rows with a name, columns with a head, and what the cell where they meet says. */
import { rowCells } from './answerLine.ts'
import { bothRight } from './bothRight.ts'
import type { EvidenceIndex, IndexedStatement } from './evidenceIndex.ts'
import { spacedKey } from './spacedKey.ts'
import { type Token, tokens } from './token.ts'

/** What a cell says of the claim; offsets in the claim's text. */
export interface CellFinding {
  readonly start: number
  readonly end: number
  readonly outcome: 'agrees' | 'conflicts'
  readonly kind: 'number' | 'date' | 'name' | 'negation'
  readonly statement: number
  /** The cell, literally. */
  readonly value: string
  /** Keys of the claim that the row's name, the column's head and the cell account for. */
  readonly accounts: ReadonlySet<string>
}

interface Cell {
  readonly head: readonly string[]
  readonly above: readonly string[]
  readonly value: string
  readonly tokens: readonly Token[]
  readonly statement: number
}
interface Row {
  readonly table: string
  readonly label: readonly string[]
  readonly cells: readonly Cell[]
}

const naming = /^(?:name|title|label|site|id|item|product|country|city|model|code|key|company|person|facility)$/iu
const longestLabel = 60
const yes = /^(?:true|yes|y|✓|✔)$/iu
const no = /^(?:false|no|n|none|✗|✘)$/iu

export class TableReader {
  readonly #rows: Row[] = []

  constructor(index: EvidenceIndex) {
    const records = new Map<string, { at: number; statement: IndexedStatement }[]>()
    index.statements.forEach((statement, at) => {
      if (statement.record !== undefined) {
        const id = `${statement.run} ${statement.record}`
        records.set(id, [...(records.get(id) ?? []), { at, statement }])
      } else if (statement.keys !== undefined && statement.value === undefined) this.#addLine(statement, at)
    })
    for (const [id, leaves] of records) this.#addRecord(id.split(' ')[0]!, leaves)
  }

  /** A line of a CSV file or of a Markdown table. */
  #addLine({ text, keys, run }: IndexedStatement, at: number): void {
    const fields = text.includes('|') ? rowCells(text, 0).map(({ start, end }) => text.slice(start, end)) : text.split(text.includes('\t') ? '\t' : text.includes(';') ? ';' : ',')
    const values = fields.map((field) => field.trim().replace(/^"|"$/gu, ''))
    if (values.length !== keys!.length || values.length < 2 || values.length > 60) return
    this.#add(String(run), values[0]!, values.slice(1).map((value, i) => cell([keys![i + 1]!], value, at)))
  }

  #addRecord(table: string, leaves: readonly { at: number; statement: IndexedStatement }[]): void {
    if (leaves.length < 2 || leaves.length > 60) return
    const values = leaves.map(({ statement: { text } }) => text.replace(/^(?:"[^"]*"|'[^']*')\s*:\s*/u, '').replace(/^["']|["']$/gu, ''))
    const named = leaves.findIndex(({ statement }, i) => naming.test(statement.keys?.at(-1) ?? '') && /\p{L}/u.test(values[i]!))
    if (named === -1) return
    // A nested key is read with the one above it: power over it_mw.
    this.#add(table, values[named]!, leaves.flatMap(({ at, statement }, i) => (i === named ? [] : [cell((statement.keys ?? []).slice(-2), values[i]!, at)])))
  }

  #add(table: string, label: string, cells: readonly Cell[]): void {
    const keys = tokens(label).map((token) => token.key)
    if (label.length <= longestLabel && keys.length > 0) this.#rows.push({ table, label: keys, cells })
  }

  /** @param denied per token of the claim, as from `denials` */
  read(text: string, all: readonly Token[], denied: Uint8Array): CellFinding[] {
    if (this.#rows.length === 0 || all.length > 60) return []
    const said = new Set(all.map((token) => token.key))
    const named = this.#rows.filter(({ label }) => label.every((key) => said.has(key)))
    const longest = Math.max(0, ...named.map(({ label }) => label.length))
    const rows = named.filter(({ label }) => label.length === longest)
    // Two rows are compared, or one name stands in several tables: then nothing is certain.
    if (rows.length !== 1) return []
    const [row] = rows as [Row]
    const rest = all.map((token, i) => ({ token, denied: denied[i] === 1 })).filter(({ token }) => !row.label.includes(token.key))
    const shareOf = (keys: readonly string[]): number => (keys.length === 0 ? 0 : keys.filter((key) => said.has(key)).length / keys.length)
    // What stands over the head decides between heads alike: power over mw.
    const heads = row.cells.map((each) => ({ each, share: shareOf(each.head) < 0.6 ? 0 : shareOf(each.head) + 0.01 * shareOf(each.above) }))
    const best = Math.max(0, ...heads.map(({ share }) => share))
    const meant = heads.filter(({ share }) => share === best && best > 0)
    const accounts = (each: Cell): Set<string> => new Set([...row.label, ...each.above, ...each.head, ...each.tokens.map((token) => token.key)])
    return row.cells.flatMap((each): CellFinding[] => {
      const isMeant = meant.length === 1 && meant[0]!.each === each
      const found = (placed: Token, outcome: CellFinding['outcome'], kind: CellFinding['kind']): CellFinding[] => [{ start: placed.start, end: placed.end, outcome, kind, statement: each.statement, value: each.value, accounts: accounts(each) }]
      if (yes.test(each.value) || no.test(each.value)) {
        const about = rest.find(({ token }) => each.head.includes(token.key) && !token.stop)
        return isMeant && about !== undefined && best >= 1 ? found(about.token, no.test(each.value) === about.denied ? 'agrees' : 'conflicts', 'negation') : []
      }
      const numbers = each.tokens.filter((token) => token.is === 'number')
      if (numbers.length > 0) return isMeant ? this.#number(text, rest.map(({ token }) => token), each, numbers, found) : []
      const own = each.tokens.filter((token) => !token.stop)
      const whole = own.length > 0 && own.every((token) => said.has(token.key))
      if (whole) return found(rest.find(({ token }) => token.key === own[0]!.key)?.token ?? all[0]!, 'agrees', 'name')
      const other = this.#rows.flatMap((r) => (r.table !== row.table || r === row ? [] : r.cells.filter((c) => c.head.join(' ') === each.head.join(' ')))).find((c) => c.tokens.some((token) => !token.stop) && c.tokens.every((token) => said.has(token.key)) && !row.cells.some((mine) => mine.value === c.value))
      const place = other === undefined ? undefined : rest.find(({ token, denied: is }) => !is && token.key === other.tokens[0]!.key)
      return place === undefined ? [] : found(place.token, 'conflicts', 'name')
    })
  }

  #number(text: string, rest: readonly Token[], each: Cell, theirs: readonly Token[], found: (placed: Token, outcome: CellFinding['outcome'], kind: CellFinding['kind']) => CellFinding[]): CellFinding[] {
    const ours = rest.filter((token) => token.is === 'number' && !each.head.includes(token.key))
    const same = ours.find((token) => theirs.some((other) => bothRight(text, token, each.value, other)))
    if (same !== undefined) return found(same, 'agrees', 'number')
    const isYear = (token: Token): boolean => /^(?:1[5-9]|20)\d\d$/u.test(token.key)
    // Of one number and one cell only, and of one kind: "1.45" where the cell has 1.32.
    if (ours.length !== 1 || isYear(ours[0]!) !== isYear(theirs[0]!) || (theirs.length > 1 && !isYear(theirs[0]!))) return []
    return found(ours[0]!, 'conflicts', isYear(ours[0]!) ? 'date' : 'number')
  }
}

function cell(heads: readonly string[], value: string, statement: number): Cell {
  const keys = (head: string | undefined): string[] => tokens(spacedKey(head ?? '')).map((token) => token.key)
  return { head: keys(heads.at(-1)), above: keys(heads.at(-2)), value, tokens: tokens(value), statement }
}
