/** Finds the smallest sets of instances that cannot hold together, and what remains without them. */
import { satisfiable, type Means, type Query } from './satisfy.ts'
import type { Slice } from './slice.ts'

export interface Conflicts {
  /** Minimal sets of instances that contradict each other. */
  readonly minimal: readonly ReadonlySet<string>[]
  /** Sets of instances whose removal leaves something consistent. */
  readonly removals: readonly ReadonlySet<string>[]
  /** All minimal conflicts were found. */
  readonly complete: boolean
}

const MOST_CONFLICTS = 48

export function instancesOf(slice: Slice, clauses: Iterable<number>): Set<string> {
  const found = new Set<string>()
  for (const id of clauses) {
    const clause = slice.clauses[id]
    if (clause && clause.group < 0) found.add(clause.instance)
  }
  return found
}

/** Takes away from an unsatisfiable set of instances, one at a time, whatever it does not need. */
export async function shrink(slice: Slice, instances: ReadonlySet<string>, query: Query, means: Means): Promise<Set<string>> {
  let kept = new Set(instances)
  for (const instance of instances) {
    if (!kept.has(instance)) continue
    const fewer = new Set(kept)
    fewer.delete(instance)
    const outcome = await satisfiable(slice, { ...query, within: fewer }, means)
    if (outcome.kind === 'unsat') {
      const core = instancesOf(slice, outcome.core)
      kept = new Set([...fewer].filter((i) => core.has(i)))
    }
  }
  return kept
}

/** All minimal conflicts of the slice, by removing each member of each in turn (Reiter's hitting-set tree). */
export async function findConflicts(slice: Slice, query: Query, means: Means, most = MOST_CONFLICTS): Promise<Conflicts> {
  const minimal: ReadonlySet<string>[] = []
  const removals: ReadonlySet<string>[] = []
  const open: ReadonlySet<string>[] = [new Set()]
  const seen = new Set<string>([''])
  let complete = true
  for (let at = 0; at < open.length; at++) {
    if (minimal.length >= most || at > 8 * most || means.left() <= 0) { complete = false; break }
    const removed = open[at] as ReadonlySet<string>
    if (removals.some((r) => [...r].every((i) => removed.has(i)))) continue
    let conflict = minimal.find((m) => ![...m].some((i) => removed.has(i)))
    if (!conflict) {
      const without = new Set([...(query.without ?? []), ...removed])
      const outcome = await satisfiable(slice, { ...query, without }, means)
      if (outcome.kind === 'unknown') { complete = false; continue }
      if (outcome.kind === 'sat') { removals.push(removed); continue }
      conflict = await shrink(slice, instancesOf(slice, outcome.core), query, means)
      minimal.push(conflict)
    }
    for (const instance of conflict) {
      const next = new Set(removed).add(instance)
      const key = [...next].sort().join(';')
      if (!seen.has(key)) { seen.add(key); open.push(next) }
    }
  }
  return { minimal, removals, complete }
}
