/** Turns a comparison that was read into a formula over a quantity, or nothing where units or kinds do not fit. */
import type { Dimension, QuantitySymbol, Unit } from '../base.ts'
import type { Expression, Formula, Term } from '../formula.ts'
import { add, compare, multiply, negate, rational, subtract, type Rational } from '../rational.ts'
import { DAYS, PER_DAY } from '../elaborateExpression.ts'
import { DURATION, sameDimension } from '../units.ts'
import { bindAll, conjunction, disjunction, negation, nounFits, type Amount, type Comparing, type Measure } from './meaning.ts'

const ABOUT = rational(1, 20)

const isPure = (dimension: Dimension): boolean => Object.values(dimension).every((power) => power === 0)

/** The value in base magnitude; undefined when the unit does not fit. A bare number needs a quantity without unit, or the pattern's own unit word. */
function base(amount: Amount, value: Rational, quantity: QuantitySymbol, written: Unit | undefined): Rational | undefined {
  // A pattern's own word for what is counted ("rpm") is no unit where the quantity has none.
  const fitting = written && sameDimension(written.dimension, quantity.dimension) ? written : undefined
  const unit = amount.unit ?? fitting
  if (!unit) return !quantity.date && !quantity.unit && isPure(quantity.dimension) ? value : undefined
  if (quantity.date || !sameDimension(unit.dimension, quantity.dimension)) return undefined
  const scaled = multiply(value, unit.factor)
  return unit.offset ? add(scaled, unit.offset) : scaled
}

const number = (value: Rational): Expression => ({ kind: 'number', value })
const magnitude = (value: Rational): Rational => (value.n < 0n ? negate(value) : value)

interface Place {
  readonly quantity: QuantitySymbol
  readonly args: readonly Term[]
  /** The slot that another individual takes in "more than B7". */
  readonly spare: number
  /** The unit written in the pattern after `{value}`. */
  readonly unit?: Unit
}

const expressionOf = (quantity: QuantitySymbol, args: readonly Term[]): Expression => ({ kind: 'quantity', quantity: quantity.name, args })

/** Whether the comparison can be said of the quantity at all (units, dates, types of the other side). */
export function comparable(comparing: Comparing, quantity: QuantitySymbol, spare: number, unit?: Unit): boolean {
  switch (comparing.kind) {
    case 'rounded':
    case 'bound':
      return base(comparing.amount, comparing.amount.value, quantity, unit) !== undefined
    case 'between':
      return base(comparing.low, comparing.low.value, quantity, unit) !== undefined && base(comparing.high, comparing.high.value, quantity, unit) !== undefined
    case 'dates':
    case 'dateBound':
      return quantity.date
    case 'other':
      return spare >= 0 && nounFits(comparing.noun, quantity.parameters[spare] ?? 'Thing') && !(comparing.factor && quantity.date) && !(comparing.share && quantity.unit && isPure(quantity.dimension))
    case 'measure':
      return comparing.measure.quantity.date === quantity.date && sameDimension(comparing.measure.quantity.dimension, quantity.dimension) && !(comparing.factor && quantity.date) && !(comparing.share && quantity.unit && isPure(quantity.dimension))
    case 'distance':
      return comparing.date === quantity.date && comparable(comparing.from, quantity, spare, unit) && base(difference(comparing.amount, quantity), comparing.amount.value, distanceOf(quantity), unit) !== undefined
    case 'zero':
      return !quantity.date
    case 'typed':
      return comparing.keys.some((key) => (key === 'date' ? quantity.date : quantity.dimension[key] === 1 && Object.keys(quantity.dimension).length === 1)) && comparable(comparing.of, quantity, spare, unit)
    case 'not':
      return comparable(comparing.of, quantity, spare, unit)
    default:
      return comparing.of.every((part) => comparable(part, quantity, spare, unit))
  }
}

/** What a difference of two such values is measured in: dates differ by a duration. */
const distanceOf = (quantity: QuantitySymbol): QuantitySymbol => (quantity.date ? { ...quantity, date: false, dimension: DURATION, unit: DAYS } : quantity)

/** "3 °C warmer", "3 degrees warmer": a difference is in K. */
function difference(amount: Amount, quantity: QuantitySymbol): Amount {
  const { unit } = amount
  const heat = quantity.dimension['K'] === 1 && Object.keys(quantity.dimension).length === 1
  if (!unit || !heat || !(unit.offset || /^(?:deg|degrees?|°)$/.test(unit.symbol))) return amount
  return { ...amount, unit: { symbol: 'K', dimension: quantity.dimension, factor: unit.offset ? unit.factor : rational(1) } }
}

function distance(comparing: Comparing & { kind: 'distance' }, place: Place, other: Expression): Formula {
  const own = expressionOf(place.quantity, place.args)
  const gap: Expression = comparing.sign === 1 ? { kind: 'subtract', left: own, right: other } : { kind: 'subtract', left: other, right: own }
  const expression: Expression = place.quantity.date ? { kind: 'multiply', left: gap, right: { kind: 'number', value: rational(86400), unit: PER_DAY } } : gap
  const { amount, bound } = comparing
  const months = comparing.date && bound === '=' && amount.unit && /^(?:month|year)s?$/.test(amount.unit.symbol) && amount.value.d === 1n ? Number(amount.value.n) * (amount.unit.symbol.startsWith('year') ? 12 : 1) * comparing.sign : undefined
  if (months !== undefined) return { kind: 'compare', operator: '=', left: own, right: { kind: 'shiftMonths', date: other, months } }
  const at = (value: Rational): Rational => base(difference(amount, place.quantity), value, distanceOf(place.quantity), place.unit)!
  if (bound) return { kind: 'compare', operator: bound, left: expression, right: { kind: 'number', value: at(amount.value), ...(amount.unit ? { unit: amount.unit } : {}) } }
  return { kind: 'within', expression, interval: { low: at(subtract(amount.value, amount.half)), high: at(add(amount.value, amount.half)) }, about: false }
}

/** Binds a measure's nouns and hands its expression on. */
export function bindMeasure(measure: Measure, scope: (args: readonly Term[]) => Formula): Formula {
  const nouns = measure.order.map((slot) => ({ noun: measure.args[slot]!, type: measure.quantity.parameters[slot] ?? 'Thing' }))
  return bindAll(nouns, (terms) => {
    const args: Term[] = []
    measure.order.forEach((slot, index) => void (args[slot] = terms[index]!))
    return scope(args)
  })
}

/** The formula; call only where `comparable` holds. Settled point 6 gives the intervals. */
export function realize(comparing: Comparing, place: Place): Formula {
  const { quantity, unit } = place
  const expression = expressionOf(quantity, place.args)
  const against = (operator: '=' | '<' | '<=' | '>' | '>=', other: Expression, factor: Rational | undefined): Formula => ({
    kind: 'compare', operator, left: expression, right: factor ? { kind: 'multiply', left: number(factor), right: other } : other,
  })
  switch (comparing.kind) {
    case 'rounded': {
      const { amount, about } = comparing
      const spread = about ? multiply(magnitude(amount.value), ABOUT) : amount.half
      const half = compare(spread, amount.half) > 0 ? spread : amount.half
      return { kind: 'within', expression, interval: { low: base(amount, subtract(amount.value, half), quantity, unit)!, high: base(amount, add(amount.value, half), quantity, unit)! }, about }
    }
    case 'bound':
      return { kind: 'compare', operator: comparing.operator, left: expression, right: number(base(comparing.amount, comparing.amount.value, quantity, unit)!) }
    case 'between':
      return { kind: 'within', expression, interval: { low: base(comparing.low, comparing.low.value, quantity, unit)!, high: base(comparing.high, comparing.high.value, quantity, unit)! }, about: false }
    case 'dates': {
      const { low, high } = comparing
      if (low === high) return { kind: 'compare', operator: '=', left: expression, right: number(rational(low)) }
      return { kind: 'within', expression, interval: { low: rational(low), high: rational(high) }, about: false }
    }
    case 'dateBound':
      return { kind: 'compare', operator: comparing.operator, left: expression, right: number(rational(comparing.day)) }
    case 'other':
      return comparing.noun.bind(quantity.parameters[place.spare] ?? 'Thing', (term) =>
        against(comparing.operator, expressionOf(quantity, place.args.map((arg, slot) => (slot === place.spare ? term : arg))), comparing.factor))
    case 'measure':
      return bindMeasure(comparing.measure, (args) => against(comparing.operator, expressionOf(comparing.measure.quantity, args), comparing.factor))
    case 'distance': {
      const { from } = comparing
      if (from.kind === 'measure') return bindMeasure(from.measure, (args) => distance(comparing, place, expressionOf(from.measure.quantity, args)))
      return from.noun.bind(quantity.parameters[place.spare] ?? 'Thing', (term) => distance(comparing, place, expressionOf(quantity, place.args.map((arg, slot) => (slot === place.spare ? term : arg)))))
    }
    case 'zero':
      return { kind: 'compare', operator: comparing.operator, left: expression, right: number(quantity.unit?.offset ?? rational(0)) }
    case 'typed':
      return realize(comparing.of, place)
    case 'not':
      return negation(realize(comparing.of, place))
    case 'all':
      return conjunction(comparing.of.map((part) => realize(part, place)))
    case 'any':
      return disjunction(comparing.of.map((part) => realize(part, place)))
  }
}
