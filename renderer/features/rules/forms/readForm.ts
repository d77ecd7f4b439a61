/** From the text of a declaration back to its form, where its shape allows; anything richer stays text. Pure. */
import { parseSurface } from '../../../../shared/logic/parseSurface.ts'
import { printExpression, printMeasure } from '../../../../shared/logic/printSurface.ts'
import type { Declaration, SurfaceExpression } from '../../../../shared/logic/surface.ts'
import type { KnownNames } from '../language/analysis.ts'
import { emptyForms, type Form, type Heading, noStatement, parametersOf, type Statement } from './form.ts'

type Rule = Extract<Declaration, { kind: 'rule' }>

function headingOf(one: { id?: { name: string }; title?: string; severity?: { name: string }; priority?: number }): Heading {
  const severity = one.severity?.name
  return { id: one.id?.name ?? '', title: one.title ?? '', severity: severity === 'block' || severity === 'warn' || severity === 'note' ? severity : '', priority: one.priority === undefined ? '' : String(one.priority) }
}

const isVariable = (name: string, names: KnownNames): boolean => /^\p{Lu}/u.test(name) && !names.entities.some((one) => one.name === name)

/** One statement about `variable`, or nothing where it says more. */
function statementOf(one: SurfaceExpression, variable: { name?: string }, names: KnownNames): Statement | undefined {
  const inner = one.kind === 'not' ? one.of : one
  const call = inner.kind === 'compare' ? inner.left : inner
  if (call.kind !== 'call' || call.args.length === 0 || call.args.length > 2) return undefined
  const [subject, other] = call.args
  if (!subject || !isVariable(subject.name, names) || !parametersOf(names, call.name)) return undefined
  variable.name ??= subject.name
  if (variable.name !== subject.name) return undefined
  const base = { ...noStatement, symbol: call.name, other: other?.name ?? '' }
  if (inner.kind !== 'compare') return names.relations.some((relation) => relation.name === call.name) ? { ...base, not: one.kind === 'not' } : undefined
  if (one.kind === 'not' || (inner.right.kind !== 'measure' && inner.right.kind !== 'date')) return undefined
  return { ...base, operator: inner.operator, value: inner.right.kind === 'date' ? inner.right.text : printMeasure(inner.right) }
}

function conjunction(one: SurfaceExpression, variable: { name?: string }, names: KnownNames): Statement[] | undefined {
  const list = (one.kind === 'and' ? one.of : [one]).map((part) => statementOf(part, variable, names))
  return list.every((part) => part !== undefined) ? list : undefined
}

function readRule(rule: Rule, names: KnownNames): Form | undefined {
  const heading = headingOf(rule)
  const variable: { name?: string } = {}
  const { body } = rule
  if (body.kind === 'default') {
    if (body.variables.length) return undefined
    const [when, then] = body.body.kind === 'implies' ? [conjunction(body.body.left, variable, names), body.body.right] : [[], body.body]
    const conclusion = statementOf(then, variable, names)
    const unless = body.unless ? conjunction(body.unless, variable, names) : []
    return when && conclusion && unless ? { shape: 'usually', ...heading, conditions: when, conclusion, unless } : undefined
  }
  if (body.kind === 'compare') {
    const limit = statementOf(body, variable, names)
    if (!limit || limit.other) return undefined
    return { ...emptyForms.limit, ...heading, quantity: limit.symbol, of: parametersOf(names, limit.symbol)?.[0] ?? '', unit: names.quantities.find((one) => one.name === limit.symbol)?.unit ?? '', operator: limit.operator, value: limit.value }
  }
  if (body.kind !== 'implies') return undefined
  const conditions = conjunction(body.left, variable, names)
  const conclusion = statementOf(body.right, variable, names)
  if (!conditions || !conclusion) return undefined
  const [only] = conditions
  const isRelation = (statement: Statement): boolean => names.relations.some((one) => one.name === statement.symbol && one.parameters.length === 1)
  if (conditions.length === 1 && only && conclusion.not && !only.not && isRelation(only) && isRelation(conclusion)) return { shape: 'exclusion', ...heading, one: only.symbol, other: conclusion.symbol }
  return { shape: 'ifThen', ...heading, conditions, conclusion }
}

/** The form of one declaration's text; `undefined` where it is richer than any form. */
export function readForm(text: string, names: KnownNames): Form | undefined {
  const { declarations, diagnostics } = parseSurface('', text)
  const [one] = declarations
  if (!one || declarations.length > 1 || diagnostics.some((entry) => entry.severity === 'error')) return undefined
  switch (one.kind) {
    case 'rule':
      return readRule(one, names)
    case 'define': {
      const { body } = one
      if (body.kind !== 'compare' || body.operator !== '=' || body.left.kind !== 'call' || body.left.args.length > 1) return undefined
      return { shape: 'definition', ...headingOf(one), quantity: body.left.name, expression: printExpression(body.right) }
    }
    case 'fact': {
      if (one.id || one.title) return undefined
      const not = one.body.kind === 'not'
      const inner = one.body.kind === 'not' ? one.body.of : one.body
      const call = inner.kind === 'compare' ? inner.left : inner
      if (call.kind !== 'call' || !parametersOf(names, call.name) || (inner.kind === 'compare' && (inner.operator !== '=' || not))) return undefined
      const value = inner.kind === 'compare' ? printExpression(inner.right) : ''
      return { ...emptyForms.fact, symbol: call.name, not, things: call.args.map((arg) => arg.name), value, from: one.from ?? '', on: one.on?.text ?? '', validFrom: one.valid?.from?.text ?? '', validTo: one.valid?.to?.text ?? '' }
    }
    case 'policy': {
      const find = <K extends 'sources' | 'tier' | 'newer'>(kind: K) => one.requirements.find((entry) => entry.kind === kind)
      const [sources, tier, newer] = [find('sources'), find('tier'), find('newer')]
      return { shape: 'policy', ...headingOf(one), topics: one.topics.join(', '), sources: sources?.kind === 'sources' ? String(sources.count) : '', tier: tier?.kind === 'tier' ? tier.tier.name : '', newer: newer?.kind === 'newer' ? printMeasure(newer.than) : '' }
    }
    case 'wording':
      return { shape: 'wording', ...headingOf(one), avoid: one.avoid.join(', '), unlessSourced: one.unlessSourced }
    case 'entity':
      return one.names.length === 1 ? { shape: 'thing', name: one.names[0]?.name ?? '', of: one.type?.name ?? '', also: one.also.join(', ') } : undefined
    case 'relation':
      return one.parameters.length === 1 && one.also.length === 0 ? { shape: 'property', name: one.name.name, of: one.parameters[0]?.name ?? '', says: one.says.join(' | ') } : undefined
    case 'quantity':
      return one.parameters.length === 1 && one.also.length === 0 && one.bounds.length === 0 ? { shape: 'quantity', name: one.name.name, of: one.parameters[0]?.name ?? '', unit: one.date ? 'date' : (one.unit?.text ?? ''), says: one.says.join(' | ') } : undefined
    default:
      return undefined
  }
}
