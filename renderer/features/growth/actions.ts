/** Growth: what is counted, the series of it that is looked at, and the curves fitted to that. Read while it is on the screen, and then again when anything counted changes. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Growth } from '../../../shared/contract/noteContract.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import type { Kind } from './growthWords.ts'

export interface GrowthState {
  /** Picked to be drawn. */
  readonly of: Kind
  /** Missing until it was first read; its curves are fitted to `fitted`, which is `of` once that was read. */
  readonly growth: Growth | undefined
  readonly fitted: Kind
  readonly problem: ProblemShape | undefined
  readonly asTable: boolean
}

export interface GrowthDesk {
  readonly core: Core
  readonly store: StoreApi<GrowthState>
  /** It is on the screen from now on; call what comes back when it is no more. */
  show(): () => void
  read(): Promise<void>
  pick(of: Kind): void
  showTable(on: boolean): void
}

export function createGrowthDesk(core: Core): GrowthDesk {
  const store = createStore<GrowthState>(() => ({ of: 'notes', fitted: 'notes', growth: undefined, problem: undefined, asTable: false }))
  let shown = 0
  const read = async (): Promise<void> => {
    const { of } = store.getState()
    try {
      const growth = await core.connection.client.growth.get({ of })
      // Another series may have been picked meanwhile: its own answer is on the way.
      if (store.getState().of === of) store.setState({ growth, fitted: of, problem: undefined })
    } catch (error) {
      if (store.getState().of === of) store.setState({ problem: problemOf(error) })
    }
  }
  for (const topic of ['notes', 'sources', 'rules', 'conversations'] as const) core.changes.keep(topic, async () => void (shown > 0 && (await read())))
  return {
    core,
    store,
    read,
    show() {
      shown += 1
      void read()
      return () => void (shown -= 1)
    },
    pick(of) {
      store.setState({ of })
      void read()
    },
    showTable: (asTable) => store.setState({ asTable }),
  }
}
