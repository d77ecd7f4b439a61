/** The range of a numeric expression and the truth of a comparison, given a range for each quantity. */
import type { Interval } from '../../../shared/logic/formula.ts'
import { compare, rational } from '../../../shared/logic/rational.ts'
import { firstDayReaching, shiftMonths } from './calendar.ts'
import type { CompareOperator, Numeric } from './clause.ts'
import { addIntervals, divideIntervals, intersect, isEmpty, multiplyIntervals, negateInterval, onlyValue, point, subtractIntervals, wholeNumbers } from './interval.ts'

const FAR = 10n ** 8n

/** The days that shifted days can be; unbounded beyond what a calendar is asked for. */
export function shiftInterval(days: Interval, months: number): Interval {
  const { low, high } = wholeNumbers(days)
  const end = (n: bigint): Interval => (n > FAR || n < -FAR ? {} : point(rational(shiftMonths(Number(n), months))))
  const first = low && end(low.n).low
  const last = high && end(high.n).high
  return { ...(first ? { low: first } : {}), ...(last ? { high: last } : {}) }
}

/** The days whose shift can lie in the interval. */
export function unshiftInterval(shifted: Interval, months: number): Interval {
  const { low, high } = wholeNumbers(shifted)
  const reach = (n: bigint): Interval => (n > FAR || n < -FAR ? {} : point(rational(firstDayReaching(Number(n), months))))
  const first = low && reach(low.n).low
  const after = high && reach(high.n + 1n).low
  return { ...(first ? { low: first } : {}), ...(after ? { high: rational(after.n - 1n) } : {}) }
}

export function rangeOf<T>(expression: Numeric<T>, range: (term: T) => Interval): Interval {
  switch (expression.kind) {
    case 'number': return point(expression.value)
    case 'quantity': return range(expression.term)
    case 'negate': return negateInterval(rangeOf(expression.of, range))
    case 'shiftMonths': return shiftInterval(rangeOf(expression.date, range), expression.months)
    case 'add': return addIntervals(rangeOf(expression.left, range), rangeOf(expression.right, range))
    case 'subtract': return subtractIntervals(rangeOf(expression.left, range), rangeOf(expression.right, range))
    case 'multiply': return multiplyIntervals(rangeOf(expression.left, range), rangeOf(expression.right, range))
    case 'divide': return divideIntervals(rangeOf(expression.left, range), rangeOf(expression.right, range))
  }
}

/** True or false where every choice of values agrees, else undefined. */
export function truthOf(operator: CompareOperator, left: Interval, right: Interval): boolean | undefined {
  switch (operator) {
    case '=': case '!=': {
      const a = onlyValue(left)
      const b = onlyValue(right)
      if (a && b) return (compare(a, b) === 0) === (operator === '=')
      return isEmpty(intersect(left, right)) ? operator === '!=' : undefined
    }
    case '<': case '<=': {
      if (left.high && right.low) {
        const order = compare(left.high, right.low)
        if (order < 0 || (order === 0 && (operator === '<=' || left.highOpen === true || right.lowOpen === true))) return true
      }
      if (left.low && right.high) {
        const order = compare(left.low, right.high)
        if (order > 0 || (order === 0 && (operator === '<' || left.lowOpen === true || right.highOpen === true))) return false
      }
      return undefined
    }
  }
}

/** What the left side can be, given the right side, if the comparison holds; `undefined` where it says nothing. */
export function allowedLeft(operator: CompareOperator, left: Interval, right: Interval): Interval | undefined {
  switch (operator) {
    case '=': return right
    case '<': case '<=': return right.high ? { high: right.high, highOpen: operator === '<' || right.highOpen === true } : undefined
    case '!=': {
      const not = onlyValue(right)
      if (!not) return undefined
      if (left.low && !left.lowOpen && compare(left.low, not) === 0) return { low: not, lowOpen: true }
      if (left.high && !left.highOpen && compare(left.high, not) === 0) return { high: not, highOpen: true }
      return undefined
    }
  }
}

/** The same for the right side, given the left. */
export function allowedRight(operator: CompareOperator, left: Interval, right: Interval): Interval | undefined {
  if (operator === '<' || operator === '<=') return left.low ? { low: left.low, lowOpen: operator === '<' || left.lowOpen === true } : undefined
  return allowedLeft(operator, right, left)
}

/**
 * Hands each quantity in the expression the interval it must lie in if the
 * whole lies in `target` (the backward step of HC4: Benhamou et al., 1999).
 */
export function narrowInside<T>(expression: Numeric<T>, target: Interval, range: (term: T) => Interval, give: (term: T, allowed: Interval) => void): void {
  switch (expression.kind) {
    case 'number': return
    case 'quantity': give(expression.term, target); return
    case 'negate': narrowInside(expression.of, negateInterval(target), range, give); return
    case 'shiftMonths': narrowInside(expression.date, unshiftInterval(target, expression.months), range, give); return
  }
  const left = rangeOf(expression.left, range)
  const right = rangeOf(expression.right, range)
  const inner = (l: Interval, r: Interval): void => {
    narrowInside(expression.left, l, range, give)
    narrowInside(expression.right, r, range, give)
  }
  switch (expression.kind) {
    case 'add': inner(subtractIntervals(target, right), subtractIntervals(target, left)); return
    case 'subtract': inner(addIntervals(target, right), subtractIntervals(left, target)); return
    // Division by a range around 0 gives everything, so nothing is lost at 0.
    case 'multiply': inner(divideIntervals(target, right), divideIntervals(target, left)); return
    case 'divide': inner(multiplyIntervals(target, right), divideIntervals(left, target)); return
  }
}
