/** Answers side by side: who belongs together, and how their claims stand to each other once all have ended. */
import type { TurnId } from '../../../shared/model/ids.ts'
import type { ClaimPair, KeptTurnEvent, TurnEvent } from '../../../shared/model/turn.ts'
import { foldAll, type TurnState } from '../../../shared/turn/foldTurn.ts'
import type { Ports } from '../ports.ts'
import { pairClaims } from './pairClaims.ts'
import { breather } from './untilAborted.ts'

type Surroundings = Pick<Ports, 'store' | 'clock'>
export interface ComparedTurn {
  readonly id: TurnId
  readonly events: KeptTurnEvent[]
}

/** The turns that answer beside this one, itself among them, in the order in which they were begun; alone where it is not compared. */
export function comparedTurns(turn: TurnId, { store }: Pick<Ports, 'store'>): ComparedTurn[] {
  const withEvents = (id: TurnId): ComparedTurn => ({ id, events: store.read.turnEvents(id, 0) })
  const own = withEvents(turn)
  const started = own.events[0]?.event
  if (started?.kind !== 'turn.started' || started.conversation === null) return [own]
  const group = started.compare?.group ?? turn
  const ids = store.read.turnLinks(started.conversation).flatMap(({ id, compare }) => (id === group || compare?.group === group ? [id] : []))
  return ids.map((id) => (id === turn ? own : withEvents(id)))
}

/** The pairs of all answers, each two of them once; `of` is left out where the claim stands in the first answer. */
async function pairAnswers(states: readonly TurnState[], breathe: () => Promise<void>): Promise<ClaimPair[]> {
  const pairs: ClaimPair[] = []
  for (const [i, one] of states.entries()) {
    for (const other of states.slice(i + 1)) {
      for (const { clash, ...pair } of await pairClaims(one.claims, other.claims, breathe)) pairs.push({ ...pair, turn: other.id, ...(i === 0 ? {} : { of: one.id }), ...(clash ? { clash: [clash] } : {}) })
    }
  }
  return pairs
}

/**
 * Compares the answers beside this one where all have ended, and keeps the result with the first of them: no verdict changes by it.
 * Nothing where one still runs, or nothing is to be compared. True when it was kept.
 */
export async function compareAnswers(turn: TurnId, { store, clock }: Surroundings): Promise<boolean> {
  const states = comparedTurns(turn, { store }).map(({ id, events }) => foldAll(id, events))
  if (states.length < 2 || states.some(({ status }) => status === 'running')) return false
  const event: TurnEvent = { kind: 'answers.compared', pairs: await pairAnswers(states, breather(clock)) }
  store.write.append([{ stream: `turn:${states[0]!.id}`, event }])
  return true
}
