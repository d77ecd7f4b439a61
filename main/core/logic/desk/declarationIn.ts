/** Finds the declaration that a changed one is to replace, by the name that it declares. */
import { parseSurface } from '../../../../shared/logic/parseSurface.ts'
import type { Declaration } from '../../../../shared/logic/surface.ts'
import { declarationText } from './health.ts'

/** What a declaration declares: its kind with its name; individuals and types by each name. */
function namesOf(declaration: Declaration): string[] {
  switch (declaration.kind) {
    case 'type':
    case 'entity':
      return declaration.names.map(({ name }) => `${declaration.kind} ${name}`)
    case 'relation':
    case 'quantity':
      return [`${declaration.kind} ${declaration.name.name}`]
    case 'rule':
    case 'define':
    case 'fact':
    case 'policy':
    case 'wording':
    case 'judge':
      return declaration.id === undefined ? [] : [`${declaration.kind} ${declaration.id.name}`]
    default:
      return []
  }
}

/** Where it stands in the text, comments behind it left out; undefined where the text declares no such name. */
export function declarationIn(text: string, changed: string): { start: number; end: number } | undefined {
  const wanted = new Set(parseSurface('', changed).declarations.flatMap(namesOf))
  const found = parseSurface('', text).declarations.find((one) => namesOf(one).some((name) => wanted.has(name)))
  return found === undefined ? undefined : { start: found.start, end: found.start + declarationText(text, found).length }
}
