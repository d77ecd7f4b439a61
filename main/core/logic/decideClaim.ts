/** Decides a claim as a person writes it, a formula of the language or a sentence, and puts the verdicts of its parts together. */
import type { Diagnostic, LogicVerdictName } from '../../../shared/logic/base.ts'
import type { BecauseEntry, SentenceReading } from '../../../shared/logic/decision.ts'
import type { Formula } from '../../../shared/logic/formula.ts'
import { parseFormula } from '../../../shared/logic/parseFormula.ts'
import type { CompiledBase } from './compiled.ts'
import { decideFormula, type DecideOptions, type FormulaDecision } from './decideFormula.ts'

/** Reads a sentence in the vocabulary of a base, without any model. */
export type ReadSentence = (sentence: string, compiled: CompiledBase, asOf: string) => SentenceReading

export interface ClaimOptions extends DecideOptions {
  readonly read: ReadSentence
}

const LONGEST_CLAIM = 200_000

/** The verdict on a claim. Never throws for what a person wrote. */
export async function decideClaim(compiled: CompiledBase, claim: string, options: ClaimOptions): Promise<FormulaDecision> {
  const started = performance.now()
  const timed = (decision: FormulaDecision): FormulaDecision => ({ ...decision, ms: Math.round((performance.now() - started) * 1000) / 1000 })
  if (claim.length > LONGEST_CLAIM) {
    return timed(silent([claimNote(claim, 'too-long', 'The claim is too long to be read.', 'Split it into sentences of one statement each.')]))
  }
  const parsed = parseFormula(claim, compiled.base)
  if ('formula' in parsed) return timed({ ...(await decideFormula(compiled, parsed.formula, options)), reading: [parsed.printed] })
  // A formula with a wrong name stays a formula; a bare word or a sentence that happens to begin like one does not.
  const formulaLike = parsed.diagnostics.some((d) => d.code !== 'syntax')
  if (formulaLike && /[()<>=]/.test(claim)) return timed(silent(parsed.diagnostics))
  const reading = options.read(claim, compiled, options.asOf)
  if (reading.parts.every((p) => p.alternatives.length === 0)) {
    const diagnostics = reading.diagnostics.length > 0 ? reading.diagnostics : parsed.diagnostics
    return timed(silent(diagnostics))
  }
  return timed(await decideReading(compiled, reading, options))
}

function silent(diagnostics: readonly Diagnostic[]): FormulaDecision {
  return { verdict: 'silent', reading: [], because: [], wouldDecide: [], diagnostics, ms: 0 }
}

function claimNote(claim: string, code: string, message: string, mend: string): Diagnostic {
  return { file: '', line: 1, column: 1, start: 0, end: claim.length, severity: 'note', code, message, mend }
}

interface PartVerdict {
  readonly verdict: LogicVerdictName
  readonly decisions: readonly FormulaDecision[]
  readonly unread: boolean
  /** The one formula that the part says, where it says it plainly. */
  readonly formula?: Formula
}

/**
 * The verdict on a sentence that was read. Each part: one verdict over all its
 * readings, else `ambiguous`; a hedged part is at best possible. The whole:
 * refuted if a part is, proved only if all parts are read and proved.
 */
export async function decideReading(compiled: CompiledBase, reading: SentenceReading, options: DecideOptions): Promise<FormulaDecision> {
  const parts: PartVerdict[] = []
  const diagnostics: Diagnostic[] = [...reading.diagnostics]
  for (const part of reading.parts) {
    const decisions: FormulaDecision[] = []
    for (const { formula, printed } of part.alternatives) decisions.push({ ...(await decideFormula(compiled, formula, options)), reading: [printed] })
    const verdicts = new Set(decisions.map((d) => d.verdict))
    const [only] = verdicts
    let verdict: LogicVerdictName = only === undefined ? 'possible' : verdicts.size === 1 ? only : 'ambiguous'
    if (part.hedge !== undefined && only !== undefined) {
      verdict = 'possible'
      diagnostics.push({ file: '', line: 1, column: part.start + 1, start: part.start, end: part.end, severity: 'note', code: 'hedged', message: part.hedge, mend: 'Say it plainly to have it decided.' })
    }
    const plain = part.hedge === undefined && part.alternatives.length === 1 ? part.alternatives[0]?.formula : undefined
    parts.push({ verdict, decisions, unread: part.alternatives.length === 0, ...(plain ? { formula: plain } : {}) })
  }
  let verdict = together(parts)
  let because: readonly BecauseEntry[] = entriesFor(parts, verdict)
  const formulas = parts.flatMap((p) => (p.formula ? [p.formula] : []))
  if (verdict === 'possible' && formulas.length > 1 && formulas.length === parts.length) {
    // Parts that are each possible may still exclude one another.
    const joint = await decideFormula(compiled, { kind: 'and', of: formulas }, options)
    if (joint.verdict === 'refuted') ({ verdict, because } = joint)
  }
  const all = parts.flatMap((p) => p.decisions)
  const presumedFalse = verdict === 'possible' ? all.find((d) => d.presumedFalse)?.presumedFalse : undefined
  const counterModel = all.find((d) => d.counterModel)?.counterModel
  return {
    verdict, because, diagnostics, ms: 0,
    reading: [...new Set(all.flatMap((d) => d.reading))],
    wouldDecide: verdict === 'possible' ? [...new Set(all.flatMap((d) => d.wouldDecide))] : [],
    ...(verdict === 'ambiguous' ? { readings: all.map((d) => ({ printed: d.reading[0] ?? '', verdict: d.verdict })) } : {}),
    ...(presumedFalse ? { presumedFalse } : {}), ...(counterModel ? { counterModel } : {}),
  }
}

function together(parts: readonly PartVerdict[]): LogicVerdictName {
  const some = (name: LogicVerdictName): boolean => parts.some((p) => p.verdict === name)
  for (const strongest of ['refuted', 'inconsistent', 'undecided', 'ambiguous'] as const) if (some(strongest)) return strongest
  if (parts.some((p) => p.unread || p.verdict === 'possible')) return 'possible'
  return some('presumed') ? 'presumed' : 'proved'
}

/** The reasons of the parts that carry the verdict, each once, in the order of the parts. */
function entriesFor(parts: readonly PartVerdict[], verdict: LogicVerdictName): BecauseEntry[] {
  if (verdict === 'possible' || verdict === 'ambiguous') return []
  const carrying: LogicVerdictName[] = verdict === 'presumed' ? ['presumed', 'proved'] : [verdict]
  const found = new Map<string, BecauseEntry>()
  for (const part of parts) {
    if (!carrying.includes(part.verdict)) continue
    for (const entry of part.decisions[0]?.because ?? []) found.set(`${entry.id} ${entry.file ?? ''}:${entry.line}`, entry)
    // One refuted part is enough, and its reasons are then minimal.
    if (verdict === 'refuted') break
  }
  return [...found.values()]
}

