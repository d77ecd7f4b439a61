/** The list of notes as far as it is looked at: pages are read as they come into view, and again when notes have changed. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { NoteRow } from '../../../shared/contract/noteContract.ts'
import type { NoteId } from '../../../shared/model/ids.ts'
import type { NoteFilter } from '../../../shared/model/noteFilter.ts'
import type { Core } from '../../core/core.ts'

/** Rows of one page, and milliseconds of rest before what is typed is looked for. */
const PAGE = 100
const REST = 120

export interface NoteListState {
  /** What is typed and picked; `query` as it stands in the field. */
  readonly filter: NoteFilter
  /** Those that were read, by their place in the list. */
  readonly rows: ReadonlyMap<number, NoteRow>
  /** How many match; missing until it was read. */
  readonly total: number | undefined
  /** How many there are, and how many of them are stale. */
  readonly all: number | undefined
  readonly stale: number
  readonly topics: readonly string[]
  readonly tags: readonly string[]
}

export interface NotePages {
  readonly store: StoreApi<NoteListState>
  /** Reads while the list is on the screen, until what is returned is called. */
  watch(): () => void
  /** What is in view, as it is now. */
  refresh(): Promise<void>
  /** These places are in view. */
  look(from: number, to: number): void
  filter(change: NoteFilter): void
  /** The note at this place, read where it must be; missing beyond either end. */
  at(place: number): Promise<NoteRow | undefined>
  /** Where this note stands among those that match. */
  placeOf(id: NoteId): Promise<number | undefined>
}

/** Without what is not asked for. */
export function tidied(filter: NoteFilter): NoteFilter {
  const query = filter.query?.trim()
  return Object.fromEntries(Object.entries({ ...filter, query: query === '' ? undefined : query }).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)))
}

export function createNotePages(core: Core): NotePages {
  const { note: client } = core.connection.client
  const store = createStore<NoteListState>(() => ({ filter: {}, rows: new Map(), total: undefined, all: undefined, stale: 0, topics: [], tags: [] }))
  let watching = 0
  /** Grows with every change of the notes or the filter: what was asked for before is an answer to something else. */
  let epoch = 0
  let asked = new Set<number>()
  let seen = { from: 0, to: 0 }
  let timer: ReturnType<typeof setTimeout> | undefined

  const readPage = async (page: number): Promise<void> => {
    if (asked.has(page)) return
    asked.add(page)
    const mine = epoch
    const { rows, total } = await client.page({ filter: tidied(store.getState().filter), offset: page * PAGE, limit: PAGE })
    if (mine !== epoch) return
    store.setState(({ rows: before }) => {
      const next = new Map([...before].filter(([place]) => place < total && Math.floor(place / PAGE) !== page))
      rows.forEach((row, index) => next.set(page * PAGE + index, row))
      return { rows: next, total }
    })
  }
  const readSeen = async (): Promise<void> => {
    const pages: Promise<void>[] = []
    for (let page = Math.floor(seen.from / PAGE); page <= Math.floor(seen.to / PAGE); page += 1) pages.push(readPage(page))
    await Promise.all(pages)
  }
  const fail = (error: unknown): void => core.notices.fail(error)
  /** What is shown stays until what takes its place is there. */
  const again = async (): Promise<void> => {
    epoch += 1
    asked = new Set()
    await readSeen()
    // Pages out of sight are read when they come into view.
    const [from, to] = [Math.floor(seen.from / PAGE) * PAGE, (Math.floor(seen.to / PAGE) + 1) * PAGE]
    store.setState(({ rows }) => ({ rows: new Map([...rows].filter(([place]) => (place >= from && place < to) || asked.has(Math.floor(place / PAGE)))) }))
  }
  const readSums = async (): Promise<void> => {
    const [all, stale, topics, tags] = await Promise.all([client.page({ limit: 1 }), client.page({ filter: { status: ['stale'] }, limit: 1 }), client.topics({}), client.tags({})])
    store.setState({ all: all.total, stale: stale.total, topics: topics.map(({ topic }) => topic).filter(Boolean), tags: tags.map(({ tag }) => tag) })
  }
  const readAll = async (): Promise<void> => {
    if (watching > 0) await Promise.all([again(), readSums()])
  }
  core.changes.keep('notes', readAll)
  return {
    store,
    watch: () => {
      watching += 1
      if (watching === 1) readAll().catch(fail)
      return () => {
        watching -= 1
      }
    },
    refresh: readAll,
    look: (from, to) => {
      seen = { from, to }
      readSeen().catch(fail)
    },
    filter: (change) => {
      const { filter } = store.getState()
      const typed = 'query' in change && change.query !== filter.query
      store.setState({ filter: { ...filter, ...change } })
      clearTimeout(timer)
      timer = setTimeout(() => {
        seen = { from: 0, to: 0 }
        again().catch(fail)
      }, typed ? REST : 0)
    },
    at: async (place) => {
      const { total } = store.getState()
      if (place < 0 || total === undefined || place >= total) return undefined
      await readPage(Math.floor(place / PAGE)).catch(fail)
      return store.getState().rows.get(place)
    },
    placeOf: async (id) => {
      for (const [place, row] of store.getState().rows) if (row.id === id) return place
      return (await client.place({ filter: tidied(store.getState().filter), id })).index
    },
  }
}
