/** Which claims a change of the base can reach at all: by the symbols that their formulas share with what changed. Errs only towards deciding again. */
import type { QuantitySymbol, RelationSymbol, RuleBase } from '../../../../shared/logic/base.ts'
import type { Formula } from '../../../../shared/logic/formula.ts'
import { boundsFormula, definitionFormula } from '../compileBase.ts'
import type { CompiledBase } from '../compiled.ts'
import { eachSymbol } from '../substitute.ts'

export interface Reach {
  /** Whether the same sentence may be read otherwise than before. */
  readonly reading: boolean
  /** Whether the verdict on these formulas may be another one. */
  touches(formulas: readonly Formula[]): boolean
}

/** Symbols as in formulas: quantities with `#` before them, identity as `=`. */
function symbolsIn(formula: Formula): string[] {
  const found: string[] = []
  eachSymbol(formula, (symbol) => void found.push(symbol))
  return found
}

interface Marked { readonly mark: string; readonly symbols: readonly string[]; readonly same: boolean }

/** Everything of a base that can carry a verdict, with what makes it this one. */
function* itemsOf(base: RuleBase): Generator<Marked> {
  for (const { hash, formula } of base.rules) yield { mark: `rule ${hash}`, symbols: symbolsIn(formula), same: false }
  for (const one of base.definitions) yield { mark: `define ${one.hash}`, symbols: symbolsIn(definitionFormula(one)), same: false }
  for (const one of base.defaults) yield { mark: `default ${one.hash}`, symbols: [...symbolsIn(one.when), ...symbolsIn(one.then), ...symbolsIn(one.unless)], same: false }
  for (const { relation } of base.closures) yield { mark: `closed ${relation}`, symbols: [relation], same: false }
  for (const { hash, literal } of base.facts) {
    yield { mark: `fact ${hash}`, symbols: literal.kind === 'same' ? ['='] : [literal.kind === 'atom' ? literal.relation : `#${literal.quantity}`], same: literal.kind === 'same' }
  }
  for (const symbol of base.quantities.values()) if (symbol.bounds?.low || symbol.bounds?.high) yield { mark: `bounds ${symbol.name} ${plain(symbol.bounds)}`, symbols: symbolsIn(boundsFormula(symbol)), same: false }
}

const plain = (value: unknown): string => JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one))

const meaning = ({ name, parameters, ...rest }: RelationSymbol | QuantitySymbol): string => plain({ name, parameters, ...('dimension' in rest ? { dimension: rest.dimension, date: rest.date } : {}) })
const words = (base: RuleBase): string =>
  plain([
    [...base.types.values()].map(({ name, also }) => [name, also]),
    [...base.entities.values()].map(({ name, type, also }) => [name, type, also]),
    [...base.relations.values()].map(({ place: _place, closed: _closed, ...of }) => of),
    [...base.quantities.values()].map(({ place: _place, ...of }) => of),
    // A day without a year is read by the years of the facts.
    base.facts.flatMap(({ literal }) => (literal.kind === 'quantity' && base.quantities.get(literal.quantity)?.date === true ? [literal.value.low] : [])),
  ])

/** Items of one base that the other has not, counted: two alike are two. */
function different(before: readonly Marked[], after: readonly Marked[]): Marked[] {
  const balance = new Map<string, { marked: Marked; count: number }>()
  const count = (marked: Marked, by: number): void => {
    const known = balance.get(marked.mark)
    if (known) known.count += by
    else balance.set(marked.mark, { marked, count: by })
  }
  for (const one of before) count(one, -1)
  for (const one of after) count(one, 1)
  return [...balance.values()].filter((one) => one.count !== 0).map(({ marked }) => marked)
}

class Components {
  readonly #parent = new Map<string, string>()
  root(of: string): string {
    let at = of
    for (let up = this.#parent.get(at); up !== undefined; up = this.#parent.get(at)) at = up
    if (at !== of) this.#parent.set(of, at)
    return at
  }
  join(symbols: readonly string[]): void {
    const [first, ...rest] = symbols
    if (first === undefined) return
    for (const symbol of rest) if (this.root(symbol) !== this.root(first)) this.#parent.set(this.root(symbol), this.root(first))
  }
}

/**
 * What the step from one base to the other reaches. Rules that share no symbol do not see each other, except through who there is:
 * a new or lost individual or type, a `same as`, and whatever hangs together with identity reaches everything.
 */
export function reachOf(before: CompiledBase, after: CompiledBase): Reach {
  const [old, now] = [before.base, after.base]
  const reading = words(old) !== words(now)
  const [oldItems, newItems] = [[...itemsOf(old)], [...itemsOf(now)]]
  const changed = different(oldItems, newItems)
  const symbols = new Set(changed.flatMap((one) => one.symbols))
  for (const map of ['relations', 'quantities'] as const) {
    const sign = map === 'quantities' ? '#' : ''
    for (const name of new Set([...old[map].keys(), ...now[map].keys()])) {
      const [was, is] = [old[map].get(name), now[map].get(name)]
      if (was === undefined || is === undefined || meaning(was) !== meaning(is)) symbols.add(`${sign}${name}`)
    }
  }
  const who = (base: RuleBase): string => plain([[...base.types.keys()].sort(), [...base.entities.values()].map(({ name, type }) => `${name}:${type}`).sort()])
  const components = new Components()
  for (const { symbols: own } of [...oldItems, ...newItems]) components.join(own)
  const everything = who(old) !== who(now) || before.promising !== after.promising || changed.some((one) => one.same || one.symbols.length === 0) ||
    [...symbols].some((symbol) => components.root(symbol) === components.root('='))
  const roots = new Set([...symbols].map((symbol) => components.root(symbol)))
  return {
    reading,
    touches: (formulas) => (everything ? symbols.size > 0 || changed.length > 0 || who(old) !== who(now) : formulas.some((formula) => symbolsIn(formula).some((symbol) => roots.has(components.root(symbol))))),
  }
}
