/** Tries one sentence or formula against a base and says everything about it: reading, verdict, proof, what would decide it. */
import type { LogicVerdictName } from '../../../../shared/logic/base.ts'
import type { BecauseEntry, Decision } from '../../../../shared/logic/decision.ts'
import type { Formula } from '../../../../shared/logic/formula.ts'
import { parseFormula } from '../../../../shared/logic/parseFormula.ts'
import type { CompiledBase } from '../compiled.ts'
import { decideClaim, type ReadSentence } from '../decideClaim.ts'
import { decideFormula } from '../decideFormula.ts'
import type { Solver } from '../solver.ts'
import { deciders, type Decider } from './deciders.ts'
import { type Proof, proofOf } from './proof.ts'

export interface TryOptions {
  /** ISO date. */
  readonly asOf: string
  readonly solver: Solver
  readonly read: ReadSentence
  readonly counterModel?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

export interface TriedClaim {
  readonly verdict: LogicVerdictName
  readonly reading: readonly string[]
  /** Each reading with its own verdict, where there is more than one. */
  readonly readings: readonly { readonly printed: string; readonly verdict: LogicVerdictName }[]
  readonly because: readonly BecauseEntry[]
  readonly proof: Proof
  readonly wouldDecide: readonly Decider[]
  readonly presumedFalse?: string
  /** Lines of a world that the base allows and in which the claim fails. */
  readonly counterModel?: readonly string[]
  readonly diagnostics: Decision['diagnostics']
  readonly ms: number
}

/** Readings that are looked at one by one. */
const MOST_READINGS = 8

/** Never throws for what a person wrote; throws the signal's reason when it is aborted. */
export async function tryClaim(compiled: CompiledBase, text: string, options: TryOptions): Promise<TriedClaim> {
  const { asOf, solver, read, signal } = options
  const decision = await decideClaim(compiled, text, { asOf, solver, read, ...(options.counterModel === true ? { counterModel: true } : {}) })
  signal?.throwIfAborted()
  const formulas = decision.reading.slice(0, MOST_READINGS).flatMap((printed) => {
    const parsed = parseFormula(printed, compiled.base)
    return 'formula' in parsed ? [{ printed, formula: parsed.formula }] : []
  })
  const readings: TriedClaim['readings'][number][] = [...(decision.readings ?? [])]
  if (readings.length === 0 && formulas.length > 1) {
    for (const { printed, formula } of formulas) {
      signal?.throwIfAborted()
      readings.push({ printed, verdict: (await decideFormula(compiled, formula, { asOf, solver })).verdict })
    }
  }
  const carried = formulas.find(({ printed }) => readings.find((one) => one.printed === printed)?.verdict === decision.verdict) ?? formulas[0]
  const { verdict } = decision
  const proof = (verdict === 'proved' || verdict === 'refuted' || verdict === 'presumed' || verdict === 'inconsistent') && decision.because.length > 0
    ? proofOf(compiled, asOf, carried?.printed ?? text, whole(formulas, verdict) ?? carried?.formula, verdict, decision.because)
    : { nodes: [], edges: [], steps: [] }
  const world = decision.counterModel
  return {
    verdict, readings, proof,
    reading: decision.reading, because: decision.because, diagnostics: decision.diagnostics, ms: decision.ms,
    wouldDecide: carried ? await deciders(compiled, carried.formula, decision.wouldDecide, { asOf, solver, signal }) : [],
    ...(decision.presumedFalse === undefined ? {} : { presumedFalse: decision.presumedFalse }),
    ...(world === undefined ? {} : { counterModel: [...world.holds, ...world.values] }),
  }
}

/** A proof of a sentence in several parts is one of all of them. */
function whole(formulas: readonly { readonly formula: Formula }[], verdict: LogicVerdictName): Formula | undefined {
  return verdict === 'proved' && formulas.length > 1 ? { kind: 'and', of: formulas.map(({ formula }) => formula) } : undefined
}
