/** Reads numbers as people write them: digits, words, fractions, multipliers; each with half a unit of its last digit. */
import { add, divide, multiply, negate, parseDecimal, rational, type Rational } from '../rational.ts'
import type { Token } from './tokens.ts'

export interface NumberFound {
  /** Index of the first token after it. */
  readonly end: number
  readonly value: Rational
  /** Half a unit of the last digit written: a rounded number lies within this of `value`. */
  readonly half: Rational
  /** The "million" that was multiplied by, which a range's first number may borrow. */
  readonly scale?: Rational
  /** "half", "a third": a share, which a percentage may be given by. */
  readonly part?: boolean
}

const HALF = rational(1, 2)
const SMALL: ReadonlyMap<string, number> = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ').map((word, index) => [word, index]),
)
const TENS: ReadonlyMap<string, number> = new Map('twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, index) => [word, (index + 2) * 10]))
const MULTIPLIERS: ReadonlyMap<string, bigint> = new Map([
  ['hundred', 100n], ['thousand', 1000n], ['million', 10n ** 6n], ['mn', 10n ** 6n], ['mio', 10n ** 6n], ['billion', 10n ** 9n], ['bn', 10n ** 9n], ['trillion', 10n ** 12n],
])
/** Letters that multiply only when glued to a number of money ("$5k", "€2m"). */
const GLUED_MULTIPLIERS: ReadonlyMap<string, bigint> = new Map([['k', 1000n], ['m', 10n ** 6n], ['b', 10n ** 9n]])
const PARTS: ReadonlyMap<string, number> = new Map([['half', 2], ['third', 3], ['quarter', 4], ['fifth', 5], ['sixth', 6], ['eighth', 8], ['tenth', 10]])
const GLYPHS: ReadonlyMap<string, readonly [number, number]> = new Map([['½', [1, 2]], ['¼', [1, 4]], ['¾', [3, 4]], ['⅓', [1, 3]], ['⅔', [2, 3]], ['⅛', [1, 8]]])
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const singular = (word: string): string => word.replace(/s$/, '')

/** Number words below a thousand ("fifty two", "three hundred and five"); undefined if none start here. */
function wordsBelowThousand(tokens: readonly Token[], at: number): { end: number; value: number; round: number } | undefined {
  const read = (index: number): { end: number; value: number } | undefined => {
    const word = tokens[index]?.norm ?? ''
    const tens = TENS.get(word)
    if (tens !== undefined) {
      const unit = SMALL.get(tokens[index + 1]?.norm ?? '')
      return unit !== undefined && unit > 0 && unit < 10 ? { end: index + 2, value: tens + unit } : { end: index + 1, value: tens }
    }
    const small = SMALL.get(word)
    return small === undefined ? undefined : { end: index + 1, value: small }
  }
  const first = read(at)
  if (!first) return undefined
  if (tokens[first.end]?.norm !== 'hundred' || first.value === 0 || first.value > 99) return { ...first, round: 1 }
  const joined = tokens[first.end + 1]?.norm === 'and' ? first.end + 2 : first.end + 1
  const rest = read(joined)
  return rest && rest.value < 100 ? { end: rest.end, value: first.value * 100 + rest.value, round: 1 } : { end: first.end + 1, value: first.value * 100, round: 100 }
}

function wordNumber(tokens: readonly Token[], at: number): NumberFound | undefined {
  let total = 0n
  let position = at
  let round = 1n
  let groups = 0
  for (;;) {
    const group = wordsBelowThousand(tokens, position)
    if (!group) break
    const scale = MULTIPLIERS.get(singular(tokens[group.end]?.norm ?? ''))
    if (scale === undefined || scale === 100n) {
      total += BigInt(group.value)
      position = group.end
      round = BigInt(group.round)
      break
    }
    total += BigInt(group.value) * scale
    position = group.end + 1
    round = scale
    groups += 1
    const next = tokens[position]?.norm === 'and' ? position + 1 : position
    if (!wordsBelowThousand(tokens, next)) break
    position = next
  }
  if (position === at) return undefined
  return { end: position, value: rational(total), half: rational(round, 2n), ...(groups === 1 && round > 100n ? { scale: rational(round) } : {}) }
}

/** "a dozen", "half", "a third", "two thirds", "a hundred", "½". */
function partNumber(tokens: readonly Token[], at: number): NumberFound | undefined {
  const first = tokens[at]!
  const glyph = GLYPHS.get(first.text)
  if (glyph) return { end: at + 1, value: rational(...glyph), half: rational(1, 200) }
  const article = first.norm === 'a' || first.norm === 'an'
  const word = tokens[article ? at + 1 : at]
  if (!word || word.kind !== 'word') return undefined
  const after = (article ? at + 1 : at) + 1
  if (word.norm === 'dozen') return { end: after, value: rational(12), half: HALF }
  if (word.norm === 'half' && tokens[after]?.norm === 'a' && tokens[after + 1]?.norm === 'dozen') return { end: after + 2, value: rational(6), half: HALF }
  const scale = article ? MULTIPLIERS.get(word.norm) : undefined
  if (scale !== undefined) return { end: after, value: rational(scale), half: rational(scale, 2n) }
  if (word.norm === 'half') return { end: after, value: HALF, half: rational(1, 20), part: true }
  const part = article ? PARTS.get(word.norm) : undefined
  if (part !== undefined && part > 2) return { end: after, value: rational(1, part), half: rational(1, 200), part: true }
  const count = SMALL.get(first.norm)
  const denominator = PARTS.get(singular(tokens[at + 1]?.norm ?? ''))
  if (count !== undefined && count > 0 && denominator !== undefined && count < denominator) return { end: at + 2, value: rational(count, denominator), half: rational(1, 200), part: true }
  return undefined
}

function digits(tokens: readonly Token[], at: number): NumberFound | undefined {
  let position = at + 1
  let text = tokens[at]!.norm
  // Groups of three set apart by spaces: "1 234 567".
  if (/^\d{1,3}$/.test(text)) {
    while (tokens[position]?.kind === 'number' && /^\d{3}(?:\.\d+)?$/.test(tokens[position]!.text) && tokens[position]!.start === tokens[position - 1]!.end + 1 && !text.includes('.')) text += tokens[position++]!.text
  }
  const [mantissa = '', exponentText = '0'] = text.split('e')
  const places = (mantissa.includes('.') ? mantissa.length - mantissa.indexOf('.') - 1 : 0) - Number(exponentText)
  let value = parseDecimal(text)
  if (!value || text.length > 60) return undefined
  let half = places >= 0 ? rational(1n, 2n * 10n ** BigInt(places)) : rational(10n ** BigInt(-places), 2n)
  const scaleBy = (factor: Rational): void => {
    value = multiply(value!, factor)
    half = multiply(half, factor)
  }
  const next = tokens[position]
  if (next && GLYPHS.has(next.text)) {
    value = add(value, rational(...GLYPHS.get(next.text)!))
    return { end: position + 1, value, half: rational(1, 200) }
  }
  if (next?.text === '/' && tokens[position + 1]?.kind === 'number' && next.glued && tokens[position + 1]!.glued) {
    const below = parseDecimal(tokens[position + 1]!.norm)
    if (!below || below.n === 0n || tokens[position + 2]?.text === '/') return undefined
    return { end: position + 2, value: divide(value, below), half: rational(1, 200), part: true }
  }
  const exponent = /^e(\d{1,3})$/.exec(next?.glued ? next.norm : '')
  if (exponent) {
    scaleBy(rational(10n ** BigInt(exponent[1]!)))
    position += 1
  } else if (next?.glued && next.norm === 'e' && (tokens[position + 1]?.text === '-' || tokens[position + 1]?.text === '+') && tokens[position + 2]?.kind === 'number') {
    const power = 10n ** BigInt(Math.min(300, Number(tokens[position + 2]!.norm)))
    scaleBy(tokens[position + 1]!.text === '-' ? rational(1n, power) : rational(power))
    position += 3
  } else if (next && /^[x×*·]$/.test(next.norm) && tokens[position + 1]?.text.startsWith('10')) {
    const power = powerOfTen(tokens, position + 1)
    if (power) {
      scaleBy(power.value)
      position = power.end
    }
  }
  let magnitude = 1n
  for (let scale = MULTIPLIERS.get(singular(tokens[position]?.norm ?? '')); scale !== undefined; scale = MULTIPLIERS.get(singular(tokens[position]?.norm ?? ''))) {
    scaleBy(rational(scale))
    magnitude *= scale
    position += 1
  }
  return { end: position, value, half, ...(magnitude > 1n ? { scale: rational(magnitude) } : {}) }
}

function powerOfTen(tokens: readonly Token[], at: number): { end: number; value: Rational } | undefined {
  const make = (sign: string, exponent: number, end: number): { end: number; value: Rational } | undefined => {
    if (exponent > 300) return undefined
    const power = 10n ** BigInt(exponent)
    return { end, value: sign === '-' ? rational(1n, power) : rational(power) }
  }
  if (tokens[at]!.text !== '10') return undefined
  if (tokens[at + 1]?.text === '^') {
    const signed = tokens[at + 2]?.text === '-'
    const power = tokens[signed ? at + 3 : at + 2]
    return power?.kind === 'number' && /^\d{1,3}$/.test(power.text) ? make(signed ? '-' : '', Number(power.text), signed ? at + 4 : at + 3) : undefined
  }
  let end = at + 1
  let sign = ''
  let exponent = ''
  if (tokens[end]?.text === '⁻') {
    sign = '-'
    end += 1
  }
  while (tokens[end]?.glued && [...tokens[end]!.text].every((letter) => SUPERSCRIPTS.includes(letter))) exponent += [...tokens[end++]!.text].map((letter) => SUPERSCRIPTS.indexOf(letter)).join('')
  return exponent && exponent.length < 4 ? make(sign, Number(exponent), end) : undefined
}

/** The number that starts at token `at`, as long as it goes; undefined if there is none. `money` allows "5k", "2m". */
export function readNumber(tokens: readonly Token[], at: number, money = false): NumberFound | undefined {
  const first = tokens[at]
  if (!first) return undefined
  const second = tokens[at + 1]
  if ((first.text === '-' || first.text === '+') && second?.kind === 'number' && second.glued) {
    const found = readNumber(tokens, at + 1, money)
    return found && first.text === '-' ? { ...found, value: negate(found.value) } : found
  }
  if ((first.norm === 'minus' || first.norm === 'negative') && second) {
    const found = readNumber(tokens, at + 1, money)
    return found && { ...found, value: negate(found.value) }
  }
  if (first.kind === 'number') {
    const found = digits(tokens, at)
    const letter = found && tokens[found.end]
    const scale = money && letter?.glued ? GLUED_MULTIPLIERS.get(letter.norm) : undefined
    if (!found || scale === undefined) return found
    return { end: found.end + 1, value: multiply(found.value, rational(scale)), half: multiply(found.half, rational(scale)), scale: rational(scale) }
  }
  const part = partNumber(tokens, at)
  if (part) return part
  const word = wordNumber(tokens, at)
  if (!word) return undefined
  if (tokens[word.end]?.norm === 'and' && tokens[word.end + 1]?.norm === 'a' && tokens[word.end + 2]?.norm === 'half') return { end: word.end + 3, value: add(word.value, HALF), half: rational(1, 20) }
  if (tokens[word.end]?.norm === 'point') {
    let text = ''
    let end = word.end + 1
    for (let digit = SMALL.get(tokens[end]?.norm ?? ''); digit !== undefined && digit < 10; digit = SMALL.get(tokens[end]?.norm ?? '')) {
      text += String(digit)
      end += 1
    }
    if (text) return { end, value: add(word.value, rational(BigInt(text), 10n ** BigInt(text.length))), half: rational(1n, 2n * 10n ** BigInt(text.length)) }
  }
  return word
}
