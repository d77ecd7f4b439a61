/** Searches of the library, each made once for all who ask the same: claims of one turn, and turns side by side, as long as no source changes. */
import type { SourceId } from '../../../shared/model/ids.ts'
import type { PassageHit } from '../../../shared/model/source.ts'
import type { FoundPassage, PassageSearch } from '../checking/checker.ts'
import type { Clock, StoreReader } from '../ports.ts'
import { breather } from './untilAborted.ts'

/** UTF-16 units of passages that are remembered. */
const REMEMBERED = 4_000_000

type Searched = Pick<StoreReader, 'searchPassages' | 'searchKey' | 'libraryState'>

export interface Lookups {
  /** `within`: only these sources count; all live ones when it is left out. `attached` went along with the question and count besides. The same list is returned to everyone who shares a look-up. */
  of(within?: readonly SourceId[], attached?: readonly SourceId[]): PassageSearch
  /** Whether this list was returned before: a look-up that is shared. */
  isKnown(found: readonly FoundPassage[]): boolean
}

const sizeOf = (found: readonly FoundPassage[]): number => found.reduce((sum, passage) => sum + passage.text.length + 200, 200)

/** Both lists in one, best first, each passage once. */
function besides(found: readonly PassageHit[], more: readonly PassageHit[]): PassageHit[] {
  const there = new Set(found.map(({ source, start }) => `${source} ${start}`))
  return more.length === 0 ? [...found] : [...found, ...more.filter(({ source, start }) => !there.has(`${source} ${start}`))].sort((a, b) => b.score - a.score)
}

export function createLookups(read: Searched, clock: Pick<Clock, 'elapsed'>): Lookups {
  const remembered = new Map<string, readonly FoundPassage[]>()
  const known = new WeakSet<readonly FoundPassage[]>()
  let size = 0
  let state: unknown
  const forget = (): void => {
    remembered.clear()
    size = 0
  }
  const keep = (key: string, found: readonly FoundPassage[]): void => {
    remembered.set(key, found)
    size += sizeOf(found)
    for (const [oldest, dropped] of remembered) {
      if (size <= REMEMBERED) return
      remembered.delete(oldest)
      size -= sizeOf(dropped)
    }
  }
  return {
    isKnown: (found) => {
      if (known.has(found)) return true
      known.add(found)
      return false
    },
    of: (within, attached = []) => {
      const breathe = breather(clock)
      const among = `${within === undefined ? '*' : [...within].sort().join()}+${[...attached].sort().join()}`
      return {
        search: async (text, limit, signal) => {
          await breathe()
          signal?.throwIfAborted()
          const now = read.libraryState()
          if (now !== state) forget()
          state = now
          // What is searched for is the terms of a text: case, punctuation and empty words make no other look-up.
          const key = `${limit} ${among} ${read.searchKey(text)}`
          const shared = remembered.get(key)
          if (shared) return shared
          const found = besides(read.searchPassages(text, limit, within), attached.length === 0 ? [] : read.searchPassages(text, limit, attached)).slice(0, limit)
          keep(key, found)
          return found
        },
      }
    },
  }
}
