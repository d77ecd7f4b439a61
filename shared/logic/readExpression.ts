/** From the parse tree to the surface form of a formula; deep nesting is cut before it can overflow the stack. */
import type { TreeCursor } from '@lezer/common'
import type { Comparison } from './formula.ts'
import type { Measure, Name, SurfaceExpression, Variable } from './surface.ts'

/** Nested brackets, negations and quantifiers beyond this are refused with a diagnostic. */
export const DEEPEST = 400

export class TooDeep extends Error {
  readonly start: number
  constructor(start: number) {
    super('nested too deeply')
    this.start = start
  }
}

/** A cursor over the tree of `text`, whose first character stands at `offset` of the file. */
export interface Reading {
  readonly cursor: TreeCursor
  readonly text: string
  readonly offset: number
}

/** Visits the children of the node under the cursor, without comments. */
export function eachChild({ cursor }: Reading, visit: (kind: string) => void): void {
  if (!cursor.firstChild()) return
  do {
    if (cursor.name !== 'Comment') visit(cursor.name)
  } while (cursor.nextSibling())
  cursor.parent()
}

export const textUnder = ({ cursor, text }: Reading): string => text.slice(cursor.from, cursor.to)
export const spanUnder = ({ cursor, offset }: Reading): { start: number; end: number } => ({ start: cursor.from + offset, end: cursor.to + offset })

/** The name under the cursor in NFC, the form in which names are compared. */
export function nameUnder(reading: Reading): Name {
  const name = textUnder(reading)
  return { name: canonicalName(name), ...spanUnder(reading) }
}

const ASCII = /^[\x00-\x7f]*$/
export const canonicalName = (name: string): string => (ASCII.test(name) ? name : name.normalize('NFC'))

export function readMeasure(reading: Reading, negative: boolean, about: boolean): Measure {
  let number = '0'
  let unit = ''
  let currency = ''
  eachChild(reading, (kind) => {
    if (kind === 'Number') number = textUnder(reading).replaceAll(',', '')
    else if (kind === 'Unit') unit = textUnder(reading)
    else if (kind === 'Currency') currency = textUnder(reading)
  })
  const whole = currency === '' ? unit : unit === '' ? currency : `${unit} ${currency}`
  return { kind: 'measure', number, negative, about, ...(whole === '' ? {} : { unit: whole.normalize('NFC').replace(/\s+/g, ' ') }), ...spanUnder(reading) }
}

export function readVariable(reading: Reading): Variable {
  let name: Name = { name: '', start: 0, end: 0 }
  let type: Name | undefined
  eachChild(reading, (kind) => {
    if (kind === 'DefinedName') name = nameUnder(reading)
    else if (kind === 'TypeName') type = nameUnder(reading)
  })
  return type === undefined ? name : { ...name, type }
}

const COMPARISONS: Readonly<Record<string, Comparison>> = { '=': '=', '==': '=', '!=': '!=', '≠': '!=', '<': '<', '<=': '<=', '≤': '<=', '>': '>', '>=': '>=', '≥': '>=' }
const ARITHMETIC: Readonly<Record<string, '+' | '-' | '*' | '/'>> = { '+': '+', '-': '-', '−': '-', '*': '*', '×': '*', '·': '*', '/': '/', '÷': '/' }
const SIGNS = new Set(['Keyword', 'NotSign', 'AndSign', 'OrSign', 'XorSign', 'ImpliesSign', 'IffSign'])
const EXPRESSIONS = new Set(['Reference', 'Call', 'Group', 'Negative', 'Measure', 'Date', 'About', 'Product', 'Sum', 'Comparison', 'SameAs', 'Not', 'And', 'Or', 'Xor', 'Implies', 'Iff', 'ForAll', 'Exists'])
export const isExpression = (kind: string): boolean => EXPRESSIONS.has(kind)

/** The formula under the cursor. Throws `TooDeep` past `DEEPEST`. */
export function readExpression(reading: Reading, depth = 0): SurfaceExpression {
  const { cursor } = reading
  if (depth > DEEPEST) throw new TooDeep(cursor.from + reading.offset)
  const span = spanUnder(reading)
  switch (cursor.name) {
    case 'Reference':
      return { kind: 'name', ...nameUnder(reading) }
    case 'Call':
      return readCall(reading)
    case 'Group':
      return operands(reading, depth)[0] ?? unreadable(reading)
    case 'Measure':
      return readMeasure(reading, false, false)
    case 'Date':
      return { kind: 'date', text: textUnder(reading), ...span }
    case 'About':
      return readAbout(reading)
    case 'Negative': {
      const of = operands(reading, depth)[0] ?? unreadable(reading)
      return of.kind === 'measure' && !of.negative ? { ...of, negative: true, ...span } : { kind: 'negative', of, ...span }
    }
    case 'And':
    case 'Or':
      return { kind: cursor.name === 'And' ? 'and' : 'or', of: chain(reading, depth), ...span }
    case 'Not':
      return { kind: 'not', of: operands(reading, depth)[0] ?? unreadable(reading), ...span }
    case 'ForAll':
    case 'Exists': {
      const variables: Variable[] = []
      let body: SurfaceExpression | undefined
      const kind = cursor.name === 'ForAll' ? 'forall' : 'exists'
      eachChild(reading, (child) => {
        if (child === 'Variable') variables.push(readVariable(reading))
        else if (isExpression(child)) body = readExpression(reading, depth + 1)
      })
      return { kind, variables, body: body ?? unreadable(reading), ...span }
    }
    default:
      return readBinary(reading, depth)
  }
}

function unreadable(reading: Reading): never {
  throw new RangeError(`no formula under ${reading.cursor.name}`)
}

function readCall(reading: Reading): SurfaceExpression {
  let name = ''
  const args: Name[] = []
  const span = spanUnder(reading)
  eachChild(reading, (kind) => {
    if (kind === 'Name') name = canonicalName(textUnder(reading))
    else if (kind === 'Reference') args.push(nameUnder(reading))
  })
  return { kind: 'call', name, args, ...span }
}

function readAbout(reading: Reading): SurfaceExpression {
  let negative = false
  let measure: Measure | undefined
  const span = spanUnder(reading)
  const between = textUnder(reading)
  eachChild(reading, (kind) => {
    if (kind !== 'Measure') return
    negative = /^about\s*[-−]/.test(between)
    measure = readMeasure(reading, negative, true)
  })
  return { ...(measure ?? unreadable(reading)), ...span }
}

function operands(reading: Reading, depth: number): SurfaceExpression[] {
  const found: SurfaceExpression[] = []
  eachChild(reading, (kind) => {
    if (isExpression(kind)) found.push(readExpression(reading, depth + 1))
  })
  return found
}

/** The operands of `a and b and c`, whose tree leans to the left: walked down, not recursed into, so that a long list is not a deep one. */
function chain(reading: Reading, depth: number): SurfaceExpression[] {
  const { cursor } = reading
  const kind = cursor.name
  const found: SurfaceExpression[] = []
  let levels = 0
  for (;;) {
    cursor.firstChild()
    while (cursor.name === 'Comment') cursor.nextSibling()
    if (cursor.name !== kind) break
    levels++
  }
  const take = (): void => {
    const one = readExpression(reading, depth + 1)
    // Brackets within a list of the same word mean nothing: `a and (b and c)`.
    if (one.kind === 'and' || one.kind === 'or') {
      if ((one.kind === 'and') === (kind === 'And')) {
        for (const inner of one.of) found.push(inner)
        return
      }
    }
    found.push(one)
  }
  take()
  for (let level = levels; level >= 0; level--) {
    while (cursor.nextSibling()) if (isExpression(cursor.name)) take()
    cursor.parent()
  }
  return found
}

function readBinary(reading: Reading, depth: number): SurfaceExpression {
  const { cursor } = reading
  const kind = cursor.name
  const span = spanUnder(reading)
  let operator = ''
  const found: SurfaceExpression[] = []
  eachChild(reading, (child) => {
    if (isExpression(child)) found.push(readExpression(reading, depth + 1))
    else if (!SIGNS.has(child)) operator = textUnder(reading)
  })
  const [left, right] = found
  if (left === undefined || right === undefined) return unreadable(reading)
  if (kind === 'Comparison') return { kind: 'compare', operator: COMPARISONS[operator] ?? '=', left, right, ...span }
  if (kind === 'Sum' || kind === 'Product') return { kind: 'arithmetic', operator: ARITHMETIC[operator] ?? '+', left, right, ...span }
  const word = kind === 'SameAs' ? 'same' : kind === 'Xor' ? 'xor' : kind === 'Implies' ? 'implies' : 'iff'
  return { kind: word, left, right, ...span }
}
