/** What the turns of one core share, so that many at once stay fair and nothing is looked up twice. */
import type { Checker } from '../checking/checker.ts'
import type { Clock, StoreReader, StoreWriter } from '../ports.ts'
import { type Commits, createCommits } from './commits.ts'
import { createLane, type Lane } from './lane.ts'
import { createLookups, type Lookups } from './lookups.ts'
import { createServerQueue, type ServerQueue } from './serverQueue.ts'
import { breather } from './untilAborted.ts'

/** Decisions handed to the engine at once: it works on one, and the next is there when that is done. */
const DECISIONS = 2

export interface SharedWork {
  readonly logic: Lane
  readonly sources: Lane
  readonly lookups: Lookups
  readonly commits: Commits
  readonly servers: ServerQueue
  /** When the engine ended its last decision, by the clock: a decision that was handed over earlier has waited until then. */
  engineFreeAt: number
}

export function createSharedWork({ clock, checker, store }: { clock: Pick<Clock, 'elapsed'>; checker: Pick<Checker, 'atOnce'>; store: { read: Pick<StoreReader, 'searchPassages' | 'searchKey' | 'libraryState'>; write: Pick<StoreWriter, 'append'> } }): SharedWork {
  return {
    logic: createLane(DECISIONS),
    sources: createLane(checker.atOnce ?? 1, breather(clock)),
    lookups: createLookups(store.read, clock),
    commits: createCommits(store.write, clock),
    servers: createServerQueue(),
    engineFreeAt: 0,
  }
}
