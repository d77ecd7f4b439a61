/** Notes as cards to learn: a gap where the number is, or the question whether it holds; behind it the verdict, the quotes and the sources. */
import type { ExportedNote } from '../../../shared/model/export.ts'
import type { AnkiCard } from './exportPorts.ts'
import { escapeHtml } from './notesPage.ts'

/** A number that stands by itself, with its signs: `1.32`, `13,2 %`, `−4`; not the 2 of CO2. */
const NUMBER = /(?<![\p{L}\p{N}_.,/-])[+\-−±]?\p{Nd}+(?:[.,:]\p{Nd}+)*(?:\s?[%‰°])?(?![\p{Nd}_]|[.,:-]\p{Nd})/gu
const isYear = (number: string): boolean => /^(?:1[5-9]|20)\d\d$/u.test(number)

/** The number that is asked for: one that a supporting quote has, rather no year; `undefined` where there is none. */
export function gapIn({ statement, quotes }: Pick<ExportedNote, 'statement' | 'quotes'>): { start: number; end: number } | undefined {
  const quoted = quotes.filter(({ stance }) => stance === 'Supports').map(({ quote }) => quote)
  const score = (number: string): number => (isYear(number) ? 0 : 2) + (quoted.some((quote) => quote.includes(number)) ? 1 : 0)
  let best: { start: number; end: number; score: number } | undefined
  for (const { 0: number, index } of statement.matchAll(NUMBER)) {
    const one = { start: index, end: index + number.length, score: score(number) }
    if (best === undefined || one.score > best.score) best = one
  }
  return best && { start: best.start, end: best.end }
}

/** Lines stay lines; nothing in a text is taken for HTML, for a field of Anki's or for one of its gaps, sounds or formulas. */
export const ankiHtml = (text: string): string =>
  escapeHtml(text.toWellFormed()).replaceAll('{', '&#123;').replaceAll('}', '&#125;').replaceAll('[', '&#91;').replaceAll('\\', '<span>&#92;</span>').replace(/\r\n|\r|\n/gu, '<br>')

const paragraph = (text: string, name?: string): string => `<p dir="auto"${name === undefined ? '' : ` class="${name}"`}>${text}</p>`

/** Anki parts tags by spaces, and takes `::` for a tag within a tag. */
export const ankiTag = (tag: string): string => tag.normalize('NFC').trim().replace(/[\s"*_\\]+/gu, '_').replace(/:{2,}/gu, ':').slice(0, 100)

/** Characters of a statement or a quote on a card: more is no card. */
const MOST = 5000
const short = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST).toWellFormed()}…` : text)

/** A gap only in what is verified and current: nobody should learn by heart what does not hold. */
export function ankiCard(note: ExportedNote): AnkiCard {
  const statement = short(note.statement)
  const { verdict, status } = note.stands
  const gap = verdict === 'verified' && status === 'current' ? gapIn({ statement, quotes: note.quotes }) : undefined
  const parts = gap && [statement.slice(0, gap.start), statement.slice(gap.start, gap.end), statement.slice(gap.end)].map(ankiHtml)
  return {
    id: note.id,
    front: parts ? paragraph(`${parts[0]}<span class="gap">…</span>${parts[2]}`) : `${paragraph('Does this hold?', 'ask')}${paragraph(ankiHtml(statement))}`,
    whole: parts ? paragraph(`${parts[0]}<b>${parts[1]}</b>${parts[2]}`) : '',
    verdict: [paragraph(ankiHtml(note.verdict), verdict), ...(note.caution === undefined ? [] : [paragraph(ankiHtml(note.caution), 'unverified')])].join(''),
    evidence: [
      ...note.reasons.map(({ says, place }) => `${paragraph(ankiHtml(says))}${paragraph(ankiHtml(place), 'place')}`),
      ...note.quotes.map(({ stance, quote, title, place }) => `<blockquote dir="auto">${ankiHtml(short(quote))}</blockquote>${paragraph(`${stance}: ${ankiHtml(title)}, ${ankiHtml(place)}`, 'place')}`),
    ].join(''),
    origin: paragraph(ankiHtml(note.origin), 'place'),
    tags: [...new Set(['plumbline', `plumbline::${status === 'current' ? verdict : status}`, ...[note.topic, ...note.tags].map(ankiTag)])].filter((tag) => tag !== ''),
    changed: note.updated,
    resting: status !== 'current',
  }
}
