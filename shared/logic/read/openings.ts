/** Reads clauses whose pattern opens with more than a slot: "the manager of Alice is Bob", "A12 and B7 are paired". */
import type { Formula } from '../formula.ts'
import { builder } from './builder.ts'
import { normAt, together, type Chart } from './chart.ts'
import { matchItems, type Match } from './matchItems.ts'
import { negation, type Found, type Noun } from './meaning.ts'
import type { VerbPattern } from './pattern.ts'
import { agreement } from './predicate.ts'
import { verbGroups } from './verbGroup.ts'
import { ARTICLES } from './wordLists.ts'

interface Opened { readonly formula: Formula; readonly named: Noun['named'] }

/** The patterns that may open at `at`. */
function opening(chart: Chart, at: number): Set<VerbPattern> {
  const { openings, possessiveOpenings, pairOpenings } = chart.vocabulary
  const from = ARTICLES.has(normAt(chart, at)) ? at + 1 : at
  const found = new Set<VerbPattern>([...(openings.get(chart.tokens[from]?.canon ?? '') ?? []), ...pairOpenings])
  if (possessiveOpenings.size > 0) {
    for (const noun of chart.grammar.noun(chart, at, 'subject')) {
      if (normAt(chart, noun.end) === "'s") for (const pattern of possessiveOpenings.get(chart.tokens[noun.end + 1]?.canon ?? '') ?? []) found.add(pattern)
    }
  }
  return found
}

/** Clauses of such patterns from `at`. */
export function openingsAt(chart: Chart, at: number): Found<Opened>[] {
  const found: Found<Opened>[] = []
  for (const pattern of opening(chart, at)) {
    for (const subject of matchItems(chart, pattern.subject, at)) {
      if (subject.comparing && pattern.symbol.kind !== 'quantity') continue
      for (const group of verbGroups(chart, subject.end)) {
        const sameVerb = typeof pattern.main === 'string' ? group.main === pattern.main : group.main === 'verb' && group.lemmas.some((lemma) => (pattern.main as ReadonlySet<string>).has(lemma))
        const agreed = sameVerb ? agreement(group, pattern) : undefined
        if (!agreed) continue
        for (const rest of matchItems(chart, pattern.rest, group.end)) {
          if (rest.comparing && subject.comparing) continue
          const match: Match = { ...rest, ...(subject.comparing ? { comparing: subject.comparing, ...(subject.unit ? { unit: subject.unit } : {}) } : {}), nouns: [...subject.nouns, ...rest.nouns], negated: rest.negated !== subject.negated }
          const built = builder(pattern, match)
          if (!built) continue
          const formula = built.positive({ kind: 'variable', name: '#none' })
          const denied = agreed.denied !== match.negated
          found.push({
            end: rest.end, score: subject.score + rest.score + agreed.bonus - pattern.rank, ...together(agreed, group, subject, rest),
            value: { formula: denied ? negation(formula) : formula, named: match.nouns.flatMap(({ noun }) => noun.named) },
          })
        }
      }
    }
  }
  return found
}
