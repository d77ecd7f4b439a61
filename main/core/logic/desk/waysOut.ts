/** Ways out of a conflict: for each rule or fact in it, the edit that makes it give way, as the text to put in its place. */
import type { RuleBase } from '../../../../shared/logic/base.ts'
import { parseSurface } from '../../../../shared/logic/parseSurface.ts'
import { printDeclaration } from '../../../../shared/logic/printSurface.ts'
import type { Declaration, Span, SurfaceExpression } from '../../../../shared/logic/surface.ts'
import type { ItemRef } from './health.ts'

export interface WayOut {
  /** One sentence: what gives way, and how. */
  readonly say: string
  readonly file: string
  readonly id: string
  readonly line: number
  /** The declaration as it would then stand; empty where it is dropped. */
  readonly text: string
}

const NOWHERE: Span = { start: 0, end: 0 }
const MOST_EXCEPTIONS = 2

/** The individuals that the facts of a conflict name: about them the others clash. */
function namedIn(entries: readonly ItemRef[], base: RuleBase): string[] {
  const names = new Set<string>()
  for (const { kind, text } of entries) {
    if (kind !== 'fact') continue
    for (const word of text.replace(/"(?:\\.|[^"\\])*"/g, ' ').match(/[\p{L}_][\p{L}\p{M}\p{N}_]*/gu) ?? []) if (base.entities.has(word)) names.add(word)
  }
  return [...names]
}

/** Variables of a rule's body by the types that their uses give them; only the free ones. */
function freeVariables(body: SurfaceExpression, base: RuleBase): Map<string, string> {
  const found = new Map<string, string>()
  const visit = (one: SurfaceExpression, bound: ReadonlySet<string>): void => {
    switch (one.kind) {
      case 'call': {
        const types = base.relations.get(one.name)?.parameters ?? base.quantities.get(one.name)?.parameters ?? []
        one.args.forEach(({ name }, at) => {
          if (!bound.has(name) && !base.entities.has(name)) found.set(name, types[at] ?? 'Thing')
        })
        return
      }
      case 'and':
      case 'or':
        return one.of.forEach((part) => visit(part, bound))
      case 'not':
      case 'negative':
        return visit(one.of, bound)
      case 'forall':
      case 'exists':
        return visit(one.body, new Set([...bound, ...one.variables.map(({ name }) => name)]))
      case 'name':
      case 'date':
      case 'measure':
        return
      default:
        visit(one.left, bound)
        visit(one.right, bound)
    }
  }
  visit(body, new Set())
  return found
}

/** The rule for everyone but this individual, where one of its variables can stand for it. */
function except(declaration: Declaration & { kind: 'rule' }, individual: string, base: RuleBase): string | undefined {
  const { body } = declaration
  if (body.kind === 'default') return undefined
  const type = base.entities.get(individual)?.type
  // A rule written out with `for every` is opened, and the exception stands inside.
  const opened = body.kind === 'forall' ? body.body : body
  const variables = body.kind === 'forall' ? new Map(body.variables.map((one) => [one.name, one.type?.name ?? 'Thing'])) : freeVariables(body, base)
  const variable = [...variables].find(([, of]) => of === type || of === 'Thing')?.[0]
  if (variable === undefined) return undefined
  const name = (text: string): SurfaceExpression => ({ kind: 'name', name: text, ...NOWHERE })
  const other: SurfaceExpression = { kind: 'compare', operator: '!=', left: name(variable), right: name(individual), ...NOWHERE }
  const limited: SurfaceExpression = opened.kind === 'implies'
    ? { ...opened, left: { kind: 'and', of: opened.left.kind === 'and' ? [...opened.left.of, other] : [opened.left, other], ...NOWHERE } }
    : { kind: 'implies', left: other, right: opened, ...NOWHERE }
  return printDeclaration({ ...declaration, body: body.kind === 'forall' ? { ...body, body: limited } : limited })
}

function softened(declaration: Declaration & { kind: 'rule' }): string | undefined {
  const { body } = declaration
  if (body.kind === 'default') return undefined
  const variables = body.kind === 'forall' ? body.variables : []
  const inner = body.kind === 'forall' ? body.body : body
  if (inner.kind === 'iff' || inner.kind === 'forall' || inner.kind === 'exists') return undefined
  // `normally` reaches named individuals: what it concludes must be something a default can give.
  const text = printDeclaration({ ...declaration, body: { kind: 'default', variables, body: inner, ...NOWHERE } })
  return parseSurface('', text).diagnostics.length === 0 ? text : undefined
}

function waysFor(entry: ItemRef, individuals: readonly string[], base: RuleBase, asOf: string): WayOut[] {
  const { file, id, line, title } = entry
  const way = (say: string, text: string): WayOut => ({ say, file, id, line, text })
  const name = `“${title}”`
  const [declaration] = parseSurface('', entry.text).declarations
  const drop = way(entry.kind === 'closed' ? `Open it again: take out “${entry.text.trim()}”.` : `Drop ${name}.`, '')
  if (declaration === undefined) return [drop]
  if (declaration.kind === 'fact') {
    const { valid } = declaration
    const date = { kind: 'date' as const, text: asOf, ...NOWHERE }
    if (valid?.to !== undefined || (valid?.from !== undefined && valid.from.text >= asOf)) return [drop]
    const ended = printDeclaration({ ...declaration, valid: { ...NOWHERE, ...(valid?.from ? { from: valid.from } : {}), to: date } })
    return [drop, way(`Let ${name} end: it held until ${asOf}.`, ended)]
  }
  if (declaration.kind !== 'rule') return [drop]
  const soft = softened(declaration)
  const limited = individuals.flatMap((one) => {
    const text = except(declaration, one, base)
    return text === undefined ? [] : [way(`Limit ${name}: everything but ${one}.`, text)]
  })
  return [...(soft === undefined ? [] : [way(`Let ${name} hold as a rule only, with exceptions.`, soft)]), ...limited.slice(0, MOST_EXCEPTIONS), drop]
}

/** In the order of the entries; each alone ends the conflict. */
export function waysOut(entries: readonly ItemRef[], base: RuleBase, asOf: string): WayOut[] {
  const individuals = namedIn(entries, base)
  return entries.flatMap((entry) => waysFor(entry, individuals, base, asOf))
}
