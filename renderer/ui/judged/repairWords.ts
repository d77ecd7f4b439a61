/** Repair in words: what is being put right, why a claim was withdrawn, and why one still stands although it is contradicted. */
import type { TurnClaim, TurnState, WithdrawnClaim } from '../../../shared/turn/foldTurn.ts'
import { figure, verdictGround, verdictName } from './verdictWords.ts'

const sentences = (count: number): string => (count === 1 ? 'One sentence' : `${figure(count)} sentences`)

/** While a model is asked to put something right: what, and in which round. */
export function mendingWords(turn: Pick<TurnState, 'status' | 'calls' | 'claims' | 'rounds'>): string | undefined {
  if (turn.status !== 'running' || !turn.calls.some(({ asked, answered }) => asked.purpose === 'repair' && answered === undefined)) return undefined
  const count = turn.claims.filter(({ verdict, stubborn }) => verdict === 'contradicted' && stubborn === undefined).length
  const round = turn.calls.filter(({ asked }) => asked.purpose === 'repair').length
  return `${sentences(Math.max(1, count))} ${count > 1 ? 'are' : 'is'} contradicted. The model is being told why, and asked to put ${count > 1 ? 'them' : 'it'} right${round > 1 ? ` (round ${round})` : ''} …`
}

/** Why it no longer stands: its verdict and who gave it. A claim that was fine may have stood in text that was replaced as a whole. */
export function withdrawnReason({ claim }: WithdrawnClaim): string {
  if (claim.verdict === 'contradicted') return `${verdictName.contradicted} ${verdictGround(claim)}.`
  return 'It stood in the text that was replaced.'
}

/** The quote that says otherwise, where a source does. */
export const withdrawnQuote = ({ claim }: WithdrawnClaim) =>
  claim.verdict === 'contradicted' ? claim.sources?.evidence.find(({ stance }) => stance === 'contradicts') : undefined

const stubbornWords: Record<NonNullable<TurnClaim['stubborn']>, string> = {
  same: 'The model was told why and wrote the same again.',
  'no-progress': 'The model was told why, and what it wrote was no better.',
  unreadable: 'The model was told why, and its answer could not be used.',
  failed: 'The model could not be asked again.',
  rounds: 'The model was told why as often as you allow, and it still does not hold.',
}

export const stubbornReason = (claim: Pick<TurnClaim, 'stubborn'>): string | undefined => claim.stubborn && stubbornWords[claim.stubborn]

/** `One sentence was withdrawn`; empty when none was. */
export const withdrawnCount = (count: number): string => (count === 0 ? '' : `${sentences(count)} ${count === 1 ? 'was' : 'were'} withdrawn`)
