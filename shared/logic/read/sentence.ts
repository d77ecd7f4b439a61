/** Joins clauses to sentences: "and", "or", "if … then", "unless", "only if"; attribution and denial around the whole. */
import type { Formula, Term, TypedVariable } from '../formula.ts'
import { clauseAt, prefixAt, type Clause } from './clause.ts'
import { markAt, normAt, phraseAt, remembered, together, type Chart } from './chart.ts'
import { conjunction, disjunction, fits, implication, negation, quantified, type Found, type Noun, type Span } from './meaning.ts'
import { hasReflexive, mapTerms, pronounTypes, resolvePronouns } from './rewrite.ts'

type Joiner = 'and' | 'or'
const AND_WORDS = new Set(['and', 'but', 'yet', 'while', 'whereas', 'although', 'though', 'plus'])

/** A joiner between clauses at `at` and where the next clause starts. */
function clauseJoiner(chart: Chart, at: number): { kind: Joiner; from: number } | undefined {
  const mark = markAt(chart, at)
  const from = mark === ',' || mark === ';' || mark === '.' ? at + 1 : at
  const word = normAt(chart, from)
  if (AND_WORDS.has(word)) return { kind: 'and', from: from + 1 }
  if (word === 'or') return { kind: 'or', from: from + 1 }
  return from > at ? { kind: 'and', from } : undefined
}

/** The one individual named so far that a pronoun can mean: of all that were named, the only one of the types asked for. */
function referent(formula: Formula, named: Noun['named']): Term | undefined {
  const { it, its } = pronounTypes(formula)
  const types = [...it, ...its]
  const fitting = new Map<string, Term>()
  for (const one of named) if (types.every((type) => fits(one.type, type))) fitting.set(one.term.name, one.term)
  return fitting.size === 1 ? [...fitting.values()][0] : undefined
}

export const hasPronoun = (formula: Formula): boolean => {
  const { it, its } = pronounTypes(formula)
  return it.size + its.size > 0 || hasReflexive(formula)
}

/** The clause with its pronouns resolved by what came before, or undefined if that is not sure. */
function resolvedBy(clause: Clause, named: Noun['named']): Clause | undefined {
  if (!hasPronoun(clause.formula)) return clause
  const term = referent(clause.formula, named)
  if (!term) return undefined
  return { ...clause, formula: resolvePronouns(clause.formula, term), ...(clause.pieces ? { pieces: clause.pieces.map((piece) => ({ ...piece, formula: resolvePronouns(piece.formula, term) })) } : {}) }
}

interface Chain { readonly clauses: readonly { clause: Clause; span: Span; hedge: string | undefined; closing: boolean }[]; readonly joiners: readonly Joiner[]; readonly cost: Omit<Found<unknown>, 'value'> }
const CHAIN_LIMIT = 12
const CONDITION_WORDS = ['if', 'iff', 'unless', 'when', 'whenever', 'where', 'wherever', 'provided', 'providing', 'assuming', 'long', 'case', 'condition']

function chains(chart: Chart, at: number, first: number, depth: number): Chain[] {
  if (depth > CHAIN_LIMIT) return []
  const found: Chain[] = []
  // A chain that stops early is of use only where a condition may follow it.
  const partial = CONDITION_WORDS.some((word) => chart.words.has(word))
  for (const one of clauseAt(chart, at)) {
    const head: Chain = { clauses: [{ clause: one.value, span: { from: first, to: one.end }, hedge: one.hedge, closing: one.hedge !== undefined && one.hedge.endsWith(normAt(chart, one.end - 1)) }], joiners: [], cost: { end: one.end, score: one.score, ...together(one) } }
    if (one.end === chart.tokens.length || partial) found.push(head)
    const joiner = clauseJoiner(chart, one.end)
    if (!joiner) continue
    for (const rest of remembered(chart, `chain-${depth}`, joiner.from, () => chains(chart, joiner.from, joiner.from, depth + 1).map((value) => ({ end: value.cost.end, value, score: value.cost.score })))) {
      found.push({ clauses: [...head.clauses, ...rest.value.clauses], joiners: [joiner.kind, ...rest.value.joiners], cost: { end: rest.value.cost.end, score: one.score + rest.value.cost.score, ...together(one, rest.value.cost) } })
    }
    if (found.length > 80) break
  }
  return found
}

/** A chain as clauses: pronouns resolved forward; "and" beside "or" has two bracketings. */
function folded(chain: Chain): Clause[] {
  let named: Noun['named'] = []
  const clauses: { clause: Clause; span: Span; hedge: string | undefined }[] = []
  for (const { clause, span, hedge } of chain.clauses) {
    const resolved = clauses.length === 0 ? clause : resolvedBy(clause, named)
    if (!resolved) return []
    clauses.push({ clause: resolved, span, hedge })
    named = [...named, ...resolved.named]
  }
  if (clauses.length === 1) return [clauses[0]!.clause]
  const formulas = clauses.map(({ clause }) => clause.formula)
  const kinds = new Set(chain.joiners)
  const wide = clauses[0]!.hedge !== undefined || chain.clauses[chain.clauses.length - 1]!.closing
  if (kinds.size === 1 && kinds.has('and')) {
    return [{ formula: conjunction(formulas), named, pieces: clauses.flatMap(({ clause, span, hedge }) => {
      // A hedge in front of all, or behind all, may reach over all.
      const own = wide ? {} : hedge ? { hedge } : { plain: true as const }
      return clause.pieces?.map((piece, index) => ({ ...piece, ...own, ...(index === 0 ? { span: { from: Math.min(span.from, piece.span.from), to: piece.span.to } } : {}) })) ?? [{ span, formula: clause.formula, ...own }]
    }) }]
  }
  if (kinds.size === 1) return [{ formula: disjunction(formulas), named }]
  const tight = (kind: Joiner): Formula => {
    const groups: Formula[][] = [[formulas[0]!]]
    chain.joiners.forEach((joiner, index) => {
      if (joiner === kind) groups[groups.length - 1]!.push(formulas[index + 1]!)
      else groups.push([formulas[index + 1]!])
    })
    const inner = groups.map((group) => (kind === 'and' ? conjunction(group) : disjunction(group)))
    return kind === 'and' ? disjunction(inner) : conjunction(inner)
  }
  return [{ formula: tight('and'), named }, { formula: tight('or'), named }]
}

/** Clauses and their chains from `at`. */
function sequenceAt(chart: Chart, at: number): readonly Found<Clause>[] {
  return remembered(chart, 'sequence', at, () => {
    const found: Found<Clause>[] = chains(chart, at, at, 0).flatMap((chain) => folded(chain).map((value) => ({ ...chain.cost, value })))
    const prefix = prefixAt(chart, at)
    if (prefix?.denied) for (const inner of sequenceAt(chart, prefix.end)) if (inner.value.pieces || inner.value.formula.kind === 'or') found.push({ ...inner, value: { formula: negation(inner.value.formula), named: inner.value.named } })
    if (normAt(chart, at) === 'either') {
      for (const inner of sequenceAt(chart, at + 1)) {
        const { formula } = inner.value
        if (formula.kind !== 'or' || formula.of.length !== 2) continue
        found.push({ ...inner, score: inner.score + 2 }, { ...inner, score: inner.score + 2, value: { ...inner.value, formula: { kind: 'xor', left: formula.of[0]!, right: formula.of[1]! } } })
      }
    }
    return found
  })
}

/** The things that a formula introduces ("a rack"), taken out in front of it: "some" in a condition is "every" around the whole. */
function opened(formula: Formula): { variables: readonly TypedVariable[]; body: Formula } {
  if (formula.kind === 'exists') {
    const inner = opened(formula.body)
    return { variables: [...formula.variables, ...inner.variables], body: inner.body }
  }
  if (formula.kind !== 'and') return { variables: [], body: formula }
  const parts = formula.of.map(opened)
  return { variables: parts.flatMap((part) => part.variables), body: conjunction(parts.map((part) => part.body)) }
}

/**
 * "If a rack draws more than 40 kW, it is liquid-cooled": what "a rack" introduced in the condition binds the pronoun, so that
 * the whole speaks of every such rack. A pronoun with no sure referent leaves the sentence unread: of all that the condition
 * names or introduces, just one may be of the type that the pronoun's place asks for.
 */
function conditional(condition: Clause, consequence: Clause): Formula | undefined {
  const { formula } = condition
  if (hasPronoun(formula)) return undefined
  if (!hasPronoun(consequence.formula)) return implication(formula, consequence.formula)
  const { it, its } = pronounTypes(consequence.formula)
  const { variables, body } = opened(formula)
  const chosen = new Map<string, Term>()
  for (const type of new Set([...it, ...its])) {
    const fitting = new Map<string, Term>()
    for (const one of condition.named) if (fits(one.type, type)) fitting.set(one.term.name, one.term)
    for (const variable of variables) if (fits(variable.type, type)) fitting.set(variable.name, { kind: 'variable', name: variable.name })
    if (fitting.size !== 1 || secondVariable(body, [type])) return undefined
    chosen.set(type, [...fitting.values()][0]!)
  }
  const resolved = mapTerms(consequence.formula, (term) => (term.kind === 'variable' ? (chosen.get(/^#its?\|(.*)$/.exec(term.name)?.[1] ?? '') ?? term) : term))
  const used = variables.filter((variable) => [...chosen.values()].some((term) => term.name === variable.name))
  if (used.length === 0) return implication(formula, resolved)
  return variables.reduceRight((inner, variable) => quantified('forall', variable.name, variable.type, inner), implication(body, resolved))
}

/** Whether a formula introduces another thing that a pronoun of these types might mean. */
function secondVariable(formula: Formula, types: readonly string[]): boolean {
  switch (formula.kind) {
    case 'exists':
      return formula.variables.some((variable) => types.every((type) => fits(variable.type, type))) || secondVariable(formula.body, types)
    case 'forall':
      return secondVariable(formula.body, types)
    case 'and':
    case 'or':
      return formula.of.some((part) => secondVariable(part, types))
    case 'not':
      return secondVariable(formula.of, types)
    case 'implies':
    case 'iff':
    case 'xor':
      return secondVariable(formula.left, types) || secondVariable(formula.right, types)
    default:
      return false
  }
}

const IF = ['if and only if', 'only if', 'only when', 'only where', 'exactly when', 'exactly if', 'precisely when', 'just when', 'iff', 'provided that', 'providing that', 'on condition that', 'as long as', 'so long as', 'assuming that', 'in case', 'provided', 'whenever', 'wherever', 'unless', 'assuming', 'when', 'where', 'if']
  .map((text) => ({ text, words: text.split(' ') }))

function conditionAt(chart: Chart, at: number): { text: string; end: number } | undefined {
  for (const { text, words } of IF) {
    const end = phraseAt(chart, at, words)
    if (end !== undefined) return { text, end }
  }
  return undefined
}

const isTwoWay = (text: string): boolean => /^(?:if and only if|exactly|precisely|just|iff)/.test(text)

/** The formula of "C, WORD D". */
function related(word: string, condition: Clause, main: Clause, mainFirst: boolean): Formula | undefined {
  // In "A if B" a pronoun of B may mean what A named, and the other way round.
  const [left, right] = mainFirst && !hasPronoun(main.formula) && hasPronoun(condition.formula) ? [resolvedBy(condition, main.named), main] : [condition, main]
  if (!left) return donkeyBackwards(word, condition, main)
  // "Unless it has been tested, a release is not approved": the pronoun may come first.
  if (!mainFirst && hasPronoun(left.formula) && !hasPronoun(right.formula)) {
    const told = resolvedBy(left, right.named)
    return told ? related(word, told, right, true) : donkeyBackwards(word, condition, main)
  }
  if (word.startsWith('only')) return hasPronoun(right.formula) ? undefined : implication(right.formula, left.formula)
  if (isTwoWay(word)) return hasPronoun(right.formula) || hasPronoun(left.formula) ? undefined : { kind: 'iff', left: right.formula, right: left.formula }
  // "Unless a driver is licensed, he drives nothing": what "a driver" introduces is denied, not that there is one.
  if (word === 'unless' && left.formula.kind === 'exists' && hasPronoun(right.formula)) {
    const { variables, body } = opened(left.formula)
    return conditional({ ...left, formula: { kind: 'exists', variables, body: negation(body) } }, right)
  }
  if (word === 'unless') return hasPronoun(right.formula) && hasPronoun(left.formula) ? undefined : conditional({ ...left, formula: negation(left.formula) }, right)
  return conditional(left, right)
}

/** "A rack is liquid-cooled if it draws more than 40 kW", "Every rack is liquid-cooled unless it is in North". */
function donkeyBackwards(word: string, condition: Clause, main: Clause): Formula | undefined {
  const { formula } = main
  if (formula.kind !== 'forall' || formula.variables.length !== 1) return undefined
  const variable = formula.variables[0]!
  const types = [...pronounTypes(condition.formula).it, ...pronounTypes(condition.formula).its]
  if (!types.every((type) => fits(variable.type, type)) || secondVariable(formula.body, types) || [...main.named, ...condition.named].some((one) => types.every((type) => fits(one.type, type)))) return undefined
  const about = resolvePronouns(condition.formula, { kind: 'variable', name: variable.name })
  const [restriction, claim] = formula.body.kind === 'implies' ? [[formula.body.left], formula.body.right] : [[], formula.body]
  const body = word === 'unless' ? implication(conjunction([...restriction, negation(about)]), claim)
    : word.startsWith('only') ? implication(conjunction([...restriction, claim]), about)
      : isTwoWay(word) ? ((both: Formula): Formula => (restriction[0] ? implication(restriction[0], both) : both))({ kind: 'iff', left: claim, right: about })
        : implication(conjunction([...restriction, about]), claim)
  return { ...formula, body }
}

/** "Although South has chillers, it is efficient": both are claimed; "because" claims a reason beside them. */
function conceded(chart: Chart, at: number): Found<Clause>[] {
  const even = normAt(chart, at) === 'even' ? at + 1 : at
  const word = normAt(chart, even)
  if (!/^(?:although|though|while|whereas|because)$/.test(word) || (even > at && word !== 'though')) return []
  return clauseAt(chart, even + 1).flatMap((first) => {
    if (markAt(chart, first.end) !== ',') return []
    return clauseAt(chart, first.end + 1).flatMap((second): Found<Clause>[] => {
      const main = resolvedBy(second.value, first.value.named)
      if (!main || hasPronoun(first.value.formula)) return []
      const pieces = [{ span: { from: at, to: first.end }, formula: first.value.formula }, { span: { from: first.end + 1, to: second.end }, formula: main.formula }]
      const reason = word === 'because' ? { beyond: [{ from: at, to: even + 1 }] } : {}
      return [{ end: second.end, score: first.score + second.score, ...together(first, second, reason), value: { formula: conjunction([first.value.formula, main.formula]), named: [...first.value.named, ...main.named], pieces } }]
    })
  })
}

/** Whole sentences from `at`: conditionals, or sequences. */
export function sentenceAt(chart: Chart, at: number): Found<Clause>[] {
  const found: Found<Clause>[] = []
  const push = (parts: readonly Found<Clause>[], formula: Formula | undefined, named: Noun['named']): void => {
    const last = parts[parts.length - 1]!
    if (formula) found.push({ end: last.end, value: { formula, named }, score: parts.reduce((sum, part) => sum + part.score, 0), ...together(...parts) })
  }
  const opening = conditionAt(chart, at)
  if (opening) {
    for (const condition of sequenceAt(chart, opening.end)) {
      let from = markAt(chart, condition.end) === ',' ? condition.end + 1 : condition.end
      if (normAt(chart, from) === 'then') from += 1
      if (from === condition.end && !opening.text.startsWith('if')) continue
      for (const main of sequenceAt(chart, from)) push([condition, main], related(opening.text, condition.value, main.value, false), [...condition.value.named, ...main.value.named])
    }
    return found
  }
  found.push(...conceded(chart, at))
  for (const main of sequenceAt(chart, at)) {
    found.push(main)
    const comma = markAt(chart, main.end) === ',' ? main.end + 1 : main.end
    const closing = conditionAt(chart, comma)
    if (!closing) continue
    for (const condition of sequenceAt(chart, closing.end)) push([main, condition], related(closing.text, condition.value, main.value, true), [...main.value.named, ...condition.value.named])
  }
  return found
}
