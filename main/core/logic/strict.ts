/** What strict rules and facts alone say of a formula, instance by instance where they contradict each other. */
import type { Formula } from '../../../shared/logic/formula.ts'
import { closeRelations, matching } from './closures.ts'
import { mayIdentify } from './relevant.ts'
import { itemOf } from './compileBase.ts'
import type { View } from './compiled.ts'
import { findConflicts, instancesOf } from './conflicts.ts'
import { isActive, satisfiable, type Means } from './satisfy.ts'
import { Search, type Model, type Outcome } from './search.ts'
import type { SliceOptions } from './ground.ts'
import { Slice } from './slice.ts'
import { LARGE_WORLDS, SMALL_WORLDS, Unbounded } from './unbounded.ts'

export interface StrictResult {
  readonly verdict: 'proved' | 'refuted' | 'open' | 'inconsistent' | 'undecided'
  readonly slice: Slice
  /** The groups that assert the formula and its negation. */
  readonly claim: number
  readonly denial: number
  /** The clauses that carry the verdict; for `inconsistent`, those of one smallest conflict that touches the claim. */
  readonly core: ReadonlySet<number>
  /** Instances left out because of conflicts. */
  readonly without: ReadonlySet<string>
  /** Where open: what the base looks like if the claim holds, and if it fails. */
  readonly holds?: Model
  readonly fails?: Model
  /** Where undecided: whether it is certain that the claim can fail, and that it can hold. */
  readonly sure?: { readonly fails: boolean; readonly holds: boolean }
  /** The items that a proof beyond the ground clauses used, where there is no ground proof. */
  readonly items?: readonly number[]
}

const NOTHING: ReadonlySet<never> = new Set()
const THOROUGH_CLAUSES = 6000

interface Prepared { readonly slice: Slice; readonly claim: number; readonly denial: number }

function prepare(view: View, formula: Formula, options: SliceOptions): Prepared {
  const slice = new Slice(view, options)
  const denial = slice.addGroup(formula, false)
  const claim = slice.addGroup(formula, true)
  return { slice: slice.build(), claim, denial }
}

/** Where an unnamed individual might be a named one, every clause about either is needed. */
export function needsEveryone(slice: Slice, formula: Formula): boolean {
  if (slice.equality || mayIdentify(slice.view, formula)) return true
  for (const atom of slice.closedAtoms) {
    const { symbol, args } = slice.atoms[atom] as Slice['atoms'][number]
    if (args.some((a) => a >= slice.firstLocal) && (slice.derivable(symbol) || matching(slice, symbol, args, NOTHING).length > 0)) return true
  }
  return false
}

/** Effort for a proof with quantifiers: before and after deeper grounding. */
const FIRST_TRY = 150
const LAST_TRY = 800

/**
 * Promised individuals are nested one deep first. Where that leaves the claim
 * open: a proof with quantifiers, worlds that show what is possible, deeper
 * grounding, and more of each while effort is left. Only a world in which the
 * claim holds and one in which it fails make it `open`.
 */
export async function decideStrict(view: View, formula: Formula, means: Means): Promise<StrictResult> {
  const first = await decideAtDepth(view, formula, means, { depth: 1 })
  if (first.verdict !== 'undecided') return first
  const { beyond } = means
  const unsure = first.slice.incomplete
  const more = new Unbounded(view, formula, { fails: !unsure && first.sure?.fails === true, holds: !unsure && first.sure?.holds === true }, first.slice, means)
  const quick = beyond === 'none' ? undefined : await more.prove(FIRST_TRY)
  if (quick) return { ...first, ...quick }
  if (beyond === undefined) await more.findWorlds(unsure ? [...SMALL_WORLDS, ...LARGE_WORLDS.slice(0, 2)] : SMALL_WORLDS)
  if (more.open) return { ...first, verdict: 'open' }
  if (unsure) {
    const deep = await decideAtDepth(view, formula, means, { depth: 4, mostClauses: 1500 })
    if (deep.verdict !== 'undecided' || beyond !== undefined) return deep
  }
  if (beyond !== undefined) return first
  await more.findWorlds(unsure ? LARGE_WORLDS.slice(2) : LARGE_WORLDS)
  const last = more.open ? undefined : await more.prove(LAST_TRY)
  return last ? { ...first, ...last } : { ...first, verdict: more.open ? 'open' : 'undecided' }
}

async function decideAtDepth(view: View, formula: Formula, means: Means, options: SliceOptions): Promise<StrictResult> {
  const first = new Slice(view, options)
  const denied = first.addGroup(formula, false)
  // A proof by rules alone is looked for before anything else is grounded: it needs nothing closed and nobody identified.
  const alone = await satisfiable(first.build(), { groups: new Set([denied]) }, { ...means, solver: undefined })
  const early = alone.kind === 'unsat'
  let prepared: Prepared = { slice: first, denial: denied, claim: first.addGroup(formula, true) }
  if (!early && needsEveryone(first.build(), formula)) prepared = prepare(view, formula, { ...options, full: true, mostClauses: 8000 })
  const { slice, claim, denial } = prepared
  const closed = new Set<number>()
  let clean = early || (await closeRelations(slice, {}, means, NOTHING, closed))
  const fails = early ? alone : await satisfiable(slice, { groups: new Set([denial]) }, means)
  const holds: Outcome = fails.kind === 'unsat' ? { kind: 'unknown' } : await satisfiable(slice, { groups: new Set([claim]) }, means)
  const side = fails.kind === 'unsat' ? 'proved' : holds.kind === 'unsat' ? 'refuted' : undefined
  // What nothing entails at this depth might still be entailed deeper down.
  let doubtful = !early && slice.incomplete && closed.size > 0 && (options.depth ?? 2) < 2
  if (side) {
    const core = fails.kind === 'unsat' ? fails.core : holds.kind === 'unsat' ? holds.core : NOTHING
    if (!view.consistent) {
      const known = new Search(slice, isActive({}))
      known.propagate()
      slice.extend(core, (atom) => known.truthOfAtom(atom))
      clean = (await closeRelations(slice, {}, means, NOTHING, closed)) && clean
      const whole = await satisfiable(slice, {}, means)
      if (!clean || whole.kind === 'unsat') return decideAroundConflicts(view, formula, prepared, means)
      doubtful ||= whole.kind === 'unknown' && !whole.likely
    }
    const verdict = doubtful ? 'undecided' : side
    return { verdict, slice, claim, denial, core, without: NOTHING }
  }
  if (!clean) return decideAroundConflicts(view, formula, prepared, means)
  const open: StrictResult = {
    verdict: 'open', slice, claim, denial, core: NOTHING, without: NOTHING,
    ...modelIn('holds', holds), ...modelIn('fails', fails),
  }
  if (fails.kind === 'sat' && holds.kind === 'sat' && !slice.incomplete) return open
  return { ...open, verdict: 'undecided', sure: { fails: fails.kind === 'sat', holds: holds.kind === 'sat' } }
}

/** A model under its name; where grounding was cut, a likely one will do, for it is not trusted anyway. */
function modelIn(name: 'holds' | 'fails', outcome: Outcome): { holds?: Model; fails?: Model } {
  const model = outcome.kind === 'sat' ? outcome.model : outcome.kind === 'unknown' ? outcome.likely : undefined
  return model ? { [name]: model } : {}
}

/**
 * Leaves out every instance that is in a minimal conflict. If what is left
 * decides the claim, that is the verdict; else it is inconsistent if some
 * consistent part with left-out instances would decide it.
 */
async function decideAroundConflicts(view: View, formula: Formula, directed: Prepared, means: Means): Promise<StrictResult> {
  const thorough = prepare(view, formula, { thorough: true, full: directed.slice.equality, mostClauses: THOROUGH_CLAUSES })
  const prepared = thorough.slice.incomplete && !directed.slice.incomplete ? directed : thorough
  prepared.slice.build()
  const { slice, claim, denial } = prepared
  let conflicts = await findConflicts(slice, {}, means)
  let without = new Set(conflicts.minimal.flatMap((m) => [...m]))
  if (slice.closedAtoms.size > 0) {
    const spared = new Set<number>()
    for (const clause of slice.clauses) {
      if (clause.group < 0 && without.has(clause.instance)) for (const l of clause.literals) if (l.kind === 'atom' && l.positive) spared.add(l.atom)
    }
    await closeRelations(slice, { without }, means, spared, new Set())
    conflicts = await findConflicts(slice, {}, means)
    without = new Set(conflicts.minimal.flatMap((m) => [...m]))
  }
  const base = { slice, claim, denial, without }
  const fails = await satisfiable(slice, { groups: new Set([denial]), without }, means)
  if (fails.kind === 'unsat') return { ...base, verdict: 'proved', core: fails.core }
  const holds = await satisfiable(slice, { groups: new Set([claim]), without }, means)
  if (holds.kind === 'unsat') return { ...base, verdict: 'refuted', core: holds.core }
  for (const removal of conflicts.removals) {
    for (const group of [denial, claim]) {
      const outcome = await satisfiable(slice, { groups: new Set([group]), without: removal }, means)
      if (outcome.kind !== 'unsat') continue
      const used = instancesOf(slice, outcome.core)
      const touching = conflicts.minimal.filter((m) => [...m].some((i) => used.has(i)))
      const place = (m: ReadonlySet<string>): number => Math.min(...slice.clauses.flatMap((c) => (m.has(c.instance) ? [itemOf(view.compiled, c.item).place.line] : [])))
      const smallest = (touching.length > 0 ? touching : conflicts.minimal).toSorted((a, b) => a.size - b.size || place(a) - place(b))[0] ?? NOTHING
      const core = new Set(slice.clauses.filter((c) => c.group < 0 && smallest.has(c.instance)).map((c) => c.id))
      return { ...base, verdict: 'inconsistent', core }
    }
  }
  const certain = conflicts.complete && fails.kind === 'sat' && holds.kind === 'sat' && !slice.incomplete
  return {
    ...base, verdict: certain ? 'open' : 'undecided', core: NOTHING,
    ...(holds.kind === 'sat' ? { holds: holds.model } : {}), ...(fails.kind === 'sat' ? { fails: fails.model } : {}),
  }
}
