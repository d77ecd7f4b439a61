/** Policies of keeping, the inbox, the history and growth, as the contract offers them. */
import type { Implementer } from '../edge.ts'
import type { Inbox } from './contradictions.ts'
import { growthOf } from './growth.ts'
import type { keepPolicies } from './keepPolicies.ts'
import type { NoteDesk } from './noteDesk.ts'

/** Streams of notes that lean on one source or rule set, shown with its own. */
const LEANERS = 200

export function knowledgeHandlers(os: Implementer, desk: NoteDesk, inbox: Inbox, policies: ReturnType<typeof keepPolicies>) {
  const { read } = desk.ports.store
  const leaners = (kind: 'source' | 'set', id: string): string[] => read.leaning(kind, id, '', LEANERS).map((note) => `note:${note}`)
  return {
    keeping: {
      list: os.keeping.list.handler(() => policies.list()),
      save: os.keeping.save.handler(({ input }) => policies.save(input)),
      try: os.keeping.try.handler(({ input }) => policies.try(input.id)),
      remove: os.keeping.remove.handler(({ input }) => {
        policies.remove(input.id)
        return {}
      }),
      restore: os.keeping.restore.handler(({ input }) => policies.restore(input.id)),
    },
    inbox: {
      list: os.inbox.list.handler(({ input }) => read.contradictions(input.open, input.offset, input.limit)),
      decide: os.inbox.decide.handler(({ input }) => inbox.decide(input.id, input.what, input.reason)),
      reopen: os.inbox.reopen.handler(({ input }) => inbox.reopen(input.id)),
    },
    history: {
      days: os.history.days.handler(({ input }) => read.historyDays(input.offset, input.limit)),
      page: os.history.page.handler(({ input: { day, note, set, source, before, limit } }) => {
        const streams = note !== undefined ? [`note:${note}`] : set !== undefined ? [`ruleSet:${set}`, ...leaners('set', set)] : source !== undefined ? [`source:${source}`, ...leaners('source', source)] : undefined
        const rows = read.historyRows({ day, streams, before }, limit + 1)
        return { rows: rows.slice(0, limit), more: rows.length > limit }
      }),
    },
    growth: { get: os.growth.get.handler(({ input }) => growthOf(read, input.of, desk.now().slice(0, 10))) },
  }
}
