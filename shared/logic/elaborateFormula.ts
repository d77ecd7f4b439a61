/** Formulas: names resolved, types inferred and checked, comparisons sorted into numbers and individuals. */
import type { Formula, Term, TypedVariable } from './formula.ts'
import { elaborateExpression, writtenNumber, wrongCount, type Typed } from './elaborateExpression.ts'
import { equals, ZERO } from './rational.ts'
import type { Scope } from './scope.ts'
import type { Name, SurfaceExpression, Variable } from './surface.ts'
import { toleranceInterval } from './tolerance.ts'
import { DATE, dimensionWords, PURE, sameDimension } from './units.ts'
import { THING } from './vocabulary.ts'

const FALSE: Formula = { kind: 'false' }

/** Reads a formula in a scope. What cannot be read is complained of in the scope, and `false` stands in for it. */
export function elaborateFormula(surface: SurfaceExpression, scope: Scope): Formula {
  switch (surface.kind) {
    case 'name':
      return atom(surface, { ...surface, args: [] }, scope)
    case 'call':
      return atom(surface, surface, scope)
    case 'not':
      return { kind: 'not', of: elaborateFormula(surface.of, scope) }
    case 'and':
    case 'or':
      return { kind: surface.kind, of: surface.of.map((one) => elaborateFormula(one, scope)) }
    case 'xor':
    case 'implies':
    case 'iff':
      return { kind: surface.kind, left: elaborateFormula(surface.left, scope), right: elaborateFormula(surface.right, scope) }
    case 'forall':
    case 'exists': {
      openVariables(surface.variables, scope)
      const body = elaborateFormula(surface.body, scope)
      return { kind: surface.kind, variables: scope.close(surface.variables.length), body }
    }
    case 'same':
      return sameIndividuals(surface, scope)
    case 'compare':
      return comparison(surface, scope)
    default:
      scope.complain({ start: surface.start, end: surface.end, code: 'wrong-type', message: 'A statement is wanted here, and this is a number.', mend: 'Compare it with something: =, !=, <, <=, >, >=.' })
      return FALSE
  }
}

/** Opens the variables of a quantifier; an unknown type is complained of. */
export function openVariables(variables: readonly Variable[], scope: Scope): void {
  for (const variable of variables) {
    const { type } = variable
    if (type !== undefined && type.name !== THING && !scope.vocabulary.symbols.types.has(type.name)) unknownType(type, scope)
    scope.open(variable, type?.name)
  }
}

export function unknownType(type: Name, scope: Scope): void {
  const near = scope.vocabulary.nearestType(type.name)
  scope.complain({
    start: type.start, end: type.end, code: 'unknown-name', message: `No type is called “${type.name}”.`,
    mend: near === undefined ? `Declare it: type ${type.name}.` : `Did you mean “${near}”?`, ...(near === undefined ? {} : { replacement: near }),
  })
}

function atom(at: { start: number; end: number }, call: { name: string; args: readonly Name[] }, scope: Scope): Formula {
  const { relations, quantities } = scope.vocabulary.symbols
  const relation = relations.get(call.name)
  if (relation === undefined) {
    const span = { start: at.start, end: at.start + call.name.length }
    const near = scope.vocabulary.nearestSymbol(call.name)
    if (quantities.has(call.name)) {
      scope.complain({ ...span, code: 'wrong-type', message: `“${call.name}” is a quantity: by itself it is neither true nor false.`, mend: 'Compare it with a number: =, !=, <, <=, >, >=.' })
    } else {
      scope.complain({
        ...span, code: 'unknown-name', message: `No relation is called “${call.name}”.`,
        mend: near === undefined ? `Declare it: relation ${call.name}${call.args.length === 0 ? '' : `(${call.args.map(() => THING).join(', ')})`}.` : `Did you mean “${near}”?`,
        ...(near === undefined ? {} : { replacement: near }),
      })
    }
    return FALSE
  }
  wrongCount(call.name, relation.parameters.length, call.args.length, at, scope)
  return { kind: 'atom', relation: relation.name, args: call.args.map((arg, index) => scope.term(arg, relation.parameters[index] ?? THING)) }
}

/** A bare name that is no quantity and no relation: an individual or a variable. */
function isIndividual(surface: SurfaceExpression, scope: Scope): surface is SurfaceExpression & { kind: 'name' } {
  return surface.kind === 'name' && !scope.vocabulary.symbols.quantities.has(surface.name)
}

function sameIndividuals(surface: SurfaceExpression & { left: SurfaceExpression; right: SurfaceExpression }, scope: Scope): Formula {
  const terms: Term[] = []
  for (const side of [surface.left, surface.right]) {
    if (side.kind === 'name') terms.push(scope.term(side, undefined))
    else scope.complain({ start: side.start, end: side.end, code: 'wrong-type', message: 'Only individuals can be the same as each other.', mend: 'Write two names: b7 same as b7_old.' })
  }
  const [left, right] = terms
  return left === undefined || right === undefined ? FALSE : { kind: 'same', left, right }
}

function comparison(surface: SurfaceExpression & { kind: 'compare' }, scope: Scope): Formula {
  const { operator, left, right } = surface
  // `30 kW < density(R) <= 40 kW` says both.
  if (left.kind === 'compare') {
    const second = comparison({ ...surface, left: left.right }, scope)
    return { kind: 'and', of: [comparison(left, scope), second] }
  }
  const individuals = [left, right].filter((side) => isIndividual(side, scope))
  if (individuals.length === 2 && (operator === '=' || operator === '!=')) {
    const same = sameIndividuals({ ...surface, left, right }, scope)
    return operator === '=' ? same : { kind: 'not', of: same }
  }
  const [individual] = individuals
  if (individual !== undefined) {
    const known = scope.vocabulary.symbols.entities.has((individual as { name: string }).name)
    const near = scope.vocabulary.nearestSymbol((individual as { name: string }).name)
    scope.complain({
      start: individual.start, end: individual.end, code: known ? 'wrong-type' : 'unknown-name',
      message: known ? 'An individual has no number to compare.' : `No quantity is called “${(individual as { name: string }).name}”.`,
      mend: near === undefined || known ? 'Compare a quantity of it, such as size(X) > 3.' : `Did you mean “${near}”?`,
    })
    return FALSE
  }
  return numbers(surface, elaborateExpression(left, scope), elaborateExpression(right, scope), scope)
}

const isPlainZero = (one: Typed): boolean => one.literal?.unit === undefined && one.expression.kind === 'number' && one.expression.unit === undefined && equals(one.expression.value, ZERO)

function numbers(surface: SurfaceExpression & { kind: 'compare' }, left: Typed, right: Typed, scope: Scope): Formula {
  checkUnits(surface, left, right, scope)
  const { operator } = surface
  const about = right.literal?.about === true ? right : left.literal?.about === true ? left : undefined
  if (about?.literal !== undefined && about.expression.kind === 'number' && (operator === '=' || operator === '!=')) {
    const other = about === right ? left : right
    const interval = toleranceInterval(writtenNumber(about.literal), about.literal.number, about.expression.unit, true)
    const within: Formula = { kind: 'within', expression: other.expression, interval, about: true }
    return operator === '=' ? within : { kind: 'not', of: within }
  }
  return { kind: 'compare', operator, left: left.expression, right: right.expression }
}

function checkUnits(surface: SurfaceExpression, left: Typed, right: Typed, scope: Scope): void {
  const { start, end } = surface
  // One slip is one complaint: an unknown name or unit has no dimension to compare.
  if (scope.failed) return
  if (!sameDimension(left.dimension, right.dimension)) {
    const zero = isPlainZero(left) ? right : isPlainZero(right) ? left : undefined
    if (zero !== undefined && zero.scale !== 'absolute' && !sameDimension(zero.dimension, DATE)) return
    const plain = [left, right].find((side) => side.literal !== undefined && side.literal.unit === undefined && sameDimension(side.dimension, PURE))
    const other = plain === left ? right : left
    const symbol = other.expression.kind === 'quantity' ? scope.vocabulary.symbols.quantities.get(other.expression.quantity)?.unit?.symbol : undefined
    const written = plain?.literal === undefined ? undefined : `${plain.literal.negative ? '-' : ''}${plain.literal.number}`
    const replacement = plain !== undefined && symbol !== undefined && written !== undefined ? `${written} ${symbol}` : undefined
    scope.complain({
      start, end, code: 'units-do-not-fit', message: `${dimensionWords(left.dimension)} is compared with ${dimensionWords(right.dimension)}.`,
      mend: replacement === undefined ? 'Give both sides the same kind of unit.' : `Write ${replacement}.`,
      ...(replacement === undefined || plain === undefined ? {} : { start: plain.start, end: plain.end, replacement }),
    })
    return
  }
  const scales = new Set([left.scale, right.scale])
  if (scales.has('absolute') && scales.has('difference')) {
    scope.complain({ start, end, code: 'units-do-not-fit', message: 'A difference of temperatures is compared with a temperature on a scale.', mend: 'Write the difference in K.' })
  }
}

/** A formula with its free variables bound in front. */
export function closed(body: Formula, variables: readonly TypedVariable[]): Formula {
  return variables.length === 0 ? body : { kind: 'forall', variables, body }
}
