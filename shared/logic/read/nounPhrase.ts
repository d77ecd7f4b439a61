/** Reads noun phrases: names, "every rack in North", "all racks except A12", lists; each binds what is said of it. */
import type { EntitySymbol } from '../base.ts'
import type { Formula, Term } from '../formula.ts'
import { markAt, normAt, phraseAt, remembered, together, variableAt, type Chart } from './chart.ts'
import { countedAt } from './counted.ts'
import { looksPlural } from './inflection.ts'
import { conjunction, disjunction, implication, narrower, negation, quantified, type Found, type Nominal, type Noun } from './meaning.ts'
import { nominalAt } from './nominal.ts'
import { namesAt, type NameEntry } from './vocabulary.ts'
import { ARTICLES, FUNCTION_WORDS, POSSESSIVES, PRONOUNS, RECIPROCALS, REFLEXIVES } from './wordLists.ts'

type Shape = 'every' | 'some' | 'none' | 'not every'

const one = (entity: EntitySymbol): Noun => {
  const term: Term = { kind: 'entity', name: entity.name }
  return { shape: 'one', types: [entity.type], named: [{ term, type: entity.type }], bind: (_type, scope) => scope(term) }
}

/** A name that is also a function word: its capitalised spellings, if it has any. */
function asWritten({ texts }: NameEntry): readonly string[] {
  const large = texts.filter((text) => text !== text.toLowerCase())
  return large.length > 0 ? large : texts
}

/** Entities named at `at`: the longest name wins, an exact spelling before an inflected one; a shared name gives several. */
function entitiesAt(chart: Chart, at: number): Found<Noun>[] {
  const [longest] = namesAt(chart.vocabulary, chart.tokens, at)
  if (!longest) return []
  const written = chart.tokens.slice(at, longest.end).map((token) => token.norm)
  const exact = (entry: NameEntry): boolean => entry.written.every((word, index) => word === written[index])
  // "IT" is not "it", nor "May" "may".
  const small = longest.end === at + 1 && FUNCTION_WORDS.has(written[0]!)
  const entities = longest.entries.filter((entry) => entry.entity && (!small || asWritten(entry).includes(markAt(chart, at))))
  const chosen = entities.some(exact) ? entities.filter(exact) : entities
  // One letter in lower case is an entity only where it is written so ("a" is an article first).
  return chosen.map((entry) => ({ end: longest.end, value: one(entry.entity!), score: longest.end - at }))
}

/** "A12", "the A12", "rack A12", "the North facility". */
function names(chart: Chart, at: number): Found<Noun>[] {
  // "a camera" may name a thing that the base knows as "camera", written small.
  const named = normAt(chart, at) === 'the' || (/^an?$/.test(normAt(chart, at)) && /^\p{Ll}/u.test(markAt(chart, at + 1)))
  const starts = named ? [at, at + 1] : [at]
  const found: Found<Noun>[] = []
  for (const start of starts) {
    const plain = entitiesAt(chart, start)
    found.push(...plain)
    for (const name of plain) {
      // The type after the name: "the North facility".
      if (ARTICLES.has(normAt(chart, start)) && name.end === start + 1) continue
      for (const type of namesAt(chart.vocabulary, chart.tokens, name.end)) {
        if (type.entries.some((entry) => entry.type && name.value.types[0] === entry.type.name)) found.push({ ...name, end: type.end })
      }
    }
    for (const type of namesAt(chart.vocabulary, chart.tokens, start)) {
      const types = type.entries.flatMap((entry) => (entry.type ? [entry.type.name] : []))
      if (types.length > 0) found.push(...entitiesAt(chart, type.end).filter((name) => types.includes(name.value.types[0] ?? '')))
    }
  }
  return found
}

const DETERMINERS: readonly { readonly words: readonly string[]; readonly shape: Shape; readonly definite?: boolean; readonly generic?: 'article'; readonly only?: true }[] = [
  ...['every', 'each', 'all', 'all the', 'all of the', 'each of the', 'every one of the', 'every single', 'each and every', 'any', 'any of the', 'each one of the'].map((text) => ({ words: text.split(' '), shape: 'every' as const })),
  ...['no', 'none of the', 'not a single', 'not one', 'not any', 'not one of the', 'not any of the'].map((text) => ({ words: text.split(' '), shape: 'none' as const })),
  ...['some', 'some of the', 'at least one', 'at least one of the', 'one or more', 'certain'].map((text) => ({ words: text.split(' '), shape: 'some' as const, definite: true })),
  ...['a', 'an'].map((text) => ({ words: [text], shape: 'some' as const, generic: 'article' as const })),
  ...['not every', 'not all', 'not all the', 'not all of the', 'not each'].map((text) => ({ words: text.split(' '), shape: 'not every' as const })),
]
const LONE: ReadonlyMap<string, Shape> = new Map([
  ['everything', 'every'], ['everyone', 'every'], ['everybody', 'every'], ['anything', 'every'], ['anyone', 'every'], ['anybody', 'every'], ['something', 'some'], ['someone', 'some'], ['somebody', 'some'],
  ['nothing', 'none'], ['nobody', 'none'], ['noone', 'none'],
])

/** A quantified noun over a nominal. */
function quantifiedNoun(at: number, shape: Shape, nominal: Nominal, extra: Partial<Noun>): Noun {
  const bind = (type: string, scope: (term: Term) => Formula): Formula => {
    const variable = variableAt(at)
    const restriction = nominal.restrict?.(variable)
    const over = narrower(nominal.type, type)
    if (shape === 'every' || shape === 'not every') {
      const all = quantified('forall', variable.name, over, restriction ? implication(restriction, scope(variable)) : scope(variable))
      return shape === 'every' ? all : negation(all)
    }
    const some = quantified('exists', variable.name, over, restriction ? conjunction([restriction, scope(variable)]) : scope(variable))
    return shape === 'none' ? negation(some) : some
  }
  return { shape: shape === 'not every' ? 'none' : shape, types: nominal.types, named: nominal.named, restricted: nominal.restrict !== undefined, bind, ...extra }
}

/** "the driver of tram 31": there is one of whom it holds, and none of whom it does not. */
function definite(at: number, nominal: Nominal): Noun {
  const some = quantifiedNoun(at, 'some', nominal, {})
  const every = quantifiedNoun(at, 'every', nominal, {})
  return { ...every, bind: (type, scope) => conjunction([some.bind(type, scope), every.bind(type, scope)]) }
}

/** "both shops", "all three stages": everyone of the type, where so many are named. */
function allOf(chart: Chart, at: number): Found<Noun>[] {
  const counts = [[['both'], 2], [['both', 'the'], 2], [['both', 'of', 'the'], 2], [['the', 'two'], 2], [['all', 'three'], 3], [['the', 'three'], 3]] as const
  return counts.flatMap(([words, count]): Found<Noun>[] => {
    const end = phraseAt(chart, at, words)
    const [longest] = end === undefined ? [] : namesAt(chart.vocabulary, chart.tokens, end)
    const type = longest?.entries.find((entry) => entry.type)?.type
    if (!longest || !type || !looksPlural(normAt(chart, longest.end - 1))) return []
    const members = [...chart.vocabulary.base.entities.values()].filter((entity) => entity.type === type.name)
    return members.length === count ? [{ end: longest.end, score: longest.end - at, value: listNoun(members.map(one), 'and') }] : []
  })
}

/** "exactly one of Amara and Luis". */
function oneOfTwo(chart: Chart, at: number, role: 'subject' | 'object'): Found<Noun>[] {
  const end = [['exactly', 'one', 'of'], ['only', 'one', 'of'], ['just', 'one', 'of'], ['precisely', 'one', 'of']].map((words) => phraseAt(chart, at, words)).find((found) => found !== undefined)
  if (end === undefined) return []
  return listsOf(chart, end, single(chart, end, role), role).flatMap((list): Found<Noun>[] => {
    const [left, right, ...more] = list.value.named
    if (!left || !right || more.length > 0 || list.value.shape !== 'and') return []
    return [{ ...list, score: list.score + 2, value: { ...list.value, shape: 'none', bind: (_type, scope) => ({ kind: 'xor', left: scope(left.term), right: scope(right.term) }) } }]
  })
}

/** "all racks except A12": of the others; "except" and "but" may also deny it of the exception, so they give both. */
function exceptions(chart: Chart, at: number, shape: Shape, nominal: Found<Nominal>): Found<Noun>[] {
  const comma = markAt(chart, nominal.end) === ',' ? 1 : 0
  const found: Found<Noun>[] = []
  for (const [text, both] of [['except for', true], ['except', true], ['but', true], ['with the exception of', true], ['excluding', true], ['other than', false], ['apart from', false], ['aside from', false], ['besides', false]] as const) {
    const end = phraseAt(chart, nominal.end + comma, text.split(' '))
    if (end === undefined) continue
    for (const spared of nounAt(chart, end, 'object')) {
      if (!/^(?:one|and)$/.test(spared.value.shape) || spared.value.named.length === 0) continue
      const after = comma === 1 && markAt(chart, spared.end) === ',' ? spared.end + 1 : spared.end
      const apart = (variable: Term): Formula => conjunction(spared.value.named.map(({ term }) => negation({ kind: 'same', left: variable, right: term })))
      const restrict = (variable: Term): Formula => conjunction([apart(variable), ...(nominal.value.restrict ? [nominal.value.restrict(variable)] : [])])
      const weak = quantifiedNoun(at, shape, { ...nominal.value, restrict, named: [] }, { restricted: true })
      const strong: Noun = { ...weak, bind: (type, scope) => conjunction([weak.bind(type, scope), ...spared.value.named.map(({ term }) => (shape === 'every' ? negation(scope(term)) : scope(term)))]) }
      for (const value of both ? [weak, strong] : [weak]) found.push({ end: after, value, score: nominal.score + spared.score, ...together(nominal, spared) })
    }
    break
  }
  return found
}

function determined(chart: Chart, at: number, role: 'subject' | 'object'): Found<Noun>[] {
  const found: Found<Noun>[] = []
  for (const determiner of DETERMINERS) {
    const end = phraseAt(chart, at, determiner.words)
    if (end === undefined) continue
    for (const nominal of nominalAt(chart, end)) {
      const { definite, generic } = determiner
      const article = generic === 'article'
      if (article && nominal.value.plural) continue
      const extra = { ...(definite ? { definite } : {}), ...(article && role === 'subject' ? { generic } : {}) }
      const build = (shape: Shape): Found<Noun> => ({ end: nominal.end, value: quantifiedNoun(at, shape, nominal.value, extra), score: nominal.score, ...together(nominal) })
      if (article && role === 'subject') {
        // "A rack above 40 kW …" speaks of every such rack; "A rack in North …" may speak of one.
        found.push(build('every'))
        if (!nominal.value.compared) found.push(build('some'))
      } else if (determiner.words[0] === 'any' && role === 'object') found.push(build('some'))
      else found.push(build(determiner.shape))
      if (determiner.shape === 'every' || determiner.shape === 'none') found.push(...exceptions(chart, at, determiner.shape, nominal))
    }
  }
  const notAll = normAt(chart, at) === 'not' && LONE.get(normAt(chart, at + 1)) === 'every' && /^every/.test(normAt(chart, at + 1)) ? 'not every' as const : undefined
  const lone = notAll ?? LONE.get(normAt(chart, at)) ?? (normAt(chart, at) === 'no' && normAt(chart, at + 1) === 'one' ? 'none' : undefined)
  if (lone) {
    const end = normAt(chart, at) === 'no' || notAll ? at + 2 : at + 1
    const bare: Nominal = { types: [], named: [], plural: false, compared: false }
    const any = /^any/.test(normAt(chart, at)) && role === 'object' ? 'some' : lone
    for (const nominal of [{ end, value: bare, score: 0 }, ...chart.grammar.complement(chart, 'be', end).map((rest) => ({ ...rest, value: { ...bare, types: rest.value.types, restrict: rest.value.apply, named: rest.value.named } })), ...nominalAt(chart, end, bare)]) {
      found.push({ ...nominal, value: quantifiedNoun(at, any, nominal.value, {}) })
      if (any !== 'some') found.push(...exceptions(chart, at, any, nominal))
    }
  }
  // "Racks above 40 kW", "the racks in North": every one in subject position, some elsewhere.
  const the = normAt(chart, at) === 'the'
  for (const nominal of nominalAt(chart, the ? at + 1 : at)) {
    if (the && nominal.value.described && !nominal.value.plural) found.push({ end: nominal.end, score: nominal.score, ...together(nominal), value: definite(at, nominal.value) })
    if (!nominal.value.plural || (the && !nominal.value.restrict)) continue
    const shape = role === 'subject' || the ? 'every' : 'some'
    found.push({ end: nominal.end, value: quantifiedNoun(at, shape, nominal.value, { generic: 'plural' }), score: nominal.score, ...together(nominal) })
    if (shape === 'every') found.push(...exceptions(chart, at, 'every', nominal))
  }
  return found
}

/** A pronoun waits, as a variable that names the type it must have, until the sentence says whom it means. */
function pronouns(chart: Chart, at: number): Found<Noun>[] {
  const word = normAt(chart, at)
  const own = PRONOUNS.has(word) && word !== 'this'
  if (/^(?:that|this|the|such)$/.test(word)) {
    // "that patient", "the rack": whichever was spoken of.
    const [longest] = namesAt(chart.vocabulary, chart.tokens, at + 1)
    return (longest?.entries ?? []).flatMap((entry) => (entry.type && !looksPlural(normAt(chart, longest!.end - 1)) ? [{ end: longest!.end, score: 1, value: { shape: 'pronoun' as const, types: [entry.type.name], named: [], bind: (type: string, scope: (term: Term) => Formula) => scope({ kind: 'variable', name: `#it|${narrower(entry.type!.name, type)}` }) } }] : []))
  }
  // "its" only before a quantity that it owns.
  if (!own && !(POSSESSIVES.has(word) && chart.vocabulary.nouns.has(chart.tokens[at + 1]?.canon ?? ''))) return []
  const bind = (type: string, scope: (term: Term) => Formula): Formula => scope({ kind: 'variable', name: `#${own ? 'it' : 'its'}|${type}` })
  return [{ end: at + 1, value: { shape: 'pronoun', types: [], named: [], bind }, score: 0 }]
}

/** "itself": a variable that stands for the subject, which the predicate is handed later. */
function reflexive(chart: Chart, at: number): Found<Noun>[] {
  for (const words of RECIPROCALS) {
    const end = phraseAt(chart, at, words)
    if (end !== undefined) return [{ end, score: 2, value: { shape: 'pronoun', types: [], named: [], bind: (type, scope) => scope({ kind: 'variable', name: `#each|${type}` }) } }]
  }
  if (!REFLEXIVES.has(normAt(chart, at))) return []
  return [{ end: at + 1, score: 1, value: { shape: 'pronoun', types: [], named: [], reflexive: true, bind: (type, scope) => scope({ kind: 'variable', name: `#self|${type}` }) } }]
}

/** "only A12": it, and nothing else. "only racks in North": nothing but those. */
function only(chart: Chart, at: number): Found<Noun>[] {
  if (normAt(chart, at) !== 'only') return []
  const found: Found<Noun>[] = []
  for (const noun of [...names(chart, at + 1), ...listsOf(chart, at + 1, names(chart, at + 1), 'object')]) {
    if (!/^(?:one|and)$/.test(noun.value.shape)) continue
    const variable = variableAt(at, 'o')
    const bind = (type: string, scope: (term: Term) => Formula): Formula => conjunction([
      noun.value.bind(type, scope),
      quantified('forall', variable.name, narrower(noun.value.types[0], type), implication(scope(variable), disjunction(noun.value.named.map(({ term }) => ({ kind: 'same', left: variable, right: term }))))),
    ])
    found.push({ ...noun, value: { ...noun.value, shape: 'every', bind } })
  }
  const the = normAt(chart, at + 1) === 'the' ? at + 2 : at + 1
  for (const nominal of nominalAt(chart, the)) {
    const { restrict, type } = nominal.value
    if (!restrict || !nominal.value.plural) continue
    const variable = variableAt(at, 'o')
    const bind = (place: string, scope: (term: Term) => Formula): Formula => quantified('forall', variable.name, narrower(type, place), implication(scope(variable), restrict(variable)))
    found.push({ end: nominal.end, score: nominal.score, ...together(nominal), value: { shape: 'every', types: nominal.value.types, named: [], bind } })
  }
  return found
}

/** "no milk", "some milk", "any milk": a substance named, not an individual counted. */
function portions(chart: Chart, at: number): Found<Noun>[] {
  const word = normAt(chart, at)
  if (!/^(?:no|any|some)$/.test(word) || !/^\p{Ll}/u.test(markAt(chart, at + 1))) return []
  return entitiesAt(chart, at + 1).map((found) => ({ ...found, value: word === 'no' ? { ...found.value, shape: 'none', bind: (_type, scope) => negation(found.value.bind(_type, scope)) } : found.value }))
}

/** "whoever is certified", "those who hold a certificate". */
function free(chart: Chart, at: number): Found<Noun>[] {
  const one = /^(?:whoever|whatever|whichever)$/.test(normAt(chart, at)) ? at + 1 : undefined
  const two = phraseAt(chart, at, ['those', 'who']) ?? phraseAt(chart, at, ['those', 'that']) ?? phraseAt(chart, at, ['all', 'who']) ?? phraseAt(chart, at, ['all', 'that']) ?? phraseAt(chart, at, ['anyone', 'who'])
  const from = one ?? two
  if (from === undefined) return []
  return chart.grammar.predicate(chart, from).map((found) => {
    const nominal: Nominal = { types: found.value.types, named: found.value.named, plural: false, compared: true, restrict: found.value.apply, ...(found.value.types[0] ? { type: found.value.types.reduce((known, type) => narrower(known, type)) } : {}) }
    return { ...found, value: quantifiedNoun(at, 'every', nominal, { generic: 'plural' }) }
  })
}

/** "crews 7 and 8": the second number borrows the first one's words. */
function continued(chart: Chart, at: number, firstEnd: number, position: number): Found<Noun>[] {
  if (firstEnd - at < 2 || !looksPlural(normAt(chart, firstEnd - 2)) || chart.tokens[position] === undefined) return []
  const borrowed = [...chart.tokens.slice(at, firstEnd - 1), chart.tokens[position]]
  const [longest] = namesAt(chart.vocabulary, borrowed, 0)
  if (!longest || longest.end !== borrowed.length) return []
  return longest.entries.flatMap((entry) => (entry.entity ? [{ end: position + 1, value: one(entry.entity), score: 1 }] : []))
}

const single = (chart: Chart, at: number, role: 'subject' | 'object'): readonly Found<Noun>[] => remembered(chart, `single-${role}`, at, () => {
  return [...names(chart, at), ...determined(chart, at, role), ...pronouns(chart, at), ...(role === 'object' ? [...portions(chart, at), ...reflexive(chart, at)] : []), ...only(chart, at), ...countedAt(chart, at), ...free(chart, at)]
})

const LIST_LIMIT = 24

/** "A12 and B7", "A12, B7 or C9", "A12, B7, and C9". */
function listsOf(chart: Chart, at: number, firsts: readonly Found<Noun>[], role: 'subject' | 'object', required?: 'and' | 'or' | 'nor'): Found<Noun>[] {
  const found: Found<Noun>[] = []
  let open: { items: Found<Noun>[]; end: number; joiner?: 'and' | 'or' | 'nor' }[] = firsts.map((first) => ({ items: [first], end: first.end }))
  for (let length = 2; length <= LIST_LIMIT && open.length > 0; length++) {
    const next: typeof open = []
    for (const list of open.slice(0, 12)) {
      const comma = markAt(chart, list.end) === ',' ? list.end + 1 : list.end
      const { joiner, end } = joinerAt(chart, comma)
      if (joiner && (required ?? joiner) === joiner && (list.joiner ?? joiner) === joiner && (joiner !== 'nor' || required === 'nor')) {
        for (const last of [...single(chart, end, role), ...continued(chart, at, list.items[0]!.end, end)]) {
          const items = [...list.items, last]
          found.push({ end: last.end, value: listNoun(items.map((item) => item.value), joiner), score: items.reduce((sum, item) => sum + item.score, 0), ...together(...items) })
          next.push({ items, end: last.end, joiner })
        }
      } else if (!required && (normAt(chart, comma) === 'but' || normAt(chart, comma) === 'and') && normAt(chart, comma + 1) === 'not') {
        // "HTTPS but not SSH".
        const before = listNoun(list.items.map((item) => item.value), 'and')
        for (const last of single(chart, comma + 2, role)) {
          const value: Noun = { ...listNoun([before, last.value], 'and'), bind: (type, scope) => conjunction([before.bind(type, scope), negation(last.value.bind(type, scope))]) }
          const closed = comma > list.end && markAt(chart, last.end) === ',' ? last.end + 1 : last.end
          found.push({ end: closed, value, score: list.items.reduce((sum, item) => sum + item.score, last.score), ...together(...list.items, last) })
        }
      } else if (comma > list.end && !joiner && !list.joiner) for (const item of [...single(chart, comma, role), ...continued(chart, at, list.items[0]!.end, comma)]) next.push({ items: [...list.items, item], end: item.end })
    }
    open = next
  }
  return found
}

function joinerAt(chart: Chart, at: number): { joiner?: 'and' | 'or' | 'nor'; end: number } {
  const word = normAt(chart, at)
  const wellAs = phraseAt(chart, at, ['as', 'well', 'as'])
  if (wellAs !== undefined) return { joiner: 'and', end: wellAs }
  if (word === 'and' || word === '&') return { joiner: 'and', end: at + 1 }
  return word === 'or' || word === 'nor' ? { joiner: word, end: at + 1 } : { end: at }
}

function listNoun(items: readonly Noun[], joiner: 'and' | 'or' | 'nor'): Noun {
  const shape = joiner === 'and' ? 'and' : joiner === 'or' ? 'or' : 'none'
  const bind = (type: string, scope: (term: Term) => Formula): Formula => {
    const parts = items.map((item) => item.bind(type, scope))
    return joiner === 'and' ? conjunction(parts) : joiner === 'or' ? disjunction(parts) : conjunction(parts.map(negation))
  }
  const types = [...new Set(items.flatMap((item) => item.types))]
  return { shape, types, named: items.flatMap((item) => item.named), bind }
}

/** "all of A12, B7 and C9", "at least one of A12 and B7", "none of them" but with names: the list is written with "and" or "or" alike. */
const ofList = (chart: Chart, at: number, role: 'subject' | 'object', joiner: 'and' | 'or' | 'nor'): Found<Noun>[] => listsOf(chart, at, single(chart, at, role), role).flatMap((list) => {
  const named = list.value.named.map(({ term, type }): Noun => ({ shape: 'one', types: [type], named: [{ term, type }], bind: (_type, scope) => scope(term) }))
  const plain = joiner === 'and' ? list.value.shape === 'and' : /^(?:and|or)$/.test(list.value.shape)
  return plain && named.length > 1 ? [{ ...list, value: listNoun(named, joiner) }] : []
})

/** Noun phrases from `at`; in subject position a bare plural speaks of all, elsewhere of some. */
export function nounAt(chart: Chart, at: number, role: 'subject' | 'object'): readonly Found<Noun>[] {
  return remembered(chart, `noun-${role}`, at, () => {
    const word = normAt(chart, at)
    const firsts = single(chart, at, role)
    const found = [...firsts, ...listsOf(chart, at, firsts, role)]
    for (const [text, joiner] of [['all of', 'and'], ['each of', 'and'], ['both of', 'and'], ['every one of', 'and'], ['none of', 'nor'], ['neither of', 'nor'], ['at least one of', 'or'], ['one or more of', 'or'], ['any of', 'or']] as const) {
      const end = phraseAt(chart, at, text.split(' '))
      if (end !== undefined) found.push(...ofList(chart, end, role, joiner))
    }
    found.push(...oneOfTwo(chart, at, role), ...allOf(chart, at))
    if (word === 'both') found.push(...listsOf(chart, at + 1, single(chart, at + 1, role), role, 'and'))
    if (word === 'either') {
      const items = listsOf(chart, at + 1, single(chart, at + 1, role), role, 'or')
      found.push(...items)
    }
    if (word === 'neither') found.push(...listsOf(chart, at + 1, single(chart, at + 1, role), role, 'nor'))
    return found
  })
}
