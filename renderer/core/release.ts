/** Lets an answer through that the person's own rules hold back. */
import { foldTurnAll } from '../../shared/turn/foldTurn.ts'
import type { Core } from './core.ts'
import type { TurnFeed } from './turnFeed.ts'

export async function release(core: Core, feed: TurnFeed): Promise<void> {
  try {
    const { events } = await core.connection.client.turn.release({ turn: feed.getState().id })
    feed.setState(foldTurnAll(feed.getState(), events), true)
  } catch (error) {
    core.notices.fail(error)
  }
}
