/** Reads a number of a text with its scale and its unit, so that 12 MW is not twelve months and 1.2 km is 1200 m. */

export interface Quantity {
  /** In the base unit of `of`. */
  readonly value: number
  /** What is measured, such as `power` or `money $`; else `year`, `day` (of a month), `label` (as in A12) or `count`. */
  readonly of: string
  /** The number was followed by "million" or the like. */
  readonly scaled: boolean
  /** What is counted: the word behind a number without a known unit. */
  readonly noun?: string
}

const scales: Record<string, number> = { hundred: 1e2, thousand: 1e3, million: 1e6, mn: 1e6, mln: 1e6, billion: 1e9, bn: 1e9, trillion: 1e12, tn: 1e12, k: 1e3, m: 1e6, b: 1e9 }
const scale = /^[\s-]?(hundred|thousand|million|mn|mln|billion|bn|trillion|tn)(?:\s?(thousand|million|billion))?s?(?![\p{L}\p{N}])/iu
/** A letter right behind a sum of money, or a k behind any number. */
const shortScale = /^(?:\s?([kmb])(?![\p{L}\p{N}]))/iu

/** Name of what is measured, then unit=factor; a plural s is allowed behind names longer than three letters. */
const table = [
  'power w=1 watt=1 kw=1e3 kilowatt=1e3 mw=1e6 megawatt=1e6 gw=1e9 gigawatt=1e9 tw=1e12',
  'energy wh=1 kwh=1e3 kilowatt-hour=1e3 mwh=1e6 megawatt-hour=1e6 gwh=1e9 gigawatt-hour=1e9 twh=1e12 terawatt-hour=1e12',
  'joule joule=1 kj=1e3 mj=1e6 gj=1e9',
  'mass g=1 gram=1 gramme=1 kg=1e3 kgs=1e3 kilo=1e3 kilogram=1e3 kilogramme=1e3 mg=1e-3 milligram=1e-3 t=1e6 tonne=1e6',
  'ton ton=1', 'pound lb=1 lbs=1', 'ounce oz=1 ounce=1',
  'length m=1 metre=1 meter=1 km=1e3 kilometre=1e3 kilometer=1e3 cm=1e-2 centimetre=1e-2 centimeter=1e-2 mm=1e-3 millimetre=1e-3 millimeter=1e-3 nm=1e-9 µm=1e-6',
  'mile mile=1 mi=1', 'foot foot=1 feet=1 ft=1 yard=3 yd=3', 'inch inch=1 inches=1',
  'volume l=1 litre=1 liter=1 ml=1e-3 millilitre=1e-3 milliliter=1e-3', 'gallon gallon=1',
  'time s=1 sec=1 second=1 ms=1e-3 millisecond=1e-3 min=60 minute=60 h=3600 hr=3600 hrs=3600 hour=3600 day=86400 week=604800',
  'months month=1 quarter=3 year=12 yr=12 yrs=12 decade=120 century=1200 centuries=1200',
  'share %=1 percent=1 pct=1', 'points pp=1 ppt=1 bp=0.01 bps=0.01',
  'celsius °c=1 ℃=1', 'fahrenheit °f=1 ℉=1', 'degrees °=1 degree=1', 'kelvin kelvin=1',
  'frequency hz=1 khz=1e3 mhz=1e6 ghz=1e9', 'data byte=1 kb=1e3 mb=1e6 gb=1e9 tb=1e12 pb=1e15', 'rate kbps=1e3 mbps=1e6 gbps=1e9',
  'volt v=1 volt=1 kv=1e3', 'ampere amp=1 ampere=1', 'pressure pa=1 kpa=1e3 mpa=1e6 bar=1e5', 'area m²=1 km²=1e6 hectare=1e4 ha=1e4', 'acre acre=1',
  'speed km/h=1 kph=1 kmh=1', 'mph mph=1', 'm/s m/s=1', 'decibel db=1', 'ppm ppm=1',
  'money $ dollar=1 usd=1 cent=0.01', 'money € euro=1 eur=1', 'money £ gbp=1', 'money ¥ yen=1 jpy=1 yuan=1 cny=1', 'won won=1 krw=1',
]
const units = new Map<string, readonly [string, number]>()
for (const line of table) {
  const words = line.split(' ')
  const named = words.filter((word) => !word.includes('=') || word === '=')
  for (const word of words.slice(named.length)) {
    const [unit, factor] = word.split('=') as [string, string]
    units.set(unit, [named.join(' '), Number(factor)])
    if (unit.length > 3) units.set(`${unit}s`, [named.join(' '), Number(factor)])
  }
}
const factors = new Map<string, Set<number>>()
for (const [of, factor] of units.values()) factors.set(of, (factors.get(of) ?? new Set<number>([1])).add(factor))

/** The plain numbers, as in the keys of tokens, in which the same may be written with another unit or scale. */
export function otherDigits({ value, of }: Quantity): string[] {
  const keys = new Set<string>()
  for (const factor of factors.get(of) ?? [1]) for (const size of [1, 1e3, 1e6, 1e9]) {
    const digits = Number((value / factor / size).toPrecision(9))
    if (digits >= 0.001 && digits < 1e15) keys.add(String(digits))
  }
  return [...keys]
}

/** One letter is a unit only as it is written: 5 m, 5 W; "5 s" and "5 b" of something else stay counts. */
const behind = /^[\s\u00a0\u202f-]?(°\s?[CF]|[°%℃℉]|km\/h|m\/s|[\p{L}µ]+[²³]?(?:-hours?)?)/u
const points = /^\s?(?:%|percent|per cent)(?:age)?[\s-]points?|^\s?(?:percentage|basis)[\s-]points?/iu
const coin = /(?:US|[AC])?([$€£¥₩])\s?$/u
const sums: Record<string, string> = { $: 'money $', '€': 'money €', '£': 'money £', '¥': 'money ¥', '₩': 'won' }
/** Between this number and the next, which has the unit for both. */
const joined = /^\s?(?:-|–|—|to|and|or|,|bis)\s?[$€£¥]?(\d+(?:[.,]\d+)*)/u
const month = /^(?:st|nd|rd|th)?(?: of)?\s(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b/u
const monthBefore = /(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sep(?:t(?:ember)?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)\s$/u
const isYear = (text: string): boolean => /^(?:1[5-9]|20)\d\d$/u.test(text)
const small = new Set('the a an of in on at by for with and or but to from per is are was were be as that which who it its this these those than more less over under between out until into after before during when while because if so also not no each every other'.split(' '))

/** @param at where the number stands in `text`; @param key as in its token. Nothing for times of day and the like. */
export function quantityOf(text: string, at: { readonly start: number; readonly end: number }, key: string): Quantity | undefined {
  if (!/^\d+(?:\.\d+)?$/u.test(key)) return undefined
  let value = Number(key)
  const lead = text.slice(Math.max(0, at.start - 12), at.start)
  if (/[\p{L}_]-?$/u.test(lead)) return { value, of: 'label', scaled: false }
  if (value <= 31 && Number.isInteger(value) && (month.test(text.slice(at.end, at.end + 14)) || monthBefore.test(lead))) return { value, of: 'day', scaled: false }
  let rest = text.slice(at.end, at.end + 60)
  const money = coin.exec(text.slice(Math.max(0, at.start - 4), at.start))?.[1]
  const sum = money === undefined ? undefined : sums[money]
  const scaled = scale.exec(rest) ?? (sum !== undefined || /^k(?![\p{L}\p{N}])/u.test(rest) ? shortScale.exec(rest) : null)
  if (scaled !== null) {
    value *= (scales[scaled[1]!.toLowerCase()] ?? 1) * (scales[scaled[2]?.toLowerCase() ?? ''] ?? 1)
    rest = rest.slice(scaled[0].length)
  }
  if (sum !== undefined) return { value, of: sum, scaled: scaled !== null }
  if (points.test(rest)) return { value: /^\s?basis/iu.test(rest) ? value / 100 : value, of: 'points', scaled: scaled !== null }
  if (/^\s?per cent\b/iu.test(rest)) return { value, of: 'share', scaled: scaled !== null }
  const named = unitOf(rest)
  if (named !== undefined) return { value: value * named[1], of: named[0], scaled: scaled !== null }
  const range = scaled === null ? joined.exec(rest) : null
  if (range !== null) {
    const other = quantityOf(text, { start: at.end + range[0].length - range[1]!.length, end: at.end + range[0].length }, range[1]!.replaceAll(',', ''))
    if (other !== undefined && other.of !== 'count' && other.of !== 'year') {
      const plain = Number(range[1]!.replaceAll(',', ''))
      return { value: plain === 0 ? value : value * (other.value / plain), of: other.of, scaled: other.scaled }
    }
  }
  // "12 consecutive months": the unit may stand one word further on.
  const further = /^[\s-]\p{Ll}+\s(\p{Ll}{3,})/u.exec(rest)
  const far = further === null ? undefined : units.get(further[1]!)
  if (far !== undefined && !small.has(rest.trim().split(/\s/u)[0]!)) return { value: value * far[1], of: far[0], scaled: scaled !== null }
  if (isYear(key) && scaled === null) return { value, of: 'year', scaled: false }
  const noun = /^[\s-](\p{L}{3,})/u.exec(rest)?.[1]?.toLowerCase()
  return { value, of: 'count', scaled: scaled !== null, ...(noun === undefined || small.has(noun) ? {} : { noun }) }
}

function unitOf(rest: string): readonly [string, number] | undefined {
  const word = behind.exec(rest)?.[1]
  if (word === undefined) return undefined
  const squared = /^[\s-]?(?:square|cubic|sq\.?|cu\.?)\s(\p{L}+)/iu.exec(rest)
  if (squared !== null) {
    const base = units.get(squared[1]!.toLowerCase())
    return base === undefined ? undefined : [`${/^[\s-]?s/iu.test(rest) ? 'square' : 'cubic'} ${base[0]}`, base[1] ** (/^[\s-]?s/iu.test(rest) ? 2 : 3)]
  }
  const plain = word.replace(/\s/u, '').toLowerCase()
  if (word.length === 1 && /[A-Z]/u.test(word) && !/[WVC]/u.test(word)) return undefined
  if (plain === 'second' && /^\s\p{L}+\s\p{L}/u.test(rest) && !/^[\s-]second\b\s?(?:and|of|in|later|before|after|delay|timeout|on)/iu.test(rest)) return units.get('second')
  return units.get(plain)
}

/** Whether a number in a source may be the one that the claim means: the same value of the same thing. */
export function sameQuantity(claim: Quantity | undefined, source: Quantity | undefined): boolean {
  if (claim === undefined || source === undefined) return true
  const known = (quantity: Quantity): boolean => quantity.of !== 'count' && quantity.of !== 'year'
  if (known(claim) && known(source)) return kin(claim.of, source.of) && equal(claim.value, source.value)
  if (known(claim) !== known(source)) {
    const bare = known(claim) ? source : claim
    // A bare number in a cell or at the end of a sentence may be meant in any unit; a counted thing is not.
    return bare.of === 'count' && bare.noun === undefined && !bare.scaled
  }
  return equal(claim.value, source.value)
}

const kin = (a: string, b: string): boolean => a === b || (a === 'degrees' && (b === 'celsius' || b === 'fahrenheit')) || (b === 'degrees' && (a === 'celsius' || a === 'fahrenheit'))

export function equal(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
}

/** One name for all ways to write the same: `power 1200000`. Nothing where only the digits could tell. */
export function quantityName({ value, of, noun }: Quantity): string | undefined {
  return of === 'year' || (of === 'count' && value < 1000 && noun === undefined) ? undefined : `${of} ${String(Number(value.toPrecision(9)))}`
}
