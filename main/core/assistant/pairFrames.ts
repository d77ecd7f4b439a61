/** Two sentences that are alike but for their amounts: the same frame of words, with another number in one of its places. */
import type { Clash } from '../../../shared/model/verdict.ts'

/** Share of the longer frame that both have, in order. */
const ALIKE = 0.8
/** Words of a frame at least: "about 5" says too little. */
const LEAST = 3
/** Longer sentences are not one frame. */
const LONGEST = 80

interface Slot {
  readonly text: string
  /** A year, or a number that is part of a name (`Site 10`, `number 4`): it says which one is spoken of. */
  readonly names: boolean
}

export interface Frame {
  /** Lower case, each number as `#`. */
  readonly words: readonly string[]
  readonly slots: readonly Slot[]
  /** Names and negations, sorted: those of both must be the same. */
  readonly fixed: string
}

const PIECE = /\p{Nd}+(?:[.,]\p{Nd}+)*|\p{L}[\p{L}\p{M}\p{Nd}]*(?:['’-][\p{L}\p{M}\p{Nd}]+)*|[%°€$£]/gu
const YEAR = /^(?:1[5-9]|20)\d\d$/
const NAMES = /^(?:number|no|nr|item|step|part|chapter|section|table|figure|version)$/i
const DENIES = /^(?:not|no|never|none|without|nobody|nothing|neither|nor|cannot|\w+n['’]t)$/i

/** Nothing where there is no number, or too few words around it. */
export function frameOf(text: string): Frame | undefined {
  const pieces = text.match(PIECE) ?? []
  const slots: Slot[] = []
  const fixed: string[] = []
  const words = pieces.map((piece, at) => {
    const before = pieces[at - 1]
    if (/^\p{Nd}/u.test(piece)) {
      const after = pieces[at + 1]
      const named = before !== undefined && at > 1 && /^\p{Lu}/u.test(before) && !/^\p{Lu}/u.test(after ?? '')
      slots.push({ text: piece, names: YEAR.test(piece) || named || NAMES.test(before ?? '') })
      return '#'
    }
    if ((at > 0 && /\p{Lu}/u.test(piece)) || DENIES.test(piece)) fixed.push(piece.toLocaleLowerCase('und'))
    return piece.toLocaleLowerCase('und')
  })
  if (slots.length === 0 || words.length - slots.length < LEAST || words.length > LONGEST) return undefined
  return { words, slots, fixed: fixed.sort().join(' ') }
}

/** Length of the longest list of words that both have in this order. */
function common(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0)
  for (const word of a) {
    const next = [0]
    for (let at = 1; at <= b.length; at++) next.push(word === b[at - 1] ? row[at - 1]! + 1 : Math.max(row[at]!, next[at - 1]!))
    row = next
  }
  return row[b.length]!
}

const valueOf = (text: string): number => Number(/,\p{Nd}{3}(?!\p{Nd})/u.test(text) ? text.replaceAll(',', '') : text.replace(',', '.'))
const digitsOf = (text: string): number => /[.,](\p{Nd}+)$/u.exec(text.replace(/,(?=\p{Nd}{3}(?!\p{Nd}))/gu, ''))?.[1]?.length ?? 0

/** Another amount: not the same one written with fewer digits. */
function differs(a: string, b: string): boolean {
  const [one, other] = [valueOf(a), valueOf(b)]
  if (!Number.isFinite(one) || !Number.isFinite(other)) return a !== b
  return Math.abs(one - other) > 0.5 * 10 ** -Math.min(digitsOf(a), digitsOf(b)) + 1e-9
}

/** The first amount in which they differ, where everything else is alike. The same from both sides. */
export function frameClash(a: Frame | undefined, b: Frame | undefined): Clash | undefined {
  if (!a || !b || a.fixed !== b.fixed || a.slots.length !== b.slots.length) return undefined
  let clash: Clash | undefined
  for (const [at, slot] of a.slots.entries()) {
    const other = b.slots[at]!
    if (slot.names !== other.names) return undefined
    if (!differs(slot.text, other.text)) continue
    if (slot.names) return undefined
    clash ??= { kind: 'number', claim: slot.text, source: other.text }
  }
  return clash && common(a.words, b.words) >= ALIKE * Math.max(a.words.length, b.words.length) ? clash : undefined
}
