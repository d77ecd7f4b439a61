/** Which atoms and quantities, if they were known, would decide a claim that is still possible. */
import type { Formula } from '../../../shared/logic/formula.ts'
import { SAME } from './clause.ts'
import type { View } from './compiled.ts'
import type { GroundLiteral } from './ground.ts'
import { isActive } from './satisfy.ts'
import { Search } from './search.ts'
import { Slice } from './slice.ts'
import { printAtom } from './wording.ts'

const MOST_TRIED = 24
const MOST_SHOWN = 8
/** The nearest rules are grounded first; further ones would rarely help a person. */
const MOST_CLAUSES = 150

/**
 * Tries each open literal of the rules around the claim, both ways: one that, once known, makes
 * the claim or its denial impossible would decide it. Those that the claim
 * itself is made of come last. Printed as atoms of the language.
 */
export function wouldDecide(view: View, formula: Formula): string[] {
  const slice = new Slice(view, { eager: true, depth: 1, mostClauses: MOST_CLAUSES })
  const denial = slice.addGroup(formula, false)
  const claim = slice.addGroup(formula, true)
  const plain = new Search(slice.build(), isActive({}))
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
        if (list.length < 3) list.push(literal)
        candidates.set(name, list)
      }
    }
  }
  const tried = [...candidates].sort(([a], [b]) => Number(own.has(a)) - Number(own.has(b))).slice(0, MOST_TRIED)
  const supposed = tried.flatMap(([, literals]) => literals.flatMap((l) => [l, opposite(l)]))
  const decided = [claim, denial].map((group) => plain.trySupposing(new Set([group]), supposed))
  const found: string[] = []
  let at = 0
  for (const [name, literals] of tried) {
    const end = at + 2 * literals.length
    for (let decides = false; at < end; at++) {
      if (decides || !decided.some((d) => d[at])) continue
      decides = true
      found.push(name)
    }
  }
  return found.slice(0, MOST_SHOWN)
}

/** An atom as it is printed; of a comparison, each quantity whose value is open. Unnamed individuals cannot be asked about. */
function namesOf(slice: Slice, literal: GroundLiteral): string[] {
  const printable = (args: readonly number[]): boolean => args.every((a) => a < slice.firstLocal)
  if (literal.kind === 'atom') {
    const { symbol, args } = slice.atoms[literal.atom] as Slice['atoms'][number]
    return symbol === SAME || symbol.startsWith('@') || slice.view.compiled.closedItem.has(symbol) || !printable(args) ? [] : [printAtom(slice, literal.atom)]
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
