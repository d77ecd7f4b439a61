/** Reads comparisons by an adjective that no pattern gives: "is cheaper than B7", "is twice as large as the hall", "is 10 m longer than A". */
import type { QuantitySymbol } from '../base.ts'
import { normAt, together, type Chart } from './chart.ts'
import type { Comparing, Found, Predicate } from './meaning.ts'
import { comparable, realize } from './realize.ts'
import type { Token } from './tokens.ts'

interface Adjective {
  /** 1 where more of the quantity is more of the adjective. */
  readonly sign: 1 | -1
  /** What the quantity may be called; where nothing is, what else it may be. */
  readonly names: RegExp
  readonly else?: RegExp
  /** What it may be measured in, where its name does not tell: keys of the dimension with their powers, `$` for any currency. */
  readonly dimensions: readonly string[]
}

const MONEY = { names: /price|cost|fee|rate|rent|fare|tuition|premium/i, dimensions: ['$'] }
const SIZE = { names: /(?:^|_| )(?:size|area|volume|floor_?space)/i, else: /(?:^|_| )(?:capacity|population|members|staff|headcount|employees)/i, dimensions: ['m:2', 'm:3'] }
const LENGTH = { names: /length|duration|distance|time/i, dimensions: [] }
const ADJECTIVES: ReadonlyMap<string, Adjective> = new Map<string, Adjective>([
  ['expensive', { sign: 1, ...MONEY }], ['costly', { sign: 1, ...MONEY }], ['pricey', { sign: 1, ...MONEY }], ['dear', { sign: 1, ...MONEY }], ['cheap', { sign: -1, ...MONEY }], ['affordable', { sign: -1, ...MONEY }],
  ['large', { sign: 1, ...SIZE }], ['big', { sign: 1, ...SIZE }], ['spacious', { sign: 1, ...SIZE }], ['small', { sign: -1, ...SIZE }],
  ['heavy', { sign: 1, names: /weight|mass/i, dimensions: ['kg:1'] }], ['light', { sign: -1, names: /weight|mass/i, dimensions: ['kg:1'] }],
  ['long', { sign: 1, ...LENGTH }], ['short', { sign: -1, ...LENGTH }], ['tall', { sign: 1, names: /height/i, dimensions: [] }], ['high', { sign: 1, names: /height|altitude|elevation/i, dimensions: [] }],
  ['wide', { sign: 1, names: /width/i, dimensions: [] }], ['narrow', { sign: -1, names: /width/i, dimensions: [] }], ['deep', { sign: 1, names: /depth/i, dimensions: [] }], ['shallow', { sign: -1, names: /depth/i, dimensions: [] }],
  ['fast', { sign: 1, names: /speed|velocity/i, dimensions: ['m:1 s:-1'] }], ['slow', { sign: -1, names: /speed|velocity/i, dimensions: ['m:1 s:-1'] }],
  ['hot', { sign: 1, names: /temperature/i, dimensions: ['K:1'] }], ['warm', { sign: 1, names: /temperature/i, dimensions: ['K:1'] }], ['cold', { sign: -1, names: /temperature/i, dimensions: ['K:1'] }], ['cool', { sign: -1, names: /temperature/i, dimensions: ['K:1'] }],
  ['old', { sign: 1, names: /(?:^|_| )age(?:_|$| )/i, dimensions: [] }], ['young', { sign: -1, names: /(?:^|_| )age(?:_|$| )/i, dimensions: [] }], ['powerful', { sign: 1, names: /power/i, dimensions: [] }],
  ['steep', { sign: 1, names: /slope|gradient|incline/i, dimensions: [] }], ['populous', { sign: 1, names: /population/i, dimensions: [] }],
])

/** "cheaper" and "bigger" as what they compare. */
const COMPARATIVES: ReadonlyMap<string, Adjective> = new Map([...ADJECTIVES].flatMap(([word, adjective]): [string, Adjective][] => {
  const stem = word.replace(/y$/, 'i').replace(/e$/, '')
  return [`${stem}er`, `${word}er`, `${word}${word.slice(-1)}er`].map((form) => [form, adjective])
}))

const keyOf = ({ dimension }: QuantitySymbol): string => Object.entries(dimension).filter(([, power]) => power !== 0).map(([name, power]) => `${name}:${power}`).sort().join(' ')
const isMoney = ({ dimension }: QuantitySymbol): boolean => Object.entries(dimension).filter(([, power]) => power !== 0).every(([name, power]) => /^[A-Z]{3}$/.test(name) && power === 1) && Object.values(dimension).some((power) => power === 1)

/** The quantities of one thing that the adjective may speak of: by name if any is so called, else by what they are measured in. */
function meant(chart: Chart, adjective: Adjective): QuantitySymbol[] {
  const { names, dimensions } = adjective
  const all = [...chart.vocabulary.base.quantities.values()].filter((quantity) => quantity.parameters.length === 1 && !quantity.date)
  const called = all.filter((quantity) => names.test(quantity.name) || quantity.says.some((text) => names.test(text.slice(0, Math.max(0, text.indexOf('{'))))))
  if (called.length > 0) return called
  const measured = all.filter((quantity) => dimensions.includes(keyOf(quantity)) || (dimensions.includes('$') && isMoney(quantity)))
  return measured.length > 0 || !adjective.else ? measured : meant(chart, { sign: adjective.sign, names: adjective.else, dimensions: [] })
}

/** The same tokens with the adjective's comparison in words that hold of every quantity ("more than", "as much as"). */
function plainly(chart: Chart, at: number): { tokens: Token[]; adjective: Adjective; grown: number }[] {
  const found: { tokens: Token[]; adjective: Adjective; grown: number }[] = []
  const put = (from: number, length: number, word: string, adjective: Adjective): void => {
    const like = chart.tokens[from]!
    const plain: Token = { ...like, text: word, norm: word, canon: word, kind: 'word' }
    found.push({ tokens: [...chart.tokens.slice(0, from), plain, ...chart.tokens.slice(from + length)], adjective, grown: length - 1 })
  }
  for (let index = at; index < Math.min(at + 8, chart.tokens.length); index++) {
    const word = normAt(chart, index)
    const comparative = COMPARATIVES.get(word)
    if (comparative && normAt(chart, index + 1) === 'than') put(index, 1, comparative.sign === 1 ? 'more' : 'less', comparative)
    const adjective = ADJECTIVES.get(normAt(chart, index + 1))
    if (!adjective) continue
    if (/^(?:more|less)$/.test(word) && normAt(chart, index + 2) === 'than') put(index, 2, (word === 'more') === (adjective.sign === 1) ? 'more' : 'less', adjective)
    // "twice as cheap" is not half the price.
    if (word === 'as' && normAt(chart, index + 2) === 'as' && (adjective.sign === 1 || index === at)) put(index + 1, 1, 'much', adjective)
  }
  return found
}

/** What such a comparison says of its subject, for each quantity that it may be about. */
export function adjectival(chart: Chart, at: number, negated: boolean): Found<Predicate>[] {
  return plainly(chart, at).flatMap(({ tokens, adjective, grown }) => {
    // "not as large as" says smaller, not merely of another size.
    if (negated && normAt(chart, at) === 'as') return []
    const inner: Chart = { ...chart, tokens, words: new Set(tokens.map((token) => token.canon)), memo: new Map() }
    return chart.grammar.comparing(inner, at).flatMap((found: Found<Comparing>): Found<Predicate>[] => {
      const end = found.end + grown
      return meant(chart, adjective).flatMap((quantity): Found<Predicate>[] => {
        if (!comparable(found.value, quantity, 0)) return []
        return [{ end, score: found.score + 6, ...together(found), value: { types: [quantity.parameters[0] ?? 'Thing'], named: [], apply: (subject) => realize(found.value, { quantity, args: [subject], spare: 0 }) } }]
      })
    })
  })
}
