/** Waits until a model's server has room for another request, and tells followers of the turn so. */
import { atOnceOf } from '../../../shared/model/settings.ts'
import type { modelPurposes } from '../../../shared/model/turn.ts'
import type { ModelRequest, Ports } from '../ports.ts'
import type { LiveTurn } from './liveTurn.ts'

/** Settles when the server may be asked; followers hear how long the queue is. What an answer that is there still needs goes before new answers. */
export async function untilFree(turn: LiveTurn, purpose: (typeof modelPurposes)[number], { server, model }: Pick<ModelRequest, 'server' | 'model'>, store: Ports['store'], signal: AbortSignal): Promise<() => void> {
  const atOnce = (): number => atOnceOf(store.read.settings().servers.find(({ name }) => name === server.name) ?? server, model)
  try {
    return await turn.work.servers.enter({ server: server.name, atOnce, first: purpose !== 'draft', onWait: (before) => turn.tellQueued({ server: server.name, before, atOnce: atOnce() }) }, signal)
  } finally {
    turn.tellQueued(undefined)
  }
}
