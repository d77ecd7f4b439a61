/** Compiles one `says` pattern into what the parser looks up: a verb with its complements, or a noun with its arguments. */
import type { Unit } from '../base.ts'
import { parseUnit } from '../units.ts'
import { fallbackTexts, type PatternSymbol } from './fallbackTexts.ts'
import { isParticiple, verbReadings } from './inflection.ts'
import { tokenize, type Token } from './tokens.ts'
import { ARTICLES, BE, DO, HAVE, MODALS, PREPOSITIONS } from './wordLists.ts'

export type Item =
  | { readonly kind: 'word'; readonly canon: string; readonly norm: string }
  | { readonly kind: 'slot'; readonly slot: number }
  | { readonly kind: 'value'; readonly unit?: Unit }

/** What a pattern loses against one that the user wrote: 0 written, 1 derived from a written one, 6 made from the identifier. */
export type Rank = 0 | 1 | 6

export type { PatternSymbol }

export interface VerbPattern {
  readonly kind: 'verb'
  readonly symbol: PatternSymbol
  /** `[slot]` as a rule; else words and slots, taken literally. */
  readonly subject: readonly Item[]
  readonly main: 'be' | 'have' | ReadonlySet<string>
  readonly modal?: string
  readonly negated: boolean
  /** Negated by "never", which "not" does not stand for. */
  readonly never?: boolean
  /** Written in the past: then a sentence in the past is plain. */
  readonly past: boolean
  /** Words between subject and verb ("directly"). */
  readonly adverbs: readonly string[]
  readonly rest: readonly Item[]
  /** "is a manager": may serve as a noun. */
  readonly article: boolean
  readonly rank: Rank
}

export interface NounPattern {
  readonly kind: 'noun'
  readonly symbol: PatternSymbol
  /** Canonical words of the head, and each argument with the words before it. */
  readonly head: readonly string[]
  readonly args: readonly { readonly words: readonly string[]; readonly slot: number }[]
  /** What follows the last argument ("fat content of {1}'s milk"). */
  readonly tail?: readonly string[]
  readonly rank: Rank
}

export type Pattern = VerbPattern | NounPattern

const CURRENCY = /^\p{Sc}$/u

/** Items of a pattern, articles dropped; undefined where a slot is out of range or stands twice. */
function patternItems(text: string, arity: number): { items: Item[]; articleAfter: Set<number> } | undefined {
  const marked = text.replace(/\{\s*(\d+|value)\s*\}/g, (_, name: string) => ` qxslot${name === 'value' ? 'v' : String.fromCharCode(96 + Math.min(25, Number(name)))} `).replace(/ +(['’]s?\b)/g, '$1').trim().replace(/\.$/, '')
  const items: Item[] = []
  const articleAfter = new Set<number>()
  const seen = new Set<number>()
  const tokens = tokenize(marked)
  tokens.forEach((token: Token, index) => {
    const slot = /^qxslot([a-v])$/.exec(token.norm)?.[1]
    if (slot === 'v') {
      const next = tokens[index + 1]
      const unit = next && next.kind !== 'number' ? parseUnit(next.text) : undefined
      items.push({ kind: 'value', ...(unit ? { unit } : {}) })
    } else if (slot !== undefined) {
      const number = slot.charCodeAt(0) - 97
      if (seen.has(number) || number >= arity) seen.add(-1)
      seen.add(number)
      items.push({ kind: 'slot', slot: number })
    } else if (ARTICLES.has(token.norm)) articleAfter.add(items.length)
    else if (!(CURRENCY.test(token.text) && /^qxslotv$/.test(tokens[index + 1]?.norm ?? ''))) items.push({ kind: 'word', canon: token.canon, norm: token.norm })
  })
  return seen.has(-1) || seen.size !== arity ? undefined : { items, articleAfter }
}

const word = (item: Item | undefined): string => (item?.kind === 'word' ? item.norm : '')
const hasValue = (items: readonly Item[]): boolean => items.some((item) => item.kind === 'value')

/** The lemmas that a word of a pattern may be a form of. */
const lemmasOf = (norm: string): ReadonlySet<string> => new Set(verbReadings(norm).map((reading) => reading.lemma))
const isPast = (norm: string): boolean => {
  const forms = verbReadings(norm).map((reading) => reading.form)
  return forms.includes('past') && !/^(?:cost|cut|hit|let|put|quit|read|set|shut|split|spread|shed|lay|found|saw|left)$/.test(norm)
}

type Verb = Pick<VerbPattern, 'main' | 'modal' | 'negated' | 'never' | 'past' | 'adverbs'> & { readonly from: number; readonly to: number }

/** The verb groups that may stand at `at`. */
function verbsAt(items: readonly Item[], at: number, adverbs: readonly string[]): Verb[] {
  let position = at
  let modal: string | undefined
  let negated = false
  let never = false
  let past = false
  const skipNot = (): void => {
    if (word(items[position]) === 'not' || word(items[position]) === 'never') {
      negated = true
      never = never || word(items[position]) === 'never'
      position += 1
    }
  }
  const make = (main: Verb['main'], to: number, inPast = past): Verb => ({ main, ...(modal ? { modal } : {}), negated, ...(never ? { never } : {}), past: inPast, adverbs, from: at, to })
  // "{1} never sleeps".
  skipNot()
  if (MODALS.has(word(items[position]))) {
    modal = word(items[position])
    position += 1
    skipNot()
  } else if (DO.has(word(items[position])) && items[position + 1]?.kind === 'word') {
    past = word(items[position]) === 'did'
    position += 1
    skipNot()
  }
  const verb = word(items[position])
  if (!verb) return []
  if (BE.has(verb)) {
    past = past || verb === 'was' || verb === 'were'
    position += 1
    skipNot()
    const found = [make('be', position)]
    const next = word(items[position])
    if (next.endsWith('ing') && next.length > 4) found.push(make(lemmasOf(next), position + 1))
    return found
  }
  if (HAVE.has(verb)) {
    past = past || verb === 'had'
    position += 1
    skipNot()
    const next = word(items[position])
    if (next === 'been') return [make('be', position + 1, true)]
    const found = [make('have', position)]
    const after = items[position + 1]
    if (isParticiple(next) && (!after || after.kind !== 'word' || PREPOSITIONS.has(word(after)))) found.push(make(lemmasOf(next), position + 1, true))
    return found
  }
  return [make(lemmasOf(verb), position + 1, past || (!modal && isPast(verb)))]
}

/** All ways to see the items as subject, verb and rest. */
function verbPatterns(items: readonly Item[], articleAfter: ReadonlySet<number>, symbol: PatternSymbol, rank: Rank): VerbPattern[] {
  const auxiliary = items.findIndex((item, index) => index > 0 && item.kind === 'word' && (BE.has(item.norm) || HAVE.has(item.norm) || DO.has(item.norm) || MODALS.has(item.norm)))
  const build = (verb: Verb): VerbPattern => ({
    kind: 'verb', symbol, subject: items.slice(0, verb.from - verb.adverbs.length), main: verb.main, ...(verb.modal ? { modal: verb.modal } : {}), negated: verb.negated, ...(verb.never ? { never: true } : {}),
    past: verb.past, adverbs: verb.adverbs, rest: items.slice(verb.to), article: articleAfter.has(verb.to), rank,
  })
  const implied = (from: number): VerbPattern => ({ kind: 'verb', symbol, subject: items.slice(0, from), main: 'be', negated: false, past: false, adverbs: [], rest: items.slice(from), article: articleAfter.has(from), rank })
  if (items[0]?.kind === 'slot') {
    let at = 1
    while (word(items[at]).endsWith('ly') || word(items[at]) === 'always') at += 1
    if (items[at]?.kind !== 'word' || at >= items.length) at = 1
    const adverbs = items.slice(1, at).map(word)
    if (word(items[1]) !== 'and' && word(items[1]) !== "'s") {
      if (auxiliary === at) return verbsAt(items, at, adverbs).map(build)
      if (auxiliary < 0 || items.slice(1, auxiliary).some((item) => item.kind !== 'word')) {
        if (PREPOSITIONS.has(word(items[1])) || items[1]?.kind !== 'word') return [implied(1)]
        const found = verbsAt(items, at, adverbs).map(build)
        return rank === 6 || !/(?:s|ed)$/.test(word(items[at])) ? [...found, implied(1)] : found
      }
    }
  }
  if (auxiliary > 0) return verbsAt(items, auxiliary, []).map(build)
  // "{value} people visit the aquarium": any of the words may be the verb.
  if (items[0]?.kind === 'value') return items.flatMap((item, at) => (at > 0 && item.kind === 'word' && !PREPOSITIONS.has(item.norm) ? verbsAt(items, at, []).map(build) : []))
  // "the shift of {1} lasts {value}": the word behind the first slot; "rain falls": the last one.
  const slot = items.findIndex((item) => item.kind === 'slot')
  const verb = slot < 0 ? items.length - 1 : slot + 1
  return verb > 0 && items[verb]?.kind === 'word' && !PREPOSITIONS.has(word(items[verb])) ? verbsAt(items, verb, []).map(build) : []
}

/** "power density of {1}", "{1}'s age", "dose of {1} for {2}" as head and arguments. */
function nounPattern(items: readonly Item[], symbol: PatternSymbol, rank: Rank): NounPattern | undefined {
  if (hasValue(items) || items.length < 1) return undefined
  if (symbol.of.parameters.length === 0) return { kind: 'noun', symbol, head: items.map((item) => (item.kind === 'word' ? item.canon : '')), args: [], rank }
  if (items.length < 2) return undefined
  if (items[0]!.kind === 'slot') {
    const from = word(items[1]) === "'s" ? 2 : 1
    const next = items.findIndex((item, index) => index >= from && (item.kind !== 'word' || PREPOSITIONS.has(item.norm)))
    const tail = nounPattern([...items.slice(from, next < 0 ? undefined : next), { kind: 'word', canon: 'of', norm: 'of' }, items[0]!, ...(next < 0 ? [] : items.slice(next))], symbol, rank)
    return tail
  }
  const first = items.findIndex((item) => item.kind === 'slot')
  let headEnd = first
  for (let index = 1; index < first; index++) {
    if (PREPOSITIONS.has(word(items[index]))) headEnd = index
  }
  if (first < 1) return undefined
  const head = items.slice(0, headEnd).map((item) => (item.kind === 'word' ? item.canon : ''))
  const args: { words: string[]; slot: number }[] = []
  let words: string[] = []
  for (const item of items.slice(headEnd)) {
    if (item.kind === 'word') words.push(item.canon)
    else if (item.kind === 'slot') {
      args.push({ words, slot: item.slot })
      words = []
    }
  }
  return { kind: 'noun', symbol, head, args, ...(words.length > 0 ? { tail: words } : {}), rank }
}

const OF: Item = { kind: 'word', canon: 'of', norm: 'of' }
const asWord = (norm: string): Item => ({ kind: 'word', canon: norm, norm })

/** Verbs of being somewhere: "works in Sales" is "in Sales". */
const LOCATIVE: ReadonlySet<string> = new Set(['work', 'live', 'reside', 'lie', 'sit', 'stand'])

/** Patterns that say the same in other words: possession as a noun, passive for active, "{2}'s manager is {1}". */
function derived(pattern: VerbPattern): Pattern[] {
  const found: Pattern[] = []
  const { symbol, subject, rest } = pattern
  const rank = pattern.rank === 0 ? 1 : pattern.rank
  const own = subject.length === 1 ? subject[0]! : undefined
  const plain = !pattern.modal && !pattern.negated && pattern.adverbs.length === 0
  if (!plain) return found
  // "the shift of {1} lasts …": "{1}'s shift lasts …".
  const of = subject.length - 2
  if (of > 0 && word(subject[of]) === 'of' && subject[of + 1]!.kind === 'slot' && subject.slice(0, of).every((item) => item.kind === 'word')) found.push({ ...pattern, subject: [subject[of + 1]!, asWord("'s"), ...subject.slice(0, of)], rank })
  if (symbol.kind === 'quantity') {
    // "{1} has a PUE of {value}", "{1} has {value} PUE": the PUE of {1}.
    if (own?.kind === 'slot' && pattern.main === 'have') {
      const at = rest.findIndex((item) => item.kind === 'value')
      const before = rest.slice(0, word(rest[at - 1]) === 'of' ? at - 1 : at)
      if (at === rest.length - 1 && before.length > 0 && before.every((item) => item.kind === 'word')) {
        const noun = nounPattern([...before, OF, own], symbol, rank)
        if (noun) found.push(noun)
      }
    }
    // "the tax on {1} is {value}": the tax on {1}.
    if (pattern.main === 'be' && rest.length === 1 && rest[0]!.kind === 'value' && subject.length > 1) {
      const noun = nounPattern(subject, symbol, pattern.rank)
      if (noun) found.push(noun)
    }
    return found
  }
  const object = rest[rest.length - 1]
  if (own?.kind !== 'slot') {
    // "manager of {1} is {2}": {2} is manager of {1}.
    if (pattern.main === 'be' && rest.length === 1 && object?.kind === 'slot' && word(subject[0])) found.push({ ...pattern, subject: [object], rest: subject, article: false, rank })
    return found
  }
  if (pattern.main === 'be') {
    if (object?.kind === 'slot' && word(rest[rest.length - 2]) === 'of' && rest.length > 2 && rest.slice(0, -1).every((item) => item.kind === 'word')) {
      const head = rest.slice(0, -2)
      found.push({ ...pattern, subject: rest, rest: [own], rank }, { ...pattern, subject: [object, asWord("'s"), ...head], rest: [own], rank }, { ...pattern, rest: [object, asWord("'s"), ...head], rank })
    }
    if (rest[0]?.kind === 'slot' && word(rest[1]) === "'s" && rest.length > 2 && rest.slice(2).every((item) => item.kind === 'word')) {
      const head = rest.slice(2)
      found.push({ ...pattern, subject: rest, rest: [own], article: false, rank }, { ...pattern, subject: [...head, OF, rest[0]], rest: [own], article: false, rank }, { ...pattern, rest: [...head, OF, rest[0]], article: true, rank })
    }
    if (object?.kind === 'slot' && word(rest[rest.length - 2]) === 'by' && rest.length === 3 && isParticiple(word(rest[0]))) found.push({ ...pattern, subject: [object], main: lemmasOf(word(rest[0])), rest: [own], rank })
    if (/^(?:located|situated|housed|based|installed|found)$/.test(word(rest[0])) && rest.length > 1 && PREPOSITIONS.has(word(rest[1]))) found.push({ ...pattern, rest: rest.slice(1), rank: Math.max(rank, 1) as Rank })
    else if (/^(?:in|at|on)$/.test(word(rest[0]))) for (const filler of ['located', 'situated']) found.push({ ...pattern, rest: [asWord(filler), ...rest], rank })
  } else if (pattern.main !== 'have' && /^(?:in|at|on)$/.test(word(rest[0])) && rest[1]?.kind === 'slot' && [...LOCATIVE].some((lemma) => (pattern.main as ReadonlySet<string>).has(lemma))) {
    found.push({ ...pattern, main: 'be', rank: Math.max(rank, 1) as Rank, article: false })
  } else if (pattern.main !== 'have' && rest[0]?.kind === 'slot' && rest.slice(1).every((item) => item.kind === 'word')) {
    for (const lemma of pattern.main) found.push({ ...pattern, subject: [rest[0]], main: 'be', rest: [asWord(`\u0001${lemma}`), ...rest.slice(1), asWord('by'), own], article: false, rank })
  }
  return found
}

/** The patterns of one text of `says` or `also`; none when its slots do not match the symbol. */
export function compilePattern(text: string, symbol: PatternSymbol, rank: Rank = 0): Pattern[] {
  const arity = symbol.of.parameters.length
  const slotless = !/\{\s*(?:\d+|value)\s*\}/.test(text)
  if (slotless && arity > 0) return fallbackTexts(text, symbol).flatMap((full) => compilePattern(full, symbol, rank))
  const found = patternItems(text, arity)
  if (!found) return []
  const { items, articleAfter } = found
  if (symbol.kind === 'quantity' && !hasValue(items)) {
    const noun = nounPattern(items, symbol, rank)
    if (noun) return [noun]
    return items[0]?.kind === 'slot' ? compilePattern(`${text} {value}`, symbol, rank) : []
  }
  if (symbol.kind === 'relation' && hasValue(items)) return []
  const verbs = verbPatterns(items, articleAfter, symbol, rank)
  return [...verbs, ...verbs.flatMap(derived)]
}
