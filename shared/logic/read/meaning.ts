/** What parts of a sentence mean before they are joined: nouns that bind, predicates that apply, comparisons that wait for their quantity. */
import type { QuantitySymbol, Unit } from '../base.ts'
import type { Formula, Term } from '../formula.ts'
import type { Rational } from '../rational.ts'

/** Token indexes, half open. */
export interface Span { readonly from: number; readonly to: number }

/** One way to read the tokens from a start (known to the caller) up to `end`. */
export interface Found<T> {
  readonly end: number
  readonly value: T
  /** More words taken literally by the user's own patterns count more. */
  readonly score: number
  readonly hedge?: string
  /** Words that make the sentence say more than the reading, which it entails. */
  readonly beyond?: readonly Span[]
}

export interface Noun {
  readonly shape: 'one' | 'every' | 'some' | 'none' | 'and' | 'or' | 'pronoun'
  /** Types that must fit the place where it stands; none: takes the place's type. */
  readonly types: readonly string[]
  /** `some` that a negation does not reach of itself ("some", not "a" or "any"). */
  readonly definite?: boolean
  /** A bare plural or "a rack": every in subject position, some elsewhere. */
  readonly generic?: 'plural' | 'article'
  readonly restricted?: boolean
  /** "itself": whoever the subject is. */
  readonly reflexive?: true
  /** Individuals named outright, with their types, for pronouns. */
  readonly named: readonly { readonly term: Term; readonly type: string }[]
  bind(type: string, scope: (term: Term) => Formula): Formula
}

/** A noun with its modifiers, before a determiner: "liquid-cooled racks in North". */
export interface Nominal {
  /** Absent for "everything". */
  readonly type?: string
  /** Types that must fit the place. */
  readonly types: readonly string[]
  readonly plural: boolean
  readonly restrict?: (term: Term) => Formula
  /** Restricted by a comparison or a clause, not by a mere place. */
  readonly compared: boolean
  readonly named: Noun['named']
  /** "driver of tram 31": "the" before it speaks of the one there is. */
  readonly described?: true
}

export interface Amount {
  readonly value: Rational
  readonly half: Rational
  readonly unit?: Unit
  /** The "million" it was written with. */
  readonly scale?: Rational
}

export type Comparing =
  | { readonly kind: 'rounded'; readonly amount: Amount; readonly about: boolean }
  | { readonly kind: 'bound'; readonly operator: '=' | '<' | '<=' | '>' | '>='; readonly amount: Amount }
  | { readonly kind: 'between'; readonly low: Amount; readonly high: Amount }
  /** Days since 1970-01-01, both included. */
  | { readonly kind: 'dates'; readonly low: number; readonly high: number }
  | { readonly kind: 'dateBound'; readonly operator: '<' | '<=' | '>' | '>='; readonly day: number }
  | { readonly kind: 'other'; readonly operator: '=' | '<' | '<=' | '>' | '>='; readonly noun: Noun; readonly factor?: Rational; readonly share?: true }
  | { readonly kind: 'measure'; readonly operator: '=' | '<' | '<=' | '>' | '>='; readonly measure: Measure; readonly factor?: Rational; readonly share?: true }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Comparing[] }
  | { readonly kind: 'not'; readonly of: Comparing }
  /** A comparative that says what it measures ("longer"): for quantities of one of these dimensions only. */
  | { readonly kind: 'typed'; readonly keys: readonly string[]; readonly of: Comparing }
  /** "10 kW more than B7", "two years after the lease": the distance from the other's value, upwards (1) or downwards (-1). */
  | { readonly kind: 'distance'; readonly amount: Amount; readonly sign: 1 | -1; readonly date: boolean; readonly bound?: '=' | '<' | '<=' | '>' | '>='; readonly from: Comparing & { readonly kind: 'other' | 'measure' } }
  /** "positive", "negative", "nothing", "something". */
  | { readonly kind: 'zero'; readonly operator: '<' | '>' | '=' }

/** A quantity of some nouns: "the power density of every rack". */
export interface Measure {
  readonly quantity: QuantitySymbol
  /** By slot, from 0. */
  readonly args: readonly Noun[]
  /** Slots in the order they are written, for scope. */
  readonly order: readonly number[]
  /** The slot that "that of B7" fills anew. */
  readonly spare: number
}

export interface Predicate {
  /** The types its patterns ask of the subject. */
  readonly types: readonly string[]
  apply(subject: Term): Formula
  /** For a negated predicate, what is negated. */
  positive?(subject: Term): Formula
  /** Says what kind of thing the subject is ("is a mammal"): then "a dog" before it speaks of every dog. */
  readonly kind?: true
  /** For "A or B", what "but not both" makes of it. */
  exclusive?(subject: Term): Formula
  /** Conjuncts with where they stand, when it is a plain "and". */
  readonly conjuncts?: readonly { readonly span: Span; apply(subject: Term): Formula }[]
  readonly named: readonly { readonly term: Term; readonly type: string }[]
}

export const negation = (of: Formula): Formula => (of.kind === 'not' ? of.of : { kind: 'not', of })
const joined = (kind: 'and' | 'or', of: readonly Formula[]): Formula => {
  const flat = of.flatMap((part) => (part.kind === kind ? part.of : kind === 'and' && part.kind === 'true' ? [] : [part]))
  return flat.length === 1 ? flat[0]! : { kind, of: flat }
}
export const conjunction = (of: readonly Formula[]): Formula => joined('and', of)
export const disjunction = (of: readonly Formula[]): Formula => joined('or', of)
export const implication = (left: Formula, right: Formula): Formula => (left.kind === 'true' ? right : { kind: 'implies', left, right })
export const quantified = (kind: 'forall' | 'exists', name: string, type: string, body: Formula): Formula => ({ kind, variables: [{ name, type }], body })

/** Whether a thing of type `type` may stand where `place` is asked for. */
export const fits = (type: string, place: string): boolean => type === place || type === 'Thing' || place === 'Thing'
export const nounFits = (noun: Noun, place: string): boolean => noun.types.every((type) => fits(type, place))

/** The more telling of two types. */
export const narrower = (type: string | undefined, place: string): string => (type === undefined || type === 'Thing' ? place : type)

/** Binds nouns one in another, the first outermost. */
export function bindAll(nouns: readonly { noun: Noun; type: string }[], scope: (terms: readonly Term[]) => Formula): Formula {
  const step = (index: number, terms: readonly Term[]): Formula => {
    const next = nouns[index]
    return next ? next.noun.bind(next.type, (term) => step(index + 1, [...terms, term])) : scope(terms)
  }
  return step(0, [])
}
