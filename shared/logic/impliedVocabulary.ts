/** Plain first-order text without declarations: relations and individuals are taken from the rules and facts that name them, with a warning. */
import type { Complain, MutableSymbols, Placed } from './declareVocabulary.ts'
import type { Name, SurfaceExpression } from './surface.ts'
import { THING } from './vocabulary.ts'

interface Found {
  readonly relations: Map<string, { readonly at: Name; readonly count: number }>
  readonly names: Map<string, { readonly at: Name; readonly relation?: string; readonly index: number }>
}

/**
 * Where no relation and no quantity is declared at all, the relations of rules and facts are; where no entity is,
 * lower-case names in rules and every name in facts are. One declaration of either kind ends this: from then on an unknown name is a slip.
 */
export function impliedVocabulary(all: readonly Placed[], symbols: MutableSymbols, closed: ReadonlySet<string>, complain: Complain): void {
  const relationsImplied = symbols.relations.size === 0 && symbols.quantities.size === 0
  const entitiesImplied = symbols.entities.size === 0
  if (!relationsImplied && !entitiesImplied) return
  for (const { declaration, lines } of all) {
    if (declaration.kind !== 'rule' && declaration.kind !== 'fact' && declaration.kind !== 'define') continue
    const found: Found = { relations: new Map(), names: new Map() }
    const { body } = declaration
    if (body.kind === 'default') {
      const bound = new Set(body.variables.map((one) => one.name))
      collect(body.body, bound, found)
      if (body.unless !== undefined) collect(body.unless, bound, found)
    } else collect(body, new Set(), found)
    if (relationsImplied) {
      for (const [name, { at, count }] of found.relations) {
        if (symbols.relations.has(name)) continue
        symbols.relations.set(name, { name, parameters: Array.from({ length: count }, () => THING), says: [], also: [], closed: closed.has(name), place: lines.place(at.start, at.end) })
        complain(lines, undeclared(at, `relation ${name}${count === 0 ? '' : `(${Array.from({ length: count }, () => THING).join(', ')})`}`))
      }
    }
    if (!entitiesImplied) continue
    for (const [name, { at, relation, index }] of found.names) {
      if (symbols.entities.has(name) || (declaration.kind !== 'fact' && /^\p{Lu}/u.test(name))) continue
      const parameters = symbols.relations.get(relation ?? '')?.parameters ?? symbols.quantities.get(relation ?? '')?.parameters
      const type = parameters?.[index] ?? THING
      symbols.entities.set(name, { name, type, also: [], place: lines.place(at.start, at.end) })
      complain(lines, undeclared(at, `entity ${name}${type === THING ? '' : ` : ${type}`}`))
    }
  }
}

const undeclared = (at: Name, declaration: string) =>
  ({ start: at.start, end: at.end, code: 'undeclared-name', severity: 'warning', message: `“${at.name}” is nowhere declared; it is taken from here.`, mend: `Declare it: ${declaration}.` }) as const

function collect(expression: SurfaceExpression, bound: ReadonlySet<string>, found: Found, asFormula = true): void {
  switch (expression.kind) {
    case 'call':
      if (asFormula && !found.relations.has(expression.name)) found.relations.set(expression.name, { at: { ...expression, end: expression.start + expression.name.length }, count: expression.args.length })
      expression.args.forEach((arg, index) => {
        if (!bound.has(arg.name) && !found.names.has(arg.name)) found.names.set(arg.name, { at: arg, relation: expression.name, index })
      })
      return
    case 'name':
      if (asFormula && !bound.has(expression.name)) found.relations.set(expression.name, { at: expression, count: 0 })
      return
    case 'not':
    case 'negative':
      return collect(expression.of, bound, found, asFormula && expression.kind === 'not')
    case 'and':
    case 'or':
      for (const one of expression.of) collect(one, bound, found)
      return
    case 'xor':
    case 'implies':
    case 'iff':
      collect(expression.left, bound, found)
      return collect(expression.right, bound, found)
    case 'forall':
    case 'exists':
      return collect(expression.body, new Set([...bound, ...expression.variables.map((one) => one.name)]), found)
    case 'same':
    case 'compare':
      for (const side of [expression.left, expression.right]) {
        if (side.kind === 'name') {
          if (!bound.has(side.name) && !found.names.has(side.name)) found.names.set(side.name, { at: side, index: 0 })
        } else collect(side, bound, found, false)
      }
      return
    case 'arithmetic':
      collect(expression.left, bound, found, false)
      return collect(expression.right, bound, found, false)
    default:
      return
  }
}
