/** Wordings: where a text uses words that a rule set wants avoided. A finding never changes a verdict. */
import type { RuleBase, Severity } from '../../../shared/logic/base.ts'
import { placesOf } from './phrase.ts'

export interface WordingFinding {
  readonly id: string
  readonly severity: Severity
  /** UTF-16, half open, in the text given. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly because: { readonly id: string; readonly kind: 'wording'; readonly file: string; readonly line: number; readonly says: string }
}

/** Findings in the order of the text. `sourced` tells whether the statement at a place has a source: it excuses a wording that says `unless sourced`. */
export function wordingFindings(base: Pick<RuleBase, 'wordings'>, text: string, sourced: (start: number, end: number) => boolean): WordingFinding[] {
  const findings: WordingFinding[] = []
  for (const { id, severity, title, place, avoid, unlessSourced } of base.wordings) {
    for (const { start, end } of avoid.flatMap((phrase) => placesOf(phrase, text))) {
      if (unlessSourced && sourced(start, end)) continue
      findings.push({ id, severity, start, end, text: text.slice(start, end), because: { id, kind: 'wording', file: place.file, line: place.line, says: title } })
    }
  }
  return findings.sort((a, b) => a.start - b.start || a.end - b.end)
}
