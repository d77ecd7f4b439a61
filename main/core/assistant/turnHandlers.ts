/** Turns and checks of a text, as the contract offers them. */
import type { Changes } from '../changes.ts'
import type { Implementer } from '../edge.ts'
import type { TurnId } from '../../../shared/model/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Ports } from '../ports.ts'
import type { Turns } from './turns.ts'

/** Texts that were checked before, as the list shows them. */
const LISTED = 200

export function turnHandlers(os: Implementer, { store }: Pick<Ports, 'store'>, turns: Turns, changes: Changes) {
  const known = (turn: TurnId) => {
    const events = store.read.turnEvents(turn, 0)
    if (events.length === 0) throw new Problem('not-found')
    return events
  }
  return {
    turn: {
      start: os.turn.start.handler(({ input }) => {
        if (input.retryOf !== undefined) known(input.retryOf)
        const { turn, conversation } = turns.start({ mode: 'ask', ...input })
        return { turn, conversation: conversation! }
      }),
      follow: os.turn.follow.handler(({ input, signal }) => turns.follow(input.turn, input.afterSeq, signal)),
      release: os.turn.release.handler(({ input }) => ({ events: turns.release(input.turn) })),
      cancel: os.turn.cancel.handler(({ input }) => {
        known(input.turn)
        turns.cancel(input.turn)
        return {}
      }),
    },
    check: {
      start: os.check.start.handler(({ input }) => ({ turn: turns.start({ mode: 'check', question: input.text, within: input.sources }).turn })),
      list: os.check.list.handler(() => store.read.checks(LISTED)),
      remove: os.check.remove.handler(({ input }) => {
        if (store.read.checkDeleted(input.turn) !== null) throw new Problem('not-found')
        turns.cancel(input.turn)
        store.write.append([{ stream: `check:${input.turn}`, event: { kind: 'check.deleted', id: input.turn } }])
        changes.tell('checks')
        return {}
      }),
      restore: os.check.restore.handler(({ input }) => {
        if (typeof store.read.checkDeleted(input.turn) !== 'string') throw new Problem('not-found')
        store.write.append([{ stream: `check:${input.turn}`, event: { kind: 'check.restored', id: input.turn } }])
        changes.tell('checks')
        return {}
      }),
      open: os.check.open.handler(({ input }) => ({ id: input.turn, events: known(input.turn) })),
    },
  }
}
