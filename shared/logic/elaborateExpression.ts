/** Numeric expressions: units become base magnitudes, dimensions are checked, dates and temperatures are kept apart from their differences. */
import type { Dimension, Unit } from './base.ts'
import type { Expression } from './formula.ts'
import { dayOfIso } from './dates.ts'
import { add, divide, equals, multiply, negate, parseDecimal, rational, subtract, ZERO, type Rational } from './rational.ts'
import type { Scope } from './scope.ts'
import type { Measure, SurfaceExpression } from './surface.ts'
import { combine, DATE, dimensionWords, DURATION, PURE, sameDimension, toBase } from './units.ts'

/** Days, as they stand beside a date: the printer writes them with their word. */
export const DAYS: Unit = { symbol: 'days', dimension: DATE, factor: rational(1) }
/** Marks the factors by which durations in seconds become days of a date, and back; never printed. */
export const PER_DAY: Unit = { symbol: 'seconds per day', dimension: PURE, factor: rational(1) }
const DAY_SECONDS = rational(86400)

/** An elaborated expression with what the check of units needs. */
export interface Typed {
  readonly expression: Expression
  readonly dimension: Dimension
  /** A temperature on a scale (`°C`), the difference of two, or neither told. */
  readonly scale: 'absolute' | 'difference' | 'neither'
  readonly literal?: Measure
  readonly start: number
  readonly end: number
}

const typed = (expression: Expression, dimension: Dimension, at: { start: number; end: number }, scale: Typed['scale'] = 'neither'): Typed => ({ expression, dimension, scale, start: at.start, end: at.end })

/** The exact value of an expression without quantities; undefined otherwise. */
export function constantOf(expression: Expression): Rational | undefined {
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'negate': {
      const of = constantOf(expression.of)
      return of && negate(of)
    }
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide': {
      const left = constantOf(expression.left)
      const right = constantOf(expression.right)
      if (left === undefined || right === undefined) return undefined
      if (expression.kind === 'divide') return equals(right, ZERO) ? undefined : divide(left, right)
      return { add, subtract, multiply }[expression.kind](left, right)
    }
    default:
      return undefined
  }
}

function unitOf(measure: Measure, scope: Scope): Unit | undefined {
  if (measure.unit === undefined) return undefined
  const unit = scope.vocabulary.unit(measure.unit)
  if (unit === undefined) {
    const near = scope.vocabulary.nearestUnit(measure.unit)
    scope.complain({
      start: measure.start, end: measure.end, code: 'unknown-unit', message: `“${measure.unit}” is no unit that is known here.`,
      mend: near === undefined ? 'Write an SI unit, %, a currency, or the unit of the quantity.' : `Did you mean “${near}”?`,
    })
  }
  return unit
}

/** The number of a measure as written, in its own unit, with its sign. */
export function writtenNumber(measure: Measure): Rational {
  const value = parseDecimal(measure.number.startsWith('.') ? `0${measure.number}` : measure.number) ?? ZERO
  return measure.negative ? negate(value) : value
}

function measureExpression(measure: Measure, scope: Scope): Typed {
  const unit = unitOf(measure, scope)
  const value = toBase(writtenNumber(measure), unit)
  const expression: Expression = { kind: 'number', value, ...(unit === undefined ? {} : { unit }) }
  return { ...typed(expression, unit?.dimension ?? PURE, measure, unit?.offset === undefined ? 'neither' : 'absolute'), literal: measure }
}

/** Reads a numeric expression. What does not fit is complained of, and a number stands in for it. */
export function elaborateExpression(surface: SurfaceExpression, scope: Scope): Typed {
  switch (surface.kind) {
    case 'measure':
      return measureExpression(surface, scope)
    case 'date': {
      const day = dayOfIso(surface.text)
      if (day === undefined) badDate(surface, scope)
      return typed({ kind: 'number', value: rational(day ?? 0), unit: { ...DAYS, symbol: 'date' } }, DATE, surface)
    }
    case 'name':
      return quantityExpression(surface, { ...surface, args: [] }, scope)
    case 'call':
      return quantityExpression(surface, surface, scope)
    case 'negative': {
      const of = elaborateExpression(surface.of, scope)
      if (sameDimension(of.dimension, DATE) || of.scale === 'absolute') misfit(scope, surface, 'A date or a temperature on a scale cannot be negated.')
      return typed({ kind: 'negate', of: of.expression }, of.dimension, surface, of.scale)
    }
    case 'arithmetic': {
      const left = elaborateExpression(surface.left, scope)
      const right = elaborateExpression(surface.right, scope)
      return surface.operator === '+' || surface.operator === '-' ? sum(surface.operator, left, right, surface, scope) : product(surface.operator, left, right, surface, scope)
    }
    default:
      scope.complain({ start: surface.start, end: surface.end, code: 'wrong-type', message: 'A number is wanted here, and this is a statement.', mend: 'Compare numbers with numbers, and join statements with and, or, implies.' })
      return typed({ kind: 'number', value: ZERO }, PURE, surface)
  }
}

export function badDate({ start, end, text }: { start: number; end: number; text: string }, scope: { complain: Scope['complain'] }): void {
  scope.complain({ start, end, code: 'bad-date', message: `There is no date ${text}.`, mend: 'Write year-month-day with four, two and two digits, such as 2026-03-14.' })
}

/** Complains of units, unless something is wrong already: one slip is one complaint. */
function misfit(scope: Scope, { start, end }: { start: number; end: number }, message: string, mend = 'Give both sides the same kind of unit.'): void {
  if (scope.failed) return
  scope.complain({ start, end, code: 'units-do-not-fit', message, mend })
}

function quantityExpression(at: { start: number; end: number }, call: { name: string; args: readonly { name: string; start: number; end: number }[] }, scope: Scope): Typed {
  const { quantities, relations } = scope.vocabulary.symbols
  const quantity = quantities.get(call.name)
  const span = { start: at.start, end: at.start + call.name.length }
  if (quantity === undefined) {
    const near = scope.vocabulary.nearestSymbol(call.name)
    if (relations.has(call.name)) {
      scope.complain({ ...span, code: 'wrong-type', message: `“${call.name}” is a relation: it holds or not, it has no number.`, mend: 'Compare quantities only.' })
    } else {
      scope.complain({
        ...span, code: 'unknown-name', message: `No quantity is called “${call.name}”.`,
        mend: near === undefined ? `Declare it: quantity ${call.name}(Thing).` : `Did you mean “${near}”?`, ...(near === undefined ? {} : { replacement: near }),
      })
    }
    return typed({ kind: 'number', value: ZERO }, PURE, at)
  }
  wrongCount(call.name, quantity.parameters.length, call.args.length, at, scope)
  const args = call.args.map((arg, index) => scope.term(arg, quantity.parameters[index] ?? 'Thing'))
  return typed({ kind: 'quantity', quantity: quantity.name, args }, quantity.dimension, at, quantity.unit?.offset === undefined ? 'neither' : 'absolute')
}

export function wrongCount(name: string, wanted: number, found: number, at: { start: number; end: number }, scope: Scope): void {
  if (wanted === found) return
  scope.complain({ start: at.start, end: at.end, code: 'wrong-arity', message: `“${name}” takes ${wanted} ${wanted === 1 ? 'name' : 'names'} in brackets, not ${found}.`, mend: `Write ${name}${wanted === 0 ? '' : `(${Array.from({ length: wanted }, (_, i) => 'XYZUVW'[i] ?? `X${i}`).join(', ')})`}.` })
}

const isZero = (one: Typed): boolean => one.expression.kind === 'number' && one.expression.unit === undefined && equals(one.expression.value, ZERO)

function sum(operator: '+' | '-', left: Typed, right: Typed, at: { start: number; end: number }, scope: Scope): Typed {
  const kind = operator === '+' ? 'add' : 'subtract'
  const leftDate = sameDimension(left.dimension, DATE)
  const rightDate = sameDimension(right.dimension, DATE)
  if (leftDate && rightDate) {
    if (operator === '+') misfit(scope, at, 'Two dates cannot be added.', 'Add a duration such as 30 days, or subtract one date from the other.')
    const days: Expression = { kind: 'subtract', left: left.expression, right: right.expression }
    return typed({ kind: 'multiply', left: days, right: { kind: 'number', value: DAY_SECONDS, unit: PER_DAY } }, DURATION, at)
  }
  if (leftDate || (rightDate && operator === '+')) return shifted(operator, leftDate ? left : right, leftDate ? right : left, at, scope)
  const dimension = isZero(left) ? right.dimension : left.dimension
  if (!isZero(left) && !isZero(right) && !sameDimension(left.dimension, right.dimension)) {
    misfit(scope, at, `${dimensionWords(left.dimension)} and ${dimensionWords(right.dimension)} cannot be ${operator === '+' ? 'added' : 'subtracted'}.`)
  }
  const bothAbsolute = left.scale === 'absolute' && right.scale === 'absolute'
  if ((bothAbsolute && operator === '+') || (operator === '-' && right.scale === 'absolute' && left.scale !== 'absolute')) {
    misfit(scope, at, 'Temperatures on a scale (°C, °F) cannot be added up.', 'Write a difference of temperatures in K.')
  }
  const scale = bothAbsolute ? 'difference' : left.scale === 'absolute' || right.scale === 'absolute' ? 'absolute' : left.scale === 'neither' ? right.scale : left.scale
  return typed({ kind, left: left.expression, right: right.expression }, dimension, at, scale)
}

/** A date plus or minus a duration: by the calendar for months and years, else by days. */
function shifted(operator: '+' | '-', date: Typed, duration: Typed, at: { start: number; end: number }, scope: Scope): Typed {
  if (!sameDimension(duration.dimension, DURATION)) {
    misfit(scope, at, `A date and ${dimensionWords(duration.dimension)} cannot be ${operator === '+' ? 'added' : 'subtracted'}.`, 'Say how long: 30 days, 6 months, 2 years.')
    return date
  }
  const { expression, literal } = duration
  if (literal !== undefined && expression.kind === 'number') {
    const months = calendarMonths(literal, expression.unit)
    if (months !== undefined) return typed({ kind: 'shiftMonths', date: date.expression, months: operator === '+' ? months : -months }, DATE, at)
    const days: Expression = { kind: 'number', value: divide(expression.value, DAY_SECONDS), unit: DAYS }
    return typed({ kind: operator === '+' ? 'add' : 'subtract', left: date.expression, right: days }, DATE, at)
  }
  const days: Expression = { kind: 'multiply', left: expression, right: { kind: 'number', value: divide(rational(1), DAY_SECONDS), unit: PER_DAY } }
  return typed({ kind: operator === '+' ? 'add' : 'subtract', left: date.expression, right: days }, DATE, at)
}

function calendarMonths(literal: Measure, unit: Unit | undefined): number | undefined {
  const each = unit?.symbol === 'month' ? 1 : unit?.symbol === 'year' ? 12 : 0
  const months = multiply(writtenNumber(literal), rational(each))
  return each > 0 && months.d === 1n && months.n < 120000n && months.n > -120000n ? Number(months.n) : undefined
}

function product(operator: '*' | '/', left: Typed, right: Typed, at: { start: number; end: number }, scope: Scope): Typed {
  for (const side of [left, right]) if (sameDimension(side.dimension, DATE)) misfit(scope, side, 'A date cannot be multiplied or divided.', 'Subtract two dates first: that gives a duration.')
  if (operator === '/') {
    const divisor = constantOf(right.expression)
    if (divisor !== undefined && equals(divisor, ZERO)) {
      scope.complain({ start: right.start, end: right.end, code: 'division-by-zero', message: 'This divides by zero.', mend: 'Divide by something that is not always zero.' })
    }
  }
  const dimension = combine(left.dimension, right.dimension, operator === '*' ? 1 : -1)
  return typed({ kind: operator === '*' ? 'multiply' : 'divide', left: left.expression, right: right.expression }, dimension, at)
}
