/** The history: its days, and the rows of a day, a note, a source or a rule set, read page by page while it is on the screen. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { HistoryRow } from '../../../shared/contract/noteContract.ts'
import type { NoteId, RuleSetId, SourceId, TurnId } from '../../../shared/model/ids.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'

/** What is looked at; nothing given: everything. */
export interface HistoryOf {
  readonly day?: string | undefined
  readonly note?: string | undefined
  readonly source?: string | undefined
  readonly set?: string | undefined
}

export interface HistoryState {
  readonly days: readonly { readonly day: string; readonly events: number }[]
  readonly moreDays: boolean
  /** Latest first; missing until they were read. */
  readonly rows: readonly HistoryRow[] | undefined
  readonly more: boolean
  /** What the note, source or rule set is called, once that is known. */
  readonly about: string | undefined
  readonly problem: ProblemShape | undefined
}

export interface HistoryLog {
  readonly core: Core
  readonly store: StoreApi<HistoryState>
  /** It is on the screen from now on; call what comes back when it is no more. */
  show(of: HistoryOf): () => void
  read(): Promise<void>
  earlier(): Promise<void>
  earlierDays(): Promise<void>
  /** Goes to where a turn is read: its conversation, or the text that was checked. */
  openTurn(turn: string): Promise<void>
}

const PAGE = 100
const DAYS = 60
const empty: HistoryState = { days: [], moreDays: false, rows: undefined, more: false, about: undefined, problem: undefined }

export function createHistoryLog(core: Core): HistoryLog {
  const { client } = core.connection
  const store = createStore<HistoryState>(() => empty)
  let looking: HistoryOf | undefined

  const page = ({ day, note, source, set }: HistoryOf, before?: number) =>
    client.history.page({
      limit: PAGE,
      ...(day === undefined ? {} : { day }),
      ...(note === undefined ? {} : { note: note as NoteId }),
      ...(source === undefined ? {} : { source: source as SourceId }),
      ...(set === undefined ? {} : { set: set as RuleSetId }),
      ...(before === undefined ? {} : { before }),
    })

  async function nameOf({ note, source, set }: HistoryOf): Promise<string | undefined> {
    try {
      if (note !== undefined) return (await client.note.get({ id: note as NoteId })).note.statement
      if (source !== undefined) return (await client.source.get({ id: source as SourceId })).source.title
      if (set !== undefined) return core.ruleSets.store.getState().sets?.find(({ id }) => id === set)?.title
    } catch {
      // What is gone still has a history; it has no name then.
    }
    return undefined
  }

  async function read(): Promise<void> {
    const of = looking
    if (!of) return
    try {
      const [days, { rows, more }, about] = await Promise.all([client.history.days({ offset: 0, limit: DAYS }), page(of), nameOf(of)])
      if (looking === of) store.setState({ days, moreDays: days.length === DAYS, rows, more, about, problem: undefined })
    } catch (error) {
      if (looking === of) store.setState({ problem: problemOf(error) })
    }
  }

  // Somebody who has paged on is reading: the rows are not taken from under their eyes.
  const again = async (): Promise<void> => void ((store.getState().rows?.length ?? 0) <= PAGE && (await read()))
  for (const topic of ['notes', 'sources', 'rules', 'conversations'] as const) core.changes.keep(topic, again)

  return {
    core,
    store,
    read,
    show(of) {
      looking = of
      store.setState({ rows: undefined, more: false, about: undefined, problem: undefined })
      void read()
      return () => {
        if (looking === of) looking = undefined
      }
    },
    async earlier() {
      const of = looking
      const last = store.getState().rows?.at(-1)
      if (!of || !last) return
      try {
        const { rows, more } = await page(of, last.seq)
        if (looking === of) store.setState((state) => ({ rows: [...(state.rows ?? []), ...rows], more }))
      } catch (error) {
        core.notices.fail(error)
      }
    },
    async earlierDays() {
      try {
        const days = await client.history.days({ offset: store.getState().days.length, limit: DAYS })
        store.setState((state) => ({ days: [...state.days, ...days], moreDays: days.length === DAYS }))
      } catch (error) {
        core.notices.fail(error)
      }
    },
    async openTurn(turn) {
      const ending = new AbortController()
      try {
        for await (const update of await client.turn.follow({ turn: turn as TurnId }, { signal: ending.signal })) {
          if (!('event' in update) || update.event.kind !== 'turn.started') continue
          core.go(update.event.conversation === null ? `#/check/${turn}` : `#/chat/${update.event.conversation}?turn=${turn}`)
          return
        }
      } catch (error) {
        core.notices.fail(error)
      } finally {
        ending.abort()
      }
    },
  }
}
