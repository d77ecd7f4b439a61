/** Judges: questions about an answer that only a model can take a view on. What comes back is the model's opinion and is marked so. */
import type { RuleBase, Severity } from '../../../shared/logic/base.ts'

/** What a model thinks of a statement about a text; undefined where no model is at hand. */
export type AskJudge = (statement: string, text: string, signal: AbortSignal) => Promise<{ readonly holds: boolean; readonly reason: string; readonly model: string } | undefined>

export interface JudgeFinding {
  readonly id: string
  readonly severity: Severity
  readonly holds: boolean
  readonly reason: string
  /** Always a model's opinion, never a proof. */
  readonly by: { readonly kind: 'model'; readonly model: string }
  readonly because: { readonly id: string; readonly kind: 'judge'; readonly file: string; readonly line: number; readonly says: string }
}

/** Asks each judge of the base about the text, one after the other; judges that no model answers are left out. */
export async function judgeFindings(base: Pick<RuleBase, 'judges'>, text: string, ask: AskJudge, signal: AbortSignal): Promise<JudgeFinding[]> {
  const findings: JudgeFinding[] = []
  for (const { id, severity, title, place, question } of base.judges) {
    if (signal.aborted) break
    const opinion = await ask(question, text, signal)
    if (opinion === undefined) continue
    const { holds, reason, model } = opinion
    findings.push({ id, severity, holds, reason, by: { kind: 'model', model }, because: { id, kind: 'judge', file: place.file, line: place.line, says: title } })
  }
  return findings
}
