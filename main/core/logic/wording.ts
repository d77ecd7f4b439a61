/** How an item is shown in `because`: the user's own wording, with the values that were used. */
import type { BecauseEntry } from '../../../shared/logic/decision.ts'
import type { Interval } from '../../../shared/logic/formula.ts'
import { printFormula, printValue } from '../../../shared/logic/printFormula.ts'
import { add, compare, divide, multiply, negate, rational, type Rational, subtract } from '../../../shared/logic/rational.ts'
import { boundsFormula, itemOf } from './compileBase.ts'
import type { CompiledBase, Item } from './compiled.ts'
import { onlyValue } from './interval.ts'
import type { Search } from './search.ts'
import type { Slice } from './slice.ts'

const MOST_VALUES = 4

/** The width of a rounded or approximate number, as a share of it: "about" is 5 % either way. */
const NARROW = rational(12n, 100n)

/** The number that a narrow range stands for: "0.95" is read as 0.945 to 0.955. */
function rounded({ low, high, lowOpen, highOpen }: Interval): Rational | undefined {
  if (!low || !high || lowOpen === true || highOpen === true) return undefined
  const middle = divide(add(low, high), rational(2n))
  const size = middle.n < 0n ? negate(middle) : middle
  return compare(subtract(high, low), multiply(size, NARROW)) <= 0 ? middle : undefined
}

/** `pue(North) = 0.95`, or `≈` where the number is rounded, or a range; undefined for a quantity of which nothing is known. */
export function printTerm(slice: Slice, term: number, range: Interval): string | undefined {
  const { symbol, args } = slice.terms[term] as Slice['terms'][number]
  const quantity = slice.view.compiled.base.quantities.get(symbol)
  const name = args.length === 0 ? symbol : `${symbol}(${args.map((a) => slice.nameOf(a)).join(', ')})`
  const only = onlyValue(range)
  if (only) return `${name} = ${printValue(only, quantity)}`
  const about = quantity?.date === true ? undefined : rounded(range)
  if (about) return `${name} ≈ ${printValue(about, quantity)}`
  const low = range.low && `${name} ${range.lowOpen ? '>' : '>='} ${printValue(range.low, quantity)}`
  const high = range.high && `${name} ${range.highOpen ? '<' : '<='} ${printValue(range.high, quantity)}`
  return low && high ? `${low} and ${high}` : (low ?? high)
}

export function printAtom(slice: Slice, atom: number): string {
  const { symbol, args } = slice.atoms[atom] as Slice['atoms'][number]
  const names = args.map((a) => slice.nameOf(a))
  if (symbol === '=') return names.join(' = ')
  return names.length === 0 ? symbol : `${symbol}(${names.join(', ')})`
}

function ownWords(compiled: CompiledBase, item: Item): string {
  switch (item.kind) {
    case 'rule': return item.rule.title
    case 'default': return item.rule.title
    case 'fact': return item.fact.title
    case 'closed': return `${item.closure.relation} is closed: what is not stated of it is false`
    case 'define': return item.definition ? item.definition.title : item.bounded ? printFormula(boundsFormula(item.bounded), compiled.base) : ''
  }
}

/** The entry of one item; of the `searches` over the proof's slice, the first that knows a value shows it. */
export function becauseEntry(compiled: CompiledBase, number: number, slice?: Slice, searches: readonly Search[] = []): BecauseEntry {
  const item = itemOf(compiled, number)
  const values = new Set<string>()
  if (slice && searches.length > 0 && item.kind !== 'fact') {
    for (const clause of slice.clauses) {
      if (clause.item !== number) continue
      for (const literal of clause.literals) {
        if (literal.kind !== 'compare') continue
        for (const term of literal.terms) {
          if (values.size >= MOST_VALUES) continue
          for (const search of searches) {
            const text = printTerm(slice, term, search.rangeOfTerm(term))
            if (!text) continue
            values.add(text)
            break
          }
        }
      }
    }
  }
  const words = ownWords(compiled, item)
  return {
    id: item.id, kind: item.kind, line: item.place.line, ...(item.place.file ? { file: item.place.file } : {}),
    says: values.size === 0 ? words : `${words} (${[...values].join('; ')})`,
  }
}
