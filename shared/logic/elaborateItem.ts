/** Rules, definitions and facts: from the surface form to the core items that the engine works on. */
import type { DefaultRule, Definition, Fact, Severity, StrictRule } from './base.ts'
import { dayOfIso } from './dates.ts'
import type { Complain, Placed } from './declareVocabulary.ts'
import { badDate, elaborateExpression, writtenNumber } from './elaborateExpression.ts'
import { closed, elaborateFormula, openVariables } from './elaborateFormula.ts'
import type { Formula, Interval, Term } from './formula.ts'
import { nearestName } from './nearest.ts'
import { printExpression } from './printSurface.ts'
import { Scope } from './scope.ts'
import type { DateText, Declaration, Measure, Name, SurfaceExpression } from './surface.ts'
import { toleranceInterval } from './tolerance.ts'
import type { Vocabulary } from './vocabulary.ts'

type Of<K extends Declaration['kind']> = Placed<Declaration & { kind: K }>
const SEVERITIES = ['block', 'warn', 'note'] as const

/** `block`, `warn` or `note`; `warn` where none is given or it is misspelled, the latter complained of. */
export function severityOf(severity: Name | undefined, { lines }: Placed, complain: Complain): Severity {
  if (severity === undefined) return 'warn'
  const known = SEVERITIES.find((one) => one === severity.name)
  if (known === undefined) {
    const near = nearestName(severity.name, SEVERITIES)
    complain(lines, { start: severity.start, end: severity.end, code: 'unknown-name', message: `There is no severity “${severity.name}”.`, mend: 'Write block, warn or note.', ...(near === undefined ? {} : { replacement: near }) })
  }
  return known ?? 'warn'
}

/** Elaborates in a new scope and hands its complaints on; undefined where one of them is an error. */
function inScope<T>(vocabulary: Vocabulary, { lines, declaration }: Placed, complain: Complain, make: (scope: Scope) => T): T | undefined {
  const scope = new Scope(vocabulary)
  const result = make(scope)
  for (const name of scope.failed || vocabulary.symbols.types.size === 0 ? [] : scope.untypedVariables()) {
    scope.complain({ start: declaration.start, end: declaration.end, code: 'untyped-variable', severity: 'warning', message: `Nothing tells which type “${name}” has, so it stands for every Thing.`, mend: `Write its type: for every ${name}: Type, …` })
  }
  for (const complaint of scope.complaints) complain(lines, complaint)
  return scope.failed ? undefined : result
}

interface Identity {
  readonly id: string
  readonly hash: string
}

/** A rule, strict or by default; undefined where it cannot be used. */
export function elaborateRule(one: Of<'rule'>, vocabulary: Vocabulary, { id, hash }: Identity, complain: Complain): StrictRule | DefaultRule | undefined {
  const { declaration, lines } = one
  const { body, priority = 1 } = declaration
  const place = lines.place(declaration.start, declaration.end)
  const severity = severityOf(declaration.severity, one, complain)
  if (body.kind !== 'default') {
    const formula = inScope(vocabulary, one, complain, (scope) => closed(elaborateFormula(body, scope), scope.freeVariables()))
    return formula && { kind: 'rule', id, hash, place, severity, priority, formula, title: declaration.title ?? printExpression(body) }
  }
  return inScope(vocabulary, one, complain, (scope): DefaultRule => {
    openVariables(body.variables, scope)
    const [condition, conclusion] = body.body.kind === 'implies' ? [body.body.left, body.body.right] : [undefined, body.body]
    const when: Formula = condition === undefined ? { kind: 'true' } : elaborateFormula(condition, scope)
    const then = elaborateFormula(conclusion, scope)
    const unless: Formula = body.unless === undefined ? { kind: 'false' } : elaborateFormula(body.unless, scope)
    const variables = [...scope.close(body.variables.length), ...scope.freeVariables()]
    const title = declaration.title ?? `normally ${printExpression(body.body)}`
    return { kind: 'default', id, hash, place, severity, priority, variables, when, then, unless, title }
  })
}

const notADefinition = (at: SurfaceExpression, mend = 'Write define: quantity(X) = expression, or define: relation(X) iff formula. Anything else belongs in a rule.') =>
  ({ start: at.start, end: at.end, code: 'not-a-definition', message: 'This defines nothing.', mend }) as const

/** A definition of a quantity or a relation; undefined where it cannot be used. */
export function elaborateDefinition(one: Of<'define'>, vocabulary: Vocabulary, identity: { id: string | undefined; hash: string }, complain: Complain): Definition | undefined {
  const { declaration, lines } = one
  const { body } = declaration
  return inScope(vocabulary, one, complain, (scope): Definition | undefined => {
    const made = body.kind === 'iff' ? relationBody(body, scope) : body.kind === 'compare' && body.operator === '=' ? quantityBody(body, scope) : undefined
    if (made === undefined) return void (scope.failed || scope.complain(notADefinition(body)))
    const named = new Set(made.head.args.map((term) => term.name))
    const variables = scope.freeVariables()
    const loose = variables.filter(({ name }) => !named.has(name))
    if (loose.length > 0) scope.complain(notADefinition(body, `“${loose[0]?.name ?? ''}” stands on the right only: bind it there, as in some ${loose[0]?.name ?? 'X'} such that …`))
    const symbol = made.kind === 'quantity' ? made.head.quantity : made.head.relation
    return { kind: 'define', id: identity.id ?? `define:${symbol}`, hash: identity.hash, place: lines.place(declaration.start, declaration.end), title: declaration.title ?? printExpression(body), symbol, variables, body: made }
  })
}

function relationBody(body: { readonly left: SurfaceExpression; readonly right: SurfaceExpression }, scope: Scope): Definition['body'] | undefined {
  const head = elaborateFormula(body.left, scope)
  const value = elaborateFormula(body.right, scope)
  return head.kind === 'atom' ? { kind: 'relation', head, value } : undefined
}

function quantityBody(body: SurfaceExpression & { kind: 'compare' }, scope: Scope): Definition['body'] | undefined {
  const formula = elaborateFormula(body, scope)
  if (formula.kind === 'compare' && formula.left.kind === 'quantity') return { kind: 'quantity', head: formula.left, value: formula.right }
  return undefined
}

const isMeasure = (surface: SurfaceExpression): surface is Measure | DateText => surface.kind === 'measure' || surface.kind === 'date'

const notALiteral = (at: { start: number; end: number }, message = 'A fact says that one thing holds, does not hold, or equals a number.') =>
  ({ start: at.start, end: at.end, code: 'not-a-literal', message, mend: 'Write relation(a), not relation(a), quantity(a) = number, or a same as b. Anything else belongs in a rule.' }) as const

function literalOf(body: SurfaceExpression, scope: Scope): Fact['literal'] | undefined {
  const positive = body.kind !== 'not'
  const inner = body.kind === 'not' ? body.of : body
  if (inner.kind === 'call' || inner.kind === 'name') {
    const atom = elaborateFormula(inner, scope)
    return atom.kind === 'atom' ? { kind: 'atom', positive, relation: atom.relation, args: atom.args } : undefined
  }
  if (!positive) return undefined
  const individuals = inner.kind === 'same' || (inner.kind === 'compare' && inner.operator === '=' && inner.left.kind === 'name' && inner.right.kind === 'name' && !scope.vocabulary.symbols.quantities.has(inner.left.name))
  if (individuals && (inner.kind === 'same' || inner.kind === 'compare')) {
    const same = elaborateFormula({ ...inner, kind: 'same' } as SurfaceExpression, scope)
    return same.kind === 'same' ? { kind: 'same', left: same.left.name, right: same.right.name } : undefined
  }
  if (inner.kind !== 'compare' || inner.operator !== '=') return undefined
  return isMeasure(inner.right) ? valueOf(inner.left, inner.right, inner, scope) : isMeasure(inner.left) ? valueOf(inner.right, inner.left, inner, scope) : undefined
}

function valueOf(subject: SurfaceExpression, number: Measure | DateText, whole: SurfaceExpression, scope: Scope): Fact['literal'] | undefined {
  if (subject.kind !== 'call' && subject.kind !== 'name') return undefined
  // The whole comparison is elaborated for its checks: units must fit.
  elaborateFormula(whole, scope)
  if (scope.failed) return undefined
  const quantity = elaborateExpression(subject, scope).expression
  const { expression } = elaborateExpression(number, scope)
  if (quantity.kind !== 'quantity' || expression.kind !== 'number') return undefined
  const about = number.kind === 'measure' && number.about
  const value: Interval = about && number.kind === 'measure' ? toleranceInterval(writtenNumber(number), number.number, expression.unit, true) : { low: expression.value, high: expression.value }
  return { kind: 'quantity', quantity: quantity.quantity, args: quantity.args, value, about }
}

/** `fact:density(a12)`, `fact:not liquid_cooled(b7)`, `fact:b7 same as b7_old`. */
export function factId(literal: Fact['literal']): string {
  const call = (name: string, args: readonly Term[]): string => (args.length === 0 ? name : `${name}(${args.map((one) => one.name).join(', ')})`)
  if (literal.kind === 'same') return `fact:${literal.left} same as ${literal.right}`
  if (literal.kind === 'quantity') return `fact:${call(literal.quantity, literal.args)}`
  return `fact:${literal.positive ? '' : 'not '}${call(literal.relation, literal.args)}`
}

function isoDate(date: DateText | undefined, { lines }: Placed, complain: Complain): string | undefined {
  if (date === undefined) return undefined
  if (dayOfIso(date.text) === undefined) {
    badDate(date, { complain: (complaint) => complain(lines, complaint) })
    return undefined
  }
  return date.text
}

/** A fact; undefined where it cannot be used, a validity that cannot be among the reasons. */
export function elaborateFact(one: Of<'fact'>, vocabulary: Vocabulary, identity: { id: string | undefined; hash: string }, complain: Complain): Fact | undefined {
  const { declaration, lines } = one
  const { body, valid } = declaration
  const literal = inScope(vocabulary, one, complain, (scope) => {
    const found = literalOf(body, scope)
    if (found === undefined && !scope.failed) scope.complain(notALiteral(body))
    const [free] = scope.freeVariables()
    if (free !== undefined && !scope.failed) scope.complain(notALiteral(body, `“${free.name}” is no declared entity, and a fact speaks of named individuals.`))
    return found
  })
  const validFrom = isoDate(valid?.from, one, complain)
  const validTo = isoDate(valid?.to, one, complain)
  const on = isoDate(declaration.on, one, complain)
  const badRange = (valid?.from !== undefined && validFrom === undefined) || (valid?.to !== undefined && validTo === undefined)
  if (literal === undefined || badRange) return undefined
  if (valid !== undefined && validFrom !== undefined && validTo !== undefined && validFrom >= validTo) {
    complain(lines, { start: valid.start, end: valid.end, code: 'range-reversed', message: `This fact would hold from ${validFrom} to before ${validTo}: never.`, mend: 'Put the earlier date first; the second date itself is not included.' })
    return undefined
  }
  return {
    kind: 'fact', id: identity.id ?? factId(literal), hash: identity.hash, place: lines.place(declaration.start, declaration.end), title: declaration.title ?? printExpression(body), literal,
    ...(validFrom === undefined ? {} : { validFrom }), ...(validTo === undefined ? {} : { validTo }),
    ...(declaration.from === undefined ? {} : { from: declaration.from }), ...(on === undefined ? {} : { on }),
  }
}
