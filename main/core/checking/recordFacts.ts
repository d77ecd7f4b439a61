/** Reads a record (JSON keys and values) against a claim: features it has or has not, and the days and hours it is open. */
import type { EvidenceIndex, IndexedStatement } from './evidenceIndex.ts'
import { spacedKey } from './spacedKey.ts'
import { folded, stem } from './foldedWord.ts'
import { type Token, tokens } from './token.ts'

/** What the record says of a stretch of the claim; `statement` says so. */
export interface RecordFinding {
  /** Offsets in the claim's text. */
  readonly start: number
  readonly end: number
  readonly outcome: 'agrees' | 'conflicts' | 'unknown'
  readonly about: 'feature' | 'hours'
  readonly statement: number
  /** Nothing in the claim's wording leaves room for both to be right: only then may it be called a contradiction. */
  readonly sure: boolean
}

/** What somebody said, and what varies, need not clash with the record. */
const leavesRoom = /\b(?:customers?|reviewers?|reviews?|patrons?|guests?|visitors?|extended|vary|varying|varies|ranging|except|depending|until|some|one|another|mentioned?|earlier|later)\b/iu

/** Words in keys that claims leave out. */
const generic = new Set(['restaurant', 'busi', 'business', 'ha', 'has', 'have', 'is', 'good', 'for', 'accept', 'by', 'offer', 'allow', 'the', 'a'])
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

interface RecordKey {
  readonly joined: string
  /** The word that stands over it, such as parking over street. */
  readonly parent: string
  readonly size: number
  readonly statements: number[]
}

/** The keys and hours of the records in an index; made once. */
export class RecordReader {
  readonly #keys: RecordKey[] = []
  /** By day number: the hours as `9:00 21:00`, and the statement. */
  readonly #hours = new Map<number, { range: string; statement: number }[]>()
  readonly #index: EvidenceIndex

  constructor(index: EvidenceIndex) {
    this.#index = index
    const byJoined = new Map<string, RecordKey>()
    index.statements.forEach((statement, at) => {
      if (statement.keys === undefined || statement.value === undefined) return
      const last = statement.keys.at(-1) ?? ''
      const day = days.indexOf(last.toLowerCase())
      if (day !== -1) this.#addHours(day, statement, at)
      else if (statement.value !== 'other' || /^\s*"[^"]*"\s*:\s*"u?'?[\p{L}_ ]{1,20}'?"\s*$/u.test(statement.text)) {
        const spaced = spacedKey(last)
        const parts = tokens(spaced).filter((token) => !generic.has(token.key))
        const joined = joinedWords(spaced, parts)
        if (joined.length < 4 || /^(?:name|address|city|state)$/u.test(last)) return
        const known = byJoined.get(joined)
        if (known === undefined) byJoined.set(joined, { joined, parent: tokens(spacedKey(statement.keys.at(-2) ?? '')).at(-1)?.key ?? '', size: parts.length, statements: [at] })
        else known.statements.push(at)
      }
    })
    this.#keys.push(...byJoined.values())
  }

  #addHours(day: number, statement: IndexedStatement, at: number): void {
    const range = tokens(statement.text).filter((token) => token.key.includes(':')).map((token) => token.key).join(' ')
    if (range === '') return
    this.#hours.set(day, [...(this.#hours.get(day) ?? []), { range, statement: at }])
  }

  /** @param denied per token of the claim, as from `denials` */
  read(text: string, all: readonly Token[], denied: Uint8Array): RecordFinding[] {
    const room = leavesRoom.test(text)
    return [...this.#features(text, all, denied, room), ...this.#openings(text, all)]
  }

  #features(text: string, all: readonly Token[], denied: Uint8Array, room: boolean): RecordFinding[] {
    const found: RecordFinding[] = []
    const spans = new Map<string, { from: number; to: number }[]>()
    for (let from = 0; from < all.length; from++) {
      for (let to = from; to < all.length && to < from + 3; to++) {
        const joined = joinedWords(text, all.slice(from, to + 1))
        const list = spans.get(joined)
        if (list === undefined) spans.set(joined, [{ from, to }])
        else list.push({ from, to })
      }
    }
    for (const key of this.#keys) {
      for (const { from, to } of spans.get(key.joined) ?? []) {
        const isDenied = denied[from] === 1
        const outcomes = key.statements.map((at) => {
          const { value } = this.#index.statements[at]!
          return { at, outcome: value === 'null' ? ('unknown' as const) : (value === 'false') === isDenied ? ('agrees' as const) : ('conflicts' as const) }
        })
        const best = outcomes.find(({ outcome }) => outcome === 'agrees') ?? outcomes.find(({ outcome }) => outcome === 'conflicts') ?? outcomes[0]!
        found.push({ start: all[from]!.start, end: all[to]!.end, outcome: best.outcome, about: 'feature', statement: best.at, sure: !room && (key.size > 1 || key.joined === 'wifi' || key.joined === 'takeout' || (key.parent !== '' && all.slice(from, from + 6).some((token) => token.key === key.parent))) })
      }
    }
    return found
  }

  #openings(text: string, all: readonly Token[]): RecordFinding[] {
    if (this.#hours.size === 0) return []
    const groups: { days: number[]; times: Token[]; start: number; end: number }[] = []
    let group = { days: [] as number[], times: [] as Token[], start: -1, end: -1 }
    let daysFirst: boolean | undefined
    const close = (): void => {
      if (group.start !== -1) groups.push(group)
      group = { days: [], times: [], start: -1, end: -1 }
    }
    all.forEach((token, i) => {
      const word = text.slice(token.start, token.end).toLowerCase()
      const named = dayNumbers(word, text, all, i)
      const isTime = token.is === 'number' && token.key.includes(':')
      if (named.length === 0 && !isTime) return
      daysFirst ??= named.length > 0
      if (named.length > 0) {
        const last = group.days.at(-1)
        const joint = i > 0 ? text.slice(all[i - 1]!.start, token.start) : ''
        if (daysFirst && group.times.length > 0) close()
        const ranged = group.days.length > 0 && last !== undefined && named.length === 1 && (/(?:to|through|thru|until)\s*$/iu.test(joint) || /[-–—]\s*$/u.test(joint))
        if (ranged) for (let d = (last + 1) % 7; ; d = (d + 1) % 7) {
          group.days.push(d)
          if (d === named[0]) break
        }
        else group.days.push(...named)
      } else {
        if (daysFirst === false && group.days.length > 0) close()
        group.times.push(token)
      }
      if (group.start === -1) group.start = token.start
      group.end = token.end
    })
    close()
    return groups.flatMap((g) => this.#judge(g, text))
  }

  #judge(group: { days: number[]; times: Token[]; start: number; end: number }, text: string): RecordFinding[] {
    const { start, end } = group
    const any = [...this.#hours.values()].flat()
    const range = group.times.slice(0, 2).map((token) => token.key).join(' ')
    const at = (outcome: RecordFinding['outcome'], statement: number): RecordFinding[] => [{ start, end, outcome, about: 'hours', statement, sure: group.times.length >= 2 && !leavesRoom.test(text) }]
    if (group.times.length >= 2) {
      if (group.days.length === 0) {
        const same = any.find((hours) => hours.range === range)
        return at(same === undefined ? 'conflicts' : 'agrees', (same ?? any[0]!).statement)
      }
      for (const day of group.days) {
        const known = this.#hours.get(day)
        const bad = known?.find((hours) => hours.range !== range)
        if (known === undefined) return at('conflicts', any[0]!.statement)
        if (bad !== undefined && !known.some((hours) => hours.range === range)) return at('conflicts', bad.statement)
      }
      return at('agrees', this.#hours.get(group.days[0]!)![0]!.statement)
    }
    if (group.days.length < 2) return []
    const closed = /\bclosed\b/iu.test(text.slice(Math.max(0, start - 30), Math.min(text.length, end + 30)))
    const wrong = group.days.find((day) => this.#hours.has(day) === closed)
    return at(wrong === undefined ? 'agrees' : 'conflicts', (this.#hours.get(wrong ?? group.days[0]!) ?? any)[0]!.statement)
  }
}

/** `take-out`, `TakeOut` and `takeout` are one word. */
function joinedWords(text: string, words: readonly Token[]): string {
  return stem(words.map((word) => folded(text.slice(word.start, word.end))).join(''))
}

function dayNumbers(word: string, text: string, all: readonly Token[], i: number): number[] {
  const day = days.findIndex((name) => word === name || word === `${name}s` || (word.length >= 3 && word.length <= 5 && name.startsWith(word.replace(/s$/u, '')) && /^(?:mon|tues?|wed|thurs?|fri|sat|sun)$/u.test(word)))
  if (day !== -1) return [day]
  if (word === 'daily' || word === 'everyday' || (word === 'every' && all[i + 1]?.key === 'dai') || (word === 'seven' && /^seven days/iu.test(text.slice(all[i]!.start)))) return [0, 1, 2, 3, 4, 5, 6]
  if (word === '7' && /^7 days/iu.test(text.slice(all[i]!.start))) return [0, 1, 2, 3, 4, 5, 6]
  if (word === 'weekdays' || word === 'weekday') return [0, 1, 2, 3, 4]
  if (word === 'weekends' || word === 'weekend') return [5, 6]
  return []
}
