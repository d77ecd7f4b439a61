/** Tokens that depend on where they stand: names, units after a number, and words that are reserved only where the grammar can use them. */
import { ExternalTokenizer, type InputStream, type Stack } from '@lezer/lr'
import { declarationAt, isNamePart, isNameStart, wordAt, type Peek } from './lines.ts'
import * as term from './rules.parser.terms.ts'

const DECLARATIONS: Readonly<Record<string, number>> = {
  ruleset: term.declareRuleSet,
  type: term.declareType,
  entity: term.declareEntity,
  relation: term.declareRelation,
  quantity: term.declareQuantity,
  rule: term.declareRule,
  define: term.declareDefine,
  fact: term.declareFact,
  closed: term.declareClosed,
  policy: term.declarePolicy,
  wording: term.declareWording,
  judge: term.declareJudge,
  test: term.declareTest,
}

/** A word and the terms it may stand for, tried in order. */
const RESERVED: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({
    and: term.and, or: term.or, not: term.not, implies: term.implies, iff: term.iff, xor: term.xor,
    forall: term.every, exists: term.some, some: term.some, such: term.such, that: term.that, normally: term.normally,
    unless: term.unless, same: term.same, as: term.as, is: term.is, in: term._in, also: term.also, says: term.says, say: term.says,
    valid: term.valid, from: term.from, to: term.to, on: term.on, open: term.open, priority: term.priority,
    severity: term.severity, date: term.dateWord, at: term.at, least: term.least, most: term.most, above: term.above,
    below: term.below, between: term.between, claims: term.claims, need: term.need, needs: term.need, source: term.sources,
    sources: term.sources, tier: term.tier, newer: term.newer, than: term.than, avoid: term.avoid, sourced: term.sourced, by: term.by,
  }).map(([word, one]) => [word, [one]]),
)
/** Words that stand in front of a formula, where a name may stand too: there the next sign decides. */
const NAME_BEFORE_BRACKET = new Set([term.some, term.normally])

const NOTHING: readonly number[] = []
const MAGNITUDES = new Set(['thousand', 'million', 'billion', 'trillion', 'k', 'm', 'bn'])
const UNIT_OPENERS = new Set(['degree', 'degrees', 'square', 'cubic', 'US', 'us', 'pounds', 'pound'])
const UNIT_SIGNS = '%‰°€$£¥₩₹µμΩ℃℉'

const SPACE = 32
const TAB = 9

function blanks(peek: Peek, from: number): number {
  let at = from
  while (peek(at) === SPACE || peek(at) === TAB || peek(at) === 0xa0) at++
  return at
}

function digitsOrSigns(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 46 || code === 45 || code === 0x2212 || '€$£¥₩₹'.includes(String.fromCharCode(code))
}

const isUnitSign = (code: number): boolean => code > 0 && UNIT_SIGNS.includes(String.fromCharCode(code))
const isSuperscript = (code: number): boolean => code === 0xb2 || code === 0xb3 || code === 0xb9 || (code >= 0x2070 && code <= 0x207e)

/** The end of one factor such as `kW`, `m^2`, `s⁻¹` at `from`, or `from` itself. */
function unitFactorEnd(peek: Peek, from: number): number {
  let at = from
  while (isNameStart(peek(at)) || isUnitSign(peek(at))) at++
  if (at === from) return from
  // `m2`, `m3`: a power written as a plain digit.
  if ((peek(at) === 50 || peek(at) === 51) && !isNamePart(peek(at + 1))) return at + 1
  if (peek(at) === 94) {
    let power = at + 1
    if (peek(power) === 45 || peek(power) === 0x2212) power++
    const digits = power
    while (peek(power) >= 48 && peek(power) <= 57) power++
    if (power > digits) at = power
  }
  while (isSuperscript(peek(at))) at++
  return at
}

/** The end of a unit text at offset 0 (`kWh/m²`, `kg·m/s^2`, `degrees Celsius`, `million EUR`), or 0. */
function unitEnd(peek: Peek, alone: boolean): number {
  let end = 0
  if (alone && peek(0) === 49 && peek(1) === 47) end = 1
  else end = unitFactorEnd(peek, 0)
  if (end === 0) return 0
  const first = wordAt(peek, 0)
  if (MAGNITUDES.has(first) || UNIT_OPENERS.has(first)) {
    const next = blanks(peek, end)
    const more = unitFactorEnd(peek, next)
    if (more > next && !RESERVED.has(wordAt(peek, next))) end = more
  }
  for (;;) {
    const sign = peek(end)
    if (sign === 47 || sign === 42 || sign === 0xb7 || sign === 0x22c5) {
      const more = unitFactorEnd(peek, end + 1)
      if (more === end + 1 || peek(more) === 40) return end
      end = more
      continue
    }
    const next = blanks(peek, end)
    if (next > end && wordAt(peek, next) === 'per') {
      const after = blanks(peek, next + 3)
      const more = unitFactorEnd(peek, after)
      if (more > after) {
        end = more
        continue
      }
    }
    return end
  }
}

/** Whether only blanks, and no line end, stand before the token. */
function sameLineBefore(input: InputStream): boolean {
  let back = -1
  while (input.peek(back) === SPACE || input.peek(back) === TAB || input.peek(back) === 0xa0) back--
  const code = input.peek(back)
  return code !== 10 && code !== 13 && code !== -1
}

function firstShiftable(stack: Stack, terms: readonly number[]): number {
  for (const one of terms) if (stack.canShift(one)) return one
  return 0
}

function reserved(word: string, peek: Peek, stack: Stack): { term: number; length: number } | undefined {
  if (word === 'for') {
    const next = blanks(peek, 3)
    const second = wordAt(peek, next)
    if ((second === 'every' || second === 'all' || second === 'each') && stack.canShift(term.every)) return { term: term.every, length: next + second.length }
    return undefined
  }
  if (word === 'about') {
    if (stack.canShift(term.about)) return { term: term.about, length: 5 }
    return digitsOrSigns(peek(blanks(peek, 5))) && stack.canShift(term.approximately) ? { term: term.approximately, length: 5 } : undefined
  }
  const found = firstShiftable(stack, RESERVED.get(word) ?? NOTHING)
  if (found === 0) return undefined
  if (NAME_BEFORE_BRACKET.has(found) && found !== term.normally && peek(blanks(peek, word.length)) === 40) return undefined
  return { term: found, length: word.length }
}

function acceptName(input: InputStream, peek: Peek, from: number): void {
  let end = from
  while (isNamePart(peek(end))) end++
  input.acceptToken(term.Name, end)
}

export const words = new ExternalTokenizer(
  (input, stack) => {
    const peek: Peek = (offset) => input.peek(offset)
    const code = input.next
    if (stack.canShift(term.Unit) && sameLineBefore(input) && (isNameStart(code) || isUnitSign(code) || code === 49)) {
      const end = unitEnd(peek, stack.canShift(term.dateWord))
      const word = wordAt(peek, 0)
      const isWord = end > 0 && !(isNameStart(code) && firstShiftable(stack, RESERVED.get(word) ?? NOTHING) !== 0)
      if (isWord) {
        input.acceptToken(term.Unit, end)
        return
      }
    }
    if (code === 0x2200) return input.acceptToken(term.every, 1)
    if (code === 0x2203) return input.acceptToken(term.some, 1)
    // A name may begin with a digit where no number can stand: `entity 1984`, `wrote(orwell, 1984)`.
    if (code >= 48 && code <= 57 && stack.canShift(term.Name) && !stack.canShift(term.Number)) return acceptName(input, peek, 1)
    if (!isNameStart(code)) return
    const declaration = declarationAt(peek)
    if (declaration !== undefined) return input.acceptToken(DECLARATIONS[declaration] ?? 0, declaration.length)
    const word = wordAt(peek, 0)
    const keyword = reserved(word, peek, stack)
    if (keyword !== undefined) return input.acceptToken(keyword.term, keyword.length)
    acceptName(input, peek, word.length)
  },
  { contextual: true },
)
