/** The units that rules and sentences may use, with exact factors into SI base units. Sources: SI brochure (9th edition), NIST SP 811 for the exact customary factors. */

/** symbol, factor as `n` or `n/d`, dimension, and the names it is spelled by; `p` marks units that take SI prefixes. */
export interface UnitRow {
  readonly symbol: string
  readonly factor: string
  readonly dimension: Readonly<Record<string, number>>
  readonly names?: readonly string[]
  /** `si`: all prefixes; `binary`: kilo and up, and kibi and up; `big`: kilo and mega (currencies). */
  readonly prefixes?: 'si' | 'binary' | 'big'
  readonly offset?: string
}

const LENGTH = { m: 1 }
const AREA = { m: 2 }
const VOLUME = { m: 3 }
const MASS = { kg: 1 }
const TIME = { s: 1 }
const FORCE = { kg: 1, m: 1, s: -2 }
const PRESSURE = { kg: 1, m: -1, s: -2 }
const ENERGY = { kg: 1, m: 2, s: -2 }
const POWER = { kg: 1, m: 2, s: -3 }
const SPEED = { m: 1, s: -1 }

const PHYSICAL: readonly UnitRow[] = [
  { symbol: '%', factor: '1/100', dimension: {}, names: ['percent', 'per cent', 'pct'] },
  { symbol: '‰', factor: '1/1000', dimension: {}, names: ['permille', 'per mille'] },
  { symbol: 'ppm', factor: '1/1000000', dimension: {} },
  { symbol: 'ppb', factor: '1/1000000000', dimension: {} },
  { symbol: 'm', factor: '1', dimension: LENGTH, names: ['metre', 'metres', 'meter', 'meters'], prefixes: 'si' },
  { symbol: 'inch', factor: '127/5000', dimension: LENGTH, names: ['inches'] },
  { symbol: 'ft', factor: '381/1250', dimension: LENGTH, names: ['foot', 'feet'] },
  { symbol: 'yd', factor: '1143/1250', dimension: LENGTH, names: ['yard', 'yards'] },
  { symbol: 'mi', factor: '201168/125', dimension: LENGTH, names: ['mile', 'miles'] },
  { symbol: 'nmi', factor: '1852', dimension: LENGTH, names: ['nautical mile', 'nautical miles'] },
  { symbol: 'ha', factor: '10000', dimension: AREA, names: ['hectare', 'hectares'] },
  { symbol: 'acre', factor: '316160658/78125', dimension: AREA, names: ['acres'] },
  { symbol: 'L', factor: '1/1000', dimension: VOLUME, names: ['l', 'litre', 'litres', 'liter', 'liters'], prefixes: 'si' },
  { symbol: 'gal', factor: '473176473/125000000000', dimension: VOLUME, names: ['gallon', 'gallons'] },
  { symbol: 'g', factor: '1/1000', dimension: MASS, names: ['gram', 'grams', 'gramme', 'grammes'], prefixes: 'si' },
  { symbol: 't', factor: '1000', dimension: MASS, names: ['tonne', 'tonnes', 'metric ton', 'metric tons'], prefixes: 'si' },
  { symbol: 'lb', factor: '45359237/100000000', dimension: MASS, names: ['lbs'] },
  { symbol: 'oz', factor: '45359237/1600000000', dimension: MASS, names: ['ounce', 'ounces'] },
  { symbol: 's', factor: '1', dimension: TIME, names: ['sec', 'secs', 'second', 'seconds'], prefixes: 'si' },
  { symbol: 'min', factor: '60', dimension: TIME, names: ['mins', 'minute', 'minutes'] },
  { symbol: 'h', factor: '3600', dimension: TIME, names: ['hr', 'hrs', 'hour', 'hours'] },
  { symbol: 'd', factor: '86400', dimension: TIME, names: ['day', 'days'] },
  { symbol: 'week', factor: '604800', dimension: TIME, names: ['weeks', 'wk'] },
  { symbol: 'month', factor: '2629800', dimension: TIME, names: ['months', 'mo'] },
  { symbol: 'year', factor: '31557600', dimension: TIME, names: ['years', 'yr', 'yrs'] },
  { symbol: 'A', factor: '1', dimension: { A: 1 }, names: ['amp', 'amps', 'ampere', 'amperes'], prefixes: 'si' },
  { symbol: 'K', factor: '1', dimension: { K: 1 }, names: ['kelvin', 'kelvins'], prefixes: 'si' },
  { symbol: '°C', factor: '1', dimension: { K: 1 }, names: ['℃', 'degC', 'degree Celsius', 'degrees Celsius', 'degree celsius', 'degrees celsius', 'Celsius', 'celsius', 'degree C', 'degrees C', 'degree centigrade', 'degrees centigrade'], offset: '27315/100' },
  { symbol: '°F', factor: '5/9', dimension: { K: 1 }, names: ['℉', 'degF', 'degree Fahrenheit', 'degrees Fahrenheit', 'degree fahrenheit', 'degrees fahrenheit', 'Fahrenheit', 'fahrenheit', 'degree F', 'degrees F'], offset: '45967/180' },
  { symbol: 'mol', factor: '1', dimension: { mol: 1 }, names: ['mole', 'moles'], prefixes: 'si' },
  { symbol: 'cd', factor: '1', dimension: { cd: 1 }, names: ['candela', 'candelas'], prefixes: 'si' },
  { symbol: 'lm', factor: '1', dimension: { cd: 1 }, names: ['lumen', 'lumens'], prefixes: 'si' },
  { symbol: 'lx', factor: '1', dimension: { cd: 1, m: -2 }, names: ['lux'], prefixes: 'si' },
  { symbol: 'Hz', factor: '1', dimension: { s: -1 }, names: ['hertz'], prefixes: 'si' },
  { symbol: 'Bq', factor: '1', dimension: { s: -1 }, names: ['becquerel', 'becquerels'], prefixes: 'si' },
  { symbol: 'rpm', factor: '1/60', dimension: { s: -1 } },
  { symbol: 'N', factor: '1', dimension: FORCE, names: ['newton', 'newtons'], prefixes: 'si' },
  { symbol: 'Pa', factor: '1', dimension: PRESSURE, names: ['pascal', 'pascals'], prefixes: 'si' },
  { symbol: 'bar', factor: '100000', dimension: PRESSURE, names: ['bars'], prefixes: 'si' },
  { symbol: 'atm', factor: '101325', dimension: PRESSURE, names: ['atmosphere', 'atmospheres'] },
  { symbol: 'mmHg', factor: '133322387415/1000000000', dimension: PRESSURE },
  { symbol: 'psi', factor: '444822161526050/64516000000', dimension: PRESSURE },
  { symbol: 'J', factor: '1', dimension: ENERGY, names: ['joule', 'joules'], prefixes: 'si' },
  { symbol: 'Wh', factor: '3600', dimension: ENERGY, names: ['watt hour', 'watt hours', 'watt-hour', 'watt-hours', 'watthour', 'watthours'], prefixes: 'si' },
  { symbol: 'cal', factor: '523/125', dimension: ENERGY, names: ['calorie', 'calories'], prefixes: 'si' },
  { symbol: 'eV', factor: '1602176634/10000000000000000000000000000', dimension: ENERGY, names: ['electronvolt', 'electronvolts'], prefixes: 'si' },
  { symbol: 'BTU', factor: '105505585262/100000000', dimension: ENERGY, names: ['BTUs', 'Btu'] },
  { symbol: 'W', factor: '1', dimension: POWER, names: ['watt', 'watts'], prefixes: 'si' },
  { symbol: 'VA', factor: '1', dimension: POWER, prefixes: 'si' },
  { symbol: 'hp', factor: '37284993579113511/50000000000000', dimension: POWER, names: ['horsepower'] },
  { symbol: 'V', factor: '1', dimension: { kg: 1, m: 2, s: -3, A: -1 }, names: ['volt', 'volts'], prefixes: 'si' },
  { symbol: 'Ω', factor: '1', dimension: { kg: 1, m: 2, s: -3, A: -2 }, names: ['Ω', 'ohm', 'ohms'], prefixes: 'si' },
  { symbol: 'S', factor: '1', dimension: { kg: -1, m: -2, s: 3, A: 2 }, names: ['siemens'], prefixes: 'si' },
  { symbol: 'F', factor: '1', dimension: { kg: -1, m: -2, s: 4, A: 2 }, names: ['farad', 'farads'], prefixes: 'si' },
  { symbol: 'C', factor: '1', dimension: { A: 1, s: 1 }, names: ['coulomb', 'coulombs'], prefixes: 'si' },
  { symbol: 'Ah', factor: '3600', dimension: { A: 1, s: 1 }, names: ['amp hour', 'amp hours', 'ampere hour', 'ampere hours'], prefixes: 'si' },
  { symbol: 'H', factor: '1', dimension: { kg: 1, m: 2, s: -2, A: -2 }, names: ['henry', 'henries'], prefixes: 'si' },
  { symbol: 'T', factor: '1', dimension: { kg: 1, s: -2, A: -1 }, names: ['tesla', 'teslas'], prefixes: 'si' },
  { symbol: 'Wb', factor: '1', dimension: { kg: 1, m: 2, s: -2, A: -1 }, names: ['weber', 'webers'], prefixes: 'si' },
  { symbol: 'Sv', factor: '1', dimension: { m: 2, s: -2 }, names: ['sievert', 'sieverts'], prefixes: 'si' },
  { symbol: 'Gy', factor: '1', dimension: { m: 2, s: -2 }, names: ['gray', 'grays'], prefixes: 'si' },
  { symbol: 'kat', factor: '1', dimension: { mol: 1, s: -1 }, names: ['katal', 'katals'], prefixes: 'si' },
  { symbol: '°', factor: '1', dimension: { deg: 1 }, names: ['deg', 'degree', 'degrees'] },
  { symbol: 'bit', factor: '1', dimension: { bit: 1 }, names: ['bits', 'b'], prefixes: 'binary' },
  { symbol: 'B', factor: '8', dimension: { bit: 1 }, names: ['byte', 'bytes'], prefixes: 'binary' },
  { symbol: 'bps', factor: '1', dimension: { bit: 1, s: -1 }, prefixes: 'binary' },
  { symbol: 'km/h', factor: '5/18', dimension: SPEED, names: ['kph', 'kmh'] },
  { symbol: 'mph', factor: '1397/3125', dimension: SPEED },
  { symbol: 'kn', factor: '463/900', dimension: SPEED, names: ['knot', 'knots'] },
]

const currency = (symbol: string, ...names: string[]): UnitRow => ({ symbol, factor: '1', dimension: { [symbol]: 1 }, names, prefixes: 'big' })

/** Each currency is a dimension of its own: nothing converts one into another. */
const CURRENCIES: readonly UnitRow[] = [
  currency('EUR', '€', 'euro', 'euros'),
  currency('USD', '$', 'US$', 'dollar', 'dollars', 'US dollar', 'US dollars'),
  currency('GBP', '£', 'pound', 'pounds', 'pound sterling', 'pounds sterling'),
  currency('JPY', '¥', 'yen'),
  currency('KRW', '₩', 'won', '원'),
  currency('INR', '₹', 'rupee', 'rupees'),
  currency('CNY', 'yuan', 'RMB', 'renminbi'),
  currency('CHF', 'franc', 'francs', 'Swiss francs'),
  currency('SEK'), currency('NOK'), currency('DKK'), currency('PLN', 'zloty'), currency('CZK'), currency('HUF', 'forint'),
  currency('CAD'), currency('AUD'), currency('NZD'), currency('BRL'), currency('MXN'), currency('ZAR'), currency('SGD'),
  currency('HKD'), currency('TRY'), currency('RUB'), currency('ILS'), currency('THB'), currency('TWD'), currency('AED'), currency('SAR'),
]

export const UNIT_ROWS: readonly UnitRow[] = [...PHYSICAL, ...CURRENCIES]

/** Decimal powers of ten by prefix, and their spelled forms. */
export const DECIMAL_PREFIXES: readonly (readonly [symbol: string, name: string, exponent: number])[] = [
  ['Q', 'quetta', 30], ['R', 'ronna', 27], ['Y', 'yotta', 24], ['Z', 'zetta', 21], ['E', 'exa', 18], ['P', 'peta', 15], ['T', 'tera', 12],
  ['G', 'giga', 9], ['M', 'mega', 6], ['k', 'kilo', 3], ['h', 'hecto', 2], ['da', 'deca', 1], ['d', 'deci', -1], ['c', 'centi', -2],
  ['m', 'milli', -3], ['µ', 'micro', -6], ['μ', 'micro', -6], ['u', 'micro', -6], ['n', 'nano', -9], ['p', 'pico', -12], ['f', 'femto', -15], ['a', 'atto', -18],
]
/** Powers of 1024 by prefix. */
export const BINARY_PREFIXES: readonly (readonly [symbol: string, name: string, power: number])[] = [
  ['Ki', 'kibi', 1], ['Mi', 'mebi', 2], ['Gi', 'gibi', 3], ['Ti', 'tebi', 4], ['Pi', 'pebi', 5], ['Ei', 'exbi', 6],
]
