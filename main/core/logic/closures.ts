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
    const unnamed = (atom: number): boolean => slice.atoms[atom]?.args.some((a) => a >= slice.firstLocal) === true
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
    for (const atom of [...entailed]) {
      const { symbol, args } = slice.atoms[atom] as Slice['atoms'][number]
      if (unnamed(atom) && matching(slice, symbol, args, entailed).length > 0) falsified.push(atom)
    }
    for (const atom of entailed) if (!falsified.includes(atom)) slice.entailedClosed.add(atom)
    for (const atom of falsified) falsify(slice, atom, closedItem.get(slice.atoms[atom]?.symbol ?? '') ?? -1, entailed)
  }
  return true
}

/**
 * Says that the atom is false, or that its unnamed arguments are those of a
 * tuple that is entailed of named ones. An unnamed witness counts only where
 * no named one is known: `some x such that R(x)` beside `R(a)` promises nobody new.
 */
function falsify(slice: Slice, atom: number, item: number, entailed: ReadonlySet<number>): void {
  const { symbol, args, key } = slice.atoms[atom] as Slice['atoms'][number]
  const literals: GroundLiteral[] = [{ kind: 'atom', positive: false, atom }]
  const instance = `${item}:${key}`
  const unnamed = (id: number): boolean => id >= slice.firstLocal
  if (args.some(unnamed)) {
    if (!slice.full && slice.derivable(symbol)) { slice.markIncomplete(); return }
    for (const tuple of matching(slice, symbol, args, entailed)) {
      const same = args.flatMap((a, at): GroundLiteral[] => {
        const b = tuple[at] as number
        return a === b ? [] : [{ kind: 'atom', positive: true, atom: slice.atom(SAME, a < b ? [a, b] : [b, a]) }]
      })
      slice.equality = true
      if (same.length === 1) { literals.push(same[0] as GroundLiteral); continue }
      const both = slice.atom(`@is ${key}`, tuple)
      literals.push({ kind: 'atom', positive: true, atom: both })
      for (const one of same) slice.addClause(item, instance, [{ kind: 'atom', positive: false, atom: both }, one])
    }
  }
  slice.addClause(item, instance, literals)
}

/** All tuples of a closed relation, where it is certain that they are all; undefined where not. */
export function closedTuples(slice: Slice, relation: string): (readonly number[])[] | undefined {
  const everyone = slice.view.compiled.base.relations.get(relation)?.parameters.map(() => slice.firstLocal) ?? []
  if (!slice.derivable(relation)) return matching(slice, relation, everyone, new Set())
  const known = [...slice.entailedClosed].filter((atom) => slice.atoms[atom]?.symbol === relation)
  const unnamed = known.some((atom) => slice.atoms[atom]?.args.some((a) => a >= slice.firstLocal))
  return slice.full && !unnamed ? matching(slice, relation, everyone, new Set(known)) : undefined
}

/** Named tuples of the relation that hold, by facts or as entailed, and agree with the named ones of `args`. */
export function matching(slice: Slice, symbol: string, args: readonly number[], entailed: ReadonlySet<number>): (readonly number[])[] {
  const found = new Map<string, readonly number[]>()
  const offer = (tuple: readonly number[]): void => {
    if (tuple.every((b, at) => b < slice.firstLocal && (b === args[at] || (args[at] as number) >= slice.firstLocal))) found.set(tuple.join(), tuple)
  }
  for (const { fact, args: tuple } of slice.view.factsOf(symbol)) if (fact.literal.kind === 'atom' && fact.literal.positive) offer(tuple)
  for (const other of entailed) if (slice.atoms[other]?.symbol === symbol) offer((slice.atoms[other] as Slice['atoms'][number]).args)
  return [...found.values()]
}
