/** Opens a source for reading: slices are fetched as they come into view, and the whole text only to find something in it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SourceId } from '../../../shared/model/ids.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { grow, occurrences, type Reading, SLICE } from './reading.ts'

export interface Found {
  readonly query: string
  /** Which of them is shown. */
  readonly current: number
  /** Offsets in the source's text; missing while they are being looked for. */
  readonly at: readonly number[] | undefined
}

/** Where to go; a new object each time, so that going to the same place again works. */
export interface Place {
  readonly offset: number
}

export interface ReaderState {
  readonly reading: Reading | undefined
  readonly problem?: ProblemShape
  readonly found: Found | undefined
  readonly place: Place | undefined
}

export interface Reader {
  readonly store: StoreApi<ReaderState>
  /** Loads around an offset, then shows it. */
  go(offset: number): Promise<void>
  more(side: 'before' | 'after'): Promise<void>
  /** Finds a text and goes to where it occurs first after `from`. */
  find(query: string, from: number): Promise<void>
  /** Goes to the next or an earlier occurrence, around the end. */
  step(by: number): Promise<void>
}

/** Most that one call may ask for. */
const FIND_SLICE = 200_000

export function openReader(core: Core, id: SourceId): Reader {
  const { client } = core.connection
  const store = createStore<ReaderState>(() => ({ reading: undefined, found: undefined, place: undefined }))
  let loading = false
  let whole: string | undefined

  async function slice(start: number, end: number): Promise<{ start: number; text: string }> {
    return await client.source.text({ id, start, end })
  }

  /** A slice beginning at the start of a line, so that only a line's own end is ever cut. */
  async function sliceAround(offset: number): Promise<{ start: number; text: string }> {
    const from = Math.max(0, offset - SLICE / 2)
    const got = await slice(from, from + SLICE)
    const newline = from === 0 ? -1 : got.text.indexOf('\n')
    return newline >= 0 && from + newline < offset ? { start: got.start + newline + 1, text: got.text.slice(newline + 1) } : got
  }

  const fail = (error: unknown): void => store.setState({ problem: problemOf(error) })

  async function load(offset: number): Promise<void> {
    const { reading } = store.getState()
    if (reading && offset >= reading.start && offset < reading.end) return
    loading = true
    try {
      const got = await sliceAround(offset)
      const base = reading ?? { ...(await client.source.get({ id })), start: -1, end: -1, lines: [], grewEarlier: false }
      store.setState({ reading: grow({ ...base, start: -1, end: -1, lines: [] }, got.start, got.text) })
    } catch (error) {
      fail(error)
    } finally {
      loading = false
    }
  }

  const reader: Reader = {
    store,
    async go(offset) {
      await load(offset)
      store.setState({ place: { offset } })
    },
    async more(side) {
      const { reading } = store.getState()
      if (!reading || loading) return
      if (side === 'after' ? reading.end >= reading.source.length : reading.start <= 0) return
      loading = true
      try {
        const from = side === 'after' ? reading.end : Math.max(0, reading.start - SLICE)
        const got = await slice(from, side === 'after' ? from + SLICE : reading.start)
        const newline = side === 'before' && from > 0 ? got.text.indexOf('\n') + 1 : 0
        store.setState((state) => (state.reading === reading ? { reading: grow(reading, got.start + newline, got.text.slice(newline)) } : state))
      } catch (error) {
        core.notices.fail(error)
      } finally {
        loading = false
      }
    },
    async find(query, from) {
      if (query === '') return store.setState({ found: undefined })
      store.setState({ found: { query, at: undefined, current: 0 } })
      try {
        const length = store.getState().reading?.source.length ?? 0
        if (whole === undefined) {
          const parts: string[] = []
          for (let from = 0; from < length; from += FIND_SLICE) parts.push((await slice(from, from + FIND_SLICE)).text)
          whole = parts.join('')
        }
        if (store.getState().found?.query !== query) return
        const at = occurrences(whole, query)
        const current = Math.max(0, at.findIndex((hit) => hit >= from))
        store.setState({ found: { query, at, current } })
        const first = at[current]
        if (first !== undefined) await reader.go(first)
      } catch (error) {
        core.notices.fail(error)
        store.setState({ found: undefined })
      }
    },
    async step(by) {
      const { found } = store.getState()
      if (!found?.at?.length) return
      const current = (found.current + by + found.at.length) % found.at.length
      store.setState({ found: { ...found, current } })
      await reader.go(found.at[current] ?? 0)
    },
  }
  return reader
}
