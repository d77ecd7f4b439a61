/** Decides a formula against a base: strict rules first, then what is so as a rule, with the reasons. */
import type { BecauseEntry, Decision } from '../../../shared/logic/decision.ts'
import type { Formula } from '../../../shared/logic/formula.ts'
import { printFormula } from '../../../shared/logic/printFormula.ts'
import { carriedBy, carrying, itemsOf, ordered } from './because.ts'
import { itemOf } from './compileBase.ts'
import type { CompiledBase, View } from './compiled.ts'
import { describeWorld, type World } from './counterModel.ts'
import { effortOf } from './effort.ts'
import { presume, type Presumption } from './defaults.ts'
import type { Means } from './satisfy.ts'
import { Search } from './search.ts'
import type { Solver } from './solver.ts'
import { decideStrict, type StrictResult } from './strict.ts'
import { decideDoubting } from './decideDoubting.ts'
import { narrowedView, viewOf } from './view.ts'
import { becauseEntry } from './wording.ts'
import { wouldDecide } from './wouldDecide.ts'

export interface DecideOptions {
  /** ISO date on which the claim is judged. */
  readonly asOf: string
  /** Absent: propagation alone decides, or the verdict is `undecided`. */
  readonly solver?: Solver
  /** Effort for the whole claim, as in `effort.ts`; default 2500. */
  readonly effort?: number
  /** Also describe a world in which the claim fails. */
  readonly counterModel?: boolean
  /** `false` leaves everything to the solver: only tests do that. */
  readonly search?: boolean
}

export type FormulaDecision = Decision & {
  /** With `counterModel`: what the base allows in which the claim does not hold. */
  readonly counterModel?: World
}

/** The verdict on a closed formula whose names are those of the base. Never throws for what a person wrote. */
export async function decideFormula(compiled: CompiledBase, formula: Formula, options: DecideOptions): Promise<FormulaDecision> {
  const started = performance.now()
  const means: Means = {
    ...effortOf(options.effort ?? 2500),
    ...(options.solver ? { solver: options.solver } : {}), ...(options.search === false ? { search: false } : {}),
  }
  const reading = [printFormula(formula, compiled.base)]
  const finish = (rest: Pick<Decision, 'verdict'> & Partial<FormulaDecision>): FormulaDecision =>
    ({ reading, because: [], wouldDecide: [], diagnostics: [], ...rest, ms: Math.round((performance.now() - started) * 1000) / 1000 })
  try {
    return finish(await decide(viewOf(compiled, options.asOf), formula, means, options))
  } catch (error) {
    // A claim nested deeper than the stack is unsure, like one that takes too long.
    if (error instanceof RangeError) return finish({ verdict: 'undecided' })
    throw error
  }
}

type Outcome = Pick<Decision, 'verdict'> & Partial<FormulaDecision>

async function decide(view: View, formula: Formula, means: Means, options: DecideOptions): Promise<Outcome> {
  const { compiled } = view
  const strict = await decideDoubting(view, formula, means)
  switch (strict.verdict) {
    case 'proved': case 'refuted': {
      const { items, proof } = await carrying(view, formula, strict.verdict, strict, means)
      return { verdict: strict.verdict, because: entries(view, items, strict.verdict, proof) }
    }
    case 'inconsistent': {
      const items = ordered(view, itemsOf(strict.slice, strict.core, formula))
      return { verdict: 'inconsistent', because: items.map((item) => becauseEntry(compiled, item)) }
    }
    case 'undecided': return { verdict: 'undecided' }
    case 'open':
  }
  const presumption = await presume(view, formula, strict.without, means)
  if (presumption?.holds) {
    const because = await presumedBecause(view, formula, presumption, means)
    return { verdict: 'presumed', because }
  }
  return {
    verdict: 'possible', wouldDecide: wouldDecide(view, formula),
    ...(presumption ? { presumedFalse: presumption.defaults.map((item) => itemOf(compiled, item).id).join(', ') } : {}),
    ...(options.counterModel && strict.fails ? { counterModel: describeWorld(strict.slice, strict.fails) } : {}),
  }
}

/** The entries of a strict proof, with the values that propagation had reached, the claim or its denial supposed. */
function entries(view: View, items: readonly number[], verdict: 'proved' | 'refuted', proof: StrictResult | undefined): BecauseEntry[] {
  if (!proof || proof.items) return items.map((item) => becauseEntry(view.compiled, item))
  const { slice, claim } = proof
  const { firstFact } = view.compiled
  // First the values as they are given, by facts and by a refuted claim itself; then those that rules derive.
  const given = new Search(slice, (c) => c.item >= firstFact || (verdict === 'refuted' && c.group === claim))
  const derived = new Search(slice, carriedBy(proof))
  given.propagate()
  derived.propagate()
  return items.map((item) => becauseEntry(view.compiled, item, slice, [given, derived]))
}

async function presumedBecause(view: View, formula: Formula, presumption: Presumption, means: Means): Promise<BecauseEntry[]> {
  const needed = new Set([...itemsOf(presumption.slice, presumption.core, formula), ...presumption.defaults])
  const carries = async (items: ReadonlySet<number>): Promise<boolean> => {
    const cut: View = { ...narrowedView(view, items), consistent: true }
    if ((await decideStrict(cut, formula, means)).verdict !== 'open') return false
    return (await presume(cut, formula, new Set(), means))?.holds === true
  }
  let items = new Set(needed)
  if (items.size <= 40 && (await carries(items))) {
    for (const item of [...items].sort((a, b) => b - a)) {
      if (means.left() <= 0) break
      const fewer = new Set(items)
      fewer.delete(item)
      if (await carries(fewer)) items = fewer
    }
  }
  return ordered(view, items).map((item) => becauseEntry(view.compiled, item))
}
