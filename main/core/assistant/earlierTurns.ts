/** What was said before on a turn's own branch of a conversation, as a model is told of it. */
import type { TurnState } from '../../../shared/turn/foldTurn.ts'
import { foldAll } from '../../../shared/turn/foldTurn.ts'
import { pathOf } from '../../../shared/turn/branches.ts'
import { placeOf } from '../../../shared/model/settings.ts'
import type { Ports } from '../ports.ts'
import type { EarlierTurn } from './prompt.ts'
import { stayingSources } from '../sources/stayingSources.ts'

/** Turns on the way to this one that are looked at for what was said before. */
const EARLIER_TURNS = 30

/** An answer that was written on this machine may say what a source says that must stay here; one from the cloud holds only what was sent there. */
function saysWhatStays({ started, passages, claims }: TurnState, stays: (source: string) => boolean, isHere: (server: string, model: string) => boolean): boolean {
  const { answerer, attachments = [], carried = [] } = started!
  if (answerer.kind === 'model' && !isHere(answerer.server, answerer.model)) return false
  return (
    passages.some(({ source }) => stays(source)) ||
    [...attachments, ...carried].some(({ source }) => source !== undefined && stays(source)) ||
    claims.some(({ sources }) => sources?.evidence.some(({ source, stance }) => stance === 'supports' && stays(source)))
  )
}

/** Oldest first. `kept`: turns that are left out for a model in the cloud, because a source that must stay here speaks in them. */
export function earlierTurns(turn: TurnState, place: 'here' | 'cloud', { store }: Pick<Ports, 'store'>): { turns: EarlierTurn[]; kept: number } {
  const conversation = turn.started?.conversation
  if (!conversation) return { turns: [], kept: 0 }
  const { servers } = store.read.settings()
  const stays = stayingSources(store.read)
  const isHere = (name: string, model: string): boolean => {
    const server = servers.find((one) => one.name === name)
    return server === undefined || placeOf(server, model) === 'here'
  }
  const path = pathOf(store.read.turnLinks(conversation), turn.id).slice(-EARLIER_TURNS)
  const said = path.map(({ id }) => foldAll(id, store.read.turnEvents(id, 0))).filter(({ started, answer }) => started !== undefined && answer.trim() !== '')
  const allowed = place === 'here' ? said : said.filter((state) => !saysWhatStays(state, stays, isHere))
  return { turns: allowed.map(({ started, answer }) => ({ question: started!.question, answer })), kept: said.length - allowed.length }
}
