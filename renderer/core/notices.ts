/** The notices at the head of the window: pushed by actions, gone after a while unless they are being read. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ProblemShape } from '../../shared/problem.ts'
import { problemSentence } from '../../shared/problemSentence.ts'
import { problemOf } from './client.ts'

export interface KeptNotice {
  readonly id: number
  readonly tone: 'plain' | 'problem'
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

export interface Notices {
  readonly store: StoreApi<{ notices: readonly KeptNotice[] }>
  say(text: string, action?: KeptNotice['action']): void
  /** Tells what went wrong; a cancelled call is no problem and says nothing. */
  fail(error: unknown): void
  /** The same of a problem that is known already. */
  failAs(problem: ProblemShape): void
  close(id: number): void
  hold(held: boolean): void
}

const SHOWN_FOR = 8000
const AT_MOST = 3

/** What was wrong with an input is told by itself where it is known: the sentence for all inputs adds nothing to it. */
export function sentenceOf(problem: ProblemShape): string {
  if (problem.code !== 'input.invalid' || problem.detail === undefined) return problemSentence(problem)
  return `${problem.detail.charAt(0).toUpperCase()}${problem.detail.slice(1)}.`
}

export function createNotices(): Notices {
  const store = createStore<{ notices: readonly KeptNotice[] }>(() => ({ notices: [] }))
  let nextId = 1
  let held = false
  const due = new Map<number, number>()
  const close = (id: number): void => {
    due.delete(id)
    store.setState((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }))
  }
  const expire = (id: number): void => {
    setTimeout(() => {
      const until = due.get(id)
      if (until === undefined) return
      if (held) expire(id)
      else close(id)
    }, SHOWN_FOR)
  }
  const push = (notice: Omit<KeptNotice, 'id'>): void => {
    const id = nextId++
    due.set(id, id)
    store.setState((state) => ({ notices: [...state.notices, { ...notice, id }].slice(-AT_MOST) }))
    expire(id)
  }
  const failAs = (problem: ProblemShape): void => {
    if (problem.code !== 'cancelled') push({ tone: 'problem', text: sentenceOf(problem) })
  }
  return {
    store,
    say: (text, action) => push({ tone: 'plain', text, ...(action ? { action } : {}) }),
    fail: (error) => failAs(problemOf(error)),
    failAs,
    close(id) {
      close(id)
      // What is gone under the pointer or with the focus in it never says that it was left.
      held = false
    },
    hold(now) {
      held = now
    },
  }
}
