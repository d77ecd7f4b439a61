/** Which items can bear on a formula at all, by the symbols they share. */
import type { Formula } from '../../../shared/logic/formula.ts'
import { eachQuantity, SAME, type Clause, type TermRef } from './clause.ts'
import { itemOf, strictFormula } from './compileBase.ts'
import type { CompiledBase, View } from './compiled.ts'
import { symbolsOf } from './substitute.ts'

const symbolsOfItems = new WeakMap<CompiledBase, readonly { item: number; symbols: ReadonlySet<string> }[]>()

function itemSymbols(compiled: CompiledBase): readonly { item: number; symbols: ReadonlySet<string> }[] {
  let known = symbolsOfItems.get(compiled)
  if (!known) {
    known = compiled.items.flatMap((_, item) => {
      const formula = strictFormula(itemOf(compiled, item))
      return formula ? [{ item, symbols: symbolsOf(formula) }] : []
    })
    symbolsOfItems.set(compiled, known)
  }
  return known
}

/** The strict items connected with the formula by shared symbols, and all those symbols. Items with only identity in them always count. */
export function relevantItems(view: View, formula: Formula): { items: number[]; symbols: Set<string> } {
  const symbols = symbolsOf(formula)
  const all = itemSymbols(view.compiled).filter(({ item }) => !view.only || view.only.has(item))
  const taken = new Set<number>()
  for (let grew = true; grew;) {
    grew = false
    for (const { item, symbols: own } of all) {
      if (taken.has(item) || (own.size > 0 && ![...own].some((s) => symbols.has(s)))) continue
      taken.add(item)
      for (const s of own) symbols.add(s)
      grew = true
    }
  }
  return { items: [...taken].sort((a, b) => a - b), symbols }
}

/** The types of those whom a clause promises, and of those whom it may make one. */
function identities(clause: Clause): { promised: Set<string>; joined: Set<string> } {
  const promised = new Set<string>()
  const joined = new Set<string>()
  const look = (term: TermRef): void => {
    if (term.kind !== 'skolem') return
    promised.add(term.symbol.type)
    for (const arg of term.args) look(arg)
  }
  const typeOf = (term: TermRef): string => (term.kind === 'variable' ? (clause.variables[term.index]?.type ?? 'Thing') : term.kind === 'skolem' ? term.symbol.type : 'Thing')
  for (const literal of clause.literals) {
    if (literal.kind === 'compare') {
      for (const side of [literal.left, literal.right]) eachQuantity(side, (q) => { for (const t of q.args) look(t) })
      continue
    }
    for (const t of literal.args) look(t)
    if (literal.relation === SAME && literal.positive) for (const t of literal.args) joined.add(typeOf(t))
  }
  return { promised, joined }
}

const identitiesOf = new WeakMap<CompiledBase, ReadonlyMap<number, { promised: Set<string>; joined: Set<string> }>>()

function itemIdentities(compiled: CompiledBase): ReadonlyMap<number, { promised: Set<string>; joined: Set<string> }> {
  let known = identitiesOf.get(compiled)
  if (!known) {
    const found = new Map<number, { promised: Set<string>; joined: Set<string> }>()
    for (const [item, clauses] of compiled.clausesOfItem) {
      const all = clauses.map(identities)
      const [promised, joined] = [new Set(all.flatMap((one) => [...one.promised])), new Set(all.flatMap((one) => [...one.joined]))]
      if (promised.size + joined.size > 0) found.set(item, { promised, joined })
    }
    identitiesOf.set(compiled, (known = found))
  }
  return known
}

/** Whether rules that bear on the formula promise somebody and others of them could make one of that type another: a guest's one room may be the room that every guest has. */
export function mayIdentify(view: View, formula: Formula): boolean {
  const all = itemIdentities(view.compiled)
  if (all.size < 2 && ![...all.values()].some((one) => one.promised.size > 0 && one.joined.size > 0)) return false
  const promised = new Set<string>()
  const joined = new Set<string>()
  for (const item of relevantItems(view, formula).items) {
    for (const type of all.get(item)?.promised ?? []) promised.add(type)
    for (const type of all.get(item)?.joined ?? []) joined.add(type)
  }
  return [...promised].some((a) => [...joined].some((b) => a === b || a === 'Thing' || b === 'Thing'))
}
