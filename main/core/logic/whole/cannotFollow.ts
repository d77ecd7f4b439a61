/** Tells cheaply of most rules that nothing else could entail them, so that the search for superfluous rules asks the engine only about the others. */
import type { Formula } from '../../../../shared/logic/formula.ts'
import { eachQuantity, hasSkolem, SAME, type Clause, type Numeric, type QuantityRef, type TermRef } from '../clause.ts'
import { clausify } from '../clausify.ts'
import { itemOf } from '../compileBase.ts'
import type { CompiledBase } from '../compiled.ts'

/** A clause by its symbols: `2 r` for a relation that it affirms, `2 r + 1` for one that it denies. */
interface Lean {
  readonly item: number
  readonly signs: readonly number[]
  readonly quantities: readonly string[]
  readonly identity: boolean
  /** Holds of everyone; a fact about named things does not, and cannot clash with somebody new. */
  readonly universal: boolean
  /** What is not stated is false: no truth of the relation satisfies it. */
  readonly fixed: boolean
}

/** Answers `true` only if the formula certainly does not follow from the base without the items of these ids. */
export type CannotFollow = (formula: Formula, without: ReadonlySet<string>, closures: boolean) => boolean

const named = (term: TermRef): boolean => term.kind === 'individual'

function quantitiesOf(clause: Clause): string[] {
  const found: string[] = []
  for (const literal of clause.literals) if (literal.kind === 'compare') for (const side of [literal.left, literal.right]) eachQuantity(side, ({ quantity }) => void found.push(quantity))
  return found
}

const simple = (one: Numeric<QuantityRef>, other: Numeric<QuantityRef>): boolean => one.kind === 'quantity' && other.kind === 'number'

/** Whether some individual that nobody speaks of could break this clause, were nothing else said of its symbols. */
function breakable(clause: Clause): boolean {
  if (hasSkolem(clause) || clause.variables.length === 0) return false
  const quantities = quantitiesOf(clause)
  const seen = new Set<string>()
  return new Set(quantities).size === quantities.length && clause.literals.every((literal) => {
    if (literal.kind === 'compare') return simple(literal.left, literal.right) || simple(literal.right, literal.left)
    const again = seen.has(literal.relation)
    seen.add(literal.relation)
    return literal.relation !== SAME && literal.args.length > 0 && !again && !literal.args.some(named)
  }) && clause.literals.every((literal) => literal.kind === 'atom' || [literal.left, literal.right].every((side) => {
    let free = true
    eachQuantity(side, ({ args }) => {
      if (args.length === 0 || args.some(named)) free = false
    })
    return free
  }))
}

/**
 * A clause whose relation is never denied (or never affirmed) anywhere can be satisfied by making the relation true (or false) of
 * everyone, and is left out; so is what becomes like it. What is then left is a base of its own: if it shares no symbol with the
 * denial of the formula, somebody new can break the formula beside it.
 */
export function cannotFollowIn(compiled: CompiledBase): CannotFollow {
  const numberOf = new Map<string, number>()
  const relation = (name: string): number => {
    const known = numberOf.get(name)
    if (known !== undefined) return known
    numberOf.set(name, numberOf.size)
    return numberOf.size - 1
  }
  const sign = (name: string, positive: boolean): number => 2 * relation(name) + (positive ? 0 : 1)
  const leaning = (clause: Clause): Lean => ({
    item: clause.item, quantities: quantitiesOf(clause), universal: true, fixed: false,
    identity: clause.literals.some((literal) => literal.kind === 'atom' && literal.relation === SAME),
    signs: clause.literals.flatMap((literal) => (literal.kind === 'atom' && literal.relation !== SAME ? [sign(literal.relation, literal.positive)] : [])),
  })
  const clauses: Lean[] = compiled.clauses.map(leaning)
  compiled.base.facts.forEach(({ literal }, at) => {
    const fact = { item: compiled.firstFact + at, universal: literal.kind !== 'same' && literal.args.length === 0, fixed: false, identity: literal.kind === 'same' }
    clauses.push({ ...fact, quantities: literal.kind === 'quantity' ? [literal.quantity] : [], signs: literal.kind === 'atom' ? [sign(literal.relation, literal.positive)] : [] })
  })
  for (const [name, item] of compiled.closedItem) clauses.push({ item, quantities: [], signs: [sign(name, false)], identity: false, universal: true, fixed: true })
  const clausesOf = new Map<number, number[]>()
  clauses.forEach(({ signs }, at) => signs.forEach((one) => (clausesOf.get(one) ?? clausesOf.set(one, []).get(one) as number[]).push(at)))
  const individual = (name: string): number => compiled.individualNamed.get(name) ?? 0

  const breaks = (clause: Clause, gone: (clause: Lean) => boolean): boolean => {
    if (!breakable(clause)) return false
    const own = leaning(clause)
    const counts = new Int32Array(2 * numberOf.size + 2)
    const removed = new Uint8Array(clauses.length)
    clauses.forEach((one, at) => {
      if (gone(one)) removed[at] = 1
      else for (const s of one.signs) counts[s] = (counts[s] ?? 0) + 1
    })
    // The denial of the clause speaks of somebody new.
    for (const s of own.signs) counts[s ^ 1] = (counts[s ^ 1] ?? 0) + 1
    const open = Array.from({ length: numberOf.size }, (_, r) => r)
    for (let r = open.pop(); r !== undefined; r = open.pop()) {
      for (const s of [2 * r, 2 * r + 1]) {
        if ((counts[s] ?? 0) === 0 || (counts[s ^ 1] ?? 0) > 0) continue
        for (const at of clausesOf.get(s) ?? []) {
          if (removed[at] === 1 || clauses[at]?.fixed === true) continue
          removed[at] = 1
          for (const other of clauses[at]?.signs ?? []) {
            counts[other] = (counts[other] ?? 1) - 1
            open.push(other >> 1)
          }
        }
      }
    }
    const touched = new Set(own.signs.map((s) => s >> 1))
    const quantities = new Set(own.quantities)
    return clauses.every((one, at) => removed[at] === 1 || (!one.identity && !(one.universal && (one.signs.some((s) => touched.has(s >> 1)) || one.quantities.some((q) => quantities.has(q))))))
  }

  return (formula, without, closures) => {
    const gone = ({ item }: Lean): boolean => {
      const found = itemOf(compiled, item)
      return without.has(found.id) || (found.kind === 'closed' && !closures)
    }
    const asked = clausify(formula, { item: -1, individual, label: 'asked', guard: 'literal' })
    return asked.some((clause) => breaks(clause, gone))
  }
}
