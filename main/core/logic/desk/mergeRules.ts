/** Puts one rule set into another: what is new is added, what is there already stays, and what clashes is shown and left as it was. */
import type { Diagnostic } from '../../../../shared/logic/base.ts'
import { applyEdit } from '../../../../shared/logic/addToDeclaration.ts'
import { parseRules } from '../../../../shared/logic/parseRules.ts'
import { parseSurface } from '../../../../shared/logic/parseSurface.ts'
import { printDeclaration } from '../../../../shared/logic/printSurface.ts'
import type { Declaration } from '../../../../shared/logic/surface.ts'
import type { RuleText } from '../../ports.ts'
import { declarationText } from './health.ts'

export interface MergeClash {
  /** `says`: the same symbol with other words for it; these are joined. All others keep mine. */
  readonly kind: 'same-id' | 'same-name' | 'same-fact' | 'says'
  readonly name: string
  readonly mine: string
  readonly theirs: string
  readonly say: string
}

export interface MergedRules {
  readonly text: string
  readonly added: number
  /** Declarations that stand there already, word for word. */
  readonly same: number
  readonly clashes: readonly MergeClash[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What a declaration is known by; two with one key are about the same thing. */
function keysOf(declaration: Declaration): { readonly key: string; readonly name: string; readonly kind: MergeClash['kind'] }[] {
  switch (declaration.kind) {
    case 'type':
    case 'entity':
      return declaration.names.map(({ name }) => ({ key: `name ${name}`, name, kind: 'same-name' }))
    case 'relation':
    case 'quantity':
      return [{ key: `name ${declaration.name.name}`, name: declaration.name.name, kind: 'same-name' }]
    case 'fact': {
      const own = declaration.id === undefined ? [] : [{ key: `id ${declaration.id.name}`, name: declaration.id.name, kind: 'same-id' as const }]
      const subject = factSubject(declaration)
      return subject === undefined ? own : [...own, { key: `fact ${subject}`, name: subject, kind: 'same-fact' }]
    }
    case 'rule':
    case 'define':
    case 'policy':
    case 'wording':
    case 'judge':
      return declaration.id === undefined ? [] : [{ key: `id ${declaration.id.name}`, name: declaration.id.name, kind: 'same-id' }]
    default:
      return []
  }
}

/** What a fact speaks of, where only one such fact can hold at a time: the quantity, or the atom without its denial. */
function factSubject({ body, valid }: Declaration & { kind: 'fact' }): string | undefined {
  if (valid !== undefined) return undefined
  const printed = printDeclaration({ kind: 'fact', body, start: 0, end: 0 }).slice('fact '.length)
  if (body.kind === 'compare') return printed.split(' = ')[0]
  return printed.replace(/^not /, '')
}

const SAYS: Readonly<Record<MergeClash['kind'], (name: string) => string>> = {
  'same-id': (name) => `Both have a rule called “${name}”, and they differ; yours is kept.`,
  'same-name': (name) => `Both declare “${name}”, and not alike; yours is kept.`,
  'same-fact': (name) => `Both state “${name}”, and not the same of it; yours is kept.`,
  says: (name) => `Both know “${name}” by different words; all of them are kept.`,
}

/** The same symbol but for its `says` and `also`. */
function sameButWords(mine: Declaration, theirs: Declaration): boolean {
  if (mine.kind !== theirs.kind) return false
  const bare = (one: Declaration): string => printDeclaration({ ...one, ...('also' in one ? { also: [] } : {}), ...('says' in one ? { says: [] } : {}) } as Declaration)
  return 'also' in mine && bare(mine) === bare(theirs)
}

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])]

/** Mine with their words added. */
function joined(mine: Declaration, theirs: Declaration): Declaration {
  const also = 'also' in mine && 'also' in theirs ? { also: union(mine.also, theirs.also) } : {}
  const says = 'says' in mine && 'says' in theirs ? { says: union(mine.says, theirs.says) } : {}
  return { ...mine, ...also, ...says } as Declaration
}

/** `others` are the rule sets beside: what they declare already is not declared again. Never throws for what a person wrote. */
export function mergeRules(into: RuleText, text: string, others: readonly RuleText[]): MergedRules {
  const mine = parseSurface(into.file, into.text).declarations
  const beside = others.filter(({ file }) => file !== into.file).flatMap((one) => parseSurface(one.file, one.text).declarations.map((declaration) => ({ declaration, file: one.file })))
  const theirs = parseSurface('theirs', text)
  const exact = new Map<string, true>([...mine, ...beside.map(({ declaration }) => declaration)].map((one) => [printDeclaration(one), true]))
  const known = new Map<string, { declaration: Declaration; own: boolean }>()
  for (const { declaration } of beside) for (const { key } of keysOf(declaration)) known.set(key, { declaration, own: false })
  for (const declaration of mine) for (const { key } of keysOf(declaration)) known.set(key, { declaration, own: true })
  const clashes: MergeClash[] = []
  const additions: string[] = []
  const rewritten = new Map<Declaration, Declaration>()
  let same = 0
  for (const declaration of theirs.declarations) {
    if (declaration.kind === 'ruleset') continue
    const printed = printDeclaration(declaration)
    if (exact.has(printed)) {
      same++
      continue
    }
    const clash = keysOf(declaration).flatMap((key) => (known.has(key.key) ? [{ ...key, ...(known.get(key.key) as { declaration: Declaration; own: boolean }) }] : []))[0]
    if (clash === undefined) {
      exact.set(printed, true)
      for (const { key } of keysOf(declaration)) known.set(key, { declaration, own: false })
      additions.push(declarationText(text, declaration))
      continue
    }
    const words = sameButWords(clash.declaration, declaration)
    const kind = words ? 'says' : clash.kind
    if (words && clash.own) rewritten.set(clash.declaration, joined(rewritten.get(clash.declaration) ?? clash.declaration, declaration))
    clashes.push({ kind, name: clash.name, mine: printDeclaration(clash.declaration), theirs: printed, say: SAYS[kind](clash.name) })
  }
  let result = into.text
  for (const [declaration, now] of [...rewritten].sort(([a], [b]) => b.start - a.start)) {
    result = applyEdit(result, { start: declaration.start, end: declaration.start + declarationText(into.text, declaration).length, text: printDeclaration(now) })
  }
  if (additions.length > 0) result = `${result.trimEnd()}${result.trim() === '' ? '' : '\n\n'}${additions.join('\n')}\n`
  const diagnostics = parseRules([...others.filter(({ file }) => file !== into.file), { file: into.file, text: result }]).diagnostics.filter(({ file }) => file === into.file)
  // What could not be read of theirs is not taken over; it is said.
  return { text: result, added: additions.length, same, clashes, diagnostics: [...theirs.diagnostics, ...diagnostics] }
}
