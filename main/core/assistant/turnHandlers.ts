/** Turns and checks of a text, as the contract offers them. */
import { callAnswerer, callIn } from '../answerers/callAnswerer.ts'
import type { Changes } from '../changes.ts'
import type { Implementer } from '../edge.ts'
import type { TurnId } from '../../../shared/model/ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { foldAll } from '../../../shared/turn/foldTurn.ts'
import type { Ports } from '../ports.ts'
import { compareHandlers } from './compareHandlers.ts'
import { allowAttachments } from './allowAttachments.ts'
import type { Turns } from './turns.ts'

/** Texts that were checked before, as the list shows them. */
const LISTED = 200

export function turnHandlers(os: Implementer, ports: Pick<Ports, 'store' | 'models' | 'newId' | 'clock' | 'files'>, turns: Turns, changes: Changes) {
  const { store } = ports
  const known = (turn: TurnId) => {
    const events = store.read.turnEvents(turn, 0)
    if (events.length === 0) throw new Problem('not-found')
    return events
  }
  const offered = (prompted: { turn: TurnId; question: string } | undefined): void => {
    if (prompted && !foldAll(prompted.turn, known(prompted.turn)).questions.some(({ id }) => id === prompted.question)) throw new Problem('not-found')
  }
  return {
    turn: {
      start: os.turn.start.handler(async ({ input: { as: name, ...input } }) => {
        if (input.retryOf !== undefined) known(input.retryOf)
        offered(input.prompted)
        const call = name === undefined ? await callIn(input.question, ports) : { question: input.question, called: await callAnswerer(name, ports) }
        const { answerer, as, within, ruleSets: ownRuleSets } = call?.called ?? { answerer: input.answerer }
        if (input.attachments !== undefined) await allowAttachments(input.attachments, [answerer ?? store.read.settings().answerer], ports)
        const { turn, conversation } = turns.start({ mode: 'ask', ...input, question: call?.question ?? input.question, answerer, as, within, ownRuleSets })
        return { turn, conversation: conversation! }
      }),
      ...compareHandlers(os, ports, turns),
      follow: os.turn.follow.handler(({ input, signal }) => turns.follow(input.turn, input.afterSeq, signal)),
      release: os.turn.release.handler(({ input }) => ({ events: turns.release(input.turn) })),
      cancel: os.turn.cancel.handler(({ input }) => {
        known(input.turn)
        turns.cancel(input.turn)
        return {}
      }),
      look: os.turn.look.handler(({ input }) => {
        turns.look(input.turn, input.start, input.end)
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
