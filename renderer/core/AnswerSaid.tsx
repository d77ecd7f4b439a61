/** What a screen reader is told of an answer: that it is on its way, and how it came out. What changes in between is for the eye, and would only chatter. */
import { useStore } from 'zustand'
import { tallyOf, type TurnState } from '../../shared/turn/foldTurn.ts'
import { mendingWords, withdrawnCount } from '../ui/judged/repairWords.ts'
import { tallyWords } from '../ui/judged/verdictWords.ts'
import type { TurnFeed } from './turnFeed.ts'

const NONE = { subscribe: () => () => undefined, getState: () => undefined, getInitialState: () => undefined } as unknown as TurnFeed

function outcome(turn: TurnState, running: string): string {
  const { status, started, claims, withdrawn } = turn
  if (status === 'running') return started ? (mendingWords(turn) ?? running) : ''
  return [...tallyWords(tallyOf(claims)), withdrawnCount(withdrawn.length)].filter(Boolean).join(' · ') || (status === 'done' ? 'Nothing to check' : '')
}

/** Must stay on the page from one answer to the next: a region that comes with its words is not read out. */
export function AnswerSaid({ feed, running }: { feed: TurnFeed | undefined; running: string }) {
  const said = useStore(feed ?? NONE, (state: TurnState | undefined) => (state ? outcome(state, running) : ''))
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
