/** Gathers the vocabulary of all files: types, entities, relations, quantities, closures. Declared twice alike is once; declared differently is a complaint. */
import type { Dimension, EntitySymbol, QuantitySymbol, RelationSymbol, TypeSymbol, Unit } from './base.ts'
import type { Complaint, Lines } from './diagnose.ts'
import { elaborateExpression } from './elaborateExpression.ts'
import { unknownType } from './elaborateFormula.ts'
import type { Interval } from './formula.ts'
import { impliedVocabulary } from './impliedVocabulary.ts'
import { compare, multiply, ONE, type Rational } from './rational.ts'
import { Scope } from './scope.ts'
import type { Declaration, Name } from './surface.ts'
import { DATE, PURE, parseUnit, sameDimension, toBase } from './units.ts'
import { nearestName } from './nearest.ts'
import { unitNames } from './units.ts'
import { THING, Vocabulary } from './vocabulary.ts'

/** A declaration with the file it stands in. */
export interface Placed<D extends Declaration = Declaration> {
  readonly declaration: D
  readonly lines: Lines
}

export type Complain = (lines: Lines, complaint: Complaint) => void

export interface MutableSymbols {
  readonly types: Map<string, TypeSymbol>
  readonly entities: Map<string, EntitySymbol>
  readonly relations: Map<string, RelationSymbol>
  readonly quantities: Map<string, QuantitySymbol>
}

type Of<K extends Declaration['kind']> = Placed<Declaration & { kind: K }>

function ofKind<K extends Declaration['kind']>(all: readonly Placed[], kind: K): Of<K>[] {
  return all.filter((one): one is Of<K> => one.declaration.kind === kind)
}

const merged = (a: readonly string[], b: readonly string[]): readonly string[] => (b.length === 0 ? a : [...new Set([...a, ...b])])

/** The symbols that the declarations make known; what is wrong with them is complained of and the rest stands. */
export function declareVocabulary(all: readonly Placed[], complain: Complain): Vocabulary {
  const symbols: MutableSymbols = { types: new Map(), entities: new Map(), relations: new Map(), quantities: new Map() }
  for (const { declaration, lines } of ofKind(all, 'type')) {
    for (const { name, start, end } of declaration.names) {
      const also = merged(symbols.types.get(name)?.also ?? [], declaration.also)
      symbols.types.set(name, { name, also, place: lines.place(start, end) })
    }
  }
  for (const one of ofKind(all, 'entity')) declareEntities(one, symbols, complain)
  const closed = new Set(ofKind(all, 'closed').flatMap(({ declaration }) => declaration.names.map((one) => one.name)))
  for (const one of ofKind(all, 'relation')) declareRelation(one, symbols, closed, complain)
  for (const one of ofKind(all, 'quantity')) declareQuantity(one, symbols, complain)
  impliedVocabulary(all, symbols, closed, complain)
  return new Vocabulary(symbols)
}

function knownType(type: Name, symbols: MutableSymbols, lines: Lines, complain: Complain): string {
  if (type.name === THING || symbols.types.has(type.name)) return type.name
  const scope = new Scope(new Vocabulary(symbols))
  unknownType(type, scope)
  for (const complaint of scope.complaints) complain(lines, complaint)
  // The type is taken as declared from here on, so that one slip is one complaint.
  symbols.types.set(type.name, { name: type.name, also: [], place: lines.place(type.start, type.end) })
  return type.name
}

/** Names the other file where it is another one. */
const twice = (name: Name, what: string, where: string | undefined, { file }: Lines): Complaint => {
  const elsewhere = where === undefined || where === file ? '' : `, in ${where}`
  return { start: name.start, end: name.end, code: 'duplicate-id', message: `“${name.name}” is already declared, as ${what}${elsewhere}.`, mend: 'Keep one of the two, or rename one.' }
}

function declareEntities({ declaration, lines }: Of<'entity'>, symbols: MutableSymbols, complain: Complain): void {
  const type = declaration.type === undefined ? THING : knownType(declaration.type, symbols, lines, complain)
  for (const name of declaration.names) {
    const known = symbols.entities.get(name.name)
    if (known !== undefined && known.type !== type && type !== THING && known.type !== THING) {
      complain(lines, twice(name, `a ${known.type}`, known.place?.file, lines))
      continue
    }
    const also = merged(known?.also ?? [], declaration.also)
    symbols.entities.set(name.name, { name: name.name, type: type === THING ? (known?.type ?? THING) : type, also, place: known?.place ?? lines.place(declaration.start, declaration.end) })
  }
}

/** A parameter that is no declared type: a lower-case or one-letter name (`Likes(x, y)`) only counts, anything else is a slip. */
function parameterType(type: Name, symbols: MutableSymbols, lines: Lines, complain: Complain): string {
  if (symbols.types.has(type.name) || type.name === THING) return type.name
  if ([...type.name].length === 1 || /^[\p{Ll}_]/u.test(type.name)) {
    const near = nearestName(type.name, symbols.types.keys())
    if (near === undefined || type.name.length < 3) return THING
  }
  return knownType(type, symbols, lines, complain)
}

function declareRelation({ declaration, lines }: Of<'relation'>, symbols: MutableSymbols, closed: ReadonlySet<string>, complain: Complain): void {
  const { name, says, also } = declaration
  const parameters = declaration.parameters.map((one) => parameterType(one, symbols, lines, complain))
  const known = symbols.relations.get(name.name)
  if (known !== undefined && known.parameters.join() !== parameters.join()) return complain(lines, twice(name, `${name.name}(${known.parameters.join(', ')})`, known.place?.file, lines))
  const place = known?.place ?? lines.place(declaration.start, declaration.end)
  symbols.relations.set(name.name, { name: name.name, parameters, says: merged(known?.says ?? [], says), also: merged(known?.also ?? [], also), closed: closed.has(name.name), place })
}

function declareQuantity({ declaration, lines }: Of<'quantity'>, symbols: MutableSymbols, complain: Complain): void {
  const { name, date } = declaration
  const parameters = declaration.parameters.map((one) => parameterType(one, symbols, lines, complain))
  if (symbols.relations.has(name.name)) return complain(lines, twice(name, 'a relation', symbols.relations.get(name.name)?.place?.file, lines))
  const unit = date ? undefined : declaredUnit(declaration, lines, complain)
  const dimension: Dimension = date ? DATE : (unit?.dimension ?? PURE)
  const known = symbols.quantities.get(name.name)
  if (known !== undefined && (known.parameters.join() !== parameters.join() || known.unit?.symbol !== unit?.symbol || known.date !== date)) {
    return complain(lines, twice(name, `a quantity in ${known.date ? 'date' : (known.unit?.symbol ?? 'plain numbers')}`, known.place?.file, lines))
  }
  const bounds = readBounds(declaration, unit, dimension, symbols, lines, complain) ?? known?.bounds
  const place = known?.place ?? lines.place(declaration.start, declaration.end)
  symbols.quantities.set(name.name, {
    name: name.name, parameters, date, dimension, says: merged(known?.says ?? [], declaration.says), also: merged(known?.also ?? [], declaration.also), place,
    ...(unit === undefined ? {} : { unit }), ...(bounds === undefined ? {} : { bounds }),
  })
}

/** The unit after `in`; one that the table lacks (`tickets`) counts as a dimension of its own, with a word about it. */
function declaredUnit({ unit }: Declaration & { kind: 'quantity' }, lines: Lines, complain: Complain): Unit | undefined {
  if (unit === undefined) return undefined
  const known = parseUnit(unit.text)
  if (known !== undefined) return known
  const near = unit.text.length < 2 ? undefined : nearestName(unit.text, unitNames().filter((one) => one.length >= 4))
  const slip = near !== undefined && unit.text.length >= 4
  complain(lines, {
    start: unit.start, end: unit.end, code: 'unknown-unit', severity: slip ? 'error' : 'warning',
    message: `“${unit.text}” is no unit that is known here, so it is taken as a unit of its own.`,
    mend: slip ? `Did you mean “${near}”?` : 'Nothing, if you count in it; otherwise write an SI unit, % or a currency.', ...(slip ? { replacement: near } : {}),
  })
  return { symbol: unit.text, dimension: { [unit.text]: 1 }, factor: ONE }
}

/** The bounds after a unit, in base magnitude; a number without a unit is in the unit just named. */
function readBounds(declaration: Declaration & { kind: 'quantity' }, unit: Unit | undefined, dimension: Dimension, symbols: MutableSymbols, lines: Lines, complain: Complain): Interval | undefined {
  let bounds: Interval = {}
  const scope = new Scope(new Vocabulary({ ...symbols, quantities: new Map(unit === undefined ? [] : [['', { name: '', parameters: [], date: false, dimension, unit, says: [], also: [] }]]) }))
  for (const { operator, value, start, end } of declaration.bounds) {
    const bound = elaborateExpression(value, scope)
    let amount: Rational | undefined
    if (bound.expression.kind === 'number') {
      const bare = bound.literal !== undefined && bound.literal.unit === undefined
      if (bare && unit !== undefined) amount = toBase(multiply(bound.expression.value, ONE), unit)
      else if (sameDimension(bound.dimension, dimension)) amount = bound.expression.value
    }
    if (amount === undefined) {
      complain(lines, { start, end, code: 'units-do-not-fit', message: 'This bound does not fit the unit of the quantity.', mend: 'Write the bound as a number in that unit.' })
    } else bounds = narrowed(bounds, operator, amount)
  }
  for (const complaint of scope.complaints) complain(lines, complaint)
  if (bounds.low !== undefined && bounds.high !== undefined && compare(bounds.low, bounds.high) > 0) {
    complain(lines, { start: declaration.start, end: declaration.end, code: 'range-reversed', message: 'No number lies within these bounds.', mend: 'Put the smaller bound first.' })
    return undefined
  }
  return bounds.low === undefined && bounds.high === undefined ? undefined : bounds
}

function narrowed(bounds: Interval, operator: string, amount: Rational): Interval {
  switch (operator) {
    case '>=':
      return { ...bounds, low: amount, lowOpen: false }
    case '>':
      return { ...bounds, low: amount, lowOpen: true }
    case '<=':
      return { ...bounds, high: amount, highOpen: false }
    case '<':
      return { ...bounds, high: amount, highOpen: true }
    case '=':
      return { low: amount, high: amount }
    default:
      return bounds
  }
}
