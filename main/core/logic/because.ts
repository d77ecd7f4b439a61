/** From the clauses of a proof to the smallest set of rules and facts that carries it, in the order in which one leans on another. */
import type { Formula } from '../../../shared/logic/formula.ts'
import { itemOf } from './compileBase.ts'
import type { View } from './compiled.ts'
import type { GroundClause } from './ground.ts'
import { isActive, type Means } from './satisfy.ts'
import { Search } from './search.ts'
import type { Slice } from './slice.ts'
import { decideStrict, type StrictResult } from './strict.ts'
import { eachSymbol } from './substitute.ts'
import { narrowedView } from './view.ts'

/** Beyond this many items the last one or two are not looked for any more. */
const MOST_ITEMS = 60
/** Up to so many clauses around a claim, a second and shorter proof is looked for. */
const MOST_FOR_SHORTEST = 400

/** The items of these clauses, with every `same as` on which the identity of an individual in them, or in the formula, rests. */
export function itemsOf(slice: Slice, clauses: Iterable<number>, formula: Formula): Set<number> {
  const items = new Set<number>()
  const people = new Set<number>()
  eachSymbol(formula, (_, args) => {
    for (const term of args) if (term.kind === 'entity') people.add(slice.view.compiled.individualNamed.get(term.name) ?? -1)
  })
  for (const id of clauses) {
    const clause = slice.clauses[id]
    if (!clause) continue
    if (clause.item >= 0) items.add(clause.item)
    for (const literal of clause.literals) {
      const symbols = literal.kind === 'atom' ? [slice.atoms[literal.atom]] : literal.terms.map((t) => slice.terms[t])
      for (const symbol of symbols) for (const id of symbol?.args ?? []) if (id < slice.firstLocal) people.add(id)
    }
  }
  for (const id of people) for (const fact of slice.view.sameFacts(id)) items.add(fact)
  return items
}

export interface Carried {
  /** In dependency order. */
  readonly items: readonly number[]
  /** The proof again, from these items alone; absent if they alone do not give it. */
  readonly proof?: StrictResult
}

/** The smallest set of items that alone gives `verdict`: no member can be spared. */
export async function carrying(view: View, formula: Formula, verdict: 'proved' | 'refuted', found: StrictResult, means: Means): Promise<Carried> {
  const candidates = found.items ? new Set(found.items) : itemsOf(found.slice, found.core, formula)
  const bounded: Means = { ...means, beyond: found.items ? 'proof' : 'none' }
  const decide = (items: ReadonlySet<number>): Promise<StrictResult> => decideStrict({ ...narrowedView(view, items), consistent: true }, formula, bounded)
  const quick = found.items ? undefined : sparedInSlice(view, verdict, found, candidates)
  if (quick && !(await someFactSpare(view, verdict, quick, decide))) return quick
  if (candidates.size > MOST_ITEMS) return { items: ordered(view, candidates) }
  let items = new Set(candidates)
  let proof = await decide(items)
  if (proof.verdict !== verdict) return { items: ordered(view, items) }
  // What only says who is whom is tried first, then closures, then the latest in the text.
  const order = [...items].sort((a, b) => spareFirst(view, a) - spareFirst(view, b) || b - a)
  for (const item of order) {
    if (!items.has(item)) continue
    if (means.left() <= 0) break
    const fewer = new Set(items)
    fewer.delete(item)
    const without = await decide(fewer)
    if (without.verdict !== verdict) continue
    const used = without.items ? new Set(without.items) : itemsOf(without.slice, without.core, formula)
    items = new Set([...fewer].filter((i) => used.has(i)))
    proof = without
  }
  const again = await decide(items)
  return again.verdict === verdict ? { items: ordered(view, items, again), proof: again } : { items: ordered(view, items, proof), proof }
}

/** A clause that a fact makes true is not grounded, so the slice cannot tell whether a rule could stand in for the fact. */
async function someFactSpare(view: View, verdict: string, { items }: Carried, decide: (items: ReadonlySet<number>) => Promise<StrictResult>): Promise<boolean> {
  for (const item of items) {
    if (item < view.compiled.firstFact) continue
    if ((await decide(new Set(items.filter((i) => i !== item)))).verdict === verdict) return true
  }
  return false
}

/**
 * The same within the slice of the proof: it holds every instance that a part
 * of the base could use, unless it is about closed relations (a smaller base
 * would close more) or individuals are identified.
 */
function sparedInSlice(view: View, verdict: 'proved' | 'refuted', found: StrictResult, candidates: ReadonlySet<number>): Carried | undefined {
  const { slice } = found
  if (slice.equality || [...candidates].some((item) => spareFirst(view, item) < 2)) return undefined
  let unsure = false
  const asked = new Set([verdict === 'proved' ? found.denial : found.claim])
  const without = (items: ReadonlySet<number>): Set<number> | undefined => {
    const outcome = new Search(slice, (c) => items.has(c.item) && !found.without.has(c.instance)).ask(asked)
    unsure ||= outcome.kind === 'unknown'
    return outcome.kind === 'unsat' ? new Set([...outcome.core].flatMap((id) => slice.clauses[id]?.item ?? -1).filter((item) => item >= 0)) : undefined
  }
  const smallest = (given: Iterable<number>): Set<number> | undefined => {
    let items = without(new Set(given))
    for (const item of [...(items ?? [])].sort((a, b) => b - a)) {
      if (!items?.has(item)) continue
      const fewer: Set<number> = new Set(items)
      fewer.delete(item)
      items = without(fewer) ?? items
    }
    return items
  }
  let items = smallest(candidates)
  if (!items) return undefined
  // There may be a shorter way that does without one of these.
  if (slice.clauses.length <= MOST_FOR_SHORTEST && items.size > 2) {
    const all = new Set(slice.clauses.flatMap((c) => (c.item >= 0 && spareFirst(view, c.item) === 2 ? [c.item] : [])))
    for (const item of items) {
      const other = smallest([...all].filter((i) => i !== item))
      if (other && other.size < items.size) items = other
    }
  }
  // Where propagation alone cannot tell, the solver has to.
  if (unsure) return undefined
  const proof = { ...found, kept: items }
  return { items: ordered(view, items, proof), proof }
}

function spareFirst(view: View, item: number): number {
  const found = itemOf(view.compiled, item)
  return found.kind === 'fact' && found.fact.literal.kind === 'same' ? 0 : found.kind === 'closed' ? 1 : 2
}

/** Which clauses of the base count in the proof. */
export function carriedBy({ kept, without }: StrictResult): (clause: GroundClause) => boolean {
  const active = isActive({ without })
  return (clause) => active(clause) && kept?.has(clause.item) !== false
}

/** Facts first, then what is closed, then rules and definitions as propagation comes to use them. */
export function ordered(view: View, items: ReadonlySet<number>, proof?: StrictResult): number[] {
  const use = new Map<number, number>()
  if (proof) {
    const search = new Search(proof.slice, carriedBy(proof))
    search.propagate()
    for (const clause of search.order()) {
      const item = proof.slice.clauses[clause]?.item ?? -1
      if (item >= 0 && !use.has(item)) use.set(item, use.size)
    }
  }
  const rank = (item: number): number => {
    const { kind } = itemOf(view.compiled, item)
    return kind === 'fact' ? 0 : kind === 'closed' ? 1 : kind === 'default' ? 3 : 2
  }
  return [...items].sort((a, b) => rank(a) - rank(b) || (rank(a) < 2 ? 0 : (use.get(a) ?? Infinity) - (use.get(b) ?? Infinity)) || itemOf(view.compiled, a).place.line - itemOf(view.compiled, b).place.line || a - b)
}
