/** For a claim that is only possible: each thing that would decide it, as the line that states it, and what that line would do. */
import type { QuantitySymbol, RuleBase } from '../../../../shared/logic/base.ts'
import type { Expression, Formula } from '../../../../shared/logic/formula.ts'
import { parseFormula } from '../../../../shared/logic/parseFormula.ts'
import { printValue } from '../../../../shared/logic/printFormula.ts'
import { add, compare, multiply, rational, subtract, type Rational } from '../../../../shared/logic/rational.ts'
import { strictFormula } from '../compileBase.ts'
import type { CompiledBase } from '../compiled.ts'
import { effortOf } from '../effort.ts'
import { decideStrict } from '../strict.ts'
import type { Solver } from '../solver.ts'
import { viewOf } from '../view.ts'

export interface Decider {
  readonly atom: string
  /** The line that states it. The value of a quantity is for the person to fill in: `?` stands for it. */
  readonly fact: string
  readonly denied?: string
  /** What knowing it would do. */
  readonly says?: string
}

interface Surroundings {
  readonly asOf: string
  readonly solver: Solver
  readonly signal?: AbortSignal | undefined
}

/** Effort for one supposition, and milliseconds after which no other is tried. */
const EACH = 200
const ALL = 900
const MOST_THRESHOLDS = 3

type Settled = 'proved' | 'refuted' | 'open'

/** What the claim would be if this were known too. */
async function supposing(compiled: CompiledBase, known: Formula, claim: Formula, { asOf, solver }: Surroundings): Promise<Settled> {
  const means = { solver, ...effortOf(EACH) }
  const { verdict } = await decideStrict(viewOf(compiled, asOf), { kind: 'implies', left: known, right: claim }, means)
  const denied = await decideStrict(viewOf(compiled, asOf), { kind: 'implies', left: known, right: { kind: 'not', of: claim } }, means)
  // From what cannot be, both would follow.
  if (verdict === denied.verdict) return 'open'
  return verdict === 'proved' ? 'proved' : denied.verdict === 'proved' ? 'refuted' : 'open'
}

/** In the order given; those that time does not allow to be tried come without `says`. */
export async function deciders(compiled: CompiledBase, claim: Formula, atoms: readonly string[], surroundings: Surroundings): Promise<Decider[]> {
  const started = performance.now()
  const found: Decider[] = []
  for (const atom of atoms) {
    surroundings.signal?.throwIfAborted()
    const timely = performance.now() - started < ALL
    const parsed = parseFormula(atom, compiled.base)
    if ('formula' in parsed) {
      const { formula } = parsed
      const says = timely ? sayBoth(await supposing(compiled, formula, claim, surroundings), await supposing(compiled, { kind: 'not', of: formula }, claim, surroundings)) : undefined
      found.push({ atom, fact: `fact ${atom}`, denied: `fact not ${atom}`, ...(says === undefined ? {} : { says }) })
      continue
    }
    const quantity = quantityOf(atom, compiled.base)
    if (quantity === undefined) continue
    const says = timely ? await thresholds(compiled, quantity, claim, surroundings) : undefined
    const unit = quantity.symbol.date || quantity.symbol.unit === undefined ? '' : ` ${quantity.symbol.unit.symbol}`
    found.push({ atom, fact: `fact ${atom} = ?${unit}`, ...(says === undefined ? {} : { says }) })
  }
  return found
}

const WORD: Readonly<Record<'proved' | 'refuted', string>> = { proved: 'the claim is proved', refuted: 'the claim is refuted' }

function sayBoth(ifSo: Settled, ifNot: Settled): string | undefined {
  const parts = [ifSo === 'open' ? '' : `if it is so, ${WORD[ifSo]}`, ifNot === 'open' ? '' : `if it is not so, ${WORD[ifNot]}`].filter((part) => part !== '')
  return parts.length === 0 ? undefined : `${parts.join('; ').replace(/^i/, 'I')}.`
}

interface NamedQuantity { readonly symbol: QuantitySymbol; readonly expression: Expression }

function quantityOf(printed: string, base: RuleBase): NamedQuantity | undefined {
  const match = /^([\p{L}_][\p{L}\p{M}\p{N}_]*)(?:\((.*)\))?$/u.exec(printed)
  const symbol = base.quantities.get(match?.[1] ?? '')
  if (symbol === undefined) return undefined
  const args = match?.[2] === undefined ? [] : match[2].split(',').map((name) => ({ kind: 'entity' as const, name: name.trim() }))
  return args.every(({ name }) => base.entities.has(name)) ? { symbol, expression: { kind: 'quantity', quantity: symbol.name, args } } : undefined
}

/** The numbers with which rules, definitions and the claim compare this quantity. */
function constantsFor(compiled: CompiledBase, claim: Formula, quantity: string): Rational[] {
  const found = new Map<string, Rational>()
  const mentions = (one: Expression): boolean => one.kind === 'quantity' ? one.quantity === quantity : one.kind === 'number' ? false : one.kind === 'negate' ? mentions(one.of) : one.kind === 'shiftMonths' ? mentions(one.date) : mentions(one.left) || mentions(one.right)
  const put = (value: Rational): void => void found.set(`${value.n}/${value.d}`, value)
  const visit = (one: Formula): void => {
    switch (one.kind) {
      case 'compare':
        if (mentions(one.left) && one.right.kind === 'number') put(one.right.value)
        if (mentions(one.right) && one.left.kind === 'number') put(one.left.value)
        return
      case 'within':
        if (!mentions(one.expression)) return
        if (one.interval.low) put(one.interval.low)
        if (one.interval.high) put(one.interval.high)
        return
      case 'not':
        return visit(one.of)
      case 'and':
      case 'or':
        return one.of.forEach(visit)
      case 'xor':
      case 'implies':
      case 'iff':
        visit(one.left)
        return visit(one.right)
      case 'forall':
      case 'exists':
        return visit(one.body)
      default:
    }
  }
  visit(claim)
  for (const item of compiled.items) {
    const formula = strictFormula(item)
    if (formula) visit(formula)
  }
  return [...found.values()].sort(compare).slice(0, MOST_THRESHOLDS)
}

/** What holds below, at and above each number that the rules compare it with. */
async function thresholds(compiled: CompiledBase, { symbol, expression }: NamedQuantity, claim: Formula, surroundings: Surroundings): Promise<string | undefined> {
  const constants = constantsFor(compiled, claim, symbol.name)
  if (constants.length === 0) return undefined
  const above = (value: Rational): Formula => ({ kind: 'compare', operator: '>', left: expression, right: { kind: 'number', value } })
  const below = (value: Rational): Formula => ({ kind: 'compare', operator: '<', left: expression, right: { kind: 'number', value } })
  const parts: string[] = []
  const first = constants[0] as Rational
  const last = constants.at(-1) as Rational
  const low = await supposing(compiled, below(first), claim, surroundings)
  if (low !== 'open') parts.push(`below ${printValue(first, symbol)} ${WORD[low]}`)
  for (let at = 0; at + 1 < constants.length; at++) {
    const [from, to] = [constants[at] as Rational, constants[at + 1] as Rational]
    // One value in between stands for all of them: nothing is compared inside.
    const middle = symbol.date ? add(from, rational(1)) : multiply(add(from, to), rational(1, 2))
    if (compare(subtract(to, middle), rational(0)) <= 0) continue
    const between = await supposing(compiled, { kind: 'and', of: [above(from), below(to)] }, claim, surroundings)
    if (between !== 'open') parts.push(`between ${printValue(from, symbol)} and ${printValue(to, symbol)} ${WORD[between]}`)
  }
  const high = await supposing(compiled, above(last), claim, surroundings)
  if (high !== 'open') parts.push(`above ${printValue(last, symbol)} ${WORD[high]}`)
  return parts.length === 0 ? undefined : `${parts.join('; ').replace(/^./, (letter) => letter.toUpperCase())}.`
}
