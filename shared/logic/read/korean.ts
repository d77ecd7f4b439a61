/** Reads Korean sentences against patterns that the user wrote in Korean: particles, polite endings, denial, comparisons, "모든", lists. */
import type { Formula, Term } from '../formula.ts'
import { dayNumber, daysInMonth } from '../dates.ts'
import { bindAll, conjunction, narrower, negation, nounFits, quantified, type Comparing, type Noun } from './meaning.ts'
import type { Chart } from './chart.ts'
import { endingOf, particleOf } from './koreanEndings.ts'
import type { PatternSymbol } from './pattern.ts'
import { comparable, realize } from './realize.ts'
import { tokenize, type Token } from './tokens.ts'
import { namesAt, type Vocabulary } from './vocabulary.ts'

interface Compiled {
  readonly symbol: PatternSymbol
  readonly yes: RegExp
  readonly no: RegExp
  /** The same with particles that need no space behind them, and with the longest first name. */
  readonly others: readonly (readonly [RegExp, RegExp])[]
  /** Slots in the order of the groups; -1 is the value. */
  readonly groups: readonly number[]
  /** The longest fixed run, for a quick look before the match. */
  readonly key: string
  readonly weight: number
  readonly noun: boolean
  /** What a noun pattern calls its quantity. */
  readonly own: string
}

const CACHE = new WeakMap<Vocabulary, readonly Compiled[]>()
const squeeze = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()
const loose = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s*')

function compile(text: string, symbol: PatternSymbol): Compiled | undefined {
  const pieces = squeeze(text).replace(/[.。]$/, '').split(/\{\s*(\d+|value)\s*\}/)
  const groups: number[] = []
  let source = ''
  let no = ''
  let key = ''
  const hasValue = pieces.some((piece, index) => index % 2 === 1 && piece === 'value')
  const noun = symbol.kind === 'quantity' && !hasValue
  pieces.forEach((piece, index) => {
    if (index % 2 === 1) {
      groups.push(piece === 'value' ? -1 : Number(piece) - 1)
      source += '(.+?)'
      return
    }
    if (piece.trim().length > key.length) key = piece.trim()
    const particle = index > 0 ? particleOf(piece) : undefined
    const rest = particle ? particle.rest : piece
    source += particle ? `${particle.source}(?=\\s|$)\\s*` : '\\s*'
    if (index < pieces.length - 1 || noun) source += loose(rest)
    else {
      const ending = endingOf(rest)
      no = source + (rest.trim() === '' ? '(?!)' : ending.no)
      source += rest.trim() === '' ? '' : ending.yes
    }
  })
  if (noun) {
    groups.push(-1)
    source += '\\s*(?:은|는|이|가)\\s*(.+)'
  }
  const wanted = symbol.of.parameters.length + (symbol.kind === 'quantity' ? 1 : 0)
  if (new Set(groups).size !== wanted || groups.some((slot) => slot >= symbol.of.parameters.length)) return undefined
  // The key's own ending may be inflected away.
  const stem = [...key].slice(0, Math.max(1, Math.min(3, key.length - 2))).join('').replace(/^[은는이가을를의에와과로]\s/, '')
  const both = (change: (text: string) => string): [RegExp, RegExp] => [new RegExp(`^${change(source)}$`, 'u'), new RegExp(`^${noun ? '(?!)' : change(no)}$`, 'u')]
  const [yes, denied] = both((text) => text)
  const others = [both((text) => text.replace('(.+?)', '(.+)')), both((text) => text.replaceAll('(?=\\s|$)', ''))]
  return { symbol, yes, no: denied, others, groups, own: noun ? squeeze(pieces[pieces.length - 1] ?? '') : '', key: stem.trim(), weight: text.replace(/\{[^}]*\}/g, '').length, noun }
}

function patternsOf(vocabulary: Vocabulary): readonly Compiled[] {
  let known = CACHE.get(vocabulary)
  if (!known) CACHE.set(vocabulary, (known = vocabulary.korean.flatMap(({ text, symbol }) => compile(text, symbol) ?? [])))
  return known
}

/** The individuals and types that a whole text names. */
function namesOf(chart: Chart, text: string): Noun[] {
  const tokens = tokenize(text)
  const [longest] = namesAt(chart.vocabulary, tokens, 0)
  if (!longest || longest.end !== tokens.length) return []
  return longest.entries.flatMap(({ entity }): Noun[] => {
    if (!entity) return []
    const term: Term = { kind: 'entity', name: entity.name }
    return [{ shape: 'one', types: [entity.type], named: [{ term, type: entity.type }], bind: (_type, scope) => scope(term) }]
  })
}

/** "A12", "A12와 B7", "모든 랙", "어떤 랙도" (with a denial). */
function nounsOf(chart: Chart, text: string, at: number): Noun[] {
  const trimmed = text.trim()
  const every = /^(?:모든|각|각각의)\s+(.+)$/.exec(trimmed)
  if (every) {
    const tokens = tokenize(every[1]!.replace(/들$/, ''))
    const [longest] = namesAt(chart.vocabulary, tokens, 0)
    if (!longest || longest.end !== tokens.length) return []
    return longest.entries.flatMap(({ type }): Noun[] => (type ? [{ shape: 'every', types: [type.name], named: [], bind: (place, scope) => quantified('forall', `#k${at}`, narrower(type.name, place), scope({ kind: 'variable', name: `#k${at}` })) }] : []))
  }
  const single = namesOf(chart, trimmed)
  if (single.length > 0) return single
  const parts = trimmed.split(/\s*(?:,|와|과|및|그리고|하고)\s+|\s*,\s*/).filter((part) => part !== '')
  if (parts.length < 2 || parts.length > 12) return []
  const lists = parts.map((part) => namesOf(chart, part))
  if (lists.some((list) => list.length !== 1)) return []
  const items = lists.map((list) => list[0]!)
  return [{ shape: 'and', types: [...new Set(items.flatMap((item) => item.types))], named: items.flatMap((item) => item.named), bind: (type, scope) => conjunction(items.map((item) => item.bind(type, scope))) }]
}

/** "동부관의 면적", "동부관의 것" where the pattern's own quantity is meant. */
function ownersOf(chart: Chart, text: string, pattern: Compiled, at: number): Noun[] {
  const owner = /^(.+?)의\s*(.+)$/u.exec(text.trim())
  return owner && (owner[2] === '것' || squeeze(owner[2]!) === pattern.own.replace(/^의\s*/u, '')) ? nounsOf(chart, owner[1]!, at) : []
}

const LARGE: readonly (readonly [RegExp, string])[] = [[/(?<![\d가-힣]\s?)만(?=\s*원)/gu, '1e4'], [/(\d(?:[\d,.]*\d)?)\s*천만/gu, '$1e7'], [/(\d(?:[\d,.]*\d)?)\s*백만/gu, '$1e6'], [/(\d(?:[\d,.]*\d)?)\s*조(?![가-힣])/gu, '$1 trillion'], [/(\d(?:[\d,.]*\d)?)\s*억/gu, '$1e8'], [/(\d(?:[\d,.]*\d)?)\s*만/gu, '$1e4'], [/(\d(?:[\d,.]*\d)?)\s*천(?![가-힣])/gu, '$1e3']]
const UNIT_WORDS: readonly (readonly [RegExp, string])[] = [[/㎡|제곱미터|평방미터/gu, 'm2'], [/㎢|제곱킬로미터/gu, 'km2'], [/㎥|세제곱미터/gu, 'm3'], [/㎏/gu, 'kg'], [/㎞/gu, 'km'], [/㎝|센티미터/gu, 'cm'], [/㎜|밀리미터/gu, 'mm'], [/헥타르/gu, 'ha'], [/밀리리터/gu, 'ml'], [/리터/gu, 'l'], [/그램/gu, 'g'], [/(\d)\s*톤/gu, '$1 t'], [/(\d)\s*도(?![가-힣])/gu, '$1 °C'], [/(\d)\s*주(?:일|간)?(?![가-힣])/gu, '$1 weeks'], [/(\d)\s*분(?:간)?(?![가-힣])/gu, '$1 min'], [/(\d)\s*초(?:간)?(?![가-힣])/gu, '$1 s'], [/(\d)\s*시간/gu, '$1 h'], [/(\d)\s*달(?:간)?(?![가-힣])/gu, '$1 months'], [/(\d)\s*일간/gu, '$1 days'], [/(\d)\s*년간/gu, '$1 years'], [/(\d)\s*(?:권|마리|석|곳|회|번|장|척|채|그루|병|부|점|쪽|페이지)(?![가-힣])/gu, '$1'], [/퍼센트|프로(?=$|\s)/gu, '%'], [/킬로와트/gu, 'kW'], [/메가와트/gu, 'MW'], [/킬로그램/gu, 'kg'], [/킬로미터/gu, 'km'], [/미터/gu, 'm'], [/밀리그램/gu, 'mg'], [/시간/gu, 'h'], [/개월/gu, 'months'], [/유로/gu, 'EUR'], [/달러/gu, 'USD'], [/(\d)\s*원/gu, '$1 KRW'], [/(\d)\s*일(?![가-힣])/gu, '$1 days'], [/(\d)\s*년(?![가-힣\s]*\d)/gu, '$1 years'], [/(\d)\s*(?:세|살)(?![가-힣])/gu, '$1 years'], [/(\d)\s*(?:명|개|대|건|층)(?![가-힣])/gu, '$1']]

function dateOf(text: string): { first: number; last: number } | undefined {
  const found = /^(\d{4})년(?:\s*(\d{1,2})월(?:\s*(\d{1,2})일)?)?$/.exec(text.trim())
  if (!found) return undefined
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0)]
  if (month > 12 || (month > 0 && day > daysInMonth(year, month))) return undefined
  if (month === 0) return { first: dayNumber(year, 1, 1), last: dayNumber(year, 12, 31) }
  return day === 0 ? { first: dayNumber(year, month, 1), last: dayNumber(year, month, daysInMonth(year, month)) } : { first: dayNumber(year, month, day), last: dayNumber(year, month, day) }
}

const POWERS: Readonly<Record<string, number>> = { 백: 2, 천: 3, 만: 4, 십만: 5, 백만: 6, 천만: 7, 억: 8, 조: 12 }

/** "1억 2천만", "1만 2천": several groups are one number, as exact as the last of them. */
const joinedNumbers = (text: string): string => text.replace(/(?:\d+\s*(?:조|억|천만|백만|십만|만|천|백)\s*){2,}/gu, (all) => {
  const groups = [...all.matchAll(/(\d+)\s*(조|억|천만|백만|십만|만|천|백)/gu)].map(([, digits = '0', power = '']) => [BigInt(digits), POWERS[power] ?? 0] as const)
  const least = Math.min(...groups.map(([, power]) => power))
  const total = groups.reduce((sum, [digits, power]) => sum + digits * 10n ** BigInt(power - least), 0n)
  return `${total}e${least} `
})

type Operator = '<' | '<=' | '>' | '>='
const BOUNDS: readonly (readonly [RegExp, Operator])[] = [[/\s*(?:이상|부터)$/u, '>='], [/\s*(?:이하|까지)$/u, '<='], [/\s*(?:초과|이후)$/u, '>'], [/\s*(?:미만|이전)$/u, '<']]

/** What a value's text says; none where it is no value. */
function comparingOf(chart: Chart, written: string, make: (text: string) => Chart): Comparing[] {
  let text = written.trim()
  const both = /^(.+?\s*(?:이상|초과))\s*(.+?\s*(?:이하|미만))$/u.exec(text)
  if (both) {
    const [low] = comparingOf(chart, both[1]!, make)
    const [high] = comparingOf(chart, both[2]!, make)
    return low && high ? [{ kind: 'all', of: [low, high] }] : []
  }
  let operator: Operator | undefined
  for (const [suffix, kind] of BOUNDS) {
    if (!suffix.test(text)) continue
    operator = kind
    text = text.replace(suffix, '')
    break
  }
  const date = dateOf(text)
  if (date) return operator ? [{ kind: 'dateBound', operator, day: operator === '<' || operator === '>=' ? date.first : date.last }] : [{ kind: 'dates', low: date.first, high: date.last }]
  const range = /^(.+?)\s*(?:에서|부터|~|-)\s*(.+?)\s*(?:사이|까지)?$/u.exec(text)
  text = joinedNumbers(text)
  for (const [word, latin] of [...LARGE, ...UNIT_WORDS]) text = text.replace(word, latin)
  text = text.replace(/^(?:약|대략)\s*/u, 'about ')
  if (/\p{Script=Hangul}/u.test(text) && !range) return []
  const inner = make(text)
  return chart.grammar.comparing(inner, 0).filter((one) => one.end === inner.tokens.length).flatMap(({ value }): Comparing[] => {
    if (!operator) return [value]
    return value.kind === 'rounded' && !value.about ? [{ kind: 'bound', operator, amount: value.amount }] : []
  })
}

/** "52kW이다", "40kW보다 높다", "B7보다 높다", "52kW가 아니다" after a quantity as noun. */
function saidOf(text: string): { value: string; kind: 'is' | '>' | '<'; denied: boolean } | undefined {
  const more = /^(.+?)보다\s*(?:더\s*)?(?:크|높|많|길|무겁|늦|넓|비싸|빠르|두껍|깊|오래되)(다|습니다|지 않다|지 않습니다)$/u.exec(text)
  if (more) return { value: more[1]!, kind: '>', denied: more[2]!.startsWith('지') }
  const less = /^(.+?)보다\s*(?:더\s*)?(?:작|낮|적|짧|가볍|이르|좁|싸|느리|얇|얕|어리|젊)(다|습니다|지 않다|지 않습니다)$/u.exec(text)
  if (less) return { value: less[1]!, kind: '<', denied: less[2]!.startsWith('지') }
  const over = /^(.+?)(?:을|를)\s*(?:(넘는다|넘습니다|초과한다|초과합니다|웃돈다|웃돕니다)|(?:넘지|초과하지|웃돌지)\s*(?:않는다|않습니다))$/u.exec(text)
  if (over) return { value: over[1]!, kind: '>', denied: over[2] === undefined }
  const under = /^(.+?)(?:을|를|에)\s*(?:밑돈다|밑돕니다|못 미친다|미치지 못한다|미달한다)$/u.exec(text)
  if (under) return { value: under[1]!, kind: '<', denied: false }
  const not = /^(.+?)(?:이|가|은|는)\s*(?:아니다|아닙니다)$/u.exec(text)
  if (not) return { value: not[1]!, kind: 'is', denied: true }
  const is = /^(.+?)(?:이다|입니다|이에요|예요|임|다)$/u.exec(text)
  return is ? { value: is[1]!, kind: 'is', denied: false } : undefined
}

const every = (way: readonly { noun: Noun }[]): boolean => way.some(({ noun }) => noun.shape === 'every')

/** Hearsay and conjecture, with what would be claimed without them. */
const HEDGES: readonly (readonly [RegExp, string])[] = [
  [/(?:이)?라고\s*(?:한다|합니다|전해진다|알려져 있다|알려져 있습니다)$/u, '이다'], [/다고\s*(?:한다|합니다|전해진다|알려져 있다|알려져 있습니다)$/u, '다'], [/일\s*(?:것이다|것입니다|수 있다|수 있습니다|수도 있다|지도 모른다)$/u, '이다'],
  [/^아마도?\s+/u, ''], [/^[^,]{1,60}에 따르면,?\s+/u, ''], [/\s+아마도?\s+/u, ' '],
]

/** A hedged Korean sentence: what is hedged and by what words. */
export function hedgedKorean(chart: Chart, sentence: string, chartFor: (text: string, tokens: readonly Token[]) => Chart): { formulas: Formula[]; reason: string } | undefined {
  const text = squeeze(sentence).replace(/[.。!]+$/u, '').trim()
  for (const [regex, plain] of HEDGES) {
    const match = regex.exec(text)
    const formulas = match ? readKorean(chart, text.replace(regex, plain), chartFor) : []
    if (match && formulas.length > 0) return { formulas, reason: match[0].trim() }
  }
  // "제공할 것이다", "빌릴 수 있다": a plan, a chance, a leave, of what "제공한다" would claim.
  const planned = /^(.*)(.)\s+(?:것이다|것입니다|예정이다|예정입니다|계획이다|계획입니다|수 있다|수 있습니다|수도 있다|지도 모른다|듯하다)$/su.exec(text)
  const code = (planned?.[2]?.charCodeAt(0) ?? 0) - 0xac00
  if (planned && code > 0 && code < 11172 && code % 28 === 8) {
    const open = code - 8
    for (const plain of [`${String.fromCharCode(0xac00 + open + 4)}다`, `${String.fromCharCode(0xac00 + open)}다`, `${String.fromCharCode(0xac00 + open)}였다`, ...(planned[2] === '할' ? ['했다'] : []), ...(planned[2] === '을' ? ['는다', '았다', '었다'] : [])]) {
      const formulas = readKorean(chart, planned[1]! + plain, chartFor)
      if (formulas.length > 0) return { formulas, reason: text.slice(planned[1]!.length) }
    }
  }
  return undefined
}

/** The formulas of a Korean sentence, those of the most specific pattern; empty if none reads it whole. */
export function readKorean(chart: Chart, sentence: string, chartFor: (text: string, tokens: readonly Token[]) => Chart): Formula[] {
  const text = squeeze(sentence).replace(/[.。!]+$/u, '').trim()
  if (text.length > 400) return []
  const make = (part: string): Chart => chartFor(part, tokenize(part))
  const found: { formula: Formula; weight: number }[] = []
  for (const pattern of patternsOf(chart.vocabulary)) {
    if (!text.replace(/\s+/g, '').includes(pattern.key.replace(/\s+/g, '').slice(0, 2))) continue
    for (const [yes, no] of [[pattern.yes, pattern.no] as const, ...pattern.others]) {
      const before = found.length
      for (const [regex, denied] of [[yes, false], [no, true]] as const) {
        const match = regex.exec(text)
        if (match) for (const formula of filled(chart, pattern, match.slice(1), denied, make)) found.push({ formula, weight: pattern.weight })
      }
      if (found.length > before) break
    }
  }
  const best = Math.max(...found.map((one) => one.weight))
  return found.filter((one) => one.weight === best).map((one) => one.formula)
}

function filled(chart: Chart, pattern: Compiled, texts: readonly string[], denied: boolean, make: (text: string) => Chart): Formula[] {
  const { symbol } = pattern
  const { parameters } = symbol.of
  let ways: { noun: Noun; slot: number }[][] = [[]]
  let comparings: { comparing: Comparing; denied: boolean }[] = symbol.kind === 'relation' ? [{ comparing: { kind: 'any', of: [] }, denied }] : []
  for (const [index, slot] of pattern.groups.entries()) {
    const text = texts[index]!
    if (slot < 0) {
      const said = pattern.noun ? saidOf(text.trim()) : { value: text, kind: 'is' as const, denied }
      if (!said) return []
      const direct = said.kind === 'is' ? comparingOf(chart, said.value, make)
        : [...comparingOf(chart, said.value, make).flatMap((one): Comparing[] => (one.kind === 'rounded' && !one.about ? [{ kind: 'bound', operator: said.kind as '>' | '<', amount: one.amount }] : [])), ...[...nounsOf(chart, said.value, index), ...ownersOf(chart, said.value, pattern, index)].map((noun): Comparing => ({ kind: 'other', operator: said.kind as '>' | '<', noun }))]
      comparings = direct.map((comparing) => ({ comparing, denied: said.denied }))
    } else {
      const nouns = nounsOf(chart, text, index).filter((noun) => nounFits(noun, parameters[slot] ?? 'Thing'))
      ways = ways.flatMap((way) => nouns.map((noun) => [...way, { noun, slot }]))
    }
  }
  const fill = (way: { noun: Noun; slot: number }[], atom: (args: Term[]) => Formula): Formula => bindAll(way.map(({ noun, slot }) => ({ noun, type: parameters[slot] ?? 'Thing' })), (terms) => {
    const args: Term[] = []
    way.forEach(({ slot }, index) => void (args[slot] = terms[index]!))
    return atom(args)
  })
  return ways.flatMap((way) => comparings.flatMap(({ comparing, denied: no }): Formula[] => {
    if (symbol.kind === 'relation') return [fill(way, (args) => { const formula: Formula = { kind: 'atom', relation: symbol.of.name, args }; return no ? negation(formula) : formula }), ...(no && every(way) ? [negation(fill(way, (args) => ({ kind: 'atom', relation: symbol.of.name, args })))] : [])]
    if (!comparable(comparing, symbol.of, 0)) return []
    // "모든 랙은 … 않다" denies it of each, or of all together.
    return [...(no && every(way) ? [negation(fill(way, (args) => realize(comparing, { quantity: symbol.of, args, spare: 0 })))] : []), fill(way, (args) => { const formula = realize(comparing, { quantity: symbol.of, args, spare: 0 }); return no ? negation(formula) : formula })]
  }))
}
