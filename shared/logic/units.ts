/** Units by exact rationals: text to unit, and how dimensions combine. */
import type { Dimension, Unit } from './base.ts'
import { add, divide, multiply, ONE, rational, subtract, ZERO, type Rational } from './rational.ts'
import { BINARY_PREFIXES, DECIMAL_PREFIXES, UNIT_ROWS, type UnitRow } from './unitTable.ts'

export const PURE: Dimension = {}
export const DATE: Dimension = { date: 1 }
export const DURATION: Dimension = { s: 1 }

function fraction(text: string): Rational {
  const [n = '0', d = '1'] = text.split('/')
  return rational(BigInt(n), BigInt(d))
}

const power10 = (exponent: number): Rational => (exponent >= 0 ? rational(10n ** BigInt(exponent)) : rational(1n, 10n ** BigInt(-exponent)))

function buildTable(): Map<string, Unit> {
  const table = new Map<string, Unit>()
  const put = (text: string, unit: Unit): void => {
    if (!table.has(text)) table.set(text, unit)
  }
  for (const row of UNIT_ROWS) {
    const unit: Unit = { symbol: row.symbol, dimension: row.dimension, factor: fraction(row.factor), ...(row.offset === undefined ? {} : { offset: fraction(row.offset) }) }
    for (const name of [row.symbol, ...(row.names ?? [])]) put(name, unit)
  }
  for (const row of UNIT_ROWS) if (row.prefixes !== undefined) for (const [text, unit] of prefixed(row)) put(text, unit)
  return table
}

/** `kW`, `kilowatt`, `kilowatts`, … : symbols take prefix symbols, spelled names take prefix names. */
function* prefixed(row: UnitRow): Generator<[string, Unit]> {
  const base = fraction(row.factor)
  const make = (prefix: string, factor: Rational): Unit => ({ symbol: prefix + row.symbol, dimension: row.dimension, factor: multiply(base, factor) })
  const isSymbol = (name: string): boolean => name === row.symbol || name.length < 3
  for (const [symbol, name, exponent] of DECIMAL_PREFIXES) {
    if (row.prefixes === 'binary' && exponent < 3) continue
    if (row.prefixes === 'big' && exponent !== 3 && exponent !== 6) continue
    const unit = make(symbol === 'u' || symbol === 'μ' ? 'µ' : symbol, power10(exponent))
    for (const known of [row.symbol, ...(row.names ?? [])]) {
      if (isSymbol(known)) yield [symbol + known, unit]
      else if (row.prefixes !== 'big') yield [name + known, unit]
    }
  }
  if (row.prefixes !== 'binary') return
  for (const [symbol, name, power] of BINARY_PREFIXES) {
    const unit = make(symbol, rational(1024n ** BigInt(power)))
    for (const known of [row.symbol, ...(row.names ?? [])]) yield [(isSymbol(known) ? symbol : name) + known, unit]
  }
}

const TABLE = buildTable()
const FOLDED = new Map<string, Unit>()
for (const [name, unit] of TABLE) if (/^[\p{L} -]{4,}$/u.test(name) && !FOLDED.has(name.toLowerCase())) FOLDED.set(name.toLowerCase(), unit)

/** Every spelling of a simple unit: symbols, prefixed symbols, names. For a nearest match and for reading sentences. */
export function unitNames(): readonly string[] {
  return [...TABLE.keys()]
}

const MAGNITUDES: Readonly<Record<string, number>> = { thousand: 3, million: 6, billion: 9, trillion: 12, k: 3, m: 6, bn: 9 }
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

function plainPowers(text: string): string {
  const written = text.replace(/(?<=[\p{L}])([23])(?=$|[/*·⋅ ])/gu, '^$1')
  return written.replace(/[⁻⁰¹²³⁴-⁹]+/g, (run) => '^' + [...run].map((one) => (one === '⁻' ? '-' : String(SUPERSCRIPTS.indexOf(one)))).join(''))
}

function simpleUnit(text: string): Unit | undefined {
  return TABLE.get(text) ?? (text.length >= 4 ? FOLDED.get(text.toLowerCase()) : undefined)
}

/** Reads a unit such as `kW`, `m/s^2`, `kWh/m²`, `kg·m/s²`, `degrees Celsius`, `miles per hour`, `€`, `million EUR`; undefined if it is none. */
export function parseUnit(text: string): Unit | undefined {
  const trimmed = text.normalize('NFC').trim().replace(/\s+/g, ' ')
  const known = simpleUnit(trimmed)
  if (known !== undefined) return known
  const magnitude = /^(thousand|million|billion|trillion|k|m|bn)(?: (.+))?$/.exec(trimmed)
  if (magnitude !== null) return scaled(trimmed, magnitude[1] ?? '', magnitude[2])
  const spelled = trimmed.replace(/ per /g, '/').replace(/\b(square|cubic) ([\p{L}]+)/gu, (_, power: string, unit: string) => `${unit}^${power === 'square' ? 2 : 3}`)
  return compound(plainPowers(spelled), trimmed)
}

function scaled(symbol: string, word: string, rest: string | undefined): Unit | undefined {
  const unit = rest === undefined ? { symbol: '', dimension: PURE, factor: ONE } : parseUnit(rest)
  if (unit === undefined || unit.offset !== undefined) return undefined
  return { symbol, dimension: unit.dimension, factor: multiply(unit.factor, power10(MAGNITUDES[word] ?? 0)) }
}

function compound(text: string, symbol: string): Unit | undefined {
  const factors = text.split(/([/*·⋅])/)
  let dimension: Dimension = PURE
  let factor = ONE
  let sign = 1
  let known = false
  for (let index = 0; index < factors.length; index += 2) {
    const part = (factors[index] ?? '').trim()
    if (index > 0) sign = factors[index - 1] === '/' ? -1 : sign
    if (part === '1' && index === 0) continue
    const found = /^(.+?)(?:\^([-−]?\d{1,2}))?$/.exec(part)
    const unit = simpleUnit(found?.[1]?.trim() ?? '')
    if (unit === undefined || (factors.length === 1 && found?.[2] === undefined)) return undefined
    const exponent = sign * Number((found?.[2] ?? '1').replace('−', '-'))
    dimension = combine(dimension, unit.dimension, exponent)
    factor = multiply(factor, raise(unit.factor, exponent))
    known = true
  }
  return known ? { symbol, dimension, factor } : undefined
}

function raise(value: Rational, exponent: number): Rational {
  let result = ONE
  for (let count = Math.abs(exponent); count > 0; count--) result = multiply(result, value)
  return exponent < 0 ? divide(ONE, result) : result
}

/** The dimension of a times b^exponent. */
export function combine(a: Dimension, b: Dimension, exponent = 1): Dimension {
  const result: Record<string, number> = { ...a }
  for (const [key, power] of Object.entries(b)) {
    const sum = (result[key] ?? 0) + power * exponent
    if (sum === 0) delete result[key]
    else result[key] = sum
  }
  return result
}

export function sameDimension(a: Dimension, b: Dimension): boolean {
  if (a === b) return true
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

/** A number written in a unit, in base magnitude: value * factor + offset. */
export const toBase = (value: Rational, unit: Unit | undefined): Rational => (unit === undefined ? value : add(multiply(value, unit.factor), unit.offset ?? ZERO))

/** A base magnitude as a number of the unit. */
export const fromBase = (value: Rational, unit: Unit | undefined): Rational => (unit === undefined ? value : divide(subtract(value, unit.offset ?? ZERO), unit.factor))

/** A dimension in words for a diagnostic: `kg·m²/s³`, or `a plain number`. */
export function dimensionWords(dimension: Dimension): string {
  if (Object.keys(dimension).length === 0) return 'a plain number'
  if (sameDimension(dimension, DATE)) return 'a date'
  return Object.entries(dimension).map(([key, power]) => (power === 1 ? key : `${key}^${power}`)).join('·')
}
