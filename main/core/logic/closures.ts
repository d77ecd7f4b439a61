/** Closed relations: whatever strict rules and facts do not entail of one is false. */
import { SAME } from './clause.ts'
import { Search } from './search.ts'
import { isActive, satisfiable, type Means, type Query } from './satisfy.ts'
import type { GroundLiteral } from './ground.ts'
import type { Slice } from './slice.ts'

/**
 * Adds to the slice that its closed atoms are false where nothing entails
 * them. `spared` atoms stay open: a conflict touches what would entail them.
 * Answers `false` if the base could not be seen to be free of conflict.
 */
export async function closeRelations(slice: Slice, query: Query, means: Means, spared: ReadonlySet<number>, done: Set<number>): Promise<boolean> {
  const { closedItem, closedStrata: strata } = slice.view.compiled
  for (const stratum of strata) {
    let pending = [...slice.closedAtoms].filter((atom) => !done.has(atom) && !spared.has(atom) && stratum.includes(slice.atoms[atom]?.symbol ?? ''))
    if (pending.length === 0) continue
    for (const atom of pending) done.add(atom)
    const settled = new Search(slice, isActive(query))
    if (settled.propagate()) return false
    const entailed = new Set<number>()
    const falsified: number[] = []
    pending = pending.filter((atom) => {
      const truth = settled.truthOfAtom(atom)
      if (truth === true) entailed.add(atom)
      // What is refuted anyway needs no closure.
      return truth === undefined
    })
    while (pending.length > 0) {
      const someFalse = slice.addSwitch(pending.map((atom): GroundLiteral => ({ kind: 'atom', positive: false, atom })))
      const outcome = await satisfiable(slice, { ...query, groups: new Set([someFalse]) }, means)
      if (outcome.kind === 'unknown') { slice.markIncomplete(); break }
      if (outcome.kind === 'unsat') {
        if (!outcome.core.has(slice.clauses.findIndex((c) => c.group === someFalse))) return false
        for (const atom of pending) entailed.add(atom)
        break
      }
      const { truth } = outcome.model
      falsified.push(...pending.filter((atom) => truth.get(atom) !== true))
      pending = pending.filter((atom) => truth.get(atom) === true)
    }
    for (const atom of falsified) falsify(slice, atom, closedItem.get(slice.atoms[atom]?.symbol ?? '') ?? -1, entailed)
  }
  return true
}

/** Says that the atom is false, or that its unnamed arguments are those of a tuple that is entailed. */
function falsify(slice: Slice, atom: number, item: number, entailed: ReadonlySet<number>): void {
  const { symbol, args, key } = slice.atoms[atom] as Slice['atoms'][number]
  const literals: GroundLiteral[] = [{ kind: 'atom', positive: false, atom }]
  const instance = `${item}:${key}`
  if (args.some((a) => a >= slice.firstLocal)) {
    for (const other of entailed) {
      const tuple = slice.atoms[other] as Slice['atoms'][number]
      if (tuple.symbol !== symbol || tuple.args.some((a, at) => a !== args[at] && (args[at] as number) < slice.firstLocal)) continue
      const pairs = args.flatMap((a, at) => (a === tuple.args[at] ? [] : [[a, tuple.args[at] as number] as const]))
      slice.equality = true
      const same = pairs.map(([a, b]): GroundLiteral => ({ kind: 'atom', positive: true, atom: slice.atom(SAME, a < b ? [a, b] : [b, a]) }))
      if (same.length === 1) { literals.push(same[0] as GroundLiteral); continue }
      const both = slice.atom(`@is ${key}`, tuple.args)
      literals.push({ kind: 'atom', positive: true, atom: both })
      for (const one of same) slice.addClause(item, instance, [{ kind: 'atom', positive: false, atom: both }, one])
    }
  }
  slice.addClause(item, instance, literals)
}
