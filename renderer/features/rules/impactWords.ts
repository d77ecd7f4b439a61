/** What saving a rule set would do, in one line of words. */
import type { Impact } from '../../../shared/contract/ruleContract.ts'
import { figure } from '../../ui/judged/verdictWords.ts'

/** What a change does, in words: `2 notes lose their proof, 1 past answer flips`. */
export function impactWords(impact: Impact): string {
  const of = (change: 'loses' | 'gains' | 'flips'): number => impact.notes.filter((note) => note.change === change).length
  const notes = (count: number): string => `${figure(count)} ${count === 1 ? 'note' : 'notes'}`
  const flips = new Set(impact.claims.map((claim) => claim.turn)).size
  const words = [
    of('loses') ? `${notes(of('loses'))} of ${figure(impact.total)} ${of('loses') === 1 ? 'loses its' : 'lose their'} proof` : '',
    of('flips') ? `${notes(of('flips'))} ${of('flips') === 1 ? 'flips' : 'flip'}` : '',
    of('gains') ? `${notes(of('gains'))} ${of('gains') === 1 ? 'gains' : 'gain'} a proof` : '',
    flips ? `${figure(flips)} past ${flips === 1 ? 'answer changes' : 'answers change'}` : '',
  ].filter(Boolean)
  return words.length ? words.join(', ') : 'No note loses its proof and no past answer changes'
}
