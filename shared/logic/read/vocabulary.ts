/** The words of a rule base, indexed for reading: names in a trie, patterns by their rarest fixed word. */
import type { EntitySymbol, RuleBase, TypeSymbol } from '../base.ts'
import { civilOfDay } from '../dates.ts'
import { fallbackTexts } from './fallbackTexts.ts'
import { compilePattern, type NounPattern, type Pattern, type PatternSymbol, type Rank, type VerbPattern } from './pattern.ts'
import { tokenize, type Token } from './tokens.ts'

/** What a name may stand for; `written` is the name's tokens, to prefer an exact match over an inflected one. */
export interface NameEntry {
  readonly written: readonly string[]
  /** The ways it is written in the rules, case and all. */
  readonly texts: string[]
  readonly entity?: EntitySymbol
  readonly type?: TypeSymbol
}

interface TrieNode {
  readonly next: Map<string, TrieNode>
  readonly entries: NameEntry[]
}

/** Verb patterns of one verb, by the first fixed word of what follows it; `open` where a slot or nothing follows. */
export interface VerbIndex {
  readonly byWord: Map<string, VerbPattern[]>
  readonly open: VerbPattern[]
  /** Those that ask for a date and nothing else behind the verb: "{1} starts on {value}". */
  readonly dated: VerbPattern[]
}

export interface Vocabulary {
  readonly base: RuleBase
  readonly names: TrieNode
  readonly verbs: Map<string, VerbIndex>
  /** Patterns whose subject is more than a slot: by its first word, and by the word after "NP's". */
  readonly openings: Map<string, VerbPattern[]>
  readonly possessiveOpenings: Map<string, VerbPattern[]>
  readonly pairOpenings: VerbPattern[]
  /** By the first word of the head. */
  readonly nouns: Map<string, NounPattern[]>
  /** Unary "is …" patterns without slots behind the verb, by their first word: adjectives and nouns. */
  readonly attributes: Map<string, VerbPattern[]>
  /** "is the capital of {2}": nouns with arguments, by their first word. */
  readonly relational: Map<string, VerbPattern[]>
  /** Texts of `says` and `also` in Korean, for the reader of Korean. */
  readonly korean: readonly { readonly text: string; readonly symbol: PatternSymbol }[]
  /** Every canonical word that some pattern or name knows. */
  readonly known: ReadonlySet<string>
  /** All names as written, for the nearest one. */
  readonly spellings: readonly string[]
  /** The years of the base's own dates, for dates written without one. */
  readonly years: readonly number[]
}

const HANGUL = /\p{Script=Hangul}/u
const node = (): TrieNode => ({ next: new Map(), entries: [] })

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function addName(root: TrieNode, name: string, entry: Omit<NameEntry, 'written' | 'texts'>): void {
  const tokens = tokenize(name)
  if (tokens.length === 0) return
  let at = root
  for (const token of tokens) {
    let next = at.next.get(token.canon)
    if (!next) at.next.set(token.canon, (next = node()))
    at = next
  }
  const known = at.entries.find((one) => one.entity === entry.entity && one.type === entry.type)
  if (known) known.texts.push(name)
  else at.entries.push({ written: tokens.map((token) => token.norm), texts: [name], ...entry })
}

const spaced = (name: string): string => name.replace(/_/g, ' ')
const camel = (name: string): string => spaced(name).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')

const CACHE = new WeakMap<RuleBase, Vocabulary>()

/** The vocabulary of a base; computed once for each base value. Linear in its names and patterns. */
export function compileVocabulary(base: RuleBase): Vocabulary {
  const cached = CACHE.get(base)
  if (cached) return cached
  const names = node()
  const spellings: string[] = []
  for (const entity of base.entities.values()) {
    for (const name of [spaced(entity.name), ...entity.also]) {
      addName(names, name, { entity })
      spellings.push(name)
    }
  }
  for (const type of base.types.values()) for (const name of [spaced(type.name), camel(type.name), ...type.also]) addName(names, name, { type })
  const index = indexPatterns(base)
  const vocabulary: Vocabulary = { base, names, spellings, years: yearsOf(base), ...index }
  CACHE.set(base, vocabulary)
  return vocabulary
}

function indexPatterns(base: RuleBase): Omit<Vocabulary, 'base' | 'names' | 'spellings' | 'years'> {
  const verbs = new Map<string, VerbIndex>()
  const openings = new Map<string, VerbPattern[]>()
  const possessiveOpenings = new Map<string, VerbPattern[]>()
  const pairOpenings: VerbPattern[] = []
  const nouns = new Map<string, NounPattern[]>()
  const attributes = new Map<string, VerbPattern[]>()
  const relational = new Map<string, VerbPattern[]>()
  const korean: { text: string; symbol: PatternSymbol }[] = []
  const known = new Set<string>()
  const addVerb = (pattern: VerbPattern): void => {
    for (const item of [...pattern.subject, ...pattern.rest]) if (item.kind === 'word') known.add(item.canon)
    const [first, second, third] = pattern.subject
    if (pattern.subject.length !== 1 || first?.kind !== 'slot') {
      if (first?.kind === 'word') push(openings, first.canon, pattern)
      else if (second?.kind === 'word' && second.norm === "'s" && third?.kind === 'word') push(possessiveOpenings, third.canon, pattern)
      else pairOpenings.push(pattern)
      return
    }
    for (const main of typeof pattern.main === 'string' ? [pattern.main] : pattern.main) {
      known.add(main)
      let entry = verbs.get(main)
      if (!entry) verbs.set(main, (entry = { byWord: new Map(), open: [], dated: [] }))
      const head = pattern.rest[0]
      if (head?.kind === 'word') push(entry.byWord, head.canon, pattern)
      // A preposition before {value} may give way to a comparison word.
      if (head?.kind !== 'word' || pattern.rest[1]?.kind === 'value') entry.open.push(pattern)
      if (pattern.symbol.kind === 'quantity' && pattern.symbol.of.date && pattern.symbol.of.parameters.length === 1 && pattern.rest[pattern.rest.length - 1]?.kind === 'value' && !pattern.negated && !pattern.modal) entry.dated.push(pattern)
    }
    const head = pattern.rest[0]
    if (pattern.main === 'be' && pattern.symbol.kind === 'relation' && pattern.article && head?.kind === 'word' && pattern.rest.some((item) => item.kind === 'slot')) push(relational, head.canon, pattern)
    if (pattern.main === 'be' && pattern.symbol.kind === 'relation' && !pattern.modal && !pattern.negated && !pattern.past && head?.kind === 'word' && pattern.rest.every((item) => item.kind === 'word')) push(attributes, head.canon, pattern)
  }
  const add = (pattern: Pattern): void => {
    if (pattern.kind === 'verb') return addVerb(pattern)
    for (const word of [...pattern.head, ...pattern.args.flatMap((arg) => arg.words)]) known.add(word)
    push(nouns, pattern.head[0]!, pattern)
  }
  const addText = (text: string, symbol: PatternSymbol, rank: Rank): void => {
    if (HANGUL.test(text)) korean.push({ text, symbol })
    else for (const pattern of compilePattern(text, symbol, rank)) add(pattern)
  }
  const symbols: PatternSymbol[] = [...[...base.relations.values()].map((of) => ({ kind: 'relation' as const, of })), ...[...base.quantities.values()].map((of) => ({ kind: 'quantity' as const, of }))]
  for (const symbol of symbols) {
    for (const text of [...symbol.of.says, ...symbol.of.also]) addText(text, symbol, 0)
    for (const text of fallbackTexts(symbol.of.name, symbol)) addText(text, symbol, symbol.of.says.length === 0 ? 1 : 6)
  }
  return { verbs, openings, possessiveOpenings, pairOpenings, nouns, attributes, relational, korean, known }
}

function yearsOf(base: RuleBase): number[] {
  const years = new Set<number>()
  for (const { literal } of base.facts) {
    if (literal.kind !== 'quantity' || !base.quantities.get(literal.quantity)?.date || years.size > 3) continue
    if (literal.value.low) years.add(civilOfDay(Number(literal.value.low.n / literal.value.low.d)).year)
  }
  return [...years].sort()
}

/** The longest names that start at token `at`, exact spellings before inflected ones. */
export function namesAt(vocabulary: Vocabulary, tokens: readonly Token[], at: number): { end: number; entries: readonly NameEntry[] }[] {
  const found: { end: number; entries: readonly NameEntry[] }[] = []
  let walk: TrieNode | undefined = vocabulary.names
  for (let index = at; index < tokens.length && walk; index++) {
    walk = walk.next.get(tokens[index]!.canon)
    if (walk && walk.entries.length > 0) found.push({ end: index + 1, entries: walk.entries })
  }
  return found.reverse()
}
