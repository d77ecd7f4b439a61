/** The library as the checker and the library answerer search it: one look-up serves all who ask the same, and others get their turn. */
import type { SourceId } from '../../../shared/model/ids.ts'
import type { FoundPassage, PassageSearch } from '../checking/checker.ts'
import type { Clock, StoreReader } from '../ports.ts'
import { breather } from './untilAborted.ts'

/** Look-ups remembered within one turn. */
const REMEMBERED = 500

/** `within`: only these sources count; all live ones when it is left out. */
export function passageSearch(read: Pick<StoreReader, 'searchPassages'>, clock: Pick<Clock, 'elapsed'>, within?: readonly SourceId[]): PassageSearch {
  const breathe = breather(clock)
  const remembered = new Map<string, readonly FoundPassage[]>()
  return {
    search: async (text, limit, signal) => {
      await breathe()
      signal?.throwIfAborted()
      const key = `${limit} ${text}`
      const known = remembered.get(key)
      if (known) return known
      const found = read.searchPassages(text, limit, within)
      if (remembered.size >= REMEMBERED) remembered.clear()
      remembered.set(key, found)
      return found
    },
  }
}
