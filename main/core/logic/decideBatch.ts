/** `rules decide --batch`: one verdict per input line, in order, each rule base compiled once. */
import { z } from 'zod'
import type { BecauseEntry } from '../../../shared/logic/decision.ts'
import type { Diagnostic, LogicVerdictName } from '../../../shared/logic/base.ts'
import { compiledBases } from './compiledBases.ts'
import { decideClaim, type ReadSentence } from './decideClaim.ts'
import type { World } from './counterModel.ts'
import type { Solver } from './solver.ts'

const BatchLine = z.object({
  id: z.union([z.string(), z.number(), z.null()]).optional(),
  rules: z.string().optional(),
  claim: z.string(),
  asOf: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'asOf is a date like 2026-11-23').optional(),
  counterModel: z.boolean().optional(),
})

export interface BatchVerdict {
  readonly id: string | number | null
  readonly verdict: LogicVerdictName
  readonly reading: readonly string[]
  readonly because: readonly BecauseEntry[]
  readonly wouldDecide: readonly string[]
  readonly presumedFalse?: string
  readonly readings?: readonly { readonly printed: string; readonly verdict: LogicVerdictName }[]
  readonly counterModel?: World
  readonly diagnostics: readonly Diagnostic[]
  readonly ms: number
}
export type BatchAnswer = BatchVerdict | { readonly id: string | number | null; readonly error: string }

export interface BatchOptions {
  readonly solver: Solver
  readonly read: ReadSentence
  /** ISO date: what a line without `asOf` is judged as of. */
  readonly today: string
  /** Rules for lines that bring none of their own. */
  readonly files?: readonly { readonly file: string; readonly text: string }[]
}

const MOST_DIAGNOSTICS = 50

/** Answers each line of JSON; empty lines are passed over. Never throws for what a line holds. */
export async function* decideBatch(lines: AsyncIterable<string> | Iterable<string>, options: BatchOptions): AsyncGenerator<BatchAnswer> {
  const bases = compiledBases()
  for await (const line of lines) {
    if (line.trim() === '') continue
    yield await answer(line, bases, options)
  }
}

async function answer(line: string, bases: ReturnType<typeof compiledBases>, options: BatchOptions): Promise<BatchAnswer> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { id: null, error: 'This line is no JSON: each line is one object with "claim" and "rules".' }
  }
  const given = typeof value === 'object' && value !== null && 'id' in value && (typeof value.id === 'string' || typeof value.id === 'number') ? value.id : null
  const parsed = BatchLine.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue?.path.join('.')
    return { id: given, error: where ? `${where}: ${issue?.message ?? 'not as expected'}` : 'A line is an object with "claim" and "rules".' }
  }
  const { rules, claim, asOf = options.today, counterModel = false } = parsed.data
  const compiled = bases.of(rules === undefined ? (options.files ?? []) : [{ file: 'rules', text: rules }])
  const { verdict, reading, because, wouldDecide, diagnostics, ms, ...rest } = await decideClaim(compiled, claim, { asOf, solver: options.solver, read: options.read, counterModel })
  const broken = compiled.base.diagnostics.filter((d) => d.severity === 'error')
  return {
    id: given, verdict, reading, because, wouldDecide,
    ...(rest.presumedFalse === undefined ? {} : { presumedFalse: rest.presumedFalse }),
    ...(rest.readings === undefined ? {} : { readings: rest.readings }),
    ...(rest.counterModel === undefined ? {} : { counterModel: rest.counterModel }),
    diagnostics: [...diagnostics, ...broken].slice(0, MOST_DIAGNOSTICS), ms,
  }
}
