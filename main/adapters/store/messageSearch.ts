/** Search in all messages: beginnings of words, pairs of characters for scripts without spaces; latest messages first, each once. */
import type { MessageHit } from '../../../shared/model/messageHit.ts'
import type { HistoryReader } from '../../core/ports.ts'
import type { ReadConnection } from './connections.ts'
import { pairsOf, wordsOf } from './searchTerms.ts'

const run = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]+/gu
const word = /[\p{L}\p{N}\p{M}]+/gu
/** Characters of a snippet, and how many of them come before the first hit. */
const SNIPPET = 180
const LEAD = 50
/** Terms of one query; the rest of a long one is not needed to find it. */
const TERMS = 16

interface Terms {
  readonly match: string
  /** What is marked in the snippet. */
  readonly marks: RegExp
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** `undefined` where nothing can be looked for. */
function termsOf(query: string): Terms | undefined {
  const text = query.normalize('NFKC').toLowerCase()
  const words = [...new Set(Array.from(wordsOf(text).matchAll(word), ([match]) => match))].slice(0, TERMS)
  const runs = [...new Set(Array.from(text.matchAll(run), ([match]) => match))].slice(0, TERMS)
  if (words.length + runs.length === 0) return undefined
  const match = [
    // A single letter is a word of its own; from two on it may be the beginning of one.
    ...words.map((each) => `words : "${each}"${[...each].length > 1 ? ' *' : ''}`),
    ...runs.map((each) => `pairs : "${pairsOf(each).join(' ')}"${[...each].length === 1 ? ' *' : ''}`),
  ].join(' AND ')
  const marks = [...words.map((each) => `(?<![\\p{L}\\p{N}])${escaped(each)}${[...each].length > 1 ? '' : '(?![\\p{L}\\p{N}])'}`), ...runs.map(escaped)]
  return { match, marks: new RegExp(marks.join('|'), 'giu') }
}

const accents = /\p{M}/gu
/** The same length without accents, where that can be: so that offsets fit. */
const plain = (text: string): string => Array.from(text, (each) => {
  const bare = each.normalize('NFKD').replace(accents, '')
  return bare.length === each.length ? bare : each
}).join('')

/** A piece of one line around the first hit; marks are offsets in it. */
function snippetOf(text: string, marks: RegExp): { snippet: string; marks: { start: number; end: number }[] } {
  marks.lastIndex = 0
  const searched = marks.test(text) ? text : plain(text)
  marks.lastIndex = 0
  const first = Math.max(0, searched.search(marks))
  let from = Math.max(0, first - LEAD)
  if (from > 0) from += Math.max(0, text.slice(from, first).search(/\s/) + 1)
  if (/[\uDC00-\uDFFF]/.test(text[from] ?? '')) from += 1
  const to = Math.min(text.length, from + SNIPPET)
  const lead = from > 0 ? '…' : ''
  const cut = text.slice(from, to).replace(/[\uD800-\uDBFF]$/, '').replace(/\s/g, ' ')
  const found = Array.from(searched.slice(from, from + cut.length).matchAll(marks), (hit) => ({ start: hit.index + lead.length, end: hit.index + lead.length + hit[0].length }))
  return { snippet: `${lead}${cut}${to < text.length ? '…' : ''}`, marks: found.filter(({ start, end }) => end > start) }
}

interface Row {
  readonly turn: string
  readonly part: MessageHit['part']
  readonly text: string
  readonly at: string
  readonly conversation: string | null
  readonly title: string
  readonly archived: number
}

export function messageSearch(db: ReadConnection): Pick<HistoryReader, 'searchMessages' | 'messagesDue'> {
  const left = db.prepare('SELECT count(*) FROM message_due').pluck()
  const find = db.prepare(
    `SELECT m.turn, m.part, m.text, t.at, t.conversation, coalesce(c.title, t.beginning) AS title, coalesce(c.archived, 0) AS archived
     FROM message_fts f JOIN message m ON m.id = f.rowid JOIN turn t ON t.id = m.turn LEFT JOIN conversation c ON c.id = t.conversation
     WHERE message_fts MATCH @match AND t.deleted_at IS NULL AND c.deleted_at IS NULL
       AND (@archived = 1 OR coalesce(c.archived, 0) = 0) AND (@conversation IS NULL OR t.conversation = @conversation)
     ORDER BY f.rowid DESC`,
  )
  return {
    messagesDue: () => left.get() as number,
    searchMessages: (query, { limit, archived, conversation }) => {
      const terms = termsOf(query)
      if (!terms) return []
      const hits = new Map<string, MessageHit>()
      for (const row of find.iterate({ match: terms.match, archived: archived ? 1 : 0, conversation: conversation ?? null }) as Iterable<Row>) {
        const key = `${row.turn} ${row.part}`
        if (hits.has(key)) continue
        const { turn, part, at, title } = row
        hits.set(key, { turn, part, at, title, conversation: row.conversation, ...(row.archived === 1 ? { archived: true } : {}), ...snippetOf(row.text, terms.marks) } as MessageHit)
        if (hits.size >= limit) break
      }
      return [...hits.values()]
    },
  }
}
