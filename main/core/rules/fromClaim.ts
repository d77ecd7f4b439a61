/** "Make a rule, or a fact, of this": what a claim or a note says, as a line with where it comes from. Nothing is saved. */
import type { Proposal } from '../../../shared/contract/ruleContract.ts'
import type { ClaimId, NoteId, TurnId } from '../../../shared/model/ids.ts'
import type { SourcesResult } from '../../../shared/model/verdict.ts'
import { Problem } from '../../../shared/problem.ts'
import { claimIndex, foldAll } from '../../../shared/turn/foldTurn.ts'
import type { FactOrigin } from '../logic/desk/proposals.ts'
import { plainStatement } from '../notes/keepClaims.ts'
import { deskBase, type RuleAsker } from './deskBase.ts'
import { diagnosticsOf } from './diagnosticsOf.ts'

export type ClaimOrNote = { readonly turn: TurnId; readonly claim: ClaimId } | { readonly note: NoteId }

const LONGEST_TITLE = 160
/** A title that fits on the line: the quote's document, else who said it. */
const titled = (sources: SourcesResult | undefined, otherwise: string): string =>
  (sources?.evidence.find(({ stance, title }) => stance === 'supports' && title !== undefined)?.title ?? otherwise).replace(/\s+/g, ' ').trim().slice(0, LONGEST_TITLE)

interface Stated {
  /** With pronouns filled in, as the reader reads it; and as it was, for choices. */
  readonly sentence: string
  readonly origin: FactOrigin
}

function stated({ store }: RuleAsker, of: ClaimOrNote): Stated {
  if ('note' in of) {
    const note = store.read.note(of.note)
    if (!note || note.deletedAt !== undefined) throw new Problem('not-found')
    return { sentence: note.claim.resolved, origin: { from: titled(note.claim.sources, `Note of ${note.created.slice(0, 10)}`), on: note.created.slice(0, 10) } }
  }
  const { started, startedAt = '', claims } = foldAll(of.turn, store.read.turnEvents(of.turn, 0))
  const claim = claims[claimIndex(claims, of.claim)]
  if (!started || !claim) throw new Problem('not-found')
  const by = started.mode === 'check' ? 'A checked text' : started.answerer.kind === 'model' ? `Answer of ${started.answerer.model}` : 'Answer from the library'
  return { sentence: claim.resolved, origin: { from: titled(claim.sources, by), on: startedAt.slice(0, 10) } }
}

/** Empty where nothing can be made of it. The first try is the sentence as the person reads it; the second, without citations and emphasis. */
export async function fromClaim(asker: RuleAsker, of: ClaimOrNote, signal?: AbortSignal): Promise<Proposal[]> {
  const { sentence, origin } = stated(asker, of)
  const base = await deskBase(asker)
  for (const text of new Set([sentence, plainStatement(sentence)])) {
    const found = await asker.desk.ask('proposalsFrom', { ...base, sentence: text, origin: origin.on === '' ? { ...(origin.from === undefined ? {} : { from: origin.from }) } : origin }, signal)
    if (found.length > 0) return found.map(({ diagnostics, tests, ...one }) => ({ ...one, tests: [...tests], diagnostics: diagnosticsOf(diagnostics, []) }))
  }
  return []
}
