/** The order in which closed relations are closed. */
import type { Clause } from './clause.ts'

/**
 * Groups the closed relations so that what one is derived from is closed
 * before it; relations that lean on each other are closed together.
 */
export function closedStrata(clauses: readonly Clause[], closed: readonly string[]): string[][] {
  if (closed.length < 2) return closed.length === 0 ? [] : [[...closed]]
  const leansOn = new Map<string, Set<string>>()
  for (const { literals } of clauses) {
    const atoms = literals.flatMap((l) => (l.kind === 'atom' ? [l] : []))
    for (const head of atoms) {
      if (!head.positive) continue
      const set = leansOn.get(head.relation) ?? new Set()
      leansOn.set(head.relation, set)
      for (const other of atoms) if (other !== head) set.add(other.relation)
    }
  }
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
    // Of what is ready, only what does not lean on another ready one; mutual ones go together.
    strata.push(ready)
    for (const relation of ready) left.delete(relation)
  }
  return strata
}
