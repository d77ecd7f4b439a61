/** Interval arithmetic on exact rationals; a missing end is unbounded. Results always contain the true range and are exact on single points. */
import type { Interval } from '../../../shared/logic/formula.ts'
import { add, compare, divide, equals, multiply, negate, rational, subtract, ZERO, type Rational } from '../../../shared/logic/rational.ts'

export const EVERYTHING: Interval = {}
export const point = (value: Rational): Interval => ({ low: value, high: value })

/** The one value of the interval, if it has just one. */
export function onlyValue(i: Interval): Rational | undefined {
  return i.low && i.high && !i.lowOpen && !i.highOpen && equals(i.low, i.high) ? i.low : undefined
}

export function isEmpty(i: Interval): boolean {
  if (!i.low || !i.high) return false
  const order = compare(i.low, i.high)
  return order > 0 || (order === 0 && (i.lowOpen === true || i.highOpen === true))
}

function make(low: Rational | undefined, lowOpen: boolean, high: Rational | undefined, highOpen: boolean): Interval {
  return { ...(low ? { low, lowOpen } : {}), ...(high ? { high, highOpen } : {}) }
}

/** The common part; may be empty. */
export function intersect(a: Interval, b: Interval): Interval {
  let { low, high } = a
  let lowOpen = a.lowOpen === true
  let highOpen = a.highOpen === true
  if (b.low) {
    const order = low ? compare(b.low, low) : 1
    if (order > 0) lowOpen = b.lowOpen === true
    else if (order === 0) lowOpen ||= b.lowOpen === true
    if (order > 0) low = b.low
  }
  if (b.high) {
    const order = high ? compare(b.high, high) : -1
    if (order < 0) highOpen = b.highOpen === true
    else if (order === 0) highOpen ||= b.highOpen === true
    if (order < 0) high = b.high
  }
  return make(low, lowOpen, high, highOpen)
}

export function contains(i: Interval, value: Rational): boolean {
  return !isEmpty(intersect(i, point(value)))
}

export const negateInterval = (i: Interval): Interval => make(i.high && negate(i.high), i.highOpen === true, i.low && negate(i.low), i.lowOpen === true)

export function addIntervals(a: Interval, b: Interval): Interval {
  return make(
    a.low && b.low && add(a.low, b.low), a.lowOpen === true || b.lowOpen === true,
    a.high && b.high && add(a.high, b.high), a.highOpen === true || b.highOpen === true,
  )
}
export const subtractIntervals = (a: Interval, b: Interval): Interval => addIntervals(a, negateInterval(b))

/** An end of an interval: a value, or `±1` for an infinite one. */
interface End { readonly value?: Rational; readonly infinite: -1 | 0 | 1; readonly open: boolean }
const lowEnd = (i: Interval): End => (i.low ? { value: i.low, infinite: 0, open: i.lowOpen === true } : { infinite: -1, open: true })
const highEnd = (i: Interval): End => (i.high ? { value: i.high, infinite: 0, open: i.highOpen === true } : { infinite: 1, open: true })
const signOf = (e: End): number => (e.value ? (e.value.n > 0n ? 1 : e.value.n < 0n ? -1 : 0) : e.infinite)

function timesEnd(a: End, b: End): End {
  // 0 times an unbounded end is 0 here: the range comes near 0 from that side, never beyond.
  if (signOf(a) === 0 || signOf(b) === 0) return { value: ZERO, infinite: 0, open: false }
  if (a.value && b.value) return { value: multiply(a.value, b.value), infinite: 0, open: a.open || b.open }
  return { infinite: signOf(a) * signOf(b) > 0 ? 1 : -1, open: true }
}

const compareEnds = (a: End, b: End): number => (a.value && b.value ? compare(a.value, b.value) : a.infinite - b.infinite)

export function multiplyIntervals(a: Interval, b: Interval): Interval {
  const ends = [lowEnd(a), highEnd(a)].flatMap((x) => [lowEnd(b), highEnd(b)].map((y) => timesEnd(x, y)))
  let low = ends[0] as End
  let high = low
  for (const end of ends) {
    const below = compareEnds(end, low)
    if (below < 0 || (below === 0 && !end.open)) low = end
    const above = compareEnds(end, high)
    if (above > 0 || (above === 0 && !end.open)) high = end
  }
  return make(low.value, low.open, high.value, high.open)
}

/** Unbounded where the divisor may be 0. */
export function divideIntervals(a: Interval, b: Interval): Interval {
  if (contains(b, ZERO)) return EVERYTHING
  const divisor = onlyValue(b)
  if (divisor) return multiplyIntervals(a, point(divide(rational(1), divisor)))
  // 1/b is monotone on either side of 0; an end at 0 or at infinity changes into the other.
  const inverse = (end: End): { value?: Rational; open: boolean } =>
    end.value ? (end.value.n === 0n ? { open: true } : { value: divide(rational(1), end.value), open: end.open }) : { value: ZERO, open: true }
  const low = inverse(highEnd(b))
  const high = inverse(lowEnd(b))
  return multiplyIntervals(a, make(low.value, low.open, high.value, high.open))
}

const floor = (r: Rational): bigint => (r.n >= 0n || r.n % r.d === 0n ? r.n / r.d : r.n / r.d - 1n)
const ceiling = (r: Rational): bigint => -floor(negate(r))

/** The whole numbers of the interval, with closed ends: dates are whole days. */
export function wholeNumbers(i: Interval): Interval {
  const low = i.low && rational(i.lowOpen ? floor(i.low) + 1n : ceiling(i.low))
  const high = i.high && rational(i.highOpen ? ceiling(i.high) - 1n : floor(i.high))
  return make(low, false, high, false)
}

/** A simple value inside a non-empty interval; `attempt` 0, 1, 2, … gives different ones. */
export function pick(i: Interval, attempt: number): Rational {
  const step = rational(1 + (attempt >> 1))
  if (i.low && i.high) {
    if (attempt === 1 && !i.lowOpen) return i.low
    if (attempt === 2 && !i.highOpen) return i.high
    const middle = divide(add(i.low, i.high), rational(2))
    const whole = rational(floor(middle))
    if (attempt === 0 && contains(i, whole)) return whole
    return attempt <= 2 ? middle : add(i.low, divide(subtract(i.high, i.low), rational(attempt + 1)))
  }
  if (i.low) return attempt === 0 && !i.lowOpen ? i.low : add(i.low, step)
  if (i.high) return attempt === 0 && !i.highOpen ? i.high : subtract(i.high, step)
  return rational(attempt % 2 === 0 ? attempt / 2 : -(attempt + 1) / 2)
}

/** How many bits the numbers of the interval take: to stop before exact arithmetic grows without end. */
export function weight(i: Interval): number {
  const bits = (r: Rational | undefined): number => (r ? r.n.toString(16).length + r.d.toString(16).length : 0)
  return 4 * (bits(i.low) + bits(i.high))
}
