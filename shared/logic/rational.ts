/** Exact rational numbers on bigint: every quantity of the rule base is one of these, so that no rounding can prove or refute. */

/** Invariant: `d > 0` and `gcd(|n|, d) = 1`; make one only with `rational`. */
export interface Rational {
  readonly n: bigint
  readonly d: bigint
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a
  let y = b < 0n ? -b : b
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** The reduced fraction n/d. Throws a RangeError if `d` is 0. */
export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  const bn = BigInt(n)
  const bd = BigInt(d)
  if (bd === 0n) throw new RangeError('a rational has no denominator of 0')
  if (bd === 1n) return { n: bn, d: 1n }
  const g = gcd(bn, bd) || 1n
  const sign = bd < 0n ? -1n : 1n
  return { n: (sign * bn) / g, d: (sign * bd) / g }
}

export const ZERO = rational(0n)
export const ONE = rational(1n)

export const add = (a: Rational, b: Rational): Rational => rational(a.n * b.d + b.n * a.d, a.d * b.d)
export const subtract = (a: Rational, b: Rational): Rational => rational(a.n * b.d - b.n * a.d, a.d * b.d)
export const multiply = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d)
/** a / b. Throws a RangeError if `b` is 0: guard first. */
export const divide = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n)
export const negate = (a: Rational): Rational => ({ n: -a.n, d: a.d })
/** Negative, zero or positive, as a sort wants it. */
export const compare = (a: Rational, b: Rational): -1 | 0 | 1 => {
  const left = a.n * b.d
  const right = b.n * a.d
  return left < right ? -1 : left > right ? 1 : 0
}
export const equals = (a: Rational, b: Rational): boolean => a.n === b.n && a.d === b.d

/** Reads `12`, `-0.95`, `1.2e6` exactly; undefined if the text is not such a number. */
export function parseDecimal(text: string): Rational | undefined {
  const found = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text)
  if (!found) return undefined
  const fraction = found[3] ?? ''
  const digits = BigInt((found[2] ?? '') + fraction)
  const signed = found[1] === '-' ? -digits : digits
  const exponent = Number(found[4] ?? '0') - fraction.length
  return exponent >= 0 ? rational(signed * 10n ** BigInt(exponent)) : rational(signed, 10n ** BigInt(-exponent))
}

/** The decimal form where it is finite within `places`, else a rounded one. */
export function toDecimal(value: Rational, places = 12): string {
  const scale = 10n ** BigInt(places)
  const magnitude = value.n < 0n ? -value.n : value.n
  const scaled = (magnitude * scale * 2n + value.d) / (value.d * 2n)
  const whole = scaled / scale
  const fraction = (scaled % scale).toString().padStart(places, '0').replace(/0+$/, '')
  const sign = value.n < 0n && scaled !== 0n ? '-' : ''
  return `${sign}${whole}${fraction ? `.${fraction}` : ''}`
}
