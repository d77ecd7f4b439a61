/** Makes a claim of a piece of the answer: trims it, names its kind, carries headings and subjects along. */
import type { Claim } from '../../../shared/model/claim.ts'
import { claimKind } from './claimKind.ts'
import { splitParts } from './splitParts.ts'
import { SubjectMemory } from './subjectMemory.ts'

export type ClaimPlace = 'item' | 'sentence' | { readonly row: string; readonly column: string }

export class ClaimMaker {
  readonly #headings: { level: number; text: string }[] = []
  #introduction = ''
  readonly #subjects = new SubjectMemory()

  /** A heading is carried, not checked. */
  heading(text: string, level: number): void {
    while ((this.#headings.at(-1)?.level ?? 0) >= level) this.#headings.pop()
    const plain = withoutMarkup(text)
    if (plain !== '') this.#headings.push({ level, text: plain })
    this.#introduction = ''
    this.#subjects.forget()
  }

  leaveList(): void {
    this.#introduction = ''
  }

  /** @returns nothing when there is no letter or digit in it, or when it is a heading in disguise. */
  make(raw: string, offset: number, place: ClaimPlace): Claim | undefined {
    const [from, to] = trimmed(raw)
    const text = raw.slice(from, to)
    if (!/[\p{L}\p{N}]/u.test(text)) return undefined
    if (place === 'sentence' && raw.length < 150 && /^\s*(\*\*|__)[^*_]*[^*_.!?。]\1[:：]?\s*$/u.test(raw)) {
      this.heading(text.replace(/[:：]/gu, ''), 7)
      return undefined
    }
    const start = offset + from
    const plain = withoutMarkup(text)
    const kind = claimKind(plain)
    const resolved = typeof place === 'object' ? cellSentence(plain, place) : this.#subjects.resolve(plain)
    const under = [...this.#headings.map((heading) => heading.text), ...(place === 'item' && this.#introduction !== '' ? [this.#introduction] : [])]
    if (place === 'sentence' && /[:：]$/u.test(plain)) this.#introduction = plain.slice(0, -1)
    return { text, start, end: start + text.length, kind, resolved, parts: splitParts(text, start), ...(under.length > 0 ? { under } : {}) }
  }
}

/** A table cell as the sentence that it stands for. */
function cellSentence(cell: string, { row, column }: { row: string; column: string }): string {
  const label = withoutMarkup(row)
  const head = withoutMarkup(column)
  if (label !== '' && head !== '') return /^[\p{N}$€£¥~≈<>±+-]/u.test(cell) ? `${head} of ${label} is ${cell}` : `${label}: ${head}: ${cell}`
  return label !== '' ? `${label}: ${cell}` : head !== '' ? `${head}: ${cell}` : cell
}

/** Drops white space around it, and emphasis marks that wrap the whole. */
function trimmed(raw: string): [number, number] {
  let from = 0
  let to = raw.length
  while (from < to && /[\s\u200b\ufeff]/u.test(raw[from]!)) from++
  while (to > from && /[\s\u200b\ufeff]/u.test(raw[to - 1]!)) to--
  for (const mark of ['**', '__', '*', '_']) {
    const inner = raw.slice(from + mark.length, to - mark.length)
    if (to - from > 2 * mark.length && to - from < 2000 && raw.startsWith(mark, from) && raw.endsWith(mark, to) && raw.slice(to - mark.length, to) === mark && !inner.includes(mark[0]!)) {
      from += mark.length
      to -= mark.length
    }
  }
  return [from, to]
}

/** Markdown taken off: emphasis, code ticks, links, images, footnote marks. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/!?\[([^\]]{0,300})\]\([^)\s]{0,500}(?:\s"[^"]{0,200}")?\)/gu, '$1')
    .replace(/\[(?:\d{1,3}(?:[,–-]\s?\d{1,3})*|\^[\w-]+)\]/gu, '')
    .replace(/(\*\*|__|~~|`+)/gu, '')
    .replace(/(^|[\s("“])[*_](\S[^*_]{0,300}\S|\S)[*_](?=$|[\s.,;:!?)"”])/gu, '$1$2')
    .replace(/\s+/gu, ' ')
    .trim()
}
