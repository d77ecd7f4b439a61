/** Every place where a name stands in a rule text, and what it names there: for rename, go to definition and hover. */
import type { SyntaxNode } from '@lezer/common'
import { parser } from '../../../../shared/logic/grammar/rules.parser.ts'
import type { Symbols } from '../../../../shared/logic/vocabulary.ts'

/** `symbol`: a relation or a quantity, which share their names. `rule`: the id of anything that may have one. */
export type NameKind = 'type' | 'entity' | 'symbol' | 'rule' | 'variable'

export interface Occurrence {
  readonly kind: NameKind
  readonly name: string
  /** UTF-16 offsets, half open. */
  readonly from: number
  readonly to: number
  /** Where the name is made known. */
  readonly definition: boolean
  /** Where its declaration begins: variables are one only within it. */
  readonly declaration: number
}

const DEFINES: Readonly<Record<string, NameKind>> = {
  TypeDeclaration: 'type',
  EntityDeclaration: 'entity',
  RelationDeclaration: 'symbol',
  QuantityDeclaration: 'symbol',
  ClosedDeclaration: 'symbol',
  Variable: 'variable',
}

const isDeclaration = (name: string): boolean => name.endsWith('Declaration') || name === 'RuleSet'
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*/gu

/** Names in order of their places. Works on text with mistakes: what the parser cannot place is left out. */
export function occurrencesIn(text: string, symbols: Symbols): Occurrence[] {
  const found: Occurrence[] = []
  const tree = parser.parse(text)
  let declaration = 0
  let quantified = new Set<string>()
  const add = (kind: NameKind, from: number, to: number, definition = false): void => {
    found.push({ kind, name: text.slice(from, to).normalize('NFC'), from, to, definition, declaration })
  }
  /** A name where a thing, a plain relation or a variable may stand. */
  const resolve = (from: number, to: number, argument: boolean): void => {
    const name = text.slice(from, to).normalize('NFC')
    if (quantified.has(name)) return add('variable', from, to)
    if (symbols.entities.has(name)) return add('entity', from, to)
    if (!argument && (symbols.relations.has(name) || symbols.quantities.has(name))) return add('symbol', from, to)
    add('variable', from, to)
  }
  tree.iterate({
    enter(node) {
      if (isDeclaration(node.name)) {
        declaration = node.from
        quantified = boundIn(node.node, text)
        return
      }
      const parent = node.node.parent
      switch (node.name) {
        case 'Name':
          if (parent?.name === 'Call') add('symbol', node.from, node.to)
          else if (parent?.name === 'Reference') resolve(node.from, node.to, parent.parent?.name === 'Call')
          else if (parent?.name === 'Label') add('rule', node.from, node.to, true)
          else if (parent?.name === 'TypeName') add('type', node.from, node.to)
          else if (parent?.name === 'RuleReference') {
            if (text.charAt(node.to) !== ':' && node.node.nextSibling === null) add('rule', node.from, node.to)
          } else if (parent?.name === 'DefinedName') {
            const kind = DEFINES[parent.parent?.name ?? '']
            if (kind) add(kind, node.from, node.to, parent.parent?.name !== 'ClosedDeclaration')
          }
          return
        case 'String':
          if (parent?.name === 'RuleReference') namesInReference(text.slice(node.from, node.to), node.from, symbols, add)
      }
    },
  })
  return found
}

/** `"fact:density(a12)"`: the names inside count as much as those of a formula. */
function namesInReference(quoted: string, offset: number, symbols: Symbols, add: (kind: NameKind, from: number, to: number) => void): void {
  const colon = quoted.indexOf(':')
  for (const match of quoted.matchAll(NAME)) {
    const [from, to] = [offset + match.index, offset + match.index + match[0].length]
    if (colon < 0) add('rule', from, to)
    else if (match.index > colon) {
      if (quoted.charAt(match.index + match[0].length) === '(' || symbols.relations.has(match[0]) || symbols.quantities.has(match[0])) add('symbol', from, to)
      else if (symbols.entities.has(match[0])) add('entity', from, to)
    }
  }
}

function boundIn(declaration: SyntaxNode, text: string): Set<string> {
  const bound = new Set<string>()
  declaration.cursor().iterate((node) => {
    if (node.name === 'Variable') {
      const name = node.node.getChild('DefinedName')
      if (name) bound.add(text.slice(name.from, name.to).normalize('NFC'))
    }
  })
  return bound
}

export function occurrenceAt(occurrences: readonly Occurrence[], at: number): Occurrence | undefined {
  return occurrences.find((one) => one.from <= at && at <= one.to)
}

/** The places of the same name as `target`; those of a variable only within its declaration. */
export function samePlaces(occurrences: readonly Occurrence[], target: Occurrence): Occurrence[] {
  return occurrences.filter((one) => one.kind === target.kind && one.name === target.name && (target.kind !== 'variable' || one.declaration === target.declaration))
}
