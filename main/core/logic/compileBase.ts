/** Prepares a rule base once, so that a thousand claims on it pay for that once: clauses, and an index of what mentions what. */
import type { Definition, Place, QuantitySymbol, RuleBase } from '../../../shared/logic/base.ts'
import type { Formula, Term } from '../../../shared/logic/formula.ts'
import { hasSkolem, type Clause } from './clause.ts'
import { clausify } from './clausify.ts'
import { closedStrata } from './closedStrata.ts'
import type { CompiledBase, Item, Occurrence } from './compiled.ts'
import { indexClause } from './indexClause.ts'

const NOWHERE: Place = { file: '', line: 0, start: 0, end: 0 }

/** The formula that a definition asserts, over its own variables. */
export function definitionFormula(definition: Definition): Formula {
  const { body, variables } = definition
  const inner: Formula = body.kind === 'quantity'
    ? { kind: 'compare', operator: '=', left: body.head, right: body.value }
    : { kind: 'iff', left: body.head, right: body.value }
  return variables.length > 0 ? { kind: 'forall', variables, body: inner } : inner
}

/** The formula that a quantity's bounds assert of everything. */
export function boundsFormula(symbol: QuantitySymbol): Formula {
  const variables = symbol.parameters.map((type, at) => ({ name: `x${at + 1}`, type }))
  const args = variables.map((v): Term => ({ kind: 'variable', name: v.name }))
  const body: Formula = { kind: 'within', expression: { kind: 'quantity', quantity: symbol.name, args }, interval: symbol.bounds ?? {}, about: false }
  return variables.length > 0 ? { kind: 'forall', variables, body } : body
}

/** The strict formula of an item; undefined for defaults, closures and facts. */
export function strictFormula(item: Item): Formula | undefined {
  if (item.kind === 'rule') return item.rule.formula
  if (item.kind !== 'define') return undefined
  return item.definition ? definitionFormula(item.definition) : item.bounded && boundsFormula(item.bounded)
}

/** Compiles the whole base; never fails on a base that elaborated. */
export function compileBase(base: RuleBase): CompiledBase {
  const individualNamed = new Map<string, number>()
  const individuals = [...base.entities.values()].map(({ name, type }, id) => {
    individualNamed.set(name, id)
    return { name, type }
  })
  const items: Item[] = []
  for (const rule of base.rules) items.push({ kind: 'rule', id: rule.id, place: rule.place, rule })
  for (const definition of base.definitions) items.push({ kind: 'define', id: definition.id, place: definition.place, definition })
  for (const symbol of base.quantities.values()) {
    if (symbol.bounds?.low || symbol.bounds?.high) items.push({ kind: 'define', id: `define:${symbol.name}`, place: symbol.place ?? NOWHERE, bounded: symbol })
  }
  const defaultItems: number[] = []
  for (const rule of base.defaults) defaultItems.push(items.push({ kind: 'default', id: rule.id, place: rule.place, rule }) - 1)
  const closedItem = new Map<string, number>()
  for (const closure of base.closures) closedItem.set(closure.relation, items.push({ kind: 'closed', id: closure.id, place: closure.place, closure }) - 1)

  const individual = (name: string): number => {
    const id = individualNamed.get(name)
    if (id === undefined) throw new Error(`the base names no entity ${name}`)
    return id
  }
  const clauses: Clause[] = []
  const formulas: Formula[] = []
  const clausesOfItem = new Map<number, Clause[]>()
  const occurrences = new Map<string, Occurrence[]>()
  items.forEach((item, number) => {
    const formula = strictFormula(item)
    if (!formula) return
    formulas.push(formula)
    const own = clausify(formula, { item: number, individual, label: `s${number}`, guard: 'instance' })
    clausesOfItem.set(number, own)
    for (const clause of own) {
      clauses.push(clause)
      indexClause(clause, occurrences)
    }
  })
  const boundaries = new Set<string>()
  for (const fact of base.facts) {
    if (fact.validFrom) boundaries.add(fact.validFrom)
    if (fact.validTo) boundaries.add(fact.validTo)
  }
  return { base, items, firstFact: items.length, individuals, individualNamed, clauses, promising: clauses.some(hasSkolem), clausesOfItem, occurrences, closedItem, closedStrata: closedStrata(formulas, [...closedItem.keys()]), defaultItems, boundaries: [...boundaries].sort(), views: new Map() }
}

export function itemOf(compiled: CompiledBase, number: number): Item {
  const item = compiled.items[number]
  if (item) return item
  const fact = compiled.base.facts[number - compiled.firstFact]
  if (!fact) throw new RangeError(`no item has the number ${number}`)
  return { kind: 'fact', id: fact.id, place: fact.place, fact }
}
