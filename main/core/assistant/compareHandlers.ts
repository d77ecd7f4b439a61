/** Asks several the same question side by side, as the contract offers it. */
import { type Called, callAnswerer, callIn } from '../answerers/callAnswerer.ts'
import type { Implementer } from '../edge.ts'
import type { ConversationId, TurnId } from '../../../shared/model/ids.ts'
import type { Answerer } from '../../../shared/model/settings.ts'
import { Problem } from '../../../shared/problem.ts'
import type { Ports } from '../ports.ts'
import { allowAttachments } from './allowAttachments.ts'
import { compareAnswers, comparedTurns } from './compareAnswers.ts'
import type { Turns } from './turns.ts'

/** Answers to one question that can be read side by side. */
const MOST = 6

const keyOf = ({ answerer, as }: { answerer: Answerer; as?: { id: string } | undefined }): string => (as ? `as ${as.id}` : JSON.stringify(answerer))

export function compareHandlers(os: Implementer, ports: Pick<Ports, 'store' | 'models' | 'newId' | 'clock' | 'files'>, turns: Turns) {
  const { store, newId } = ports
  const startedOf = (turn: TurnId) => {
    const event = store.read.turnEvents(turn, 0)[0]?.event
    if (event?.kind !== 'turn.started' || event.mode !== 'ask') throw new Problem('not-found')
    return event
  }
  return {
    compare: os.turn.compare.handler(async ({ input }) => {
      const { beside, prompted, attachments, without } = input
      const first = beside === undefined ? undefined : startedOf(beside)
      // A call in the question would name one of them only.
      const call = first === undefined && input.question !== undefined ? await callIn(input.question, ports).catch(() => undefined) : undefined
      const question = first?.question ?? call?.question ?? input.question
      if (question === undefined) throw new Problem('input.invalid', 'there is no question')
      const called = await Promise.all(input.with.map(async ({ as, answerer }): Promise<Called> => (as !== undefined ? callAnswerer(as, ports) : { answerer: answerer ?? store.read.settings().answerer })))
      const before = beside === undefined ? [] : comparedTurns(beside, ports)
      const there = before.flatMap(({ events }) => (events[0]?.event.kind === 'turn.started' ? [events[0].event] : []))
      const keys = [...there, ...called].map(keyOf)
      if (new Set(keys).size < keys.length) throw new Problem('input.invalid', 'the same expert or model is named twice; choose different ones to compare')
      if (keys.length < 2 || keys.length > MOST) throw new Problem('input.invalid', `choose 2 to ${MOST} to compare; these are ${keys.length}`)
      if (attachments !== undefined) await allowAttachments(attachments, called.map(({ answerer }) => answerer), ports)
      const ids = called.map(() => newId() as TurnId)
      const group = before[0]?.id ?? ids[0]!
      let conversation: ConversationId | undefined = first?.conversation ?? input.conversation
      let after = input.after
      for (const [index, { answerer, as, within, ruleSets }] of called.entries()) {
        const begun = turns.start({
          id: ids[index], mode: 'ask', question, conversation, answerer, as, within, ownRuleSets: ruleSets, prompted, after, attachments, without,
          ...(beside === undefined ? {} : { retryOf: beside }),
          ...(index === 0 && input.ruleSets && conversation === undefined ? { ruleSets: input.ruleSets } : {}),
          compare: { group, index: before.length + index, of: keys.length },
        })
        conversation = begun.conversation!
        // All of them go on from where the first does.
        after = startedOf(begun.turn).after ?? null
      }
      return { conversation: conversation!, turns: [...before.map(({ id }) => id), ...ids] }
    }),
    compared: os.turn.compared.handler(async ({ input: { turn } }) => {
      startedOf(turn)
      const members = comparedTurns(turn, ports)
      const compared = members[0]!.events.some(({ event }) => event.kind === 'answers.compared')
      // Killed between the last answer and the comparison: it is made up for when somebody looks.
      return { turns: !compared && (await compareAnswers(turn, ports)) ? comparedTurns(turn, ports) : members }
    }),
  }
}
