/** Is this part of the base satisfiable together with these questions? Propagation first, the solver for what is left. */
import { SAME } from './clause.ts'
import { STEPS_PER_UNIT, WORK_PER_UNIT, type Effort } from './effort.ts'
import { EVERYTHING } from './interval.ts'
import { rangeOf, truthOf } from './numeric.ts'
import { Search, type Model, type Outcome } from './search.ts'
import { groundScript, readOutcome } from './smt.ts'
import type { GroundClause } from './ground.ts'
import type { Slice } from './slice.ts'
import type { Solver } from './solver.ts'

export interface Query {
  /** The question groups that are switched on. */
  readonly groups?: ReadonlySet<number>
  /** Instances that are left out. */
  readonly without?: ReadonlySet<string>
  /** If given, only these instances of the base count. */
  readonly within?: ReadonlySet<string>
}

/** What one decision may use. `solver` absent: propagation alone decides, or nothing does. */
export interface Means extends Effort {
  readonly solver?: Solver | undefined
  /** Whether tier one runs; only tests switch it off, to hold the tiers against each other. */
  readonly search?: boolean
  /** Where grounding leaves something open: `none` leaves it undecided, `proof` looks for proofs only; else for finite worlds too. */
  readonly beyond?: 'none' | 'proof'
}

const MOST_CLAUSES_FOR_SOLVER = 20_000

export function isActive(query: Query): (clause: GroundClause) => boolean {
  return (clause) => 
    clause.group >= 0 ? query.groups?.has(clause.group) === true : !query.without?.has(clause.instance) && query.within?.has(clause.instance) !== false
}

/** A propositional model that makes two unnamed individuals one says nothing about what else they then share. */
function identifies(slice: Slice, model: Model): boolean {
  if (!slice.equality) return false
  for (const [atom, truth] of model.truth) if (truth && slice.atoms[atom]?.symbol === SAME) return true
  return false
}

/** The searches of a slice, by what is left out: each keeps what the base alone says, and the models it met. */
const searches = new WeakMap<Slice, Map<ReadonlySet<string> | undefined, { search: Search; models: Model[] }>>()
const MOST_MODELS = 8

function searchOf(slice: Slice, query: Query): { search: Search; models: Model[] } {
  const bare: Query = { ...(query.without ? { without: query.without } : {}), ...(query.within ? { within: query.within } : {}) }
  if (query.within) return { search: new Search(slice, isActive(bare)), models: [] }
  let known = searches.get(slice)
  if (!known) searches.set(slice, (known = new Map()))
  let found = known.get(query.without)
  if (!found) known.set(query.without, (found = { search: new Search(slice, isActive(bare)), models: [] }))
  return found
}

const NO_GROUPS: ReadonlySet<number> = new Set()

/** A model of the base that was met before, if the groups hold in it too. */
function modelFor(slice: Slice, models: readonly Model[], groups: ReadonlySet<number>): Model | undefined {
  return models.find((model) => model.clauses === slice.clauses.length && [...groups].every((group) =>
    (slice.store.ofGroup.get(group) ?? []).every((id) => slice.clauses[id]?.literals.some((l) =>
      l.kind === 'atom'
        ? (model.truth.get(l.atom) ?? false) === l.positive
        : truthOf(l.operator, rangeOf(l.left, (t) => model.values.get(t) ?? EVERYTHING), rangeOf(l.right, (t) => model.values.get(t) ?? EVERYTHING)) === true))))
}

export async function satisfiable(slice: Slice, query: Query, means: Means): Promise<Outcome> {
  const active = isActive(query)
  let unknown: Outcome = { kind: 'unknown' }
  if (means.search !== false) {
    const { search, models } = searchOf(slice, query)
    const groups = query.groups ?? NO_GROUPS
    const known = modelFor(slice, models, groups)
    if (known) return { kind: 'sat', model: known }
    const quick = search.ask(groups)
    means.spend(search.worked / WORK_PER_UNIT)
    if (quick.kind === 'unsat') return quick
    if (quick.kind === 'sat' && identifies(slice, quick.model)) unknown = { kind: 'unknown', likely: quick.model }
    else if (quick.kind === 'sat') {
      models.unshift(quick.model)
      models.length = Math.min(models.length, MOST_MODELS)
      return quick
    }
  }
  const left = means.left()
  if (!means.solver || left <= 0 || slice.clauses.length > MOST_CLAUSES_FOR_SOLVER) return unknown
  // A model of a part that was cut off proves nothing, so only a quick proof is worth waiting for.
  const units = Math.min(slice.incomplete ? 200 : 1000, left)
  const script = groundScript(slice, active)
  const answer = await means.solver.run(script.text, { steps: Math.max(1, Math.round(units * STEPS_PER_UNIT)) })
  means.spend(1 + (answer.kind === 'output' ? answer.steps / STEPS_PER_UNIT : units))
  const outcome = answer.kind === 'output' ? readOutcome(answer.text, script, slice.clauses.length) : unknown
  return outcome.kind === 'unknown' ? unknown : outcome
}
