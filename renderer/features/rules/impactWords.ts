/** What saving a rule set would do, in one line of words. */
import type { Impact } from '../../../shared/contract/ruleContract.ts'
import { figure } from '../../ui/judged/verdictWords.ts'

/** `14 of 320 notes lose their proof, 2 past answers change`; `notes` is how many notes there are. */
export function impactWords(impact: Impact, notes: number): string {
  const of = (change: 'loses' | 'gains' | 'flips', one: string, many: string): string => {
    const count = impact.notes.filter((note) => note.change === change).length
    return count === 0 ? '' : `${figure(count)} of ${figure(Math.max(notes, count))} ${notes === 1 ? 'note' : 'notes'} ${count === 1 ? one : many}`
  }
  const answers = new Set(impact.claims.map((claim) => claim.turn)).size
  const words = [
    of('loses', 'loses its proof', 'lose their proof'),
    of('flips', 'flips', 'flip'),
    of('gains', 'gains a proof', 'gain a proof'),
    answers ? `${figure(answers)} past ${answers === 1 ? 'answer changes' : 'answers change'}` : '',
  ].filter(Boolean)
  // What was not looked at is not called unchanged.
  const left = impact.unchecked > 0 ? `; ${figure(impact.unchecked)} older ${impact.unchecked === 1 ? 'claim was' : 'claims were'} not looked at in time` : ''
  return `${words.length ? words.join(', ') : 'No note loses its proof and no past answer changes'}${left}`
}
