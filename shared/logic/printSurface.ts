/** Prints surface declarations in normal form: the text that is hashed, saved and shown; parsing it again gives the same declaration. */
import type { Declaration, Measure, Requirement, SurfaceDefault, SurfaceExpression, Variable } from './surface.ts'

/** How tightly each kind binds; a quantifier, reaching as far right as it can, binds least. */
const LEVEL = { forall: 0, exists: 0, iff: 1, implies: 2, or: 3, xor: 3, and: 4, not: 5, compare: 6, same: 6, sum: 7, product: 8, negative: 9, leaf: 10 } as const

function levelOf(expression: SurfaceExpression): number {
  switch (expression.kind) {
    case 'arithmetic':
      return expression.operator === '+' || expression.operator === '-' ? LEVEL.sum : LEVEL.product
    case 'name':
    case 'call':
    case 'date':
      return LEVEL.leaf
    case 'measure':
      return expression.negative || expression.about ? LEVEL.negative : LEVEL.leaf
    default:
      return LEVEL[expression.kind]
  }
}

function inside(expression: SurfaceExpression, least: number): string {
  const text = printExpression(expression)
  return levelOf(expression) < least ? `(${text})` : text
}

export function printMeasure({ number, negative, about, unit }: Measure): string {
  const amount = unit === undefined ? number : `${number} ${unit}`
  return `${about ? 'about ' : ''}${negative ? '-' : ''}${amount}`
}

const printVariable = ({ name, type }: Variable): string => (type === undefined ? name : `${name}: ${type.name}`)

/** A formula or a numeric expression, with no more brackets than it needs. */
export function printExpression(expression: SurfaceExpression): string {
  switch (expression.kind) {
    case 'name':
      return expression.name
    case 'call':
      return `${expression.name}(${expression.args.map((one) => one.name).join(', ')})`
    case 'measure':
      return printMeasure(expression)
    case 'date':
      return expression.text
    case 'negative':
      return `-${inside(expression.of, LEVEL.leaf)}`
    case 'not':
      return `not ${inside(expression.of, LEVEL.not)}`
    case 'arithmetic': {
      const level = levelOf(expression)
      return `${inside(expression.left, level)} ${expression.operator} ${inside(expression.right, level + 1)}`
    }
    case 'compare':
      return `${inside(expression.left, LEVEL.compare)} ${expression.operator} ${inside(expression.right, LEVEL.compare + 1)}`
    case 'same':
      return `${inside(expression.left, LEVEL.same)} same as ${inside(expression.right, LEVEL.same + 1)}`
    case 'and':
    case 'or':
      // `or` and `xor` share a level and lean left, so only the first operand may be an `xor` without brackets.
      return expression.of.map((one, index) => inside(one, LEVEL[expression.kind] + (index === 0 && one.kind !== expression.kind ? 0 : 1))).join(` ${expression.kind} `)
    case 'xor':
      return `${inside(expression.left, LEVEL.xor)} xor ${inside(expression.right, LEVEL.xor + 1)}`
    case 'implies':
      return `${inside(expression.left, LEVEL.implies + 1)} implies ${inside(expression.right, LEVEL.implies)}`
    case 'iff':
      return `${inside(expression.left, LEVEL.iff)} iff ${inside(expression.right, LEVEL.iff + 1)}`
    case 'forall':
      return `for every ${expression.variables.map(printVariable).join(', ')}, ${printExpression(expression.body)}`
    case 'exists':
      return `some ${expression.variables.map(printVariable).join(', ')} such that ${printExpression(expression.body)}`
  }
}

function printDefault({ variables, body, unless }: SurfaceDefault): string {
  const every = variables.length === 0 ? '' : `for every ${variables.map(printVariable).join(', ')}, `
  return `${every}normally ${printExpression(body)}${unless === undefined ? '' : ` unless ${printExpression(unless)}`}`
}

/** Quotes a text so that it can be read back. */
export const quote = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`
const quoted = (texts: readonly string[], separator: string): string => texts.map(quote).join(separator)

function head(declaration: Declaration & { id?: { name: string }; title?: string; severity?: { name: string }; priority?: number }): string {
  const parts: string[] = [declaration.kind]
  if (declaration.id !== undefined) parts.push(declaration.id.name)
  if (declaration.title !== undefined) parts.push(quote(declaration.title))
  if (declaration.severity !== undefined) parts.push(`severity ${declaration.severity.name}`)
  if (declaration.priority !== undefined) parts.push(`priority ${declaration.priority}`)
  return parts.join(' ')
}

const list = (names: readonly { name: string }[]): string => names.map((one) => one.name).join(', ')
const also = (names: readonly string[]): string => (names.length === 0 ? '' : ` also ${quoted(names, ', ')}`)
const says = (patterns: readonly string[]): string => (patterns.length === 0 ? '' : ` says ${quoted(patterns, ' | ')}`)

function printRequirement(requirement: Requirement): string {
  if (requirement.kind === 'sources') return `${requirement.count} sources`
  if (requirement.kind === 'tier') return `tier ${requirement.tier.name}`
  return `newer than ${printMeasure(requirement.than)}`
}

const COMPARED: Readonly<Record<string, string>> = { '>=': 'at least', '<=': 'at most', '>': 'above', '<': 'below' }

function printQuantity(declaration: Declaration & { kind: 'quantity' }): string {
  const parameters = declaration.parameters.length === 0 ? '' : `(${list(declaration.parameters)})`
  const unit = declaration.date ? ' in date' : declaration.unit === undefined ? '' : ` in ${declaration.unit.text}`
  const bounds = declaration.bounds.map(({ operator, value }) => `, ${COMPARED[operator] ?? operator} ${printExpression(value)}`).join('')
  return `quantity ${declaration.name.name}${parameters}${unit}${bounds}${says(declaration.says)}${also(declaration.also)}`
}

const isName = (text: string): boolean => /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(text)

/** One declaration in normal form, without a final line end. The same declaration always gives the same text. */
export function printDeclaration(declaration: Declaration): string {
  switch (declaration.kind) {
    case 'ruleset':
      return `ruleset ${quote(declaration.title)}`
    case 'type':
      return `type ${list(declaration.names)}${also(declaration.also)}`
    case 'entity':
      return `entity ${list(declaration.names)}${declaration.type === undefined ? '' : ` : ${declaration.type.name}`}${also(declaration.also)}`
    case 'relation':
      return `relation ${declaration.name.name}${declaration.parameters.length === 0 ? '' : `(${list(declaration.parameters)})`}${says(declaration.says)}${also(declaration.also)}`
    case 'quantity':
      return printQuantity(declaration)
    case 'rule':
      return `${head(declaration)}:${broken(declaration.body.kind === 'default' ? printDefault(declaration.body) : printExpression(declaration.body))}`
    case 'define':
      return `${head(declaration)}:${broken(printExpression(declaration.body))}`
    case 'fact':
      return printFact(declaration)
    case 'closed':
      return `closed ${list(declaration.names)}`
    case 'policy': {
      const about = declaration.topics.length === 0 ? '' : ` about ${quoted(declaration.topics, ', ')}`
      return `${head(declaration)}:\n  claims${about} need ${declaration.requirements.map(printRequirement).join(', ')}`
    }
    case 'wording':
      return `${head(declaration)}:\n  avoid ${quoted(declaration.avoid, ', ')}${declaration.unlessSourced ? ' unless sourced' : ''}`
    case 'judge':
      return `${head(declaration)}:\n  ${quote(declaration.question)}`
    case 'test': {
      const claim = 'kind' in declaration.claim ? printExpression(declaration.claim) : quote(declaration.claim.text)
      const by = declaration.by.length === 0 ? '' : ` by ${declaration.by.map(({ id }) => (isName(id) ? id : quote(id))).join(', ')}`
      return `test${declaration.title === undefined ? '' : ` ${quote(declaration.title)}`}: ${claim} is ${declaration.expected.name}${by}`
    }
  }
}

/** The body on a line of its own, unless its first word would be taken for a declaration there. */
const broken = (body: string): string => (/^(?:fact\b|\w+ ?:)/.test(body) ? ` ${body}` : `\n  ${body}`)

function printFact(fact: Declaration & { kind: 'fact' }): string {
  const label = fact.id === undefined && fact.title === undefined ? 'fact' : `${head(fact)}:`
  const valid = fact.valid === undefined ? '' : ` valid ${fact.valid.from?.text ?? 'open'} to ${fact.valid.to?.text ?? 'open'}`
  return `${label} ${printExpression(fact.body)}${valid}${fact.from === undefined ? '' : ` from ${quote(fact.from)}`}${fact.on === undefined ? '' : ` on ${fact.on.text}`}`
}

/** A whole base as a `.rules` text: vocabulary first, each kind after the other, the order within a kind kept. */
export function printBase(declarations: readonly Declaration[]): string {
  const order: readonly Declaration['kind'][] = ['ruleset', 'type', 'entity', 'relation', 'quantity', 'rule', 'define', 'fact', 'closed', 'policy', 'wording', 'judge', 'test']
  const blocks = order.map((kind) => declarations.filter((one) => one.kind === kind).map(printDeclaration).join('\n'))
  return blocks.filter((block) => block !== '').map((block) => `${block}\n`).join('\n')
}
