/** Reads predicates: a verb group and what a pattern asks behind it, negated, hedged or joined with another as the words say. */
import type { Formula, Term } from '../formula.ts'
import { builder } from './builder.ts'
import { verbReadings } from './inflection.ts'
import { markAt, normAt, phraseAt, remembered, together, type Chart } from './chart.ts'
import { isRate, matchItems, type Match } from './matchItems.ts'
import { conjunction, disjunction, negation, type Found, type Noun, type Predicate, type Span } from './meaning.ts'
import type { VerbPattern } from './pattern.ts'
import { adjectival } from './adjectives.ts'
import { identity, membership, possessed, theOnly } from './possession.ts'
import { verbGroups, type VerbGroup } from './verbGroup.ts'
import type { VerbIndex } from './vocabulary.ts'
import { ARTICLES } from './wordLists.ts'

const UNHEDGED: Pick<VerbGroup, 'negated' | 'tense' | 'adverbs'> = { negated: false, tense: 'present', adverbs: [] }
const SPECIFIC = 10

/** How a verb group and a pattern's verb go together: whether the atom is denied and what hedges it; undefined if they do not. */
export function agreement(group: Omit<VerbGroup, 'end' | 'lemmas'>, pattern: VerbPattern): { denied: boolean; hedge?: string; bonus: number } | undefined {
  if (group.adverbs.length !== pattern.adverbs.length || group.adverbs.some((word, index) => word !== pattern.adverbs[index])) return undefined
  if (pattern.never && !group.never) return undefined
  const past = group.tense !== 'present' && !pattern.past && !isDate(pattern)
  const passive = pattern.rest.some((item) => item.kind === 'word' && item.norm === 'by')
  const participle = group.main === 'be' && pattern.rest[0]?.kind === 'word' && /(?:ed|en|\u0001.*)$/.test(pattern.rest[0].norm)
  const plainPast = !past || (group.main === 'be' && (passive || (group.tense === 'perfect' && participle)))
  const tense = plainPast ? undefined : 'past tense'
  const bonus = SPECIFIC * ((pattern.modal ? 1 : 0) + (pattern.negated && group.negated ? 1 : 0) + pattern.adverbs.length) - (pattern.negated && !group.negated ? 5 : 0)
  if (pattern.modal) {
    // What "must not" be done may not be done.
    if (pattern.modal === 'may' && !pattern.negated && group.modal === 'must' && group.negated) return { denied: true, bonus, ...(group.hedge ? { hedge: group.hedge } : {}) }
    if (group.modal !== pattern.modal) return undefined
    if (group.negated === pattern.negated) return { denied: false, bonus, ...(group.hedge ? { hedge: group.hedge } : {}) }
    // "must not" is no denial of "must"; "cannot" is one of "can".
    return (group.negated && /^(?:can|may|could|will|would|might)$/.test(pattern.modal)) || (pattern.negated && pattern.modal === 'can') ? { denied: true, bonus, ...(group.hedge ? { hedge: group.hedge } : {}) } : undefined
  }
  const hedge = group.hedge ?? (group.modal ? group.modal : tense)
  return { denied: group.negated !== pattern.negated, bonus, ...(hedge ? { hedge } : {}) }
}

const isDate = (pattern: VerbPattern): boolean => pattern.symbol.kind === 'quantity' && pattern.symbol.of.date

/** Verb patterns that may go on at `at`: those whose next fixed word stands there, and those that are open. */
function candidates(chart: Chart, index: VerbIndex | undefined, at: number): VerbPattern[] {
  if (!index) return []
  const found = new Set<VerbPattern>()
  // Past articles, adverbs and "no", two words deep: the exact match decides.
  const possible = (pattern: VerbPattern): boolean => pattern.rest.every((item, place) => item.kind !== 'word' || isRate(pattern.rest, place) || chart.words.has(item.canon) || item.canon.startsWith('\u0001') || pattern.rest[place + 1]?.kind === 'value' || pattern.rest[place - 1]?.kind === 'value')
  for (let step = 0; step < 4; step++) for (const pattern of index.byWord.get(chart.tokens[at + step]?.canon ?? '') ?? []) if (possible(pattern)) found.add(pattern)
  for (const lemma of participleKeys(chart, at)) for (const pattern of index.byWord.get(lemma) ?? []) found.add(pattern)
  for (const pattern of index.open) if (possible(pattern)) found.add(pattern)
  return [...found]
}

/** Derived passives are filed under their verb's lemma. */
const participleKeys = (chart: Chart, at: number): string[] => [0, 1, 2].flatMap((step) => verbReadings(normAt(chart, at + step)).filter((reading) => reading.form === 'participle').map((reading) => `\u0001${reading.lemma}`))

const namedIn = (match: Match): Noun['named'] => match.nouns.flatMap(({ noun }) => noun.named)

/** The predicates of a match; a denial that a list or "some" may escape gives two. */
function fromMatch(pattern: VerbPattern, match: Match, deniedByVerb: boolean): Predicate[] {
  const built = builder(pattern, match)
  if (!built) return []
  const denied = deniedByVerb !== match.negated
  if (deniedByVerb && match.negated) return []
  const common = { types: built.types, named: namedIn(match) }
  if (!denied) return [{ ...common, apply: built.positive }]
  const narrow: Predicate = { ...common, apply: (subject) => negation(built.positive(subject)), positive: built.positive }
  const escapes = match.nouns.some(({ noun }) => noun.shape === 'and' || (noun.shape === 'some' && noun.definite === true))
  return escapes ? [narrow, { ...common, apply: built.wide }] : [narrow]
}

function rests(chart: Chart, index: VerbIndex | undefined, at: number, group: Omit<VerbGroup, 'end' | 'lemmas'>, bonus: number): Found<Predicate>[] {
  return candidates(chart, index, at).flatMap((pattern) => {
    const agreed = agreement(group, pattern)
    if (!agreed) return []
    // "not always liquid-cooled" does not deny "liquid-cooled".
    const weak = (match: Match): boolean => agreed.denied && [...(match.beyond ?? []), ...(group.beyond ?? [])].some((span) => normAt(chart, span.from) !== 'no')
    return matchItems(chart, pattern.rest, at).filter((match) => !weak(match)).flatMap((match) => fromMatch(pattern, match, agreed.denied).map((value) => ({
      end: match.end, value, score: match.score + agreed.bonus + bonus - pattern.rank, ...together(agreed, group, match),
    })))
  })
}

/** What may follow a verb group. */
function afterVerb(chart: Chart, group: VerbGroup): Found<Predicate>[] {
  const { verbs } = chart.vocabulary
  if (group.main === 'verb') return [...new Set(group.lemmas)].flatMap((lemma) => rests(chart, verbs.get(lemma), group.end, group, SPECIFIC))
  const found = rests(chart, verbs.get(group.main), group.end, group, 0)
  if (group.adverbs.length > 0) return found
  if (group.main === 'have' && group.lacking) for (const lemma of HOLDING) found.push(...rests(chart, wordsOnly(verbs.get(lemma)), group.end, { ...group, main: 'verb' }, 0))
  const builtIn = group.main === 'be' ? [...identity(chart, group.end), ...membership(chart, group.end), ...theOnly(chart, group.end), ...adjectival(chart, group.end, group.negated)] : possessed(chart, group.end)
  const tense = group.tense === 'present' ? undefined : 'past tense'
  const hedge = group.hedge ?? group.modal ?? tense
  if (group.main === 'be' && normAt(chart, group.end) === 'without') builtIn.push(...complementAt(chart, 'have', group.end + 1).map((one) => ({ ...one, value: denial(one.value) })))
  for (const one of builtIn) found.push({ ...one, value: group.negated ? denial(one.value) : one.value, ...together({ hedge }, group, one) })
  if (/^(?:neither|either|both)$/.test(normAt(chart, group.end))) found.push(...correlated(chart, group.end, group))
  // "is a mammal" says what kind of thing it is; "is the capital of France" or "is in France" does not.
  return group.main === 'be' && /^an?$/.test(normAt(chart, group.end)) ? found.map((one) => ({ ...one, value: { ...one.value, kind: true as const } })) : found
}

const denial = (of: Predicate): Predicate => ({ types: of.types, named: of.named, ...(of.kind ? { kind: of.kind } : {}), apply: (subject) => negation(of.apply(subject)), positive: (subject) => of.apply(subject) })
const both = (of: readonly Predicate[], kind: 'and' | 'or', spans?: readonly Span[]): Predicate => ({
  types: of.flatMap((one) => one.types), named: of.flatMap((one) => one.named),
  apply: (subject) => (kind === 'and' ? conjunction : disjunction)(of.map((one) => one.apply(subject))),
  ...(kind === 'or' && of.length === 2 ? { exclusive: (subject: Term): Formula => ({ kind: 'xor', left: of[0]!.apply(subject), right: of[1]!.apply(subject) }) } : {}),
  ...(kind === 'and' && spans ? { conjuncts: of.flatMap((one, index) => one.conjuncts ?? [{ span: spans[index]!, apply: (subject: Term) => one.apply(subject) }]) } : {}),
})

/** "is neither liquid-cooled nor in North", "is either … or …", "both barks and runs": after a verb that the parts share, or before theirs. */
function correlated(chart: Chart, at: number, group?: VerbGroup): Found<Predicate>[] {
  const word = normAt(chart, at)
  const joiner = word === 'neither' ? 'nor' : word === 'either' ? 'or' : 'and'
  const parts = (from: number): readonly Found<Predicate>[] => (group ? afterVerb(chart, { ...group, negated: false, end: from }) : predicateAt(chart, from))
  const found: Found<Predicate>[] = []
  for (const first of parts(at + 1)) {
    if (normAt(chart, first.end) !== joiner) continue
    for (const second of [...parts(first.end + 1), ...(group && word !== 'neither' ? predicateAt(chart, first.end + 1) : [])]) {
      const cost = { end: second.end, score: first.score + second.score + 2, ...together(first, second) }
      const pair = [first.value, second.value]
      if (word === 'neither') {
        if (!group?.negated) found.push({ ...cost, value: both(pair.map(denial), 'and') })
      } else {
        const inner = both(pair, joiner === 'or' ? 'or' : 'and')
        found.push({ ...cost, value: group?.negated ? denial(inner) : inner })
        if (word === 'either' && !group?.negated) found.push({ ...cost, value: exclusive(first.value, second.value) })
      }
    }
  }
  return found
}

const exclusive = (left: Predicate, right: Predicate): Predicate => ({
  types: [...left.types, ...right.types], named: [...left.named, ...right.named],
  apply: (subject) => ({ kind: 'xor', left: left.apply(subject), right: right.apply(subject) }),
})

/** The joiner at `at` and where the next part starts. */
function joinerAt(chart: Chart, at: number): Joiner | undefined {
  const comma = markAt(chart, at) === ',' ? at + 1 : at
  const word = normAt(chart, comma)
  // "is a sculpture, not a painting".
  if (comma > at && word === 'not') return { kind: 'and', from: comma, contrast: true }
  if (word === 'and' || word === 'but' || word === 'yet') return { kind: 'and', from: comma + 1, ...(word === 'and' ? {} : { contrast: true }) }
  return word === 'or' ? { kind: 'or', from: comma + 1 } : undefined
}

/** "A or B, but not both". */
function notBoth(chart: Chart, found: Found<Predicate>): Found<Predicate>[] {
  const { exclusive: apply, types, named } = found.value
  const from = markAt(chart, found.end) === ',' ? found.end + 1 : found.end
  const end = phraseAt(chart, from, ['but', 'not', 'both']) ?? phraseAt(chart, from, ['and', 'not', 'both']) ?? phraseAt(chart, from, ['but', 'never', 'both'])
  return apply && end !== undefined ? [{ ...found, end, value: { types, named, apply: (subject) => apply(subject) } }] : []
}

const PREDICATE_LIMIT = 40

/** Predicates from `at`, alone or joined; a later part may leave out the verb ("is in North and liquid-cooled"). */
export function predicateAt(chart: Chart, at: number): readonly Found<Predicate>[] {
  return remembered(chart, 'predicate', at, () => {
    const single = verbGroups(chart, at).flatMap((group) => afterVerb(chart, group).map((found) => ({ group, found })))
    const all: Found<Predicate>[] = single.map(({ found }) => found)
    if (/^(?:neither|either|both)$/.test(normAt(chart, at))) all.push(...correlated(chart, at))
    for (const { group, found } of single.slice(0, PREDICATE_LIMIT)) {
      const joiner = joinerAt(chart, found.end)
      if (joiner) {
        for (const next of predicateAt(chart, joiner.from)) all.push(pair(at, found, next, joiner))
        if (group.main !== 'verb') all.push(...shared(chart, at, group, found, joiner))
      }
      if (markAt(chart, found.end) === ',') all.push(...listed(chart, at, group, found))
    }
    return [...all, ...all.flatMap((one) => notBoth(chart, one))]
  })
}

/** "but" sets the second part against the first, so that a negation of the first stops there. */
interface Joiner { readonly kind: 'and' | 'or'; readonly from: number; readonly contrast?: boolean }

function pair(at: number, first: Found<Predicate>, second: Found<Predicate>, joiner: Joiner): Found<Predicate> {
  const spans: Span[] = [{ from: at, to: first.end }, { from: joiner.from, to: second.end }]
  return { end: second.end, value: both([first.value, second.value], joiner.kind, spans), score: first.score + second.score, ...together(first, second) }
}

/** The second part without a verb of its own; under a negation it is open what the negation reaches. */
function shared(chart: Chart, at: number, group: VerbGroup, first: Found<Predicate>, joiner: Joiner): Found<Predicate>[] {
  const own = /^(?:not|never)$/.test(normAt(chart, joiner.from))
  const from = own ? joiner.from + 1 : joiner.from
  const bare: VerbGroup = { ...group, negated: false, end: from }
  return afterVerb(chart, bare).flatMap((second) => {
    if (own) return [pair(at, first, { ...second, value: denial(second.value) }, joiner)]
    if (!group.negated || joiner.contrast) return [pair(at, first, second, joiner)]
    const cost = { end: second.end, score: first.score + second.score, ...together(first, second) }
    const inner: Predicate = { types: [...first.value.types, ...second.value.types], named: [...first.value.named, ...second.value.named], apply: (subject) => (joiner.kind === 'and' ? conjunction : disjunction)([(first.value.positive ?? first.value.apply)(subject), second.value.apply(subject)]) }
    const narrow = { ...cost, value: denial(inner) }
    return joiner.kind === 'or' ? [narrow] : [narrow, { ...cost, value: both([first.value, denial(second.value)], 'and') }]
  })
}

/** "is liquid-cooled, in North, and draws 52 kW". */
function listed(chart: Chart, at: number, group: VerbGroup, first: Found<Predicate>): Found<Predicate>[] {
  if (group.negated) return []
  const next = first.end + 1
  const seconds: { found: Found<Predicate>; group: VerbGroup }[] = [
    ...(group.main === 'verb' ? [] : afterVerb(chart, { ...group, end: next }).map((found) => ({ found, group }))),
    ...verbGroups(chart, next).flatMap((own) => afterVerb(chart, own).map((found) => ({ found, group: own }))),
  ]
  return seconds.slice(0, PREDICATE_LIMIT).flatMap(({ found: second, group: own }) => {
    const joiner = joinerAt(chart, second.end)
    const kinds: Found<Predicate>[] = []
    const three = (third: Found<Predicate>, kind: 'and' | 'or'): Found<Predicate> => {
      const tail = pair(next, second, third, { kind, from: joiner?.from ?? next })
      return pair(at, first, tail, { kind, from: next })
    }
    if (joiner) {
      for (const third of predicateAt(chart, joiner.from)) kinds.push(three(third, joiner.kind))
      if (own.main !== 'verb') for (const third of afterVerb(chart, { ...own, end: joiner.from })) kinds.push(three(third, joiner.kind))
    } else if (markAt(chart, second.end) === ',') for (const tail of listed(chart, next, own, second)) kinds.push(pair(at, first, tail, { kind: 'and', from: next }))
    return kinds
  })
}

/** Verbs that "with" and "without" may stand for, where nothing but fixed words follows ("uses liquid cooling", "holds a certificate"). */
const HOLDING = ['hold', 'use', 'carry', 'possess', 'contain', 'include', 'feature', 'wear']
const wordsOnly = (index: VerbIndex | undefined): VerbIndex | undefined => index && { byWord: new Map([...index.byWord].map(([word, patterns]) => [word, patterns.filter((pattern) => pattern.symbol.kind === 'relation' && pattern.rest.every((item) => item.kind === 'word'))])), open: [], dated: [] }

/** Predicates without their verb, for "in North", "with a PUE of 1.3". */
export function complementAt(chart: Chart, main: 'be' | 'have', at: number): readonly Found<Predicate>[] {
  return remembered(chart, `complement-${main}`, at, () => {
    if (ARTICLES.has(normAt(chart, at)) && main === 'be') return []
    const found = rests(chart, chart.vocabulary.verbs.get(main), at, { ...UNHEDGED, main }, 0)
    const held = main === 'have' ? HOLDING.flatMap((lemma) => rests(chart, wordsOnly(chart.vocabulary.verbs.get(lemma)), at, { ...UNHEDGED, main: 'verb' }, 0)) : []
    return (main === 'have' ? [...found, ...held, ...possessed(chart, at)] : found).filter((one) => one.end > at)
  })
}

/** "drawing 52 kW" as a relative clause. */
export function participleAt(chart: Chart, at: number): readonly Found<Predicate>[] {
  return remembered(chart, 'participle', at, () => {
    const negated = normAt(chart, at) === 'not' ? 1 : 0
    const word = normAt(chart, at + negated)
    if (!word.endsWith('ing')) return []
    const main = word === 'having' ? 'have' : 'verb'
    const lemmas = verbReadings(word).filter((reading) => reading.form === 'ing').map((reading) => reading.lemma)
    return afterVerb(chart, { ...UNHEDGED, negated: negated === 1, main, lemmas, end: at + negated + 1 })
  })
}
