/** Everything strict that bears on a formula, as plain first-order formulas: rules, definitions, facts, and closed relations written out as their tuples. */
import type { Expression, Formula, Term } from '../../../shared/logic/formula.ts'
import { itemOf, strictFormula } from './compileBase.ts'
import type { View } from './compiled.ts'
import { relevantItems } from './relevant.ts'
import { eachSymbol } from './substitute.ts'

export interface Theory {
  readonly view: View
  /** Canonical numbers of every named individual that is spoken of, sorted. */
  readonly people: readonly number[]
  readonly said: readonly { readonly item: number; readonly formula: Formula }[]
}

/** The tuples of a closed relation, where it is certain that they are all. */
export type TuplesOf = (relation: string) => (readonly number[])[] | undefined

/**
 * The theory about a formula, its rules chosen by shared symbols (`undefined`: all rules).
 * Undefined where a closed relation cannot be written out, for closure is no first-order matter,
 * or where a division stands under an inner quantifier.
 */
export function theoryAbout(view: View, formula: Formula | undefined, named: Iterable<number>, tuplesOf: TuplesOf): Theory | undefined {
  const { compiled } = view
  const everything = formula === undefined
  const { items, symbols } = everything ? allItems(view) : relevantItems(view, formula)
  const people = new Set(named)
  const said: { item: number; formula: Formula }[] = []
  const say = (item: number, formula: Formula): void => {
    said.push({ item, formula })
    eachSymbol(formula, (_, args) => { for (const t of args) if (t.kind === 'entity') people.add(personNamed(view, t.name)) })
  }
  if (formula) eachSymbol(formula, (_, args) => { for (const t of args) if (t.kind === 'entity') people.add(personNamed(view, t.name)) })
  for (const item of items) {
    const strict = strictFormula(itemOf(compiled, item))
    if (!strict) continue
    const guarded = guardInstances(strict)
    if (!guarded) return undefined
    say(item, guarded)
  }
  for (const symbol of symbols) {
    for (const { item, fact } of view.factsOf(symbol.startsWith('#') ? symbol.slice(1) : symbol)) {
      const { literal } = fact
      if (literal.kind === 'atom') {
        const atom: Formula = { kind: 'atom', relation: literal.relation, args: literal.args }
        say(item, literal.positive ? atom : { kind: 'not', of: atom })
      } else if (literal.kind === 'quantity') {
        say(item, { kind: 'within', expression: { kind: 'quantity', quantity: literal.quantity, args: literal.args }, interval: literal.value, about: literal.about })
      }
    }
  }
  for (const [relation, item] of compiled.closedItem) {
    if (!symbols.has(relation) || (view.only && !view.only.has(item))) continue
    const tuples = tuplesOf(relation)
    if (!tuples) return undefined
    say(item, closureOf(view, relation, tuples))
  }
  standIns(view, [formula, ...said.map((s) => s.formula)], people)
  return { view, people: [...people].sort((a, b) => a - b), said }
}

/**
 * Who is not spoken of can be like another of the same type, so one of each type will do,
 * unless identity is spoken of: then everyone counts.
 */
function standIns(view: View, formulas: readonly (Formula | undefined)[], people: Set<number>): void {
  let identity = false
  for (const formula of formulas) if (formula) eachSymbol(formula, (symbol) => { identity ||= symbol === '=' })
  const types = new Set<string>()
  for (const id of view.members('Thing')) {
    const { type } = view.compiled.individuals[id] as { type: string }
    if (people.has(id) || (types.has(type) && !identity)) continue
    types.add(type)
    people.add(id)
  }
}

export function personNamed(view: View, name: string): number {
  return view.canonical(view.compiled.individualNamed.get(name) ?? -1)
}

function allItems({ compiled, only }: View): { items: number[]; symbols: Set<string> } {
  const items = compiled.items.flatMap((_, item) => (!only || only.has(item) ? [item] : []))
  return { items, symbols: new Set([...compiled.base.relations.keys(), ...[...compiled.base.quantities.keys()].map((q) => `#${q}`)]) }
}

/** That the relation holds of these tuples at most. */
function closureOf(view: View, relation: string, tuples: readonly (readonly number[])[]): Formula {
  const { individuals, base } = view.compiled
  const arity = base.relations.get(relation)?.parameters.length ?? 0
  const variables = Array.from({ length: arity }, (_, at) => ({ name: `z${at}`, type: 'Thing' }))
  const args = variables.map(({ name }): Term => ({ kind: 'variable', name }))
  const among = tuples.map((tuple): Formula => ({
    kind: 'and', of: tuple.map((id, at): Formula => ({ kind: 'same', left: args[at] as Term, right: { kind: 'entity', name: individuals[id]?.name ?? '' } })),
  }))
  const body: Formula = { kind: 'or', of: [{ kind: 'not', of: { kind: 'atom', relation, args } }, ...among] }
  return arity === 0 ? body : { kind: 'forall', variables, body }
}

/** A rule's instance says nothing where a denominator is 0: the whole of it is guarded, not the comparison alone. */
function guardInstances(formula: Formula): Formula | undefined {
  const found = denominatorsOf(formula)
  if (found.length === 0) return formula
  const outer = new Set<string>()
  const wrap = (f: Formula): Formula | undefined => {
    if (f.kind === 'forall') {
      for (const { name } of f.variables) outer.add(name)
      const body = wrap(f.body)
      return body && { ...f, body }
    }
    if (found.some((d) => termsOf(d).some((t) => t.kind === 'variable' && !outer.has(t.name)))) return undefined
    const zero = { kind: 'number', value: { n: 0n, d: 1n } } as const
    return { kind: 'or', of: [f, ...found.map((left): Formula => ({ kind: 'compare', operator: '=', left, right: zero }))] }
  }
  return wrap(formula)
}

function termsOf(e: Expression): readonly Term[] {
  switch (e.kind) {
    case 'number': return []
    case 'quantity': return e.args
    case 'negate': return termsOf(e.of)
    case 'shiftMonths': return termsOf(e.date)
    default: return [...termsOf(e.left), ...termsOf(e.right)]
  }
}

/** Every denominator that might be 0. */
export function denominators(e: Expression): Expression[] {
  switch (e.kind) {
    case 'number': case 'quantity': return []
    case 'negate': return denominators(e.of)
    case 'shiftMonths': return denominators(e.date)
    case 'divide': return [...(e.right.kind === 'number' && e.right.value.n !== 0n ? [] : [e.right]), ...denominators(e.left), ...denominators(e.right)]
    default: return [...denominators(e.left), ...denominators(e.right)]
  }
}

function denominatorsOf(formula: Formula): Expression[] {
  switch (formula.kind) {
    case 'true': case 'false': case 'atom': case 'same': return []
    case 'compare': return [...denominators(formula.left), ...denominators(formula.right)]
    case 'within': return denominators(formula.expression)
    case 'not': return denominatorsOf(formula.of)
    case 'and': case 'or': return formula.of.flatMap(denominatorsOf)
    case 'xor': case 'implies': case 'iff': return [...denominatorsOf(formula.left), ...denominatorsOf(formula.right)]
    case 'forall': case 'exists': return denominatorsOf(formula.body)
  }
}
