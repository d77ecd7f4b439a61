/** From the clauses of a proof to the smallest set of rules and facts that carries it, in the order in which one leans on another. */
import type { Formula } from '../../../shared/logic/formula.ts'
import { itemOf } from './compileBase.ts'
import type { View } from './compiled.ts'
import type { GroundClause } from './ground.ts'
import { CLAUSES_PER_UNIT, effortOf } from './effort.ts'
import { isActive, type Means } from './satisfy.ts'
import { Search } from './search.ts'
import { Slice } from './slice.ts'
import { CoreOracle, minimalItems, smallestItems } from './smallestCore.ts'
import { decideStrict, type StrictResult } from './strict.ts'
import { eachSymbol } from './substitute.ts'
import { narrowedView } from './view.ts'

/** Effort for the reasons, beside that for the verdict. */
const EFFORT = 3000
/** Up to so many clauses around a claim, the smallest of all proofs is looked for. */
const MOST_FOR_SMALLEST = 400

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

/**
 * A set of items that alone gives `verdict` and of which none can be spared.
 * It is the smallest by count where the proof has at most 12 items, rests on
 * nothing closed and on nobody's identity, and the rules around the claim come
 * to at most 400 clauses. Beyond the effort given here it is only nearly minimal.
 */
export async function carrying(view: View, formula: Formula, verdict: 'proved' | 'refuted', found: StrictResult, given: Means): Promise<Carried> {
  const means: Means = { ...given, ...effortOf(EFFORT), beyond: found.items ? 'proof' : 'none' }
  const candidates = found.items ? new Set(found.items) : itemsOf(found.slice, found.core, formula)
  const decide = async (items: ReadonlySet<number>): Promise<StrictResult> => {
    const result = await decideStrict({ ...narrowedView(view, items), consistent: true }, formula, means)
    means.spend(1 + result.slice.clauses.length / CLAUSES_PER_UNIT)
    return result
  }
  const within = found.items ? undefined : await sparedWithin(view, formula, verdict, found, candidates, means)
  if (within) return carried(view, within, await decide(within), verdict)
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
  return carried(view, items, await decide(items), verdict, proof)
}

function carried(view: View, items: ReadonlySet<number>, again: StrictResult, verdict: string, otherwise?: StrictResult): Carried {
  const proof = again.verdict === verdict ? again : otherwise
  return { items: ordered(view, items, proof), ...(proof ? { proof } : {}) }
}

/**
 * The same within one slice of the candidates, or of everything around the
 * claim: it holds every instance that a part of them could use, unless it is
 * about closed relations (a smaller base would close more), or individuals are
 * identified, or something was left out of it.
 */
async function sparedWithin(view: View, formula: Formula, verdict: 'proved' | 'refuted', found: StrictResult, candidates: ReadonlySet<number>, means: Means): Promise<ReadonlySet<number> | undefined> {
  if (found.slice.equality || [...candidates].some((item) => spareFirst(view, item) < 2)) return undefined
  const oracleOver = (over: View, mostClauses: number): CoreOracle | undefined => {
    const slice = new Slice(over, { thorough: true, depth: 1, mostClauses, brief: true })
    const group = slice.addGroup(formula, verdict === 'refuted')
    slice.build()
    means.spend(slice.clauses.length / CLAUSES_PER_UNIT)
    const unnamed = found.without.size > 0 && slice.unnamed
    return slice.incomplete || slice.equality || slice.closedAtoms.size > 0 || unnamed ? undefined : new CoreOracle({ slice, group, without: found.without }, means)
  }
  const order = (a: number, b: number): number => b - a
  const wide = oracleOver(view, MOST_FOR_SMALLEST)
  const oracle = wide ?? oracleOver(narrowedView(view, candidates), 60_000)
  const minimal = oracle && (await minimalItems(oracle, candidates, order))
  if (!minimal || !wide) return minimal
  return smallestItems(wide, minimal)
}

function spareFirst(view: View, item: number): number {
  const found = itemOf(view.compiled, item)
  return found.kind === 'fact' && found.fact.literal.kind === 'same' ? 0 : found.kind === 'closed' ? 1 : 2
}

/** Which clauses of the base count in the proof. */
export function carriedBy({ without }: StrictResult): (clause: GroundClause) => boolean {
  return isActive({ without })
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
