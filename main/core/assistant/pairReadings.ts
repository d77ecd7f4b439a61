/** Holds two readings against each other: what both say of one quantity or relation, in the words of the rule language. */
import type { Clash } from '../../../shared/model/verdict.ts'

/** `left operator right`; a relation alone is `left`, and `right` says whether it holds. */
export interface Atom {
  readonly left: string
  readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'is'
  readonly right: string
}

export interface HeldTogether {
  readonly says: 'same' | 'differs'
  readonly clash?: Clash
}

/** Nothing for what is more than one statement: a quantified or compound formula is not taken apart by its letters. */
function atomIn(printed: string): Atom | undefined {
  const text = printed.trim()
  if (/\b(?:and|or|implies|iff|xor|forall|exists|every|some)\b|[∀∃∧∨→]/u.test(text)) return undefined
  const compared = /^([^\s=<>!()]+(?:\([^()]*\))?)\s*(<=|>=|!=|=|<|>)\s*([^=<>!]+)$/u.exec(text)
  if (compared) return { left: compared[1]!.replace(/\s+/g, ''), operator: compared[2] as Atom['operator'], right: compared[3]!.trim() }
  const held = /^(not\s+)?([^\s=<>!()]+\([^()]*\))$/u.exec(text)
  return held ? { left: held[2]!.replace(/\s+/g, ''), operator: 'is', right: held[1] === undefined ? 'true' : 'false' } : undefined
}

/** A number with its unit, or a day; both are printed in the unit of their quantity. */
function magnitude(text: string): { value: number; unit: string } | undefined {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (day) return { value: Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])), unit: 'day' }
  const found = /^(-?\d+(?:\.\d+)?)\s*(\S*)$/u.exec(text)
  return found ? { value: Number(found[1]), unit: found[2]! } : undefined
}

/** The values that an atom leaves open, as an interval; ends count in where they are closed. */
function span({ operator }: Atom, value: number): { from: number; to: number; fromIn: boolean; toIn: boolean } | undefined {
  switch (operator) {
    case '=': return { from: value, to: value, fromIn: true, toIn: true }
    case '<': return { from: -Infinity, to: value, fromIn: false, toIn: false }
    case '<=': return { from: -Infinity, to: value, fromIn: false, toIn: true }
    case '>': return { from: value, to: Infinity, fromIn: false, toIn: false }
    case '>=': return { from: value, to: Infinity, fromIn: true, toIn: false }
    default: return undefined
  }
}

function heldTogether(a: Atom, b: Atom): HeldTogether | undefined {
  if (a.left !== b.left) return undefined
  if (a.operator === b.operator && a.right === b.right) return { says: 'same' }
  if (a.operator === 'is' && b.operator === 'is') return { says: 'differs', clash: { kind: 'negation', claim: a.right === 'true' ? a.left : `not ${a.left}`, source: b.right === 'true' ? b.left : `not ${b.left}` } }
  const [ours, theirs] = [magnitude(a.right), magnitude(b.right)]
  if (ours === undefined || theirs === undefined) {
    const opposed = [a.operator, b.operator].sort().join(' ')
    if (opposed === '!= =' && a.right === b.right) return { says: 'differs', clash: { kind: 'negation', claim: `${a.operator} ${a.right}`, source: `${b.operator} ${b.right}` } }
    return opposed === '= =' ? { says: 'differs', clash: { kind: 'name', claim: a.right, source: b.right } } : undefined
  }
  if (ours.unit !== theirs.unit) return undefined
  const [one, other] = [span(a, ours.value), span(b, theirs.value)]
  if (one === undefined || other === undefined) {
    return ours.value === theirs.value && (a.operator === '=' || b.operator === '=') ? { says: 'differs', clash: { kind: 'number', claim: `${a.operator} ${a.right}`, source: `${b.operator} ${b.right}` } } : undefined
  }
  const [low, high] = one.from < other.from || (one.from === other.from && one.to <= other.to) ? [one, other] : [other, one]
  const apart = low.to < high.from || (low.to === high.from && !(low.toIn && high.fromIn))
  if (!apart) return undefined
  const written = ({ operator, right }: Atom): string => (operator === '=' ? right : `${operator} ${right}`)
  return { says: 'differs', clash: { kind: ours.unit === 'day' ? 'date' : 'number', claim: written(a), source: written(b) } }
}

/** A reading's statements, as far as they can be held against others. */
export const atomsIn = (reading: readonly string[]): (Atom | undefined)[] => reading.map(atomIn)

/** What two claims' readings say of each other: they differ where any of their statements do, and are the same where all of them are. */
export function pairReadings(ours: readonly (Atom | undefined)[], theirs: readonly (Atom | undefined)[]): HeldTogether | undefined {
  let same = 0
  for (const one of ours) {
    for (const other of theirs) {
      const held = one && other && heldTogether(one, other)
      if (held?.says === 'differs') return held
      if (held?.says === 'same') same++
    }
  }
  return same > 0 && same === ours.length && same === theirs.length ? { says: 'same' } : undefined
}
