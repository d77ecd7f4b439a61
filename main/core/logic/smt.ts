/** Writes ground clauses as SMT-LIB 2 and reads what the solver answers. */
import type { Interval } from '../../../shared/logic/formula.ts'
import { divide, negate, parseDecimal, type Rational } from '../../../shared/logic/rational.ts'
import { SAME, type Numeric } from './clause.ts'
import { point } from './interval.ts'
import type { Outcome } from './search.ts'
import type { GroundClause, GroundLiteral } from './ground.ts'
import type { Slice } from './slice.ts'

export type Sexp = string | readonly Sexp[]

/** All expressions in the solver's output, in order. */
export function readSexps(text: string): Sexp[] {
  const stack: Sexp[][] = [[]]
  for (const [token] of text.matchAll(/"(?:[^"]|"")*"|\|[^|]*\||[()]|[^\s()]+/g)) {
    const top = stack[stack.length - 1] as Sexp[]
    if (token === '(') stack.push([])
    else if (token !== ')') top.push(token)
    else if (stack.length > 1) {
      stack.pop()
      ;(stack[stack.length - 1] as Sexp[]).push(top)
    }
  }
  return stack[0] as Sexp[]
}

export function smtNumber(value: Rational): string {
  const magnitude = value.n < 0n ? -value.n : value.n
  const text = value.d === 1n ? `${magnitude}.0` : `(/ ${magnitude}.0 ${value.d}.0)`
  return value.n < 0n ? `(- ${text})` : text
}

function readNumber(sexp: Sexp): Rational | undefined {
  if (typeof sexp === 'string') return parseDecimal(sexp)
  const [head, first, second] = sexp
  const a = first === undefined ? undefined : readNumber(first)
  if (!a) return undefined
  if (head === '-' && second === undefined) return negate(a)
  const b = second === undefined ? undefined : readNumber(second)
  return head === '/' && b && b.n !== 0n ? divide(a, b) : undefined
}

/** A calendar shift has no exact form in the solver's arithmetic: it is only bounded, so a model found with it proves nothing. */
export interface SmtScript { readonly text: string; readonly relaxed: boolean; readonly names: ReadonlyMap<string, { atom: number } | { term: number }> }

const OPERATOR = { add: '+', subtract: '-', multiply: '*', divide: '/' } as const

export function smtNumeric<T>(expression: Numeric<T>, term: (term: T) => string, shift: (date: string, months: number) => string): string {
  switch (expression.kind) {
    case 'number': return smtNumber(expression.value)
    case 'quantity': return term(expression.term)
    case 'negate': return `(- ${smtNumeric(expression.of, term, shift)})`
    case 'shiftMonths': return shift(smtNumeric(expression.date, term, shift), expression.months)
    default: return `(${OPERATOR[expression.kind]} ${smtNumeric(expression.left, term, shift)} ${smtNumeric(expression.right, term, shift)})`
  }
}

/** Declares `name` as a whole number of days that `months` months can move `date` to. */
export function smtShift(name: string, date: string, months: number): string {
  const least = months >= 0 ? 28 * months : 31 * months - 3
  const most = months >= 0 ? 31 * months + 3 : 28 * months + 3
  const offset = (days: number): string => `(+ ${date} ${days < 0 ? `(- ${-days}.0)` : `${days}.0`})`
  return `(declare-const ${name} Int)(assert (<= ${offset(least)} (to_real ${name}) ${offset(most)}))`
}

/** The clauses of the slice that are `active`, each named, with one check. */
export function groundScript(slice: Slice, active: (clause: GroundClause) => boolean): SmtScript {
  const names = new Map<string, { atom: number } | { term: number }>()
  const declared = new Map<string, string>()
  const individuals = new Set<number>()
  const person = (id: number): string => { individuals.add(id); return `i${id}` }
  const symbols = new Map<string, string>()
  const applied = (prefix: string, symbol: string, args: readonly number[], sort: string): string => {
    let name = symbols.get(symbol)
    if (!name) {
      symbols.set(symbol, (name = `${prefix}${symbols.size}`))
      declared.set(name, `(declare-fun ${name} (${args.map(() => 'Thing').join(' ')}) ${sort})`)
    }
    return args.length === 0 ? name : `(${name} ${args.map(person).join(' ')})`
  }
  const atomText = (atom: number): string => {
    const { symbol, args } = slice.atoms[atom] as Slice['atoms'][number]
    if (symbol === SAME) return `(= ${args.map(person).join(' ')})`
    const text = slice.equality ? applied('r', symbol, args, 'Bool') : `a${atom}`
    if (!slice.equality) declared.set(text, `(declare-const ${text} Bool)`)
    names.set(text, { atom })
    return text
  }
  const termText = (term: number): string => {
    const { symbol, args, date } = slice.terms[term] as Slice['terms'][number]
    const text = slice.equality ? applied('q', symbol, args, date ? 'Int' : 'Real') : `t${term}`
    if (!slice.equality) declared.set(text, `(declare-const ${text} ${date ? 'Int' : 'Real'})`)
    names.set(text, { term })
    return date ? `(to_real ${text})` : text
  }
  let shifts = 0
  const shiftLines: string[] = []
  const shiftText = (date: string, months: number): string => {
    const name = `s${shifts++}`
    shiftLines.push(smtShift(name, date, months))
    return `(to_real ${name})`
  }
  const literalText = (literal: GroundLiteral): string => {
    if (literal.kind === 'atom') return literal.positive ? atomText(literal.atom) : `(not ${atomText(literal.atom)})`
    const left = smtNumeric(literal.left, termText, shiftText)
    const right = smtNumeric(literal.right, termText, shiftText)
    return literal.operator === '!=' ? `(not (= ${left} ${right}))` : `(${literal.operator} ${left} ${right})`
  }
  const assertions: string[] = []
  for (const clause of slice.clauses) {
    if (!active(clause)) continue
    const parts = clause.literals.map(literalText)
    const body = parts.length === 0 ? 'false' : parts.length === 1 ? parts[0] : `(or ${parts.join(' ')})`
    assertions.push(`(assert (! ${body} :named c${clause.id}))`)
  }
  const people = [...individuals].sort((a, b) => a - b)
  const named = people.filter((id) => id < slice.firstLocal)
  const lines = ['(set-option :produce-unsat-cores true)']
  if (slice.equality) {
    lines.push('(declare-sort Thing 0)', ...people.map((id) => `(declare-const i${id} Thing)`))
    if (named.length > 1) lines.push(`(assert (distinct ${named.map((id) => `i${id}`).join(' ')}))`)
  }
  lines.push(...declared.values(), ...shiftLines, ...assertions, '(check-sat)(get-unsat-core)')
  if (names.size > 0) lines.push(`(get-value (${[...names.keys()].join(' ')}))`)
  return { text: lines.join('\n'), relaxed: shifts > 0, names }
}

const printed = (sexp: Sexp): string => (typeof sexp === 'string' ? sexp : `(${sexp.map(printed).join(' ')})`)

/** Reads the answer to `groundScript`. */
export function readOutcome(text: string, script: SmtScript, clauses: number): Outcome {
  const [verdict, ...rest] = readSexps(text)
  if (verdict === 'unsat') {
    const core = rest.find((s) => typeof s !== 'string' && s[0] !== 'error') ?? []
    return { kind: 'unsat', core: new Set((core as readonly string[]).filter((n) => n.startsWith('c')).map((n) => Number(n.slice(1)))) }
  }
  if (verdict !== 'sat' || script.relaxed) return { kind: 'unknown' }
  const truth = new Map<number, boolean>()
  const values = new Map<number, Interval>()
  for (const sexp of rest) {
    if (typeof sexp === 'string' || sexp[0] === 'error') continue
    for (const pair of sexp) {
      if (typeof pair === 'string' || pair[0] === undefined || pair[1] === undefined) continue
      const name = script.names.get(printed(pair[0]))
      if (!name) continue
      if ('atom' in name) truth.set(name.atom, pair[1] === 'true')
      else {
        const value = readNumber(pair[1])
        if (value) values.set(name.term, point(value))
      }
    }
  }
  return { kind: 'sat', model: { truth, values, clauses } }
}
