/** Which items can bear on a formula at all, by the symbols they share. */
import type { Formula } from '../../../shared/logic/formula.ts'
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
