/** The order in which closed relations are closed. */
import type { Formula } from '../../../shared/logic/formula.ts'
import { symbolsOf } from './substitute.ts'

const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> => new Set([...a, ...b])

/** Adds to each symbol that the formula concludes the symbols it concludes it from, as it is written. */
function addLeanings(formula: Formula, from: ReadonlySet<string>, into: Map<string, Set<string>>): void {
  switch (formula.kind) {
    case 'forall': case 'exists': addLeanings(formula.body, from, into); return
    case 'and': for (const part of formula.of) addLeanings(part, from, into); return
    case 'implies': addLeanings(formula.right, both(from, symbolsOf(formula.left)), into); return
    case 'iff':
      if (formula.left.kind === 'atom') addLeanings(formula.left, both(from, symbolsOf(formula.right)), into)
      else addMutual(formula, from, into)
      return
    case 'atom': lean(formula.relation, from, into); return
    default: addMutual(formula, from, into)
  }
}

function addMutual(formula: Formula, from: ReadonlySet<string>, into: Map<string, Set<string>>): void {
  const symbols = symbolsOf(formula)
  for (const symbol of symbols) lean(symbol, both(from, symbols), into)
}

function lean(symbol: string, from: ReadonlySet<string>, into: Map<string, Set<string>>): void {
  const known = into.get(symbol) ?? new Set<string>()
  into.set(symbol, known)
  for (const other of from) if (other !== symbol) known.add(other)
}

/**
 * Groups the closed relations so that what one is concluded from is closed
 * before it; relations that lean on each other are closed together.
 */
export function closedStrata(formulas: readonly Formula[], closed: readonly string[]): string[][] {
  if (closed.length < 2) return closed.length === 0 ? [] : [[...closed]]
  const leansOn = new Map<string, Set<string>>()
  for (const formula of formulas) addLeanings(formula, new Set(), leansOn)
  const reaches = new Map(closed.map((relation) => {
    const seen = new Set<string>()
    const open = [relation]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const next of leansOn.get(at) ?? []) if (!seen.has(next)) { seen.add(next); open.push(next) }
    }
    return [relation, seen] as const
  }))
  const strata: string[][] = []
  const left = new Set(closed)
  while (left.size > 0) {
    const ready = [...left].filter((r) => [...left].every((o) => o === r || !reaches.get(r)?.has(o) || reaches.get(o)?.has(r)))
    strata.push(ready)
    for (const relation of ready) left.delete(relation)
  }
  return strata
}
