/** A verdict of the logic in a word, a mark and a tint. */
import type { LogicResult } from '../../../shared/model/verdict.ts'
import { Chip } from '../Chip.tsx'

type LogicVerdict = LogicResult['verdict']
export const words: Record<LogicVerdict, string> = {
  proved: 'Proved', refuted: 'Refuted', presumed: 'Presumed', possible: 'Possible', silent: 'Silent', ambiguous: 'Ambiguous', inconsistent: 'Inconsistent', undecided: 'Undecided',
}
const tones: Record<LogicVerdict, 'verified' | 'contradicted' | 'open' | 'plain'> = {
  proved: 'verified', refuted: 'contradicted', presumed: 'open', possible: 'open', silent: 'plain', ambiguous: 'open', inconsistent: 'contradicted', undecided: 'open',
}
const marks: Record<LogicVerdict, string> = { proved: '∴', refuted: '✕', presumed: '≈', possible: '?', silent: '', ambiguous: '?', inconsistent: '✕', undecided: '?' }

export function LogicChip({ verdict }: { verdict: LogicVerdict }) {
  return (
    <Chip tone={tones[verdict]}>
      {marks[verdict] ? <span aria-hidden="true">{marks[verdict]}</span> : null}
      {words[verdict]}
    </Chip>
  )
}
