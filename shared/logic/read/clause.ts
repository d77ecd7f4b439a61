/** Reads simple clauses: a subject and its predicate, a quantity and what is said of it, "there is", "it is not true that". */
import type { Formula, Term } from '../formula.ts'
import { adverbsAt, markAt, normAt, phraseAt, remembered, together, type Chart } from './chart.ts'
import { conjunction, fits, narrower, negation, type Found, type Noun, type Predicate, type Span } from './meaning.ts'
import { measureAt, saidOf, statement } from './measure.ts'
import { openingsAt } from './openings.ts'
import { sharedAt } from './sameness.ts'
import { sumsAt } from './sums.ts'
import { hasReflexive, pronounTypes, resolvePronouns, resolveReciprocals } from './rewrite.ts'
import { namesAt } from './vocabulary.ts'

export interface Piece {
  readonly span: Span
  readonly formula: Formula
  /** Its own hedge, where the conjuncts are hedged apart; `plain` where this one is not hedged though another is. */
  readonly hedge?: string
  readonly plain?: true
}

export interface Clause {
  readonly formula: Formula
  /** Conjuncts with where they stand; absent when the clause is one part. */
  readonly pieces?: readonly Piece[]
  readonly named: Noun['named']
}

/** Subject and predicate as formulas; a denied "every" is open between two. */
function joinedWith(subject: Noun, predicate: Predicate, at: number, subjectEnd: number): Clause[] {
  if (!subject.types.every((type) => predicate.types.every((place) => fits(type, place)))) return []
  if (predicate.kind && subject.generic === 'article' && subject.shape === 'some') return []
  const place = predicate.types.reduce((known, type) => narrower(known, type), 'Thing')
  const own = (term: Term, of: Formula): Formula => {
    const { it, its } = pronounTypes(of)
    if (it.size > 0 && subject.shape !== 'one') {
      // "Patients allergic to aspirin must not take it": the one thing named within the subject, if the subject itself cannot be meant.
      const meant = [...it].every((wanted) => !fits(narrower(subject.types[0], place), wanted)) ? subject.named.filter((one) => [...it].every((wanted) => fits(one.type, wanted))) : []
      if (meant.length === 1 && its.size === 0 && subject.restricted) return resolvePronouns(of, meant[0]!.term)
    }
    const type = narrower(subject.types[0], place)
    const rivals = predicate.named.filter((one) => [...its].every((wanted) => fits(one.type, wanted)))
    return its.size > 0 && rivals.length === 0 && [...its].every((wanted) => fits(type, wanted)) ? resolvePronouns(of, term, 'its') : of
  }
  const named = [...subject.named, ...predicate.named]
  const [one] = subject.named
  if (subject.shape === 'and' && one && hasReflexive(predicate.apply(one.term), /^#each\|/)) {
    const pairs = subject.named.flatMap((left) => subject.named.flatMap((right) => (left === right ? [] : [resolveReciprocals(predicate.apply(left.term), right.term)])))
    return pairs.length > 0 ? [{ formula: conjunction(pairs), named }] : []
  }
  const formula = subject.bind(place, (term) => own(term, predicate.apply(term)))
  const splits = predicate.conjuncts && (subject.shape === 'one' || subject.shape === 'and' || subject.shape === 'every' || subject.shape === 'pronoun')
  const pieces = splits
    ? predicate.conjuncts!.map((part, index) => ({ span: index === 0 ? { from: at, to: part.span.to } : part.span, formula: subject.bind(place, (term) => own(term, part.apply(term))) }))
    : undefined
  const plain: Clause = { formula, named, ...(pieces ? { pieces } : {}) }
  if (!predicate.positive || subject.shape !== 'every' || subject.generic || subjectEnd <= at) return [plain]
  return [plain, { formula: negation(subject.bind(place, (term) => own(term, predicate.positive!(term)))), named }]
}

function subjectPredicate(chart: Chart, at: number): Found<Clause>[] {
  const found: Found<Clause>[] = []
  for (const subject of chart.grammar.noun(chart, at, 'subject')) {
    const afters: { from: number; aside?: Found<Predicate>; asideFrom?: number }[] = [{ from: subject.end }]
    if (/^(?:both|each|all)$/.test(normAt(chart, subject.end)) && subject.value.shape === 'and') afters.push({ from: subject.end + 1 })
    // "A12, which is liquid-cooled, draws 52 kW": two statements about one named thing.
    const relative = markAt(chart, subject.end) === ',' && /^(?:which|who)$/.test(normAt(chart, subject.end + 1))
    if (relative && subject.value.shape === 'one') {
      for (const aside of chart.grammar.predicate(chart, subject.end + 2)) if (markAt(chart, aside.end) === ',') afters.push({ from: aside.end + 1, aside, asideFrom: subject.end + 1 })
    }
    if (markAt(chart, subject.end) === ',' && subject.value.shape === 'one') {
      for (const aside of [...chart.grammar.complement(chart, 'be', subject.end + 1), ...chart.grammar.participle(chart, subject.end + 1)]) if (markAt(chart, aside.end) === ',') afters.push({ from: aside.end + 1, aside, asideFrom: subject.end + 1 })
    }
    for (const { from, aside, asideFrom } of afters) {
      for (const predicate of chart.grammar.predicate(chart, from)) {
        for (const clause of joinedWith(subject.value, predicate.value, at, subject.end)) {
          const cost = { end: predicate.end, score: subject.score + predicate.score + (aside?.score ?? 0), ...together(subject, predicate, aside ?? {}) }
          if (!aside) {
            found.push({ ...cost, value: clause })
            continue
          }
          for (const side of joinedWith(subject.value, aside.value, at, subject.end)) {
            const pieces = [{ span: { from: asideFrom!, to: aside.end }, formula: side.formula }, ...(clause.pieces?.map((piece, index) => (index === 0 ? { ...piece, span: { from, to: piece.span.to } } : piece)) ?? [{ span: { from, to: predicate.end }, formula: clause.formula }])]
            found.push({ ...cost, value: { formula: conjunction([side.formula, clause.formula]), named: clause.named, pieces } })
          }
        }
      }
    }
  }
  return found
}

/** "The PUE of North is below 1.5", "A12's density exceeds that of B7"; "and" between two such subjects distributes. */
function measured(chart: Chart, at: number): Found<Clause>[] {
  const found: Found<Clause>[] = []
  for (const measure of measureAt(chart, at)) {
    // "The population of Berlin and Vienna is 5.5 million" may speak of the sum; "populations … are", "of both" and "of each" do not.
    const summed = measure.value.args.some((noun) => noun.shape === 'and') && /^(?:is|was|'s|has)$|[^s]s$/.test(normAt(chart, measure.end)) && !chart.tokens.slice(at, measure.end).some((token) => /^(?:both|each)$/.test(token.norm))
    if (summed) continue
    const mark = markAt(chart, measure.end)
    const colon = /^[:=<>≤≥≈~]$/.test(mark) ? chart.grammar.comparing(chart, /^[:=]$/.test(mark) ? measure.end + 1 : measure.end).map((one) => ({ ...one, value: { comparing: one.value, denied: false } })) : []
    // A pattern in the past ("turnout was {value}") makes the past plain.
    const inPast = measure.value.quantity.says.some((text) => /\b(?:was|were|had|did|[a-z]+ed)\b/.test(text))
    for (const given of [...saidOf(chart, measure.end), ...colon]) {
      const { hedge, ...rest } = given as Found<(typeof given)['value']>
      const said = inPast && hedge === 'past tense' ? rest : given
      for (const formula of statement(measure.value, said.value)) {
        found.push({ end: said.end, value: { formula, named: measure.value.args.flatMap((noun) => noun.named) }, score: measure.score + said.score, ...together(measure, said) })
      }
    }
    if (normAt(chart, measure.end) !== 'and') continue
    for (const second of measureAt(chart, measure.end + 1)) {
      for (const said of saidOf(chart, second.end)) {
        const parts = [...statement(measure.value, said.value), ...statement(second.value, said.value)]
        if (parts.length === 2) found.push({ end: said.end, value: { formula: conjunction(parts), named: [] }, score: measure.score + second.score + said.score, ...together(measure, second, said) })
      }
    }
  }
  return found
}

/** "There is a rack in North that is liquid-cooled", "There are no racks above 40 kW". */
function existential(chart: Chart, at: number): Found<Clause>[] {
  if (normAt(chart, at) !== 'there') return []
  const verb = normAt(chart, at + 1)
  if (!/^(?:is|are|exists|exist|'s)$/.test(verb)) return []
  const from = normAt(chart, at + 2) === 'not' ? at + 3 : at + 2
  const denied = from > at + 2
  return chart.grammar.noun(chart, from, 'object').flatMap((noun): Found<Clause>[] => {
    if ((noun.value.shape !== 'some' && noun.value.shape !== 'none') || (denied && noun.value.shape === 'none') || !noun.value.restricted) return []
    const formula = noun.value.bind(noun.value.types[0] ?? 'Thing', () => ({ kind: 'true' }))
    return [{ ...noun, value: { formula: denied ? negation(formula) : formula, named: noun.value.named } }]
  })
}

const DENIALS = ['it is not true that', 'it is not the case that', 'it is false that', 'it is untrue that', 'it is not so that', 'it is incorrect that', 'it is wrong that', 'it is not correct that', "it 's not true that", "it 's false that", "it 's not the case that", 'it is not a fact that', 'it is never true that', 'it is never the case that']
const AFFIRMATIONS = ['it is true that', 'it is the case that', 'it is a fact that', 'it is correct that', "it 's true that", 'the fact is that', 'note that', 'it is also true that', 'this means that', 'it follows that', 'remember that', 'in addition']

/** The index after "it is (not) true that", and whether it denies. */
export function prefixAt(chart: Chart, at: number): { end: number; denied: boolean } | undefined {
  for (const [list, denied] of [[DENIALS, true], [AFFIRMATIONS, false]] as const) {
    for (const text of list) {
      const end = phraseAt(chart, at, text.split(' '))
      if (end !== undefined) return { end, denied }
    }
  }
  return undefined
}

/** "Ada drives truck 1, which carries acid": a second statement, about the thing that the first one ends with. */
function asides(chart: Chart, at: number, clause: Found<Clause>): Found<Clause>[] {
  if (markAt(chart, clause.end) !== ',' || !/^(?:which|who)$/.test(normAt(chart, clause.end + 1))) return []
  const last = clause.value.named.find(({ term }) => [1, 2, 3, 4, 5].some((length) => clause.end - length >= at && namesAt(chart.vocabulary, chart.tokens, clause.end - length).some((name) => name.end === clause.end && name.entries.length === 1 && name.entries[0]!.entity?.name === term.name)))
  if (!last) return []
  return chart.grammar.predicate(chart, clause.end + 2).filter((found) => found.value.types.every((type) => fits(last.type, type))).map((found) => {
    const formula = found.value.apply(last.term)
    const pieces = [...(clause.value.pieces ?? [{ span: { from: at, to: clause.end }, formula: clause.value.formula }]), { span: { from: clause.end + 1, to: found.end }, formula }]
    return { end: found.end, score: clause.score + found.score, ...together(clause, found), value: { formula: conjunction([clause.value.formula, formula]), named: clause.value.named, pieces } }
  })
}

/** Of the clauses with the same end and the same costs, those with the best score: scores only add up from here on. */
function undominated(found: readonly Found<Clause>[]): Found<Clause>[] {
  const best = new Map<string, number>()
  const keys = found.map((one) => {
    const { it, its } = pronounTypes(one.value.formula)
    const key = `${one.end} ${it.size + its.size > 0} ${one.hedge ?? ''} ${(one.beyond ?? []).length > 0}`
    best.set(key, Math.max(best.get(key) ?? -Infinity, one.score))
    return key
  })
  return found.filter((one, index) => one.score === best.get(keys[index]!))
}

/** Simple clauses from `at`. */
export function clauseAt(chart: Chart, at: number): readonly Found<Clause>[] {
  return remembered(chart, 'clause', at, () => {
    const found: Found<Clause>[] = []
    for (const way of adverbsAt(chart, at)) {
      const prefix = prefixAt(chart, way.end)
      const own = prefix
        ? clauseAt(chart, prefix.end).map((one) => (prefix.denied ? { ...one, value: { formula: negation(one.value.formula), named: one.value.named } } : one))
        : [...subjectPredicate(chart, way.end), ...measured(chart, way.end), ...existential(chart, way.end), ...openingsAt(chart, way.end), ...sharedAt(chart, way.end), ...sumsAt(chart, way.end)]
      for (const one of [...own, ...own.flatMap((clause) => asides(chart, way.end, clause))]) {
        // Adverbs may also close the clause ("… as well", ", however").
        for (const after of adverbsAt(chart, one.end)) found.push({ ...one, end: after.end, score: one.score, ...together(way, one, after) })
      }
    }
    return undominated(found)
  })
}
