/** Cuts a source into statements: sentences of prose, and key paths with their values for JSON, CSV and tables. */
import { fullStops, latinStops, sentenceEnd } from './sentenceEnd.ts'
import { isDelimiterRow, rowCells } from './answerLine.ts'
import type { GivenDocument } from './checker.ts'

/** `start` and `end` are in the source; `keys` are words that stand over it (JSON keys, column heads), not part of the quote. */
export interface Statement {
  readonly start: number
  readonly end: number
  readonly keys?: readonly string[]
  /** For a JSON leaf: whether the value denies the key (`false`, `no`, `none`) or is not known (`null`). */
  readonly value?: 'true' | 'false' | 'null' | 'other'
  /** For a JSON leaf in a list of objects: which of them it stands in. */
  readonly record?: number
}

/** Beyond this, a statement without a stop is cut at white space: no quote should be longer. */
const longest = 600

/** @returns statements in order; total over any text */
export function statements(document: GivenDocument): Statement[] {
  const { text } = document
  const head = text.slice(0, 2000)
  if (document.format === 'json' || (document.format === undefined && /^\s*[[{]/u.test(head) && /[\]}]\s*$/u.test(text.slice(-200)))) {
    const leaves = jsonStatements(text)
    if (leaves.length > 0) return leaves
  }
  const separator = document.format === 'csv' ? (commonSeparator(head, 1) ?? ',') : document.format === undefined ? commonSeparator(head, 3) : undefined
  if (separator !== undefined) return csvStatements(text, separator)
  return underHeads(text, proseStatements(text, 0, text.length))
}

/** The rows of a Markdown table carry the heads of its columns as keys. */
function underHeads(text: string, all: readonly Statement[]): Statement[] {
  const out: Statement[] = []
  let heads: string[] | undefined
  all.forEach((statement, i) => {
    const line = text.slice(statement.start, statement.end)
    const next = all[i + 1]
    const isRow = line.startsWith('|') || (heads !== undefined && line.includes('|'))
    if (isRow && next !== undefined && isDelimiterRow(text.slice(next.start, next.end))) heads = rowCells(line, 0).map(({ start, end }) => line.slice(start, end).trim()).filter((head) => head !== '')
    else if (isRow && isDelimiterRow(line)) return
    else if (!isRow) heads = undefined
    else if (heads !== undefined && heads.length > 0) {
      out.push({ ...statement, keys: heads })
      return
    }
    out.push(statement)
  })
  return out
}

/** The character that stands equally often, at least once, in each of the first lines; nothing for prose. */
function commonSeparator(head: string, least: number): string | undefined {
  const lines = head.split(/\r?\n/u).slice(0, 6).filter((line) => line.trim() !== '')
  if (lines.length < Math.min(least, 2)) return undefined
  const sure = lines.length < 4 ? lines : lines.slice(0, -1)
  if (sure.length < least || sure.some((line) => line.length > 400 || /[.!?]\s+\p{Lu}/u.test(line))) return undefined
  return ['\t', ';', ','].find((c) => {
    const counts = sure.map((line) => line.split(c).length - 1)
    return counts[0]! >= 2 && counts.every((count) => count === counts[0])
  })
}

/** One statement a line; the first line's fields are the keys. */
function csvStatements(text: string, separator: string): Statement[] {
  const out: Statement[] = []
  let keys: string[] | undefined
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    const line = text.slice(start, end)
    if (line.trim() !== '') {
      const from = start + (line.length - line.trimStart().length)
      const statement = { start: from, end: Math.max(from + 1, start + line.trimEnd().length) }
      if (keys === undefined) {
        keys = line.split(separator).map((field) => field.trim().replace(/^"|"$/gu, '')).filter((field) => field !== '')
        out.push(statement)
      } else out.push({ ...statement, keys })
    }
    start = end + 1
  }
  return out
}

/** Sentences and lines. */
export function proseStatements(text: string, from: number, to: number): Statement[] {
  const out: Statement[] = []
  let start = from
  const push = (end: number): void => {
    let a = start
    let b = end
    while (a < b && /\s/u.test(text[a]!)) a++
    while (b > a && /\s/u.test(text[b - 1]!)) b--
    while (b - a > longest) {
      let cut = text.lastIndexOf(' ', a + longest)
      if (cut <= a) cut = safeCut(text, a + longest)
      out.push({ start: a, end: cut })
      a = cut
      while (a < b && /\s/u.test(text[a]!)) a++
    }
    if (b > a) out.push({ start: a, end: b })
    start = end
  }
  for (let i = from; i < to; i++) {
    const c = text[i]!
    if (c === '\n') {
      const next = /\S/u.exec(text.slice(i + 1, i + 40))?.[0] ?? ''
      const blank = /^[ \t\r]*\n/u.test(text.slice(i + 1, i + 200))
      if (blank || i - start < 60 || !/\p{Ll}/u.test(next)) push(i)
    } else if (latinStops.has(c) || fullStops.has(c)) {
      const end = sentenceEnd(text, i, start, to, true)
      if (typeof end === 'number') {
        push(end)
        i = end - 1
      } else while (i + 1 < to && (latinStops.has(text[i + 1]!) || fullStops.has(text[i + 1]!))) i++
    }
  }
  push(to)
  return out
}

/** Never between the two halves of a surrogate pair. */
function safeCut(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
}

/** Reads JSON leniently, by characters, so that every value keeps its place; long strings are cut into sentences. */
function jsonStatements(text: string): Statement[] {
  const out: Statement[] = []
  const path: string[] = []
  /** The record in force at each level of nesting; lists open none, the objects in them do. */
  const records: { readonly list: boolean; readonly record: number | undefined }[] = []
  let recordsSeen = 0
  // Records printed by Python come with single quotes, None, True and False.
  const scalar = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\b(?:True|False|None)\b|-?\d[\d.eE+-]*|true|false|null|[[\]{},:]/gu
  let key: { name: string; start: number } | undefined
  let last: { text: string; start: number } | undefined
  const close = (): void => {
    if (last !== undefined) leaf(text, last, key, path, records.at(-1)?.record, out)
    last = undefined
    key = undefined
  }
  for (const match of text.matchAll(scalar)) {
    const token = match[0]
    if (token === ':') {
      if (last !== undefined && /^["']/u.test(last.text)) key = { name: last.text.slice(1, -1), start: last.start }
      last = undefined
    } else if (token === '{' || token === '[') {
      path.push(key?.name ?? '')
      const outer = records.at(-1)
      records.push({ list: token === '[', record: token === '{' && outer?.list === true ? recordsSeen++ : outer?.record })
      key = undefined
      last = undefined
    } else if (token === '}' || token === ']') {
      close()
      path.pop()
      records.pop()
    } else if (token === ',') close()
    else last = { text: token, start: match.index }
  }
  return out
}

function leaf(text: string, value: { text: string; start: number }, key: { name: string; start: number } | undefined, path: readonly string[], record: number | undefined, out: Statement[]): void {
  const of = record === undefined ? {} : { record }
  const keys = [...path, key?.name ?? ''].filter((name) => name !== '')
  const quoted = /^["']/u.test(value.text)
  const plain = quoted ? value.text.slice(1, -1) : value.text
  const end = value.start + value.text.length
  const means = plain === 'null' || plain === 'None' || plain === '' ? 'null' : /^(?:false|no|none|u'(?:no|none)'|'(?:no|none)')$/iu.test(plain) ? 'false' : /^(?:true|yes)$/iu.test(plain) ? 'true' : 'other'
  if (quoted && plain.length > 120) {
    for (const sentence of proseStatements(text, value.start + 1, end - 1)) out.push({ ...sentence, ...of, keys, value: 'other' })
  } else out.push({ start: key?.start ?? value.start, end, ...of, keys, value: means })
}
