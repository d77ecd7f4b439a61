/** What the check of a whole base asks of the engine: single claims, claims without some rules, and whether all of it holds together. */
import { closeRelations } from '../closures.ts'
import { itemOf } from '../compileBase.ts'
import type { CompiledBase, View } from '../compiled.ts'
import { findConflicts } from '../conflicts.ts'
import { decideClaim, type ReadSentence } from '../decideClaim.ts'
import { decideFormula } from '../decideFormula.ts'
import { effortOf } from '../effort.ts'
import { satisfiable, type Means } from '../satisfy.ts'
import { Slice } from '../slice.ts'
import type { Solver } from '../solver.ts'
import { decideStrict } from '../strict.ts'
import { LARGE_WORLDS, SMALL_WORLDS, Unbounded } from '../unbounded.ts'
import { viewOf } from '../view.ts'
import { type CannotFollow, cannotFollowIn } from './cannotFollow.ts'
import type { Engine } from './checkBase.ts'

export interface EngineOptions {
  /** ISO date. */
  readonly asOf: string
  readonly solver: Solver
  readonly read: ReadSentence
  /** Effort for the consistency of the whole, as in `effort.ts`; default 10,000. */
  readonly effort?: number
}

/** The engine with conflicts as the numbers of items: two facts may share an id. */
export interface WholeEngine extends Engine {
  conflicts(): Promise<{ readonly consistent: boolean | null; readonly conflicts: readonly (readonly number[])[] }>
}

const MOST_CLAUSES = 400_000
const BUDGET = 10_000
const PER_RULE = 1500

export function engineFor(compiled: CompiledBase, options: EngineOptions): WholeEngine {
  const view = viewOf(compiled, options.asOf)
  let cannotFollow: CannotFollow | undefined
  return {
    cannotFollow: (formula, ids, { closures }) => (cannotFollow ??= cannotFollowIn(compiled))(formula, ids, closures),
    decide: (claim) => ('formula' in claim ? decideFormula(compiled, claim.formula, options) : decideClaim(compiled, claim.sentence, options)),
    async decideWithout(ids, formula, { closures }) {
      const left = new Set(compiled.items.flatMap((item, number) => (ids.has(item.id) || (item.kind === 'closed' && !closures) ? [number] : [])))
      const cut: View = { ...view, only: { has: (item) => !left.has(item) } }
      const { verdict } = await decideStrict(cut, formula, meansFor(options.solver, PER_RULE))
      return { verdict: verdict === 'open' ? 'possible' : verdict }
    },
    consistency: async () => {
      const { consistent, conflicts } = await checkConsistency(view, meansFor(options.solver, options.effort ?? BUDGET))
      return { consistent, conflicts: conflicts.map((items) => items.map((item) => itemOf(compiled, item).id)) }
    },
    conflicts: () => checkConsistency(view, meansFor(options.solver, options.effort ?? BUDGET)),
  }
}

function meansFor(solver: Solver, effort: number): Means {
  return { solver, ...effortOf(effort, 60_000) }
}

/** The smallest conflicts of everything that holds in the view, as items in the order of the text; `null` where it could not be settled. */
export async function checkConsistency(view: View, means: Means): Promise<{ consistent: boolean | null; conflicts: number[][] }> {
  const slice = new Slice(view, { thorough: true, mostClauses: MOST_CLAUSES }).buildEverything()
  let found = await findConflicts(slice, {}, means)
  let without = new Set(found.minimal.flatMap((m) => [...m]))
  if (slice.closedAtoms.size > 0) {
    await closeRelations(slice, { without }, means, new Set(), new Set())
    found = await findConflicts(slice, {}, means)
    without = new Set(found.minimal.flatMap((m) => [...m]))
  }
  if (without.size === 0) {
    if (!found.complete) return { consistent: null, conflicts: [] }
    const { kind } = await satisfiable(slice, {}, means)
    if (kind === 'sat' && !slice.incomplete) view.consistent = true
    if (view.consistent) return { consistent: true, conflicts: [] }
    // Promises without end cannot be grounded to the end: then a world that keeps them all is the witness.
    const worlds = new Unbounded(view, { kind: 'true' }, { fails: true, holds: false }, slice, means, true)
    await worlds.findWorlds([...SMALL_WORLDS, ...LARGE_WORLDS])
    return { consistent: worlds.open ? true : null, conflicts: [] }
  }
  const itemsOfInstance = new Map(slice.clauses.map((c) => [c.instance, c.item]))
  const sets = found.minimal.map((m) => [...new Set([...m].map((i) => itemsOfInstance.get(i) ?? -1))].filter((i) => i >= 0).sort((a, b) => a - b))
  const distinct = sets.filter((s, at) => sets.findIndex((o) => o.join() === s.join()) === at)
  const smallest = distinct.filter((s) => !distinct.some((o) => o !== s && o.length < s.length && o.every((i) => s.includes(i))))
  const byPlace = (a: number, b: number): number => itemOf(view.compiled, a).place.line - itemOf(view.compiled, b).place.line || a - b
  return { consistent: false, conflicts: smallest.sort((a, b) => a.length - b.length).map((s) => s.sort(byPlace)) }
}
