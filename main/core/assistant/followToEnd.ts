/** Follows a turn until it has ended, for those who want the result and not the way there. */
import type { TurnId } from '../../../shared/model/ids.ts'
import type { TurnUpdate } from '../../../shared/model/turn.ts'
import { emptyTurn, foldTurnAll, type TurnState } from '../../../shared/turn/foldTurn.ts'

/** `updates`: what `turn.follow` gives, from the first event on. `onState` is told after each. */
export async function followToEnd(id: TurnId, updates: AsyncIterable<TurnUpdate>, onState: (state: TurnState) => void = () => undefined): Promise<TurnState> {
  let state = emptyTurn(id)
  for await (const update of updates) {
    state = foldTurnAll(state, [update])
    onState(state)
  }
  return state
}
