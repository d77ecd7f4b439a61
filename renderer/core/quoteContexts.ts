/** The words around quotes, read from their sources once and kept. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SourceId } from '../../shared/model/ids.ts'
import type { Evidence } from '../../shared/model/verdict.ts'
import type { QuoteContext } from '../ui/judged/quoteSentence.ts'
import type { Connection } from './client.ts'

/** UTF-16 units read on each side of a quote. */
const REACH = 320
const KEPT_AT_MOST = 500

export interface QuoteContexts {
  readonly store: StoreApi<Readonly<Record<string, QuoteContext>>>
  /** Reads what is missing for these quotes; a source that is gone leaves the bare quote. */
  read(evidence: readonly Evidence[]): void
}

export const quoteKey = (evidence: Evidence): string => `${evidence.source}:${evidence.start}:${evidence.end}`

export function createQuoteContexts(connection: Connection): QuoteContexts {
  const store = createStore<Readonly<Record<string, QuoteContext>>>(() => ({}))
  const asked = new Set<string>()
  async function readOne(evidence: Evidence): Promise<void> {
    const key = quoteKey(evidence)
    if (asked.has(key)) return
    asked.add(key)
    try {
      const start = Math.max(0, evidence.start - REACH)
      const slice = await connection.client.source.text({ id: evidence.source as SourceId, start, end: evidence.end + REACH })
      const at = evidence.start - slice.start
      const length = evidence.end - evidence.start
      if (slice.text.slice(at, at + length) !== evidence.quote) return
      const context = { before: slice.text.slice(0, at), after: slice.text.slice(at + length) }
      const kept = Object.keys(store.getState()).length >= KEPT_AT_MOST ? {} : store.getState()
      store.setState({ ...kept, [key]: context }, true)
    } catch {
      asked.delete(key)
    }
  }
  return {
    store,
    read: (evidence) => {
      for (const one of evidence) void readOne(one)
    },
  }
}
