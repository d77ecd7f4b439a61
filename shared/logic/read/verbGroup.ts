/** Reads the verb group of a sentence: auxiliaries, negation, modality, tense, and which verb it comes down to. */
import { adverbsAt, normAt, together, type Chart } from './chart.ts'
import { verbReadings, type VerbForm } from './inflection.ts'
import type { Span } from './meaning.ts'
import { BE, DO, HAVE, HEDGED_PARTICIPLES, HEDGED_STATES, HEDGED_VERBS, MODALS } from './wordLists.ts'

export interface VerbGroup {
  readonly end: number
  readonly main: 'be' | 'have' | 'verb'
  /** Lemmas of the full verb. */
  readonly lemmas: readonly string[]
  readonly negated: boolean
  /** Negated by "never". */
  readonly never?: boolean
  /** "lacks". */
  readonly lacking?: boolean
  readonly modal?: string
  readonly tense: 'present' | 'past' | 'perfect'
  /** -ly words before the verb, which the pattern must have too. */
  readonly adverbs: readonly string[]
  readonly hedge?: string
  readonly beyond?: readonly Span[]
}

type State = Omit<VerbGroup, 'end' | 'main' | 'lemmas'>
const START: State = { negated: false, tense: 'present', adverbs: [] }

/** Passes adverbs, "not", "never", "no longer"; one "not" at most. */
function passing(chart: Chart, at: number, state: State): { at: number; state: State }[] {
  const found: { at: number; state: State }[] = []
  for (const way of adverbsAt(chart, at)) {
    const base: State = { ...state, ...together(state, way) }
    found.push({ at: way.end, state: base })
    const word = normAt(chart, way.end)
    if (!state.negated && (word === 'not' || word === 'never')) {
      const denied = normAt(chart, way.end + 1) === 'yet' ? way.end + 2 : way.end + 1
      for (const after of adverbsAt(chart, denied)) found.push({ at: after.end, state: { ...base, negated: true, ...(word === 'never' ? { never: true } : {}), ...together(base, after, (after.beyond ?? []).length > 0 ? { hedge: 'not quite' } : {}) } })
    } else if (!state.negated && word === 'no' && normAt(chart, way.end + 1) === 'longer') {
      found.push({ at: way.end + 2, state: { ...base, negated: true, ...together(base, { beyond: [{ from: way.end, to: way.end + 2 }] }) } })
    } else if (!state.negated && /^(?:both|all|each)$/.test(word)) {
      found.push({ at: way.end + 1, state: base })
    } else if (word.endsWith('ly') && word.length > 4) {
      found.push({ at: way.end + 1, state: { ...base, adverbs: [...base.adverbs, word] } })
    }
  }
  return found
}

const lemmas = (word: string, forms: readonly VerbForm[]): string[] => verbReadings(word).filter((reading) => forms.includes(reading.form)).map((reading) => reading.lemma)

/** The verb without finite form after an auxiliary: "be", "have", or a full verb's base form; and what "to" may hedge. */
function infinitive(chart: Chart, at: number, state: State): VerbGroup[] {
  return passing(chart, at, state).flatMap(({ at: from, state: passed }) => {
    const word = normAt(chart, from)
    if (word === 'be') return copula(chart, from + 1, passed, false)
    if (word === 'have') return possession(chart, from + 1, passed)
    return full(chart, from, passed, ['base'])
  })
}

function full(chart: Chart, at: number, state: State, forms: readonly VerbForm[]): VerbGroup[] {
  const word = normAt(chart, at)
  const own = chart.tokens[at]?.kind === 'word' ? lemmas(word, forms) : []
  if (own.length === 0 || BE.has(word) || HAVE.has(word) || MODALS.has(word)) return []
  const found: VerbGroup[] = [{ ...state, end: at + 1, main: 'verb', lemmas: own }]
  if (normAt(chart, at + 1) === 'to' && state.adverbs.length === 0) {
    const after = (change: Partial<State>): VerbGroup[] => infinitive(chart, at + 2, { ...state, ...change })
    if (own.includes('fail') && !state.negated) found.push(...after({ negated: true }))
    else if (own.some((lemma) => /^(?:continue|happen|manage)$/.test(lemma)) && !state.negated) found.push(...after({}))
    else if (own.some((lemma) => HEDGED_VERBS.has(lemma))) found.push(...after({ hedge: `${word} to` }))
  }
  if (own.some((lemma) => /^(?:remain|stay)$/.test(lemma))) found.push({ ...state, end: at + 1, main: 'be', lemmas: [] })
  if (own.some((lemma) => /^(?:seem|appear|look)$/.test(lemma))) found.push({ ...state, end: at + 1, main: 'be', lemmas: [], hedge: word })
  if (own.includes('lack') && !state.negated) found.push({ ...state, end: at + 1, main: 'have', lemmas: [], negated: true, lacking: true })
  return found
}

/** What may follow a form of "be". */
function copula(chart: Chart, at: number, state: State, finite: boolean): VerbGroup[] {
  const ways = passing(chart, at, state)
  const found: VerbGroup[] = []
  const seen = new Set<number>()
  for (const { at: from, state: passed } of ways) {
    const word = normAt(chart, from)
    if (passed.adverbs.length === 0 && !seen.has(from)) {
      seen.add(from)
      found.push({ ...passed, end: from, main: 'be', lemmas: [] })
    }
    if (word.endsWith('ing') && word !== 'being') {
      const own = lemmas(word, ['ing'])
      if (word === 'having') found.push(...possession(chart, from + 1, passed))
      else if (own.length > 0) found.push({ ...passed, end: from + 1, main: 'verb', lemmas: own })
    }
    if (word === 'being') found.push({ ...passed, end: from + 1, main: 'be', lemmas: [] })
    if (HEDGED_PARTICIPLES.has(word) && normAt(chart, from + 1) === 'to') found.push(...infinitive(chart, from + 2, { ...passed, hedge: `${word} to` }))
    if (HEDGED_STATES.has(word)) {
      const as = normAt(chart, from + 1) === 'as' ? from + 2 : from + 1
      found.push({ ...passed, end: normAt(chart, as) === 'being' ? as + 1 : as, main: 'be', lemmas: [], hedge: word })
    }
  }
  return finite || found.length > 0 ? found : []
}

/** What may follow a form of "have": the possession itself, or a perfect. */
function possession(chart: Chart, at: number, state: State): VerbGroup[] {
  const found: VerbGroup[] = []
  for (const { at: from, state: passed } of passing(chart, at, state)) {
    const word = normAt(chart, from)
    if (passed.adverbs.length === 0) found.push({ ...passed, end: from, main: 'have', lemmas: [] })
    const perfect: State = { ...passed, tense: passed.tense === 'past' ? 'past' : 'perfect' }
    if (word === 'been') found.push(...copula(chart, from + 1, perfect, false))
    else if (word === 'had') found.push({ ...perfect, end: from + 1, main: 'have', lemmas: [] })
    else found.push(...full(chart, from, perfect, ['past', 'participle']))
    if (word === 'to') found.push(...infinitive(chart, from + 1, { ...passed, hedge: 'has to' }))
  }
  return found
}

/** All verb groups that may start at `at`. */
export function verbGroups(chart: Chart, at: number): VerbGroup[] {
  return passing(chart, at, START).flatMap(({ at: from, state }): VerbGroup[] => {
    const word = normAt(chart, from)
    if (MODALS.has(word)) {
      const next = normAt(chart, from + 1) === 'not' ? from + 2 : from + 1
      const modal: State = { ...state, modal: word, negated: next > from + 1 || state.negated }
      return infinitive(chart, next, modal)
    }
    if (word === 'ought' || word === 'need' || word === 'dare') {
      const next = normAt(chart, from + 1) === 'not' ? from + 2 : from + 1
      if (word !== 'ought' && next > from + 1) return infinitive(chart, next, { ...state, hedge: `${word} not` })
    }
    if (DO.has(word)) {
      const tense = word === 'did' ? 'past' : 'present'
      const own = full(chart, from, state, ['base', 's', 'past'])
      return [...own, ...infinitive(chart, from + 1, { ...state, tense })]
    }
    if (word !== 'being' && word !== 'been' && word !== 'be' && BE.has(word)) return copula(chart, from + 1, { ...state, tense: word === 'was' || word === 'were' ? 'past' : 'present' }, true)
    if (word === "'s") return copula(chart, from + 1, state, true)
    if (HAVE.has(word) && word !== 'having') return possession(chart, from + 1, { ...state, tense: word === 'had' ? 'past' : 'present' })
    const present = full(chart, from, state, ['base', 's'])
    const past = full(chart, from, { ...state, tense: 'past' }, ['past'])
    return [...present, ...past]
  })
}
