/** How far a written number may be from the value meant: half a unit of its last digit, and 5 % where it says `about`. */
import type { Unit } from './base.ts'
import type { Interval } from './formula.ts'
import { add, compare, multiply, rational, subtract, type Rational } from './rational.ts'
import { toBase } from './units.ts'

/** Half a unit of the last written digit: `1.33` gives 1/200, `50` gives 1/2, `1.2e6` gives 50000. */
export function halfLastDigit(number: string): Rational {
  const [mantissa = '', exponent = '0'] = number.toLowerCase().split('e')
  const places = Number(exponent) - (mantissa.split('.')[1] ?? '').length
  return places >= 0 ? rational(10n ** BigInt(places), 2n) : rational(1n, 2n * 10n ** BigInt(-places))
}

const FIVE_PERCENT = rational(1, 20)
const magnitude = (value: Rational): Rational => (value.n < 0n ? { n: -value.n, d: value.d } : value)

/**
 * The interval of a number as a sentence or `about` means it, in base units.
 * `value` is the signed number in its own unit, `number` its digits as written.
 */
export function toleranceInterval(value: Rational, number: string, unit: Unit | undefined, about: boolean): Interval {
  const rounding = halfLastDigit(number)
  const share = multiply(magnitude(value), FIVE_PERCENT)
  const tolerance = about && compare(share, rounding) > 0 ? share : rounding
  const ends = [toBase(subtract(value, tolerance), unit), toBase(add(value, tolerance), unit)] as const
  const [low, high] = compare(ends[0], ends[1]) <= 0 ? ends : [ends[1], ends[0]]
  return { low, high }
}
