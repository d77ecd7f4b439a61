/** The sources that notes cite, as CSL-JSON (the citation style language's data) and as BibTeX. */
import type { ExportedNote } from '../../../shared/model/export.ts'
import type { SourceId } from '../../../shared/model/ids.ts'
import type { Source } from '../../../shared/model/source.ts'
import type { StoreReader } from '../ports.ts'

type DateParts = [year: number, month?: number, day?: number]

/** One entry in the shape of csl-data.json 1.0. The library knows no authors, so none are named. */
export interface CitedSource {
  readonly id: string
  readonly type: 'document' | 'webpage'
  readonly title: string
  readonly issued?: { readonly 'date-parts': [DateParts] }
  readonly accessed?: { readonly 'date-parts': [DateParts] }
  readonly URL?: string
  readonly source?: string
  /** Where it stands and how it is known to be the same. */
  readonly note: string
  /** The notes that cite it. */
  readonly annote: string
}

/** Characters of a statement in an annotation. */
const SHOWN = 300
const MOST_NAMED = 100

/** A day, a month or a year at the beginning; anything else is no date. */
export function datePartsOf(published: string | undefined): DateParts | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:$|[T ])/u.exec(published ?? '') ?? []
  if (year === undefined || Number(month ?? 1) < 1 || Number(month ?? 1) > 12 || Number(day ?? 1) < 1 || Number(day ?? 1) > 31) return undefined
  return day !== undefined ? [Number(year), Number(month), Number(day)] : month !== undefined ? [Number(year), Number(month)] : [Number(year)]
}

export const urlOf = (source: Pick<Source, 'path'> | undefined): string | undefined => (source !== undefined && /^https?:\/\/\S+$/iu.test(source.path) ? source.path : undefined)

/** Words of the title, the year, and the end of the source's id: the same in every export, and no other source's. */
export function citationKey(id: string, title: string, year: number | undefined): string {
  const words = title.normalize('NFKD').replace(/\p{M}+/gu, '').match(/[A-Za-z][A-Za-z0-9]{2,}/gu) ?? []
  return `${words.slice(0, 2).join('').slice(0, 30).toLowerCase() || 'source'}${year ?? ''}-${id.slice(-10).toLowerCase()}`
}

/** Gathers what the notes cite, note by note; sources that were deleted keep the title that the note knew. */
export function createCitations(read: Pick<StoreReader, 'source'>) {
  const cited = new Map<string, { title: string; notes: string[]; more: number }>()
  return {
    add({ statement, quotes }: Pick<ExportedNote, 'statement' | 'quotes'>): void {
      for (const id of new Set(quotes.map(({ source }) => source))) {
        const quote = quotes.find(({ source }) => source === id)!
        const known = cited.get(id) ?? { title: quote.title, notes: [], more: 0 }
        cited.set(id, known)
        const short = statement.replace(/\s+/gu, ' ').trim()
        if (known.notes.length < MOST_NAMED) known.notes.push(`${quote.stance}: ${short.length > SHOWN ? `${short.slice(0, SHOWN).toWellFormed()}…` : short}`)
        else known.more += 1
      }
    },
    /** In order of their keys. */
    entries(): CitedSource[] {
      return [...cited]
        .map(([id, { title, notes, more }]): CitedSource => {
          const source = read.source(id as SourceId)
          const issued = datePartsOf(source?.published)
          const accessed = datePartsOf(source?.importedAt)
          const url = urlOf(source)
          const name = source?.title ?? title
          return {
            id: citationKey(id, name, issued?.[0]),
            type: url === undefined ? 'document' : 'webpage',
            title: name,
            ...(issued === undefined ? {} : { issued: { 'date-parts': [issued] } }),
            ...(accessed === undefined ? {} : { accessed: { 'date-parts': [accessed] } }),
            ...(url === undefined ? {} : { URL: url }),
            ...(source === undefined || url !== undefined ? {} : { source: source.path }),
            note: source === undefined || source.deletedAt !== undefined ? `No longer in the library; known there as ${id}.` : `Kept in the library as ${id}, version ${source.version}, tier ${source.tier}, SHA-256 ${source.sha256}.`,
            annote: `Cited by ${notes.length + more} ${notes.length + more === 1 ? 'note' : 'notes'}. ${notes.join(' ¶ ')}${more === 0 ? '' : ` ¶ and ${more} more.`}`,
          }
        })
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    },
  }
}

export const cslJson = (entries: readonly CitedSource[]): string => `${JSON.stringify(entries, null, 1)}\n`

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const
const ESCAPES: Record<string, string> = {
  '\\': '\\textbackslash{}', '{': '\\textbraceleft{}', '}': '\\textbraceright{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}',
  '&': '\\&', '%': '\\%', $: '\\$', '#': '\\#', _: '\\_', '<': '\\textless{}', '>': '\\textgreater{}', '|': '\\textbar{}',
}
/** Text for LaTeX. Letters of every script stay as they are: today's BibTeX programs read UTF-8. Braces become words, because BibTeX counts even escaped ones. */
export const latex = (text: string): string => text.toWellFormed().replace(/[\\{}~^&%$#_<>|]/gu, (sign) => ESCAPES[sign]!).replace(/[^\P{Cc}\t\n\r]/gu, '').replace(/\s+/gu, ' ').trim()

/** Addresses are set as they are; only what would end the field or break a line is written as a percent sign. */
const address = (url: string): string => url.replace(/[{}\\\s"<>^`|]/gu, (sign) => encodeURIComponent(sign))

const isoDay = ([year, month, day]: DateParts): string => [String(year).padStart(4, '0'), month, day].filter((part) => part !== undefined).map((part) => String(part).padStart(2, '0')).join('-')

/** `@misc`, which every style knows; the title keeps its capitals. Works with BibTeX, and with BibLaTeX by `urldate`. */
export function bibtexEntry({ id, title, issued, accessed, URL, source, note, annote }: CitedSource): string {
  const day = issued?.['date-parts'][0]
  const fields: [string, string | undefined][] = [
    ['title', `{${latex(title)}}`],
    ['year', day && String(day[0])],
    ['url', URL === undefined ? undefined : address(URL)],
    ['urldate', URL === undefined || accessed === undefined ? undefined : isoDay(accessed['date-parts'][0])],
    ['howpublished', source === undefined ? undefined : latex(source)],
    ['note', latex(note)],
    ['annote', latex(annote)],
  ]
  const month = day?.[1] === undefined ? '' : `  month = ${MONTHS[day[1] - 1]},\n`
  return `@misc{${id},\n${fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = {${value}},\n`])).join('')}${month}}\n`
}
