/** Prints core formulas back into the language, numbers in the unit of the quantity that they are compared with. */
import type { QuantitySymbol, RuleBase, Unit } from './base.ts'
import { isoOfDay } from './dates.ts'
import { DAYS, PER_DAY } from './elaborateExpression.ts'
import type { Expression, Formula, Interval, Term, TypedVariable } from './formula.ts'
import { add, compare, equals, multiply, rational, subtract, toDecimal, type Rational } from './rational.ts'
import { fromBase } from './units.ts'
import { THING } from './vocabulary.ts'

type Quantities = Pick<RuleBase, 'quantities'>

const LEVEL: Readonly<Record<Formula['kind'], number>> = { forall: 0, exists: 0, iff: 1, implies: 2, or: 3, xor: 3, and: 4, not: 5, compare: 6, same: 6, within: 6, atom: 9, true: 9, false: 9 }

/** A number with as many digits as it needs; a fraction that has no finite decimal form is written as a division. */
function plainNumber(value: Rational): string {
  const text = toDecimal(value, 15)
  return value.d === 1n || /^[1-9]\d*$/.test(String(value.d)) && exactDecimal(value.d) ? text : `${value.n} / ${value.d}`
}

function exactDecimal(denominator: bigint): boolean {
  let rest = denominator
  while (rest % 10n === 0n) rest /= 10n
  while (rest % 2n === 0n) rest /= 2n
  while (rest % 5n === 0n) rest /= 5n
  return rest === 1n && denominator <= 10n ** 15n
}

const DATE_MARK = 'date'

function dateText(value: Rational): string {
  return value.d === 1n ? isoOfDay(Number(value.n)) : `${isoOfDay(Math.floor(Number(value.n) / Number(value.d)))}`
}

/** A base magnitude as it is written for a quantity: `52 kW`, `0.95`, `2026-03-14`. */
export function printValue(value: Rational, quantity: Pick<QuantitySymbol, 'date' | 'unit'> | undefined): string {
  return quantity?.date === true ? dateText(value) : withUnit(value, quantity?.unit)
}

function withUnit(value: Rational, unit: Unit | undefined): string {
  if (unit?.symbol === DATE_MARK) return dateText(value)
  const number = plainNumber(fromBase(value, unit))
  return unit === undefined ? number : number.includes('/') ? `${toDecimal(fromBase(value, unit), 12)} ${unit.symbol}` : `${number} ${unit.symbol}`
}

/** The first quantity whose own dimension an expression has, through sums only: it lends its unit to bare numbers. */
function lender(expression: Expression, base: Quantities): QuantitySymbol | undefined {
  switch (expression.kind) {
    case 'quantity':
      return base.quantities.get(expression.quantity)
    case 'add':
    case 'subtract':
      return lender(expression.left, base) ?? lender(expression.right, base)
    case 'negate':
      return lender(expression.of, base)
    case 'shiftMonths':
      return lender(expression.date, base)
    default:
      return undefined
  }
}

const term = (one: Term): string => one.name

function call(name: string, args: readonly Term[]): string {
  return args.length === 0 ? name : `${name}(${args.map(term).join(', ')})`
}

const isPerDay = (expression: Expression): boolean => expression.kind === 'number' && expression.unit?.symbol === PER_DAY.symbol

function printExpression(expression: Expression, base: Quantities, lent: QuantitySymbol | undefined, least = 0): string {
  const bracket = (level: number, text: string): string => (level < least ? `(${text})` : text)
  switch (expression.kind) {
    case 'number': {
      const { value, unit } = expression
      const text = lent !== undefined && (unit === undefined || unit.symbol !== DAYS.symbol) ? printValue(value, lent) : withUnit(value, unit)
      return text.startsWith('-') || text.includes(' / ') ? bracket(text.includes(' / ') ? 2 : 3, text) : text
    }
    case 'quantity':
      return call(expression.quantity, expression.args)
    case 'negate':
      return bracket(3, `-${printExpression(expression.of, base, lent, 4)}`)
    case 'add':
    case 'subtract':
      return bracket(1, `${printExpression(expression.left, base, lent, 1)} ${expression.kind === 'add' ? '+' : '-'} ${printExpression(expression.right, base, lent, 2)}`)
    case 'multiply':
    case 'divide':
      if (isPerDay(expression.right)) return printExpression(expression.left, base, undefined, least)
      return bracket(2, `${printExpression(expression.left, base, undefined, 2)} ${expression.kind === 'multiply' ? '*' : '/'} ${printExpression(expression.right, base, undefined, 3)}`)
    case 'shiftMonths': {
      const months = Math.abs(expression.months)
      const amount = months % 12 === 0 ? `${months / 12} years` : `${months} months`
      return bracket(1, `${printExpression(expression.date, base, lent, 1)} ${expression.months < 0 ? '-' : '+'} ${amount}`)
    }
  }
}

function printWithin(expression: Expression, interval: Interval, about: boolean, base: Quantities): string {
  const quantity = lender(expression, base)
  const subject = printExpression(expression, base, quantity)
  const { low, high } = interval
  if (low !== undefined && high !== undefined) {
    const middle = multiply(add(low, high), rational(1, 2))
    if (about) return `${subject} = about ${printValue(middle, quantity)}`
    if (equals(low, high) || isRounding(low, high, middle, quantity)) return `${subject} = ${printValue(middle, quantity)}`
  }
  const parts: string[] = []
  if (low !== undefined) parts.push(`${subject} ${interval.lowOpen === true ? '>' : '>='} ${printValue(low, quantity)}`)
  if (high !== undefined) parts.push(`${subject} ${interval.highOpen === true ? '<' : '<='} ${printValue(high, quantity)}`)
  return parts.length === 0 ? `${subject} = ${subject}` : parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' and ')})`
}

/** Whether the interval is what a rounded number means: half a unit of its last digit to either side. */
function isRounding(low: Rational, high: Rational, middle: Rational, quantity: QuantitySymbol | undefined): boolean {
  const width = subtract(fromBase(high, quantity?.unit), fromBase(low, quantity?.unit))
  const centre = fromBase(middle, quantity?.unit)
  const powerOfTen = width.n > 0n && /^10*$/.test(String(width.n)) && /^10*$/.test(String(width.d))
  const steps = powerOfTen ? multiply(centre, rational(width.d, width.n)) : undefined
  return steps !== undefined && steps.d === 1n && compare(width, rational(0)) > 0
}

const variable = ({ name, type }: TypedVariable): string => (type === THING ? name : `${name}: ${type}`)

/** Whether a quantifier at the top may be left out, its variables being read as free: capitalised and bound nowhere else. */
function freeAtTop(formula: Formula, base: Partial<RuleBase>): boolean {
  return formula.kind === 'forall' && formula.variables.every(({ name }) => /^\p{Lu}/u.test(name) && base.entities?.has(name) !== true)
}

/** The formula in the language. A universal quantifier in front is left out where its variables are free by their names. */
export function printFormula(formula: Formula, base: RuleBase): string {
  return formula.kind === 'forall' && freeAtTop(formula, base) ? print(formula.body, base, 0) : print(formula, base, 0)
}

function print(formula: Formula, base: Quantities, least: number): string {
  const text = bare(formula, base)
  return LEVEL[formula.kind] < least ? `(${text})` : text
}

function bare(formula: Formula, base: Quantities): string {
  switch (formula.kind) {
    case 'true':
    case 'false':
      return formula.kind
    case 'atom':
      return call(formula.relation, formula.args)
    case 'same':
      return `${formula.left.name} = ${formula.right.name}`
    case 'compare': {
      const lent = lender(formula.left, base) ?? lender(formula.right, base)
      return `${printExpression(formula.left, base, lent)} ${formula.operator} ${printExpression(formula.right, base, lent)}`
    }
    case 'within':
      return printWithin(formula.expression, formula.interval, formula.about, base)
    case 'not':
      if (formula.of.kind === 'same') return `${formula.of.left.name} != ${formula.of.right.name}`
      return `not ${print(formula.of, base, LEVEL.not)}`
    case 'and':
    case 'or':
      if (formula.of.length === 0) return formula.kind === 'and' ? 'true' : 'false'
      return formula.of.map((one) => print(one, base, LEVEL[formula.kind] + 1)).join(` ${formula.kind} `)
    case 'xor':
      return `${print(formula.left, base, LEVEL.xor)} xor ${print(formula.right, base, LEVEL.xor + 1)}`
    case 'implies':
      return `${print(formula.left, base, LEVEL.implies + 1)} implies ${print(formula.right, base, LEVEL.implies)}`
    case 'iff':
      return `${print(formula.left, base, LEVEL.iff)} iff ${print(formula.right, base, LEVEL.iff + 1)}`
    case 'forall':
      return `for every ${formula.variables.map(variable).join(', ')}, ${print(formula.body, base, 0)}`
    case 'exists':
      return `some ${formula.variables.map(variable).join(', ')} such that ${print(formula.body, base, 0)}`
  }
}
