/** Which atoms and quantities, if they were known, would decide a claim that is still possible. */
import { SAME } from './clause.ts'
import type { GroundLiteral } from './ground.ts'
import { isActive } from './satisfy.ts'
import { Search } from './search.ts'
import type { Slice } from './slice.ts'
import { printAtom } from './wording.ts'

const MOST_TRIED = 60
const MOST_SHOWN = 8

/**
 * Tries each open literal of the slice, both ways: one that, once known, makes
 * the claim or its denial impossible would decide it. Those that the claim
 * itself is made of come last. Printed as atoms of the language.
 */
export function wouldDecide(slice: Slice, claim: number, denial: number, without: ReadonlySet<string>): string[] {
  const plain = new Search(slice, isActive({ without }))
  if (plain.propagate()) return []
  const own = new Set<string>()
  const candidates = new Map<string, GroundLiteral[]>()
  for (const clause of slice.clauses) {
    const asked = clause.group === claim || clause.group === denial
    if ((clause.group >= 0 && !asked) || clause.literals.some((l) => plain.truthOfLiteral(l) === true)) continue
    for (const literal of clause.literals) {
      if (plain.truthOfLiteral(literal) !== undefined) continue
      for (const name of namesOf(slice, literal)) {
        if (asked) own.add(name)
        const list = candidates.get(name) ?? []
        if (list.length < 6) list.push(literal)
        candidates.set(name, list)
      }
    }
  }
  const found: string[] = []
  let tried = 0
  const others = [...candidates].sort(([a], [b]) => Number(own.has(a)) - Number(own.has(b)))
  for (const [name, literals] of others) {
    if (found.length >= MOST_SHOWN || tried >= MOST_TRIED) break
    tried++
    const decides = literals.some((literal) => [literal, opposite(literal)].some((supposed) => [claim, denial].some((group) => {
      const search = new Search(slice, isActive({ without, groups: new Set([group]) }))
      return search.suppose(supposed)
    })))
    if (decides) found.push(name)
  }
  return found
}

/** An atom as it is printed; of a comparison, each quantity whose value is open. Unnamed individuals cannot be asked about. */
function namesOf(slice: Slice, literal: GroundLiteral): string[] {
  const printable = (args: readonly number[]): boolean => args.every((a) => a < slice.firstLocal)
  if (literal.kind === 'atom') {
    const { symbol, args } = slice.atoms[literal.atom] as Slice['atoms'][number]
    return symbol === SAME || symbol.startsWith('@') || !printable(args) ? [] : [printAtom(slice, literal.atom)]
  }
  return literal.terms.flatMap((term) => {
    const { symbol, args } = slice.terms[term] as Slice['terms'][number]
    return printable(args) ? [args.length === 0 ? symbol : `${symbol}(${args.map((a) => slice.nameOf(a)).join(', ')})`] : []
  })
}

function opposite(literal: GroundLiteral): GroundLiteral {
  if (literal.kind === 'atom') return { ...literal, positive: !literal.positive }
  const { left, right, terms } = literal
  switch (literal.operator) {
    case '=': return { ...literal, operator: '!=' }
    case '!=': return { ...literal, operator: '=' }
    case '<': return { kind: 'compare', operator: '<=', left: right, right: left, terms }
    case '<=': return { kind: 'compare', operator: '<', left: right, right: left, terms }
  }
}
