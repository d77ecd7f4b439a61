/** A compiled base as of a date, or cut down to some of its items: which facts hold, and who is whom. */
import type { Fact } from '../../../shared/logic/base.ts'
import type { Interval, Term } from '../../../shared/logic/formula.ts'
import type { CompiledBase, FactAt, View } from './compiled.ts'
import { EVERYTHING, intersect, isEmpty, wholeNumbers } from './interval.ts'

export const keyOf = (symbol: string, args: readonly number[]): string => (args.length === 1 ? `${symbol}|${args[0]}` : `${symbol}|${args.join('|')}`)

export function holdsOn(fact: Fact, asOf: string): boolean {
  return (fact.validFrom === undefined || fact.validFrom <= asOf) && (fact.validTo === undefined || asOf < fact.validTo)
}

const NONE: readonly never[] = []

/** The truth that facts alone give an atom; undefined if they are silent or disagree. */
export function factTruth(view: View, key: string): boolean | undefined {
  let truth: boolean | undefined
  for (const { fact } of view.factsAt(key)) {
    if (fact.literal.kind !== 'atom') continue
    if (truth !== undefined && truth !== fact.literal.positive) return undefined
    truth = fact.literal.positive
  }
  return truth
}

/** What facts say of an atom, for whoever then leaves the rest of it aside: that is noted, and a fact in doubt settles nothing. */
export function settledTruth(view: View, key: string): boolean | undefined {
  if (view.doubted?.has(key)) return undefined
  const truth = factTruth(view, key)
  if (truth !== undefined) view.leaned?.add(key)
  return truth
}

/** The same of a quantity. */
export function settledRange(view: View, key: string, date: boolean): Interval {
  if (view.doubted?.has(key)) return EVERYTHING
  const range = factRange(view, key, date)
  if (range !== EVERYTHING) view.leaned?.add(key)
  return range
}

/** The range that facts alone give a quantity; unbounded if they are silent or disagree. */
export function factRange(view: View, key: string, date: boolean): Interval {
  let range: Interval = EVERYTHING
  for (const { fact } of view.factsAt(key)) if (fact.literal.kind === 'quantity') range = intersect(range, fact.literal.value)
  if (date) range = wholeNumbers(range)
  return isEmpty(range) ? EVERYTHING : range
}

/** The view of the base on a day (ISO date); kept, so that the same stretch of days is prepared once. */
export function viewOf(compiled: CompiledBase, asOf: string): View {
  let stretch = 0
  while (stretch < compiled.boundaries.length && (compiled.boundaries[stretch] as string) <= asOf) stretch++
  const kept = compiled.views.get(stretch)
  if (kept) return kept
  const facts: number[] = []
  compiled.base.facts.forEach((fact, at) => { if (holdsOn(fact, asOf)) facts.push(compiled.firstFact + at) })
  const view = makeView(compiled, facts)
  if (compiled.views.size >= 4) compiled.views.delete(compiled.views.keys().next().value as number)
  compiled.views.set(stretch, view)
  return view
}

/** The same base cut down to these items. */
export function narrowedView(view: View, items: ReadonlySet<number>): View {
  return makeView(view.compiled, [...items].filter((item) => item >= view.compiled.firstFact), items)
}

function makeView(compiled: CompiledBase, factItems: readonly number[], only?: ReadonlySet<number>): View {
  const { individuals, individualNamed, base, firstFact } = compiled
  const canon = new Map<number, number>()
  const classFacts = new Map<number, number[]>()
  const canonical = (id: number): number => {
    let at = id
    for (let up = canon.get(at); up !== undefined; up = canon.get(at)) at = up
    return at
  }
  const factOf = (item: number): Fact => base.facts[item - firstFact] as Fact
  for (const item of factItems) {
    const { literal } = factOf(item)
    if (literal.kind !== 'same') continue
    const left = canonical(individualNamed.get(literal.left) ?? -1)
    const right = canonical(individualNamed.get(literal.right) ?? -1)
    const [keep, join] = left < right ? [left, right] : [right, left]
    classFacts.set(keep, [...(classFacts.get(keep) ?? []), ...(left === right ? [] : (classFacts.get(join) ?? [])), item])
    if (left !== right) canon.set(join, keep)
  }
  const extraTypes = new Map<number, Set<string>>()
  for (const id of canon.keys()) {
    const types = extraTypes.get(canonical(id)) ?? new Set()
    extraTypes.set(canonical(id), types.add((individuals[id] as { type: string }).type))
  }
  const isOfType = (id: number, type: string): boolean => type === 'Thing' || individuals[id]?.type === type || extraTypes.get(id)?.has(type) === true

  const byKey = new Map<string, FactAt[]>()
  const bySymbol = new Map<string, FactAt[]>()
  const argument = (term: Term): number => canonical(individualNamed.get(term.name) ?? -1)
  for (const item of factItems) {
    const fact = factOf(item)
    const { literal } = fact
    if (literal.kind === 'same') continue
    const symbol = literal.kind === 'atom' ? literal.relation : literal.quantity
    const at: FactAt = { item, fact, args: literal.args.map(argument) }
    const key = keyOf(symbol, at.args)
    const here = byKey.get(key)
    if (here) here.push(at)
    else byKey.set(key, [at])
    const all = bySymbol.get(symbol)
    if (all) all.push(at)
    else bySymbol.set(symbol, [at])
  }
  const membersOfType = new Map<string, number[]>()
  const byArgument = new Map<string, Map<number, FactAt[]>>()

  return {
    compiled,
    ...(only ? { only } : {}),
    canonical: canon.size === 0 ? (id) => id : canonical,
    sameFacts: (id) => classFacts.get(canonical(id)) ?? NONE,
    isOfType,
    members(type) {
      let found = membersOfType.get(type)
      if (!found) {
        found = []
        for (let id = 0; id < individuals.length; id++) if (!canon.has(id) && isOfType(id, type)) found.push(id)
        membersOfType.set(type, found)
      }
      return found
    },
    factsAt: (key) => byKey.get(key) ?? NONE,
    factsOf(symbol, position, id) {
      const all = bySymbol.get(symbol) ?? NONE
      if (position === undefined || id === undefined || all.length < 8) return all
      const where = `${symbol}|${position}`
      let index = byArgument.get(where)
      if (!index) {
        index = new Map()
        for (const at of all) {
          const value = at.args[position] as number
          const list = index.get(value)
          if (list) list.push(at)
          else index.set(value, [at])
        }
        byArgument.set(where, index)
      }
      return index.get(id) ?? NONE
    },
  }
}
