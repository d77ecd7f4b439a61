/** A claim tried while it is typed: the latest one wins, an older answer never overwrites it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DraftSet, Tried } from '../../../shared/contract/ruleContract.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { remember, remembered } from '../../core/remembered.ts'

export interface TryState {
  readonly text: string
  readonly busy: boolean
  readonly tried: Tried | undefined
  /** The text that `tried` answers. */
  readonly of: string
  readonly problem: string | undefined
}

export interface TryClaim {
  readonly store: StoreApi<TryState>
  type(text: string): void
  /** Tries again over rules that have changed: `draft` stands in for what is saved. */
  over(draft: DraftSet | undefined): void
  counterModel(): void
}

const REST = 180
const NAME = 'rules.try'

export function createTryClaim(core: Core): TryClaim {
  const store = createStore<TryState>(() => ({ text: remembered(NAME) ?? '', busy: false, tried: undefined, of: '', problem: undefined }))
  let timer: ReturnType<typeof setTimeout> | undefined
  let ending: AbortController | undefined
  let standing: DraftSet | undefined
  async function run(counterModel: boolean): Promise<void> {
    ending?.abort()
    const mine = (ending = new AbortController())
    const text = store.getState().text.trim()
    if (!text) return store.setState({ tried: undefined, busy: false, problem: undefined, of: '' })
    store.setState({ busy: true })
    try {
      const tried = await core.connection.client.rules.try({ text, ...(standing ? { draft: standing } : {}), ...(counterModel ? { counterModel } : {}) }, { signal: mine.signal })
      if (!mine.signal.aborted) store.setState({ tried, of: text, busy: false, problem: undefined })
    } catch (error) {
      if (!mine.signal.aborted) store.setState({ busy: false, problem: problemSentence(problemOf(error)) })
    }
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void run(false), REST)
  }
  return {
    store,
    type(text) {
      remember(NAME, text)
      store.setState({ text })
      soon()
    },
    over(draft) {
      standing = draft
      soon()
    },
    counterModel: () => void run(true),
  }
}
