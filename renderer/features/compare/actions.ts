/** Answers side by side: opened, followed to their ends, stopped, and gone on from. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TurnId } from '../../../shared/model/ids.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import { foldAll } from '../../../shared/turn/foldTurn.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'
import { type Choice, createChoice } from '../../core/judgedTurn.ts'
import { feedOf, followTurn, type TurnFeed } from '../../core/turnFeed.ts'

export interface ComparedAnswer {
  readonly id: TurnId
  readonly feed: TurnFeed
}

export interface ComparisonState {
  /** The turn it was opened by. */
  readonly open: string | undefined
  /** The first first; empty until they were read. */
  readonly answers: readonly ComparedAnswer[]
  readonly problem?: ProblemShape
}

export interface Comparison {
  readonly core: Core
  readonly store: StoreApi<ComparisonState>
  readonly choice: Choice
  open(turn: string): Promise<void>
  stop(turn: TurnId): Promise<void>
  leave(): void
}

export function createComparison(core: Core): Comparison {
  const { client } = core.connection
  const store = createStore<ComparisonState>(() => ({ open: undefined, answers: [] }))
  const choice = createChoice()
  let following = new AbortController()

  const comparison: Comparison = {
    core,
    store,
    choice,
    async open(turn) {
      following.abort()
      const ending = (following = new AbortController())
      const { signal } = ending
      choice.setState({}, true)
      store.setState({ open: turn, answers: [] }, true)
      try {
        const { turns } = await client.turn.compared({ turn: turn as TurnId })
        if (signal.aborted) return
        const answers = turns.map(({ id, events }) => ({ id, feed: feedOf(id, events) }))
        store.setState({ answers })
        const running = answers.filter(({ feed }) => feed.getState().status === 'running')
        await Promise.all(
          running.map(({ feed }) => followTurn(core.connection, feed, signal).catch((error: unknown) => feed.setState({ status: 'failed', problem: problemOf(error) }))),
        )
        if (running.length === 0 || signal.aborted) return
        // The last one has ended: what was compared stands with the first.
        const after = await client.turn.compared({ turn: turn as TurnId })
        for (const { id, events } of after.turns) answers.find((answer) => answer.id === id)?.feed.setState(foldAll(id, events), true)
      } catch (error) {
        if (!signal.aborted) store.setState({ problem: problemOf(error) })
      }
    },
    async stop(turn) {
      try {
        await client.turn.cancel({ turn })
      } catch (error) {
        core.notices.fail(error)
      }
    },
    leave: () => {
      following.abort()
      choice.setState({}, true)
      store.setState({ open: undefined, answers: [] }, true)
    },
  }
  return comparison
}
