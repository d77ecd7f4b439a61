/** Within one slice: a set of items of which none can be spared, and, where that is in reach, the smallest such set there is. */
import { STEPS_PER_UNIT, WORK_PER_UNIT } from './effort.ts'
import { EVERYTHING } from './interval.ts'
import { rangeOf, truthOf } from './numeric.ts'
import type { Means } from './satisfy.ts'
import { Search, type Model, type Outcome } from './search.ts'
import type { Slice } from './slice.ts'
import { groundScript, readOutcome } from './smt.ts'

export interface CoreQuestion {
  readonly slice: Slice
  /** The group whose clauses the items are to contradict. */
  readonly group: number
  /** Instances that are left out. */
  readonly without: ReadonlySet<string>
}

type Answer =
  /** These of the items contradict the group. */
  | { readonly kind: 'unsat'; readonly items: ReadonlySet<number> }
  /** These, among them all that were asked about, hold together with the group. */
  | { readonly kind: 'sat'; readonly items: ReadonlySet<number> }
  | { readonly kind: 'unknown' }

/** Hitting sets tried, nodes of one search for them, and the largest set that a smaller one is looked for. */
const MOST_ROUNDS = 200
const MOST_NODES = 20_000
const MOST_FOR_SMALLEST = 12

/** Asks about sets of items; propagation first, the solver where that cannot tell. */
export class CoreOracle {
  readonly #question: CoreQuestion
  readonly #means: Means
  readonly universe: ReadonlySet<number>

  constructor(question: CoreQuestion, means: Means) {
    this.#question = question
    this.#means = means
    this.universe = new Set(question.slice.clauses.flatMap((c) => (c.item >= 0 ? [c.item] : [])))
  }

  get exhausted(): boolean { return this.#means.left() <= 0 }

  async ask(items: ReadonlySet<number>): Promise<Answer> {
    const { slice, group, without } = this.#question
    if (this.exhausted) return { kind: 'unknown' }
    const active = (c: Slice['clauses'][number]): boolean => c.group === group || (items.has(c.item) && !without.has(c.instance))
    const search = new Search(slice, active)
    let outcome: Outcome = search.ask(new Set([group]))
    this.#means.spend((search.worked + slice.clauses.length) / WORK_PER_UNIT)
    if (outcome.kind === 'unknown' && this.#means.solver) {
      const script = groundScript(slice, active)
      const units = Math.min(400, this.#means.left())
      const answer = await this.#means.solver.run(script.text, { steps: Math.max(1, Math.round(units * STEPS_PER_UNIT)) })
      this.#means.spend(1 + (answer.kind === 'output' ? answer.steps / STEPS_PER_UNIT : units))
      if (answer.kind === 'output') outcome = readOutcome(answer.text, script, slice.clauses.length)
    }
    if (outcome.kind === 'unsat') return { kind: 'unsat', items: new Set([...outcome.core].flatMap((id) => ((slice.clauses[id]?.item ?? -1) >= 0 ? [slice.clauses[id]?.item as number] : []))) }
    return outcome.kind === 'sat' ? { kind: 'sat', items: new Set([...items, ...this.#obeyed(outcome.model)]) } : outcome
  }

  /** The items all of whose clauses are true in the model. */
  #obeyed(model: Model): Set<number> {
    const { slice, without } = this.#question
    const value = (term: number): ReturnType<typeof rangeOf> => model.values.get(term) ?? EVERYTHING
    const broken = new Set<number>()
    for (const { item, instance, literals } of slice.clauses) {
      if (item < 0 || broken.has(item) || without.has(instance)) continue
      const holds = literals.some((l) => l.kind === 'atom' ? (model.truth.get(l.atom) ?? false) === l.positive : truthOf(l.operator, rangeOf(l.left, value), rangeOf(l.right, value)) === true)
      if (!holds) broken.add(item)
    }
    return new Set([...this.universe].filter((item) => !broken.has(item)))
  }
}

/**
 * From `start`, which contradicts the group, to a part of which no member can
 * be spared; `order` says which are tried first. Undefined where that could
 * not be seen within the effort.
 */
export async function minimalItems(oracle: CoreOracle, start: ReadonlySet<number>, order: (a: number, b: number) => number): Promise<Set<number> | undefined> {
  const first = await oracle.ask(start)
  if (first.kind !== 'unsat') return undefined
  let items = new Set(first.items)
  const needed = new Set<number>()
  for (const item of [...items].sort(order)) {
    if (!items.has(item) || needed.has(item)) continue
    const answer = await oracle.ask(new Set([...items].filter((i) => i !== item)))
    if (answer.kind === 'unknown') return undefined
    if (answer.kind === 'unsat') { items = new Set(answer.items); continue }
    needed.add(item)
  }
  return items
}

/**
 * The fewest items that contradict the group, `best` being some that do: each
 * set that holds together shows that something outside of it is needed, and
 * the smallest choice that meets all such needs is tried next (implicit
 * hitting sets; Ignatiev, Previti, Liffiton, Marques-Silva 2015). `best` again where
 * the effort does not suffice.
 */
export async function smallestItems(oracle: CoreOracle, best: ReadonlySet<number>): Promise<ReadonlySet<number>> {
  if (best.size < 2 || best.size > MOST_FOR_SMALLEST) return best
  const needs: (readonly number[])[] = []
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const choice = hittingSet(needs, best.size - 1)
    if (!choice) return best
    const answer = await oracle.ask(choice)
    if (answer.kind === 'unknown') return best
    if (answer.kind === 'unsat') return answer.items
    let together = answer.items
    for (const item of oracle.universe) {
      if (together.has(item)) continue
      const more = await oracle.ask(new Set([...together, item]))
      if (more.kind === 'sat') together = more.items
      else if (more.kind === 'unknown') return best
    }
    needs.push([...oracle.universe].filter((item) => !together.has(item)))
  }
  return best
}

/** The smallest set with a member of each of `sets`, of at most `most`; undefined if there is none, or none was found in time. */
function hittingSet(sets: readonly (readonly number[])[], most: number): Set<number> | undefined {
  let nodes = 0
  const extend = (chosen: ReadonlySet<number>, more: number): Set<number> | undefined => {
    if (nodes++ > MOST_NODES) return undefined
    let open: readonly number[] | undefined
    for (const set of sets) if (!set.some((i) => chosen.has(i)) && (!open || set.length < open.length)) open = set
    if (!open) return new Set(chosen)
    if (more === 0) return undefined
    for (const item of open) {
      const found = extend(new Set(chosen).add(item), more - 1)
      if (found) return found
    }
    return undefined
  }
  for (let size = 0; size <= most; size++) {
    const found = extend(new Set(), size)
    if (found || nodes > MOST_NODES) return found
  }
  return undefined
}
