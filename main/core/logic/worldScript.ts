/**
 * Writes that a theory and a claim hold in one world of a given shape, every quantifier written out: `sat` shows that they can.
 *
 * A world is everyone named, some unnamed individuals, and some endless chains …, -1, 0, 1, … of unnamed ones, all different.
 * What holds between members of chains depends only on which chains they are of and on their distance, a distance beyond
 * `reach` counting as `reach`: moving all chains along by one changes nothing. So a rule like "everyone has an older
 * parent, and nobody is older than themselves", which no finite world obeys, can be seen to be obeyed.
 *
 * Why a finite text suffices. Call B a bound of a formula if its truth depends only on the distances between the chain
 * members in it, cut off at B. Atoms have the bound `reach`. `some` is written out over chain members at most 1 from those
 * spoken of, which is enough to be true, and has the bound B + 1 of its body's B. `every` must mean all members: one further
 * than B + 1 from all that are spoken of has the same cut-off distances as one just B + 1 away, so those up to B + 1 suffice;
 * two members more than 2 B apart allow the same in between, so the bound is 2 B + 1. Where no chain member is spoken of
 * yet, member 0 stands for all, because the chains can be moved along.
 */
import type { Formula, TypedVariable } from '../../../shared/logic/formula.ts'
import { FormulaWriter, join, type Scope } from './formulaWriter.ts'
import type { Theory } from './theory.ts'

export interface WorldShape {
  /** Unnamed individuals beside the named ones. */
  readonly fresh: number
  readonly chains: number
  /** How far along a chain is told apart: 1 knows only before and after, 2 also the neighbours. */
  readonly reach: number
}

/** Atoms and comparisons that a script may hold: beyond, it would take longer than it is worth. */
const MOST_LEAVES = 60_000

/** The chain member's chain and place; undefined for anyone else. */
function placeOf(individual: string): { chain: string; at: number } | undefined {
  const cut = individual.indexOf('@')
  return cut < 0 ? undefined : { chain: individual.slice(0, cut), at: Number(individual.slice(cut + 1)) }
}

class WorldWriter extends FormulaWriter {
  readonly #shape: WorldShape
  readonly #single: readonly string[]
  readonly #chains: readonly string[]
  readonly #constants = new Map<string, string>()
  readonly #types = new Set<string>()
  #leaves = 0

  constructor(theory: Theory, shape: WorldShape) {
    super(theory)
    this.#shape = shape
    const numbered = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${prefix}${at}`)
    this.#single = [...theory.people.map((id) => `i${id}`), ...numbered('n', shape.fresh)]
    this.#chains = numbered('c', shape.chains)
  }

  protected apply(symbol: string, args: readonly string[], sort: string): string {
    if (++this.#leaves > MOST_LEAVES) throw new RangeError('too long to write out')
    const { reach } = this.#shape
    const places = args.map(placeOf)
    const onChain = places.filter((p) => p !== undefined)
    const apart = onChain.flatMap((a, i) => onChain.slice(i + 1).map((b) => Math.max(-reach, Math.min(reach, b.at - a.at))))
    const key = [symbol, ...args.map((a, i) => places[i]?.chain ?? a), ...apart].join(' ')
    let name = this.#constants.get(key)
    if (!name) {
      this.#constants.set(key, (name = this.fresh('p')))
      this.declared.push(`(declare-const ${name} ${sort})`)
    }
    return name
  }

  protected same(left: string, right: string): string { return String(left === right) }
  protected fixed(): boolean { return true }

  #isOfType(individual: string, type: string): string {
    if (type === 'Thing') return 'true'
    if (individual.startsWith('i')) return String(this.theory.view.isOfType(Number(individual.slice(1)), type))
    this.#types.add(type)
    return this.apply(`:${type}`, [individual], 'Bool')
  }

  /** A bound as in the head of this file. */
  #bound(formula: Formula, positive: boolean): number {
    const { reach } = this.#shape
    switch (formula.kind) {
      case 'not': return this.#bound(formula.of, !positive)
      case 'and': case 'or': return Math.max(reach, ...formula.of.map((f) => this.#bound(f, positive)))
      case 'implies': return Math.max(this.#bound(formula.left, !positive), this.#bound(formula.right, positive))
      case 'xor': case 'iff': return Math.max(...[true, false].flatMap((p) => [this.#bound(formula.left, p), this.#bound(formula.right, p)]))
      case 'forall': case 'exists': {
        let bound = this.#bound(formula.body, positive)
        for (const _ of formula.variables) bound = (formula.kind === 'forall') === positive ? 2 * bound + 1 : bound + 1
        return bound
      }
      default: return reach
    }
  }

  protected quantifier(variables: readonly TypedVariable[], body: Formula, every: boolean, positive: boolean, scope: Scope): string {
    const conjunction = every === positive
    const [first, ...rest] = variables
    if (!first) return this.text(body, positive, scope)
    const remaining: Formula = { kind: every ? 'forall' : 'exists', variables: rest, body }
    const parts: string[] = []
    for (const value of [...this.#single, ...this.#chainMembers(scope, conjunction ? this.#bound(remaining, positive) + 1 : 1)]) {
      const typed = this.#isOfType(value, first.type)
      if (typed === 'false') continue
      const inside = this.quantifier(rest, body, every, positive, new Map(scope).set(first.name, value))
      parts.push(join(!conjunction, conjunction ? [typed === 'true' ? 'false' : `(not ${typed})`, inside] : [typed, inside]))
    }
    return join(conjunction, parts)
  }

  #chainMembers(scope: Scope, within: number): string[] {
    const spokenOf = new Set([...scope.values()].flatMap((v) => placeOf(v)?.at ?? []))
    const places = new Set<number>(spokenOf.size === 0 ? [0] : [])
    for (const at of spokenOf) for (let by = -within; by <= within; by++) places.add(at + by)
    return this.#chains.flatMap((chain) => [...places].map((at) => `${chain}@${at}`))
  }

  script(claim: Formula, positive: boolean): string | undefined {
    const lines = [...this.theory.said.map(({ formula }) => this.text(formula, true, new Map())), this.text(claim, positive, new Map())]
    if (this.relaxed) return undefined
    const unnamed = [...this.#single.filter((s) => s.startsWith('n')), ...this.#chains.map((c) => `${c}@0`)]
    // Nobody is without type where one is asked for, nobody unnamed has two, and no type is empty.
    for (const type of this.#types) {
      if (this.theory.people.some((id) => this.theory.view.isOfType(id, type))) continue
      lines.push(join(false, unnamed.map((one) => this.#isOfType(one, type))))
    }
    for (const one of unnamed) {
      const types = [...this.#types].map((type) => this.#isOfType(one, type))
      types.forEach((a, at) => { for (const b of types.slice(at + 1)) lines.push(`(not (and ${a} ${b}))`) })
    }
    return [...this.declared, ...lines.map((line) => `(assert ${line})`), '(check-sat)'].join('\n')
  }
}

/** Undefined where the text would be too long, or where it could not be exact. */
export function worldScript(theory: Theory, claim: Formula, positive: boolean, shape: WorldShape): string | undefined {
  try {
    return new WorldWriter(theory, shape).script(claim, positive)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
