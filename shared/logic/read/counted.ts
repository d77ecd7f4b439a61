/** Reads counts of things: "at least two racks", "exactly one manager", "at most one site". */
import type { Formula, Term } from '../formula.ts'
import { normAt, phraseAt, together, variableAt, type Chart } from './chart.ts'
import { conjunction, narrower, negation, quantified, type Found, type Nominal, type Noun } from './meaning.ts'
import { readNumber } from './numbers.ts'

/** More than this many distinct things are not written out. */
const MOST = 3

/** There are so many different things of which `holds` is true. */
function atLeast(count: number, at: number, type: string, holds: (term: Term) => Formula): Formula {
  if (count <= 0) return { kind: 'true' }
  const terms = Array.from({ length: count }, (_, index) => variableAt(at, `c${index}`))
  const apart = terms.flatMap((left, index) => terms.slice(index + 1).map((right): Formula => ({ kind: 'not', of: { kind: 'same', left, right } })))
  return terms.reduceRight((inner, term) => quantified('exists', term.name, type, inner), conjunction([...terms.map(holds), ...apart]))
}

type Limit = 'least' | 'most' | 'exact'

function counted(count: number, limit: Limit, at: number, nominal: Nominal): Noun {
  const bind = (place: string, scope: (term: Term) => Formula): Formula => {
    const type = narrower(nominal.type, place)
    const holds = (term: Term): Formula => conjunction([...(nominal.restrict ? [nominal.restrict(term)] : []), scope(term)])
    if (limit === 'least') return atLeast(count, at, type, holds)
    const more = negation(atLeast(count + 1, at, type, holds))
    return limit === 'most' || count === 0 ? more : conjunction([atLeast(count, at, type, holds), more])
  }
  return { shape: limit === 'least' ? 'some' : 'none', definite: true, restricted: true, types: nominal.types, named: nominal.named, bind }
}

const LIMITS: readonly { readonly words: readonly string[]; readonly limit: Limit; readonly shift: number }[] = [
  { words: ['at', 'least'], limit: 'least', shift: 0 }, { words: ['no', 'fewer', 'than'], limit: 'least', shift: 0 }, { words: ['no', 'less', 'than'], limit: 'least', shift: 0 },
  { words: ['more', 'than'], limit: 'least', shift: 1 }, { words: ['at', 'most'], limit: 'most', shift: 0 }, { words: ['no', 'more', 'than'], limit: 'most', shift: 0 }, { words: ['not', 'more', 'than'], limit: 'most', shift: 0 },
  { words: ['up', 'to'], limit: 'most', shift: 0 }, { words: ['fewer', 'than'], limit: 'most', shift: -1 }, { words: ['less', 'than'], limit: 'most', shift: -1 },
  { words: ['exactly'], limit: 'exact', shift: 0 }, { words: ['precisely'], limit: 'exact', shift: 0 }, { words: ['only'], limit: 'exact', shift: 0 }, { words: ['just'], limit: 'exact', shift: 0 },
]

/** Counted nouns from `at`; a bare "two racks" may be two or more, or two and no more. */
export function countedAt(chart: Chart, at: number): Found<Noun>[] {
  const rows = LIMITS.flatMap((row) => {
    const end = phraseAt(chart, at, row.words)
    return end === undefined ? [] : [{ ...row, end }]
  })
  const starts = rows.length > 0 ? rows : [{ limit: 'least' as const, shift: 0, end: at }, { limit: 'exact' as const, shift: 0, end: at }]
  const found: Found<Noun>[] = []
  for (const { limit, shift, end } of starts) {
    const number = readNumber(chart.tokens, end)
    if (!number || number.value.d !== 1n || number.part) continue
    const count = Number(number.value.n) + shift
    // A bare number has two readings, and is left where one of them would grow too long.
    if (rows.length === 0 && count + 1 > MOST) continue
    if (count < 0 || count + (limit === 'least' ? 0 : 1) > MOST) continue
    const after = normAt(chart, number.end) === 'different' || normAt(chart, number.end) === 'distinct' ? number.end + 1 : number.end
    const plural = Number(number.value.n) !== 1
    for (const nominal of chart.grammar.nominal(chart, after)) {
      if (nominal.value.plural !== plural) continue
      found.push({ end: nominal.end, score: nominal.score, value: counted(count, limit, at, nominal.value), ...together(nominal) })
    }
  }
  return found
}
